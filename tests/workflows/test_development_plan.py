"""A development plan: its rows come up in every supervision until they are done, moved or dropped [DEV-2]."""

from __future__ import annotations

from typing import cast

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import ActionState
from supervise_tui.domain.people import Worker
from supervise_tui.workflows import hold_supervision, new_records, sign_off
from supervise_tui.workflows.action_thread import actions_of
from supervise_tui.workflows.clocks import clocks
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet, gaps_of, open_sheet, save
from tests.forms.test_filled import FILLED
from tests.homes import Clock, good_answers

Row = dict[str, str]


def begun(desk: Desk, worker: Worker, form_id: str, **changes: Json) -> Sheet:
    sheet = new_records.start(desk, worker.id, form_id)
    save(desk, sheet.record.id, FILLED[form_id] | changes)
    return open_sheet(desk, sheet.record.id)


def rows_of(sheet: Sheet, question: str = "action_review") -> list[Row]:
    return cast("list[Row]", sheet.answers.get(question) or [])


def said(rows: list[Row], **outcomes: dict[str, str]) -> list[Json]:
    """Give the rows with what is said of each, by the number of its row."""
    return [{**row, **outcomes.get(f"r{number}", {})} for number, row in enumerate(rows)]


def read(desk: Desk, clock_id: str) -> tuple[str, str]:
    reading = next(one for one in clocks(desk)[0].readings if one.clock.id == clock_id)
    return reading.due.state, reading.due.due_on.isoformat() if reading.due.due_on else ""


def test_rows_come_up_until_each_is_settled_and_clocks_run_for_the_whole(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    plan = begun(desk, worker, "development.plan")
    assert not plan.facts["worker.has_plan"], "a draft is no plan yet"
    sign_off.offer(desk, plan.record.id)
    assert read(desk, "development-plan") == ("on-time", "2027-11-17")
    assert read(desk, "development-plan-review") == ("on-time", "2027-05-17")

    clock.turn(days=30)
    talk = hold_supervision.start(desk, worker.id)
    assert talk.facts["worker.has_plan"] is True
    rows = rows_of(talk)
    assert [(row["what"][:14], row["owner"], row["by"], row.get("plan")) for row in rows] == [
        ("Book two place", "supervisor", "2026-12-01", "Personal development plan"),
        ("Ring the on-ca", "worker", "2027-01-29", "Personal development plan"),
        ("Write each vis", "worker", "2027-02-15", "Personal development plan"),
        ("Complete the p", "worker", "2027-03-31", "Personal development plan"),
    ]
    looked = said(
        rows,
        r0={"outcome": "done", "evidence": "The letter is on file"},
        r1={"outcome": "done"},
        r2={"outcome": "carried", "new_date": "2027-04-30"},
        r3={"outcome": "dropped", "why": "The course was called off"},
    )
    save(desk, talk.record.id, good_answers(desk) | {"action_review": looked})
    unshown = gaps_of(open_sheet(desk, talk.record.id))
    assert [gap.sentence for gap in unshown] == [
        "“Ring the on-call manager before starting a round that is …” is done, "
        "but nothing says what shows it."
    ]
    looked[1] = {**cast("Row", looked[1]), "evidence": "Three calls in the on-call book"}
    save(desk, talk.record.id, {"action_review": looked})
    sign_off.offer(desk, talk.record.id)
    states = {one.action.what[:14]: one.action.state for one in actions_of(desk, worker.id)}
    assert states == {
        "Book two place": ActionState.DONE,
        "Ring the on-ca": ActionState.DONE,
        "Write each vis": ActionState.CARRIED,
        "Complete the p": ActionState.DROPPED,
        "Try the earlie": ActionState.OPEN,
    }

    clock.turn(days=40)
    review = new_records.start(desk, worker.id, "development.plan_review")
    assert [row["what"][:14] for row in rows_of(review, "plan_review")] == ["Write each vis"], (
        "the plan's alone"
    )
    more: dict[str, Json] = {
        "held_on": desk.today.isoformat(),
        "plan_review": said(
            rows_of(review, "plan_review"), r0={"outcome": "done", "evidence": "The times of April"}
        ),
    }
    save(desk, review.record.id, FILLED["development.plan_review"] | more)
    assert [gap.sentence for gap in gaps_of(open_sheet(desk, review.record.id))] == []
    sign_off.offer(desk, review.record.id)
    assert read(desk, "development-plan-review")[0] == "not-applicable"
    open_now = [one.action.what[:14] for one in actions_of(desk, worker.id) if one.action.state.is_live]
    assert open_now == ["Try the earlie", "Show the movin"]


def test_a_plan_is_offered_when_there_is_none_and_when_its_day_comes(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    def why(form_id: str) -> str | None:
        found = new_records.new_records(desk, worker.id)
        return next(one.why if one.fits else None for one in found if one.form.id == form_id)

    assert (why("development.plan"), why("development.plan_review")) == ("there is none yet", None)
    sign_off.offer(desk, begun(desk, worker, "development.plan").record.id)
    assert (why("development.plan"), why("development.plan_review")) == (None, None)
    clock.turn(days=178)
    assert why("development.plan_review") == "due by Monday 17 May 2027"
    clock.turn(days=200)
    first = new_records.new_records(desk, worker.id)[:3]
    assert {one.form.id: one.why for one in first}["development.plan"].startswith("overdue since ")
