"""A letter template is read with all its faults named; an own one stands before the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.forms.letter_template import Part, fill, read_letter, written
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.forms.library import Library
from supervise_tui.problems import BadForm

OURS = """
letter = "appeal_received"
version = 2
title = "Appeal received"
about = "In our own words."
subject = "Your appeal of {appeal_on}"

[[part]]
text = "Dear {worker}\\n\\nWe hear it by {appeal_heard_by}.\\n\\n{help}"

[[part]]
heading = "Papers"
text = "{enclosed}"
when = "enclosed"
"""


def test_an_own_template_stands_before_the_shipped_one_and_its_parts_are_left_out_when_empty(
    tmp_path: Path,
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "appeal.toml").write_text(OURS)
    library = Library(tmp_path)
    ours = library.letter(LetterFor.APPEAL_RECEIVED)
    assert (library.broken(), library.is_own_letter(LetterFor.APPEAL_RECEIVED), ours.version) == ((), True, 2)
    assert not library.is_own_letter(LetterFor.DISMISSAL)
    known = {"worker": "Ania", "appeal_heard_by": "Monday {worker}", "help": "Your union"}
    assert written(ours, known) == "Dear Ania\n\nWe hear it by Monday {worker}.\n\nYour union"
    assert written(ours, {**known, "enclosed": "The form"}).endswith("\n\n# Papers\nThe form")
    assert fill("{worker} {contact}", {"worker": "Ania"}) == "Ania {contact}"


FAULTS: list[tuple[str, str, str]] = [
    ('letter = "appeal_received"', 'letter = "apeal_received"', "“apeal_received” cannot stand"),
    ('letter = "appeal_received"\n', "", "“letter” is missing."),
    ("{appeal_on}", "{apeal_on}", "Did you mean {appeal_on}?"),
    ("{appeal_heard_by}", "the summer", "by when the appeal is heard"),
    ('when = "enclosed"', 'when = "enclosure"', "“enclosure” is no field."),
    ("{worker}", "{worker", "A brace stands alone."),
    ("version = 2\n", "", "“version” is missing."),
    ('heading = "Papers"', 'headline = "Papers"', "“headline” is not known here."),
]


@pytest.mark.parametrize(("good", "bad", "said"), FAULTS)
def test_each_fault_is_named_with_its_place_and_cure(good: str, bad: str, said: str) -> None:
    with pytest.raises(BadForm) as caught:
        read_letter(OURS.replace(good, bad).encode(), "appeal.toml")
    found = [f"{fault.where}: {fault.wrong} {fault.right}" for fault in caught.value.faults]
    assert any(said in one for one in found), found
    assert all(one.startswith("appeal.toml, line ") for one in found)
    assert all(fault.right for fault in caught.value.faults)


def test_all_faults_are_named_at_once_and_a_faulty_own_file_leaves_the_shipped_one(tmp_path: Path) -> None:
    wrong = (
        OURS.replace("{appeal_on}", "{a}").replace("version = 2", "version = 0").replace("title", "tilte", 1)
    )
    with pytest.raises(BadForm) as caught:
        read_letter(wrong.encode(), "appeal.toml")
    assert len(caught.value.faults) >= 4
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "appeal.toml").write_text(wrong)
    library = Library(tmp_path)
    assert [bad.name for bad in library.broken()] == ["appeal.toml"]
    assert library.letter(LetterFor.APPEAL_RECEIVED).version == 1


def test_a_part_that_may_be_left_out_does_not_count_for_what_has_to_be_said() -> None:
    shipped = Library().letter(LetterFor.APPEAL_RECEIVED)
    assert all(not part.when or part.when in part.text for part in shipped.parts)
    hidden = OURS.replace("We hear it by {appeal_heard_by}.", "Good day.").replace(
        'text = "{enclosed}"', 'text = "By {appeal_heard_by}"'
    )
    with pytest.raises(BadForm, match="never says"):
        read_letter(hidden.encode(), "appeal.toml")
    assert Part(text="x").when == ""
