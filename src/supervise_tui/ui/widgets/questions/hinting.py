"""The hint that stands under what somebody types, where the form asks for hints; it never blocks."""

from __future__ import annotations

from typing import assert_never

from supervise_tui.domain.smart import around, smart_hint
from supervise_tui.forms.definition import Hints, LongTextQuestion, TextQuestion
from supervise_tui.ui.widgets.questions.asking import Setting


def hint_on(question: TextQuestion | LongTextQuestion, setting: Setting, text: str) -> str:
    """Give the one hint on `text` as it stands, or ""."""
    match question.hints:
        case None:
            return ""
        case Hints.SMART:
            return smart_hint(text, around(setting.form, question.id, setting.answers))
        case _:
            assert_never(question.hints)
