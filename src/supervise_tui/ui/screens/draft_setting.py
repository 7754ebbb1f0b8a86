"""What the questions of one draft need to know around them: names, days, what is offered."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial

from supervise_tui.forms.definition import Role
from supervise_tui.ui.first_names import outsiders
from supervise_tui.ui.widgets.questions import Setting
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet


def setting_of(sheet: Sheet, desk: Desk, names: Mapping[Role, str]) -> Setting:
    """Give the setting of the questions of `sheet`; `names` are those of who writes in it."""
    return Setting(
        today=desk.today,
        nation=desk.organisation.nation,
        names=dict(names) | outsiders(sheet.form),
        new_id=partial(secrets.token_hex, 8),
        standing=tuple(sheet.offered),
        answers=sheet.answers,
        facts=sheet.facts,
        form=sheet.form,
        pick_from=sheet.pick_from,
        marked=sheet.marked,
    )
