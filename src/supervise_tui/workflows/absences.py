"""Write down who is away, so that clocks stand still, and who stands in for a supervisor [CAD-10]."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from supervise_tui.canonical import canonical_bytes
from supervise_tui.domain.absence_clocks import cover_due
from supervise_tui.domain.absences import Absence, AbsenceKind, checked_absence
from supervise_tui.domain.cadence import Due
from supervise_tui.domain.people import checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.problems import NotFound
from supervise_tui.store import absences, history, people
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class AwayView:
    """The absences of one person, the latest first."""

    person: str
    name: str
    supervisor: bool
    """Whether it is the supervisor, whose cabinet this is."""
    absences: list[Absence]
    cover: Due | None
    """How the supervisor's absence stands against the rule on cover [CAD-10]; None for workers."""


def absences_of(desk: Desk, person: str | None = None) -> list[Absence]:
    """Give the absences of a worker or of the supervisor, by id, or of everyone; the latest first.

    NotOpened while that worker's file is shut; of everyone, only those whose file is open are given,
    and the supervisor's [REC-5].
    """
    if person is not None and person != desk.owner.id:
        desk.check_file(person)
    with desk.cabinet.reading() as work:
        found = absences.find(work, None if person is None else [person])
    seen = [one for one in found if one.person == desk.owner.id or desk.sees_file(one.person)]
    return seen[::-1]


def away_view(desk: Desk, person: str) -> AwayView:
    """Give the absences of a worker, or of the supervisor with how cover stands; NotFound, NotOpened."""
    found = absences_of(desk, person)
    if person == desk.owner.id:
        cover = cover_due(found, desk.today)
        return AwayView(person=person, name=desk.owner.name, supervisor=True, absences=found, cover=cover)
    with desk.cabinet.reading() as work:
        name = people.worker(work, person).name
    return AwayView(person=person, name=name, supervisor=False, absences=found, cover=None)


def lasting(found: Iterable[Absence], today: date) -> Absence | None:
    """Give the absence that lasts on that day, one without an end first; None while nobody is away."""
    now = [one for one in found if one.holds(today)]
    return min(now, key=lambda one: (one.back_on is not None, one.first_day), default=None)


def away(
    desk: Desk,
    person: str,
    kind: AbsenceKind,
    first_day: date,
    back_on: date | None = None,
    *,
    planned: bool = False,
    cover: str = "",
    cover_from: date | None = None,
) -> Absence:
    """Write down that a worker, or the supervisor, is away from a day on; BadInput if the days do not fit."""
    absence = Absence(
        id=secrets.token_hex(8),
        person=person,
        kind=kind,
        first_day=first_day,
        back_on=back_on,
        planned=planned,
        cover=cover,
        cover_from=cover_from,
    )
    with desk.cabinet.transaction(Act.PLAN) as work:
        _known(work, desk, person)
        return _keep(work, desk, absence)


def change(desk: Desk, absence: Absence) -> Absence:
    """Keep an absence as it is now: kind, days, who stands in; BadInput if the days do not fit, NotFound."""
    checked = absence
    if absence.cover or absence.cover_from is not None:
        name = checked_line(absence.cover, "Who stands in")
        checked = replace(absence, cover=name)
    with desk.cabinet.transaction(Act.PLAN) as work:
        there = absences.fetch(work, absence.id)
        if checked == there:
            return there
        return _keep(work, desk, replace(checked, person=there.person))


def note_sickness(work: Work, desk: Desk, person: str, since: date, back_on: date | None) -> Absence:
    """Write down that somebody is ill because a talk was cancelled for it, or the end of what is written.

    BadInput if the first day back does not fit.
    """
    theirs = [one for one in absences.find(work, [person]) if one.kind is AbsenceKind.SICKNESS]
    there = next((one for one in theirs if one.holds(since) or one.holds(desk.today)), None)
    if there is not None:
        if back_on is None or there.back_on == back_on:
            return there
        return _keep(work, desk, replace(there, back_on=back_on))
    return _keep(
        work,
        desk,
        Absence(
            id=secrets.token_hex(8),
            person=person,
            kind=AbsenceKind.SICKNESS,
            first_day=since,
            back_on=back_on,
        ),
    )


def came_back(desk: Desk, absence_id: str, back_on: date | None) -> Absence:
    """Write down the first day at work again; None takes it back."""
    with desk.cabinet.transaction(Act.PLAN) as work:
        return _keep(work, desk, replace(absences.fetch(work, absence_id), back_on=back_on))


def stand_in(desk: Desk, absence_id: str, who: str, since: date) -> Absence:
    """Write down who stands in for the supervisor, and since when: clocks run again from that day."""
    name = checked_line(who, "Who stands in")
    with desk.cabinet.transaction(Act.PLAN) as work:
        return _keep(work, desk, replace(absences.fetch(work, absence_id), cover=name, cover_from=since))


def take_back(desk: Desk, absence_id: str, reason: str) -> None:
    """Take away an absence that was written by mistake; the history keeps why."""
    why = checked_line(reason, "The reason")
    with desk.cabinet.transaction(Act.PLAN) as work:
        absence = absences.fetch(work, absence_id)
        absences.remove(work, absence_id)
        _note(work, desk, absence, "absence.removed", why)


def _known(work: Work, desk: Desk, person: str) -> None:
    if person != desk.owner.id:
        people.worker(work, person)


def _keep(work: Work, desk: Desk, absence: Absence) -> Absence:
    if absence.person != desk.owner.id:
        desk.check_file(absence.person)
    kept = checked_absence(absence)
    absences.save(work, kept)
    _note(work, desk, kept, "absence.kept")
    return kept


def _note(work: Work, desk: Desk, absence: Absence, what: str, reason: str = "") -> None:
    own = absence.person == desk.owner.id
    history.note(
        work,
        file="" if own else absence.person,
        who=desk.holder,
        what=what,
        subject=absence.person,
        after=canonical_bytes(
            {
                "kind": absence.kind.value,
                "first_day": absence.first_day.isoformat(),
                "back_on": absence.back_on.isoformat() if absence.back_on else None,
                "planned": absence.planned,
                "cover": absence.cover,
                "cover_from": absence.cover_from.isoformat() if absence.cover_from else None,
            }
        ),
        reason=reason,
        now=desk.now,
    )


def find_open(desk: Desk, person: str) -> Absence:
    """Give the absence whose end nobody knows yet, else the one that lasts today; NotFound if none."""
    theirs = absences_of(desk, person)
    lasting = [one for one in theirs if one.back_on is None or one.holds(desk.today)]
    if not lasting:
        raise NotFound("No absence is written down that lasts now.", "Write it down first.")
    return lasting[0]
