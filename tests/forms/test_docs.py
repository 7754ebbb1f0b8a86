"""The page about forms: every example on it can be read, and it names everything there is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from supervise_tui.forms.appraisal_bands import read_bands
from supervise_tui.forms.conditions import FACTS
from supervise_tui.forms.definition import Asked, Fact, FileKind, Form, Function, How, Role, Step
from supervise_tui.forms.letter_template import looks_like_a_letter, read_letter
from supervise_tui.forms.letter_words import FIELDS, MUST
from supervise_tui.forms.library import Library
from supervise_tui.forms.question_types import QuestionType
from supervise_tui.forms.reading import read_form
from supervise_tui.forms.standing import read_standing
from supervise_tui.forms.templates import looks_like_one, read_template

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
TOP = 'id = "docs.page"\nversion = 1\ntitle = "T"\npurpose = "P"\nmakes = "note"\n'
SIGNERS = '[[signer]]\nrole = "worker"\n\n[[signer]]\nrole = "supervisor"\n'
SECTION = '[[section]]\nid = "page"\ntitle = "Page"\n'
QUESTION = '[[section.question]]\nid = "one"\ntype = "text"\nlabel = "One"\n'


def as_a_form(example: str) -> Form | None:
    """Give the form of one example, with what it leaves out put around it; None for lists and templates."""
    if looks_like_one(example.encode()):
        assert read_template(example.encode(), "forms.md", Library().get)
        return None
    if looks_like_a_letter(example.encode()):
        assert read_letter(example.encode(), "forms.md")
        return None
    match example.split("\n", 1)[0].split()[0]:
        case "[[list]]":
            assert read_standing(example.encode(), "forms.md")
            return None
        case "[[band]]":
            assert read_bands(example.encode(), "forms.md").behaviours
            return None
        case "[[signer]]":
            text = TOP + example + SECTION + QUESTION
        case "[[section]]":
            text = TOP + SIGNERS + example + QUESTION
        case "[[section.question]]":
            text = TOP + SIGNERS + SECTION + example
        case _:
            text = example
    return read_form(text.encode(), "forms.md")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[:40])
def test_every_example_can_be_read(example: str) -> None:
    as_a_form(example)


def test_every_type_has_an_example() -> None:
    shown = set(re.findall(r'^type = "([^"]*)"', "\n".join(EXAMPLES), re.MULTILINE))
    assert shown == {kind.value for kind in QuestionType}


def test_everything_that_can_be_written_is_named_on_the_page() -> None:
    words = [
        *FACTS,
        *Fact,
        *Step,
        *How,
        *Function,
        *FileKind,
        *(f"`{asked.name}`" for asked in fields(Asked)),
    ]
    for word in [*words, *(role.value for role in Role)]:
        assert word in PAGE, word


def test_the_table_of_facts_is_the_list_of_facts() -> None:
    table = PAGE.partition("| fact | what it is |")[2]
    assert re.findall(r"^\| `([a-z_.]+)` \|", table, re.MULTILINE) == list(FACTS)


def test_the_tables_of_letters_and_their_fields_are_those_of_the_program() -> None:
    letters = PAGE.partition("| letter | what it has to say")[2].partition("| field |")
    assert re.findall(r"^\| `([a-z_0-9]+)` \|", letters[0], re.MULTILINE) == [one.value for one in MUST]
    said = dict(re.findall(r"^\| `\{([a-z_]+)\}` \| (.*) \|$", letters[2], re.MULTILINE))
    assert said == dict(FIELDS)
