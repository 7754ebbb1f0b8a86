"""The forms of a case ask what the rules read: every kind has its form, every answer its question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.plan_case import Entry, day_of_entry
from supervise_tui.domain.procedure_moves import event_of
from supervise_tui.domain.procedure_table import Event
from supervise_tui.domain.procedure_words import SIGNED, EntryKind, form_of
from supervise_tui.forms.definition import ChoiceQuestion, KeptIn, SeveralQuestion
from supervise_tui.forms.library import Library
from supervise_tui.forms.read_by_rules import READ

LIBRARY = Library()
FILLED = Path(__file__).parents[1] / "forms" / "filled"

STAGES = {"stage_1", "stage_2", "stage_3"}
OPTIONS: Mapping[tuple[EntryKind, str], type[StrEnum] | set[str]] = {
    (EntryKind.REVIEW, "outcome"): words.ReviewOutcome,
    (EntryKind.REVIEW, "improvement"): words.Improvement,
    (EntryKind.EXTENSION, "longer_for"): words.LongerFor,
    (EntryKind.MEETING, "meeting"): words.Meeting,
    (EntryKind.SCOPE, "verdict"): words.Verdict,
    (EntryKind.ADVICE, "about"): words.AdviceOn,
    (EntryKind.AUTHORITY, "to_stage"): STAGES,
    (EntryKind.RELAPSE, "to_stage"): STAGES,
    (EntryKind.INVITATION, "meeting"): words.Meeting,
    (EntryKind.NEW_DATE, "meeting"): words.Meeting,
    (EntryKind.NEW_DATE, "moved_for"): words.MovedFor,
    (EntryKind.NOT_ATTENDED, "meeting"): words.Meeting,
    (EntryKind.SUMMARY, "covers"): words.SummaryPart,
    (EntryKind.OUTCOME, "meeting"): words.Meeting,
    (EntryKind.OUTCOME, "decision"): words.Decision,
    (EntryKind.OUTCOME, "improvement"): words.Improvement,
    (EntryKind.DELIVERY, "letter"): words.Letter,
    (EntryKind.GRIEVANCE, "about"): words.GrievanceAbout,
    (EntryKind.ENDED, "why_ended"): words.WhyEnded,
}


@pytest.mark.parametrize("kind", EntryKind)
def test_the_form_of_a_kind_asks_what_the_rules_read(kind: EntryKind) -> None:
    form = LIBRARY.get(form_of(kind))
    day = words.HELD_ON if kind in SIGNED else words.DAY
    assert day in READ[form_of(kind)]
    assert [one for one in READ[form_of(kind)] if form.question(one) is None] == []
    assert bool(form.signers) is (kind in SIGNED)
    assert form.kept_in is KeptIn.PLANS


@pytest.mark.parametrize(("kind", "question"), OPTIONS)
def test_a_choice_that_the_rules_read_has_their_options(kind: EntryKind, question: str) -> None:
    asked = LIBRARY.get(form_of(kind)).question(question)
    assert isinstance(asked, ChoiceQuestion | SeveralQuestion)
    assert {option.id for option in asked.options} == set(OPTIONS[kind, question])


@pytest.mark.parametrize("kind", EntryKind)
def test_a_filled_form_is_a_move_on_its_day(kind: EntryKind) -> None:
    answers = json.loads((FILLED / f"{form_of(kind)}.json").read_text(encoding="utf-8"))
    on = day_of_entry(answers)
    assert on is not None
    assert isinstance(event_of(Entry(id="e", case="c", number=1, kind=kind, on=on, answers=answers)), Event)
