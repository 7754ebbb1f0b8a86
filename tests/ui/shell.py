"""The program as one person has it in front of them: opened on nothing, or on a cabinet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.css.query import NoMatches
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from supervise_tui.trust.costs import FLOOR
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.idle import Clocks, IdleLimits
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.problem_line import ProblemLine
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from tests.homes import PASSPHRASE, Clock, make_home

PATIENCE = 500
"""Rounds of 20 ms before something counts as never happening."""

WidgetKind = TypeVar("WidgetKind", bound=Widget)
ScreenKind = TypeVar("ScreenKind", bound=Screen[Any])


@dataclass
class Hands:
    """Clocks that are moved by hand: the one that never goes back, and the one on the wall."""

    monotonic: float = 1000.0
    wall: float = 5000.0

    def clocks(self) -> Clocks:
        """Give them to the program."""
        return Clocks(monotonic=lambda: self.monotonic, wall=lambda: self.wall)

    def move(self, seconds: float) -> None:
        """Let time go by on both."""
        self.monotonic += seconds
        self.wall += seconds


def seen(happened: Callable[[], object]) -> object:
    """Ask whether something has happened; not yet, while a screen that just came has none of its parts."""
    try:
        return happened()
    except NoMatches:
        return False


@dataclass
class Shell:
    """The program and the hands on its keyboard."""

    app: SuperviseApp
    pilot: Pilot[Any]

    async def until(self, happened: Callable[[], object], what: str = "something") -> None:
        """Wait until something has happened, and until the screen is still."""
        for _ in range(PATIENCE):
            await self.pilot.pause(0.02)
            if seen(happened):
                await self.pilot.pause()
                return
        raise AssertionError(f"{what} never happened on {self.app.screen!r}, which shows:\n{self.text()}")

    async def on(self, screen: type[ScreenKind]) -> ScreenKind:
        """Wait for a screen of that type to be in front and at rest."""
        await self.until(
            lambda: (
                isinstance(self.app.screen, screen)
                and self.app.screen.is_mounted
                and not getattr(self.app.screen, "busy", False)
            ),
            screen.__name__,
        )
        found = self.app.screen
        assert isinstance(found, screen)
        return found

    async def press(self, *keys: str) -> None:
        """Press keys, one by one; letters after one another as fast as they are typed."""
        for in_a_row, run in groupby(keys, key=lambda key: len(key) == 1):
            pressed = list(run)
            if in_a_row and len(pressed) > 1:
                await self.type_in(*pressed)
            else:
                await self.pilot.press(*pressed)

    async def type_in(self, *keys: str) -> None:
        """Send keys as fast as a terminal can: nothing waits between two of them."""
        for key in keys:
            letter = len(key) == 1
            self.app.post_message(
                events.Key(_character_to_key(key) if letter else key, key if letter else None)
            )
        await self.pilot.pause()

    def fill(self, **fields: str) -> None:
        """Put text into the fields of those ids."""
        for name, text in fields.items():
            found = self.app.screen.query_one(f"#{name}")
            line = found if isinstance(found, LineField) else found.query_one(LineField)
            line.value = text

    def find(self, selector: str, kind: type[WidgetKind]) -> WidgetKind:
        """Find a widget of the screen in front."""
        return self.app.screen.query_one(selector, kind)

    @property
    def said(self) -> str:
        """What the problem line says."""
        return self.app.screen.query_one(ProblemLine).said

    @property
    def rows(self) -> list[str]:
        """The rows of the list in front, cells joined."""
        return [" | ".join(row.cells) for row in self.app.screen.query_one(RowList).rows]

    def text(self) -> str:
        """Everything on the screen, as text."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)


def in_front(
    tmp_path: Path,
    story: Callable[[Shell], Awaitable[None]],
    *,
    prepare: Callable[[Desk], object] | None = None,
    passphrase: str | None = PASSPHRASE,
    empty: bool = False,
    hands: Hands | None = None,
    clock: Clock | None = None,
    idle: IdleLimits | None = None,
    size: tuple[int, int] = (80, 24),
) -> None:
    """Tell a story in front of the program, on Beck House as `prepare` left it; or on an `empty` machine."""
    state, clock = tmp_path / "state", clock or Clock()
    folder: Path | None = None
    if not empty:
        folder = tmp_path / "beck.cabinet"
        desk, _ = make_home(folder, state, clock)
        if prepare:
            prepare(desk)
        close_desk(desk)
    app = SuperviseApp(
        folder,
        passphrase=None if empty else passphrase,
        state=state,
        now=clock,
        costs=FLOOR,
        idle=idle or IdleLimits(look_every=0.02),
        clocks=(hands or Hands()).clocks(),
    )
    asyncio.run(_tell(app, story, size, home=not empty and passphrase is not None))


async def _tell(
    app: SuperviseApp, story: Callable[[Shell], Awaitable[None]], size: tuple[int, int], *, home: bool
) -> None:
    async with app.run_test(size=size) as pilot:
        shell = Shell(app, pilot)
        try:
            if home:
                await shell.on(Home)
            await story(shell)
        finally:
            app.shut()
