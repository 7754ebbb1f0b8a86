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
_WARNS = "This answer counts as a warning."


def warned(question: Question, notice: Notice) -> str:
    """Say that an answer counts as a warning; which one, where the question has several."""
    if notice.row is None:
        return _WARNS
    return f"{_WARNS} {notice.sentence.removeprefix(question.label).lstrip(', ')}"


def as_it_stands(value: Json) -> str:
    """Give an answer that fits nothing: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else canonical_bytes(value).decode()


def left_over(key: str, value: Json) -> str:
    """Give an answer that the form does not ask: what it was evidence for in words, else as it stands."""
    said = "; ".join(marks_in_words(value)) if is_marks_key(key) else ""
    return said or as_it_stands(value)
