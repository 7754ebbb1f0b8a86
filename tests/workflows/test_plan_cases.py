"""A case is opened, added to, and listed; a signed record counts in it once it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.problems import BadInput, NotAllowed, NotFound
from supervise_tui.store import plan_cases as kept
from supervise_tui.store import plan_letters
from supervise_tui.workflows import hold_supervision, plan_cases, read_history, workers
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.homes import Clock, choose_secrets
from tests.workflows.plan_forms import closed_concern, with_short_forms


def test_a_case_holds_its_entries_in_the_order_in_which_they_came_to_count(
    desk: Desk, worker: Worker, tmp_path: Path, clock: Clock
) -> None:
    desk = with_short_forms(desk, tmp_path / "own")
    choose_secrets(desk, worker)
    case = plan_cases.open_case(desk, worker.id, "medication")
    assert plan_cases.cases(desk) == plan_cases.cases(desk, worker.id) == [(case, worker)]
    clock.turn(days=3)

    draft = plan_cases.new_entry(desk, case.id, "pause")
    with pytest.raises(BadInput):
        plan_cases.save_entry(desk, draft, {"day": "soon"})
    waiting = plan_cases.start_record(desk, case.id, "concern").record
    file = plan_cases.case_file(desk, case.id)
    assert [(kind, record.id) for kind, record in file.under_way] == [("concern", waiting.id)]
    assert file.entries == ()
    assert [(one.id, one.answers["day"]) for one in file.drafts] == [(draft.id, "soon")]  # nothing is lost
    with pytest.raises(NotAllowed, match="not complete"):
        plan_cases.add_entry(desk, file.drafts[0])
    with pytest.raises(NotAllowed, match="already being written"):
        plan_cases.start_record(desk, case.id, "concern")
    hold_supervision.discard(plans_desk(desk), waiting.id, "Begun by mistake.")
    concern = closed_concern(desk, case.id, "Charts are filled in late.")

    saved = plan_cases.save_entry(desk, draft, {"day": "2026-11-18"})
    pause = plan_cases.add_entry(desk, saved)
    clock.turn(days=1)
    file = plan_cases.case_file(desk, case.id)
    assert [(one.number, one.kind, one.record, one.on) for one in file.entries] == [
        (1, "concern", concern, date(2026, 11, 20)),
        (2, "pause", "", date(2026, 11, 18)),
    ]
    assert file.entries[1] == pause
    assert file.entries[0].answers["falls_short"] == "Charts are filled in late."
    assert (file.drafts, file.under_way) == ((), ())
    told = [line.what for line in read_history.history_lines(plans_desk(desk), worker.id)]
    assert told.count("added an entry to an improvement plan") == 2
    assert "opened an improvement plan" in told

    with plans_desk(desk).cabinet.transaction() as work:
        assert kept.changed_entries(work, case.id) == []
        work.connection().exec_driver_sql("UPDATE plan_entry SET happened_on = '2026-11-11' WHERE number = 2")
        assert [one.number for one in kept.changed_entries(work, case.id)] == [2]
    (wrong,) = check_cabinet(desk)
    assert wrong.startswith("Improvement plans: Entry 2 of the plan with Ania")


def test_nothing_is_opened_with_who_left_nor_added_before_it_is_complete(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    desk = with_short_forms(desk, tmp_path / "own")
    case = plan_cases.open_case(desk, worker.id)
    draft = plan_cases.new_entry(desk, case.id, "pause")
    with pytest.raises(NotFound):
        plan_cases.new_entry(desk, case.id, "concern")
    with pytest.raises(NotFound):
        plan_cases.start_record(desk, case.id, "pause")
    empty = plan_cases.save_entry(desk, draft, {"day": None})
    with pytest.raises(NotAllowed, match="not complete"):
        plan_cases.add_entry(desk, empty)
    plan_cases.drop_entry(desk, empty)
    assert plan_cases.case_file(desk, case.id).drafts == ()
    workers.change_worker(desk, replace(worker, left_on=desk.today))
    with pytest.raises(NotAllowed, match="has left"):
        plan_cases.open_case(desk, worker.id)


def test_a_letter_is_a_draft_then_final_then_received_once(desk: Desk, worker: Worker) -> None:
    case = plan_cases.open_case(desk, worker.id)
    letter = CaseLetter(id="a" * 16, case=case.id, kind="invitation", content={"room": "2"}, by=desk.holder)
    with plans_desk(desk).cabinet.transaction() as work:
        plan_letters.keep_letter(work, letter, desk.now)
        with pytest.raises(NotAllowed, match="draft"):
            plan_letters.deliver(work, letter.id, desk.today, "By hand", desk.holder, desk.now)
        final = plan_letters.make_final(work, letter.id, b"%PDF-1.7", desk.holder, desk.now)
        assert final.is_final
        for act in (
            lambda: plan_letters.keep_letter(work, letter, desk.now),
            lambda: plan_letters.make_final(work, letter.id, b"%PDF-1.7", desk.holder, desk.now),
            lambda: plan_letters.drop_letter(work, letter.id),
        ):
            with pytest.raises(NotAllowed):
                act()
        there = plan_letters.deliver(work, letter.id, desk.today, "By hand", desk.holder, desk.now)
        with pytest.raises(NotAllowed):
            plan_letters.deliver(work, letter.id, desk.today, "By hand", desk.holder, desk.now)
        other = plan_letters.keep_letter(work, CaseLetter(id="b" * 16, case=case.id, kind="plan"), desk.now)
        assert plan_letters.letters(work, case.id) == [other, there]
        assert plan_letters.pdf(work, letter.id) == b"%PDF-1.7"
        plan_letters.drop_letter(work, other.id)
        assert plan_letters.letters(work, case.id) == [there]
