"""As whom somebody signs, in the words of the form, and as older layouts said it."""

from __future__ import annotations

import pytest

from supervise_tui.documents.capacity import capacity, in_a_sentence
from supervise_tui.forms.definition import Role
from tests.documents.every_type import every_type
from tests.documents.sample_records import content, short_form


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("The other organisation", "the other organisation"),
        ("Registered manager", "the registered manager"),
        ("A volunteer", "a volunteer"),
        ("CQC inspector", "the CQC inspector"),
        ("IT", "the IT"),
    ],
)
def test_a_label_stands_within_a_sentence(label: str, words: str) -> None:
    assert in_a_sentence(label) == words


def test_people_sign_by_the_words_of_the_form_and_the_two_by_their_role() -> None:
    assert capacity(Role.WORKER, every_type()) == "the worker"
    labels = {rule.role: rule.label for rule in every_type().signers}
    assert capacity(Role.THIRD_PARTY, every_type()) == in_a_sentence(labels[Role.THIRD_PARTY])
    assert capacity(Role.OTHER, short_form()) == "somebody else"


def test_what_an_older_layout_drew_keeps_its_words() -> None:
    old = content(drawn_by={"layout": "2"})
    assert capacity(Role.THIRD_PARTY, every_type(), old) == "the third-party"
