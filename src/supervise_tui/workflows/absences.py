"""Write down who is away, so that clocks stand still, and who stands in for a supervisor [CAD-10]."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from supervise_tui.canonical import canonical_bytes
from supervise_tui.domain.absences import Absence, AbsenceKind, checked_absence
from supervise_tui.domain.people import checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.problems import NotFound
from supervise_tui.store import absences, history, people
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk


def absences_of(desk: Desk, person: str | None = None) -> list[Absence]:
    """Give the absences of a worker or of the supervisor, by id, or of everyone; the latest first."""
    with desk.cabinet.reading() as work:
        found = absences.find(work, None if person is None else [person])
    return found[::-1]


def away(
    desk: Desk,
    person: str,
    kind: AbsenceKind,
    first_day: date,
    back_on: date | None = None,
    *,
    planned: bool = False,
) -> Absence:
    """Write down that a worker, or the supervisor, is away from a day on; BadInput if the days do not fit."""
    absence = Absence(
        id=secrets.token_hex(8),
        person=person,
        kind=kind,
        first_day=first_day,
        back_on=back_on,
        planned=planned,
    )
    with desk.cabinet.transaction(Act.PLAN) as work:
        _known(work, desk, person)
        return _keep(work, desk, absence)


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
