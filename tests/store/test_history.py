"""The history: noted with each change, and every change behind its back is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from supervise_tui.problems import HistoryBroken
from supervise_tui.store import history
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.work import Work
from tests.store.cabinets import ADE, OWNER, ZOFIA, Clock, Place, note


@pytest.fixture
def filled(cabinet: Cabinet, place: Place) -> Cabinet:
    """A cabinet with events of two files."""
    with cabinet.transaction() as work:
        for file in (ZOFIA.id, ADE.id, ZOFIA.id, history.CABINET, ZOFIA.id):
            note(work, place.clock, file=file, after=file.encode())
    return cabinet


@pytest.fixture
def work(filled: Cabinet) -> Iterator[Work]:
    """A transaction in it."""
    with filled.reading() as work:
        yield work


def behind_the_back(cabinet: Cabinet, statement: str) -> None:
    """Change the database as someone with the key and another program would."""
    with cabinet.transaction() as work:
        assert work.connection().execute(text(statement)).rowcount


def test_each_file_has_a_chain_and_the_cabinet_knows_only_their_heads(work: Work) -> None:
    assert [event.number for event in history.events(work, ZOFIA.id)] == [1, 2, 3]
    own = history.events(work, history.CABINET)
    assert [event.what for event in own] == ["head", "head", "head", "record.started", "head"]
    assert own[-1].digest == history.events(work, ZOFIA.id)[-1].hash
    history.verify(work)


def test_all_events_come_in_the_order_they_happened(work: Work) -> None:
    assert [event.chain for event in history.events(work)] == [ZOFIA.id, ADE.id, ZOFIA.id, "", ZOFIA.id]


def test_an_empty_chain_has_no_head(work: Work) -> None:
    assert history.head(work, "no such file") is None
    last = history.head(work, ZOFIA.id)
    assert last is not None
    assert last.number == 3


def test_an_event_fits_only_what_it_noted(work: Work) -> None:
    event = history.events(work, ADE.id)[0]
    assert history.fits(work, event, ADE.id.encode())
    assert not history.fits(work, event, b"something else")


def test_a_reason_is_kept_apart_and_covered(filled: Cabinet, place: Place) -> None:
    with filled.transaction() as work:
        event = history.note(
            work,
            file=ZOFIA.id,
            who=OWNER.id,
            what="record.discarded",
            subject="r",
            after=b"",
            now=place.clock,
            reason="Started for the wrong person.",
        )
    with filled.reading() as work:
        assert history.reason(work, event) == "Started for the wrong person."
        assert history.fits(work, event, b"")
    behind_the_back(filled, "UPDATE event_reason SET reason = 'Something nicer.'")
    with filled.reading() as work:
        assert not history.fits(work, event, b"")
        history.verify(work)  # the reason may go with its record: the chain still holds


@pytest.mark.parametrize("column", ["at", "who", "what", "subject", "digest", "previous"])
@pytest.mark.parametrize("chain", [ZOFIA.id, ""])
@pytest.mark.parametrize("number", [1, 2])
def test_a_changed_column_of_any_event_is_found(
    filled: Cabinet, column: str, chain: str, number: int
) -> None:
    behind_the_back(
        filled, f"UPDATE event SET {column} = {column} || 'x' WHERE chain = '{chain}' AND number = {number}"
    )
    with filled.reading() as work, pytest.raises(HistoryBroken):
        history.verify(work)


@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM event WHERE chain = '{ZOFIA.id}' AND number = 3",
        f"DELETE FROM event WHERE chain = '{ZOFIA.id}'",
        "DELETE FROM event WHERE chain = '' AND number = 3",
        f"UPDATE event SET number = 9 WHERE chain = '{ZOFIA.id}' AND number = 3",
        f"UPDATE event SET who = 'x' WHERE chain = '{ZOFIA.id}' AND number = 3",
    ],
)
def test_an_event_taken_out_or_changed_at_the_end_is_found(filled: Cabinet, statement: str) -> None:
    behind_the_back(filled, statement)
    with filled.reading() as work, pytest.raises(HistoryBroken):
        history.verify(work)


def test_a_broken_history_opens_for_reading_and_stays_marked_once_accepted(
    filled: Cabinet, place: Place
) -> None:
    behind_the_back(filled, f"UPDATE event SET at = 'x' WHERE chain = '{ZOFIA.id}' AND number = 1")
    filled.close()
    opened = place.open()
    assert opened.read_only
    opened.accept_history("We know of it.", place.clock)
    opened.close()
    again = place.open()
    assert not again.read_only
    assert len(again.warnings) == 1
    again.close()


def test_a_clock_without_an_offset_is_a_mistake_that_shows(filled: Cabinet) -> None:
    naive = Clock()
    naive.at = naive.at.replace(tzinfo=None)
    with filled.reading() as work, pytest.raises(ValueError, match="offset"):
        note(work, naive)
