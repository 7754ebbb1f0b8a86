"""Answers of many records as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.documents.answer_columns import MOST_ROWS, as_csv
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form
from tests.documents.every_type import every_record, every_type
from tests.documents.sample_records import with_people

_BREAKERS = ("=", "+", "-", "@", "\t", "\r")


def table(*records: Content, form: Form | None = None) -> list[dict[str, str]]:
    """The rows as a spreadsheet reads them."""
    raw = as_csv([(one, form or every_type()) for one in records])
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_columns_are_called_by_the_ids_of_questions() -> None:
    (row,) = table(every_record())
    wanted = {
        "record_number": "12",
        "worker_name": "Adaeze Okonkwo",
        "fingerprint": every_record().fingerprint,
        "held_on": "2026-11-28",
        "length": "90",
        "manner": "room",
        "observer": "Siân Llŷr-Parry",
        "felt.calm": "no",
        "felt.rushed": "yes",
        "hurt": "yes",
        "hurt~comment": "A graze on the left hand, cleaned at once and written in the book.",
        "checks.lift": "1",
        "standards.choice": "partly",
        "training.moving.on": "2026-09-02",
        "training.medicine.passed": "no",
        "medicines.2.how": "again",
        "jobs.1.name": "Washing and dressing",
        "actions.1.what": "Watch one more round together",
        "looked_at.2.outcome": "not-done",
        "mean_of_all": "3.25",
        "other_answers": "",
    }
    assert {name: row[name] for name in wanted} == wanted
    assert json.loads(row["jobs.1.steps"])[0]["what"] == "Asks first"


def test_an_unanswered_question_has_its_column_all_the_same() -> None:
    (row,) = table(every_record(**dict.fromkeys(["medicines", "actions", "felt", "checks", "jobs"], None)))
    for name in ("medicines.1.when", "actions.1.what", "felt.calm", "checks.fire", "jobs.1.name"):
        assert row[name] == ""


def test_rows_stand_in_their_order_whatever_record_comes_first() -> None:
    short = every_record(medicines=[{"id": "1", "when": "08:00"}])
    long: list[Json] = [{"id": str(n), "when": "09:00"} for n in range(12)]
    names = list(table(short, every_record(medicines=long))[0])
    ours = [name for name in names if name.startswith("medicines") and name.endswith("when")]
    assert ours == [f"medicines.{n}.when" for n in range(1, 13)]
    assert names.index("medicines.12.when") < names.index("wide.1.c1")


def test_more_rows_than_columns_are_kept_as_json() -> None:
    many: list[Json] = [{"id": str(n), "when": "09:00"} for n in range(MOST_ROWS + 3)]
    (row,) = table(every_record(medicines=many))
    assert len(json.loads(row["medicines.more"])) == 3


def test_what_the_form_does_not_know_is_kept() -> None:
    (row,) = table(
        every_record(
            strange={"a": 1}, checks={"gone": 2}, felt=["gone"], training=[{"id": "gone", "on": "x"}]
        )
    )
    assert json.loads(row["other_answers"]) == {"strange": {"a": 1}}
    assert json.loads(row["checks.more"]) == {"gone": 2}
    assert json.loads(row["felt.more"]) == ["gone"]
    assert json.loads(row["training.more"]) == [{"id": "gone", "on": "x"}]


def test_versions_of_a_form_share_one_table_the_newest_first() -> None:
    older = replace(every_type(), version=2, sections=every_type().sections[:1])
    old = replace(every_record(), form_version=2, answers={"held_on": "2026-01-02", "gone": "kept"})
    raw = as_csv([(old, older), (every_record(), every_type())]).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(raw, newline=""))
    assert (first["held_on"], first["hurt"], json.loads(first["other_answers"])) == (
        "2026-01-02",
        "",
        {"gone": "kept"},
    )
    assert second["hurt"] == "yes"


def test_it_opens_in_excel_as_utf_8() -> None:
    assert as_csv([(with_people("Ŵyn"), every_type())]).startswith(b"\xef\xbb\xbfrecord_number,")


def test_a_number_below_nothing_stays_a_number() -> None:
    (row,) = table(every_record(visits=-3))
    assert row["visits"] == "-3"


@pytest.mark.parametrize(
    "words", ["=1+1", "+44 1970", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\x00=1"]
)
def test_no_text_is_taken_for_a_formula(words: str) -> None:
    (row,) = table(every_record(place=words, manner=words, strange=words))
    assert row["place"].startswith("'")
    assert row["manner"].startswith("'")


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(), max_size=30), st.text(st.sampled_from("=+-@\t\r\n\", ;'x"), max_size=8))
def test_any_words_stay_in_their_cell(words: str, odd: str) -> None:
    places: dict[str, Json] = {
        "place": odd + words,
        "story": words + odd,
        "medicines": [{"id": "1", "when": words, "who": {"person": odd, "name": words}, odd: words}],
        "strange" + odd: words,
    }
    people = with_people(odd + words)
    record = replace(every_record(**places), worker=people.worker)
    raw = as_csv([(record, every_type()), (every_record(), every_type())]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 3
    assert not any(cell.startswith(_BREAKERS) for row in rows for cell in row)
