"""Checks what no single table shows: ids, references, facts and conditions over a whole form."""

from __future__ import annotations

from collections.abc import Iterator

from supervise_tui.forms.conditions import FACTS, Comparison, Condition, Literal, Name, walk
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    DateQuestion,
    Fact,
    Form,
    NumberQuestion,
    Question,
    Role,
    ScaleQuestion,
    Section,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.faults import Faults, nearest
from supervise_tui.forms.toml_places import Path

_FACT_TYPES: dict[Fact, tuple[type, ...]] = {
    Fact.HELD_ON: (DateQuestion,),
    Fact.START_TIME: (TimeQuestion,),
    Fact.MINUTES: (NumberQuestion,),
    Fact.PLACE: (TextQuestion, ChoiceQuestion),
    Fact.OTHERS_PRESENT: (TextQuestion,),
    Fact.INTERRUPTED: (YesNoQuestion,),
    Fact.AGREEMENT_IN_FORCE: (YesNoQuestion,),
    Fact.NEXT_DATE: (DateQuestion,),
    Fact.NEXT_TIME: (TimeQuestion,),
    Fact.NEXT_PLACE: (TextQuestion, ChoiceQuestion),
}
_NEEDED = (Fact.HELD_ON, Fact.NEXT_DATE)
"""Without them no supervision counts and none falls due [CAD-2]."""


def check_whole(form: Form, faults: Faults) -> None:
    """Note the faults that only show when the whole form is looked at."""
    check = _Check(form, faults)
    for place in check.places():
        check.question(*place)
    check.needed_facts()


class _Check:
    def __init__(self, form: Form, faults: Faults) -> None:
        self._form = form
        self._faults = faults
        self._by_id = {question.id: question for question in form.questions()}
        self._earlier: set[str] = set()
        self._sections: set[str] = set()
        self._facts: set[Fact] = set()

    def places(self) -> Iterator[tuple[Path, str, Question]]:
        """Give each question with its path and its place in words, checking its section on the way."""
        for number, section in enumerate(self._form.sections):
            path: Path = ("section", number)
            self._section(path, section)
            for count, question in enumerate(section.questions):
                around = f"section {section.id}, question {question.id}"
                yield (*path, "question", count), around, question

    def _section(self, path: Path, section: Section) -> None:
        around = f"section {section.id}"
        if section.id in self._sections:
            self._faults.add(
                (*path, "id"), around, f"The section “{section.id}” is there twice.", "Rename one."
            )
        self._sections.add(section.id)
        self._condition((*path, "shown_when"), around, section.shown_when)

    def question(self, path: Path, around: str, question: Question) -> None:
        """Check one question against the others."""
        if question.id in self._earlier:
            wrong = f"The question “{question.id}” is there twice."
            self._faults.add((*path, "id"), around, wrong, "Give each its own id.")
        self._condition((*path, "shown_when"), around, question.shown_when)
        self._earlier.add(question.id)
        if isinstance(question.required, str):
            self._condition((*path, "required"), around, question.required, all_questions=True)
        if question.unseen_with:
            self._pair((*path, "unseen_with"), around, question)
        if question.fact is not None:
            self._fact((*path, "fact"), around, question, question.fact)
        if isinstance(question, DateQuestion):
            self._limit((*path, "not_before"), around, question, question.not_before)
            self._limit((*path, "not_after"), around, question, question.not_after)

    def _unknown(self, path: Path, around: str, name: str, known: set[str]) -> None:
        right = nearest(name, known) or "Write the id of a question as it stands in its “id”."
        self._faults.add(path, around, f"There is no question “{name[:60]}”.", right)

    def _pair(self, path: Path, around: str, question: Question) -> None:
        other = self._by_id.get(question.unseen_with)
        if other is None or other is question:
            self._unknown(path, around, question.unseen_with, set(self._by_id) - {question.id})
        elif other.unseen_with != question.id:
            right = f'Write unseen_with = "{question.id}" there.'
            self._faults.add(path, around, f"“{other.id}” does not name this one back.", right)
        elif {question.answered_by, other.answered_by} != {Role.WORKER, Role.SUPERVISOR}:
            wrong = "Of two that are unseen by each other, one has to be the worker's, one the supervisor's."
            self._faults.add(
                path, around, wrong, 'Write answered_by = "worker" in one, "supervisor" in the other.'
            )

    def _fact(self, path: Path, around: str, question: Question, fact: Fact) -> None:
        if fact in self._facts:
            wrong = f"“{fact}” is answered by another question already."
            self._faults.add(path, around, wrong, "Take one of the two lines out.")
        self._facts.add(fact)
        if not isinstance(question, _FACT_TYPES[fact]):
            wrong = f"“{fact}” does not fit a question of this type."
            self._faults.add(path, around, wrong, f"It needs the type {_type_words(_FACT_TYPES[fact])}.")

    def _limit(self, path: Path, around: str, question: DateQuestion, other: str) -> None:
        if not other or other == "today":
            return
        if other == question.id or not isinstance(self._by_id.get(other), DateQuestion):
            dates = {q.id for q in self._form.questions() if isinstance(q, DateQuestion)} - {question.id}
            right = nearest(other, dates) or "Write today, or the id of another date question."
            self._faults.add(path, around, f"“{other[:60]}” is no other date question.", right)

    def _condition(self, path: Path, around: str, text: str, *, all_questions: bool = False) -> None:
        """What is shown may only rest on what was asked before: so it cannot run in a circle."""
        if not text:
            return
        condition = Condition.parse(text)
        for name in sorted(condition.names() - set(FACTS)):
            if name not in self._by_id:
                right = nearest(name, {*self._by_id, *FACTS}) or "Write the id of a question, or a fact."
                self._faults.add(
                    path, around, f"The condition asks for “{name[:60]}”, which is not there.", right
                )
            elif name not in self._earlier and not all_questions:
                wrong = f"The condition asks for “{name}”, which comes later."
                self._faults.add(path, around, wrong, f"Put “{name}” before this.")
        for node in walk(condition.tree):
            if isinstance(node, Comparison):
                self._comparison(path, around, node)

    def _comparison(self, path: Path, around: str, node: Comparison) -> None:
        for name, value in ((node.left, node.right), (node.right, node.left)):
            if not (isinstance(name, Name) and isinstance(value, Literal)):
                continue
            question = self._by_id.get(name.name)
            for item in value.value if isinstance(value.value, list) else [value.value]:
                wrong, right = _cannot_be(question, item)
                if wrong:
                    self._faults.add(path, around, wrong, right)

    def needed_facts(self) -> None:
        """A supervision has to say when it was held and when the next one is."""
        if self._form.makes != "supervision":
            return
        for fact in _NEEDED:
            if fact not in self._facts:
                right = f'Add a date question with fact = "{fact}".'
                self._faults.add((), "", f"No question answers “{fact}”.", right)


def _cannot_be(question: Question | None, value: object) -> tuple[str, str]:
    """Say why `question` can never have the answer `value`; ("", "") when it can."""
    match question:
        case ChoiceQuestion() if value not in {option.id for option in question.options}:
            ids = [option.id for option in question.options]
            right = nearest(str(value), ids) or f"Write one of: {', '.join(ids)}."
            return f"“{str(value)[:60]}” is no option of “{question.id}”.", right
        case YesNoQuestion() if not isinstance(value, bool) and value != "n/a":
            return (
                f"“{question.id}” is answered with yes or no.",
                f"Write it without quotes: {question.id} == yes",
            )
        case ScaleQuestion() | NumberQuestion() if isinstance(value, (bool, str)):
            return (
                f"“{question.id}” is answered with a number.",
                f"Write it without quotes: {question.id} >= 3",
            )
        case _:
            return "", ""


def _type_words(types: tuple[type, ...]) -> str:
    words = {
        DateQuestion: "date",
        TimeQuestion: "time",
        NumberQuestion: "number",
        TextQuestion: "text",
        ChoiceQuestion: "choice",
        YesNoQuestion: "yes-no",
    }
    return " or ".join(words[kind] for kind in types)
