"""The training and portfolio list in the cabinet: kept, noted, due, taken out as a table [DEV-10]."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.domain.learning import Standing
from supervise_tui.domain.people import Worker
from supervise_tui.problems import BadInput
from supervise_tui.workflows import learning
from supervise_tui.workflows.clocks import clocks
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines


def test_an_entry_is_kept_answer_by_answer_and_goes_out_as_a_table(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    one = learning.new_entry(desk, worker.id)
    assert one.answers == {"mandatory": False}
    assert learning.portfolio(desk, worker.id).entries == (), "nothing is kept before the first answer"
    learning.save(desk, one, {"title": "=Moving and handling", "mandatory": True})
    with pytest.raises(BadInput, match="not a day"):
        learning.save(desk, one, {"done_on": "2025-11-20", "valid_until": "soon"}, note=False)
    learning.save(desk, one, {"valid_until": "2026-11-20", "accepted": True}, note=False)
    other = learning.new_entry(desk, worker.id)
    learning.save(
        desk, other, {"title": "A night beside Bronwen", "done_on": "2026-08-20", "mandatory": None}
    )

    found = learning.portfolio(desk, worker.id)
    assert [(entry.learning.title, entry.standing) for entry in found.entries] == [
        ("=Moving and handling", Standing.RUNS_OUT),
        ("A night beside Bronwen", Standing.DONE),
    ]
    assert "mandatory" not in found.entries[1].learning.answers
    assert found.to_judge == 2
    due = next(one.due for one in clocks(desk)[0].readings if one.clock.id == "training")
    assert due.state == "due-soon"
    assert due.reason == "“=Moving and handling” runs out on Friday 20 November 2026."

    saved = learning.save_table(desk, worker.id, tmp_path)
    lines = saved.read_text(encoding="utf-8-sig").splitlines()
    assert saved.name == "Training Ania Wójcik-Łęcka 2026-11-17.csv"
    assert lines[0].startswith(
        "standing,title,how,mandatory,set_by,accredited,planned_on,done_on,valid_until"
    )
    assert lines[1].startswith("runs-out,'=Moving and handling,,yes,,,,2025-11-20,2026-11-20")
    assert len(lines) == 3

    learning.remove(desk, other.id, "Written on the wrong file")
    assert len(learning.portfolio(desk, worker.id).entries) == 1
    told = [(line.what, line.why) for line in history_lines(desk, worker.id)][:4]
    assert told == [
        ("took a learning out of the training and portfolio list", "Written on the wrong file"),
        ("saved the training and portfolio list as a table", ""),
        ("added a learning to the training and portfolio list", ""),
        ("added a learning to the training and portfolio list", ""),
    ]
