"""Preparing: notes that belong to their author until they bring them in [SES-6]."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import items_in
from supervise_tui.domain.people import Worker
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed, WrongSecret
from supervise_tui.workflows import hold_supervision, plan_supervision, preparation_sheet, prepare, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines
from tests.homes import WORKER_SECRET, Clock, choose_secrets, good_answers

MINE: dict[str, Json] = {
    "own_points_worker": [{"id": "w1", "text": "The new hoist", "by": "worker"}],
    "was_hard": "Two double shifts.",
    "documents_worker": [{"id": "d1", "kind": "other", "ref": "", "text": "Hoist certificate"}],
}


def test_the_workers_preparation_opens_by_hand_over_and_later_by_their_secret_only(
    desk: Desk, worker: Worker
) -> None:
    with pytest.raises(NotAllowed, match="Hand over"):
        prepare.open_workers(desk, worker.id)
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    assert any("hand-over" in line.what for line in history_lines(desk, worker.id)), "and it is written down"
    choose_secrets(desk, worker)
    with pytest.raises(WrongSecret):
        prepare.open_workers(desk, worker.id, "not this one at all", handed_over=True)
    assert prepare.open_workers(desk, worker.id, WORKER_SECRET).answers["was_hard"] == "Two double shifts."


def test_neither_side_is_shown_or_may_write_what_is_the_others(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    theirs = prepare.open_own(desk, worker.id)
    assert theirs.answers == {}
    assert not {q.id for q in theirs.questions} & {q.id for q in mine.questions}
    with pytest.raises(NotAllowed):
        prepare.save(desk, theirs, {"was_hard": "I think so too."})


def test_nothing_comes_into_the_record_before_its_author_says_so(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    plan_supervision.plan(desk, worker.id, desk.today + timedelta(days=7))
    plan = plan_supervision.planned(desk, worker.id)
    assert plan is not None
    assert plan.prepared == {Role.WORKER}, "that there is something may be seen, not what"
    sheet = hold_supervision.start(desk, worker.id)
    assert "hoist" not in str(sheet.answers).casefold()
    prepare.bring_in(desk, mine)
    prepare.bring_in(desk, mine)
    now = hold_supervision.open_sheet(desk, sheet.record.id).answers
    assert [(i.text, i.by) for i in items_in(now["agenda"]) if not i.standing] == [
        ("The new hoist", "worker")
    ]
    assert now["brought_worker"] == "What was hard:\nTwo double shifts."
    assert now["documents"] == MINE["documents_worker"]


def test_what_may_come_in_by_itself_is_there_when_the_talk_starts(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    assert prepare.bring_in(desk, mine).comes_in_by_itself
    assert not prepare.keep_back(desk, mine).comes_in_by_itself
    prepare.bring_in(desk, mine)
    sheet = hold_supervision.start(desk, worker.id)
    assert "The new hoist" in [item.text for item in items_in(sheet.answers["agenda"])]
    assert prepare.open_workers(desk, worker.id, handed_over=True).brought_in


def test_a_discarded_record_gives_the_preparation_back_and_a_held_one_uses_it_up(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    first = hold_supervision.start(desk, worker.id)
    prepare.bring_in(desk, mine)
    hold_supervision.discard(desk, first.record.id, "The wrong day.", worker_agrees=True)
    back = prepare.open_workers(desk, worker.id, handed_over=True)
    assert (back.answers, back.brought_in) == (mine.answers | MINE, False)
    prepare.bring_in(desk, back)
    second = hold_supervision.start(desk, worker.id)
    mine_and_ours = items_in(second.answers["agenda"])
    hold_supervision.save(
        desk,
        second.record.id,
        good_answers(desk) | {"agenda": [item.as_row() for item in mine_and_ours]},
    )
    sign_off.offer(desk, second.record.id)
    clock.turn(days=1)
    assert prepare.open_workers(desk, worker.id, handed_over=True).answers == {}


def test_a_preparation_is_no_record(desk: Desk, worker: Worker) -> None:
    with pytest.raises(NotAllowed, match="makes no record"):
        hold_supervision.start(desk, worker.id, "session.preparation")


def test_its_author_keeps_a_part_to_themselves(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE | {"went_well": "The party for E.T."})
    mine = prepare.keep_to_myself(desk, mine, "was_hard", mine=True)
    prepare.bring_in(desk, mine)
    sheet = hold_supervision.start(desk, worker.id)
    assert sheet.answers["brought_worker"] == "What has gone well since last time:\nThe party for E.T."
    assert "double shifts" not in str(sheet.answers)
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    assert mine.kept_back == {"was_hard"}
    prepare.bring_in(desk, prepare.keep_to_myself(desk, mine, "was_hard", mine=False))
    assert "double shifts" in str(hold_supervision.open_sheet(desk, sheet.record.id).answers)


def test_who_has_something_that_is_not_in_the_record_yet_is_known(desk: Desk, worker: Worker) -> None:
    mine = prepare.open_workers(desk, worker.id, handed_over=True)
    prepare.save(desk, mine, MINE)
    hold_supervision.start(desk, worker.id)
    theirs = prepare.how_far(desk, worker.id)[Role.WORKER]
    assert (theirs.written, theirs.comes_in_by_itself, theirs.brought_in) == (True, False, False)
    prepare.bring_in(desk, mine)
    assert prepare.how_far(desk, worker.id)[Role.WORKER].brought_in
    assert not prepare.how_far(desk, worker.id)[Role.SUPERVISOR].written


@pytest.mark.parametrize(
    ("side", "asked", "never"),
    [
        (Role.WORKER, "What was hard", "Facts, and messages from managers"),
        (Role.SUPERVISOR, "Facts, and messages from managers", "What was hard"),
    ],
)
def test_the_printed_sheet_asks_one_side_only_and_wants_no_signature(
    desk: Desk, worker: Worker, tmp_path: Path, side: Role, asked: str, never: str
) -> None:
    """[REC-13]"""
    paper = preparation_sheet.save_sheet(desk, worker.id, side, tmp_path / "out", desk.today)
    again = preparation_sheet.save_sheet(desk, worker.id, side, tmp_path / "out", desk.today)
    assert again.name.endswith("(2).pdf")
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())
    assert asked in words
    assert never not in words
    assert "Sign-off" not in words
    assert "Brought by" not in words
    assert worker.name in words
