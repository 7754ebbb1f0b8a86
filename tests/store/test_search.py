"""Search: what is found, in which order, and that nothing stays of what was taken away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import apsw
import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.finding import words_looked_for
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.library import Library
from supervise_tui.store import database, records, search
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.upgrade_fillings import FILLINGS
from supervise_tui.store.work import Work
from tests.store.cabinets import ADE, ZOFIA, Clock, Place, start_record

OTHER = "d4d4d4d4d4d4d4d4"


def write(cabinet: Cabinet, answers: Mapping[str, Json], record_id: str = "c3c3c3c3c3c3c3c3") -> str:
    """Write answers into a new draft of Zofia's."""
    with cabinet.transaction() as work:
        start_record(work, Clock(), record_id)
        records.save_answers(work, record_id, answers, Clock())
    return record_id


def found(cabinet: Cabinet, typed: str, worker: Worker | None = None) -> list[str]:
    """The records found."""
    with cabinet.reading() as work:
        places = search.find(work, words_looked_for(typed), worker=worker.id if worker else None)
    return [place.record for place in places]


def offer(cabinet: Cabinet, record_id: str) -> None:
    """Let a draft be a draft no more, so that it is in the index."""
    with cabinet.transaction() as work:
        records.set_state(work, record_id, State.OFFERED)


@pytest.mark.parametrize("offered", [False, True])
@pytest.mark.parametrize(
    "typed",
    [
        "round",
        "ROUND",
        "rou",
        "  night   round ",
        "lecka",
        "Łęcka",
        "zolc",
        "naive",
        "strasse",
        "o'clock",
        "2",
    ],
)
def test_case_accents_and_signs_do_not_count(cabinet: Cabinet, typed: str, offered: bool) -> None:
    record = write(cabinet, {"summary": "The 2 o'clock night round. Łęcka, żółć, naïve, Straße."})
    if offered:
        offer(cabinet, record)
    assert found(cabinet, typed) == [record]


@pytest.mark.parametrize("typed", ["ound", "roundel", "night day", "", "  ", '"', "*", "NEAR(", "--"])
def test_what_does_not_stand_there_is_not_found(cabinet: Cabinet, typed: str) -> None:
    write(cabinet, {"summary": "The night round."})
    assert found(cabinet, typed) == []


@pytest.mark.parametrize(
    "typed",
    ['night"', "night*", "^night", "words:night", "night AND", "(night", "{night}", "night;", "-night"],
)
def test_what_people_type_is_never_taken_for_query_language(cabinet: Cabinet, typed: str) -> None:
    record = write(cabinet, {"summary": "The night round and words."})
    assert found(cabinet, typed) == [record]


def test_only_the_last_word_may_be_a_beginning(cabinet: Cabinet) -> None:
    record = write(cabinet, {"summary": "medication refresher"})
    assert found(cabinet, "medication ref") == [record]
    assert found(cabinet, "medi refresher") == []


def test_words_may_stand_in_different_answers_of_a_record_but_not_of_two(cabinet: Cabinet) -> None:
    one = write(cabinet, {"summary": "hoist training", "since_last_time": "the bath on the upper floor"})
    write(cabinet, {"summary": "hoist"}, OTHER)
    assert found(cabinet, "hoist bath") == [one]


def test_agenda_and_actions_are_found_by_their_words_and_not_by_codes(cabinet: Cabinet) -> None:
    record = write(
        cabinet,
        {
            "agenda": [{"id": "abcdef", "text": "Night rounds", "by": "worker"}],
            "actions": [
                {
                    "id": "p1",
                    "what": "Ring the pharmacy",
                    "owner": "supervisor",
                    "owner_name": "",
                    "by": "2026-12-01",
                    "how_known": "The list came",
                }
            ],
            "held_on": "2026-11-17",
        },
    )
    for typed in ("night rounds", "pharmacy", "list came"):
        assert found(cabinet, typed) == [record]
    for typed in ("abcdef", "supervisor", "2026"):
        assert found(cabinet, typed) == []


def test_the_record_that_says_more_of_it_comes_first(cabinet: Cabinet) -> None:
    long = write(cabinet, {"summary": "one word about falls, " + "and many about something else " * 30})
    short = write(cabinet, {"summary": "falls, falls and falls again"}, OTHER)
    offer(cabinet, long)
    offer(cabinet, short)
    assert found(cabinet, "falls") == [short, long]


def test_in_one_file_nothing_of_another_is_found(cabinet: Cabinet) -> None:
    write(cabinet, {"summary": "night round"})
    assert found(cabinet, "night", ZOFIA)
    assert found(cabinet, "night", ADE) == []


def test_a_word_in_nearly_every_record_is_found_in_the_newest(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    for number in range(6):
        text = "night round" + (" and the hoist" if number == 0 else "")
        offer(cabinet, write(cabinet, {"summary": text}, f"{number:016}"))
    assert found(cabinet, "night") == [f"{number:016}" for number in (5, 4, 3)]
    assert found(cabinet, "night hoist") == [f"{0:016}"]


def test_a_changed_draft_is_found_by_its_new_words_only(cabinet: Cabinet) -> None:
    record = write(cabinet, {"summary": "the lift"})
    with cabinet.transaction() as work:
        records.save_answers(work, record, {"summary": "the stairs"}, Clock())
    assert (found(cabinet, "lift"), found(cabinet, "stairs")) == ([], [record])


def test_a_record_taken_back_and_offered_again_is_found_by_what_it_says_then(cabinet: Cabinet) -> None:
    record = write(cabinet, {"summary": "the lift", "place": "office"})
    offer(cabinet, record)
    with cabinet.transaction() as work:
        records.set_state(work, record, State.DRAFT)
        records.save_answers(work, record, {"summary": "the stairs", "place": None}, Clock())
    assert (found(cabinet, "lift"), found(cabinet, "office"), found(cabinet, "stairs")) == ([], [], [record])
    offer(cabinet, record)
    assert (found(cabinet, "lift"), found(cabinet, "office"), found(cabinet, "stairs")) == ([], [], [record])


def raw_bytes(work: Work) -> bytes:
    """Everything that FTS5 keeps, as it stands in the decrypted database."""
    tables = ("data", "idx", "docsize", "config")
    rows = [
        row
        for table in tables
        for row in work.connection().exec_driver_sql(f"SELECT * FROM search_word_{table}")
    ]
    return b"|".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )


def terms(work: Work) -> set[str]:
    """The words in the index, by FTS5's own account."""
    connection = work.connection()
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.seen USING fts5vocab('main', 'search_word', 'row')"
    )
    return {str(row[0]) for row in connection.exec_driver_sql("SELECT term FROM temp.seen")}


def test_a_word_taken_away_is_in_no_page_of_the_database_any_more(place: Place) -> None:
    cabinet = place.make()
    for number in range(40):  # so that the index has pages and segments, not one line
        offer(cabinet, write(cabinet, {"summary": f"ordinary talk number{number} zebra"}, f"{number:016}"))
    secret = write(cabinet, {"summary": "zzquagga was named"}, OTHER)
    offer(cabinet, secret)
    with cabinet.reading() as work:
        assert "zzquagga" in terms(work)
        assert b"quagga" in raw_bytes(work)
    with cabinet.transaction() as work:
        records.set_state(work, secret, State.DRAFT)
        records.drop_answers(work, secret)
    with cabinet.reading() as work:
        assert "zzquagga" not in terms(work)
        assert b"quagga" not in raw_bytes(work)
    key = bytearray(cabinet._keys["records"])
    cabinet.close()
    pages = decrypted(place, key)
    assert b"ordinary talk" in pages  # so they are really decrypted
    assert b"quagga" not in pages


def decrypted(place: Place, key: bytearray) -> bytes:
    """Every page of the database without its encryption, free ones too."""
    copy = place.folder.parent / "plain.db"
    copy.write_bytes((place.folder / "records.db").read_bytes())
    other = apsw.Connection(str(copy))
    for pragma in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{bytes(key).hex()}'\"", "rekey=''"):
        list(other.execute(f"PRAGMA {pragma}"))
    other.close()
    return copy.read_bytes()


def test_an_old_cabinet_is_brought_forward_with_all_its_words_and_actions(tmp_path: Path) -> None:
    raw = database.connect(tmp_path / "old.db", bytearray(range(32)))
    database.upgrade(raw, database.upgrade_files()[:1])
    form = Library().get("session.short")
    action = {
        "id": "p1",
        "what": "Ring the pharmacy",
        "owner": "worker",
        "owner_name": "",
        "by": "2026-12-01",
    }
    raw.execute("INSERT INTO worker (id, name, post) VALUES ('w', 'Ania', 'Carer')")
    raw.execute("INSERT INTO supervisor (id, name, post) VALUES ('s', 'Marian', 'Deputy')")
    raw.execute(
        "INSERT INTO form_definition VALUES (?, ?, ?, ?)", (form.digest, form.id, form.version, form.source)
    )
    for number, state in enumerate(("closed", "draft")):
        raw.execute(
            "INSERT INTO record VALUES (?, ?, 'supervision', 'Supervision', 'w', 's', ?, ?, ?, '2026-11-03', "
            "NULL, '', '2026-11-03T10:00:00+00:00', '2026-11-03T10:00:00+00:00')",
            (f"r{number}", number, form.digest, state, number),
        )
        for question, value in (("summary", "the hoist"), ("actions", [action]), ("minutes", 60)):
            raw.execute(
                "INSERT INTO answer VALUES (?, ?, ?, '')", (f"r{number}", question, json.dumps(value))
            )
    database.upgrade(raw, database.upgrade_files()[:2], FILLINGS)
    assert raw.execute("SELECT record, question, indexed FROM search_entry ORDER BY id").fetchall() == [
        ("r0", "actions", 1),
        ("r0", "summary", 1),
        ("r1", "actions", 0),
        ("r1", "summary", 0),
    ]
    hits = raw.execute("SELECT rowid FROM search_word WHERE search_word MATCH 'hoist'").fetchall()
    assert hits == [(2,)]
    live = raw.execute("SELECT worker, record, what, due_on, state FROM action_point").fetchall()
    assert live == [("w", "r0", "Ring the pharmacy", "2026-12-01", "open")]
    raw.close()


def test_autosave_does_not_touch_the_index(cabinet: Cabinet) -> None:
    with cabinet.reading() as work:
        before = raw_bytes(work)
    write(cabinet, {"summary": "night round " * 500})
    with cabinet.reading() as work:
        assert raw_bytes(work) == before
