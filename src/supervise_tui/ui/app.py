"""The application: looks, locks, where one can go; no screen of its own beyond the first paint.

Nothing heavy is imported here: the passphrase is asked for, and while someone types it the database
and the signing code are loaded in a thread (a test proves it).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.screen import Screen

from supervise_tui.ui import preferences, themes
from supervise_tui.ui.guarded import Guarded
from supervise_tui.ui.idle import Clocks, IdleLimits
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.opening import Opening
from supervise_tui.workflows.this_computer import state_folder

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from supervise_tui.trust.costs import Argon2Costs
    from supervise_tui.workflows.desk import Desk


_SCREENS = Path(__file__).parent / "screens"
_STYLE_SHEETS = 512
"""More than there can be: our own, and one of each kind of widget."""


class SuperviseApp(Guarded):
    """The program on the screen."""

    # With the style sheets of the ways in: one that comes later makes Textual parse all of them anew.
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "app.tcss",
        "questions.tcss",
        "screens/unlock.tcss",
        "screens/first_run.tcss",
    ]
    TITLE = "supervise"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+l", "lock", "Lock", show=False, priority=True),
        Binding("ctrl+p,f9", "command_palette", "Commands", show=False),
        Binding("f12", "next_look", "Next look", show=False),
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
        super().__init__(idle or IdleLimits(), clocks or Clocks(), ansi_color=True if colourless else None)
        self.cabinet_folder = cabinet_folder
        self.state = state or state_folder()
        self.costs = costs
        self._passphrase = passphrase
        self._now = now
        for theme in (*themes.THEMES, themes.PLAIN):
            self.register_theme(theme)
        # Textual keeps what it parsed of 64 style sheets; we have more, one for each kind of widget. Read
        # one after another, each would push out the next one needed, and all be parsed again each time.
        self.stylesheet._parse_cache = LRUCache(_STYLE_SHEETS)
        self._begin_looking(themes.NO_COLOUR if colourless else self._first_theme())
        self.animation_level = "none"  # nothing moves by itself: for still eyes, and quicker

    # -- what others ask of the app ------------------------------------------------------------

    @property
    def standing_in(self) -> str:
        """What stands at the right of the top line."""
        if self._desk is None:
            return "supervise"
        home = self._desk.organisation.name
        return f"{self._desk.role} · {home}" if self._desk.role else home

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

    def _begin_looking(self, name: str) -> None:
        if name == themes.NO_COLOUR:
            self.theme = name
            return
        # Without the watcher of `theme`: it would parse every style sheet a second time and draw the
        # first screen twice. Nothing is parsed yet, so the variables are all that has to follow.
        self.set_reactive(SuperviseApp.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())

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
        return Opening(words=self._passphrase is not None)

    def on_mount(self) -> None:
        """Show the way in."""
        self.keep_watch()
        self._begin()

    def _begin(self) -> None:
        self.run_worker(self._come_in(), exit_on_error=True)

    async def _come_in(self) -> None:
        if self.cabinet_folder is not None and self._passphrase is not None:
            await self._load_in_a_thread()
            from supervise_tui.ui.rooms import open_with

            passphrase, self._passphrase = self._passphrase, None
            await open_with(self, self.cabinet_folder, passphrase)
            return
        await self.show_entrance()
        self.call_after_refresh(self._load_meanwhile)

    def _load_meanwhile(self) -> None:
        """While someone types the passphrase: opening the cabinet then has nothing left to load."""
        self.run_worker(self._load_in_a_thread(), exit_on_error=True)

    async def _load_in_a_thread(self) -> None:
        await asyncio.to_thread(self.load_the_rest)
        # All style sheets at once: each one that came with its screen would have all of them parsed anew.
        self.stylesheet.read_all(sorted(_SCREENS.glob("*.tcss")))
        self.stylesheet.parse()

    @staticmethod
    def load_the_rest() -> None:
        """Import the database, the signing code and the screens of an open cabinet; slow, in a thread only.

        A second thread that calls this waits until the first is done: Python lets one thread at a
        time import a module, and nobody else imports a part of it before.
        """
        import supervise_tui.ui.rooms  # noqa: F401

    async def show_entrance(self, note: str = "") -> None:
        """Show the way in: the first run, or the lock."""
        from supervise_tui.ui.entrance import entrance

        first = self.screen_stack[0]
        typed = first.take_typed() if isinstance(first, Opening) else ""
        await self.push_screen(entrance(self, note, typed))

    def restore_a_backup(self) -> None:
        """Go to where a backup becomes a cabinet."""
        self.run_worker(self._to_restore(), exit_on_error=True)

    async def _to_restore(self) -> None:
        await asyncio.to_thread(self.load_the_rest)
        from supervise_tui.ui import rooms

        await self.push_screen(rooms.restore())

    def ask_for(self, folder: Path, note: str) -> None:
        """Ask for the passphrase of that cabinet, whatever stood on the screen before."""
        self.cabinet_folder = folder
        self.run_worker(self._ask_anew(note), exit_on_error=True)

    async def _ask_anew(self, note: str) -> None:
        await self.pop_all()
        await self.show_entrance(note)

    def opened(self, desk: Desk, *, first_time: bool = False) -> None:
        """Go on with an open cabinet: to where this holder was, else home."""
        from supervise_tui.ui.rooms import first_worker, home

        screens = [home(), *(build() for build in self.hold(desk))]
        if first_time:
            screens.append(first_worker())
        self.run_worker(self._replace_all(screens), exit_on_error=True)

    async def _replace_all(self, screens: Iterable[Screen[Any]]) -> None:
        await self.pop_all()
        *below, top = screens
        # None of those below may ask anything while the next one is on its way onto it.
        self.arriving = True
        try:
            for screen in below:
                await self.push_screen(screen)
        finally:
            self.arriving = False
        await self.push_screen(top)

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
        """End hand-over and call `then`; while it is the worker's turn the passphrase is asked first.

        Above a supervision that waits (for its agreement to be made) this only goes back to it.
        """
        below = self.screen_stack[:-1]
        if any(isinstance(screen, House) and screen.waits_in_hand_over for screen in below):
            then()
            return
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
                "Leaving now shows the rest of the cabinet. Only its holder can do that.",
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

    def show_about(self) -> None:
        """Say what this program is."""
        from supervise_tui.ui.screens.help import ABOUT, Help

        self.push_screen(Help(ABOUT, (), title="About"))

    def show_help(self, text: str) -> None:
        """Explain the screen in front."""
        from supervise_tui.ui.screens.help import Help
        from supervise_tui.ui.widgets.key_bar import KeyBar

        bars = self.screen.query(KeyBar)
        self.push_screen(Help(text, bars.first().shown if bars else ()))

    def show_policy(self) -> None:
        """Show the home's own policy on supervision; it is about no person [ORG-7]."""
        from supervise_tui.ui.screens.help import Help
        from supervise_tui.workflows.own_policy import policy_words

        title, text = policy_words(self.desk)
        self.push_screen(Help(text, (), title=title, text_alone=True))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key says, or say why this is not for who has the cabinet open."""
        house = self.screen
        if isinstance(house, House) and isinstance(action, str) and default_namespace in (None, house):
            why = house.why_not(action)
            if why:
                house.show_note(why)
                return True
        return await super().run_action(action, default_namespace, namespaces)

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


def run(cabinet_folder: Path | None = None, *, passphrase: str | None = None) -> int:
    """Show the program and give the exit status; the cabinet is closed whatever happens."""
    _no_core_dumps()
    app = SuperviseApp(cabinet_folder, passphrase=passphrase)
    app.owns_process = True
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
