"""What still has to be put right before a record can be signed, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from supervise_tui.canonical import Json
from supervise_tui.forms.answer_checks import check_answer
from supervise_tui.forms.blanks import filled_rows, is_unanswered, said_rows
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    DateQuestion,
    EvidenceQuestion,
    Fact,
    Form,
    GroupQuestion,
    MatrixQuestion,
    Question,
    SeveralQuestion,
    TableQuestion,
)
from supervise_tui.forms.row_checks import ROWS_LIMIT
from supervise_tui.forms.showing import Answers, Facts, is_required, row_view, view
from supervise_tui.problems import BadInput

_NAMED = 60
"""Characters by which an action is named; cut between words."""


@dataclass(frozen=True)
class Gap:
    """Something that keeps a record from being signed: where it is, and a sentence about it."""

    section: str
    """The section's id."""
    question_id: str
    row: int | None
    """The row, counted from 0 over all rows, blank ones too; or None."""
    sentence: str
    inside: tuple[str | int, ...] = ()
    """Within the row of a table or a group: the inner question's id; then its row and question, too."""


def gaps(form: Form, answers: Answers, facts: Facts) -> list[Gap]:
    """Give everything that must be put right before sign-off, in the order of the form [SES-9]."""
    now = view(form, answers, facts)
    finder = _Finder(form, now.answers, facts)
    found: list[Gap] = []
    for section, questions in now.sections:
        for question in questions:
            found += [replace(gap, section=section.id) for gap in finder.of(question, now.answers)]
    return found


def _gap(question: Question, sentence: str, row: int | None = None) -> Gap:
    return Gap(section="", question_id=question.id, row=row, sentence=sentence)


class _Finder:
    """Looks at one question after the other; `scope` is what conditions and limits go by there."""

    def __init__(self, form: Form, answers: Answers, facts: Facts) -> None:
        self._form = form
        self._answers = answers
        self._facts = facts
        self._on_paper = facts.get("meeting.on_paper") is True

    def of(self, question: Question, scope: Answers) -> Iterator[Gap]:
        """Give what is missing or wrong in one answer."""
        value = scope.get(question.id)
        if is_unanswered(question, value) and not isinstance(question, TableQuestion):
            if is_required(question, scope, self._facts):
                yield _gap(question, f"“{question.label}” still needs an answer.")
            return
        try:
            value = check_answer(question, value)
        except BadInput as problem:
            yield _gap(question, f"“{question.label}”: {problem}")
            return
        match question:
            case DateQuestion():
                yield from self._day(question, value, scope)
            case SeveralQuestion():
                yield from _too_few(question, len(value) if isinstance(value, list) else 0, "answer")
            case AgendaQuestion():
                yield from _agenda(question, value)
            case ActionsQuestion():
                yield from self._actions(question, value)
            case ActionReviewQuestion():
                yield from _review(question, value)
            case EvidenceQuestion():
                yield from _evidence(question, value)
            case MatrixQuestion():
                yield from self._matrix(question, value, scope)
            case TableQuestion():
                yield from self._table(question, value, scope)
            case GroupQuestion():
                yield from _too_few(question, len([*said_rows(question, value)]), "row")
                yield from self._rows(question, value, scope)
            case _:
                pass

    def _day(self, question: DateQuestion, value: Json, scope: Answers) -> Iterator[Gap]:
        day = date.fromisoformat(str(value))
        for other, word in ((question.not_before, "before"), (question.not_after, "after")):
            limit = self._limit(other, scope)
            if limit is None or not (day < limit if word == "before" else day > limit):
                continue
            if other == "today":
                what = "is past already" if word == "before" else "is still to come"
                yield _gap(question, f"“{question.label}”: {long_date(day)} {what}.")
            else:
                asked = self._form.question(other)
                label = f" (“{asked.label}”)" if asked else ""
                yield _gap(
                    question, f"“{question.label}”: {long_date(day)} is {word} {long_date(limit)}{label}."
                )

    def _limit(self, other: str, scope: Answers) -> date | None:
        if not other:
            return None
        value = self._facts.get("today") if other == "today" else scope.get(other)
        try:
            return date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None  # that date is a gap of its own

    def _actions(self, question: ActionsQuestion, value: Json) -> Iterator[Gap]:
        """[SES-9]: what, who and by when; not before the meeting, unless it was typed in from paper."""
        held_question = self._form.with_fact(Fact.HELD_ON)
        held_on = self._limit(held_question.id, self._answers) if held_question else None
        for number, row in filled_rows(value):
            for sentence in self._action(row, f"Action {number + 1}", held_on):
                yield _gap(question, sentence, number)

    def _action(self, row: Mapping[str, str], name: str, held_on: date | None) -> Iterator[str]:
        if not row["what"]:
            yield f"{name} does not say what will be done."
        if not row["owner"]:
            yield f"{name} does not say who does it."
        elif row["owner"] == "other" and not row["owner_name"]:
            yield f"{name} is for somebody else, but does not say for whom."
        if not row["by"]:
            yield f"{name} has no date yet."
        elif held_on and date.fromisoformat(row["by"]) < held_on and not self._on_paper:
            day = long_date(date.fromisoformat(row["by"]))
            yield f"{name} is due before the day on which it was agreed: {day}."

    def _matrix(self, question: MatrixQuestion, value: Json, scope: Answers) -> Iterator[Gap]:
        if not is_required(question, scope, self._facts):
            return
        for number, row in enumerate(question.rows):
            if not isinstance(value, dict) or value.get(row.id) is None:
                yield _gap(question, f"“{question.label}”, “{row.label}” still needs an answer.", number)

    def _table(self, question: TableQuestion, value: Json, scope: Answers) -> Iterator[Gap]:
        said = [*said_rows(question, value)]
        if question.rows:
            yield from self._fixed(question, value, scope)
        elif question.counted_by:
            yield from self._counted(question, len(said), scope)
        elif not said and is_required(question, scope, self._facts):
            yield _gap(question, f"“{question.label}” still needs an answer.")
        elif said:
            yield from _too_few(question, len(said), "row")
        yield from self._rows(question, value, scope)

    def _fixed(self, question: TableQuestion, value: Json, scope: Answers) -> Iterator[Gap]:
        """Of fixed rows a table that is required needs each, or so many as it says."""
        needed = is_required(question, scope, self._facts)
        said = {row.get("id") for _, row in said_rows(question, value)}
        if question.at_least and (needed or said):
            yield from _too_few(question, len(said), "row")
        if question.at_least or not needed:
            return
        for number, row in enumerate(question.rows):
            if row.id not in said:
                yield _gap(question, f"“{question.label}”, “{row.label}” still needs an answer.", number)

    def _counted(self, question: TableQuestion, rows: int, scope: Answers) -> Iterator[Gap]:
        wanted = scope.get(question.counted_by)
        if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 0 or wanted == rows:
            return
        counter = self._form.question(question.counted_by)
        asked = f"“{counter.label}” says {wanted}" if counter else f"there should be {wanted}"
        if wanted > ROWS_LIMIT:
            yield _gap(question, f"“{question.label}”: {asked}, but at most {ROWS_LIMIT} rows fit.")
        else:
            yield _gap(question, f"“{question.label}” has {_counted(rows, 'row')}, but {asked}.")

    def _rows(self, question: TableQuestion | GroupQuestion, value: Json, scope: Answers) -> Iterator[Gap]:
        """What is missing inside each row that says something."""
        for number, row in said_rows(question, value):
            asked, inner_scope = row_view(question, row, scope, self._facts)
            for inner in asked:
                for gap in self.of(inner, inner_scope):
                    deeper = () if gap.row is None else (gap.row, *gap.inside)
                    name = row_name(question, row, number)
                    yield Gap("", question.id, number, f"{name}: {gap.sentence}", (inner.id, *deeper))


def row_name(question: TableQuestion | GroupQuestion, row: Mapping[str, Json], number: int) -> str:
    """Give "Job 2", or a fixed row's own name; `number` counts from 0."""
    if isinstance(question, GroupQuestion):
        return f"{question.row_title or question.label} {number + 1}"
    label = next((option.label for option in question.rows if option.id == row.get("id")), "")
    return f"“{question.label}”, “{label}”" if label else f"“{question.label}”, row {number + 1}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _too_few(
    question: SeveralQuestion | TableQuestion | GroupQuestion, there: int, what: str
) -> Iterator[Gap]:
    if there < question.at_least:
        needed = _counted(question.at_least, what)
        yield _gap(question, f"“{question.label}” needs at least {needed}; there {_is(there)}.")
    if question.at_most is not None and there > question.at_most:
        yield _gap(
            question, f"“{question.label}” takes {_counted(question.at_most, what)}; there {_is(there)}."
        )


def _is(number: int) -> str:
    return f"{'is' if number == 1 else 'are'} {number}"


def _agenda(question: AgendaQuestion, value: Json) -> Iterator[Gap]:
    """[SES-7]: a line is deferred with a reason only."""
    for number, row in filled_rows(value):
        name = f"Agenda line {number + 1}"
        if not row["text"]:
            yield _gap(question, f"{name} is empty.", number)
        elif not row["by"]:
            yield _gap(question, f"{name} does not say who brought it.", number)
        elif row.get("outcome") == "deferred" and not row.get("why"):
            yield _gap(question, f"{name} is deferred, but does not say why.", number)


def _review(question: ActionReviewQuestion, value: Json) -> Iterator[Gap]:
    """[SES-6] [DEV-2]: each action is looked at; what did not happen says why, a plan's what shows it."""
    for number, row in filled_rows(value):
        name = f"“{shorten(row['what'], _NAMED, placeholder=' …') or f'Action {number + 1}'}”"
        match row["outcome"]:
            case "":
                yield _gap(question, f"{name}: what became of it?", number)
            case "not-done" | "dropped" if not row["why"]:
                words = "was not done" if row["outcome"] == "not-done" else "was dropped"
                yield _gap(question, f"{name} {words}, but does not say why.", number)
            case "carried" if not row["new_date"]:
                yield _gap(question, f"{name} is carried over, but has no new date.", number)
            case "done" if row.get("plan") and not row["evidence"]:
                yield _gap(question, f"{name} is done, but nothing says what shows it.", number)
            case _:
                pass


def _evidence(question: EvidenceQuestion, value: Json) -> Iterator[Gap]:
    for number, row in said_rows(question, value):
        if not row["text"] and not row["ref"]:
            yield _gap(question, f"“{question.label}”, line {number + 1} does not say what it is.", number)
