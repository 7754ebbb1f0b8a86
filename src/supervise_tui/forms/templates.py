"""A template: a form with its first answers, read from TOML, so that similar gaps get similar plans [PIP-20].

A template names the form that it begins and gives answers by the ids of its questions. Days are said from
the day on which it is begun: "today", "in 3 weeks". What a worker answers, what the program fills in and the
day of the talk stay open: a template says what is usual, never what somebody thinks.

An organisation keeps its own in a folder `templates` in its folder of own forms: one with the id of a
shipped template stands in its place, any other beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeGuard

from supervise_tui.canonical import Json, fingerprint
from supervise_tui.forms.answer_checks import check_answer
from supervise_tui.forms.blanks import inner_questions
from supervise_tui.forms.by_program import has_filled
from supervise_tui.forms.definition import (
    ComputedQuestion,
    DateQuestion,
    Form,
    GroupQuestion,
    Question,
    Role,
    TableQuestion,
)
from supervise_tui.forms.faults import Faults, Keys, nearest
from supervise_tui.forms.intervals import is_said_day, said_day
from supervise_tui.forms.reading import read_form
from supervise_tui.forms.toml_files import open_toml
from supervise_tui.forms.toml_places import Path as Place
from supervise_tui.problems import BadForm, BadInput, NotFound

TEMPLATES = "templates"
"""The folder that they lie in."""
BEGINS = "begins"
ROW = "row"
"""In a table with fixed rows: which of them this is."""
NEWEST_VERSION = 1_000_000
MOST_ROWS = 40
TEMPLATES_REMEMBERED = 64

_TEMPLATE_ID = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_BEGINS_SOMETHING = re.compile(rb"^\s*begins\s*=", re.MULTILINE)
_BEGINS_WHAT = re.compile(rb"^\s*begins\s*=\s*[\"']([^\"'\n]{0,60})[\"']", re.MULTILINE)

FormOf = Callable[[str], Form]
"""Gives the form in use by its id; NotFound."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """The first answers of a form."""

    id: str
    version: int
    title: str
    about: str
    """What it is for, in a sentence."""
    begins: str
    """The id of the form."""
    answers: Mapping[str, Json] = field(repr=False, hash=False)
    """By question; days as they are said, rows without ids."""
    digest: str


def is_template(path: Path, folder: Path) -> bool:
    """Whether a file somewhere in `folder` is a template: it stands in a folder of that name."""
    return TEMPLATES in path.relative_to(folder).parts[:-1]


def looks_like_one(source: bytes) -> bool:
    """Whether a file on its own, wherever it lies, means to be a template."""
    return bool(_BEGINS_SOMETHING.search(source))


def read_template(source: bytes, name: str, form_of: FormOf) -> Template:
    """Read the template in `source` against the form that it begins; BadForm holds every fault."""
    named = _BEGINS_WHAT.search(source)
    try:
        form = form_of(named[1].decode("utf-8", "replace")) if named else None
    except NotFound as problem:
        return _read(source, name, None, problem)
    return _read_known(source, name, form.source) if form is not None else _read(source, name, None)


@lru_cache(maxsize=TEMPLATES_REMEMBERED)
def _read_known(source: bytes, name: str, form: bytes) -> Template:
    """Read it once for each form: the library is read many times."""
    return _read(source, name, read_form(form, "the form"))


def _read(source: bytes, name: str, form: Form | None, none: NotFound | None = None) -> Template:
    try:
        file = open_toml(source, name)
        template = _read_top(file.top, source, form, none)
        file.faults.leave_out_lines(file.torn, after=file.unreadable)
        file.faults.raise_if_any()
    except BadForm as bad:
        raise BadForm(name, bad.faults, what="template") from None
    return template


def _read_top(keys: Keys, source: bytes, form: Form | None, none: NotFound | None) -> Template:
    template_id = keys.line("id", required=True, limit=60, example='"medication"')
    if template_id and not _TEMPLATE_ID.fullmatch(template_id):
        right = "Use small letters and dashes: hand-hygiene"
        keys.fault("id", f"“{template_id}” cannot be a template's id.", right)
    template = Template(
        id=template_id,
        version=keys.whole("version", 1, least=1, most=NEWEST_VERSION, required=True),
        title=keys.line("title", required=True, limit=60),
        about=keys.line("about", required=True, limit=300),
        begins=keys.line(BEGINS, required=True, limit=60, example='"improvement.plan"'),
        answers=_read_answers(keys, form, none),
        digest=fingerprint(source),
    )
    keys.done()
    return template


def _read_answers(keys: Keys, form: Form | None, none: NotFound | None) -> dict[str, Json]:
    given = keys.raw("answers")
    if not isinstance(given, dict) or not given:
        keys.fault("answers", "It gives no answers.", "Add a line [answers], and under it: gap = “...”")
        return {}
    if none is not None:
        keys.fault(BEGINS, none.sentence, none.cure)
    begins = keys.peek(BEGINS)
    if form is None or begins != form.id:
        if isinstance(begins, str) and none is None:
            right = 'Write it as a line of its own near the top: begins = "improvement.plan"'
            keys.fault(BEGINS, "It is not clear which form it begins.", right)
        return {}
    asked = {question.id: question for question in form.questions()}
    return _Reading(keys.faults).row(given, ("answers",), asked)


class _Reading:
    """Reads answers and rows of answers, and notes what does not fit."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def row(self, given: Mapping[str, object], path: Place, asked: Mapping[str, Question]) -> dict[str, Json]:
        """Give the answers of the form itself, or of one row."""
        found: dict[str, Json] = {}
        for key, value in given.items():
            question = asked.get(key)
            if question is None:
                right = nearest(key, asked) or f"It asks: {', '.join(asked)}."
                self._note(path, key, f"The form has no question “{key[:60]}” here.", right)
                continue
            why_not = _why_open(question)
            if why_not:
                self._note(path, key, why_not, "Take it out.")
                continue
            answer = self._answer(question, value, (*path, key))
            if answer is not None:
                found[key] = answer
        return found

    def _answer(self, question: Question, value: object, path: Place) -> Json:
        if isinstance(question, TableQuestion | GroupQuestion):
            return self._rows(question, value, path)
        if isinstance(question, DateQuestion):
            if isinstance(value, str) and is_said_day(value):
                return " ".join(value.casefold().split())
            right = 'Write it from the first day on: "today" or "in 3 weeks".'
            self._note(path[:-1], str(path[-1]), "This is no day that a template can say.", right)
            return None
        if not _is_plain(value):
            self._note(path[:-1], str(path[-1]), "This cannot be an answer.", "Write it in quotes.")
            return None
        try:
            return check_answer(question, value)
        except BadInput as problem:
            self._note(path[:-1], str(path[-1]), problem.sentence, problem.cure)
            return None

    def _rows(self, question: TableQuestion | GroupQuestion, value: object, path: Place) -> Json:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            way = ".".join(one for one in path if isinstance(one, str))
            right = f"Start each row with a line [[{way}]]"
            self._note(path[:-1], str(path[-1]), f"“{question.label}” is made of rows.", right)
            return None
        most = min(question.at_most or MOST_ROWS, MOST_ROWS)
        if len(value) > most:
            wrong = f"There are {len(value)} rows; {most} fit."
            self._note(path[:-1], str(path[-1]), wrong, "Take some out.")
        rows: list[Json] = []
        for number, one in enumerate(value[:most]):
            here = (*path, number)
            cells = {key: cell for key, cell in one.items() if key != ROW or not _fixed(question)}
            which = self._which(question, one, here, rows)
            rows.append(which | self.row(cells, here, inner_questions(question)))
        return rows

    def _which(
        self,
        question: TableQuestion | GroupQuestion,
        one: Mapping[str, object],
        path: Place,
        before: Sequence[Json],
    ) -> dict[str, Json]:
        """Which of the fixed rows it is; nothing where rows are free."""
        fixed = _fixed(question)
        if not fixed:
            return {}
        which = one.get(ROW)
        if not isinstance(which, str) or which not in fixed:
            right = f"Write one of: {', '.join(fixed)}."
            said = f"“{which}” is none of its rows." if isinstance(which, str) else f"“{ROW}” is missing."
            self._note(path, ROW, said, right)
            return {}
        if any(isinstance(other, dict) and other.get("id") == which for other in before):
            self._note(path, ROW, f"The row “{which}” is there twice.", "Take one out.")
        return {"id": which}

    def _note(self, path: Place, key: str, wrong: str, right: str) -> None:
        self._faults.add((*path, key), "", wrong, right)


def _fixed(question: TableQuestion | GroupQuestion) -> tuple[str, ...]:
    return tuple(row.id for row in question.rows) if isinstance(question, TableQuestion) else ()


def _is_plain(value: object) -> TypeGuard[Json]:
    """Whether it is text, a number, yes or no, or a list or a table of such: no day or time of TOML's own."""
    if isinstance(value, list):
        return all(_is_plain(one) for one in value)
    if isinstance(value, dict):
        return all(_is_plain(one) for one in value.values())
    return isinstance(value, str | int | float | bool)


def _why_open(question: Question) -> str:
    """Why a template must leave a question open; "" when it may answer it."""
    if question.answered_by is Role.WORKER:
        return f"“{question.label}” is the worker's to answer."
    if question.fact is not None:
        return f"“{question.label}” is about the day itself."
    if isinstance(question, ComputedQuestion) or has_filled(question):
        return f"“{question.label}” is filled in by the program."
    return ""


def first_answers_of(
    template: Template, form: Form, first_day: date, new_id: Callable[[], str]
) -> dict[str, Json]:
    """Give the answers with which that form begins: days counted from `first_day`, rows with ids.

    A question or a choice that an organisation's own form does not have is left out.
    """
    asked = {question.id: question for question in form.questions()}
    return _begun(template.answers, asked, first_day, new_id)


def _begun(
    given: Mapping[str, Json], asked: Mapping[str, Question], first_day: date, new_id: Callable[[], str]
) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, value in given.items():
        question = asked.get(key)
        if question is None:
            continue
        if isinstance(question, TableQuestion | GroupQuestion) and isinstance(value, list):
            inner = inner_questions(question)
            rows = [one for one in value if isinstance(one, dict)]
            found[key] = [
                {"id": one.get("id") or new_id(), **_begun(one, inner, first_day, new_id)} for one in rows
            ]
        elif isinstance(question, DateQuestion) and isinstance(value, str) and is_said_day(value):
            found[key] = said_day(value, first_day).isoformat()
        else:
            try:
                found[key] = check_answer(question, value)
            except BadInput:
                continue  # the organisation's form asks it in another way: it stays open
    return found
