"""Begin the records of an improvement plan: what is known already stands in them [PIP-1] [PIP-2] [PIP-20]."""

from __future__ import annotations

import secrets
from functools import partial

from supervise_tui.canonical import Json
from supervise_tui.domain.procedure_words import EntryKind, form_of
from supervise_tui.forms.answers import defaults
from supervise_tui.forms.templates import Template, first_answers_of
from supervise_tui.store import records
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet, open_sheet
from supervise_tui.workflows.prevention import prevention

PLAN_FORM = form_of(EntryKind.PLAN)


def templates(desk: Desk) -> list[Template]:
    """Give what a plan can begin from, by title; it can begin from nothing too."""
    return desk.library.templates(PLAN_FORM)


def start_concern(desk: Desk, worker_id: str, form_id: str) -> Sheet:
    """Begin a concern on the desk over the drawer, with what the records know filled in [PIP-1]."""
    known = prevention(desk, worker_id)
    sheet = hold_supervision.start(desk, worker_id, form_id)
    # Saved as it is: nobody, and so not `save`, may change what the program fills in.
    with desk.cabinet.transaction() as work:
        records.save_answers(work, sheet.record.id, known, desk.now)
    return open_sheet(desk, sheet.record.id)


def start_plan(desk: Desk, worker_id: str, template_id: str = "") -> Sheet:
    """Begin a plan on the desk over the drawer, from a template or from nothing.

    What the concern said stands before what the template says of it. NotFound for a template that is not
    there; NotAllowed while another plan is being written.
    """
    template = desk.library.template(template_id) if template_id else None
    sheet = hold_supervision.start(desk, worker_id, PLAN_FORM)
    if template is not None:
        usual = first_answers_of(template, sheet.form, desk.today, partial(secrets.token_hex, 4))
        hold_supervision.save(desk, sheet.record.id, _still_open(sheet, usual))
    return open_sheet(desk, sheet.record.id)


def _still_open(sheet: Sheet, usual: dict[str, Json]) -> dict[str, Json]:
    """What the template gives where nothing is known yet; what a form fills in itself is no knowledge."""
    by_itself = defaults(sheet.form, sheet.facts)
    return {
        key: value
        for key, value in usual.items()
        if sheet.answers.get(key) is None or sheet.answers.get(key) == by_itself.get(key)
    }
