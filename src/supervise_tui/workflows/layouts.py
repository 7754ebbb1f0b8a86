"""Which layout a supervision is written in: the organisation's default, another for one talk [SES-12]."""

from __future__ import annotations

from supervise_tui.domain.layouts import changes, laid_out
from supervise_tui.domain.record import State
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed
from supervise_tui.store import form_definitions, history, records, settings
from supervise_tui.workflows.desk import Desk

SUPERVISION = "supervision"
SHORT_LAYOUT = "session.short"
STRUCTURED_LAYOUT = "session.structured"
DEFAULT_LAYOUT = "layout"
"""The setting that holds the form's id."""


def layouts(desk: Desk) -> list[Form]:
    """Give the forms that make a supervision, the organisation's own among them."""
    return [form for form in desk.library.all() if form.makes == SUPERVISION]


def default_layout(desk: Desk) -> str:
    """Give the id of the layout that a new supervision gets; the short one until another is chosen."""
    with desk.cabinet.reading() as work:
        chosen = settings.get(work, DEFAULT_LAYOUT)
    known = {form.id for form in layouts(desk)}
    return chosen if isinstance(chosen, str) and chosen in known else SHORT_LAYOUT


def set_default_layout(desk: Desk, form_id: str) -> None:
    """Choose the layout for new supervisions; NotAllowed if that form makes something else."""
    form = desk.library.get(form_id)
    if form.makes != SUPERVISION:
        raise NotAllowed(f"“{form.title}” is not a form for a supervision.", "Choose another one.")
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        settings.put(work, DEFAULT_LAYOUT, form_id)
        history.note(
            work,
            file="",
            who=desk.holder,
            what="settings.layout",
            subject=desk.cabinet.id,
            after=form_id.encode(),
            now=desk.now,
        )


def change_layout(desk: Desk, record_id: str, form_id: str) -> None:
    """Lay out a draft anew, in another layout or in a newer version of its own; nothing is lost [SES-12].

    What both ask stays; topics and actions move to where the other layout has them. Answers that it
    does not ask at all are kept, and come back with the layout that does.
    """
    form = desk.library.get(form_id)
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        if record.state is not State.DRAFT:
            raise NotAllowed(
                f"This record is {record.state.label}, so its layout stays.", "Take it back first."
            )
        if form.makes != record.makes:
            raise NotAllowed(f"“{form.title}” makes another kind of record.", "Choose another form.")
        if form.digest == record.form_digest:
            return
        old = desk.kept_form(work, record.form_digest)
        before = records.answers(work, record_id)
        form_definitions.keep(work, form)
        records.set_form(work, record_id, form.digest, form.title)
        records.save_answers(work, record_id, changes(before, laid_out(old, form, before)), desk.now)
        history.note(
            work,
            file=record.worker,
            who=desk.holder,
            what="record.laid-out-anew",
            subject=record_id,
            after=form.digest.encode(),
            now=desk.now,
        )
