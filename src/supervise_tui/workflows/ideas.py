"""The ideas that may be shared, and taking one back: by the worker's signed word alone [ORG-8]."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from supervise_tui.canonical import Json
from supervise_tui.documents.hung_page import HungPage, hung_page
from supervise_tui.domain.ideas import ABOUT, SHARED, TAKEN_BACK, WHICH, SharedIdea, can_be_taken_back, shared
from supervise_tui.domain.record import Record
from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import NotAllowed
from supervise_tui.store import people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import write_new

HOW_FAR = {
    "team": "in the team",
    "home": "in the home",
    "organisation": "in the organisation",
    "outside": "outside",
}
"""How far an idea may be shared, by the ids of the form's options."""


def shared_ideas(desk: Desk) -> list[SharedIdea]:
    """Give the ideas whose worker's consent stands, the newest first."""
    with desk.cabinet.reading() as work:
        found = [*records.find(work, makes=SHARED), *records.find(work, makes=TAKEN_BACK)]
        answers = {one.id: records.answers(work, one.id) for one in found}
        names = {file: worker.name for file, worker in people.by_file(work).items()}
    return shared(found, answers, names)


def save_ideas(desk: Desk, folder: Path, where: str) -> Path:
    """Put the ideas that may be shared that far on a page in `folder`; NotAllowed when there are none."""
    desk.check(Act.EXPORT)
    allowed = [one for one in shared_ideas(desk) if where in one.where]
    if not allowed:
        raise NotAllowed(f"No idea may be shared {HOW_FAR[where]}.", "Choose a nearer place.")
    lines = tuple((f"{one.about}, {one.by}" if one.by else one.about, one.idea) for one in allowed)
    page = HungPage(
        home=desk.organisation.name,
        title="Ideas from our work",
        words=f"To be shared {HOW_FAR[where]}, as their authors have signed.",
        lines=lines,
        foot=f"As it stood on {long_date(desk.today)}: authors can take an idea back",
    )
    return write_new(folder, f"ideas-{desk.today.isoformat()}.pdf", hung_page(page))


def latest_idea(work: Work, _desk: Desk, worker_id: str) -> dict[str, Json]:
    """Give the idea that was shared last, for the record that takes it back: its number, and its title."""
    numbers = _numbers(work, worker_id)
    if not numbers:
        return {}
    title = records.answers(work, records.fetch(work, numbers[0]).id).get(ABOUT)
    return {WHICH: numbers[0], ABOUT: title} if title else {WHICH: numbers[0]}


def check_taken_back(work: Work, record: Record, answers: Mapping[str, Json]) -> None:
    """NotAllowed unless the number is that of an idea on this file that is shared still."""
    if record.makes != TAKEN_BACK:
        return
    numbers = _numbers(work, record.worker)
    if answers.get(WHICH) not in numbers:
        there = ", ".join(map(str, numbers))
        raise NotAllowed(
            "That is not the number of an idea that is shared.",
            f"On this file there is: {there}." if there else "On this file none is shared.",
        )


def _numbers(work: Work, worker_id: str) -> list[int]:
    found = [one for one in records.find(work, worker=worker_id) if one.makes in (SHARED, TAKEN_BACK)]
    return can_be_taken_back(found, {one.id: records.answers(work, one.id) for one in found})
