"""Find words in the small forms of improvement plans, which are no records: each entry is read through.

There are some hundreds of them at most, so they need no index of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supervise_tui.domain.finding import stands_in, words_of
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.procedure_words import form_of
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotFound
from supervise_tui.store import plan_cases
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import is_plans_desk


@dataclass(frozen=True, kw_only=True)
class EntryPlace:
    """An entry in which the words stand, with the answer that says most of them."""

    entry: Entry
    worker: str
    title: str
    """What its form is called."""
    asked: str
    words: str
    """All of that answer."""


def entry_places(
    work: Work, desk: Desk, words: tuple[str, ...], worker_id: str | None, limit: int
) -> list[EntryPlace]:
    """Give the entries in which all words stand, the newest first; none but at the desk over the drawer."""
    if not words or not is_plans_desk(desk):
        return []
    found = [
        place
        for case in plan_cases.cases(work, worker_id)
        if desk.sees_file(case.worker)
        for entry in plan_cases.entries(work, case.id)
        if not entry.record  # what stands on a record is found there
        for place in _place(desk, entry, case.worker, words)
    ]
    found.sort(key=lambda place: (place.entry.on, place.entry.number), reverse=True)
    return found[:limit]


def _place(desk: Desk, entry: Entry, worker: str, words: tuple[str, ...]) -> Iterator[EntryPlace]:
    form = _form(desk, entry.kind)
    best: tuple[int, str, str] = (0, "", "")
    there = [False] * len(words)
    for question_id, value in entry.answers.items():
        question = form.question(question_id) if form is not None else None
        text = words_of(question, value)
        stands = stands_in(text, words)
        there = [a or b for a, b in zip(there, stands, strict=True)]
        if sum(stands) > best[0]:
            best = sum(stands), question.label if question is not None else "", text
    if all(there):
        title = form.title if form is not None else entry.kind
        yield EntryPlace(entry=entry, worker=worker, title=title, asked=best[1], words=best[2])


def _form(desk: Desk, kind: str) -> Form | None:
    try:
        return desk.library.get(form_of(kind))
    except NotFound:  # of another version of the program: then all text counts
        return None
