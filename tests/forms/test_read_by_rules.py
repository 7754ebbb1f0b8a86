"""An own form in place of one of a plan's keeps what the rules read; its words are the organisation's."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.forms.library import Library
from supervise_tui.forms.read_by_rules import READ
from supervise_tui.forms.reading import read_form
from supervise_tui.forms.shipped import shipped_folder

PLAN = (shipped_folder() / "improvement" / "plan.toml").read_text("utf-8")


def own(tmp_path: Path, text: str) -> Library:
    (tmp_path / "ours.toml").write_text(text, "utf-8")
    return Library(tmp_path)


def test_every_form_that_the_rules_read_is_shipped_and_asks_it() -> None:
    library = Library()
    for form_id, keys in READ.items():
        form = library.get(form_id)
        assert [key for key in keys if form.question(key) is None] == []


def test_other_words_and_more_questions_are_welcome(tmp_path: Path) -> None:
    text = PLAN.replace('label = "Runs until"', 'label = "Ends on"').replace(
        'id = "mitigating"', 'id = "our_own"'
    )
    library = own(tmp_path, text)
    assert library.broken() == ()
    assert library.is_own("improvement.plan")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            'id = "holds_weeks"',
            'id = "holds"',
            "read the answer to “holds_weeks”, and this form",
        ),
        (
            'id = "week", label = "Every week"',
            'id = "month", label = "Monthly"',
            "the choice “month” of “rhythm”",
        ),
        ('id = "criterion"', 'id = "enough"', "read “criterion” in the rows of “objectives”"),
        (
            'id = "reviewer"\ntype = "text"',
            'id = "no_better_by_whom"\ntype = "text"',
            "",
        ),
    ],
)
def test_what_the_rules_read_is_missed_by_name_and_the_shipped_form_stays(
    tmp_path: Path, before: str, after: str, says: str
) -> None:
    assert before in PLAN
    text = PLAN.replace(before, after)
    assert read_form(text.encode(), "ours.toml")
    library = own(tmp_path, text)
    told = [str(fault) for bad in library.broken() for fault in bad.faults]
    assert bool(told) is bool(says)
    assert all(says in one for one in told)
    assert library.is_own("improvement.plan") is not bool(says)
