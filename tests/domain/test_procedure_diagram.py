"""The picture and the lists of the procedure are drawn from its table, and the docs hold them as drawn."""

from __future__ import annotations

import re
from pathlib import Path

from supervise_tui.domain.procedure_diagram import (
    GUARD_WORDS,
    WIDTH,
    diagram,
    facts_list,
    moves_table,
)
from supervise_tui.domain.procedure_guards import GUARDS
from supervise_tui.domain.procedure_moves import MOVES, STATE_LABELS
from supervise_tui.domain.procedure_table import State
from supervise_tui.forms.procedure_policy import TERMS, ProcedurePolicy, read_procedure

PAGE = (Path(__file__).parents[2] / "docs" / "procedure.md").read_text(encoding="utf-8")


def test_the_docs_show_the_table_as_it_is() -> None:
    assert f"```\n{diagram()}\n```" in PAGE
    assert f"\n{moves_table()}\n" in PAGE
    assert f"\n{facts_list()}\n" in PAGE


def test_the_docs_name_every_number_as_shipped_and_their_example_has_no_fault() -> None:
    for key in TERMS:
        assert f"| `{key}` | {getattr(ProcedurePolicy(), key).words} |" in PAGE
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    assert read_procedure(example[1].encode(), "procedure.toml").meeting_notice.words == "7 days"


def test_the_picture_fits_a_terminal_and_shows_each_way_out() -> None:
    lines = diagram().splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert [line for line in lines if line != line.rstrip()] == []
    for said in (
        "dismissed, with notice",
        "appeal",
        "─> Overturned",
        "─> Redeployed",
        "Closed ── falls again",
    ):
        assert any(said in line for line in lines)
    boxes = [line for line in lines if line.startswith("┌")]
    assert len(boxes) == len([line for line in lines if line.startswith("└")]) == 7


def test_every_move_every_state_and_every_guard_is_named() -> None:
    everything = moves_table() + facts_list()
    assert [move.label for move in MOVES.values() if move.label not in everything] == []
    assert [one for one in State if STATE_LABELS[one] not in everything] == []
    assert set(GUARD_WORDS) == set(GUARDS)
