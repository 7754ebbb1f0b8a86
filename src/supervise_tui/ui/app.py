"""The application: looks, locks, where one can go; no screen of its own beyond the first paint.

Nothing heavy is imported here: the first screen is painted, then the database and the signing
code are loaded in a thread (a test proves it).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from supervise_tui import __version__
from supervise_tui.problems import Problem
from supervise_tui.ui import preferences, themes
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.opening import Opening

if TYPE_CHECKING:
    from supervise_tui.trust.costs import Argon2Costs
    from supervise_tui.workflows.desk import Desk


_ABOUT = (
    f"supervise-tui {__version__}\n\n"
    "Staff supervision in social care: private talks, signed by both, kept encrypted on this computer. "
    "It uses no network.\n\n"
    "A signature here is a tamper-evident electronic signature. The time in it is this computer's clock.\n\n"
    "Licence: Apache 2.0. Fonts and libraries have licences of their own; they stand beside them."
)


@dataclass(frozen=True, kw_only=True)
class IdleLimits:
    """Seconds without a key or the mouse (experience.md, 9)."""

    lock: float = 5 * 60
    """Outside a supervision."""
    cover: float = 5 * 60
    """In a supervision the text is hidden; they may just be talking."""
    lock_in_supervision: float = 30 * 60
    look_every: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Two clocks: one that never goes back, and one that goes on while the laptop sleeps."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


@dataclass(frozen=True)
class _CameFrom:
    """Who had the cabinet open when it was locked, and how to build their screens again."""

    cabinet: str
    slot: str
    folder: Path
    ways: tuple[Callable[[], House], ...]


class SuperviseApp(App[int]):
    """The program on the screen."""

    CSS_PATH = "app.tcss"
    TITLE = "supervise"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+l", "lock", "Lock", show=False, priority=True),
        Binding("ctrl+p,f2", "command_palette", "Commands", show=False),
        Binding("f9", "next_look", "Next look", show=False),
    ]

    def __init__(
        self,
        cabinet_folder: Path | None = None,
        *,
        passphrase: str | None = None,
        state: Path | None = None,
        now: Callable[[], datetime] | None = None,
        costs: Argon2Costs | None = None,
        idle: IdleLimits | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        self.plain_lines = os.environ.get("TERM") in ("linux", "vt100", "vt220")
        colourless = os.environ.get("NO_COLOR") is not None
        super().__init__(ansi_color=True if colourless else None)
        self.cabinet_folder = cabinet_folder
        self.state = state or preferences.state_folder()
        self.costs = costs
        self.idle = idle or IdleLimits()
        self.clocks = clocks or Clocks()
        self.hand_over: str | None = None
        """The worker whose supervision is open: nobody else's things can be reached."""
        self.workers_turn = False
        """Whether the worker sits at the keyboard: leaving then needs the cabinet passphrase."""
        self._passphrase = passphrase
        self._now = now
        self._desk: Desk | None = None
        self._came_from: _CameFrom | None = None
        self._locking = False
        self._last = (self.clocks.monotonic(), self.clocks.wall())
        for theme in (*themes.THEMES, themes.PLAIN):
            self.register_theme(theme)
        self.theme = themes.NO_COLOUR if colourless else self._first_theme()
        self.animation_level = "none"  # nothing moves by itself: for still eyes, and quicker

    # -- what others ask of the app ------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """The open cabinet; a Problem when it is locked."""
        if self._desk is None:
            raise Problem("The cabinet is locked.", "Open it with your passphrase.")
        return self._desk

    @property
    def is_open(self) -> bool:
        """Whether a cabinet is open."""
        return self._desk is not None

    @property
    def standing_in(self) -> str:
        """What stands at the right of the top line."""
        return self._desk.organisation.name if self._desk is not None else "supervise"

    def now(self) -> datetime:
        """Give the local time."""
        from supervise_tui.workflows.open_cabinet import local_now

        return (self._now or local_now)()

    @property
    def today(self) -> date:
        """The local day."""
        return self.now().date()

    # -- looks ---------------------------------------------------------------------------------

    def _first_theme(self) -> str:
        return preferences.read(self.state).theme or preferences.first_theme()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Add border shapes and text styles to the theme's colours."""
        return themes.lines(self.plain_lines) | themes.STYLES

    def get_css_variables(self) -> dict[str, str]:
        """Keep box characters away from terminals that lack them, whatever the theme says."""
        return super().get_css_variables() | themes.lines(self.plain_lines)

    def choose_look(self, name: str) -> None:
        """Show the theme of that name from now on, and remember it."""
        self.theme = name
        preferences.keep(self.state, preferences.Preferences(theme=name))

    def action_next_look(self) -> None:
        """Go through the looks, one a press."""
        at = themes.ORDER.index(self.theme) if self.theme in themes.ORDER else -1
        self.choose_look(themes.ORDER[(at + 1) % len(themes.ORDER)])

    # -- start ---------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The first paint; it stays at the bottom of the stack, empty."""
        return Opening()

    def on_mount(self) -> None:
        """Paint first, then load what is heavy."""
        self.set_interval(self.idle.look_every, self._look_at_the_clock)
        self._listen_to_signals()
        self.call_after_refresh(self.run_worker, self._load(), exit_on_error=True)

    async def _load(self) -> None:
        await asyncio.to_thread(_load_heavy_code)
        if self.cabinet_folder is not None and self._passphrase is not None:
            from supervise_tui.ui.rooms import open_with

            passphrase, self._passphrase = self._passphrase, None
            await open_with(self, self.cabinet_folder, passphrase)
            return
        await self._show_entrance()

    async def _show_entrance(self, note: str = "") -> None:
        from supervise_tui.ui.rooms import entrance

        first = self.screen_stack[0]
        typed = first.take_typed() if isinstance(first, Opening) else ""
        await self.push_screen(await asyncio.to_thread(entrance, self, note, typed))

    def opened(self, desk: Desk, *, first_time: bool = False) -> None:
        """Go on with an open cabinet: to where this holder was, else home."""
        from supervise_tui.ui.rooms import first_worker, home

        self._desk = desk
        self._touch()
        came, self._came_from = self._came_from, None
        self.hand_over, self.workers_turn = None, False
        screens = [home()]
        if came and (came.cabinet, came.slot) == (desk.cabinet.id, desk.cabinet.slot.id):
            screens += [build() for build in came.ways]
        if first_time:
            screens.append(first_worker())
        self.run_worker(self._replace_all(screens), exit_on_error=True)

    async def _replace_all(self, screens: Iterable[Screen[Any]]) -> None:
        await self._pop_all()
        for screen in screens:
            await self.push_screen(screen)

    async def _pop_all(self) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    # -- going somewhere -----------------------------------------------------------------------

    def go_home(self) -> None:
        """Leave everything above home; nothing is lost."""
        if self.hand_over is not None or self._desk is None:
            return
        from supervise_tui.ui.rooms import home

        self.flush_all()
        self.run_worker(self._replace_all([home()]), exit_on_error=True)

    def go_to(self, build: Callable[[], House]) -> None:
        """Open a screen on top of home; not while a supervision is handed over."""
        if self.hand_over is not None or self._desk is None:
            return
        from supervise_tui.ui.rooms import home

        self.flush_all()
        self.run_worker(self._replace_all([home(), build()]), exit_on_error=True)

    def leave_hand_over(self, then: Callable[[], object]) -> None:
        """End hand-over and call `then`; while it is the worker's turn the passphrase is asked first."""
        if not self.workers_turn:
            self._end_hand_over(then)
            return
        from supervise_tui.ui.rooms import ask_passphrase

        def answered(answer: str | None) -> None:
            if answer is not None:
                self._end_hand_over(then)

        self.push_screen(
            ask_passphrase(
                self.desk,
                "It is the worker's turn",
                "Leaving this supervision now shows the rest of the cabinet. Only its holder can do that.",
            ),
            answered,
        )

    def _end_hand_over(self, then: Callable[[], object]) -> None:
        self.hand_over, self.workers_turn = None, False
        then()

    def own_settings(self) -> dict[str, Any]:
        """Give the clock and the costs that this app was told to use, for opening a cabinet."""
        settings = {"now": self._now, "costs": self.costs}
        return {name: value for name, value in settings.items() if value is not None}

    def keep_open(self, desk: Desk) -> None:
        """Hold a cabinet that has just been made, so that leaving now closes it."""
        self._desk = desk
        self._touch()

    def show_about(self) -> None:
        """Say what this program is."""
        self.push_screen(Help(_ABOUT, (), title="About"))

    def show_help(self, text: str) -> None:
        """Explain the screen in front."""
        from supervise_tui.ui.widgets.key_bar import KeyBar

        bars = self.screen.query(KeyBar)
        self.push_screen(Help(text, bars.first().shown if bars else ()))

    # -- idle, cover, lock ---------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Notice that someone is there; wrong tries at the cover do not count."""
        if isinstance(event, (events.Key, events.Paste, events.MouseEvent)) and not self._covered:
            self._touch()
        await super().on_event(event)

    def uncovered(self) -> None:
        """Note that the supervisor is back."""
        self._touch()

    def _touch(self) -> None:
        self._last = (self.clocks.monotonic(), self.clocks.wall())

    @property
    def idle_seconds(self) -> float:
        """Seconds since the last key or mouse, by the clock that says more."""
        return max(self.clocks.monotonic() - self._last[0], self.clocks.wall() - self._last[1])

    @property
    def _covered(self) -> bool:
        return any(screen.has_class("-cover") for screen in self.screen_stack)

    def _look_at_the_clock(self) -> None:
        if self._desk is None or self._locking:
            return
        quiet = self.idle_seconds
        if self.hand_over is None:
            if quiet >= self.idle.lock:
                self.lock_now("Locked: nobody touched the keyboard for a while.")
        elif quiet >= self.idle.lock_in_supervision:
            self.lock_now("Locked: nobody touched the keyboard for a while.")
        elif quiet >= self.idle.cover:
            self.cover()

    def action_lock(self) -> None:
        """One key for both: in a supervision the cover, else (or when covered) the lock."""
        if self._desk is None:
            return
        if self.hand_over is not None and not self._covered:
            self.cover()
        else:
            self.lock_now("Locked.")

    def cover(self) -> None:
        """Hide the text until the supervisor comes back."""
        if self._desk is None or self._covered:
            return
        from supervise_tui.ui.screens.cover import Cover

        self.flush_all()
        self.push_screen(Cover())

    def lock_now(self, note: str) -> None:
        """Save, take every text off the screen and out of memory, close the database, wipe the keys."""
        if self._desk is None or self._locking:
            return
        self._locking = True
        self.run_worker(self._lock(note), exit_on_error=True, group="lock")

    async def _lock(self, note: str) -> None:
        from supervise_tui.workflows.open_cabinet import close_desk

        desk = self.desk
        try:
            self.flush_all()
            ways = [s.way_back() for s in self.screen_stack[2:] if isinstance(s, House)]
            self._came_from = _CameFrom(
                desk.cabinet.id,
                desk.cabinet.slot.id,
                desk.cabinet.folder,
                tuple(way for way in ways if way is not None),
            )
            self._desk = None
            self.hand_over, self.workers_turn = None, False
            await self._pop_all()
            self.clear_selection()
            await asyncio.to_thread(close_desk, desk)
            self.cabinet_folder = desk.cabinet.folder
            await self._show_entrance(note)
        finally:
            self._locking = False

    def flush_all(self) -> None:
        """Write everything typed and not saved, on every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, House):
                with suppress(Problem):  # shown on its screen; the others must be written all the same
                    screen.flush()

    # -- leaving -------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Save, close the cabinet and leave."""
        self.shut()
        self.exit(0)

    def shut(self) -> None:
        """Save and close the cabinet now; safe to call twice."""
        desk = self._desk
        if desk is None:
            return
        from supervise_tui.workflows.open_cabinet import close_desk

        if self.is_running:
            self.flush_all()
        self._desk = None
        with suppress(Problem):  # the database is whole without its last seal; the next opening says so
            close_desk(desk)

    def _listen_to_signals(self) -> None:
        """A closed window or a shutdown saves first: Textual saves nothing by itself."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                    loop.add_signal_handler(number, self._told_to_stop)

    def _told_to_stop(self) -> None:
        self.shut()
        self.exit(0)

    # -- crash ---------------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """End with one sentence: Textual's own crash screen prints notes and secrets from local variables."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        with suppress(Exception):
            self.flush_all()
        self._exit_renderables.append(Text(crash_words(error)))
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        """Textual's other door to the crash screen."""
        self._handle_exception(_current_exception())

    # -- palette -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the palette shut in front of the cover, the lock and questions."""
        if action == "command_palette":
            return isinstance(self.screen, House)
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Our commands only: Textual's "Screenshot" would write what is on the screen to disk."""
        from supervise_tui.ui.palette import commands

        yield from commands(self, screen)


def _current_exception() -> Exception:
    error = sys.exc_info()[1]
    return error if isinstance(error, Exception) else RuntimeError()


def crash_words(error: BaseException) -> str:
    """Say that the program broke and where, without a word of what people wrote."""
    while error.__cause__ is not None or getattr(error, "error", None) is not None:
        inner = error.__cause__ or getattr(error, "error", None)
        if not isinstance(inner, BaseException):
            break
        error = inner
    place, trace = "", error.__traceback__
    while trace is not None:
        name = Path(trace.tb_frame.f_code.co_filename)
        if "supervise_tui" in name.parts:
            place = f" in {name.name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return (
        "Sorry: the program stopped because of a mistake in it. What you typed has been saved.\n"
        "Start it again to go on. If it happens again, please report the line below: it holds nothing\n"
        "private.\n"
        f"  {type(error).__name__}{place}"
    )


def _load_heavy_code() -> None:
    """Import the database, the signing code and the screens that need them."""
    import supervise_tui.ui.rooms  # noqa: F401


def run(cabinet_folder: Path | None = None, *, passphrase: str | None = None) -> int:
    """Show the program and give the exit status; the cabinet is closed whatever happens."""
    _no_core_dumps()
    app = SuperviseApp(cabinet_folder, passphrase=passphrase)
    try:
        app.run()
    finally:
        app.shut()
    return app.return_code or 0


def _no_core_dumps() -> None:
    """A core dump would hold the keys and the open texts."""
    try:
        import resource
    except ImportError:  # Windows writes none unless told to
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
