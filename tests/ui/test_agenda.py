"""The agenda by plain keys: what is offered, the order, and what became of each line [SES-7] [SES-11]."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import AgendaQuestion, Function, Role
from supervise_tui.forms.standing import StandingItem
from supervise_tui.ui.widgets.questions.agenda import AgendaAnswer, AgendaRows
from supervise_tui.workflows.agendas import OfferedList
from tests.ui.one_question import OneQuestion, ask, type_fast
from tests.ui.test_questions import lines_of, listed_in, rows

AGENDA = AgendaQuestion(id="q", label="Agenda")
OFFERED = (
    OfferedList(
        "In care work",
        (
            StandingItem(id="care.risk", label="Risk", function=Function.MANAGEMENT),
            StandingItem(id="care.lone", label="Working alone"),
        ),
    ),
)


def on_the_list(app: OneQuestion) -> AgendaRows:
    """The list of lines, with the cursor on the first."""
    listed = app.query_one(AgendaRows)
    app.screen.set_focus(listed)
    listed.highlighted = 0
    return listed


def marks(app: OneQuestion) -> list[Json]:
    """What became of each line."""
    return [row.get("outcome", "") for row in rows(app)]


def test_letters_say_what_became_of_a_line_and_go_on_to_the_next() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        on_the_list(app)
        await pilot.press("t", "n")
        assert marks(app) == ["reached", "not-reached", ""]
        assert "A · Rhys · talked about" in listed_in(app)
        assert "B · Rhys · not reached" in listed_in(app)
        await pilot.press("p")
        await type_fast(pilot, "The rota comes on Friday\n")
        await pilot.pause()
        assert (rows(app)[2]["outcome"], rows(app)[2]["why"]) == ("deferred", "The rota comes on Friday")

    ask(AGENDA, story, lines_of("A", "B", "C"))


def test_the_same_letter_once_more_takes_the_mark_away() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        listed = on_the_list(app)
        await pilot.press("t")
        listed.highlighted = 0
        await pilot.press("t")
        assert marks(app) == ["", ""]

    ask(AGENDA, story, lines_of("A", "B"))


def test_all_the_rest_is_marked_at_once() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        on_the_list(app)
        await pilot.press("n", "a")
        assert marks(app) == ["not-reached", "reached", "reached"]

    ask(AGENDA, story, lines_of("A", "B", "C"))


@pytest.mark.parametrize("key", ["p", "n"])
def test_what_the_worker_brought_waits_with_a_reason_only(key: str) -> None:
    """[SES-7]"""

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        on_the_list(app)
        await pilot.press(key)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [], "no reason, no mark"
        await type_fast(pilot, "No time left\n")
        await pilot.pause()
        assert (rows(app)[0]["outcome"], rows(app)[0]["why"]) == ("deferred", "No time left")

    ask(AGENDA, story, lines_of("A", by="worker"))


def test_what_was_carried_says_so() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert "My rota · Folasadé · from last time" in listed_in(app)

    ask(AGENDA, story, [{"id": "a", "text": "My rota", "by": "worker", "carried_from": "r1"}])


def test_standing_items_are_picked_from_their_lists_and_come_back_when_taken_off() -> None:
    """[SES-11]"""

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert isinstance(app.asked, AgendaAnswer)
        usual = app.query_one(".usual")
        app.screen.set_focus(usual)
        await pilot.press("home", "enter")
        (row,) = rows(app)
        assert (row["standing"], row["text"], row["function"], row["by"]) == (
            "care.risk",
            "Risk",
            "management",
            "both",
        )
        await pilot.press("enter")
        assert [row["standing"] for row in rows(app)] == ["care.risk", "care.lone"]
        assert not usual.display
        on_the_list(app)
        await pilot.press("r")
        assert [row["standing"] for row in rows(app)] == ["care.lone"]
        assert usual.display

    ask(AGENDA, story, offered=OFFERED)


def test_a_standing_item_that_was_proposed_can_be_put_back_too() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        on_the_list(app)
        await pilot.press("r")
        assert app.answers[-1] is None
        app.screen.set_focus(app.query_one(".usual"))
        await pilot.press("home", "enter")
        assert [(row["text"], row["standing"]) for row in rows(app)] == [("Equality", "standing.equality")]

    ask(AGENDA, story, [{"id": "a", "text": "Equality", "by": "both", "standing": "standing.equality"}])


def test_in_a_preparation_all_lines_are_its_authors_and_nothing_has_become_of_them() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert not app.query_one("#whose-q").display
        await type_fast(pilot, "My rota\nThe hoist\n")
        assert {row["by"] for row in rows(app)} == {"worker"}
        on_the_list(app)
        await pilot.press("t", "r")
        assert [(row["text"], row.get("outcome")) for row in rows(app)] == [("The hoist", None)]

    ask(replace(AGENDA, answered_by=Role.WORKER), story)
