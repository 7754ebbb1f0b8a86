"""Scores: one number worked out of several answers, exactly, and rounded once at the end."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import inner_questions, is_unanswered
from supervise_tui.forms.conditions import OWN_ANSWER, holds
from supervise_tui.forms.definition import (
    DurationQuestion,
    Form,
    How,
    MatrixQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
    Score,
    row_question,
)

HUNDREDTHS = 100
"""Two decimals."""


@dataclass(frozen=True)
class ScoreGiven:
    """What came out of one score, for the whole form or for one section."""

    id: str
    label: str
    section: str
    """The section's id; empty for the whole form."""
    value: float | None
    """None when nothing was answered."""
    answered: int
    """How many answers it rests on."""

    @property
    def said(self) -> str:
        """The number in words."""
        return "not answered yet" if self.value is None else f"{self.value:g}"


def is_number(question: Question) -> bool:
    """Whether its answers are numbers."""
    if isinstance(question, MatrixQuestion):
        return not question.options
    return isinstance(question, ScaleQuestion | NumberQuestion | DurationQuestion)


def scored_question(form: Form, ref: str) -> Question | None:
    """Give the question that `ref` of a score names: "id", or "<table or group>.<inner id>"."""
    whole, dot, part = ref.partition(".")
    question = form.question(whole) if "~" not in whole else None
    if question is None or not dot:
        return question
    return inner_questions(question).get(part)


def scores(form: Form, answers: Mapping[str, Json], facts: Mapping[str, Json]) -> list[ScoreGiven]:
    """Give what comes out of each score; `answers` are those on view (see `answers.on_view`)."""
    found: list[ScoreGiven] = []
    for score in form.scores:
        found.append(_given(form, score, "", score.of, answers, facts))
        if score.by_section:
            for section in form.sections:
                ids = {question.id for question in section.questions}
                part = tuple(ref for ref in score.of if ref.partition(".")[0] in ids)
                if part:
                    found.append(_given(form, score, section.id, part, answers, facts))
    return found


def _given(
    form: Form,
    score: Score,
    section: str,
    refs: tuple[str, ...],
    answers: Mapping[str, Json],
    facts: Mapping[str, Json],
) -> ScoreGiven:
    weights = dict(zip(score.of, score.weights, strict=False))
    total, weight, answered = Fraction(0), Fraction(0), 0
    for ref in refs:
        question = scored_question(form, ref)
        for value in _values(question, ref, answers) if question else ():
            if score.how is How.COUNT:
                answered += _counts(score, value, answers, facts)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                heavy = Fraction(str(weights.get(ref, 1)))
                total, weight, answered = total + Fraction(str(value)) * heavy, weight + heavy, answered + 1
    label = score.label
    if score.how is How.COUNT:
        return ScoreGiven(score.id, label, section, answered, answered)
    if not answered or (score.how is How.WEIGHTED and not weight):
        return ScoreGiven(score.id, label, section, None, answered)
    result = total if score.how is How.SUM else total / weight
    return ScoreGiven(score.id, label, section, _rounded(result), answered)


def _counts(score: Score, value: Json, answers: Mapping[str, Json], facts: Mapping[str, Json]) -> bool:
    return holds(score.counts, ChainMap({OWN_ANSWER: value}, dict(answers)), facts)


def _values(question: Question, ref: str, answers: Mapping[str, Json]) -> Iterator[Json]:
    """Give each answer to `question`: of a matrix each row, of a column or inner question each row's."""
    whole, dot, part = ref.partition(".")
    value = answers.get(whole)
    if dot:
        rows = value if isinstance(value, list) else []
        cells = [row.get(part) for row in rows if isinstance(row, dict)]
    else:
        cells = [value]
    for cell in cells:
        if isinstance(question, MatrixQuestion):
            given = cell if isinstance(cell, dict) else {}
            asked = ((row_question(question, row), given.get(row.id)) for row in question.rows)
            yield from (one for row, one in asked if not is_unanswered(row, one))
        elif not is_unanswered(question, cell):
            yield cell


def _rounded(value: Fraction) -> float:
    """Round half up, as people do."""
    sign = -1 if value < 0 else 1
    parts = (abs(value) * HUNDREDTHS * 2 + 1) // 2
    return sign * parts // HUNDREDTHS if parts % HUNDREDTHS == 0 else sign * parts / HUNDREDTHS
