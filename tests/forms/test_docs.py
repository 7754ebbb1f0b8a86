"""The page about forms: every example on it can be read, and it names everything there is."""

from __future__ import annotations

import re
from pathlib import Path

from supervise_tui.forms.conditions import FACTS
from supervise_tui.forms.definition import Fact, Form, Step
from supervise_tui.forms.question_types import QuestionType
from supervise_tui.forms.reading import read_form

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def documented_form() -> Form:
    top, section, questions, _conditions = EXAMPLES
    shown = next(line for line in section.splitlines() if line.startswith("shown_when"))
    return read_form((top + section.replace(shown, "") + questions).encode(), "forms.md")


def test_the_examples_together_are_a_form_with_every_type() -> None:
    form = documented_form()
    types = {question["type"] for question in _raw_questions()}
    assert types == {kind.value for kind in QuestionType}
    assert len(form.questions()) == len(_raw_questions())


def _raw_questions() -> list[dict[str, str]]:
    blocks = EXAMPLES[2].split("[[section.question]]")[1:]
    return [dict(re.findall(r'^(\w+) = "([^"]*)"', block, re.MULTILINE)) for block in blocks]


def test_every_fact_and_step_is_named_on_the_page() -> None:
    for word in [*FACTS, *Fact, *Step]:
        assert word in PAGE, word
