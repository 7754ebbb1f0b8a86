"""Records for the next line manager: why, what was done about each, by whom and when [REC-2]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from supervise_tui.domain.flags import Dealt, why_flagged
from supervise_tui.domain.people import Worker, checked_line
from supervise_tui.domain.record import Circumstances, Event, Record, next_state
from supervise_tui.domain.roles import Act
from supervise_tui.forms import answers as answering
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import LongTextQuestion
from supervise_tui.problems import BadInput
from supervise_tui.store import flags, history, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.surroundings import agreement_standing

MANAGER = "next_line_manager"
"""The question of the agreement, by id, that names the supervisor's own manager [AGR-6]."""


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One record that the next line manager should look at."""

    record: Record
    worker: Worker
    why: str
    dealt: Dealt | None


def flag_list(desk: Desk) -> list[Flag]:
    """Give all of them: those to deal with first, the newest first."""
    with desk.cabinet.reading() as work:
        found = [flag if desk.sees_file(flag.worker.id) else _shut(flag) for flag in in_cabinet(work)]
    return sorted(found, key=lambda flag: (flag.dealt is not None, -flag.record.number))


def _shut(flag: Flag) -> Flag:
    """What was done about it is for who has opened the file [REC-5]."""
    return flag if flag.dealt is None else replace(flag, dealt=replace(flag.dealt, what=""))


def in_cabinet(work: Work, files: Mapping[str, Worker] | None = None) -> list[Flag]:
    """Give the flag of every record that is closed; one that is not may still change.

    `files`: who each file is of, where that is at hand already.
    """
    flagged = [record for record in flags.flagged(work) if record.state.is_signed]
    dealt = flags.dealt(work, [record.id for record in flagged])
    workers = people.by_file(work) if files is None else files
    return [
        Flag(
            record=record,
            worker=workers[record.worker],
            why=why_flagged(record.flagged),
            dealt=dealt.get(record.id),
        )
        for record in flagged
    ]


def likely_manager(desk: Desk, record_id: str) -> str:
    """Give whom the agreement names as the next line manager; empty if nobody is known."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        known = agreement_standing(work, desk, record.worker).agreement
        named = records.answers(work, known.record).get(MANAGER) if known is not None else None
    return named if isinstance(named, str) else ""


def deal_with(desk: Desk, record_id: str, *, by: str, on: date, what: str) -> Dealt:
    """Keep that a flag was dealt with; it stays to be seen, and the history keeps what was done.

    BadInput for a name that is empty or a day to come; NotAllowed while the record is not closed.
    """
    name = checked_line(by, "The name of who dealt with it")
    if on > desk.today:
        raise BadInput("That day is still to come.", "Type the day on which it was dealt with.")
    words = answering.check_answer(LongTextQuestion(id="what", label="What was done"), what)
    with desk.cabinet.transaction(Act.SETTLE_FLAGS) as work:
        record = records.fetch(work, record_id)
        done = words if isinstance(words, str) else ""
        facts = Circumstances(flagged=bool(record.flagged), reason=done)
        next_state(record.state, Event.DEAL_WITH_FLAG, facts)
        if record.held_on is not None and on < record.held_on:
            raise BadInput("That is before the talk itself.", "Look at the day again.")
        dealt = Dealt(by=name, on=on, what=done)
        flags.keep_dealt(work, record_id, dealt)
        history.note(
            work,
            file=record.worker,
            who=desk.holder,
            what="record.flag-dealt-with",
            subject=record_id,
            after=b"",
            reason=f"{name}, {long_date(on)}: {done}",
            now=desk.now,
        )
    return dealt
