"""What a talk between supervisions brings onto the agenda of the next formal one [SES-1] [SES-8]."""

from __future__ import annotations

from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import AgendaItem, NewId, points_to_come_back_to
from supervise_tui.domain.kinds import FORMAL, RAISED, SUBJECTS
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.day_words import day_and_month
from supervise_tui.forms.definition import Role

COME_BACK_TO = {"carried_supervisor": Role.SUPERVISOR, "carried_worker": Role.WORKER}
"""Questions, by id, whose lines come onto the next agenda, and whose points they are [SES-8]."""


def raised_points(record: Record, answers: Mapping[str, Json], new_id: NewId) -> list[AgendaItem]:
    """Give what a record of any kind leaves for the next formal supervision.

    That is every line somebody wants to come back to; and of an informal talk, a spot check and a
    decision between supervisions the talk itself, as a point of both [SES-1].
    """
    points: list[AgendaItem] = []
    about = subject(answers)
    written = bool(about) or record.state is not State.DRAFT
    if record.makes in RAISED and record.held_on is not None and written:
        said = f"{record.title}, {day_and_month(record.held_on)}"
        points.append(
            AgendaItem(id=new_id(), text=f"{said}: {about}" if about else said, carried_from=record.id)
        )
    for question_id, side in COME_BACK_TO.items():
        points += points_to_come_back_to(answers.get(question_id), side, record.id, new_id)
    return points


def is_since(record: Record, before: Record | None) -> bool:
    """Whether a talk belongs to the time since the formal supervision `before` (None: there was none).

    One held on the same day counts, and one written down only later: it is left to whoever asks to see
    that nothing comes up twice.
    """
    if record.makes == FORMAL or record.held_on is None:
        return False
    if before is None or before.held_on is None:
        return True
    return record.held_on >= before.held_on or record.number > before.number


def subject(answers: Mapping[str, Json]) -> str:
    """Give in a few words what a record is about; empty where its form does not ask."""
    found = (answers.get(question_id) for question_id in SUBJECTS)
    return next((text for text in found if isinstance(text, str) and text), "")
