"""An app with one question on it, that notes the answers; and quick hands."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Button

import supervise_tui.ui
from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation
from supervise_tui.forms.definition import Form, Question, Role
from supervise_tui.ui import themes
from supervise_tui.ui.widgets.questions import Answered, Setting, TurnWanted, widget_for
from supervise_tui.workflows.agendas import OfferedList
from supervise_tui.workflows.pick_from import PickFrom

TODAY = date(2026, 11, 17)
"""A Tuesday."""
NOTHING = PickFrom()
UI = Path(supervise_tui.ui.__file__).parent


class OneQuestion(App[None]):
    """An app with one question on it, that notes the answers."""

    CSS_PATH: ClassVar = [UI / "app.tcss", UI / "questions.tcss"]
    is_open = False
    """No cabinet: screens that the question opens ask the app for that."""

    def __init__(
        self,
        question: Question,
        value: Json = None,
        *,
        others: dict[str, Json] | None = None,
        form: Form | None = None,
        pick_from: PickFrom = NOTHING,
    ) -> None:
        super().__init__()
        ids = itertools.count(1)
        self.others: dict[str, Json] = others or {}
        self.setting = Setting(
            today=TODAY,
            nation=Nation.ENGLAND,
            names={Role.WORKER: "Folasadé", Role.SUPERVISOR: "Rhys", Role.BOTH: "both"},
            new_id=lambda: f"r{next(ids)}",
            answers=self.others,
            form=form,
            pick_from=pick_from,
        )
        self._question, self._value = question, value
        self.answers: list[Json] = []
        self.wrong = ""
        self.turns = 0
        self.let_go: frozenset[str] = frozenset()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The border shapes that our styles name."""
        return themes.lines(False) | themes.STYLES

    def compose(self) -> ComposeResult:
        """Only the question, and a way on."""
        self.asked = widget_for(self._question, self.setting, self._value)
        with VerticalScroll(classes="questions", can_focus=False):
            yield self.asked
            yield Button("On", id="after")

    def on_mount(self) -> None:
        """Start typing at once."""
        self.screen.set_focus(self.asked.first_field)

    def on_answered(self, event: Answered) -> None:
        """Note it."""
        self.answers.append(event.value)
        self.wrong = event.wrong
        self.let_go = event.let_go

    def on_turn_wanted(self, event: TurnWanted) -> None:
        """Count it."""
        self.turns += 1


def text_of(app: App[None]) -> str:
    """Everything on the screen, as text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)


async def type_fast(pilot: Pilot[Any], text: str) -> None:
    """Type without waiting between keys; a line end is Enter."""
    for character in text:
        if character == "\n":
            pilot.app.post_message(events.Key("enter", None))
        else:
            pilot.app.post_message(events.Key(_character_to_key(character), character))
    await pilot.pause()
    await pilot.pause()


def ask(
    question: Question,
    story: Callable[[OneQuestion, Pilot[None]], Awaitable[None]],
    value: Json = None,
    *,
    others: dict[str, Json] | None = None,
    form: Form | None = None,
    pick_from: PickFrom = NOTHING,
    offered: tuple[OfferedList, ...] = (),
) -> None:
    """Show one question, among the answers to `others`, and tell a story; `offered` is for an agenda."""

    async def tell() -> None:
        app = OneQuestion(question, value, others=others, form=form, pick_from=pick_from)
        app.setting = replace(app.setting, standing=offered)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await story(app, pilot)

    asyncio.run(tell())
