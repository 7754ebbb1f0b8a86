"""Reading form files: what a good one gives, and that a bad one names all its faults with a cure."""

from __future__ import annotations

import pytest

from supervise_tui.canonical import fingerprint
from supervise_tui.forms.definition import (
    TEXT_LIMIT,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    Fact,
    LongTextQuestion,
    NumberQuestion,
    Option,
    Role,
    ScaleQuestion,
    Step,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.forms.reading import LARGEST_FORM, read_form
from supervise_tui.problems import BadForm, Fault
from tests.forms.written import HEAD, small_form, with_questions

GOOD = 'id = "a"\ntype = "text"\nlabel = "A"'


def faults_of(source: bytes | str) -> tuple[Fault, ...]:
    with pytest.raises(BadForm) as caught:
        read_form(source if isinstance(source, bytes) else source.encode(), "bent.toml")
    return caught.value.faults


def one_fault(source: bytes | str) -> str:
    faults = faults_of(source)
    assert len(faults) == 1, faults
    return str(faults[0])


def test_a_form_is_read_with_everything_it_says() -> None:
    form = small_form(
        'id = "what"\ntype = "text"\nlabel = "What"\nhelp = "Say it."\nrequired = true\nmax_length = 50',
        'id = "more"\ntype = "long-text"\nlabel = "More"\nprompts = ["Why?", "How?"]\n'
        "shown_when = \"what == 'x'\"",
        'id = "kind"\ntype = "choice"\nlabel = "Kind"\n'
        'options = [{ id = "a", label = "A" }, { id = "b", label = "B" }]',
        'id = "ok"\ntype = "yes-no"\nlabel = "OK?"\nnot_applicable = true\nanswered_by = "worker"',
        'id = "rate"\ntype = "scale"\nlabel = "Rate"\nlowest = 0\nhighest = 10\nlowest_label = "bad"',
        'id = "time_spent"\ntype = "number"\nlabel = "Spent"\nunit = "minutes"\nat_least = 0',
        'id = "held"\ntype = "date"\nlabel = "Held"\nfact = "held_on"\nnot_after = "today"',
        'id = "at"\ntype = "time"\nlabel = "At"\nrequired = "ok == yes"',
        'id = "topics"\ntype = "agenda"\nlabel = "Topics"\nproposed = ["How are you?"]',
        'id = "todo"\ntype = "actions"\nlabel = "To do"\nlines = 4',
    )
    assert (form.id, form.version, form.title, form.makes) == ("test.small", 1, "A small form", "note")
    assert form.digest == fingerprint(form.source)
    assert [rule.role for rule in form.signers] == [Role.WORKER]
    assert form.sections[0].step is Step.AGENDA
    assert form.questions() == (
        TextQuestion(id="what", label="What", help="Say it.", required=True, max_length=50),
        LongTextQuestion(
            id="more", label="More", prompts=("Why?", "How?"), shown_when="what == 'x'", max_length=TEXT_LIMIT
        ),
        ChoiceQuestion(id="kind", label="Kind", options=(Option("a", "A"), Option("b", "B"))),
        YesNoQuestion(id="ok", label="OK?", not_applicable=True, answered_by=Role.WORKER),
        ScaleQuestion(id="rate", label="Rate", lowest=0, highest=10, lowest_label="bad"),
        NumberQuestion(id="time_spent", label="Spent", unit="minutes", at_least=0),
        DateQuestion(id="held", label="Held", fact=Fact.HELD_ON, not_after="today"),
        TimeQuestion(id="at", label="At", required="ok == yes"),
        AgendaQuestion(id="topics", label="Topics", proposed=("How are you?",)),
        ActionsQuestion(id="todo", label="To do", lines=4),
    )


def test_a_file_saved_by_a_windows_editor_is_read() -> None:
    source = b"\xef\xbb\xbf" + with_questions(GOOD).replace(b"\n", b"\r\n")
    form = read_form(source, "small.toml")
    assert form.questions()[0].label == "A"
    assert form.source == source


def test_every_fault_is_named_at_once_with_line_section_question_and_cure() -> None:
    source = """id = "Test"
version = "1"
title = ""
makes = "note"
colour = "red"

[[signer]]
role = "wroker"

[[section]]
id = "first"
titel = "First"
step = "agenda"

[[section.question]]
id = "a"
type = "date"
lable = "A"

[[section.question]]
id = "b"
type = "scael"
label = "B"

[[section.question]]
type = "text"
label = "C"
required = "a = 1"
"""
    assert [str(fault) for fault in faults_of(source)] == [
        "bent.toml, line 1: “Test” cannot be a form's id. Use small letters, digits, dots: session.short",
        'bent.toml, line 1: “purpose” is missing. Write it like: purpose = "..."',
        "bent.toml, line 2: “version” has to be a whole number from 1 to 1,000,000. "
        "Write it without quotes: version = 1",
        "bent.toml, line 3: “title” is empty. Write a few plain words.",
        "bent.toml, line 5: “colour” is not known here. "
        "Known here: id, kept_in, kind_of_file, makes, purpose, score, section, signer, signing_order, title "
        "or version.",
        "bent.toml, line 8, signatures: “wroker” cannot stand for “role”. Did you mean worker?",
        'bent.toml, line 10, section first: “title” is missing. Write it like: title = "..."',
        "bent.toml, line 12, section first: “titel” is not known here. Did you mean title?",
        'bent.toml, line 15, section first, question a: “label” is missing. Write it like: label = "..."',
        "bent.toml, line 18, section first, question a: “lable” is not known here. Did you mean label?",
        "bent.toml, line 22, section first, question b: “scael” cannot stand for “type”. Did you mean scale?",
        'bent.toml, line 25, section first, question 3: “id” is missing. Write it like: id = "small_words"',
        "bent.toml, line 28, section first, question 3: The condition “a = 1” cannot be read. "
        "One = stands alone. Write == to compare.",
    ]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("label = Name", "quotes"),
        ('label = "Name', "not closed"),
        ("label", "= is missing"),
        ('label = "A" "B"', "after the end of the value"),
        ("day = 2026-13-45", "days in quotes"),
        ('label = "a \\ b"', "stands alone"),
        ("list = [1, 2", "not closed"),
        ('id = "again"', "twice"),
        ("[section", "brackets"),
        ('label = "\x07"', "cannot be shown"),
    ],
)
def test_a_line_that_is_not_toml_is_named_with_its_cure(line: str, part: str) -> None:
    source = HEAD + f'\n[[section.question]]\nid = "a"\ntype = "text"\n{line}\n'
    fault = faults_of(source)[0]
    assert part in f"{fault.wrong} {fault.right}"
    assert fault.where in ("bent.toml, line 18", "bent.toml, line 19")


def test_faults_after_a_line_that_is_not_toml_are_found_too() -> None:
    source = with_questions(
        'id = "a"\ntype = "text"\nlabel = A', 'id = "b"\ntype = "text"\nlabel = B\nhlep = "x"'
    )
    assert [str(fault).partition(":")[0] for fault in faults_of(source)] == [
        "bent.toml, line 18",
        "bent.toml, line 23",
        "bent.toml, line 24, section first, question b",
    ]


def test_a_line_that_is_not_toml_is_never_let_through() -> None:
    good = with_questions(GOOD).decode()
    for number, line in enumerate(good.splitlines()):
        torn = [*good.splitlines()]
        torn[number] = line + " x y" if line.strip() else "?"
        assert faults_of("\n".join(torn))


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ('id = "A b"\ntype = "text"\nlabel = "A"', "small letters"),
        ('id = "and"\ntype = "text"\nlabel = "A"', "cannot be an id"),
        ('id = "a"\ntype = "text"\nlabel = 3', "has to be a text"),
        ('id = "a"\ntype = "text"\nlabel = "A"\nrequired = 1', "true or false"),
        ('id = "a"\ntype = "text"\nlabel = "A"\nanswered_by = "boss"', "worker, supervisor, both"),
        ('id = "a"\ntype = "text"\nlabel = "A"\nmax_length = 0', "from 1 to 2,000"),
        ('id = "a"\ntype = "long-text"\nlabel = "A"\nmax_length = 20001', "to 20,000"),
        ('id = "a"\ntype = "long-text"\nlabel = "A"\nprompts = "Why?"', "list of texts"),
        ('id = "a"\ntype = "choice"\nlabel = "A"', "no “options”"),
        ('id = "a"\ntype = "choice"\nlabel = "A"\noptions = ["x"]', "list of tables"),
        ('id = "a"\ntype = "choice"\nlabel = "A"\noptions = [{ id = "x", label = "X" }]', "no choice"),
        (
            'id = "a"\ntype = "choice"\nlabel = "A"\noptions = [{id="x",label="X"},{id="x",label="Y"}]',
            "there twice",
        ),
        ('id = "a"\ntype = "scale"\nlabel = "A"\nlowest = 5\nhighest = 3', "from 5 to 3"),
        ('id = "a"\ntype = "number"\nlabel = "A"\nat_least = 5\nat_most = 3', "Swap the two"),
        ('id = "a"\ntype = "date"\nlabel = "A"\nnot_before = "b"', "no other date question"),
        ('id = "a"\ntype = "date"\nlabel = "A"\nnot_before = "a"', "no other date question"),
        ('id = "a"\ntype = "text"\nlabel = "A"\nfact = "held_on"', "needs the type date"),
        ('id = "a"\ntype = "scale"\nlabel = "A"\nunseen_with = "b"', "no question “b”"),
        ('id = "a"\ntype = "scale"\nlabel = "A"\nunseen_with = "a"', "no question “a”"),
        ('id = "a"\ntype = "text"\nlabel = "A"\nshown_when = "b == 1"', "“b”, which is not there"),
        ('id = "a"\ntype = "text"\nlabel = "A"\nshown_when = "a == 1"', "which comes later"),
        ('id = "a"\ntype = "text"\nlabel = "A"\nshown_when = "worker.probation"', "worker.in_probation?"),
        ('id = "a"\ntype = "text"\nlabel = "A\u202e"', "cannot be shown"),
        ('id = "a"\ntype = "agenda"\nlabel = "A"\nproposed = [""]', "list of texts"),
    ],
)
def test_a_question_that_cannot_work_is_refused(question: str, part: str) -> None:
    assert part in one_fault(with_questions(question))


KIND = 'id = "kind"\ntype = "choice"\nlabel = "K"\noptions = [{id="home",label="H"},{id="work",label="W"}]'


@pytest.mark.parametrize(
    ("first", "condition", "part"),
    [
        (KIND, "kind == 'hom'", "Did you mean home?"),
        (KIND, "kind in ['home', 'x']", "Write one of: home, work."),
        ('id = "ok"\ntype = "yes-no"\nlabel = "OK"', "ok == 'no'", "without quotes: ok == yes"),
        ('id = "n"\ntype = "number"\nlabel = "N"', "'3' < n", "without quotes: n >= 3"),
    ],
)
def test_a_condition_that_can_never_hold_is_refused(first: str, condition: str, part: str) -> None:
    assert part in one_fault(with_questions(first, f'{GOOD}\nshown_when = "{condition}"'))


def rating(own: str, other: str, side: str) -> str:
    return f'id = "{own}"\ntype = "scale"\nlabel = "R"\nanswered_by = "{side}"\nunseen_with = "{other}"'


def test_two_ratings_unseen_by_each_other_have_to_name_each_other() -> None:
    assert small_form(rating("a", "b", "worker"), rating("b", "a", "supervisor"))
    assert "does not name this one back" in one_fault(
        with_questions(rating("a", "c", "worker"), GOOD.replace('"a"', '"c"'))
    )
    twice_worker = faults_of(with_questions(rating("a", "b", "worker"), rating("b", "a", "worker")))
    assert all("one the supervisor's" in fault.wrong for fault in twice_worker)


def test_an_id_or_a_fact_that_is_there_twice_is_refused() -> None:
    assert "“a” is there twice" in one_fault(with_questions(GOOD, GOOD))
    day = 'id = "{}"\ntype = "date"\nlabel = "D"\nfact = "held_on"'
    assert "another question already" in one_fault(with_questions(day.format("d"), day.format("e")))
    again = HEAD[HEAD.index("[[section]]") :] + "\n[[section.question]]\n" + GOOD.replace('"a"', '"b"')
    assert "The section “first” is there twice" in one_fault(with_questions(GOOD).decode() + again)


def test_a_supervision_has_to_say_when_it_was_held_and_when_the_next_one_is() -> None:
    source = with_questions(GOOD).replace(b'makes = "note"', b'makes = "supervision"')
    assert [fault.wrong for fault in faults_of(source)] == [
        "No question answers “held_on”.",
        "No question answers “next_date”.",
    ]


def test_signers_and_their_order_have_to_fit() -> None:
    both = with_questions(GOOD).replace(
        b"\n[[section]]", b'\n[[signer]]\nrole = "supervisor"\n\n[[section]]', 1
    )
    ordered = b'signing_order = ["worker", "supervisor"]\n' + both
    assert read_form(ordered, "x").signing_order == (Role.WORKER, Role.SUPERVISOR)
    assert "signing order" in one_fault(b'signing_order = ["worker"]\n' + both)
    assert "cannot sign" in one_fault(both.replace(b'role = "supervisor"', b'role = "both"'))
    assert "there twice" in one_fault(both.replace(b'role = "supervisor"', b'role = "worker"'))
    assert "no “signer”" in one_fault(with_questions(GOOD).replace(b'[[signer]]\nrole = "worker"\n', b""))


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (b"", "missing"),
        (b" " * (LARGEST_FORM + 1), "1,000,001 bytes"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"a" + b".a" * 100_000 + b" = 1", "nested too deeply"),
        (b"x = {a" + b".a" * 100_000 + b" = 1}", "nested too deeply"),
        (b"a = " + b"9" * 100_000, "TOML"),
        ("a = 1".encode("utf-16"), "UTF-8"),
        (b'id = "a"\nname = "\xff"', "not in UTF-8"),
        (b"section = 3", "list of tables"),
        (b"[section]\nid = 'a'", "list of tables"),
        (b'signer = [{role = "worker"}, 3]', "list of tables"),
    ],
)
def test_a_file_that_is_something_else_gets_a_plain_sentence(source: bytes, part: str) -> None:
    assert any(part in str(fault) for fault in faults_of(source))


def test_a_file_with_very_many_faults_lists_only_the_first() -> None:
    faults = faults_of(b"[[section]]\n" * 1_000)
    assert len(faults) == 201
    assert "more faults" in str(faults[-1])
