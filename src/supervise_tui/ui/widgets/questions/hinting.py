"""The hint that stands under what somebody types, where the form asks for hints; it never blocks."""

from __future__ import annotations

from typing import assert_never

from supervise_tui.domain.smart import around, smart_hint
from supervise_tui.forms.definition import Hints, LongTextQuestion, Takes, TextQuestion
from supervise_tui.ui.widgets.questions.asking import Setting


def offer_on(question: TextQuestion | LongTextQuestion, setting: Setting) -> str:
    """Say how much can be taken in for the row that this text stands in, or ""."""
    match question.takes:
        case None:
            return ""
        case Takes.MARKED:
            found = [
                one for one in setting.marked if one.what.ref.partition(".")[2] == setting.answers.get("id")
            ]
            return f"Ctrl+E: {len(found)} on file" if found else ""
        case _:
            assert_never(question.takes)


def hint_on(question: TextQuestion | LongTextQuestion, setting: Setting, text: str) -> str:
    """Give the one hint on `text` as it stands, or ""."""
    match question.hints:
        case None:
            return ""
        case Hints.SMART:
            return smart_hint(text, around(setting.form, question.id, setting.answers))
        case _:
            assert_never(question.hints)
