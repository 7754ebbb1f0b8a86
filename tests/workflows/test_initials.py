"""Rows that somebody initials: a signature of their own over exactly what the row says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from supervise_tui.canonical import Json
from supervise_tui.documents.plain_text import as_text
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.forms.library import Library
from supervise_tui.problems import BadInput, NotAllowed, NotIntact, WrongSecret
from supervise_tui.workflows import hold_supervision, initials, read_record, sign_off
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, choose_secrets

OWN = Path(__file__).parents[1] / "forms" / "own"
MEASURES = "measures~initials"


@pytest.fixture
def own_desk(desk: Desk) -> Desk:
    """The desk with the organisation's own forms."""
    return replace(desk, library=Library(OWN))


@pytest.fixture
def draft(own_desk: Desk, worker: Worker, clock: Clock) -> str:
    """A filled risk check whose four measures wait for the worker's initials."""
    clock.turn(days=11)  # to the day of the example
    sheet = hold_supervision.start(own_desk, worker.id, "own.lone_worker_check")
    filled: dict[str, Json] = json.loads((OWN / "filled" / "lone_worker_check.json").read_text("utf-8"))
    hold_supervision.save(own_desk, sheet.record.id, filled)
    choose_secrets(own_desk, worker)
    return sheet.record.id


def given(desk: Desk, draft: str) -> list[Json]:
    """The rows that are initialled now."""
    rows = hold_supervision.open_sheet(desk, draft).answers.get(MEASURES)
    return rows if isinstance(rows, list) else []


def test_who_has_to_initial_what_is_said_row_by_row(own_desk: Desk, draft: str) -> None:
    (waiting,) = initials.waiting_for_initials(own_desk, draft)
    assert (waiting.role, waiting.name, len(waiting.rows)) == (Role.WORKER, "Ania Wójcik-Łęcka", 4)
    assert all(waiting.words)


def test_rows_without_initials_keep_the_record_from_being_signed(own_desk: Desk, draft: str) -> None:
    gaps = hold_supervision.gaps_of(hold_supervision.open_sheet(own_desk, draft))
    assert [gap.question_id for gap in gaps] == [MEASURES] * 4
    assert "“A charged phone” still needs the initials of the worker." in gaps[0].sentence
    with pytest.raises(NotAllowed):
        sign_off.offer(own_desk, draft)


def test_one_secret_initials_all_rows_and_the_record_says_who_and_when(
    own_desk: Desk, draft: str, worker: Worker
) -> None:
    assert initials.initial_rows(own_desk, draft, Role.WORKER, WORKER_SECRET) == 4
    assert initials.waiting_for_initials(own_desk, draft) == []
    assert sign_off.offer(own_desk, draft).state is State.OFFERED
    content = read_record.read_through(own_desk, draft).content
    rows = content.answers[MEASURES]
    assert isinstance(rows, list)
    assert [row["by"] for row in rows if isinstance(row, dict)] == ["Ania Wójcik-Łęcka"] * 4
    with own_desk.cabinet.reading() as work:
        form = read_record.form_of(work, own_desk, read_record.read_through(own_desk, draft).record)
    assert "28 November 2026, 14:05" in as_text(content, form)
    sign_off.sign(own_desk, draft, Role.WORKER, WORKER_SECRET)
    sign_off.sign(own_desk, draft, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert check_cabinet(own_desk) == []
    assert any("initialled rows" in line.what for line in history_lines(own_desk, worker.id))


def test_a_row_changed_afterwards_has_to_be_initialled_again(own_desk: Desk, draft: str) -> None:
    initials.initial_rows(own_desk, draft, Role.WORKER, WORKER_SECRET)
    answers = hold_supervision.open_sheet(own_desk, draft).answers["measures"]
    assert isinstance(answers, list)
    assert isinstance(answers[0], dict)
    changed: list[Json] = [{**answers[0], "there": not answers[0]["there"]}, *answers[1:]]
    hold_supervision.save(own_desk, draft, {"measures": changed})
    assert len(given(own_desk, draft)) == 3
    (waiting,) = initials.waiting_for_initials(own_desk, draft)
    assert [row.row_id for row in waiting.rows] == ["phone"]
    # Put back as it was, the initials fit again: they stand for what the row says.
    hold_supervision.save(own_desk, draft, {"measures": answers})
    assert len(given(own_desk, draft)) == 4


def test_a_single_row_can_be_initialled_on_another_day(own_desk: Desk, draft: str, clock: Clock) -> None:
    (waiting,) = initials.waiting_for_initials(own_desk, draft)
    initials.initial_rows(own_desk, draft, Role.WORKER, WORKER_SECRET, {waiting.rows[0].mark})
    clock.turn(days=2)
    initials.initial_rows(own_desk, draft, Role.WORKER, WORKER_SECRET)
    days = [row["at"] for row in given(own_desk, draft) if isinstance(row, dict)]
    assert ["28" in str(days[0]), *("30" in str(day) for day in days[1:])] == [True] * 4


def test_only_their_own_secret_gives_initials(own_desk: Desk, draft: str) -> None:
    with pytest.raises(WrongSecret):
        initials.initial_rows(own_desk, draft, Role.WORKER, SUPERVISOR_SECRET)
    with pytest.raises(NotAllowed):
        initials.initial_rows(own_desk, draft, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert given(own_desk, draft) == []


def test_initials_cannot_be_typed(own_desk: Desk, draft: str) -> None:
    forged: list[Json] = [{"id": "phone", "row": "Phone", "by": "Ania", "at": "today", "mark": "0" * 16}]
    with pytest.raises(BadInput, match="not typed"):
        hold_supervision.save(own_desk, draft, {MEASURES: forged})
    assert given(own_desk, draft) == []


def test_initials_moved_to_another_record_are_noticed(own_desk: Desk, draft: str) -> None:
    initials.initial_rows(own_desk, draft, Role.WORKER, WORKER_SECRET)
    with own_desk.cabinet.transaction() as work:
        work.session.exec(text("UPDATE row_initials SET statement = replace(statement, 'phone', 'alarm')"))  # type: ignore[call-overload]
        work.session.exec(text("UPDATE row_initials SET signature = x'00'"))  # type: ignore[call-overload]
    with pytest.raises(NotIntact):
        hold_supervision.open_sheet(own_desk, draft)


def test_a_discarded_draft_leaves_no_initials(own_desk: Desk, draft: str) -> None:
    initials.initial_rows(own_desk, draft, Role.WORKER, WORKER_SECRET)
    hold_supervision.discard(own_desk, draft, "Done twice by mistake", worker_agrees=True)
    with own_desk.cabinet.reading() as work:
        left = work.session.exec(text("SELECT count(*) FROM row_initials")).scalar_one()  # type: ignore[call-overload]
    assert left == 0
