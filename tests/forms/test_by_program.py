"""What the program fills in stays as it is, wherever it stands among what people write."""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.forms.by_program import as_filled, filled_questions, has_filled
from tests.forms.written import small_form

FORM = small_form(
    'id = "seed"\ntype = "text"\nlabel = "Seed"\nby_program = true',
    'id = "own"\ntype = "text"\nlabel = "Own"',
    'id = "t"\ntype = "table"\nlabel = "T"\n'
    '[[section.question.column]]\nid = "found"\ntype = "text"\nlabel = "Found"\nby_program = true\n'
    '[[section.question.column]]\nid = "said"\ntype = "text"\nlabel = "Said"',
)
SEED, OWN, TABLE = FORM.questions()


def test_it_is_told_which_questions_are_filled_in_wholly_or_in_part() -> None:
    assert [one.id for one in filled_questions(FORM)] == ["seed", "t"]
    assert not has_filled(OWN)


def test_people_change_their_own_cells_alone() -> None:
    assert as_filled(SEED, "otter", "badger") == "otter"
    assert as_filled(OWN, "before", "after") == "after"
    before: Json = [{"id": "1", "found": "No"}, {"id": "2", "found": "Yes"}]
    after: Json = [{"id": "2", "found": "No", "said": "Hm"}, {"id": "3", "found": "Yes", "said": "New"}]
    assert as_filled(TABLE, before, after) == [
        {"id": "2", "found": "Yes", "said": "Hm"},
        {"id": "3", "said": "New"},
    ]
    assert as_filled(TABLE, before, None) is None
