"""A draft moves to a newer form: the differences in sentences, and nothing that was written is lost."""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import answers_to_sign, gaps
from supervise_tui.forms.definition import Form
from supervise_tui.forms.moving import Change, compare, move
from supervise_tui.forms.reading import read_form
from tests.forms.written import small_form, with_questions

CHOICE = 'id = "kind"\ntype = "choice"\nlabel = "Kind"\noptions = [{}]'
TABLE = 'id = "t"\ntype = "table"\nlabel = "Table"\n'
COLUMN = '[[section.question.column]]\nid = "{0}"\ntype = "text"\nlabel = "{0}"\n'


def option(name: str) -> str:
    return f'{{ id = "{name}", label = "{name.upper()}" }}'


OLD = small_form(
    'id = "a"\ntype = "text"\nlabel = "What"',
    'id = "b"\ntype = "text"\nlabel = "Where"',
    CHOICE.format(f"{option('x')}, {option('y')}"),
    'id = "gone"\ntype = "long-text"\nlabel = "Notes"',
    'id = "empty"\ntype = "text"\nlabel = "Nothing"',
    TABLE + COLUMN.format("c") + COLUMN.format("d"),
)
NEW = small_form(
    'id = "a"\ntype = "text"\nlabel = "What happened"',
    'id = "b"\ntype = "place"\nlabel = "Where"\nrequired = true',
    CHOICE.format(f"{option('y')}, {option('z')}"),
    'id = "more"\ntype = "yes-no"\nlabel = "More"\nrequired = true',
    'id = "ready"\ntype = "yes-no"\nlabel = "Ready"\ndefault = true',
    TABLE + COLUMN.format("c") + COLUMN.format("e"),
)
ANSWERS: dict[str, Json] = {
    "a": "A fall",
    "kind": "x",
    "gone": "Written before",
    "t": [{"id": "1", "c": "1", "d": "2"}],
}


def test_what_changes_is_said_in_sentences() -> None:
    assert [(one.change, one.question_id, one.sentence) for one in compare(OLD, NEW, ANSWERS)] == [
        (Change.WORDS, "a", "“What” now reads “What happened”."),
        (Change.NEEDED, "b", "“Where” now needs an answer."),
        (
            Change.NO_FIT,
            "kind",
            "Your answer to “Kind” does not fit any more. That is not one of the answers offered. "
            "It stays as it is.",
        ),
        (Change.NEW, "more", "New: “More”. It needs an answer."),
        (Change.NEW, "ready", "New: “Ready”."),
        (Change.INSIDE, "t", "New in “Table”: “e”."),
        (Change.INSIDE, "t", "“d” in “Table” is no longer asked; what was written there stays."),
        (Change.GONE, "gone", "“Notes” is no longer asked. What was written there stays in the record."),
        (Change.GONE, "empty", "“Nothing” is no longer asked."),
    ]


def test_nothing_is_dropped_by_the_move() -> None:
    moved = move(OLD, NEW, ANSWERS)
    assert moved == ANSWERS | {"ready": True}
    assert {gap.question_id for gap in gaps(NEW, moved, {})} == {"b", "kind", "more"}
    signed = answers_to_sign(NEW, moved, {})
    assert signed["gone"] == "Written before"
    assert signed["t"] == [{"id": "1", "c": "1", "d": "2"}]


def test_an_answer_is_put_in_the_new_way_where_it_fits() -> None:
    number = small_form('id = "a"\ntype = "number"\nlabel = "What"')
    assert move(OLD, number, {"a": "12"})["a"] == 12
    assert move(OLD, number, {"a": "twelve"})["a"] == "twelve"


def test_the_same_form_is_no_move() -> None:
    assert compare(OLD, OLD, ANSWERS) == []
    assert move(OLD, OLD, ANSWERS) == ANSWERS


def test_another_title_and_other_signers_are_said() -> None:
    source = with_questions('id = "a"\ntype = "text"\nlabel = "What"')
    more = b'[[signer]]\nrole = "worker"\nmay_decline = true\n'
    more += b'[[signer]]\nrole = "other"\nlabel = "Cook"\noptional = true\n'
    changed: Form = read_form(
        source.replace(b'[[signer]]\nrole = "worker"\n', more).replace(b"A small form", b"A talk"), "x"
    )
    assert [one.sentence for one in compare(read_form(source, "x"), changed, {})] == [
        "The form is now called “A talk”.",
        "It is now signed by the worker (who may decline) and the Cook (if they wish).",
    ]
