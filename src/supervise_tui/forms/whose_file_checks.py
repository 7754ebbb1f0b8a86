"""Checks that a form about a service, or about the supervisor themselves, leaves nothing to a worker."""

from __future__ import annotations

from supervise_tui.forms.definition import FileKind, Form, Role
from supervise_tui.forms.faults import Faults

_OF_NO_WORKER = (FileKind.WORKPLACE, FileKind.SUPERVISOR)


def check_whose_file(form: Form, faults: Faults) -> None:
    """Note whatever is left to a worker on a form whose record lies on no worker's file."""
    if form.kind_of_file not in _OF_NO_WORKER:
        return
    why = f"A record on a file of kind “{form.kind_of_file}” has no worker"
    right = "Let the supervisor do it, or take out the line kind_of_file."
    for number, rule in enumerate(form.signers):
        if rule.role is Role.WORKER:
            faults.add(("signer", number, "role"), "signatures", f"{why} who could sign it.", right)
    for number, section in enumerate(form.sections):
        around = f"section {section.id}"
        if section.filled_by is Role.WORKER:
            faults.add(("section", number, "filled_by"), around, f"{why} who could fill it in.", right)
        for count, question in enumerate(section.questions):
            if question.answered_by is Role.WORKER:
                path = ("section", number, "question", count, "answered_by")
                faults.add(path, f"{around}, question {question.id}", f"{why} who could answer.", right)
