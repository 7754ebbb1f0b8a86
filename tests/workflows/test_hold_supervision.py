"""Holding a supervision: started, saved as typed, left, gone on with, discarded [SES-6]."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import TEXT_LIMIT
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.workflows import hold_supervision, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home
from supervise_tui.workflows.read_history import history_lines
from tests.homes import Clock, add_ania, closed_record, good_answers


def test_a_new_supervision_proposes_today_and_now(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    assert sheet.answers["held_on"] == "2026-11-17"
    assert sheet.answers["start_time"] == "14:05"
    assert sheet.record.state is State.DRAFT


def test_what_is_typed_is_there_when_the_sheet_is_opened_again(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, {"summary": "We talked about the night shift."})
    again = hold_supervision.open_sheet(desk, sheet.record.id)
    assert again.answers["summary"] == "We talked about the night shift."


def test_only_one_supervision_with_the_same_worker_is_written_at_a_time(desk: Desk, worker: Worker) -> None:
    hold_supervision.start(desk, worker.id)
    with pytest.raises(NotAllowed, match="already being written"):
        hold_supervision.start(desk, worker.id)


def test_nobody_holds_a_supervision_with_someone_who_has_left(desk: Desk, worker: Worker) -> None:
    workers.change_worker(desk, replace(worker, left_on=desk.today))
    with pytest.raises(NotAllowed, match="has left"):
        hold_supervision.start(desk, worker.id)


def test_a_wrong_answer_is_refused_but_the_good_ones_beside_it_are_kept(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    with pytest.raises(BadInput):
        hold_supervision.save(desk, sheet.record.id, {"minutes": "an hour", "place": "The garden room"})
    again = hold_supervision.open_sheet(desk, sheet.record.id)
    assert again.answers["place"] == "The garden room"


def test_a_hundred_thousand_pasted_characters_are_kept_and_named_as_a_gap(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    pasted = "a long story " * 8_000
    with pytest.raises(BadInput, match="characters"):
        hold_supervision.save(desk, sheet.record.id, {"summary": pasted})
    again = hold_supervision.open_sheet(desk, sheet.record.id)
    assert again.answers["summary"] == pasted
    assert len(pasted) > TEXT_LIMIT
    assert [gap.question_id for gap in hold_supervision.gaps_of(again)] == ["summary"]


def test_answers_to_questions_that_nobody_knows_are_kept(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, {"from_another_version": "kept"})
    assert hold_supervision.open_sheet(desk, sheet.record.id).answers["from_another_version"] == "kept"


def test_a_draft_in_which_the_worker_wrote_goes_only_when_the_worker_agrees(
    desk: Desk, worker: Worker
) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    mine: Json = [{"id": "a1", "text": "My rota", "by": "worker"}]
    hold_supervision.save(desk, sheet.record.id, {"agenda": mine})
    with pytest.raises(NotAllowed, match="worker has to agree"):
        hold_supervision.discard(desk, sheet.record.id, "Started by mistake.")
    hold_supervision.discard(desk, sheet.record.id, "Started by mistake.", worker_agrees=True)
    gone = hold_supervision.open_sheet(desk, sheet.record.id)
    assert gone.record.state is State.DISCARDED
    assert gone.answers == {}
    told = [(line.what, line.why) for line in history_lines(desk, worker.id)]
    assert (f"discarded record {sheet.record.number}", "Started by mistake.") in told


def test_the_next_supervision_shows_the_actions_and_the_place_of_the_last_one(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    closed_record(desk, worker)
    clock.turn(days=42)
    sheet = hold_supervision.start(desk, worker.id)
    assert [row["what"] for row in sheet.last_actions] == ["Try the earlier round for two weeks"]
    assert sheet.answers["place"] == "The small office"
    assert sheet.record.session_number == 2


def test_home_shows_what_is_written_what_waits_and_who_is_overdue(desk: Desk, clock: Clock) -> None:
    ania = add_ania(desk)
    closed_record(desk, ania)
    clock.turn(days=60)
    view = home(desk)
    assert [line.worker.id for line in view.due] == [ania.id]
    assert view.due[0].due.state == "overdue"
    sheet = hold_supervision.start(desk, ania.id)
    assert [line.record.id for line in home(desk).drafts] == [sheet.record.id]


def test_a_worker_is_found_by_any_part_of_the_name_without_accents(desk: Desk) -> None:
    add_ania(desk)
    workers.add_worker(desk, name="Olúwaṣeun Adébáyọ̀", post="Night carer")
    assert [line.worker.name for line in workers.find_workers(desk, "wojcik")] == ["Ania Wójcik-Łęcka"]
    assert [line.worker.name for line in workers.find_workers(desk, "oluwa night")] == ["Olúwaṣeun Adébáyọ̀"]


@pytest.mark.parametrize(
    "name", ["Siôn ap Gwŷdd", "Łukasz Żółć", "محمد العلي", "Ọláyínká Ṣọlá", "Zoë 🦊 Fox", "Nguyễn Thị Ánh"]
)
def test_a_worker_may_have_a_name_in_any_script(desk: Desk, name: str) -> None:
    added = workers.add_worker(desk, name=name, post="Carer", started_on=desk.today - timedelta(days=1))
    assert workers.worker_file(desk, added.id).worker.name == name


@pytest.mark.parametrize("name", ["", "   ", "\x00\n", "x" * 121])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(desk: Desk, name: str) -> None:
    with pytest.raises(BadInput, match="worker's name"):
        workers.add_worker(desk, name=name, post="Carer")
