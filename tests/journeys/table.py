"""The table at which two people sit: the real program with keys pressed into it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.trust.costs import FLOOR
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from tests.homes import PASSPHRASE, Clock, add_ania, make_home
from tests.ui.shell import seen

PATIENCE = 400
"""Rounds of 20 ms before something counts as never happening."""

WidgetKind = TypeVar("WidgetKind", bound=Widget)
ScreenKind = TypeVar("ScreenKind", bound=Screen[Any])


@dataclass
class Table:
    """The program, its pilot, and the record in hand."""

    app: SuperviseApp
    pilot: Pilot[Any]
    worker: Worker
    record_id: str

    async def until(self, happened: Callable[[], object], what: str = "") -> None:
        """Wait until something has happened, and until the screen is still."""
        await self.pilot.pause(0.02)  # what was pressed has begun to act
        for _ in range(PATIENCE):
            if seen(happened):
                await self.pilot.pause()
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"never happened: {what} on {self.app.screen!r}, which shows:\n{self.text()}")

    async def on(self, screen: type[ScreenKind]) -> ScreenKind:
        """Wait for a screen of that type to be in front and at rest."""
        await self.until(
            lambda: isinstance(self.app.screen, screen) and not getattr(self.app.screen, "busy", False),
            screen.__name__,
        )
        found = self.app.screen
        assert isinstance(found, screen)
        return found

    async def open(self) -> RecordScreen:
        """Open the record in hand for writing."""
        self.app.push_screen(RecordScreen(self.record_id))
        screen = await self.on(RecordScreen)
        await self.until(lambda: screen.focused is not None, "a field to type in")
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys, one by one; letters after one another as fast as they are typed."""
        for in_a_row, run in groupby(keys, key=lambda key: len(key) == 1):
            pressed = list(run)
            if in_a_row and len(pressed) > 1:
                await self.type_in("".join(pressed))
            else:
                await self.pilot.press(*pressed)

    async def type_in(self, text: str) -> None:
        """Type text, as fast as a terminal can send it: nothing waits between two keys."""
        for character in text:
            key = "enter" if character == "\n" else _character_to_key(character)
            self.app.post_message(events.Key(key, None if character == "\n" else character))
        await self.pilot.pause()

    async def choose(self, option_id: str) -> None:
        """Choose an option of the list in front."""
        ways = self.app.screen.query_one("#ways", OptionList)
        ways.highlighted = ways.get_option_index(option_id)
        await self.press("enter")

    def find(self, selector: str, kind: type[WidgetKind]) -> WidgetKind:
        """Find a widget of the screen in front."""
        return self.app.screen.query_one(selector, kind)

    def text(self) -> str:
        """Everything on the screen, as text."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)

    @property
    def desk(self) -> Desk:
        """The open cabinet."""
        return self.app.desk

    def state_of_record(self) -> State:
        """Where the record in hand stands, by the cabinet."""
        return hold_supervision.open_sheet(self.desk, self.record_id).record.state


def at_the_table(
    tmp_path: Path,
    story: Callable[[Table], Awaitable[None]],
    prepare: Callable[[Desk, Worker], str] | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    folder: Path | None = None,
    clock: Clock | None = None,
) -> None:
    """Make a home, let `prepare` fill it and name a record, open the program on it, and tell the story.

    With `folder` the home is there already, and `prepare` is not asked. With `clock` the story turns the
    days itself.
    """
    state, clock = tmp_path / "state", clock or Clock()
    if folder is not None:
        asyncio.run(_tell(folder, state, Worker(id="", name="", post=""), "", story, size, clock))
        return
    folder = tmp_path / "beck.cabinet"
    desk, _ = make_home(folder, state, clock)
    worker = add_ania(desk)
    record_id = prepare(desk, worker) if prepare else hold_supervision.start(desk, worker.id).record.id
    close_desk(desk)
    asyncio.run(_tell(folder, state, worker, record_id, story, size, clock))


async def _tell(
    folder: Path,
    state: Path,
    worker: Worker,
    record_id: str,
    story: Callable[[Table], Awaitable[None]],
    size: tuple[int, int],
    clock: Clock,
) -> None:
    app = SuperviseApp(folder, passphrase=PASSPHRASE, state=state, now=clock, costs=FLOOR)
    async with app.run_test(size=size) as pilot:
        table = Table(app, pilot, worker, record_id)
        await table.until(lambda: type(app.screen).__name__ == "Home", "home")
        try:
            await story(table)
        finally:
            app.shut()
