"""Induction, competence, probation and delegated tasks: what records begin with, and what they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.forms.definition import Role
from supervise_tui.store import people
from supervise_tui.workflows import hold_supervision, induction, new_records, sign_off, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet, gaps_of, open_sheet, save
from tests.forms.test_filled import FILLED
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, choose_secrets


def begun(desk: Desk, worker: Worker, form_id: str, **changes: Json) -> Sheet:
    sheet = new_records.start(desk, worker.id, form_id)
    save(desk, sheet.record.id, FILLED[form_id] | changes)
    return open_sheet(desk, sheet.record.id)


def signed(desk: Desk, worker: Worker, sheet: Sheet) -> None:
    choose_secrets(desk, worker)
    sign_off.offer(desk, sheet.record.id)
    sign_off.sign(desk, sheet.record.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, sheet.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def on_file(desk: Desk, worker: Worker) -> Worker:
    with desk.cabinet.reading() as work:
        return people.worker(work, worker.id)


def offered(desk: Desk, worker: Worker) -> dict[str, str]:
    """What fits now of the forms for the first months and after, and why."""
    found = new_records.new_records(desk, worker.id)
    return {
        one.form.id.removeprefix("development."): one.why
        for one in found
        if one.fits and one.draft is None and one.form.id.startswith("development.")
    }


def test_an_induction_lasts_as_the_policy_says_until_a_signed_review_makes_it_longer(
    desk: Desk, worker: Worker
) -> None:
    assert offered(desk, worker) == {"plan": "there is none yet"}
    workers.change_worker(desk, replace(worker, started_on=date(2026, 11, 9)))
    assert offered(desk, worker) == {"induction": "a new starter has none yet"}
    plan = begun(desk, worker, "development.induction")
    assert on_file(desk, worker).induction_ends_on == date(2027, 2, 1), "12 weeks"
    assert plan.facts["worker.in_induction"] is True
    sign_off.offer(desk, plan.record.id)
    assert set(offered(desk, worker)) == {"induction_review", "competence"}

    review = new_records.start(desk, worker.id, "development.induction_review")
    rows = cast("list[dict[str, str]]", review.answers["induction_rows"])
    assert [row["what"] for row in rows][:2] == ["What to report, and to whom", "Who eats what"]
    assert len(rows) == 7
    assert {row["plan"] for row in rows} == {"Induction plan"}
    met: list[Json] = [{**row, "outcome": "done", "evidence": "Seen"} for row in rows]
    save(desk, review.record.id, FILLED["development.induction_review"] | {"induction_rows": met})
    assert [gap.sentence for gap in gaps_of(open_sheet(desk, review.record.id))] == []
    signed(desk, worker, review)
    assert on_file(desk, worker).induction_ends_on == date(2027, 3, 12)
    talk = hold_supervision.start(desk, worker.id)
    assert [row["what"] for row in cast("list[dict[str, str]]", talk.answers["action_review"])] == [
        "What to do after a death"
    ]


def test_a_new_managers_induction_takes_half_a_year(desk: Desk, worker: Worker) -> None:
    workers.change_worker(desk, replace(worker, started_on=date(2026, 11, 9), manages_others=True))
    new_records.start(desk, worker.id, "development.induction")
    assert on_file(desk, worker).induction_ends_on == date(2027, 5, 9)


def test_a_competence_list_begins_with_the_tasks_of_the_induction(desk: Desk, worker: Worker) -> None:
    first = induction.add_task(desk, worker.id, "Hoist")
    induction.add_task(desk, worker.id, "Medication round")
    induction.assess(desk, first.id, date(2026, 11, 3), "Bronwen Pryce")
    sheet = new_records.start(desk, worker.id, "development.competence")
    rows = cast("list[dict[str, Json]]", sheet.answers["tasks"])
    assert [{key: cell for key, cell in row.items() if key != "id"} for row in rows] == [
        {
            "task": "Hoist",
            "outcome": "alone",
            "assessed_on": "2026-11-03",
            "assessed_by": "Bronwen Pryce",
        },
        {"task": "Medication round", "outcome": "in_sight"},
    ]
    seen: dict[str, Json] = {"outcome": "alone", "assessed_on": "2026-11-16", "assessed_by": "Una Byrne"}
    night: dict[str, Json] = {"id": "n1", "task": "Night round", "outcome": "in_sight"}
    told: list[Json] = [{**rows[0]}, {**rows[1], **seen}, night]
    save(desk, sheet.record.id, FILLED["development.competence"] | {"tasks": told})
    signed(desk, worker, open_sheet(desk, sheet.record.id))
    found = induction.induction_of(desk, worker.id)
    assert [(one.task, one.competent_on, one.assessed_by) for one in found.tasks] == [
        ("Hoist", date(2026, 11, 3), "Bronwen Pryce"),
        ("Medication round", date(2026, 11, 16), "Una Byrne"),
        ("Night round", None, ""),
    ]
    shown_by = [(one.by, one.record) for line in found.lines for one in line.assessments]
    assert shown_by == [("Bronwen Pryce", ""), ("Una Byrne", sheet.record.id)]


def test_probation_goes_on_until_the_day_that_was_signed(desk: Desk, worker: Worker, clock: Clock) -> None:
    workers.change_worker(desk, replace(worker, started_on=date(2026, 6, 22)))
    review = begun(desk, worker, "development.probation")
    assert on_file(desk, worker).probation_ends_on == date(2026, 12, 22), "6 months by the policy"
    choose_secrets(desk, worker)
    sign_off.offer(desk, review.record.id)
    sign_off.sign(desk, review.record.id, Role.WORKER, WORKER_SECRET)
    assert on_file(desk, worker).probation_ends_on == date(2026, 12, 22), "not before all have signed"
    sign_off.sign(desk, review.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert on_file(desk, worker).probation_ends_on == date(2027, 2, 26)
    assert offered(desk, worker)["probation"] == "on probation"
    clock.turn(days=13)
    assert offered(desk, worker)["probation"] == "due by Tuesday 1 December 2026"
    last = begun(
        desk,
        worker,
        "development.probation",
        held_on=desk.today.isoformat(),
        decision="confirm",
        actions=None,
    )
    steps = cast("list[dict[str, str]]", last.answers["last_steps"])
    save(desk, last.record.id, {"last_steps": [{**row, "outcome": "done"} for row in steps]})
    signed(desk, worker, last)
    assert "probation" not in offered(desk, worker)


def test_somebody_who_started_long_ago_is_not_put_on_probation(desk: Desk, worker: Worker) -> None:
    workers.change_worker(desk, replace(worker, started_on=date(2019, 6, 22)))
    new_records.start(desk, worker.id, "development.probation")
    assert on_file(desk, worker).probation_ends_on is None


def test_a_delegated_task_comes_filled_in_when_its_check_is_due(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    first = begun(desk, worker, "development.delegated", stands="begins")
    assert [gap.sentence for gap in gaps_of(first)] == []
    sign_off.offer(desk, first.record.id)
    blank = new_records.start(desk, worker.id, "development.delegated")
    assert "about" not in blank.answers, "its check is months away"
    hold_supervision.discard(desk, blank.record.id, "Begun by mistake")
    clock.turn(days=90)
    assert offered(desk, worker)["delegated"] == "due by Wednesday 17 February 2027"
    again = new_records.start(desk, worker.id, "development.delegated")
    assert (again.answers["about"], again.answers["stands"]) == ("Insulin by pen", "goes_on")
    assert again.answers["whom_to_call"] == FILLED["development.delegated"]["whom_to_call"]
    assert (again.answers["held_on"], again.answers["check_on"]) == ("2027-02-15", "2027-05-15")
    assert "competence_on" not in again.answers
    named = begun(desk, worker, "development.delegated", case_reference="Betty Hughes", about="PEG feed")
    assert "looks like a name" in gaps_of(named)[0].sentence
