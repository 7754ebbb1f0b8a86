"""A group supervision: what its records share, what is one participant's alone, when each may change.

One talk lands on several files, and each participant signs their own record [SES-2] [REC-12]. There is
one truth about what was said to all: it is the same text in every record, and it changes in all of them
at once, or not at all. So it can be changed only while every record is a draft. As soon as one of them
is ready to sign, its reader sees exactly what the others see; and once one is signed, nobody can be made
to sign another story of the same talk. What is one participant's own follows the life of their record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from supervise_tui.domain.record import State
from supervise_tui.forms.definition import FileKind, Form, Role, Section

SMALLEST_GROUP = 2
"""Workers; with one it is a talk between two [SES-1]."""
_BY_SOMEBODY = frozenset({State.PART_SIGNED, State.CLOSED, State.ON_PAPER})


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody who was asked to a group."""

    worker: str
    """The worker's id."""
    record: str
    """The id of their record; empty for who was not there."""

    @property
    def was_there(self) -> bool:
        """Whether they took part."""
        return bool(self.record)


def is_for_a_group(form: Form) -> bool:
    """Whether records on this form land on the file of each participant."""
    return form.kind_of_file is FileKind.PARTICIPANTS


def is_own(section: Section) -> bool:
    """Whether a section belongs to each participant alone: it is filled by the worker."""
    return section.filled_by is Role.WORKER


def own_part(form: Form) -> Form:
    """Give the form cut down to what belongs to one participant alone."""
    return replace(form, sections=tuple(section for section in form.sections if is_own(section)))


def shared_part(form: Form) -> Form:
    """Give the form cut down to what is the same for all."""
    return replace(form, sections=tuple(section for section in form.sections if not is_own(section)))


def is_shared(form: Form, question_id: str) -> bool:
    """Whether the answer to a question, or its comment or evidence, is the same in all records of a group."""
    section = form.section_of(question_id)
    return is_for_a_group(form) and section is not None and not is_own(section)


def why_shared_part_stays(states: Iterable[tuple[str, State]]) -> str:
    """Say in one sentence why the shared part cannot be changed now; empty when it can.

    `states`: the name of each participant, and where their record stands.
    """
    waiting = ""
    for name, state in states:
        if state in _BY_SOMEBODY:
            return f"{name}'s record is signed already, so what all share stays as it is."
        if state is State.OFFERED:
            waiting = waiting or f"{name}'s record is ready to sign, so what all share stays as it is."
    return waiting


def said_names(names: Sequence[str]) -> str:
    """Give "Ania, Kofi and Siân"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
