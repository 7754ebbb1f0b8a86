"""Print the preparation sheet of one side, to be filled in with a pen [REC-13]."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supervise_tui.documents.blank_form import blank_form
from supervise_tui.domain.preparation import sheet_of
from supervise_tui.forms.definition import Role
from supervise_tui.store import people
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import name_for_a_file, write_new
from supervise_tui.workflows.first_answers import PREPARATION_FORM


def save_sheet(desk: Desk, worker_id: str, side: Role, folder: Path, on: date | None = None) -> Path:
    """Write the sheet of that side into `folder` and give its path; nothing is overwritten. FileTrouble.

    It holds questions and two names, no answers: it may lie about.
    """
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
    form = sheet_of(desk.library.get(PREPARATION_FORM), side)
    names = {Role.WORKER.value: worker.name, Role.SUPERVISOR.value: desk.owner.name}
    pdf = blank_form(form, organisation=desk.organisation.name, names=names, standing=desk.library.standing())
    whose = worker.name if side is Role.WORKER else f"{desk.owner.name} for {worker.name}"
    day = f" {on.isoformat()}" if on else ""
    return write_new(folder, f"Preparing{day} {name_for_a_file(whose)}.pdf", pdf)
