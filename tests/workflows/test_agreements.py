"""The agreement through the workflows: made, signed, renewed, shown, and asked for [AGR-1] to [AGR-8]."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.agreement import AgreementState
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import signing
from supervise_tui.workflows import agreements, hold_supervision, sign_off, signing_secrets, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.due import due_list
from supervise_tui.workflows.home import home
from supervise_tui.workflows.read_record import read_through
from tests.homes import (
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    Clock,
    agreement_answers,
    choose_secrets,
    good_answers,
    signed_agreement,
)

TUTOR_SECRET = "lemon anchor whistle"


def gaps(desk: Desk, record_id: str) -> list[str]:
    sheet = hold_supervision.open_sheet(desk, record_id)
    return [gap.question_id for gap in hold_supervision.gaps_of(sheet)]


def test_an_agreement_is_in_force_once_both_have_signed(desk: Desk, worker: Worker) -> None:
    sheet = agreements.start(desk, worker.id)
    assert agreements.agreement_state(desk, worker.id).being_made == sheet.record.id
    hold_supervision.save(desk, sheet.record.id, agreement_answers(desk))
    choose_secrets(desk, worker)
    sign_off.offer(desk, sheet.record.id)
    sign_off.sign(desk, sheet.record.id, Role.WORKER, WORKER_SECRET)
    assert agreements.agreement_state(desk, worker.id).state is AgreementState.NONE
    sign_off.sign(desk, sheet.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    standing = agreements.agreement_state(desk, worker.id)
    assert standing.state is AgreementState.IN_FORCE
    assert standing.agreement is not None
    assert standing.agreement.signed_on == desk.today


def test_the_agreement_proposes_words_numbers_and_how_often(desk: Desk, worker: Worker) -> None:
    """[AGR-6] [AGR-7]"""
    sheet = agreements.start(desk, worker.id)
    answers = sheet.answers
    assert (answers["minutes_from"], answers["minutes_to"]) == (60, 90)
    assert (answers["sign_within_days"], answers["rebook_days"], answers["rebook_after_sickness"]) == (
        14,
        5,
        5,
    )
    assert (answers["cover_after_weeks"], answers["cover_senior_after_months"]) == (2, 1)
    assert (answers["frequency"], answers["review_on"]) == ("three_monthly", "2027-11-17")
    assert "30 hours a week" in str(sheet.facts["worker.usual_frequency_words"])


def test_meeting_less_often_than_the_rules_propose_needs_a_reason(desk: Desk, worker: Worker) -> None:
    """[AGR-7]"""
    record = agreements.start(desk, worker.id).record.id
    hold_supervision.save(desk, record, agreement_answers(desk))
    assert gaps(desk, record) == []
    hold_supervision.save(desk, record, {"frequency": "six_weekly"})
    assert gaps(desk, record) == ["frequency_reason"]
    hold_supervision.save(desk, record, {"frequency_reason": "Two new people on the nights."})
    assert gaps(desk, record) == []


def test_a_review_more_than_a_year_away_is_a_gap(desk: Desk, worker: Worker) -> None:
    """[AGR-4]"""
    record = agreements.start(desk, worker.id).record.id
    hold_supervision.save(desk, record, agreement_answers(desk) | {"review_on": "2027-11-18"})
    assert gaps(desk, record) == ["review_on"]
    with pytest.raises(NotAllowed, match="One answer"):
        sign_off.offer(desk, record)


def test_only_one_version_is_made_at_a_time(desk: Desk, worker: Worker) -> None:
    record = agreements.start(desk, worker.id).record.id
    hold_supervision.save(desk, record, agreement_answers(desk))
    sign_off.offer(desk, record)
    with pytest.raises(NotAllowed, match="being made already"):
        agreements.start(desk, worker.id)


def test_a_change_makes_a_new_version_and_the_earlier_ones_stay_readable(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    """[AGR-3]"""
    first = signed_agreement(desk, worker, reach_supervisor="The green door.")
    clock.turn(days=100)
    sheet = agreements.start(desk, worker.id)
    assert sheet.answers["reach_supervisor"] == "The green door."
    assert sheet.answers["agreed_on"] == desk.today.isoformat()
    assert "changes" in gaps(desk, sheet.record.id)
    sign_off_all(desk, sheet.record.id, {"changes": "A new telephone.", "reach_supervisor": "Extension 4."})
    newest, oldest = agreements.versions(desk, worker.id)
    assert (newest.agreement.version, newest.current) == (2, True)
    assert (oldest.agreement.version, oldest.current, oldest.record.id) == (1, False, first.id)
    assert read_through(desk, first.id).content.answers["reach_supervisor"] == "The green door."
    third = agreements.start(desk, worker.id)
    assert "changes" not in third.answers


def sign_off_all(desk: Desk, record_id: str, answers: dict[str, Json]) -> None:
    hold_supervision.save(desk, record_id, answers)
    sign_off.offer(desk, record_id)
    sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def test_a_missing_due_or_overdue_agreement_shows_wherever_the_worker_shows(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    """[AGR-4] [AGR-5]"""

    def seen() -> set[AgreementState]:
        assert [line.worker.id for line in home(desk).agreements] == [worker.id]
        return {
            home(desk).agreements[0].standing.state,
            workers.find_workers(desk)[0].agreement.state,
            workers.worker_file(desk, worker.id).agreement.state,
            due_list(desk)[0].agreement.state,
        }

    assert seen() == {AgreementState.NONE}
    signed_agreement(desk, worker)
    assert home(desk).agreements == []
    clock.turn(days=290)
    assert seen() == {AgreementState.REVIEW_DUE}
    clock.turn(days=30)
    assert seen() == {AgreementState.REVIEW_OVERDUE}
    workers.change_worker(desk, replace(worker, left_on=desk.today))
    assert home(desk).agreements == []


def test_what_they_agreed_on_counts_for_when_the_next_is_due(desk: Desk, worker: Worker) -> None:
    """[AGR-7]"""
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk) | {"next_date": "2027-02-10"})
    choose_secrets(desk, worker)
    sign_off.offer(desk, sheet.record.id)
    assert str(workers.worker_file(desk, worker.id).due.due_on) == "2027-02-10"
    signed_agreement(desk, worker, frequency="monthly", frequency_reason="Nights are new to her.")
    assert str(workers.worker_file(desk, worker.id).due.due_on) == "2026-12-17"


def test_a_supervision_asks_why_there_is_none_only_when_there_is_none(desk: Desk, worker: Worker) -> None:
    """[AGR-5]"""
    sheet = hold_supervision.start(desk, worker.id)
    assert "no_agreement_reason" in gaps(desk, sheet.record.id)
    signed_agreement(desk, worker)
    again = hold_supervision.open_sheet(desk, sheet.record.id)
    assert "no_agreement_reason" not in gaps(desk, sheet.record.id)
    assert again.agreement.state is AgreementState.IN_FORCE
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    sign_off.offer(desk, sheet.record.id)
    answers = read_through(desk, sheet.record.id).content.answers
    assert answers["agreement_in_force"] is True
    assert str(answers["agreement_stands"]).startswith("In force since Tuesday 17 November 2026")
    assert "no_agreement_reason" not in answers


def test_an_agreement_signed_later_does_not_count_for_a_talk_held_before(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    clock.turn(days=2)
    signed_agreement(desk, worker)
    sign_off.offer(desk, sheet.record.id)
    assert read_through(desk, sheet.record.id).content.answers["agreement_in_force"] is False


def placement(desk: Desk) -> dict[str, Json]:
    return agreement_answers(desk) | {
        "third_party": {"person": "", "name": "Tobias Achterberg"},
        "third_party_post": "Tutor, Millbrook College",
        "third_party_contact": "01632 960 221",
        "placement_starts": "2026-11-23",
        "learning_aims": "Personal care, communication, recording.",
        "competence_limits": [{"id": "t1", "task": "Medication", "how_far": "watching"}],
        "accountable": [
            {"id": "m1", "matter": "Marks", "agency": "there", "accountable_name": "T. Achterberg"}
        ],
    }


def test_a_students_agreement_is_signed_by_all_three_before_the_placement(desk: Desk) -> None:
    """[AGR-6]"""
    student = workers.add_worker(desk, name="Sefa Taufa", post="Student", student=True)
    sheet = agreements.start(desk, student.id)
    assert sheet.form.id == "agreement.placement"
    record = sheet.record.id
    hold_supervision.save(desk, record, placement(desk) | {"placement_starts": "2026-11-16"})
    assert gaps(desk, record) == ["agreed_on"], "made after the first day"
    hold_supervision.save(desk, record, {"placement_starts": "2026-11-23"})
    choose_secrets(desk, student)
    sign_off.offer(desk, record)
    tutor = next(s for s in read_through(desk, record).waiting if s.role is Role.THIRD_PARTY)
    assert (tutor.name, tutor.post) == ("Tobias Achterberg", "Tutor, Millbrook College")
    signing_secrets.choose_secret(desk, tutor.person, TUTOR_SECRET)
    sign_off.sign(desk, record, Role.WORKER, WORKER_SECRET)
    half = sign_off.sign(desk, record, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert half.state is State.PART_SIGNED
    assert not agreements.agreement_state(desk, student.id).in_force
    assert sign_off.sign(desk, record, Role.THIRD_PARTY, TUTOR_SECRET).state is State.CLOSED
    assert agreements.agreement_state(desk, student.id).in_force
    with desk.cabinet.reading() as work:
        pdf, trusted = signing.pdf(work, record), signing.authority(work).certificate_der
    assert pdf is not None
    checked = check_pdf(pdf, [trusted])
    assert checked.verdict is Verdict.KNOWN, checked.findings
    assert [seen.role for seen in checked.signatures][-1] == Role.THIRD_PARTY


def test_the_same_tutor_keeps_one_key_for_all_papers(desk: Desk) -> None:
    tutors = set()
    for name in ("Sefa Taufa", "Ines Quaresma"):
        student = workers.add_worker(desk, name=name, post="Student", student=True)
        record = agreements.start(desk, student.id).record.id
        hold_supervision.save(desk, record, placement(desk))
        sign_off.offer(desk, record)
        tutors.add(next(s.person for s in read_through(desk, record).waiting if s.role is Role.THIRD_PARTY))
    assert len(tutors) == 1
