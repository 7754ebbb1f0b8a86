"""In which of a cabinet's two stores a record is kept: with the records, or apart with the plans.

What belongs to an improvement plan is seen by fewer [PIP-0]: it is kept in a store with a key of its own,
and nothing outside that store may offer it or hold it. A form says so itself, so that no list of ours has
to name it, and an organisation's own form cannot leave it out by mistake.
"""

from __future__ import annotations

from supervise_tui.forms.definition import FileKind, Form, KeptIn
from supervise_tui.forms.faults import Faults

APART = "improvement-"
"""How every kind of record begins that is kept with the plans and nowhere else."""


def check_kept_in(form: Form, faults: Faults) -> None:
    """Note a form whose records would be kept where they do not belong."""
    if form.makes.startswith(APART) and form.kept_in is not KeptIn.PLANS:
        wrong = f"Records of kind “{form.makes}” are kept apart, with the improvement plans."
        faults.add(("makes",), "", wrong, 'Add a line: kept_in = "plans"')
    if form.kept_in is KeptIn.PLANS and not form.makes.startswith(APART):
        wrong = f"“{form.makes}” is no kind of record that is kept with the plans."
        faults.add(("makes",), "", wrong, f'Begin it like this: makes = "{APART}note"')
    if form.kept_in is KeptIn.PLANS and form.kind_of_file is not FileKind.WORKER:
        wrong = "What is kept with the plans is about one worker."
        faults.add(("kind_of_file",), "", wrong, "Take out the line kind_of_file.")
