"""Words at sign-off: kept while they are written, found while they stand in the record."""

from __future__ import annotations

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotFound
from supervise_tui.store import records
from supervise_tui.workflows import hold_supervision, own_words, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.find_words import find_words
from tests.homes import offered_record

WORDS = "The bell of room twelve rang hourly."


def found(desk: Desk, word: str) -> list[str]:
    """Under what the word is found."""
    return [one.asked for one in find_words(desk, word).found if one.record is not None]


def test_what_is_typed_is_kept_apart_for_each_until_it_is_put_into_the_record(
    desk: Desk, worker: Worker
) -> None:
    record = offered_record(desk, worker).id
    theirs, mine = own_words.disagreement_of(Role.WORKER), own_words.disagreement_of(Role.SUPERVISOR)
    own_words.keep(desk, record, theirs, WORDS)
    own_words.keep(desk, record, mine, "Not every night.")
    assert own_words.kept(desk, record, theirs) == WORDS
    assert own_words.kept(desk, record, own_words.decline_of(Role.WORKER)) == ""
    assert found(desk, "hourly") == []
    sign_off.write_disagreement(desk, record, Role.WORKER, WORDS)
    assert own_words.kept(desk, record, theirs) == ""
    assert own_words.kept(desk, record, mine) == "Not every night."
    own_words.keep(desk, record, mine, "")
    with desk.cabinet.reading() as work:
        assert records.sign_off_notes(work, record) == {"disagreements": {"worker": WORDS}}


def test_a_disagreement_is_found_also_while_the_record_is_taken_back_and_gone_when_it_is_taken_out(
    desk: Desk, worker: Worker
) -> None:
    record = offered_record(desk, worker).id
    sign_off.write_disagreement(desk, record, Role.WORKER, WORDS)
    assert found(desk, "hourly") == ["Disagreement of the worker"]
    sign_off.take_back(desk, record)
    assert found(desk, "hourly") == ["Disagreement of the worker"]
    sign_off.offer(desk, record)
    assert found(desk, "hourly") == ["Disagreement of the worker"]
    sign_off.write_disagreement(desk, record, Role.WORKER, "")
    assert found(desk, "hourly") == []


def test_a_reason_for_not_signing_is_found_until_the_record_is_opened_again(
    desk: Desk, worker: Worker
) -> None:
    record = offered_record(desk, worker).id
    sign_off.decline(desk, record, Role.WORKER, WORDS)
    assert found(desk, "hourly") == ["Why not signed, by the worker"]
    sign_off.take_back(desk, record)
    assert found(desk, "hourly") == []


def test_a_discarded_record_leaves_none_of_these_words(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker).id
    sign_off.write_disagreement(desk, record, Role.WORKER, WORDS)
    own_words.keep(desk, record, own_words.decline_of(Role.WORKER), WORDS)
    sign_off.take_back(desk, record)
    hold_supervision.discard(desk, record, "Begun by mistake.", worker_agrees=True)
    assert found(desk, "hourly") == []
    assert own_words.kept(desk, record, own_words.decline_of(Role.WORKER)) == ""


def test_words_of_no_record_are_not_kept(desk: Desk) -> None:
    with pytest.raises(NotFound):
        own_words.keep(desk, "no such record", own_words.UNLOCK, WORDS)
