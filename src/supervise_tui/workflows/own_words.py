"""One person's own words at sign-off: kept while they are being written, found once they stand there."""

from __future__ import annotations

from datetime import datetime

from supervise_tui.canonical import Json
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Role
from supervise_tui.store import records, search_index
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk

BEING_WRITTEN = "being_written"
"""Among the notes of sign-off: what is typed and not put into the record yet, by what it is for."""
UNLOCK = "unlock"
_DISAGREEMENT, _DECLINED = "~disagreement~", "~declined~"
_LABELS = {_DISAGREEMENT: "Disagreement of the", _DECLINED: "Why not signed, by the"}


def disagreement_of(role: Role) -> str:
    """Give the name under which a disagreement is kept while it is written."""
    return f"disagreement-{role.value}"


def decline_of(role: Role) -> str:
    """Give the name under which a reason for not signing is kept while it is written."""
    return f"decline-{role.value}"


def keep(desk: Desk, record_id: str, name: str, text: str) -> datetime:
    """Keep what is typed so far; empty text takes it away. Gives the time it was kept."""
    now = desk.now()
    with desk.cabinet.transaction() as work:
        notes = records.sign_off_notes(work, record_id)
        records.put_sign_off_notes(work, record_id, _with(notes, name, text))
    return now


def kept(desk: Desk, record_id: str, name: str) -> str:
    """Give what was typed and not put into the record; empty if nothing was."""
    with desk.cabinet.reading() as work:
        typed = records.sign_off_notes(work, record_id).get(BEING_WRITTEN)
    words = typed.get(name) if isinstance(typed, dict) else None
    return words if isinstance(words, str) else ""


def done(work: Work, record_id: str, name: str) -> None:
    """Forget what was typed: it stands in the record now, or in the history."""
    notes = records.sign_off_notes(work, record_id)
    if BEING_WRITTEN in notes:
        records.put_sign_off_notes(work, record_id, _with(notes, name, ""))


def make_findable(work: Work, record: str, worker: str, content: Content) -> None:
    """Let search find what stands in the content beside its answers, and nothing that stood there before."""
    said = {f"{_DISAGREEMENT}{voice.role.value}": voice.text for voice in content.disagreements}
    said |= {f"{_DECLINED}{voice.role.value}": voice.text for voice in content.declined}
    search_index.keep_said(work, worker, record, said)


def label(question_id: str) -> str:
    """Give in words what was found there; empty if it is no such text."""
    for start, words in _LABELS.items():
        if question_id.startswith(start):
            return f"{words} {question_id.removeprefix(start)}"
    return ""


def _with(notes: dict[str, Json], name: str, text: str) -> dict[str, Json]:
    typed = notes.get(BEING_WRITTEN)
    left: dict[str, Json] = dict(typed) if isinstance(typed, dict) else {}
    left.pop(name, None)
    if text:
        left[name] = text
    rest = {key: value for key, value in notes.items() if key != BEING_WRITTEN}
    return {**rest, BEING_WRITTEN: left} if left else rest
