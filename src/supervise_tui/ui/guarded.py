"""The part of the app that keeps what is private: cover, lock, leaving, and the crash screen."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import App

from supervise_tui.problems import Problem
from supervise_tui.ui.crash import crash_words
from supervise_tui.ui.idle import Clocks, IdleLimits, Stillness
from supervise_tui.ui.screens.base import Dialog, House

if TYPE_CHECKING:
    from supervise_tui.workflows.desk import Desk

_LAST_WORDS = 3.0
"""Seconds that a program told to end has for tidying up its terminal."""
_NOBODY_THERE = "Locked: nobody touched the keyboard for a while."


@dataclass(frozen=True)
class _CameFrom:
    """Who had the cabinet open when it was locked, and how to build their screens again."""

    cabinet: str
    slot: str
    ways: tuple[Callable[[], House], ...]


class Guarded(App[int]):
    """Holds the open cabinet and closes it; what the program shows is the subclass's part."""

    def __init__(self, idle: IdleLimits, clocks: Clocks, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.idle = idle
        self.clocks = clocks
        self.stillness = Stillness(idle, clocks)
        self.cabinet_folder: Path | None = None
        self.hand_over: str | None = None
        """The worker whose supervision is open: nobody else's things can be reached."""
        self.workers_turn = False
        """Whether the worker sits at the keyboard: leaving then needs the cabinet passphrase."""
        self.clearing = False
        """Whether all screens are being taken away."""
        self.arriving = False
        """Whether screens are being built one on the other, the one to be seen still to come."""
        self._desk: Desk | None = None
        self._drawer: Desk | None = None
        """The desk over the improvement plans, once a screen worked there."""
        self._being_made: Desk | None = None
        self._came_from: _CameFrom | None = None
        self._locking = False

    async def show_entrance(self, note: str = "") -> None:
        """Show the way in."""
        raise NotImplementedError

    # -- the open cabinet ----------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """The open cabinet; a Problem when it is locked."""
        if self._desk is None:
            raise Problem("The cabinet is locked.", "Open it with your passphrase.")
        return self._desk

    def desk_of(self, screen: House) -> Desk:
        """Give the desk that a screen works at: over the drawer, on or above a screen of improvement plans.

        A screen that is not on the stack yet, or not any more, works at the records.
        """
        for below in self.screen_stack:
            if isinstance(below, House) and below.IN_THE_DRAWER:
                return self.drawer
            if below is screen:
                break
        return self.desk

    @property
    def drawer(self) -> Desk:
        """The desk over the improvement plans; NotAllowed without the key. Slow the first time."""
        desk = self.desk
        if self._drawer is None:
            from supervise_tui.workflows.plans_desk import plans_desk

            self._drawer = plans_desk(desk)
        return self._drawer

    def drawer_is_another(self) -> None:
        """Its file was put in order: who works there next opens it anew."""
        self._drawer = None

    @property
    def is_open(self) -> bool:
        """Whether a cabinet is open."""
        return self._desk is not None

    def keep_open(self, desk: Desk) -> None:
        """Hold a cabinet whose recovery key is being shown: leaving closes it, but nothing locks it.

        A lock now would take the key off the screen for good while someone looks for a pen.
        """
        self._being_made = desk

    def hold(self, desk: Desk) -> tuple[Callable[[], House], ...]:
        """Take an open cabinet; give the way back to where the same holder was when it was locked."""
        self._desk, self._being_made, self._drawer = desk, None, None
        self.hand_over, self.workers_turn = None, False
        self.watch_by_choice()
        came, self._came_from = self._came_from, None
        # Files are shut again to who has a key of their own: where they were asks them once more why.
        same = came and (came.cabinet, came.slot) == (desk.cabinet.id, desk.cabinet.slot.id)
        return came.ways if came and same else ()

    def watch_by_choice(self) -> None:
        """Cover and lock after the times that were chosen in this cabinet, from now on."""
        from supervise_tui.workflows.organisation_settings import idle_times

        times = None
        with suppress(Problem):  # a disk that cannot be read says so elsewhere; the usual times guard it
            times = idle_times(self.desk)
        limits = self.idle if times is None else self.idle.chosen(times.still, times.lock)
        self.stillness = Stillness(limits, self.clocks)

    # -- idle, cover, lock ---------------------------------------------------------------------

    def keep_watch(self) -> None:
        """Begin to look at the clock, and listen to the system."""
        self.set_interval(self.idle.look_every, self._look_at_the_clock)
        if not self.is_headless:
            self._listen_to_signals()

    async def on_event(self, event: events.Event) -> None:
        """Notice that someone is there; wrong tries at the cover do not count."""
        if isinstance(event, (events.Key, events.Paste, events.MouseEvent)) and not self._covered:
            self.stillness.touched()
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            # Enter pressed while the program was still starting: the terminal, not yet ours, made a
            # line feed of it. Without this the passphrase typed at once would wait for ever.
            event = events.Key("enter", "\r")
        await super().on_event(event)

    @property
    def _covered(self) -> bool:
        return any(screen.has_class("-cover") for screen in self.screen_stack)

    def _look_at_the_clock(self) -> None:
        if self._desk is None:
            return
        match self.stillness.calls_for(in_supervision=self.hand_over is not None):
            case "lock":
                self.lock_now(_NOBODY_THERE)
            case "cover":
                self.cover()

    def action_lock(self) -> None:
        """One key for both: in a supervision the cover, else (or when covered) the lock."""
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
        if self._one_alone and not self._holds_unsaved:
            # The cover is lifted by the supervisor's secret: what the worker wrote for themselves
            # would stand before the wrong eyes.
            self.lock_now(_NOBODY_THERE)
            return
        self.push_screen(Cover(unsaved=self._holds_unsaved))

    def lock_now(self, note: str) -> None:
        """Save, take every text off the screen and out of memory, close the database, wipe the keys.

        While something typed cannot be written (a full disk), it is covered instead: hidden all the
        same, and not lost.
        """
        if self._desk is None or self._locking:
            return
        self.flush_all()
        if self._holds_unsaved:
            self.cover()
            return
        self._locking = True
        self.run_worker(self._lock(self._desk, note), exit_on_error=True, group="lock")

    async def _lock(self, desk: Desk, note: str) -> None:
        from supervise_tui.workflows.open_cabinet import close_desk

        try:
            # Below the first two stand the first paint and home.
            ways = [screen.way_back() for screen in self.screen_stack[2:] if isinstance(screen, House)]
            known = tuple(way for way in ways if way is not None)
            self._came_from = _CameFrom(desk.cabinet.id, desk.cabinet.slot.id, known)
            self._desk = self._drawer = None
            self.hand_over, self.workers_turn = None, False
            await self.pop_all()
            await asyncio.to_thread(close_desk, desk)
            self.cabinet_folder = desk.cabinet.folder
            await self.show_entrance(note)
        finally:
            self._locking = False

    async def pop_all(self) -> None:
        """Take every screen away but the first paint; those below must not wake up meanwhile."""
        self.clearing, gone = True, []
        try:
            while len(self.screen_stack) > 1:
                gone.append(self.screen)
                await self.pop_screen()
        finally:
            self.clearing = False
            # Each waits for a drawing of the one below it, which went too: so they would hold each other,
            # and every text in them, in memory. Safe, since nothing that is gone is drawn again.
            for screen in gone:
                screen._callbacks.clear()

    @property
    def _one_alone(self) -> bool:
        return any(isinstance(screen, House) and screen.for_one_alone for screen in self.screen_stack)

    @property
    def _holds_unsaved(self) -> bool:
        return any(isinstance(screen, House | Dialog) and screen.unsaved for screen in self.screen_stack)

    def flush_all(self) -> None:
        """Write everything typed and not saved, on every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, House | Dialog):
                with suppress(Problem):  # shown on its screen; the others must be written all the same
                    screen.flush()

    # -- leaving -------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Save, close the cabinet and leave; a screen may have something to say first."""
        doubt = next((s.before_quitting() for s in self.screen_stack[::-1] if isinstance(s, House)), "")
        if not doubt:
            self._leave()
            return
        from supervise_tui.ui.widgets.ask import Ask

        if isinstance(self.screen, Ask):
            return

        def answered(answer: str | None) -> None:
            if answer is not None:
                self._leave()

        await self.push_screen(Ask.confirm("Quit now?", doubt, yes="Quit", no="Stay"), answered)

    owns_process = False
    """Set by the program itself: whoever runs the app inside another process keeps that process."""

    def _leave(self) -> None:
        self.shut()
        self.exit(0)
        # With the window gone, Textual can wait for ever to write its last words to it. All is saved
        # and closed by now, so ending the process outright is safe, and no copy of it stays behind.
        if self.owns_process:
            last_resort = threading.Timer(_LAST_WORDS, os._exit, (0,))
            last_resort.daemon = True
            last_resort.start()

    def shut(self) -> None:
        """Save and close the cabinet now; safe to call twice."""
        if self.is_running:
            self.flush_all()
        for desk in (self._desk, self._being_made):
            if desk is None:
                continue
            from supervise_tui.workflows.open_cabinet import close_desk

            with suppress(Problem):  # the database is whole without its last seal; the next opening says so
                close_desk(desk)
        self._desk = self._being_made = self._drawer = None

    def _listen_to_signals(self) -> None:
        """A closed window or a shutdown saves first: Textual saves nothing by itself."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                    loop.add_signal_handler(number, self._leave)

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
        """Close Textual's other door to its crash screen."""
        error = sys.exc_info()[1]
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError())
