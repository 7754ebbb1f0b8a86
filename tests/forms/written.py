"""A small form in TOML that the tests bend in one place at a time."""

from __future__ import annotations

from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import read_form

HEAD = """id = "test.small"
version = 1
title = "A small form"
purpose = "To be bent by tests."
makes = "note"

[[signer]]
role = "worker"

[[section]]
id = "first"
title = "First"
step = "agenda"
"""


def with_questions(*questions: str) -> bytes:
    """Give a form file with these questions, each the lines under [[section.question]]."""
    return (HEAD + "".join(f"\n[[section.question]]\n{question}\n" for question in questions)).encode()


def small_form(*questions: str) -> Form:
    """Give the form of that file."""
    return read_form(with_questions(*questions), "small.toml")
