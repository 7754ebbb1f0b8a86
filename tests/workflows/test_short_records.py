"""Talks between supervisions: written, signed, printed, taken up at the next formal one [SES-1]."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.agenda import items_in
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Content, Record, State
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import ComputedQuestion, Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import action_points, signing
from supervise_tui.workflows import case_sheets, hold_supervision, layouts, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.due import due_list
from supervise_tui.workflows.find_words import find_words
from supervise_tui.workflows.informal_contact import contact_time
from supervise_tui.workflows.timeline import timeline
from tests.homes import (
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    Clock,
    choose_secrets,
    closed_record,
    good_answers,
    looked_back,
    offered_record,
)
from tests.workflows.short_records import FILLED


def written(desk: Desk, worker: Worker, form_id: str = "session.informal", **changes: Json) -> Record:
    sheet = hold_supervision.start(desk, worker.id, form_id)
    hold_supervision.save(desk, sheet.record.id, FILLED[form_id] | changes)
    return hold_supervision.open_sheet(desk, sheet.record.id).record


def signed(desk: Desk, worker: Worker, record: Record) -> Record:
    choose_secrets(desk, worker)
    sign_off.offer(desk, record.id)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


@pytest.mark.parametrize("form_id", FILLED)
def test_a_short_record_goes_through_the_store_a_signed_pdf_and_back(
    desk: Desk, worker: Worker, form_id: str
) -> None:
    record = signed(desk, worker, written(desk, worker, form_id))
    assert record.state is State.CLOSED
    with desk.cabinet.reading() as work:
        pdf, trusted = signing.pdf(work, record.id), signing.authority(work).certificate_der
    checked = check_pdf(pdf or b"", [trusted])
    assert checked.verdict is Verdict.KNOWN, checked.findings
    assert {one.role for one in checked.signatures} == {"worker", "supervisor"}
    content = checked.content
    assert content is not None
    assert Content.from_bytes(content.as_bytes()) == content
    form = desk.library.get(form_id)
    assert (content.makes, content.title) == (form.makes, form.title)
    assert {key: content.answers[key] for key in FILLED[form_id]} == FILLED[form_id]
    for question in form.questions():
        if question.id in content.answers and not isinstance(question, ComputedQuestion):
            assert check_answer(question, content.answers[question.id]) == content.answers[question.id]


def test_an_informal_note_needs_four_things_of_which_two_are_there(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id, "session.informal")
    assert {gap.question_id for gap in hold_supervision.gaps_of(sheet)} == {"minutes", "about", "discussed"}
    assert (sheet.answers["held_on"], sheet.answers["how"]) == ("2026-11-17", "in_person")


def test_several_notes_may_be_written_on_one_day_beside_a_supervision(desk: Desk, worker: Worker) -> None:
    hold_supervision.start(desk, worker.id)
    first = written(desk, worker)
    second = written(desk, worker, about="Her rota")
    lines = {line.record.id: line for line in timeline(desk, worker.id).lines}
    assert lines[first.id].about == "Night rounds on the upper floor"
    assert lines[second.id].about == "Her rota"
    with pytest.raises(NotAllowed, match="already being written"):
        hold_supervision.start(desk, worker.id)


@pytest.mark.parametrize("form_id", FILLED)
def test_a_short_record_never_makes_a_supervision_due_later(desk: Desk, worker: Worker, form_id: str) -> None:
    """[SES-5]"""
    before = due_list(desk)
    signed(desk, worker, written(desk, worker, form_id))
    assert due_list(desk) == before


def test_what_came_up_in_between_stands_on_the_next_agenda_once(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    """[SES-1] [SES-8]"""
    offered_record(desk, worker)
    clock.turn(days=10)
    note = written(desk, worker)
    check = written(desk, worker, "session.spot_check")
    written(desk, worker, "session.observed", carried_supervisor="Trolley with a shelf")
    clock.turn(days=30)
    sheet = hold_supervision.start(desk, worker.id)
    carried = [(item.text, item.by) for item in items_in(sheet.answers["agenda"]) if item.carried_from]
    assert carried == [
        ("Informal talk, Friday 27 November: Night rounds on the upper floor", "both"),
        ("A second torch", "worker"),
        ("Spot check, Friday 27 November: Morning visit", "both"),
        ("Trolley with a shelf", "supervisor"),
    ]
    assert {item.carried_from for item in items_in(sheet.answers["agenda"])} >= {note.id, check.id}
    rows: list[Json] = [{**item.as_row(), "outcome": "reached"} for item in items_in(sheet.answers["agenda"])]
    given = good_answers(desk) | looked_back(sheet) | {"agenda": rows}
    hold_supervision.save(desk, sheet.record.id, given)
    sign_off.offer(desk, sheet.record.id)
    clock.turn(days=30)
    after = hold_supervision.start(desk, worker.id)
    assert not [item.text for item in items_in(after.answers["agenda"]) if item.carried_from]


def test_a_note_whose_points_are_on_an_agenda_cannot_be_unlocked(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    """[REC-3]"""
    note = written(desk, worker)
    choose_secrets(desk, worker)
    sign_off.offer(desk, note.id)
    sign_off.sign(desk, note.id, Role.WORKER, WORKER_SECRET)
    clock.turn(days=1)
    hold_supervision.start(desk, worker.id)
    with pytest.raises(NotAllowed, match="later record builds on this"):
        sign_off.void(desk, note.id, "A wrong date.")


def test_an_action_of_a_note_is_live_at_once_and_is_looked_back_at(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    note = written(desk, worker)
    with desk.cabinet.reading() as work:
        (action,) = action_points.open_actions(work, worker.id)
    assert (action.what, action.record) == ("Write the new time into the night book", note.id)
    clock.turn(days=7)
    sheet = hold_supervision.start(desk, worker.id)
    reviewed = sheet.answers["action_review"]
    assert isinstance(reviewed, list)
    assert [row["action"] for row in reviewed if isinstance(row, dict)] == [action.id]
    hold_supervision.discard(desk, note.id, "Written for the wrong person.", worker_agrees=True)
    with desk.cabinet.reading() as work:
        assert action_points.open_actions(work, worker.id) == []


def test_informal_talks_and_spot_checks_add_up_in_the_month(desk: Desk, worker: Worker, clock: Clock) -> None:
    """[SES-5] [CAD-2]"""
    for form_id in FILLED:
        sign_off.offer(desk, written(desk, worker, form_id).id)
    written(desk, worker, about="Still a draft")
    found = contact_time(desk, worker.id)
    assert (found.month, found.minutes, found.wanted) == (date(2026, 11, 1), 15 + 40, 60)
    clock.turn(days=20)
    assert contact_time(desk, worker.id).minutes == 0
    assert contact_time(desk, worker.id, date(2026, 11, 30)).minutes == 55


@pytest.mark.parametrize("layout", ["session.short", "session.structured"])
def test_a_case_sheet_is_started_from_a_supervision_and_named_in_it(
    desk: Desk, worker: Worker, clock: Clock, layout: str
) -> None:
    """[SES-4]"""
    layouts.set_default_layout(desk, layout)
    supervision = hold_supervision.start(desk, worker.id).record.id
    clock.turn(days=1)
    one = case_sheets.start(desk, supervision, " KM-17 ")
    two = case_sheets.start(desk, supervision, "B.H.")
    assert one.answers["case_reference"] == "KM-17"
    assert one.answers["held_on"] == "2026-11-17"
    named = hold_supervision.open_sheet(desk, supervision).answers["cases"]
    assert isinstance(named, list)
    assert [(row["ref"], row["text"]) for row in named if isinstance(row, dict)] == [
        (str(one.record.number), "Case sheet KM-17"),
        (str(two.record.number), "Case sheet B.H."),
    ]


@pytest.mark.parametrize("reference", ["", "  ", "Betty Hughes", "Mrs H"])
def test_a_case_sheet_takes_no_name(desk: Desk, worker: Worker, reference: str) -> None:
    """[SES-4] [REC-9]"""
    supervision = hold_supervision.start(desk, worker.id).record.id
    with pytest.raises(BadInput, match="initials"):
        case_sheets.start(desk, supervision, reference)
    record = written(desk, worker, "session.case", case_reference="Betty Hughes")
    with pytest.raises(NotAllowed, match="still needed"):
        sign_off.offer(desk, record.id)


def test_a_case_sheet_is_not_started_from_a_record_that_is_signed(desk: Desk, worker: Worker) -> None:
    record = closed_record(desk, worker)
    with pytest.raises(NotAllowed, match="nothing can be added"):
        case_sheets.start(desk, record.id, "KM-17")


def test_words_of_a_note_are_found_with_its_title(desk: Desk, worker: Worker) -> None:
    note = signed(desk, worker, written(desk, worker))
    (found,) = find_words(desk, "overlaps").found
    assert found.record is not None
    assert (found.record.id, found.record.title) == (note.id, "Informal talk")
