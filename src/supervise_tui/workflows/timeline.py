"""A worker's file as one line of time: every record, who signed it, what it set going and what it settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from supervise_tui.domain.absences import Absence
from supervise_tui.domain.action_life import Outcome
from supervise_tui.domain.clocks import Reading
from supervise_tui.domain.flags import Dealt
from supervise_tui.domain.induction import InductionTask
from supervise_tui.domain.kinds import SUBJECTS
from supervise_tui.domain.learning import attention_words
from supervise_tui.domain.raised import subject
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.six_cs import Suggestion
from supervise_tui.forms.definition import Role
from supervise_tui.store import (
    absences,
    action_points,
    addenda,
    flags,
    induction,
    learning,
    records,
    signing,
    six_cs,
)
from supervise_tui.store.action_points import Thread
from supervise_tui.workflows import file_openings
from supervise_tui.workflows.absences import lasting
from supervise_tui.workflows.clocks import clocks_of
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.file_openings import Opened
from supervise_tui.workflows.six_cs import suggested_by
from supervise_tui.workflows.workers import WorkerFile, worker_file

_ROWS_OF_THEIR_OWN = frozenset(
    {
        "supervision",
        "rebooking",
        "signature",
        "agreement",
        "line-of-sight",
        "training",
        "feedback",
        "informal",
    }
)
"""Clocks that the file tells of in other words anyway; informal contact is for the month, on home."""
_GONE = (State.DISCARDED, State.CANCELLED, State.DESTROYED)


@dataclass(frozen=True, kw_only=True)
class SignedBy:
    """One signature that counts."""

    role: Role
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TimelineLine:
    """One record of the file."""

    record: Record
    signed: tuple[SignedBy, ...]
    """In the order in which they were given."""
    agreed: int
    """Action points agreed in it."""
    still_to_do: int
    """Those of them that are not done or dropped yet."""
    settled: int
    """Earlier actions that were found done, or dropped, in this talk."""
    hangs_on: str = ""
    """The id of the record that it is an addendum to: it stands right behind it [REC-3]."""
    dealt: Dealt | None = None
    """What was done about its flag."""
    about: str = ""
    """What it was about in a few words, where its form asks."""

    @property
    def day(self) -> date | None:
        """The day it is about, as far as it is known."""
        return self.record.held_on


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A whole file."""

    file: WorkerFile
    lines: tuple[TimelineLine, ...]
    """Newest first; those without a day yet stand first."""
    gone: int
    """Records that were discarded, cancelled or destroyed: the history tells of them."""
    to_do: int
    """Actions still to do."""
    looks: tuple[Opened, ...]
    """Who else has opened this file, the latest first [REC-5]."""
    late: int
    """Those of them whose day is past."""
    away: Absence | None
    """The worker's absence that lasts today, else the next one to come [CAD-9]."""
    tasks: tuple[InductionTask, ...]
    """Of the induction, by name [CAD-8]."""
    pressing: tuple[Reading, ...]
    """Every other clock of theirs that is due or overdue, the worst first."""
    feedback: Suggestion | None
    """What feedback on the six Cs suggests, if anything [DEV-7]."""
    training: str
    """What wants attention among training and portfolio, in words; empty when nothing does [DEV-10]."""


def timeline(desk: Desk, worker_id: str) -> Timeline:
    """Open a worker's file as a timeline; NotFound when there is none."""
    with desk.cabinet.reading() as work:
        file = worker_file(desk, worker_id)
        signed = signing.signed_in_file(work, worker_id)
        threads = action_points.of_worker(work, worker_id)
        said = records.answers_in_file(work, worker_id, SUBJECTS)
        hanging = addenda.in_file(work, worker_id)
        dealt = flags.dealt(work, [record.id for record in file.records if record.flagged])
        away = absences.find(work, [worker_id])
        tasks = induction.find(work, worker_id)
        learned = learning.find(work, worker_id)
        feedback = suggested_by(work, desk, worker_id, six_cs.find(work, worker_id))
    live = [thread.action for thread in threads if thread.action.state.is_live]
    held = [record for record in file.records if record.state is not State.PLANNED]
    here = [record for record in held if record.state not in _GONE]
    here.sort(key=lambda record: (record.held_on or date.max, record.number), reverse=True)
    here = _with_addenda_behind(here, hanging)
    agreed, to_do, settled = _counts(threads)
    return Timeline(
        file=file,
        lines=tuple(
            TimelineLine(
                record=record,
                signed=tuple(
                    SignedBy(role=Role(role), at=datetime.fromisoformat(at))
                    for role, at in signed.get(record.id, ())
                ),
                agreed=agreed.get(record.id, 0),
                still_to_do=to_do.get(record.id, 0),
                settled=settled.get(record.id, 0),
                about=subject(said.get(record.id, {})),
                hangs_on=hanging.get(record.id, ""),
                dealt=dealt.get(record.id),
            )
            for record in here
        ),
        gone=len(held) - len(here),
        looks=tuple(file_openings.openings(desk, worker_id)),
        to_do=len(live),
        late=sum(action.days_late(desk.today) > 0 for action in live),
        away=lasting(away, desk.today) or next((one for one in away if one.first_day > desk.today), None),
        tasks=tuple(tasks),
        pressing=tuple(_pressing(clocks_of(desk, worker_id))),
        feedback=feedback,
        training=attention_words(learned, desk.today),
    )


def _pressing(read: list[Reading]) -> list[Reading]:
    found = [
        one
        for one in read
        if one.due.state in ("overdue", "due-soon")
        and one.clock.id not in _ROWS_OF_THEIR_OWN
        and not one.clock.for_all
    ]
    return sorted(found, key=lambda one: (one.due.state != "overdue", one.due.days))


def _with_addenda_behind(found: list[Record], hanging: Mapping[str, str]) -> list[Record]:
    """Put each addendum behind the record it belongs to, the oldest first."""
    there = {record.id for record in found}
    behind: dict[str, list[Record]] = {}
    for record in reversed(found):
        if hanging.get(record.id) in there:
            behind.setdefault(hanging[record.id], []).append(record)
    return [
        one
        for record in found
        if hanging.get(record.id) not in there
        for one in (record, *behind.get(record.id, ()))
    ]


def _counts(threads: list[Thread]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Give by record: how many actions it agreed, how many of these are left, how many it settled."""
    agreed: dict[str, int] = {}
    to_do: dict[str, int] = {}
    settled: dict[str, int] = {}
    for thread in threads:
        raised = thread.action.record
        agreed[raised] = agreed.get(raised, 0) + 1
        to_do[raised] = to_do.get(raised, 0) + thread.action.state.is_live
        for review in thread.reviews:
            if review.outcome in (Outcome.DONE, Outcome.DROPPED):
                settled[review.record] = settled.get(review.record, 0) + 1
    return agreed, to_do, settled
