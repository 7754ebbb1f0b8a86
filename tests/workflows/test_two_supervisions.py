"""Two supervisions, one after the other: actions looked back at, points carried over [SES-6] to [SES-12]."""

from __future__ import annotations

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import ActionState, Outcome
from supervise_tui.domain.agenda import AgendaItem, ItemOutcome, items_in
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import action_points
from supervise_tui.workflows import agendas, hold_supervision, layouts, sign_off, workers
from supervise_tui.workflows.desk import Desk
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, choose_secrets, good_answers, looked_back


def point(item_id: str, text: str, by: str = "worker", **more: str) -> dict[str, Json]:
    return {"id": item_id, "text": text, "by": by, **more}


def held(desk: Desk, worker: Worker, **answers: Json) -> Record:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk) | looked_back(sheet) | answers)
    choose_secrets(desk, worker)
    return sign_off.offer(desk, sheet.record.id)


def signed(desk: Desk, record: Record) -> Record:
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def agenda_of(sheet: hold_supervision.Sheet) -> list[AgendaItem]:
    return items_in(sheet.answers.get("agenda"))


def test_standing_items_are_proposed_and_safeguarding_every_time_in_care(desk: Desk, worker: Worker) -> None:
    """[SES-11]"""
    sheet = hold_supervision.start(desk, worker.id)
    proposed = [item.standing for item in agenda_of(sheet)]
    assert proposed[0] == "standing.agenda"
    assert "care.safeguarding" in proposed
    assert not any(name.startswith("managers.") for name in proposed)
    assert [one.title for one in sheet.offered] == ["In care work"]


def test_those_who_manage_others_are_offered_a_second_list_and_the_office_no_care(desk: Desk) -> None:
    """[SES-11]"""
    lead = workers.add_worker(
        desk, name="Rhona Baird", post="Team lead", manages_others=True, care_work=False
    )
    sheet = hold_supervision.start(desk, lead.id)
    assert [one.title for one in sheet.offered] == ["For those who manage others"]
    assert not any(item.standing.startswith("care.") for item in agenda_of(sheet))
    picked = sheet.offered[0].items[2]
    rows = [*(item.as_row() for item in agenda_of(sheet)), agendas.row_for(picked)]
    hold_supervision.save(desk, sheet.record.id, {"agenda": list[Json](rows)})
    again = hold_supervision.open_sheet(desk, sheet.record.id)
    assert picked not in again.offered[0].items


def test_the_supervisor_cannot_drop_a_point_of_the_workers(desk: Desk, worker: Worker) -> None:
    """[SES-7]"""
    record = hold_supervision.start(desk, worker.id).record.id
    hold_supervision.save(desk, record, {"agenda": [point("a", "My rota")]})
    with pytest.raises(BadInput, match="worker's own point"):
        hold_supervision.save(desk, record, {"agenda": None, "place": "The garden room"})
    kept = hold_supervision.open_sheet(desk, record)
    assert [item.text for item in agenda_of(kept)] == ["My rota"]
    assert kept.answers["place"] == "The garden room"
    put_off = agendas.marked(kept.answers["agenda"], ItemOutcome.DEFERRED, only=["a"])
    hold_supervision.save(desk, record, {"agenda": put_off})
    missing = [gap.sentence for gap in hold_supervision.gaps_of(hold_supervision.open_sheet(desk, record))]
    assert "Agenda line 1 is deferred, but does not say why." in missing
    hold_supervision.save(desk, record, {"agenda": []}, worker_agrees=True)
    assert agenda_of(hold_supervision.open_sheet(desk, record)) == []


def test_what_was_not_reached_and_what_to_come_back_to_is_on_the_next_agenda(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    """[SES-8]"""
    first = held(
        desk,
        worker,
        agenda=[
            point("a", "Night rounds", outcome="reached"),
            point("b", "My rota", outcome="deferred", why="We wait for the new rota."),
            point("c", "Fire drill", by="supervisor", outcome="not-reached"),
            point("d", "Keys"),
        ],
        carried_worker="The car park\nMy rota",
        carried_supervisor="Course in March",
    )
    clock.turn(days=42)
    sheet = hold_supervision.start(desk, worker.id)
    own = [(item.text, item.by) for item in agenda_of(sheet) if item.carried_from == first.id]
    assert own == [
        ("My rota", "worker"),
        ("Fire drill", "supervisor"),
        ("Keys", "worker"),
        ("Course in March", "supervisor"),
        ("The car park", "worker"),
    ]
    assert all(item.outcome == "" for item in agenda_of(sheet))


def test_a_draft_with_nothing_but_carried_points_goes_without_the_workers_word(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    held(desk, worker, agenda=[point("b", "My rota")])
    clock.turn(days=42)
    second = hold_supervision.start(desk, worker.id)
    hold_supervision.discard(desk, second.record.id, "Started on the wrong day.")
    third = hold_supervision.start(desk, worker.id)
    assert "My rota" in [item.text for item in agenda_of(third)], "it came up again"


ACTIONS: list[Json] = [
    {
        "id": f"p{number}",
        "what": what,
        "owner": "worker",
        "owner_name": "",
        "by": "2026-12-01",
        "how_known": "",
    }
    for number, what in enumerate(["Ring the pharmacy", "Book the course", "Label the keys", "Paint", "Move"])
]
OUTCOMES: list[dict[str, Json]] = [
    {"outcome": "done", "evidence": "The list is in the office."},
    {"outcome": "in-hand"},
    {"outcome": "not-done", "why": "No labels."},
    {"outcome": "dropped", "why": "The room is let."},
    {"outcome": "carried", "new_date": "2027-02-01"},
]


def rows(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def test_every_open_action_is_looked_back_at_and_lives_on_as_was_said(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    """[SES-6] step 4, [REC-11]"""
    signed(desk, held(desk, worker, actions=ACTIONS))
    clock.turn(days=42)
    sheet = hold_supervision.start(desk, worker.id)
    asked = rows(sheet.answers["action_review"])
    assert [row["what"] for row in asked] == [row["what"] for row in rows(ACTIONS)]
    assert len([g for g in hold_supervision.gaps_of(sheet) if g.question_id == "action_review"]) == 5
    said: list[Json] = [{**row, **outcome} for row, outcome in zip(asked, OUTCOMES, strict=True)]
    hold_supervision.save(desk, sheet.record.id, {"action_review": said})
    with desk.cabinet.reading() as work:
        still = action_points.open_actions(work, worker.id)
    assert len(still) == 5, "nothing takes effect before the talk is closed"
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    with desk.cabinet.reading() as work:
        threads = {one.action.what: one for one in action_points.of_worker(work, worker.id)}
    assert {what: one.action.state for what, one in threads.items() if what in str(ACTIONS)} == {
        "Ring the pharmacy": ActionState.DONE,
        "Book the course": ActionState.OPEN,
        "Label the keys": ActionState.OPEN,
        "Paint": ActionState.DROPPED,
        "Move": ActionState.CARRIED,
    }
    assert str(threads["Move"].action.due_on) == "2027-02-01"
    assert threads["Ring the pharmacy"].reviews[0].evidence == "The list is in the office."
    assert threads["Paint"].reviews[0].outcome is Outcome.DROPPED
    again = hold_supervision.open_sheet(desk, sheet.record.id)
    assert rows(again.answers["action_review"]) == rows(said), "what was said stays as it was said"
    sign_off.offer(desk, sheet.record.id)


def test_a_change_of_the_review_while_it_is_a_draft_changes_the_action(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    held(desk, worker, actions=ACTIONS[:1])
    clock.turn(days=42)
    sheet = hold_supervision.start(desk, worker.id)
    record = sheet.record.id
    hold_supervision.save(desk, record, good_answers(desk) | looked_back(sheet))
    undone: list[Json] = [{**row, "outcome": ""} for row in rows(sheet.answers["action_review"])]
    hold_supervision.save(desk, record, {"action_review": undone})
    with desk.cabinet.reading() as work:
        assert "Ring the pharmacy" in [one.what for one in action_points.open_actions(work, worker.id)]


def test_a_review_row_cannot_be_made_up(desk: Desk, worker: Worker) -> None:
    record = hold_supervision.start(desk, worker.id).record.id
    made_up: Json = [{"action": "f" * 16, "what": "Something", "outcome": "done"}]
    with pytest.raises(BadInput, match="actions that are open"):
        hold_supervision.save(desk, record, {"action_review": made_up})


def test_an_action_that_comes_up_late_is_a_gap_at_sign_off(desk: Desk, worker: Worker, clock: Clock) -> None:
    first = held(desk, worker, actions=[])
    sign_off.take_back(desk, first.id)
    hold_supervision.save(desk, first.id, {"next_date": None})
    sign_off_later = good_answers(desk) | {"next_date": "2027-03-01"}
    hold_supervision.save(desk, first.id, sign_off_later)
    sign_off.offer(desk, first.id)
    clock.turn(days=42)
    second = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, second.record.id, good_answers(desk))
    with pytest.raises(NotAllowed, match="still needed"):
        sign_off.offer(desk, second.record.id)


def test_a_record_whose_points_a_later_one_took_over_cannot_be_unlocked(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    """[REC-3]"""
    first = held(desk, worker, agenda=[point("b", "My rota")], actions=[])
    sign_off.sign(desk, first.id, Role.WORKER, WORKER_SECRET)
    clock.turn(days=42)
    hold_supervision.start(desk, worker.id)
    with pytest.raises(NotAllowed, match="later record builds on this"):
        sign_off.void(desk, first.id, "A wrong date.")


def test_the_organisation_picks_a_layout_and_one_talk_may_use_another(desk: Desk, worker: Worker) -> None:
    """[SES-12]"""
    assert {form.id for form in layouts.layouts(desk)} == {"session.short", "session.structured"}
    assert hold_supervision.start(desk, worker.id).form.id == "session.short"
    layouts.set_default_layout(desk, "session.structured")
    other = workers.add_worker(desk, name="Dilys Rowe", post="Carer")
    assert hold_supervision.start(desk, other.id).form.id == "session.structured"
    third = workers.add_worker(desk, name="Kofi Mensah", post="Carer")
    assert hold_supervision.start(desk, third.id, "session.short").form.id == "session.short"
    with pytest.raises(NotAllowed, match="not a form for a supervision"):
        layouts.set_default_layout(desk, "agreement.supervision")


def test_a_draft_changes_its_layout_and_loses_nothing_and_is_signed(desk: Desk, worker: Worker) -> None:
    """[SES-12]"""
    sheet = hold_supervision.start(desk, worker.id)
    record = sheet.record.id
    topic: dict[str, Json] = {"id": "t1", "function": "support", "topic": "Sleep", "notes": "Badly."}
    plans: list[Json] = [{**row, "function": "development"} for row in rows(ACTIONS)]
    hold_supervision.save(desk, record, good_answers(desk) | {"reflections": [topic], "actions": plans})
    before = hold_supervision.open_sheet(desk, record).answers
    layouts.change_layout(desk, record, "session.structured")
    laid_out = hold_supervision.open_sheet(desk, record)
    assert laid_out.form.id == "session.structured"
    assert rows(laid_out.answers["more_support"])[0]["topic"] == "Sleep"
    assert len(rows(laid_out.answers["actions_development"])) == 5
    layouts.change_layout(desk, record, "session.short")
    assert hold_supervision.open_sheet(desk, record).answers == before
    layouts.change_layout(desk, record, "session.structured")
    choose_secrets(desk, worker)
    sign_off.offer(desk, record)
    assert signed(desk, laid_out.record).state is State.CLOSED
    with desk.cabinet.reading() as work:
        assert len(action_points.open_actions(work, worker.id)) == 5
    with pytest.raises(NotAllowed, match="its layout stays"):
        layouts.change_layout(desk, record, "session.short")
