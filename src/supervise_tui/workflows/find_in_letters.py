"""Find words in the letters of improvement plans, which are no records: each letter is read through.

There are some dozens of them at most, so they need no index of their own; nothing of them leaves the drawer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain.finding import stands_in, words_of
from supervise_tui.domain.letters import LETTER_FORM, SUBJECT, TEXT
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import day_of
from supervise_tui.forms.letter_template import HEADING
from supervise_tui.store import plan_cases, plan_letters
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.letters import ANSWERS, sheet_of, which_of
from supervise_tui.workflows.plans_desk import is_plans_desk

BESIDE: Final = ("address", "from_address", "contact")
"""Answers that stand on the paper beside its text."""


@dataclass(frozen=True, kw_only=True)
class LetterPlace:
    """A letter in which the words stand, with the part of it that says most of them."""

    letter: CaseLetter
    worker: str
    title: str
    """Which letter it is."""
    words: str
    """All of that part: the text, the subject, an address."""

    @property
    def on(self) -> date | None:
        """The day on which it was signed, or last written in."""
        return day_of((self.letter.made_at or self.letter.saved_at)[:10])


def letter_places(
    work: Work, desk: Desk, words: tuple[str, ...], worker_id: str | None, limit: int
) -> list[LetterPlace]:
    """Give the letters in which all words stand, the newest first; none but at the desk over the drawer.

    Drafts are found by who may write alone, as drafts of records are.
    """
    if not words or not is_plans_desk(desk):
        return []
    writes = desk.may(Act.WRITE_RECORDS)
    found = [
        place
        for case in plan_cases.cases(work, worker_id)
        if desk.sees_file(case.worker)
        for letter in plan_letters.letters(work, case.id)
        if letter.is_final or writes
        for place in _place(work, desk, letter, case.worker, words)
    ]
    found.sort(key=lambda place: place.letter.made_at or place.letter.saved_at, reverse=True)
    return found[:limit]


def _place(
    work: Work, desk: Desk, letter: CaseLetter, worker: str, words: tuple[str, ...]
) -> Iterator[LetterPlace]:
    title = desk.library.letter(which_of(letter)).title
    parts = _parts(work, desk, letter)
    stands = [stands_in(part, words) for part in parts]
    if all(any(there) for there in zip(stands_in(title, words), *stands, strict=True)):
        most = max(range(len(parts)), key=lambda at: sum(stands[at]))
        yield LetterPlace(letter=letter, worker=worker, title=title, words=parts[most])


def _parts(work: Work, desk: Desk, letter: CaseLetter) -> list[str]:
    """Give text and subject, of a draft as its template words them now, and what stands beside them."""
    said = letter.content.get(ANSWERS)
    answers: dict[str, Json] = said if isinstance(said, dict) else {}
    subject, text = str(answers.get(SUBJECT, "")), str(answers.get(TEXT, ""))
    if not letter.is_final:
        sheet = sheet_of(work, desk, letter)
        subject, text = sheet.subject, sheet.text
    text = "\n".join(line.removeprefix(HEADING) for line in text.split("\n"))
    form = desk.library.get(LETTER_FORM)
    beside = (words_of(form.question(key), answers[key]) for key in BESIDE if key in answers)
    return [text, subject, *beside]
