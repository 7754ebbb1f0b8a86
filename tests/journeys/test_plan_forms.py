"""Each signed form of a plan by keys, in the drawer: filled in from its example, signed, and read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.procedure_words import kind_of
from supervise_tui.workflows import hold_supervision, improvement_plans
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.domain import plan_story
from tests.domain.plan_story import Story
from tests.forms.test_filled import FILLED, LIBRARY
from tests.journeys.fill_in import DAY, walk
from tests.journeys.test_plans import told
from tests.journeys.typed_or_kept import ALL, typed_and_kept

WRITTEN = date(2026, 11, 17)
"""The day of the examples of a concern and of a plan; the others are of `DAY`."""
BY_PROGRAM = ("prevention", "progress", "help_given", "safeguards")
"""Lists that are begun by the program, out of the case."""
NOT_TYPED = (*BY_PROGRAM, *(["support"] if not ALL else []))
"""A plan's rows are typed in its objectives."""


def planned() -> Story:
    """A plan, as its example has it."""
    return Story().force("concern", WRITTEN).force("plan", WRITTEN, **FILLED["improvement.plan"])


def to_extend() -> Story:
    """A review gave more time, and HR was asked."""
    story = planned().force("review", date(2026, 11, 26), outcome="extend", next_review_on="2026-12-05")
    return story.force("advice", date(2026, 11, 26), about=["extension"])


def to_hear() -> Story:
    """A hearing is called for the day of the example, and its summary shared."""
    story = plan_story.at_stage_3()
    chair, day = FILLED["improvement.meeting"]["chair"], DAY.isoformat()
    story.force("invitation", date(2026, 11, 16), meeting="stage_3", meeting_on=day, chair=chair)
    return story.force("summary", WRITTEN)


CASES: list[tuple[str, Callable[[], Story], date]] = [
    ("improvement.concern", Story, WRITTEN),
    ("improvement.plan", lambda: Story().force("concern", WRITTEN), WRITTEN),
    ("improvement.review", planned, DAY),
    ("improvement.extension", to_extend, DAY),
    ("improvement.meeting", to_hear, DAY),
]


@pytest.mark.parametrize(("form_id", "story", "on"), CASES, ids=[one[0] for one in CASES])
def test_it_is_filled_in_signed_by_all_and_the_pdf_says_what_was_said(
    form_id: str, story: Callable[[], Story], on: date, tmp_path: Path
) -> None:
    filled = {key: value for key, value in FILLED[form_id].items() if key != "prevention"}

    def begin(desk: Desk, worker: Worker) -> str:
        case = told(desk, worker, story())
        sheet = improvement_plans.begin(desk, case, kind_of(form_id))
        lists = {key: judged(filled[key], sheet.answers[key]) for key in BY_PROGRAM if key in filled}
        typed, kept = typed_and_kept(LIBRARY.get(form_id), filled | lists, rows=1, never=NOT_TYPED)
        filled.update(kept | typed)
        hold_supervision.save(plans_desk(desk), sheet.record.id, kept)
        return sheet.record.id

    walked = walk(tmp_path, form_id, filled, begin=begin, on=on)
    assert len(walked.pdfs) == 1


def judged(example: Json, begun: Json) -> list[Json]:
    """Give the rows that the program began, with what people say of them in the example."""
    assert isinstance(example, list)
    assert isinstance(begun, list)
    assert len(example) == len(begun)
    pairs = zip(example, begun, strict=True)
    return [{**said, **row} for said, row in pairs if isinstance(said, dict) and isinstance(row, dict)]
