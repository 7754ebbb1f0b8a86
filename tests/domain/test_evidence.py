"""What a file holds for each behaviour and duty, and what is new since the last appraisal [DEV-6]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.conduct import DUTIES
from supervise_tui.domain.evidence import (
    Marked,
    behaviours,
    can_be_marked,
    duties,
    for_row,
    marked_in,
    since,
)
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.whose_file import HOME_FILE
from supervise_tui.forms.evidence_marks import toggled
from supervise_tui.forms.library import Library

LIBRARY = Library()
APPRAISAL = LIBRARY.get("development.appraisal")
ALL = behaviours([APPRAISAL])
CONDUCT = ALL[0]


def record(number: int, on: date | None, state: State = State.CLOSED) -> Record:
    return Record(
        id=f"r{number}",
        number=number,
        makes="spot-check",
        title="Spot check",
        worker="w",
        supervisor="s",
        form_digest="",
        state=state,
        session_number=0,
        held_on=on,
        next_on=None,
    )


def marked(number: int, on: date | None) -> Marked:
    return Marked(what=CONDUCT, record=record(number, on), words="Rang at once.")


def test_the_framework_is_what_the_appraisal_asks_domain_by_domain() -> None:
    parts = list(dict.fromkeys(one.under for one in ALL))
    counted = [sum(one.under == part for one in ALL) for part in parts]
    assert counted[:5] == [5, 6, 5, 7, 9]
    assert len(parts) == 7
    assert (CONDUCT.ref, CONDUCT.under) == ("personal_qualities_behaviours.conduct", "Personal qualities")
    assert [one.ref for one in duties()] == list(DUTIES)


@pytest.mark.parametrize(
    ("form", "file", "can"),
    [
        ("session.spot_check", "w", True),
        ("session.short", "w", True),
        ("development.appraisal_review", "w", True),
        ("development.appraisal", "w", False),
        ("organisation.values_checklist", HOME_FILE, False),
        ("improvement.concern", "w", False),
    ],
)
def test_what_is_about_a_workers_work_can_be_marked(form: str, file: str, can: bool) -> None:
    assert can_be_marked(LIBRARY.get(form), file) is can


LAST = [record(3, date(2025, 3, 1)), record(9, date(2026, 3, 1))]


@pytest.mark.parametrize(
    ("found", "new"),
    [
        ([marked(2, date(2025, 1, 5)), marked(8, date(2026, 2, 1))], []),
        ([marked(10, date(2026, 3, 2)), marked(11, date(2026, 8, 1))], [10, 11]),
        ([marked(12, date(2026, 2, 1))], [12]),
        ([marked(13, None)], [13]),
    ],
    ids=["before the last one", "after it", "written down after it", "without a day"],
)
def test_what_is_new_since_the_last_appraisal(found: list[Marked], new: list[int]) -> None:
    assert [one.record.number for one in since(found, LAST)] == new


def test_before_the_first_appraisal_everything_is_new_the_oldest_first() -> None:
    found = [marked(5, date(2026, 5, 1)), marked(4, date(2026, 1, 1))]
    assert [one.record.number for one in since(found, [])] == [4, 5]


@pytest.mark.parametrize(
    ("answers", "on", "of", "words"),
    [
        ({"summary": "She waited for\nthe answer."}, "summary", "", "She waited for the answer."),
        (
            {"actions": [{"id": "p1", "what": "Ask twice", "owner": "worker", "by": "2026-12-01"}]},
            "actions",
            "p1",
            "Ask twice",
        ),
        (
            {"reflections": [{"id": "t1", "topic": "Nights", "notes": "Calm."}]},
            "reflections",
            "t1",
            "Nights; Calm.",
        ),
        (
            {"action_review": [{"action": "x", "what": "Ring", "outcome": "done", "evidence": "Noted"}]},
            "action_review",
            "x",
            "Ring; Done; Noted",
        ),
    ],
    ids=["a note", "an action", "an example in a row", "what became of an action"],
)
def test_it_is_told_in_the_words_that_were_marked(
    answers: dict[str, Json], on: str, of: str, words: str
) -> None:
    form = LIBRARY.get("session.short")
    said = {**answers, f"{on}~shows": toggled(None, CONDUCT, of, "m1")}
    (found,) = marked_in(record(12, date(2026, 3, 14)), form, said, {})
    assert found.words == words
    assert found.said == f"Saturday 14 March 2026, record 12 (Spot check): {words}"
    assert for_row([found], "personal_qualities_behaviours", "conduct") == [found]
    assert for_row([found], "personal_qualities_behaviours", "ethics") == []


def test_long_words_are_cut_and_an_unsigned_record_says_so() -> None:
    form = LIBRARY.get("session.short")
    said: dict[str, Json] = {"summary": "word " * 200, "summary~shows": toggled(None, CONDUCT, "", "m1")}
    waiting = replace(record(1, None), state=State.OFFERED)
    (found,) = marked_in(waiting, form, said, {})
    assert found.words.endswith("word …")
    assert not found.signed
