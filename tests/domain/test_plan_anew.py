"""A plan that a meeting decided on begins with the one before it, and none of its days lies before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.domain.plan_anew import is_decided_on, moved_to
from supervise_tui.forms.day_words import day_of
from tests.domain import plan_story as told

OLD: dict[str, Json] = {
    "starts_on": "2026-02-03",
    "ends_on": "2026-03-31",
    "next_review_on": "2026-02-10",
    "no_better_by": "2026-03-03",
    "gap": "Rung late on 2026-01-12.",
    "examples": [{"id": "e1", "on": "2026-01-12", "what": "Rung after four hours."}],
    "objectives": [
        {"id": "o1", "target": "2026-03-10", "milestones": [{"id": "m1", "by": "2026-02-04", "what": "One"}]}
    ],
    "support": [{"id": "s1", "what": "Scenarios", "from": "2026-02-10", "until": None}],
    "controls": [{"id": "c1", "what": "Shared decisions", "from": "2026-02-03"}],
}


def test_its_days_move_to_its_own_time_on_the_same_weekdays() -> None:
    """[PIP-4]"""
    new = moved_to(OLD, date(2026, 4, 20))
    assert (new["starts_on"], new["ends_on"]) == ("2026-04-20", "2026-06-15")
    assert (new["next_review_on"], new["no_better_by"]) == ("2026-04-21", "2026-05-12")
    assert new["objectives"] == [
        {"id": "o1", "target": "2026-05-19", "milestones": [{"id": "m1", "by": "2026-04-22", "what": "One"}]}
    ]
    assert new["support"] == [{"id": "s1", "what": "Scenarios", "from": "2026-04-21", "until": None}]
    # Facts stay: what happened, and since when somebody has been kept safe.
    assert all(new[key] == OLD[key] for key in ("gap", "examples", "controls"))


@given(st.integers(0, 700), st.integers(0, 56))
def test_no_day_of_it_lies_before_it_or_after_its_end(later: int, into: int) -> None:
    starts = date(2026, 2, 3)
    old: dict[str, Json] = {**OLD, "no_better_by": (starts + timedelta(days=into)).isoformat()}
    today = starts + timedelta(days=later)
    new = moved_to(old, today)
    moved, ends = day_of(new["no_better_by"]), day_of(new["ends_on"])
    assert moved is not None
    assert ends == today + timedelta(days=56)
    assert today <= moved <= max(ends, today + timedelta(days=6))


@pytest.mark.parametrize(
    ("decision", "meeting", "due"),
    [("plan", "stage_1", True), ("plan", "interim", False), ("no_action", "stage_1", False)],
)
def test_only_a_plan_that_a_stage_decided_on_is_made_for_a_time_of_its_own(
    decision: str, meeting: str, due: bool
) -> None:
    story = told.met_1()
    assert not is_decided_on(story.entries)
    story.force("outcome", date(2026, 4, 15), meeting=meeting, decision=decision)
    assert is_decided_on(story.entries) is due
    story.force("plan", date(2026, 4, 16), starts_on="2026-04-16", ends_on="2026-05-13")
    assert not is_decided_on(story.entries)
