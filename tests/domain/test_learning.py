"""Training and portfolio: where each entry stands on a day, and the clock of what is mandatory [DEV-10]."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.learning import Learning, Standing, attention_words, in_words, standing
from supervise_tui.domain.learning_clock import learning_clock
from tests.domain.test_clocks import facts

TODAY = date(2026, 11, 25)


def entry(
    title: str = "First aid",
    *,
    done: str = "",
    until: str = "",
    planned: str = "",
    mandatory: bool = True,
    number: int = 1,
    **more: Json,
) -> Learning:
    answers: dict[str, Json] = {"title": title, "mandatory": mandatory, **more}
    answers |= {"done_on": done} if done else {}
    answers |= {"valid_until": until} if until else {}
    answers |= {"planned_on": planned} if planned else {}
    return Learning(id=f"l{number}", worker="w", answers=answers)


@pytest.mark.parametrize(
    ("one", "found", "words"),
    [
        (entry(), Standing.IDEA, "not planned yet"),
        (entry(planned="2026-11-25"), Standing.PLANNED, "planned for Wednesday 25 November 2026"),
        (entry(planned="2026-11-24"), Standing.OVERDUE, "was planned for Tuesday 24 November 2026"),
        (entry(done="2026-11-26", planned="2026-11-26"), Standing.PLANNED, "planned for"),
        (entry(done="2026-11-25"), Standing.DONE, "done on Wednesday 25 November 2026"),
        (entry(done="2025-11-25", until="2026-12-24"), Standing.VALID, "valid until Thursday 24 December"),
        (
            entry(done="2025-11-25", until="2026-12-23"),
            Standing.RUNS_OUT,
            "runs out on Wednesday 23 December",
        ),
        (entry(done="2025-11-25", until="2026-11-25"), Standing.RUNS_OUT, "runs out on Wednesday 25"),
        (
            entry(done="2025-11-25", until="2026-11-24"),
            Standing.RUN_OUT,
            "ran out on Tuesday 24 November 2026",
        ),
        (entry(done="nonsense", planned="no day"), Standing.IDEA, "not planned yet"),
    ],
)
def test_an_entry_stands_by_its_days(one: Learning, found: Standing, words: str) -> None:
    assert standing(one, [one], TODAY) is found
    assert in_words(one, found).startswith(words)


def test_a_later_one_of_the_same_title_takes_its_place_once_it_is_done() -> None:
    old = entry(done="2024-11-01", until="2026-11-01")
    booked = entry("FIRST AID", planned="2027-01-10", number=2)
    assert standing(old, [old, booked], TODAY) is Standing.RUN_OUT
    new = entry("first aid", done="2026-10-01", until="2028-10-01", number=2)
    assert standing(old, [old, new], TODAY) is Standing.RENEWED
    assert standing(new, [old, new], TODAY) is Standing.VALID
    assert in_words(old, Standing.RENEWED) == "renewed since"
    twin = entry(done="2026-10-01", until="2028-10-01", number=3)
    states = {standing(one, [new, twin], TODAY) for one in (new, twin)}
    assert states == {Standing.VALID, Standing.RENEWED}, "of two alike one counts"


@pytest.mark.parametrize(
    ("entries", "state", "due_on", "words"),
    [
        ([], "not-applicable", None, "No mandatory training on file runs out."),
        ([entry(done="2026-01-01")], "not-applicable", None, "No mandatory training"),
        ([entry(done="2026-01-01", until="2026-12-24")], "on-time", "2026-12-24", "“First aid” runs out on"),
        ([entry(done="2026-01-01", until="2026-12-23")], "due-soon", "2026-12-23", "runs out on"),
        ([entry(done="2026-01-01", until="2026-11-24")], "overdue", "2026-11-24", "ran out on"),
        ([entry(planned="2026-11-24")], "overdue", "2026-11-24", "is to be done by"),
        (
            [entry(done="2026-01-01", until="2027-12-24"), entry(planned="2026-12-01", number=2)],
            "on-time",
            "2027-12-24",
            "runs out on",
        ),
        (
            [entry(done="2026-01-01", until="2026-12-24"), entry("Hoist", planned="2026-12-01", number=2)],
            "due-soon",
            "2026-12-01",
            "“Hoist” is to be done by Tuesday 1 December 2026, and 1 more after it.",
        ),
        (
            [
                entry(done="2024-01-01", until="2026-01-01"),
                entry(done="2026-01-02", until="2028-01-02", number=2),
            ],
            "on-time",
            "2028-01-02",
            "runs out on",
        ),
    ],
)
def test_the_clock_reads_the_training_whose_day_comes_first(
    entries: list[Learning], state: str, due_on: str | None, words: str
) -> None:
    due = learning_clock(facts(learning=tuple(entries)))
    assert (due.state, due.due_on.isoformat() if due.due_on else None) == (state, due_on)
    assert words in due.reason
    hidden = learning_clock(facts(learning=tuple(entries), told=False))
    assert hidden.state == state
    assert "First aid" not in hidden.reason


@pytest.mark.parametrize(
    ("done", "asked"),
    [("2026-09-25", True), ("2026-09-26", False), ("2025-11-25", True), ("2025-11-24", False), ("", False)],
)
def test_some_weeks_later_it_is_asked_whether_anything_changed(done: str, asked: bool) -> None:
    assert entry(done=done).to_judge(TODAY) is asked
    assert not entry(done=done, changed_practice="clearly").to_judge(TODAY)


def test_what_wants_attention_is_said_with_the_earliest_day_first() -> None:
    hoist = entry("Hoist", done="2025-11-01", until="2026-11-20", number=2)
    aid = entry(planned="2026-11-02", number=3)
    fine = entry("Fire", done="2026-11-01", until="2027-11-01", number=4)
    assert attention_words([fine], TODAY) == ""
    assert attention_words([fine, hoist], TODAY) == "Hoist ran out on Friday 20 November 2026"
    assert (
        attention_words([hoist, aid, fine], TODAY)
        == "First aid was planned for Monday 2 November 2026, and 1 more"
    )
