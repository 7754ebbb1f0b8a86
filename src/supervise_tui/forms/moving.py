"""Moves a draft from the form it was started with to a newer one: what changes, and its answers after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.forms.answer_checks import check_answer
from supervise_tui.forms.blanks import inner_questions, is_empty
from supervise_tui.forms.definition import Form, Question, SignerRule
from supervise_tui.forms.intervals import is_said_day
from supervise_tui.problems import BadInput


class Change(StrEnum):
    """What kind of difference it is."""

    WHOLE = "whole"
    """Of the form itself: its title, who signs."""
    NEW = "new"
    GONE = "gone"
    WORDS = "words"
    NEEDED = "needed"
    INSIDE = "inside"
    """In the columns of a table or the questions of a group."""
    NO_FIT = "no-fit"
    """The answer given does not fit any more."""


@dataclass(frozen=True)
class Difference:
    """One difference between two versions of a form, as a sentence for the person who writes the draft."""

    change: Change
    question_id: str
    """Empty when it is of the whole form."""
    sentence: str


def compare(old: Form, new: Form, answers: Mapping[str, Json]) -> list[Difference]:
    """Give what changes for a draft with `answers` when it moves from `old` to `new`: first the form
    itself, then its questions in the order of the new form, then those that are gone.
    """
    before = {question.id: question for question in old.questions()}
    after = {question.id: question for question in new.questions()}
    found = [*_whole(old, new)]
    for question in new.questions():
        known = before.get(question.id)
        if known is None:
            found.append(_added(question, answers.get(question.id)))
        else:
            found += _changed(known, question, answers.get(question.id))
    for question in old.questions():
        if question.id not in after:
            kept = (
                "" if is_empty(answers.get(question.id)) else " What was written there stays in the record."
            )
            sentence = f"“{question.label}” is no longer asked.{kept}"
            found.append(Difference(Change.GONE, question.id, sentence))
    return found


def move(old: Form, new: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Give the answers for `new`: nothing is dropped.

    An answer whose question has changed is put in the new way where it fits; where it does not, it stays
    as it is and stands among the gaps. What `new` does not ask stays under its id. A question that is new
    gets its default.
    """
    moved: dict[str, Json] = dict(answers)
    for question in new.questions():
        known = old.question(question.id)
        if known == question:
            continue
        value = answers.get(question.id)
        if value is None:
            said = isinstance(question.default, str) and is_said_day(question.default)
            if known is None and question.default is not None and not said:
                moved[question.id] = question.default
            continue
        kept = _fitted(question, value)
        if kept is not None:
            moved[question.id] = kept
    return moved


def _fitted(question: Question, value: Json) -> Json:
    try:
        return check_answer(question, value)
    except BadInput:
        return None


def _whole(old: Form, new: Form) -> Iterator[Difference]:
    if old.title != new.title:
        yield Difference(Change.WHOLE, "", f"The form is now called “{new.title}”.")
    if old.signers != new.signers or old.signing_order != new.signing_order:
        yield Difference(Change.WHOLE, "", f"It is now signed by {_signers(new)}.")


def _signers(form: Form) -> str:
    *most, last = [_signer(rule) for rule in form.signers]
    names = f"{', '.join(most)} and {last}" if most else last
    return f"{names}, in this order" if form.signing_order else names


def _signer(rule: SignerRule) -> str:
    who = f"each {rule.role.value}" if rule.each_participant else f"the {rule.label or rule.role.value}"
    notes = [
        *(["if they wish"] if rule.optional else []),
        *(["who may decline"] if rule.may_decline else []),
    ]
    return f"{who} ({', '.join(notes)})" if notes else who


def _added(question: Question, value: Json) -> Difference:
    needed = " It needs an answer." if question.required is True and is_empty(value) else ""
    return Difference(Change.NEW, question.id, f"New: “{question.label}”.{needed}")


def _changed(old: Question, new: Question, value: Json) -> Iterator[Difference]:
    if old.label != new.label:
        yield Difference(Change.WORDS, new.id, f"“{old.label}” now reads “{new.label}”.")
    if new.required is True and old.required is not True and is_empty(value):
        yield Difference(Change.NEEDED, new.id, f"“{new.label}” now needs an answer.")
    yield from _inside(old, new)
    if is_empty(value):
        return
    try:
        check_answer(new, value)
    except BadInput as problem:
        sentence = (
            f"Your answer to “{new.label}” does not fit any more. {problem.sentence} It stays as it is."
        )
        yield Difference(Change.NO_FIT, new.id, sentence)


def _inside(old: Question, new: Question) -> Iterator[Difference]:
    before, after = inner_questions(old), inner_questions(new)
    for key, question in after.items():
        if before and key not in before:
            yield Difference(Change.INSIDE, new.id, f"New in “{new.label}”: “{question.label}”.")
    for key, question in before.items():
        if after and key not in after:
            sentence = (
                f"“{question.label}” in “{new.label}” is no longer asked; what was written there stays."
            )
            yield Difference(Change.INSIDE, new.id, sentence)
