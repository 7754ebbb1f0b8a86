"""Every clock of every worker, read from what the cabinet knows; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from supervise_tui.domain.absences import Absence
from supervise_tui.domain.agreement import Standing
from supervise_tui.domain.cases import CASE_REFERENCE
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import Reading, readings
from supervise_tui.domain.delegated import CHECK_ON, STANDS, TASK
from supervise_tui.domain.first_months import DECISION
from supervise_tui.domain.induction import InductionTask
from supervise_tui.domain.kinds import DELEGATED, PROBATION_REVIEW
from supervise_tui.domain.learning import Learning
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.six_cs import Quarter
from supervise_tui.domain.six_cs_sheet import Sheet, ratings_of
from supervise_tui.domain.whose_file import NO_WORKERS
from supervise_tui.store import absences, history, induction, learning, papers, people, records, six_cs
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.informal_contact import minutes_by_worker
from supervise_tui.workflows.plan_supervision import cancelled_for_sickness
from supervise_tui.workflows.policies import current, soon_days
from supervise_tui.workflows.surroundings import agreement_standing, standings

_READ_BY_CLOCKS = (PROBATION_REVIEW, DELEGATED)
"""Kinds of record of which a clock has to know what was said."""
_ANSWERS_OF_CLOCKS = (DECISION, TASK, CASE_REFERENCE, CHECK_ON, STANDS)


@dataclass(frozen=True, kw_only=True)
class WorkerClocks:
    """A worker and every clock that runs for them, or does not."""

    worker: Worker
    readings: list[Reading]


def clocks(desk: Desk, on: date | None = None) -> list[WorkerClocks]:
    """Read every clock of every worker, as it stands today or on that day, by name; then of the other files.

    The home's file and the supervisor's own stand in the place of a worker (whose_file.py).
    """
    with desk.cabinet.reading() as work:
        everyone = [*people.workers(work), *(people.worker(work, file) for file in NO_WORKERS)]
        known = with_everything(work, desk, gather(work, desk, everyone, on))
    return [WorkerClocks(worker=worker, readings=readings(known[worker.id])) for worker in everyone]


def clocks_of(desk: Desk, file: str, on: date | None = None) -> list[Reading]:
    """Read every clock of one file, of a worker or of no worker, today or on that day; NotOpened if shut."""
    desk.check_file(file)
    with desk.cabinet.reading() as work:
        one = people.worker(work, file)
        known = with_everything(work, desk, gather(work, desk, [one], on))
    return readings(known[file])


def gather(work: Work, desk: Desk, workers: Sequence[Worker], on: date | None = None) -> dict[str, Facts]:
    """Gather what the clock of the supervision itself is read from, by worker: a few queries for all."""
    day = on or desk.today
    policy, soon = current(work, desk), soon_days(work)
    agreed = _agreements(work, desk, workers, day)
    away = _by_person(_as_told(desk, one) for one in absences.find(work))
    theirs = _by_worker(work, workers)
    return {
        worker.id: Facts(
            worker=worker,
            today=day,
            nation=desk.organisation.nation,
            policy=policy,
            agreement=agreed[worker.id],
            records=tuple(theirs.get(worker.id, ())),
            absences=tuple(away.get(worker.id, ())),
            supervisor_absences=tuple(away.get(desk.owner.id, ())),
            soon_days=soon,
        )
        for worker in workers
    }


def looked_back(work: Work, known: dict[str, Facts]) -> dict[str, Facts]:
    """Add when each file was opened: whoever looks back can say nothing of the time before."""
    opened = history.opened_at(work, _only(known))
    return {
        worker: replace(facts, known_since=datetime.fromisoformat(opened[worker]).date())
        if worker in opened
        else facts
        for worker, facts in known.items()
    }


def _only(known: dict[str, Facts]) -> str | None:
    """Give the one file that is asked about, so that no query reads the whole cabinet for it."""
    return next(iter(known)) if len(known) == 1 else None


def with_everything(work: Work, desk: Desk, known: dict[str, Facts]) -> dict[str, Facts]:
    """Add what the other clocks are read from: it takes reading in every informal record of the month."""
    if not known:
        return known
    some, only = next(iter(known.values())), _only(known)
    minutes = minutes_by_worker(work, desk, some.policy, some.today, only)
    tasks: dict[str, list[InductionTask]] = {}
    for task in induction.find(work, only):
        tasks.setdefault(task.worker, []).append(task)
    learned: dict[str, list[Learning]] = {}
    for one in learning.mandatory(work):
        learned.setdefault(one.worker, []).append(one)
    since = Quarter.of(some.today).before.first_day
    rated: dict[str, list[Sheet]] = {}
    for sheet in six_cs.find(work, only, since=since):
        rated.setdefault(sheet.worker, []).append(sheet)
    said = records.answers_of_kinds(work, _READ_BY_CLOCKS, _ANSWERS_OF_CLOCKS, only)
    off_sick = cancelled_for_sickness(work, only)
    drafts = [one.id for facts in known.values() for one in facts.records if one.state is State.DRAFT]
    by_hand = frozenset(papers.on_paper(work, drafts))
    return {
        worker: replace(
            facts,
            off_sick=off_sick,
            signed_by_hand=by_hand,
            said={one.id: said[one.id] for one in facts.records if one.id in said},
            informal_minutes=minutes.get(worker, 0),
            tasks=tuple(tasks.get(worker, ())),
            learning=tuple(learned.get(worker, ())),
            ratings=tuple(ratings_of(rated.get(worker, ()))),
            told=desk.sees_file(worker),
        )
        for worker, facts in known.items()
    }


def _as_told(desk: Desk, absence: Absence) -> Absence:
    """Why somebody is away is a word out of their file: who has not opened it sees only that they are."""
    seen = absence.person == desk.owner.id or desk.sees_file(absence.person)
    return absence if seen else replace(absence, told=False)


def _agreements(work: Work, desk: Desk, workers: Sequence[Worker], day: date) -> dict[str, Standing]:
    if len(workers) == 1:
        return {workers[0].id: agreement_standing(work, desk, workers[0].id, day)}
    return standings(work, desk, workers, day)


def _by_worker(work: Work, workers: Sequence[Worker]) -> dict[str, list[Record]]:
    """One worker's records alone, or those of all in one go."""
    found = records.find(work, worker=workers[0].id) if len(workers) == 1 else records.find(work)
    by_worker: dict[str, list[Record]] = {}
    for record in found:
        by_worker.setdefault(record.worker, []).append(record)
    return by_worker


def _by_person(found: Iterable[Absence]) -> dict[str, list[Absence]]:
    by_person: dict[str, list[Absence]] = {}
    for absence in found:
        by_person.setdefault(absence.person, []).append(absence)
    return by_person
