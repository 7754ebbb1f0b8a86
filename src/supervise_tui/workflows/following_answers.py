"""Answers that bring others with them while a draft is written: by what the form makes, one table for all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.domain.kinds import APPRAISAL
from supervise_tui.workflows.appraisal import BAND, after_another_band
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet

Follow: TypeAlias = Callable[[Desk, Sheet, str, Json], dict[str, Json]]
"""(desk, the draft as it stands, the question just answered, its answer before) -> what changes with it."""


def _with_the_band(desk: Desk, sheet: Sheet, question_id: str, before: Json) -> dict[str, Json]:
    """Another band has other levels [DEV-5]."""
    if question_id != BAND:
        return {}
    bands = desk.library.appraisal_bands()
    return after_another_band(bands, sheet.answers, before, sheet.answers.get(BAND))


FOLLOWING: dict[str, Follow] = {APPRAISAL: _with_the_band}
"""By what a form `makes`."""


def what_follows(desk: Desk, sheet: Sheet, question_id: str, before: Json) -> dict[str, Json]:
    """Give the answers that change with the one just given, of questions that the form has."""
    follow = FOLLOWING.get(sheet.form.makes)
    found = follow(desk, sheet, question_id, before) if follow is not None else {}
    return {key: value for key, value in found.items() if sheet.form.question(key) is not None}
