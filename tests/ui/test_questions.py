"""Each type of question on the screen: what is typed becomes an answer, and what is wrong is said."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    LongTextQuestion,
    NumberQuestion,
    Option,
    Question,
    Role,
    ScaleQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.questions import QuestionWidget
from supervise_tui.ui.widgets.questions.actions import ActionsAnswer
from supervise_tui.ui.widgets.questions.agenda import AgendaAnswer
from supervise_tui.ui.widgets.questions.choices import UnseenScaleAnswer
from supervise_tui.ui.widgets.questions.rows import EditableRows
from tests.ui.one_question import OneQuestion, ask, type_fast


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (TextQuestion(id="q", label="Where"), "Quiet room", "Quiet room"),
        (TextQuestion(id="q", label="Where"), "Łódź café", "Łódź café"),
        (NumberQuestion(id="q", label="How long", unit="minutes"), "65", 65),
        (DateQuestion(id="q", label="Date"), "in 2 weeks", "2026-12-01"),
        (DateQuestion(id="q", label="Date"), "24/11", "2026-11-24"),
        (TimeQuestion(id="q", label="Time"), "2pm", "14:00"),
        (LongTextQuestion(id="q", label="Summary"), "A good talk", "A good talk"),
        (YesNoQuestion(id="q", label="In force?"), "y", True),
        (YesNoQuestion(id="q", label="In force?"), "n", False),
        (ScaleQuestion(id="q", label="Worth"), "4", 4),
        (
            ChoiceQuestion(id="q", label="Kind", options=(Option("a", "Formal"), Option("b", "Spot check"))),
            "s",
            "b",
        ),
    ],
)
def test_what_is_typed_becomes_the_answer(question: Question, typed: str, answer: Json) -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, typed)
        assert app.answers[-1] == answer
        assert type(app.answers[-1]) is type(answer)
        assert app.wrong == ""

    ask(question, story)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (TextQuestion(id="q", label="Where"), "Quiet room"),
        (NumberQuestion(id="q", label="How long"), 65),
        (DateQuestion(id="q", label="Date"), "2026-12-01"),
        (TimeQuestion(id="q", label="Time"), "14:00"),
        (LongTextQuestion(id="q", label="Summary"), "A good talk"),
        (LongTextQuestion(id="q", label="Summary", prompts=("What went well?",)), "A good talk"),
        (YesNoQuestion(id="q", label="In force?", not_applicable=True), "n/a"),
        (ScaleQuestion(id="q", label="Worth"), 4),
        (ScaleQuestion(id="q", label="Worth", unseen_with="p", answered_by=Role.WORKER), 4),
        (AgendaQuestion(id="q", label="Agenda"), [{"id": "a", "text": "Nights", "by": "worker"}]),
        (
            ActionReviewQuestion(id="q", label="Review"),
            [
                {
                    "action": "a",
                    "what": "x",
                    "owner": "other",
                    "owner_name": "Huw",
                    "by": "",
                    "outcome": "carried",
                    "why": "y",
                    "new_date": "2026-12-01",
                    "evidence": "",
                }
            ],
        ),
        (
            ActionsQuestion(id="q", label="Actions"),
            [
                {
                    "id": "a",
                    "what": "x",
                    "owner": "worker",
                    "owner_name": "",
                    "by": "2026-12-01",
                    "how_known": "",
                }
            ],
        ),
    ],
)
def test_showing_an_answer_does_not_change_it(question: Question, value: Json) -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert app.answers == []
        assert app.asked.answer == value

    ask(question, story, value)


@pytest.mark.parametrize(
    ("question", "typed", "says"),
    [
        (NumberQuestion(id="q", label="How long"), "an hour", "whole number"),
        (NumberQuestion(id="q", label="How long", at_most=600), "6000", "600"),
        (DateQuestion(id="q", label="Date"), "31/2", ""),
        (TimeQuestion(id="q", label="Time"), "99:99", ""),
    ],
)
def test_what_cannot_be_right_is_said_and_stays_as_typed(question: Question, typed: str, says: str) -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, typed)
        assert app.wrong
        assert says in app.wrong
        assert getattr(app.asked, "value", None) == typed
        assert str(app.answers[-1]) == typed
        assert str(app.asked.border_subtitle).startswith("! ")

    ask(question, story)


def test_the_full_date_is_echoed_at_once() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "fri")
        assert app.asked.border_subtitle == "Friday 20 November 2026"

    ask(DateQuestion(id="q", label="Date"), story)


def test_a_hundred_thousand_pasted_characters_are_kept_and_said_to_be_too_many() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        app.post_message(events.Paste("word " * 20_000))
        await pilot.pause()
        await pilot.pause()
        assert len(str(app.answers[-1])) == 100_000
        assert "80,000" in str(app.asked.border_subtitle)
        assert "Please shorten it" in app.wrong

    ask(LongTextQuestion(id="q", label="Summary"), story)


def test_a_prompt_is_written_into_the_text_where_typing_goes_on() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "First.")
        await pilot.press("tab", "enter")
        await type_fast(pilot, "Fine.")
        assert app.answers[-1] == "First.\n\nWhat went well?\nFine."

    ask(LongTextQuestion(id="q", label="Summary", prompts=("What went well?",)), story)


def rows(app: OneQuestion) -> list[dict[str, Json]]:
    """The rows of the last answer."""
    answer = app.answers[-1]
    assert isinstance(answer, list)
    return [row for row in answer if isinstance(row, dict)]


def test_agenda_lines_typed_fast_each_land_on_a_line_of_their_own() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "Nights\nLeave\nTraining")
        assert [row["text"] for row in rows(app)] == ["Nights", "Leave", "Training"]
        assert {row["by"] for row in rows(app)} == {"worker"}
        assert len({row["id"] for row in rows(app)}) == 3

    ask(AgendaQuestion(id="q", label="Agenda"), story)


def test_a_half_typed_agenda_line_is_part_of_the_answer_already() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "Nig")
        assert [row["text"] for row in rows(app)] == ["Nig"]
        await pilot.press("backspace", "backspace", "backspace")
        assert app.answers[-1] is None

    ask(AgendaQuestion(id="q", label="Agenda"), story)


def lines_of(*texts: str, by: str = "supervisor") -> list[Json]:
    """An agenda of these lines."""
    return [{"id": text, "text": text, "by": by} for text in texts]


def test_agenda_lines_are_put_in_order_changed_and_removed() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        listed = app.query_one(EditableRows)
        app.screen.set_focus(listed)
        listed.highlighted = 2
        await pilot.press("u", "u")
        assert [row["text"] for row in rows(app)] == ["C", "A", "B"]
        await pilot.press("enter")
        await type_fast(pilot, "!")
        assert [row["text"] for row in rows(app)] == ["C!", "A", "B"]
        app.screen.set_focus(listed)
        listed.highlighted = 1
        await pilot.press("r")
        assert [row["text"] for row in rows(app)] == ["C!", "B"]

    ask(AgendaQuestion(id="q", label="Agenda"), story, lines_of("A", "B", "C"))


def test_a_line_often_talked_about_goes_onto_the_agenda_once() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert isinstance(app.asked, AgendaAnswer)
        usual = app.query_one(".usual")
        app.screen.set_focus(usual)
        await pilot.press("home", "enter")
        assert [(row["text"], row["by"]) for row in rows(app)] == [("How are you?", "both")]
        assert not usual.display

    ask(AgendaQuestion(id="q", label="Agenda", proposed=("How are you?",)), story)


def test_actions_typed_fast_have_what_who_when_and_how() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "Book the course\n1\nin 2 weeks\nA date in the rota\nSecond one")
        first, second = rows(app)
        assert (first["what"], first["owner"], first["by"]) == ("Book the course", "worker", "2026-12-01")
        assert first["how_known"] == "A date in the rota"
        assert second["what"] == "Second one"
        assert second["by"] == ""

    ask(ActionsQuestion(id="q", label="Actions"), story)


def test_somebody_else_is_named_for_an_action() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "Mend the bell\n3\nHuw in estates\nin 2 weeks")
        assert (rows(app)[0]["owner"], rows(app)[0]["owner_name"]) == ("other", "Huw in estates")
        assert rows(app)[0]["by"] == "2026-12-01"

    ask(ActionsQuestion(id="q", label="Actions"), story)


def test_a_working_day_is_suggested_when_nobody_works_that_day() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert isinstance(app.asked, ActionsAnswer)
        await type_fast(pilot, "Ring the family\n2\n25/12/2026")
        assert rows(app)[0]["by"] == "2026-12-25"
        assert "Nobody works on that day" in app.asked.hint
        await pilot.press("down")
        await pilot.pause()
        assert rows(app)[0]["by"] == "2026-12-29"

    ask(ActionsQuestion(id="q", label="Actions"), story)


def test_one_line_that_is_far_too_long_does_not_keep_the_others_from_being_saved() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        app.post_message(events.Paste("x" * 100_000))
        await pilot.pause()
        await pilot.pause()
        assert app.wrong
        assert [row["text"] for row in rows(app)] == ["A"]

    ask(AgendaQuestion(id="q", label="Agenda"), story, lines_of("A"))


def test_the_workers_line_goes_when_the_worker_says_so_and_the_screen_is_told() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        app.screen.set_focus(app.query_one(EditableRows))
        await pilot.press("home", "r")
        assert app.answers == []
        await pilot.click("#yes")
        await pilot.pause()
        assert [row["text"] for row in rows(app)] == ["B"]
        assert "A" in app.let_go

    ask(AgendaQuestion(id="q", label="Agenda"), story, lines_of("A", "B", by="worker"))


def test_a_workers_line_that_stays_can_be_put_off_with_a_reason() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        app.screen.set_focus(app.query_one(EditableRows))
        await pilot.press("home", "r")
        await pilot.press("enter")
        await pilot.pause()
        await type_fast(pilot, "The rota comes on Friday")
        await pilot.press("enter")
        await pilot.pause()
        assert len(rows(app)) == 2
        assert (rows(app)[0]["outcome"], rows(app)[0]["why"]) == ("deferred", "The rota comes on Friday")
        assert "put off: The rota comes on Friday" in listed_in(app)
        assert "A" not in app.let_go

    ask(AgendaQuestion(id="q", label="Agenda"), story, lines_of("A", "B", by="worker"))


def test_deleting_the_words_of_the_workers_line_does_not_take_it_off() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        app.screen.set_focus(app.query_one(EditableRows))
        await pilot.press("home", "enter", "backspace")
        assert "own" in app.wrong
        await pilot.press("enter")
        assert listed_in(app).startswith(" 1  A")
        assert app.wrong == ""

    ask(AgendaQuestion(id="q", label="Agenda"), story, lines_of("A", "B", by="worker"))


def open_actions() -> list[Json]:
    """Two actions of an earlier talk: one is late, one is not."""
    said: dict[str, Json] = {"outcome": "", "why": "", "new_date": "", "evidence": "", "owner_name": ""}
    return [
        {"action": "p1", "what": "Try the early round", "owner": "worker", "by": "2026-11-10", **said},
        {"action": "p2", "what": "Mend the bell", "owner": "supervisor", "by": "2026-11-20", **said},
    ]


REVIEW = ActionReviewQuestion(id="q", label="What became of the actions")


def listed_in(app: OneQuestion) -> str:
    """The rows of the list, as text."""
    return "\n".join(str(option.prompt) for option in app.query_one(MarkedList).options)


def test_an_open_action_says_who_by_when_and_whether_it_is_late() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        first, second = listed_in(app).splitlines()
        assert "Try the early round · Folasadé · by" in first
        assert "7 days overdue · what became of it?" in first
        assert "Rhys" in second
        assert "in 3 days" in second
        assert not app.query_one("#outcome-q").display

    ask(REVIEW, story, open_actions())


def test_actions_are_looked_back_at_one_after_the_other_by_keys() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("enter", "1", "enter")
        await type_fast(pilot, "The bell log\n")
        await pilot.press("5", "enter")
        await type_fast(pilot, "Parts are late\n")
        await type_fast(pilot, "in 2 weeks\n")
        first, second = rows(app)
        assert (first["outcome"], first["evidence"], first["why"]) == ("done", "The bell log", "")
        assert (second["outcome"], second["new_date"]) == ("carried", "2026-12-01")
        assert second["why"] == "Parts are late"
        assert "Done, shown" in listed_in(app)
        assert "Carried over to" in listed_in(app)
        assert app.wrong == ""

    ask(REVIEW, story, open_actions())


@pytest.mark.parametrize(("key", "asks"), [("3", "Not done: why?"), ("4", "Dropped: why?")])
def test_what_did_not_happen_asks_why(key: str, asks: str) -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("enter", key)
        assert asks in listed_in(app)
        assert str(app.query_one("#why-q").border_title) == "Why (needed)"
        await pilot.press("enter")
        await type_fast(pilot, "No time")
        assert rows(app)[0]["why"] == "No time"
        assert asks not in listed_in(app)

    ask(REVIEW, story, open_actions())


def test_a_reason_does_not_stay_behind_when_the_action_was_done_after_all() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("enter", "3", "enter")
        await type_fast(pilot, "No time")
        await pilot.press("shift+tab", "1")
        assert (rows(app)[0]["outcome"], rows(app)[0]["why"]) == ("done", "")

    ask(REVIEW, story, open_actions())


def test_a_new_date_that_nobody_can_read_is_said() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("enter", "5", "enter", "enter")
        await type_fast(pilot, "someday")
        assert app.wrong
        assert rows(app)[0]["new_date"] == ""

    ask(REVIEW, story, open_actions())


def test_open_actions_cannot_be_taken_away_or_moved() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        before = listed_in(app)
        await pilot.press("r", "delete", "d", "u")
        assert listed_in(app) == before
        assert app.answers == []

    ask(REVIEW, story, open_actions())


def test_where_no_action_is_open_there_is_nothing_to_ask() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert not app.query_one(MarkedList).display
        assert not app.asked.first_field.can_focus
        await pilot.press("enter", "1")
        assert app.answers == []

    ask(REVIEW, story)


def rendered(widget: QuestionWidget) -> str:
    """What a widget shows, as text."""
    return str(widget.render())


def test_a_rating_stays_hidden_until_both_are_given() -> None:
    question = ScaleQuestion(id="q", label="Worth", unseen_with="p", answered_by=Role.WORKER)

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert isinstance(app.asked, UnseenScaleAnswer)
        assert "4" not in rendered(app.asked)
        assert "given by Folasadé" in rendered(app.asked)
        await pilot.press("enter")
        assert app.turns == 1
        app.asked.other_given = True
        assert "4 of 5" in rendered(app.asked)

    ask(question, story, 4)
