"""Every type that holds more than one value: what a file says of it, and the faults it can have."""

from __future__ import annotations

import pytest

from supervise_tui.forms.definition import (
    Among,
    DurationQuestion,
    Function,
    GroupQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    PersonQuestion,
    Role,
    ScaleQuestion,
    SeveralQuestion,
    StandingName,
    TableQuestion,
    TextQuestion,
)
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import BadForm
from tests.forms.written import HEAD, small_form, with_questions

OPTIONS = 'options = [{ id = "a", label = "A" }, { id = "b", label = "B" }]'
ROWS = 'rows = [{ id = "x", label = "X" }, { id = "y", label = "Y" }]'
COLUMN = '[[section.question.column]]\nid = "c"\ntype = "text"\nlabel = "C"'
INNER = '[[section.question.question]]\nid = "i"\ntype = "text"\nlabel = "I"'
NUMBER = 'id = "n"\ntype = "number"\nlabel = "N"'


def asked(kind: str, *more: str, own: str = "q") -> str:
    return "\n".join([f'id = "{own}"', f'type = "{kind}"', 'label = "Q"', *more])


def faults(*questions: str, after: str = "") -> list[str]:
    with pytest.raises(BadForm) as caught:
        read_form(with_questions(*questions) + after.encode(), "bent.toml")
    return [f"{fault.wrong} {fault.right}" for fault in caught.value.faults]


def test_what_all_questions_may_say_is_read() -> None:
    form = small_form(
        asked(
            "scale",
            'comment = "may"',
            'comment_when = "answer < 3"',
            'warns_when = "answer == 1"',
            'offers_action_when = "answer == 1"',
            'tags = ["support", "mediation"]',
            "evidence = true",
            "default = 3",
        )
    )
    assert form.questions() == (
        ScaleQuestion(
            id="q",
            label="Q",
            comment="may",
            comment_when="answer < 3",
            warns_when="answer == 1",
            offers_action_when="answer == 1",
            tags=(Function.SUPPORT, Function.MEDIATION),
            evidence=True,
            default=3,
        ),
    )
    assert form.question("q~comment") is not None
    assert form.question("q~evidence") is not None
    assert form.question("q~other") is None
    assert small_form(asked("scale")).question("q~comment") is None


def test_types_of_one_value_are_read() -> None:
    form = small_form(
        asked("several", OPTIONS, "at_least = 1", "at_most = 2", 'default = ["b", "a"]', own="s"),
        asked("duration", "at_most = 90", 'default = "1h 15"', own="d"),
        asked("person", 'among = "workers"', own="p"),
        asked("scale", 'words = ["low", "mid", "high"]', own="w"),
        asked("number", "decimals = 2", "at_least = -0.5", own="n"),
    )
    options = (Option("a", "A"), Option("b", "B"))
    assert form.questions() == (
        SeveralQuestion(id="s", label="Q", options=options, at_least=1, at_most=2, default=["a", "b"]),
        DurationQuestion(id="d", label="Q", at_most=90, default=75),
        PersonQuestion(id="p", label="Q", among=Among.WORKERS),
        ScaleQuestion(id="w", label="Q", lowest=1, highest=3, words=("low", "mid", "high")),
        NumberQuestion(id="n", label="Q", decimals=2, at_least=-0.5),
    )


def test_types_of_many_values_are_read() -> None:
    form = small_form(
        asked("table", 'initialled_by = "worker"', "at_most = 5", COLUMN, own="t"),
        asked("matrix", ROWS, OPTIONS, own="m"),
        asked("group", 'row_title = "Job"', INNER, own="g"),
        asked("agenda", 'standing = ["care", "standing"]', own="a"),
    )
    column = TextQuestion(id="c", label="C")
    assert form.questions()[:3] == (
        TableQuestion(id="t", label="Q", columns=(column,), at_most=5, initialled_by=Role.WORKER),
        MatrixQuestion(
            id="m",
            label="Q",
            rows=(Option("x", "X"), Option("y", "Y")),
            options=(Option("a", "A"), Option("b", "B")),
        ),
        GroupQuestion(id="g", label="Q", row_title="Job", questions=(TextQuestion(id="i", label="I"),)),
    )
    assert getattr(form.questions()[3], "standing", ()) == (StandingName.CARE, StandingName.STANDING)


@pytest.mark.parametrize(
    ("question", "part"),
    [
        (asked("several", OPTIONS, "at_most = 3"), "only 2 options"),
        (asked("several", OPTIONS, "at_least = 2", "at_most = 1"), "Swap the two"),
        (asked("scale", 'words = ["a", "b"]', "highest = 5"), "5 steps, but 2 words"),
        (asked("number", "decimals = 5"), "from 0 to 4"),
        (asked("number", "at_least = 0.5"), "whole number"),
        (asked("number", "decimals = 1", 'at_least = "x"'), "has to be a number"),
        (asked("number", "decimals = 1", "at_most = nan"), "has to be a number"),
        (asked("duration", 'default = "soon"'), "not a length of time"),
        (asked("scale", "default = 9"), "between 1 and 5"),
        (asked("date", "default = 2026-11-28"), "Put it in quotes"),
        (asked("person", 'among = "friends"'), "workers, anyone"),
        (asked("text", 'comment = "always"'), "may, never"),
        (asked("text", 'comment = "never"', 'comment_when = "answer"'), "never be there"),
        (asked("text", 'tags = ["suport"]'), "Did you mean support?"),
        (asked("text", 'warns_when = "anser"'), "Did you mean answer?"),
        (asked("scale", 'warns_when = "answer == no"'), "answered with a number"),
        (asked("matrix", ROWS, OPTIONS, "warns_when = \"answer == 'c'\""), "Write one of: a, b."),
        (asked("matrix", OPTIONS), "no “rows”"),
        (asked("table"), "no “column”"),
        (asked("table", "rows = []\nat_most = 2", COLUMN), "only one can say how many"),
        (asked("table", ROWS, "at_most = 1", COLUMN), "only one can say how many"),
        (asked("table", ROWS, "at_least = 9", COLUMN), "There are only"),
        (asked("table", 'counted_by = "n"', COLUMN), "no question “n”"),
        (asked("table", 'counted_by = "q"', COLUMN), "not answered with a whole number"),
        (asked("table", 'initialled_by = "supervisor"', COLUMN), "does not sign"),
        (asked("table", 'initialled_by = "both"', COLUMN), "cannot initial"),
        (asked("table", COLUMN.replace('"text"', '"several"') + f"\n{OPTIONS}"), "cannot be a column"),
        (asked("table", COLUMN + '\nfact = "place"'), "“fact” is not known here"),
        (asked("table", COLUMN + '\ncomment = "may"'), "“comment” is not known here"),
        (asked("table", COLUMN, COLUMN), "“c” is there twice"),
        (asked("table", COLUMN.replace('id = "c"', 'id = "id"')), "the row's own name"),
        (asked("table", COLUMN.replace('id = "c"', 'id = "q"')), "there twice"),
        (asked("group"), "no “question”"),
        (asked("group", INNER.replace('"text"', '"agenda"')), "cannot stand in a group"),
        (asked("group", INNER.replace('"text"', '"action-review"')), "cannot stand in a group"),
        (asked("group", INNER + '\nunseen_with = "q"'), "“unseen_with” is not known here"),
        (asked("group", INNER + '\nshown_when = "later"'), "which is not there"),
        (asked("computed", 'computes = "worker.probation"'), "Did you mean worker.in_probation?"),
        (asked("computed", 'computes = "score.x"'), "cannot be worked out"),
        (asked("computed", 'computes = "today"', "required = true"), "“required” is not known here"),
        (asked("evidence", "evidence = true"), "“evidence” is not known here"),
        (asked("agenda", 'standing = ["mine"]'), "standing, managers, care"),
        (asked("text").replace('"q"', '"not"'), "means something else in conditions"),
    ],
)
def test_a_question_that_cannot_work_is_refused(question: str, part: str) -> None:
    found = faults(question)
    assert len(found) == 1, found
    assert part in found[0]


def test_groups_go_two_deep_not_three() -> None:
    two = f"{asked('group')}\n[[section.question.question]]\n{asked('group', own='r')}\n"
    three = f"{two}[[section.question.question.question]]\n{asked('group', own='s')}\n"
    assert "two deep" in faults(three)[0]


def test_an_inner_id_is_not_one_of_the_questions_outside() -> None:
    later = asked("group", INNER), 'id = "i"\ntype = "text"\nlabel = "I"'
    assert faults(*later) == [
        "“i” is also a question outside. Give each its own id, so that conditions can tell them apart."
    ]


def test_two_tables_may_have_columns_of_the_same_id() -> None:
    assert small_form(asked("table", COLUMN, own="t"), asked("table", COLUMN, own="u"))


def test_a_condition_inside_asks_in_its_own_row_first() -> None:
    inner = (
        INNER + '\nshown_when = "n > 1"\n[[section.question.question]]\nid = "j"\ntype = "text"\nlabel = "J"'
    )
    assert small_form(NUMBER, asked("group", inner + "\nrequired = \"i == 'x'\""))
    assert "comes later" in faults(asked("group", INNER + '\nshown_when = "n > 1"'), NUMBER)[0]


@pytest.mark.parametrize(
    ("condition", "part"),
    [
        ("s == 'a'", "Write: 'a' in s"),
        ("'c' in s", "Write one of: a, b."),
        ("'a' in n", "has one answer, not a list"),
        ("g == 1", "Ask only whether it is there: g"),
        ("m.x == 'c'", "Write one of: a, b."),
        ("m.z == 'a'", "which is not there"),
        ("n.x == 1", "which is not there"),
    ],
)
def test_a_condition_that_can_never_hold_is_refused(condition: str, part: str) -> None:
    questions = asked("several", OPTIONS, own="s"), asked("matrix", ROWS, OPTIONS, own="m"), NUMBER
    last = asked("text", f'shown_when = "{condition}"')
    assert part in faults(*questions, asked("group", INNER, own="g"), last)[0]


SCORE = '\n[[score]]\nid = "s"\nlabel = "S"\nhow = "{}"\nof = {}\n{}'


@pytest.mark.parametrize(
    ("how", "of", "more", "part"),
    [
        ("median", '["n"]', "", "Did you mean mean?"),
        ("mean", "[]", "", "of which questions"),
        ("mean", '["m"]', "", "no question “m”"),
        ("mean", '["q"]', "", "not answered with a number"),
        ("mean", '["t.c"]', "", "not answered with a number"),
        ("mean", '["t.d"]', "", "no question “t.d”"),
        ("mean", '["n"]', "weights = [1]", "“weighted” only"),
        ("weighted", '["n"]', "", "1 questions but 0 weights"),
        ("weighted", '["n"]', "weights = [-1]", "0 or more"),
        ("weighted", '["n"]', 'weights = ["x"]', "has to be a number"),
        ("mean", '["n"]', 'counts = "answer > 1"', "for “count” only"),
        ("count", '["n"]', 'counts = "answer == no"', "answered with a number"),
        ("count", '["n"]', 'counts = "q"', "which is not there"),
    ],
)
def test_a_score_that_cannot_be_worked_out_is_refused(how: str, of: str, more: str, part: str) -> None:
    questions = NUMBER, asked("text"), asked("table", COLUMN, own="t")
    assert any(part in fault for fault in faults(*questions, after=SCORE.format(how, of, more)))


def test_two_scores_of_one_id_are_refused() -> None:
    twice = SCORE.format("mean", '["n"]', "") * 2
    assert faults(NUMBER, after=twice) == ["“s” is there twice. Rename one."]


def test_sections_have_a_step_each_or_none() -> None:
    text = with_questions(asked("text")).decode()
    second = HEAD[HEAD.index("[[section]]") :].replace("first", "second").replace('step = "agenda"\n', "")
    both = text + second + "[[section.question]]\n" + asked("text", own="r")
    with pytest.raises(BadForm, match="but other sections have one"):
        read_form(both.encode(), "x")
    form = read_form(both.replace('step = "agenda"\n', "").encode(), "x")
    assert [section.stop for section in form.sections] == ["first", "second"]
    with pytest.raises(BadForm, match="“step” is missing"):
        read_form(text.replace('step = "agenda"\n', "").replace('"note"', '"supervision"').encode(), "x")


def test_a_section_may_be_filled_by_somebody_named() -> None:
    text = with_questions(asked("text")).decode()
    line = 'step = "agenda"\nfilled_by = "{}"\ncolumns = 2\npage_break = true\nkeep_together = true'
    section = read_form(text.replace('step = "agenda"', line.format("other: Cook")).encode(), "x").sections[0]
    assert (section.filled_by, section.filled_by_label, section.columns) == (Role.OTHER, "Cook", 2)
    assert section.page_break
    assert section.keep_together
    for wrong in ("other", "other:", "cook"):
        with pytest.raises(BadForm):
            read_form(text.replace('step = "agenda"', line.format(wrong)).encode(), "x")


@pytest.mark.parametrize(
    ("signers", "part"),
    [
        ('[[signer]]\nrole = "third-party"', "does not say who"),
        ('[[signer]]\nrole = "supervisor"\neach_participant = true', "not one of several"),
        ('[[signer]]\nrole = "worker"\noptional = true', "Nobody has to sign"),
        ('[[signer]]\nrole = "other"\nlabel = "Cook"\n' * 2, "there twice"),
    ],
)
def test_signers_that_cannot_be_are_refused(signers: str, part: str) -> None:
    source = with_questions(asked("text")).decode().replace('[[signer]]\nrole = "worker"', signers)
    with pytest.raises(BadForm, match=part):
        read_form(source.encode(), "x")


def test_faults_of_one_table_and_of_the_whole_form_are_named_together() -> None:
    found = faults(asked("text", "max_length = 0"), asked("date", 'not_before = "q"', own="d"))
    assert len(found) == 2
    assert "no other date question" in found[1]


def test_what_only_seems_missing_is_not_a_fault_of_its_own() -> None:
    """The number's id cannot be read, so nobody can say that the condition asks for nothing."""
    found = faults(NUMBER.replace('"n"', '"N"'), asked("text", 'shown_when = "n > 1"'))
    assert len(found) == 1
