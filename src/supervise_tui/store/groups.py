"""Save and fetch who was asked to a group supervision, and whose record is whose [SES-2]."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, delete, select

from supervise_tui.domain.group import Participant
from supervise_tui.store.tables import GroupMemberRow
from supervise_tui.store.work import Work


def keep(work: Work, talk: str, people: Sequence[Participant]) -> None:
    """Keep who was asked to a talk, in their order, in place of what was kept before."""
    work.session.exec(delete(GroupMemberRow).where(col(GroupMemberRow.talk) == talk))
    for place, person in enumerate(people):
        work.session.add(
            GroupMemberRow(talk=talk, worker=person.worker, place=place, record=person.record or None)
        )
    work.session.flush()


def members(work: Work, talk: str) -> list[Participant]:
    """Give who was asked to a talk, in their order; nobody when there is no such talk."""
    rows = work.session.exec(
        select(GroupMemberRow).where(GroupMemberRow.talk == talk).order_by(col(GroupMemberRow.place))
    )
    return [Participant(worker=row.worker, record=row.record or "") for row in rows]


def talk_of(work: Work, record_id: str) -> str:
    """Give the talk that a record is of; empty for a record of no group."""
    found = work.session.exec(select(GroupMemberRow.talk).where(GroupMemberRow.record == record_id)).first()
    return found or ""


def talks_of(work: Work, record_ids: Sequence[str]) -> dict[str, str]:
    """Give the talk of each of these records that is of a group."""
    rows = work.session.exec(
        select(GroupMemberRow.record, GroupMemberRow.talk).where(col(GroupMemberRow.record).in_(record_ids))
    )
    return {record: talk for record, talk in rows if record}
