"""What the records of a group supervision share, the same in all of them [SES-2]; see domain/group.py."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from supervise_tui.domain.group import is_shared, why_shared_part_stays
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.definition import Form
from supervise_tui.store import groups, people, records
from supervise_tui.store.cabinet import Work


@dataclass(frozen=True)
class Shared:
    """The other records of the talk, and why what they share cannot be changed now."""

    copies: tuple[Record, ...] = ()
    refusal: str = ""


def shared_with(work: Work, record: Record, form: Form, changed: Collection[str]) -> Shared:
    """Give the records that have to change with this one; none where nothing shared is changed."""
    if not any(is_shared(form, question_id) for question_id in changed):
        return Shared()
    copies = copies_of(work, groups.talk_of(work, record.id))
    others = tuple(copy for copy in copies if copy.id != record.id)
    return Shared(others, why_it_stays(work, others))


def copies_of(work: Work, talk: str) -> list[Record]:
    """Give the records of a talk that are still there, in the order of its participants."""
    ids = [person.record for person in groups.members(work, talk) if person.was_there] if talk else []
    found = records.fetch_all(work, ids)
    there = (found[record_id] for record_id in ids if record_id in found)
    return [copy for copy in there if copy.state not in (State.DISCARDED, State.DESTROYED)]


def why_it_stays(work: Work, copies: Collection[Record]) -> str:
    """Say why what these records share cannot be changed now; empty when it can."""
    states = [(people.worker(work, copy.worker).name, copy.state) for copy in copies]
    return why_shared_part_stays(states)
