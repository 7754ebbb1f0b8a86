"""As whom somebody signs, in the words of the form: "the worker", "the volunteer bureau"."""

from __future__ import annotations

from typing import Final

from supervise_tui.domain.kinds import LETTER
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form, Role

_OF_OLD: Final = ("1", "2")
"""Layouts that named everybody by their role alone: what they drew is compared with that."""
_UNNAMED: Final = {Role.THIRD_PARTY: "the other organisation", Role.OTHER: "somebody else"}


def capacity(role: Role, form: Form, content: Content | None = None) -> str:
    """Give as whom `role` signs this form; with `content` in the words of the layout that drew it."""
    if content is not None and content.drawn_by.get("layout") in _OF_OLD:
        return f"the {role.value}"
    if content is not None and content.makes == LETTER:
        return "the writer of this letter"
    if role not in _UNNAMED:
        return f"the {role.value}"
    label = next((rule.label for rule in form.signers if rule.role is role), "")
    return in_a_sentence(label) if label else _UNNAMED[role]


def in_a_sentence(label: str) -> str:
    """Give "The other organisation" or "Registered manager" as they stand within a sentence."""
    first, _, rest = label.partition(" ")
    if first in ("The", "A", "An"):
        return f"{first.lower()} {rest}"
    # A word in capitals, such as CQC, keeps them.
    lower = f"{label[:1].lower()}{label[1:]}" if first[1:].islower() else label
    return f"the {lower}"
