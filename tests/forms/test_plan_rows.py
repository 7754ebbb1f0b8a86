"""What a form says of rows that become actions, of hints on the wording, and of days counted from today."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.actions import ActionPoint, Owner, action_points
from supervise_tui.domain.evidence import behaviours
from supervise_tui.forms.answers import check_answer, defaults, gaps
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    Hints,
    LongTextQuestion,
    Role,
    RowAction,
    TableQuestion,
    Takes,
    TextQuestion,
)
from supervise_tui.forms.intervals import is_said_day, said_day
from supervise_tui.forms.moving import move
from supervise_tui.problems import BadForm
from tests.forms.written import small_form

WHOLE = '{ what = "objective", by = "by_when", how_known = "shown", owner = "supervisor" }'


def plan(raises: str) -> str:
    return f"""id = "plan"
type = "table"
label = "Plan"
raises = {raises}
[[section.question.column]]
id = "objective"
type = "long-text"
label = "Objective"
hints = "smart"
[[section.question.column]]
id = "by_when"
type = "date"
label = "By when"
[[section.question.column]]
id = "shown"
type = "text"
label = "What shows it"
"""


def test_a_column_says_that_it_takes_marked_evidence() -> None:
    form = small_form(
        'id = "work"\ntype = "table"\nlabel = "Work"\nrows = [{ id = "calm", label = "Stays calm" }]\n'
        '[[section.question.column]]\nid = "shown"\ntype = "text"\nlabel = "Evidence"\n'
        'takes = "marked-evidence"'
    )
    question = form.question("work")
    assert isinstance(question, TableQuestion)
    assert [column.takes for column in question.columns if isinstance(column, TextQuestion)] == [Takes.MARKED]
    assert [(one.ref, one.text, one.under) for one in behaviours([form])] == [
        ("work.calm", "Stays calm", "First")
    ]


def test_each_row_of_a_plan_is_an_action_with_its_words_on_one_line() -> None:
    form = small_form(plan(WHOLE))
    question = form.question("plan")
    assert isinstance(question, TableQuestion)
    assert question.raises == RowAction(
        what="objective", by="by_when", how_known="shown", owner=Role.SUPERVISOR
    )
    objective = question.columns[0]
    assert isinstance(objective, LongTextQuestion)
    assert objective.hints is Hints.SMART
    rows: Json = [
        {"id": "1", "objective": "Lead\ntwo rounds", "by_when": "2027-01-05", "shown": "A note"},
        {"id": "2", "by_when": "2027-01-06"},
    ]
    first, second = action_points(form, {"plan": rows})
    assert first == ActionPoint(
        id="1", what="Lead two rounds", owner=Owner.SUPERVISOR, by=date(2027, 1, 5), how_known="A note"
    )
    assert second.what == "", "it is left out when actions go live"


@pytest.mark.parametrize(
    ("raises", "wrong"),
    [
        ('"objective"', "“raises” has to be a table. Write it like: raises = { what ="),
        ('{ what = "objective" }', "“by” is missing."),
        ('{ what = "aim", by = "by_when" }', "“aim” is no text question of the row. Write one of: objective"),
        (
            '{ what = "objective", by = "shown" }',
            "“shown” is no date question of the row. Write one of: by_when",
        ),
        ('{ what = "objective", by = "by_when", how_known = "by_when" }', "“by_when” is no text question"),
        ('{ what = "objective", by = "by_when", owner = "both" }', "“both” cannot be who does it."),
        ('{ what = "objective", by = "by_when", who = "worker" }', "“worker” is no text question"),
        ('{ what = "objective", by = "by_when", whom = "worker" }', "“whom” is not known here."),
    ],
)
def test_a_row_that_cannot_become_an_action_is_named(raises: str, wrong: str) -> None:
    with pytest.raises(BadForm) as caught:
        small_form(plan(raises))
    assert wrong in " ".join(f"{fault.wrong} {fault.right}" for fault in caught.value.faults)


def test_what_is_done_under_a_plan_has_to_be_shown() -> None:
    form = small_form('id = "back"\ntype = "action-review"\nlabel = "Back"\nof = ["development-plan"]')
    question = form.question("back")
    assert isinstance(question, ActionReviewQuestion)
    assert question.of == ("development-plan",)
    row = {"action": "x", "what": "Lead a round", "outcome": "done", "plan": "Our plan"}

    def said(**more: str) -> list[str]:
        kept = check_answer(question, [{**row, **more}])
        return [gap.sentence for gap in gaps(form, {"back": kept}, {})]

    assert said() == ["“Lead a round” is done, but nothing says what shows it."]
    assert said(evidence="A note") == []
    assert said(plan="") == []
    assert said(outcome="dropped") == ["“Lead a round” was dropped, but does not say why."]


DAY = 'id = "on"\ntype = "date"\nlabel = "On"\n'


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-08-31"),
        ("in 6 months", "2027-02-28"),
        ("In 12  Months", "2027-08-31"),
        ("in 2 weeks", "2026-09-14"),
        ("in 1 day", "2026-09-01"),
    ],
)
def test_a_day_may_be_counted_from_the_day_on_which_a_record_is_started(said: str, day: str) -> None:
    form = small_form(f'{DAY}default = "{said}"')
    assert defaults(form, {"today": "2026-08-31"}) == {"on": day}
    assert defaults(form, {}) == {}
    assert said_day(said, date(2026, 8, 31)).isoformat() == day
    assert move(small_form('id = "a"\ntype = "text"\nlabel = "A"'), form, {}) == {}, (
        "a draft is older than that"
    )


@pytest.mark.parametrize("said", ["in", "in six months", "in 0 weeks", "in 3 years", "6 months", "tomorrow"])
def test_any_other_words_are_no_day(said: str) -> None:
    assert not is_said_day(said)
    with pytest.raises(BadForm):
        small_form(f'{DAY}default = "{said}"')


def test_a_default_that_is_a_day_stays_that_day() -> None:
    assert defaults(small_form(f'{DAY}default = "2027-01-05"'), {"today": "2026-08-31"}) == {
        "on": "2027-01-05"
    }
