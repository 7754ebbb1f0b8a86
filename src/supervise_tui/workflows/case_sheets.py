"""Start a case sheet beside a supervision, and name it there by its reference [SES-4]."""

from __future__ import annotations

import secrets

from supervise_tui.canonical import Json
from supervise_tui.domain.cases import CASE_REFERENCE, looks_like_a_name
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.definition import EvidenceQuestion, Fact, Form
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet

CASE_FORM = "session.case"
CASES = "cases"
"""The question of a supervision under which its case sheets are named."""


def start(desk: Desk, supervision_id: str, reference: str) -> Sheet:
    """Start a case sheet with the worker of a supervision that is being written, held on the same day.

    The supervision names it by its reference. BadInput when the reference is empty or looks like a
    name [REC-9]; NotAllowed when the supervision is no draft.
    """
    said = reference.strip()
    if not said or looks_like_a_name(said):
        raise BadInput(
            "This is no case reference." if not said else "This looks like a name.",
            "Write initials, such as K.M., or a reference with a number, such as KM-17.",
        )
    with desk.cabinet.transaction():
        supervision = hold_supervision.open_sheet(desk, supervision_id)
        if supervision.record.state is not State.DRAFT:
            raise NotAllowed(
                f"This record is {supervision.record.state.label}, so nothing can be added to it.",
                "Start the case sheet from the worker's file.",
            )
        sheet = hold_supervision.start(desk, supervision.record.worker, CASE_FORM)
        held_on = sheet.form.with_fact(Fact.HELD_ON)
        day = supervision.record.held_on
        given: dict[str, Json] = {CASE_REFERENCE: said}
        if held_on is not None and day is not None:
            given[held_on.id] = day.isoformat()
        hold_supervision.save(desk, sheet.record.id, given)
        _name_it(desk, supervision, sheet.record, said)
    return hold_supervision.open_sheet(desk, sheet.record.id)


def takes_case_sheets(form: Form) -> bool:
    """Whether a form has a place in which its case sheets are named."""
    return isinstance(form.question(CASES), EvidenceQuestion)


def _name_it(desk: Desk, supervision: Sheet, case: Record, reference: str) -> None:
    """Put it among the case sheets of the supervision, where its form has a place for them."""
    if not takes_case_sheets(supervision.form):
        return
    there = supervision.answers.get(CASES)
    row: dict[str, Json] = {
        "id": secrets.token_hex(8),
        "kind": "record",
        "ref": str(case.number),
        "text": f"Case sheet {reference}",
    }
    hold_supervision.save(
        desk, supervision.record.id, {CASES: [*(there if isinstance(there, list) else []), row]}
    )
