"""Tables, groups and evidence: rows opened, filled, moved, removed and brought back, with two fingers."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    GroupQuestion,
    LongTextQuestion,
    Option,
    PersonQuestion,
    Question,
    Role,
    TableQuestion,
    TextQuestion,
    YesNoQuestion,
)
from supervise_tui.ui.widgets.questions.inner_rows import InnerRows
from supervise_tui.workflows.pick_from import Pickable, PickFrom
from tests.forms.written import small_form
from tests.ui.one_question import OneQuestion, ask, text_of, type_fast

JOBS = TableQuestion(
    id="jobs",
    label="Jobs",
    at_most=3,
    columns=(
        TextQuestion(id="what", label="What", required=True),
        DurationQuestion(id="long", label="How long"),
    ),
)
KIT = TableQuestion(
    id="kit",
    label="What is in place",
    initialled_by=Role.WORKER,
    rows=(Option("phone", "A charged phone"), Option("alarm", "A personal alarm")),
    columns=(
        YesNoQuestion(id="there", label="There", required=True),
        DateQuestion(id="on", label="Looked at on", shown_when="there == yes"),
    ),
)
HURT = TableQuestion(
    id="hurt", label="Who was hurt", counted_by="people", columns=(TextQuestion(id="name", label="Initials"),)
)
CALLS = GroupQuestion(
    id="calls",
    label="Who was told",
    row_title="Call",
    questions=(
        PersonQuestion(id="whom", label="Who", required=True),
        DurationQuestion(id="after", label="How long after", warns_when="answer > 60"),
    ),
)
MOMENTS = GroupQuestion(
    id="moments",
    label="The moments",
    row_title="Moment",
    questions=(
        LongTextQuestion(id="seen", label="What was seen", required=True, max_length=40),
        ChoiceQuestion(
            id="helped",
            label="Did it help?",
            options=(Option("yes_it_did", "It helped"), Option("worse", "It made it worse")),
            comment_when="answer == 'worse'",
        ),
        CALLS,
    ),
)
EVIDENCE = EvidenceQuestion(id="shown", label="What shows it")
FILE = PickFrom(
    records=(Pickable("17", "Supervision", "Tuesday 3 November 2026"),),
    actions=(Pickable("ab12", "Try the earlier round", "by Tuesday 1 December 2026"),),
)


def last(app: OneQuestion) -> list[dict[str, Json]]:
    """The rows of the newest answer, without the marks that the program gives them."""
    rows = cast("list[dict[str, Json]]", app.answers[-1] or [])
    return [{key: cell for key, cell in row.items() if key != "id"} for row in rows]


def test_free_rows_are_added_one_after_the_other() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        # Enter opens the first row, goes from field to field, and takes the way to another one.
        await type_fast(pilot, "\nReading aloud\n90\n\n")
        await type_fast(pilot, "The tea trolley\n1h 30\n")
        await pilot.pause()
        assert last(app) == [{"what": "Reading aloud", "long": 90}, {"what": "The tea trolley", "long": 90}]
        assert "Row 2" in text_of(app)
        await pilot.press("escape")
        assert "Row 1: Reading aloud · 1 hour 30 minutes" in text_of(app)

    ask(JOBS, story)


def test_no_more_rows_are_added_than_fit() -> None:
    rows: list[Json] = [{"id": str(n), "what": f"Job {n}"} for n in range(3)]

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert "+ Add" not in text_of(app)
        await pilot.press("a")
        assert app.answers == []

    ask(JOBS, story, rows)


def test_a_row_is_moved_removed_and_brought_back() -> None:
    rows: list[Json] = [{"id": "1", "what": "Reading"}, {"id": "2", "what": "Tea"}]

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("d")
        assert [row["what"] for row in last(app)] == ["Tea", "Reading"]
        await pilot.press("r")
        assert [row["what"] for row in last(app)] == ["Tea"]
        assert "Z: bring it back" in text_of(app)
        await pilot.press("z")
        assert [row["what"] for row in last(app)] == ["Tea", "Reading"]

    ask(JOBS, story, rows)


def test_a_row_that_was_only_begun_leaves_nothing_behind() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("a", "escape")
        assert app.answers == []
        assert "Row 1" not in text_of(app)

    ask(JOBS, story)


def test_a_row_says_what_it_still_lacks() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "\n\n90")
        assert "1 answer still needed" in text_of(app)

    ask(JOBS, story)


def test_fixed_rows_follow_each_other_and_wait_for_initials() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "\ny\ntoday\n\n")
        await type_fast(pilot, "n\n\n")
        await pilot.pause()
        assert app.answers[-1] == [
            {"id": "phone", "there": True, "on": "2026-11-17"},
            {"id": "alarm", "there": False},
        ]
        said = text_of(app)
        assert "A charged phone: Yes" in said
        assert "waits for Folasadé's initials" in said
        assert app.focused is not None
        assert app.focused.id == "after"
        assert check_answer(KIT, app.answers[-1]) == app.answers[-1]

    ask(KIT, story)


def test_fixed_rows_cannot_be_removed() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("r", "d", "a")
        assert app.answers == []
        assert "A personal alarm" in text_of(app)

    ask(KIT, story)


def test_there_are_as_many_rows_as_another_answer_says_and_no_words_are_lost() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert "As many rows come up" in text_of(app) or "Nothing to fill in" in text_of(app)
        app.others["people"] = 2
        app.asked.look_around()
        await pilot.pause()
        assert "Row 2" in text_of(app)
        await type_fast(pilot, "\nM.T.\n\nJ.\n")
        await pilot.press("escape")
        await pilot.pause()
        app.others["people"] = 1
        app.asked.look_around()
        await pilot.pause()
        assert [row.get("name") for row in last(app)] == ["M.T.", "J."]
        assert "one too many" in text_of(app)

    ask(HURT, story, others={})


def test_a_group_holds_another_one_and_asks_for_a_comment_where_it_is_needed() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "\nShe lay by the door")
        await pilot.press("tab")
        await type_fast(pilot, "2\n")
        assert "Comment on" in text_of(app)
        await type_fast(pilot, "The hoist was away")
        await pilot.press("tab")
        await type_fast(pilot, "\nDr Okonjo\n95 min")
        await pilot.pause()
        assert "worth a closer look" in text_of(app)
        await pilot.press("escape", "escape")
        row = last(app)[0]
        assert row["seen"] == "She lay by the door"
        assert row["helped~comment"] == "The hoist was away"
        calls = cast("list[dict[str, Json]]", row["calls"])
        assert calls[0]["whom"] == {"person": "", "name": "Dr Okonjo"}
        assert calls[0]["after"] == 95
        assert check_answer(MOMENTS, app.answers[-1]) == app.answers[-1]

    ask(MOMENTS, story)


def test_a_slip_in_one_field_keeps_the_rest_of_the_row() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "\nReading aloud\nvery long")
        assert "How long: This is not a length of time" in app.wrong
        assert last(app) == [{"what": "Reading aloud", "long": "very long"}]

    ask(JOBS, story)


def test_a_text_that_is_too_long_is_kept_and_said_to_be() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "\n" + "x" * 41)
        assert "characters" in app.wrong
        assert last(app) == [{"seen": "x" * 41}]

    ask(MOMENTS, story)


def test_a_gap_deep_inside_is_gone_to() -> None:
    rows: list[Json] = [
        {"id": "1", "seen": "One", "calls": [{"id": "x", "whom": {"person": "", "name": "A"}}]},
        {
            "id": "2",
            "seen": "Two",
            "calls": [{"id": "y", "whom": {"person": "", "name": "B"}}, {"id": "z", "after": 5}],
        },
    ]

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await app.asked.go_inside(1, ("calls", 1, "whom"))
        app.screen.set_focus(app.asked.first_field)
        await type_fast(pilot, "Her daughter")
        calls = cast("list[dict[str, Json]]", last(app)[1]["calls"])
        assert calls[1]["whom"] == {"person": "", "name": "Her daughter"}

    ask(MOMENTS, story, rows)


def test_a_record_is_picked_as_evidence_by_its_name() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "\n1\n")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert last(app) == [{"kind": "record", "text": "Supervision, Tuesday 3 November 2026", "ref": "17"}]
        assert check_answer(EVIDENCE, app.answers[-1]) == app.answers[-1]
        assert "Where it is kept" not in text_of(app)

    ask(EVIDENCE, story, pick_from=FILE)


def test_words_changed_by_hand_are_not_the_picked_one_any_more() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "\n2\n")
        await pilot.press("down", "enter", "shift+tab")
        assert last(app)[0]["ref"] == "ab12"
        await type_fast(pilot, "!")
        assert last(app)[0]["ref"] == ""

    ask(EVIDENCE, story, pick_from=FILE)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (JOBS, [{"id": "1", "what": "Reading", "long": 90}]),
        (KIT, [{"id": "phone", "there": False}, {"id": "alarm"}]),
        (MOMENTS, [{"id": "1", "seen": "One", "helped": "worse", "helped~comment": "So."}]),
        (EVIDENCE, [{"id": "e", "kind": "file", "ref": "accident book", "text": ""}]),
    ],
)
def test_showing_and_opening_a_row_does_not_change_it(question: Question, value: Json) -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.asked, InnerRows)
        assert app.asked.opened == 0
        await pilot.press("escape")
        assert app.answers == []
        assert app.asked.answer == value

    ask(question, story, value)


PLAN = """id = "plan"
type = "table"
label = "Plan"
raises = { what = "objective", by = "by_when", how_known = "shown" }
[[section.question.column]]
id = "objective"
type = "text"
label = "Objective"
hints = "smart"
[[section.question.column]]
id = "how"
type = "long-text"
label = "How"
hints = "smart"
[[section.question.column]]
id = "shown"
type = "text"
label = "What shows it"
[[section.question.column]]
id = "by_when"
type = "date"
label = "By when"
"""


def test_an_objective_gets_one_hint_while_it_is_typed_and_loses_it_once_it_is_answered() -> None:
    form = small_form(PLAN)
    plan = form.question("plan")
    assert plan is not None

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        def under(name: str) -> str:
            return str(app.query_one(f"#q-{name}").border_subtitle)

        await type_fast(pilot, "\nbe more open")
        assert under("objective") == "“be more open”: what would we see on shift?"
        await pilot.press(*["backspace"] * 12)
        await type_fast(pilot, "Lead handovers\nto understand them")
        assert under("objective").startswith("How much, how often")
        assert under("how").endswith("what would we see on shift?")
        await pilot.press("tab")
        await type_fast(pilot, "The rota")
        assert under("objective") == "", "what shows it is said in another field of the row"
        assert app.wrong == ""

    ask(plan, story, form=form)
