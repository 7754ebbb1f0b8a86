"""An appraisal: levels that follow the band, and means of feedback that follow the sheets, in a draft."""

from __future__ import annotations

from typing import cast

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.forms.library import Library
from supervise_tui.workflows import hold_supervision, new_records, six_cs
from supervise_tui.workflows.appraisal import after_another_band, of_band, with_new_means
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.following_answers import what_follows

BANDS = Library().appraisal_bands()
FORM = "development.appraisal"
CHAMPIONS = "improving_services_behaviours"


def sheet(desk: Desk, worker: Worker, care: int) -> str:
    one = six_cs.new_sheet(desk, worker.id)
    six_cs.save(desk, one, {"day": desk.today.isoformat(), "from": "feedback", "care": care})
    return one.id


def row(desk: Desk, record: str, behaviour: str = "champions") -> dict[str, Json]:
    rows = hold_supervision.open_sheet(desk, record).answers[CHAMPIONS]
    return next(one for one in cast("list[dict[str, Json]]", rows) if one["id"] == behaviour)


@pytest.mark.parametrize(
    ("answers", "before", "expected"),
    [
        ({}, None, of_band(BANDS, "band_7")),
        (of_band(BANDS, "band_2"), "band_2", of_band(BANDS, "band_7")),
        (of_band(BANDS, "band_9"), "band_9", of_band(BANDS, "band_7")),
        (
            {**of_band(BANDS, "band_2"), "personal_qualities_level": "team"},
            "band_2",
            {**of_band(BANDS, "band_7"), "personal_qualities_level": "team"},
        ),
        (
            {**of_band(BANDS, "band_9"), "creating_vision_level": "own_work"},
            "band_9",
            {**of_band(BANDS, "band_7"), "creating_vision_level": "own_work"},
        ),
    ],
)
def test_with_another_band_its_usual_levels_come_and_what_was_chosen_stays(
    answers: dict[str, Json], before: Json, expected: dict[str, Json]
) -> None:
    changed = after_another_band(BANDS, answers, before, "band_7")
    now = {key: value for key, value in {**answers, **changed}.items() if value is not None}
    assert now == expected
    assert after_another_band(BANDS, answers, before, None) == {}, "no band takes nothing away"


def test_a_row_with_another_mean_typed_keeps_what_its_reason_speaks_of() -> None:
    rows: Json = [
        {"id": "a", "proposed": 3.0, "evidence": "seen"},
        {"id": "b", "proposed": 3.0, "feedback": 4.0, "feedback_why": "by telephone"},
        {"id": "c", "proposed": 3.0},
    ]
    fresh: Json = [{"id": "a", "proposed": 3.5}, {"id": "b", "proposed": 3.5}, {"id": "c"}]
    assert with_new_means(rows, fresh) == [
        {"id": "a", "proposed": 3.5, "evidence": "seen"},
        {"id": "b", "proposed": 3.0, "feedback": 4.0, "feedback_why": "by telephone"},
        {"id": "c"},
    ]
    assert with_new_means(None, fresh) is None


def test_a_draft_follows_the_sheets_and_a_band_while_what_was_typed_stays(desk: Desk, worker: Worker) -> None:
    sheets = [sheet(desk, worker, mark) for mark in (4, 4)]
    record = new_records.start(desk, worker.id, FORM).record.id
    assert "proposed" not in row(desk, record), "two answers are too few"
    rows = hold_supervision.open_sheet(desk, record).answers[CHAMPIONS]
    typed: Json = [{**one, "evidence": "Seen on 3 November"} for one in cast("list[dict[str, Json]]", rows)]
    hold_supervision.save(desk, record, {CHAMPIONS: typed})

    sheet(desk, worker, 4)
    assert (row(desk, record)["proposed"], row(desk, record)["evidence"]) == (4.0, "Seen on 3 November")
    hold_supervision.save(desk, record, {CHAMPIONS: typed})
    assert row(desk, record)["proposed"] == 4.0, "a screen that was open meanwhile does not take it back"
    six_cs.take_out(desk, sheets[0], "It was about Kofi")
    assert "proposed" not in row(desk, record)

    draft = hold_supervision.open_sheet(desk, record)
    before, draft.answers["band"] = draft.answers["band"], "band_9"
    follows = what_follows(desk, draft, "band", before)
    assert follows["senior"] is True
    assert follows["creating_vision_level"] == "service"
    assert what_follows(desk, draft, "held_on", None) == {}
