"""What records of a group share, and when it may change [SES-2] [REC-12]."""

from __future__ import annotations

import pytest

from supervise_tui.domain.group import (
    is_for_a_group,
    is_shared,
    own_part,
    said_names,
    shared_part,
    why_shared_part_stays,
)
from supervise_tui.domain.record import State
from supervise_tui.forms.definition import ActionsQuestion
from supervise_tui.forms.library import Library

GROUP = Library().get("session.group")


def test_each_participants_part_and_the_shared_part_make_the_whole_form() -> None:
    own, shared = own_part(GROUP), shared_part(GROUP)
    assert [section.id for section in own.sections] == ["own"]
    assert {s.id for s in own.sections} | {s.id for s in shared.sections} == {s.id for s in GROUP.sections}
    assert is_for_a_group(GROUP)
    assert not is_for_a_group(Library().get("session.short"))


@pytest.mark.parametrize(
    ("question_id", "shared"),
    [
        ("summary", True),
        ("summary~comment", True),
        ("actions_all", True),
        ("comments_worker", False),
        ("actions", False),
        ("carried_worker", False),
        ("comments_supervisor", False),
        ("not_asked", False),
    ],
)
def test_which_answers_are_shared(question_id: str, shared: bool) -> None:
    """[SES-2]"""
    assert is_shared(GROUP, question_id) is shared


def test_nothing_is_shared_in_a_form_that_is_for_one() -> None:
    form = Library().get("session.short")
    assert not any(is_shared(form, question.id) for question in form.questions())


def test_a_worker_can_have_actions_of_their_own_and_those_of_all() -> None:
    assert [q.id for q in GROUP.questions() if isinstance(q, ActionsQuestion)] == ["actions_all", "actions"]


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([State.DRAFT, State.DRAFT], ""),
        ([State.DRAFT, State.OFFERED], "ready to sign"),
        ([State.OFFERED, State.PART_SIGNED], "signed already"),
        ([State.DRAFT, State.PART_SIGNED], "signed already"),
        ([State.CLOSED, State.DRAFT], "signed already"),
        ([State.ON_PAPER, State.DRAFT], "signed already"),
        ([], ""),
    ],
)
def test_the_shared_part_changes_only_while_all_are_drafts(states: list[State], words: str) -> None:
    """[REC-3] [REC-12]"""
    said = why_shared_part_stays(list(zip(["Ania", "Kofi"], states, strict=False)))
    assert words in said
    assert bool(said) is bool(words)


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["Ania"], "Ania"), (["Ania", "Kofi"], "Ania and Kofi"), (["A", "B", "C"], "A, B and C")],
)
def test_names_in_a_sentence(names: list[str], said: str) -> None:
    assert said_names(names) == said
