"""Records, answers, people, forms and settings come back as they were kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.record import Record, State
from supervise_tui.problems import NotAllowed, NotFound, NotIntact
from supervise_tui.store import form_definitions, people, records, settings
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.tables import FormDefinitionRow
from supervise_tui.store.work import Work
from tests.store.cabinets import ADE, FORM, OWNER, ZOFIA, Clock, Place, start_record


@pytest.fixture
def work(cabinet: Cabinet, place: Place) -> Iterator[Work]:
    """A transaction in a cabinet that holds a worker and a form."""
    with cabinet.transaction() as work:
        people.save_worker(work, ZOFIA)
        people.save_worker(work, ADE)
        form_definitions.keep(work, FORM)
        yield work


def start(work: Work, record_id: str, worker: str = ZOFIA.id) -> int:
    """Start a record and give its session number."""
    return records.start(
        work,
        record_id=record_id,
        makes="supervision",
        title="Supervision",
        worker=worker,
        supervisor=OWNER.id,
        form_digest=FORM.digest,
        now=Clock(),
    ).session_number


def test_people_of_any_script_come_back_as_they_were(work: Work) -> None:
    arabic = replace(ADE, id="d4", name="ليلى بنت يوسف 👩🏽‍⚕️", hours=None)
    people.save_worker(work, arabic)
    assert people.worker(work, "d4") == arabic
    people.save_worker(work, replace(arabic, left_on=date(2026, 1, 31)))
    assert people.worker(work, "d4").left_on == date(2026, 1, 31)
    assert people.supervisor(work, OWNER.id) == OWNER
    with pytest.raises(NotFound):
        people.worker(work, "nobody")
    with pytest.raises(NotFound):
        people.supervisor(work, "nobody")


def test_running_numbers_are_never_used_twice(work: Work) -> None:
    for record_id in ("r1", "r2"):
        start(work, record_id)
    records.set_state(work, "r2", State.DISCARDED)
    start(work, "r3")
    assert records.fetch(work, "r3").number == 3


def test_session_numbers_run_between_two_people_and_leave_out_what_was_discarded(work: Work) -> None:
    assert [start(work, "r1"), start(work, "r2"), start(work, "r3", ADE.id)] == [1, 2, 1]
    records.set_state(work, "r2", State.DISCARDED)
    assert start(work, "r4") == 2


def test_a_record_is_fetched_by_its_id_and_by_its_number(work: Work) -> None:
    start(work, "r1")
    assert records.fetch(work, 1) == records.fetch(work, "r1")
    with pytest.raises(NotFound, match="number 7"):
        records.fetch(work, 7)
    with pytest.raises(NotFound):
        records.fetch(work, "nothing")


def test_records_are_found_by_worker_state_and_day_newest_first(work: Work, place: Place) -> None:
    for record_id, worker, day in (
        ("r1", ZOFIA.id, date(2026, 9, 1)),
        ("r2", ADE.id, date(2026, 10, 1)),
        ("r3", ZOFIA.id, None),
        ("r4", ZOFIA.id, date(2026, 8, 1)),
    ):
        start(work, record_id, worker)
        records.save_answers(work, record_id, {}, place.clock, {"held_on": day})
    records.set_state(work, "r4", State.OFFERED)

    def ids(found: list[Record]) -> list[str]:
        return [record.id for record in found]

    assert ids(records.find(work)) == ["r3", "r2", "r1", "r4"]
    assert ids(records.find(work, worker=ZOFIA.id)) == ["r3", "r1", "r4"]
    assert ids(records.find(work, states=[State.OFFERED, State.CLOSED])) == ["r4"]
    assert ids(records.find(work, since=date(2026, 9, 15))) == ["r3", "r2"]
    assert ids(records.find(work, makes="something else")) == []
    assert ids(records.find(work, states=[])) == []


def test_answers_of_every_kind_come_back_and_none_takes_one_away(work: Work, place: Place) -> None:
    start(work, "r1")
    given: dict[str, Json] = {
        "summary": "Two\nlines, Łódź 👍🏾",
        "minutes": 45,
        "interrupted": False,
        "agenda": [{"id": "1", "text": "Rota", "by": "worker"}],
        "from_a_later_form": {"kept": True},
        "empty": "",
    }
    records.save_answers(work, "r1", given, place.clock)
    assert records.answers(work, "r1") == given
    place.clock.turn(minutes=5)
    records.save_answers(work, "r1", {"summary": None, "minutes": 50}, place.clock)
    del given["summary"]
    assert records.answers(work, "r1") == {**given, "minutes": 50}
    assert records.last_saved(work, "r1") == place.clock().isoformat()


def test_days_that_are_not_named_stay_as_they_are(work: Work, place: Place) -> None:
    start(work, "r1")
    records.save_answers(work, "r1", {}, place.clock, {"held_on": date(2026, 1, 2)})
    records.save_answers(work, "r1", {"a": 1}, place.clock, {"next_on": date(2026, 3, 4)})
    record = records.fetch(work, "r1")
    assert (record.held_on, record.next_on) == (date(2026, 1, 2), date(2026, 3, 4))


@pytest.mark.parametrize("state", [State.OFFERED, State.PART_SIGNED, State.CLOSED, State.DISCARDED])
def test_only_a_draft_takes_answers(work: Work, place: Place, state: State) -> None:
    start(work, "r1")
    records.save_answers(work, "r1", {"a": "before"}, place.clock)
    records.set_state(work, "r1", state)
    with pytest.raises(NotAllowed):
        records.save_answers(work, "r1", {"a": "after"}, place.clock)
    assert records.answers(work, "r1") == {"a": "before"}
    with pytest.raises(NotFound):
        records.save_answers(work, "none", {"a": "after"}, place.clock)


def test_a_closed_record_stays_closed_and_frozen(work: Work) -> None:
    start(work, "r1")
    records.freeze(work, "r1", b"content")
    records.set_state(work, "r1", State.CLOSED)
    with pytest.raises(NotAllowed):
        records.set_state(work, "r1", State.DRAFT)
    with pytest.raises(NotAllowed):
        records.freeze(work, "r1", b"other")
    with pytest.raises(NotAllowed):
        records.thaw(work, "r1")
    with pytest.raises(NotAllowed):
        records.drop_answers(work, "r1")
    assert records.frozen(work, "r1") == b"content"


def test_frozen_content_can_be_replaced_and_thawed_until_it_is_closed(work: Work) -> None:
    start(work, "r1")
    with pytest.raises(NotFound):
        records.frozen(work, "r1")
    records.freeze(work, "r1", b"first")
    records.freeze(work, "r1", b"second")
    assert records.frozen(work, "r1") == b"second"
    records.thaw(work, "r1")
    records.thaw(work, "r1")
    with pytest.raises(NotFound):
        records.frozen(work, "r1")


def test_notes_of_the_sign_off_and_the_flag_are_kept(work: Work) -> None:
    start(work, "r1")
    assert records.sign_off_notes(work, "r1") == {}
    records.put_sign_off_notes(work, "r1", {"disagreements": {"worker": "Not so."}})
    assert records.sign_off_notes(work, "r1") == {"disagreements": {"worker": "Not so."}}
    records.set_flag(work, "r1", "disagreement")
    assert records.fetch(work, "r1").flagged == "disagreement"


def test_a_discarded_record_keeps_its_place_and_loses_its_answers(work: Work, place: Place) -> None:
    start(work, "r1")
    records.save_answers(work, "r1", {"a": 1}, place.clock)
    records.set_state(work, "r1", State.DISCARDED)
    records.drop_answers(work, "r1")
    assert records.answers(work, "r1") == {}
    assert records.fetch(work, "r1").number == 1


def test_a_form_is_kept_byte_for_byte_and_a_change_in_it_is_found(work: Work) -> None:
    form_definitions.keep(work, FORM)
    assert form_definitions.source(work, FORM.digest) == FORM.source
    with pytest.raises(NotFound):
        form_definitions.source(work, "0" * 64)
    row = work.session.get(FormDefinitionRow, FORM.digest)
    assert row is not None
    row.source = b"something else"
    with pytest.raises(NotIntact):
        form_definitions.source(work, FORM.digest)


def test_settings_hold_any_json(work: Work) -> None:
    assert settings.get(work, "theme", "dark") == "dark"
    settings.put(work, "theme", {"name": "light", "size": [80, 24]})
    assert settings.get(work, "theme") == {"name": "light", "size": [80, 24]}


def test_a_record_needs_its_worker(cabinet: Cabinet, place: Place) -> None:
    def start_for_a_stranger() -> None:
        with cabinet.transaction() as work:
            form_definitions.keep(work, FORM)
            start(work, "r1", "a stranger")

    with pytest.raises(Exception, match="FOREIGN KEY") as refused:
        start_for_a_stranger()
    assert "a stranger" not in str(refused.value)
    with cabinet.transaction() as work:
        start_record(work, place.clock)
