"""What the program itself says beside answers, the same on paper and in texts."""

from __future__ import annotations

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.forms.answers import Notice
from supervise_tui.forms.definition import Question, is_marks_key
from supervise_tui.forms.evidence_marks import marks_in_words

BY_THE_PROGRAM = "filled in by the program"
NOTHING = "Nothing written."
SCORES = "Worked out by the program from the answers above."
BESIDES = "Also kept in this record"
_WARNS = "This answer asks for a closer look."
_WARNED_ONCE = "This answer counts as a warning."
"""As layouts before 5 said it: in a procedure it could be read as a warning to the worker."""


def warned(question: Question, notice: Notice, *, before_5: bool = False) -> str:
    """Say that an answer asks for a look; which one, where the question has several."""
    said = _WARNED_ONCE if before_5 else _WARNS
    if notice.row is None:
        return said
    return f"{said} {notice.sentence.removeprefix(question.label).lstrip(', ')}"


def as_it_stands(value: Json) -> str:
    """Give an answer that fits nothing: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else canonical_bytes(value).decode()


def left_over(key: str, value: Json) -> str:
    """Give an answer that the form does not ask: what it was evidence for in words, else as it stands."""
    said = "; ".join(marks_in_words(value)) if is_marks_key(key) else ""
    return said or as_it_stands(value)
