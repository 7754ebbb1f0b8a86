"""Find words in all records of the cabinet, or of one worker's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.finding import Snippet, snippet, stands_in, words_looked_for
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.record import Record
from supervise_tui.domain.roles import Act
from supervise_tui.store import people, records, search
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import own_words
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.find_in_entries import entry_places
from supervise_tui.workflows.find_in_letters import letter_places

AT_ONCE = 50
"""Results given at once; who needs more types another word."""


@dataclass(frozen=True, kw_only=True)
class FoundWords:
    """One record in which the words stand, or a worker by that name."""

    worker: Worker
    record: Record | None
    """None: the name or the post is what was found, or an entry, or a letter."""
    asked: str
    """The question whose answer the snippet is from, in the form's words."""
    snippet: Snippet
    words: str
    """All of that answer."""
    entry: Entry | None = None
    """The entry of an improvement plan in which they stand, where it is none of a record."""
    letter: CaseLetter | None = None
    """The letter of an improvement plan in which they stand."""
    title: str = ""
    """What the entry or the letter is called."""
    on: date | None = None
    """The day of the entry or the letter."""

    @property
    def is_somebody(self) -> bool:
        """Whether the name or the post is what was found."""
        return self.record is None and self.entry is None and self.letter is None


@dataclass(frozen=True)
class Finding:
    """What a search gave, best first."""

    found: tuple[FoundWords, ...]
    more: bool = False
    """There is more than is given."""


def find_words(desk: Desk, typed: str, *, worker_id: str | None = None, width: int = 160) -> Finding:
    """Give where all the words that a person typed stand; with `worker_id`, in that file only.

    Signs mean nothing, case and accents do not count, the last word finds what begins with it. Words
    in a worker's name or post count for all their records. `width` is the length of the snippets in
    characters. While a supervision is handed over the caller passes its worker: nobody else's words
    may be found then. In files that are shut to who has the cabinet open only names are found [REC-5].
    """
    words = words_looked_for(typed)
    with desk.cabinet.reading() as work:
        everyone = people.by_file(work)
        said = {
            worker.id: stands_in(f"{worker.name} {worker.post}", words)
            for worker in everyone.values()
            if words and worker_id in (None, worker.id)
        }
        by_name = [
            _by_name(worker, words) for worker in everyone.values() if all(said.get(worker.id, [False]))
        ]
        named = [frozenset(worker for worker, there in said.items() if there[at]) for at in range(len(words))]
        places = _places(work, desk, words, worker_id, named)
        known = records.fetch_all(work, [place.record for place in places])
        if not desk.may(Act.WRITE_RECORDS):
            places = [place for place in places if not known[place.record].state.is_unfinished]
        found = [
            FoundWords(
                worker=everyone[place.worker],
                record=known[place.record],
                asked=_asked(work, desk, known[place.record], place.question),
                snippet=snippet(place.words, words, width),
                words=place.words,
            )
            for place in places[:AT_ONCE]
        ]
        unsigned = _in_plans(work, desk, words, worker_id, everyone, width)
        found += unsigned[:AT_ONCE]
    more = max(len(places), len(by_name), len(unsigned)) > AT_ONCE
    return Finding((*by_name[:AT_ONCE], *found), more)


def _places(
    work: Work, desk: Desk, words: tuple[str, ...], worker_id: str | None, named: list[frozenset[str]]
) -> list[search.Found]:
    """Where the words stand: for the owner anywhere, for others in the files that they have opened."""
    seen = desk.cabinet.files_open
    where = (worker_id,) if seen is None else sorted(seen if worker_id is None else seen & {worker_id})
    return [
        place
        for worker in where
        for place in search.find(work, words, worker=worker, named=named, limit=AT_ONCE + 1)
    ]


def _in_plans(
    work: Work,
    desk: Desk,
    words: tuple[str, ...],
    worker_id: str | None,
    everyone: Mapping[str, Worker],
    width: int,
) -> list[FoundWords]:
    """Give the entries and letters of improvement plans in which the words stand, the newest first."""
    limit = AT_ONCE + 1
    found = [
        FoundWords(
            worker=everyone[place.worker],
            record=None,
            asked=place.asked,
            snippet=snippet(place.words, words, width),
            words=place.words,
            entry=place.entry,
            title=place.title,
            on=place.entry.on,
        )
        for place in entry_places(work, desk, words, worker_id, limit)
    ]
    found += [
        FoundWords(
            worker=everyone[place.worker],
            record=None,
            asked="",
            snippet=snippet(place.words, words, width),
            words=place.words,
            letter=place.letter,
            title=place.title,
            on=place.on,
        )
        for place in letter_places(work, desk, words, worker_id, limit)
    ]
    return sorted(found, key=lambda one: one.on or date.min, reverse=True)


def _by_name(worker: Worker, words: tuple[str, ...]) -> FoundWords:
    text = f"{worker.name} · {worker.post}"
    return FoundWords(worker=worker, record=None, asked="", snippet=snippet(text, words), words=text)


def _asked(work: Work, desk: Desk, record: Record, question_id: str) -> str:
    question = desk.kept_form(work, record.form_digest).question(question_id)
    return question.label if question is not None else own_words.label(question_id)
