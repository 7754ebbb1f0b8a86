"""Checks what no single table shows: ids, references, facts, scores and conditions over a whole form."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass

from supervise_tui.forms.condition_checks import cannot_hold
from supervise_tui.forms.conditions import FACTS, OWN_ANSWER, Comparison, Condition, walk
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    Fact,
    Form,
    GroupQuestion,
    How,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    PlaceQuestion,
    Question,
    Role,
    RowAction,
    Score,
    Section,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
    row_question,
)
from supervise_tui.forms.faults import Faults, listed, nearest
from supervise_tui.forms.scores import is_number, scored_question
from supervise_tui.forms.toml_places import Path

_FACT_TYPES: dict[Fact, tuple[type, ...]] = {
    Fact.HELD_ON: (DateQuestion,),
    Fact.START_TIME: (TimeQuestion,),
    Fact.MINUTES: (NumberQuestion, DurationQuestion),
    Fact.PLACE: (TextQuestion, ChoiceQuestion, PlaceQuestion),
    Fact.OTHERS_PRESENT: (TextQuestion,),
    Fact.INTERRUPTED: (YesNoQuestion,),
    Fact.AGREEMENT_IN_FORCE: (YesNoQuestion, ComputedQuestion),
    Fact.NEXT_DATE: (DateQuestion,),
    Fact.NEXT_TIME: (TimeQuestion,),
    Fact.NEXT_PLACE: (TextQuestion, ChoiceQuestion, PlaceQuestion),
}
_NEEDED = (Fact.HELD_ON, Fact.NEXT_DATE)
"""Without them no supervision counts and none falls due [CAD-2]."""


def check_whole(form: Form, faults: Faults) -> None:
    """Note the faults that only show when the whole form is looked at."""
    check = _Check(form, faults)
    top = check.top
    for path, around, question in check.places():
        check.question(path, around, question, top)
    check.scores()
    check.steps()
    check.needed_facts()


@dataclass(frozen=True)
class _Scope:
    """The questions that conditions at one place may ask for."""

    known: MutableMapping[str, Question]
    earlier: MutableMapping[str, Question]
    """Those asked before this place."""

    def inside(self, questions: tuple[Question, ...]) -> _Scope:
        """The scope of the questions of one row: their own come first."""
        own = {question.id: question for question in questions}
        return _Scope(ChainMap(own, self.known), ChainMap({}, self.earlier))


class _Check:
    def __init__(self, form: Form, faults: Faults) -> None:
        self._form = form
        self._faults = faults
        self.top = _Scope({question.id: question for question in form.questions()}, {})
        self._sections: set[str] = set()
        self._facts: set[Fact] = set()

    def places(self) -> Iterator[tuple[Path, str, Question]]:
        """Give each question with its path and its place in words, checking its section on the way."""
        for number, section in enumerate(self._form.sections):
            path: Path = ("section", number)
            self._section(path, section)
            for count, question in enumerate(section.questions):
                if self._faults.too_many:
                    return
                around = f"section {section.id}, question {question.id}"
                yield (*path, "question", count), around, question

    def _section(self, path: Path, section: Section) -> None:
        around = f"section {section.id}"
        if section.id in self._sections:
            self._faults.add(
                (*path, "id"), around, f"The section “{section.id}” is there twice.", "Rename one."
            )
        self._sections.add(section.id)
        self._condition((*path, "shown_when"), around, section.shown_when, self.top.earlier)

    def question(self, path: Path, around: str, question: Question, scope: _Scope) -> None:
        """Check one question against the others, and those inside it."""
        if question.id in scope.earlier:
            wrong = f"The question “{question.id}” is there twice."
            self._faults.add((*path, "id"), around, wrong, "Give each its own id.")
        self._condition((*path, "shown_when"), around, question.shown_when, scope.earlier, scope.known)
        scope.earlier[question.id] = question
        if isinstance(question.required, str):
            self._condition((*path, "required"), around, question.required, scope.known, scope.known)
        self._own_conditions(path, around, question, scope)
        if question.unseen_with:
            self._pair((*path, "unseen_with"), around, question)
        if question.fact is not None:
            self._fact((*path, "fact"), around, question, question.fact)
        match question:
            case DateQuestion():
                self._limit((*path, "not_before"), around, question, question.not_before, scope)
                self._limit((*path, "not_after"), around, question, question.not_after, scope)
            case ComputedQuestion():
                self._computed((*path, "computes"), around, question)
            case TableQuestion():
                self._table(path, around, question, scope)
                self._inside(path, around, "column", question.columns, scope)
            case GroupQuestion():
                self._initials(path, around, question.initialled_by)
                self._raises((*path, "raises"), around, question.raises, question.questions)
                self._inside(path, around, "question", question.questions, scope)
            case _:
                pass

    def _inside(
        self, path: Path, around: str, key: str, questions: tuple[Question, ...], scope: _Scope
    ) -> None:
        inner = scope.inside(questions)
        for number, question in enumerate(questions):
            place = f"{around}, {key} {question.id}"
            if question.id in scope.known and question.id not in scope.earlier:
                # One that comes later: those that came before are found as being there twice.
                wrong = f"“{question.id}” is also a question outside."
                right = "Give each its own id, so that conditions can tell them apart."
                self._faults.add((*path, key, number, "id"), place, wrong, right)
            self.question((*path, key, number), place, question, inner)

    def _own_conditions(self, path: Path, around: str, question: Question, scope: _Scope) -> None:
        own: dict[str, Question] = {OWN_ANSWER: _one_answer(question)}
        for key, text in (
            ("comment_when", question.comment_when),
            ("warns_when", question.warns_when),
            ("offers_action_when", question.offers_action_when),
        ):
            known = ChainMap(own, scope.known)
            self._condition((*path, key), around, text, known, known)

    def _unknown(self, path: Path, around: str, name: str, known: set[str]) -> None:
        right = nearest(name, known) or "Write the id of a question as it stands in its “id”."
        self._faults.add(path, around, f"There is no question “{name[:60]}”.", right)

    def _pair(self, path: Path, around: str, question: Question) -> None:
        other = self.top.known.get(question.unseen_with)
        if other is None or other is question:
            self._unknown(path, around, question.unseen_with, set(self.top.known) - {question.id})
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

    def _limit(self, path: Path, around: str, question: DateQuestion, other: str, scope: _Scope) -> None:
        if not other or other == "today":
            return
        if other == question.id or not isinstance(scope.known.get(other), DateQuestion):
            dates = {key for key, q in scope.known.items() if isinstance(q, DateQuestion)} - {question.id}
            right = nearest(other, dates) or "Write today, or the id of another date question."
            self._faults.add(path, around, f"“{other[:60]}” is no other date question.", right)

    def _computed(self, path: Path, around: str, question: ComputedQuestion) -> None:
        known = {*FACTS, *(f"score.{score.id}" for score in self._form.scores)}
        if question.computes not in known:
            right = (
                nearest(question.computes, known) or "Write the name of a fact, or score. and a score's id."
            )
            self._faults.add(path, around, f"“{question.computes[:60]}” cannot be worked out.", right)

    def _table(self, path: Path, around: str, question: TableQuestion, scope: _Scope) -> None:
        self._initials(path, around, question.initialled_by)
        self._raises((*path, "raises"), around, question.raises, question.columns)
        counter = scope.known.get(question.counted_by)
        if not question.counted_by:
            return
        if counter is None:
            self._unknown((*path, "counted_by"), around, question.counted_by, set(scope.known))
        elif not isinstance(counter, NumberQuestion) or counter.decimals:
            wrong = f"“{counter.id}” is not answered with a whole number."
            self._faults.add((*path, "counted_by"), around, wrong, "Name a question of the type number.")

    def _initials(self, path: Path, around: str, role: Role | None) -> None:
        signing = {rule.role for rule in self._form.signers}
        if role is not None and role not in signing:
            right = f"Name one of those who sign: {', '.join(sorted(signing))}."
            self._faults.add((*path, "initialled_by"), around, f"The {role} does not sign this form.", right)

    def _raises(self, path: Path, around: str, raised: RowAction | None, inner: tuple[Question, ...]) -> None:
        """What a row's action is made of has to be asked in the row."""
        if raised is None:
            return
        texts = (TextQuestion, LongTextQuestion)
        for key, name, types in (
            ("what", raised.what, texts),
            ("by", raised.by, (DateQuestion,)),
            ("how_known", raised.how_known, texts),
            ("who", raised.who, texts),
        ):
            fits = [question.id for question in inner if isinstance(question, types)]
            if name and name not in fits:
                kind = "date" if types == (DateQuestion,) else "text"
                right = f"Write one of: {listed(fits)}." if fits else f"Add a {kind} question to the row."
                wrong = f"“{name[:60]}” is no {kind} question of the row."
                self._faults.add((*path, key), around, wrong, right)

    def _condition(
        self,
        path: Path,
        around: str,
        text: str,
        may_ask: Mapping[str, Question],
        later: Mapping[str, Question] | None = None,
    ) -> None:
        """What is shown may only rest on what was asked before: so it cannot run in a circle."""
        if not text:
            return
        condition = Condition.parse(text)
        known = self.top.known if later is None else later
        for name in sorted(condition.names() - set(FACTS)):
            if _asked(name, may_ask) is not None:
                continue
            if _asked(name, known) is not None:
                wrong = f"The condition asks for “{name}”, which comes later."
                self._faults.add(path, around, wrong, f"Put “{name}” before this.")
            else:
                right = nearest(name, {*known, *FACTS}) or "Write the id of a question, or a fact."
                wrong = f"The condition asks for “{name[:60]}”, which is not there."
                self._faults.add(path, around, wrong, right)
        for node in walk(condition.tree):
            if isinstance(node, Comparison):
                for wrong, right in cannot_hold(node, lambda name: _asked(name, may_ask)):
                    self._faults.add(path, around, wrong, right)

    def scores(self) -> None:
        """Each score has to be worked out of answers that there are, and that are numbers."""
        for number, score in enumerate(self._form.scores):
            path: Path = ("score", number)
            around = f"score {score.id}"
            if score.id in {other.id for other in self._form.scores[:number]}:
                self._faults.add((*path, "id"), around, f"“{score.id}” is there twice.", "Rename one.")
            for ref in score.of:
                self._scored((*path, "of"), around, score, ref)

    def _scored(self, path: Path, around: str, score: Score, ref: str) -> None:
        question = scored_question(self._form, ref)
        if question is None:
            self._unknown(path, around, ref, set(self.top.known))
            return
        if score.how is not How.COUNT and not is_number(question):
            right = 'Leave it out, or write how = "count".'
            self._faults.add(path, around, f"“{ref[:60]}” is not answered with a number.", right)
        if score.counts:
            own: dict[str, Question] = {OWN_ANSWER: _one_answer(question)}
            self._condition((*path[:-1], "counts"), around, score.counts, own, own)

    def steps(self) -> None:
        """The steps bar shows steps or sections, not some of each; a supervision has steps [SES-6]."""
        without = [number for number, s in enumerate(self._form.sections) if s.step is None]
        talk = self._form.makes == "supervision"
        if not without or (len(without) == len(self._form.sections) and not talk):
            return
        for number in without:
            around = f"section {self._form.sections[number].id}"
            wrong = "“step” is missing." if talk else "“step” is missing here, but other sections have one."
            self._faults.add(("section", number), around, wrong, 'Write it like: step = "agenda"')

    def needed_facts(self) -> None:
        """A supervision has to say when it was held and when the next one is."""
        if self._form.makes != "supervision":
            return
        for fact in _NEEDED:
            if fact not in self._facts:
                right = f'Add a date question with fact = "{fact}".'
                self._faults.add((), "", f"No question answers “{fact}”.", right)


def _asked(name: str, known: Mapping[str, Question]) -> Question | None:
    """Give the question of that id, or the row of a matrix that "<matrix>.<row>" names."""
    whole, dot, row = name.partition(".")
    question = known.get(whole)
    if not dot or question is None:
        return question
    if not isinstance(question, MatrixQuestion):
        return None
    return next((row_question(question, option) for option in question.rows if option.id == row), None)


def _one_answer(question: Question) -> Question:
    """What `answer` stands for: of a matrix, each row in turn."""
    if isinstance(question, MatrixQuestion) and question.rows:
        return row_question(question, question.rows[0])
    return question


def _type_words(types: tuple[type, ...]) -> str:
    words = {
        ComputedQuestion: "computed",
        DateQuestion: "date",
        TimeQuestion: "time",
        NumberQuestion: "number",
        DurationQuestion: "duration",
        TextQuestion: "text",
        PlaceQuestion: "place",
        ChoiceQuestion: "choice",
        YesNoQuestion: "yes-no",
    }
    return " or ".join(words[kind] for kind in types)
