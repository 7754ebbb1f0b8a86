"""Forms of improvement plans filled in with a word: for tests of where they are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from supervise_tui.forms.definition import Role
from supervise_tui.forms.library import Library
from supervise_tui.workflows import hold_supervision, plan_cases, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET

CONCERN = """
id = "improvement.concern"
version = 1
title = "Written concern"
purpose = "To be short."
makes = "improvement-concern"
kept_in = "plans"

[[signer]]
role = "worker"

[[signer]]
role = "supervisor"

[[section]]
id = "one"
title = "One"
guidance = "Write."

[[section.question]]
id = "held_on"
type = "date"
label = "On"
help = "The day."
required = true
fact = "held_on"
default = "today"

[[section.question]]
id = "falls_short"
type = "long-text"
label = "What falls short?"
help = "In a word."
required = true
max_length = 4000
"""

PAUSE = """
id = "improvement.pause"
version = 1
title = "Pause"
purpose = "To be short."
makes = "improvement-entry"
kept_in = "plans"

[[section]]
id = "one"
title = "One"
guidance = "Write."

[[section.question]]
id = "day"
type = "date"
label = "On"
help = "The day."
required = true
default = "today"
"""


def with_short_forms(desk: Desk, folder: Path) -> Desk:
    """Give the desk with a short concern, to be signed, and a short pause in its library."""
    folder.mkdir(exist_ok=True)
    (folder / "concern.toml").write_text(CONCERN, "utf-8")
    (folder / "pause.toml").write_text(PAUSE, "utf-8")
    return replace(desk, library=Library(folder))


def closed_concern(desk: Desk, case: str, words: str) -> str:
    """Write a concern into a case and have both sign it; give the record's id."""
    plans = plans_desk(desk)
    sheet = plan_cases.start_record(plans, case, "concern")
    hold_supervision.save(plans, sheet.record.id, {"falls_short": words})
    sign_off.offer(plans, sheet.record.id)
    sign_off.sign(plans, sheet.record.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(plans, sheet.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    return sheet.record.id
