"""Find words in all records of the cabinet, or of one worker's file."""

from __future__ import annotations

from dataclasses import dataclass

from supervise_tui.domain.finding import Snippet, snippet, words_looked_for
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.store import people, records, search
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk

AT_ONCE = 50
"""Results given at once; who needs more types another word."""


@dataclass(frozen=True, kw_only=True)
class FoundWords:
    """One record in which the words stand, or a worker by that name."""

    worker: Worker
    record: Record | None
    """None: the name or the post is what was found."""
    asked: str
    """The question whose answer the snippet is from, in the form's words."""
    snippet: Snippet
    words: str
    """All of that answer."""


@dataclass(frozen=True)
class Finding:
    """What a search gave, best first."""

    found: tuple[FoundWords, ...]
    more: bool = False
    """There is more than is given."""


def find_words(desk: Desk, typed: str, *, worker_id: str | None = None, width: int = 160) -> Finding:
    """Give where all the words that a person typed stand; with `worker_id`, in that file only.

    Signs mean nothing, case and accents do not count, the last word finds what begins with it.
    `width` is the length of the snippets in characters. While a supervision is handed over the
    caller passes its worker: nobody else's words may be found then.
    """
    words = words_looked_for(typed)
    with desk.cabinet.reading() as work:
        places = search.find(work, words, worker=worker_id, limit=AT_ONCE + 1)
        found = [_told(work, desk, place, words, width) for place in places[:AT_ONCE]]
    return Finding(tuple(found), len(places) > AT_ONCE)


def _told(work: Work, desk: Desk, place: search.Found, words: tuple[str, ...], width: int) -> FoundWords:
    record = records.fetch(work, place.record) if place.record else None
    question = desk.kept_form(work, record.form_digest).question(place.question) if record else None
    return FoundWords(
        worker=people.worker(work, place.worker),
        record=record,
        asked=question.label if question is not None else "",
        snippet=snippet(place.words, words, width),
        words=place.words,
    )
