"""Keep what is typed: at most 0.8 s after the first unsaved key, in a thread, and never half.

A throttle, not a debounce: someone who types without a pause is saved too, so that pulling the
plug costs at most a second of typing.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias, cast

from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.problems import BadInput, Problem

WITHIN_SECONDS = 0.8
"""With the write itself this stays under the second that experience.md promises."""
AGAIN_SECONDS = 5.0
"""Until the next try after a failed save: a full disk does not empty in a moment."""

Save: TypeAlias = Callable[[Mapping[str, Json]], datetime]
Tell: TypeAlias = Callable[[str, bool], None]
"""Shows words about saving; true when something is wrong."""


class Autosave:
    """Collects changes for `owner` and hands them to `save`, one write at a time.

    `save` is called in a thread; `tell` always on the UI's own thread.
    """

    def __init__(self, owner: Widget, save: Save, tell: Tell) -> None:
        self._owner = owner
        self._save = save
        self._tell = tell
        self._pending: dict[str, Json] = {}
        self._timer: Timer | None = None
        self._running = False
        # One write at a time, and `flush` waits for the one in the thread: an older change can
        # never land on top of a newer one. `_guard` is held for moments only, so typing never
        # waits for the disk.
        self._writing = threading.Lock()
        self._guard = threading.Lock()

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet on disk."""
        return bool(self._pending) or self._running

    @property
    def refused(self) -> bool:
        """Whether something is still not on disk, asked right after `flush`."""
        # Not `pending`: a write that `flush` has waited for counts as running until its task ends.
        return bool(self._pending)

    def changed(self, question_id: str, value: Json) -> None:
        """Note a change; it is on its way to the disk within `WITHIN_SECONDS`."""
        with self._guard:
            self._pending[question_id] = value
        self._arm(WITHIN_SECONDS)

    def hurry(self) -> None:
        """Begin the write now instead of waiting: someone has gone to another step."""
        self._disarm()
        self._start()

    def flush(self) -> bool:
        """Write what is pending now, on this thread; false when it could not be written."""
        self._disarm()
        outcome = self._write()
        if outcome is not None:
            self._show(outcome)
        if self._pending:
            self._arm(AGAIN_SECONDS)
        return not self._pending

    def _arm(self, seconds: float) -> None:
        if self._timer is None and not self._running:
            self._timer = self._owner.set_timer(seconds, self._start)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _start(self) -> None:
        self._timer = None
        if self._pending and not self._running:
            self._running = True
            self._owner.run_worker(self._write_in_thread(), group="autosave", exit_on_error=False)

    async def _write_in_thread(self) -> None:
        outcome = await asyncio.to_thread(self._write)
        self._running = False
        if outcome is not None:
            self._show(outcome)
        if self._pending:
            self._arm(AGAIN_SECONDS if isinstance(outcome, Problem) else WITHIN_SECONDS)

    def _write(self) -> datetime | Problem | None:
        """Save all that is pending; what fails is pending again. None when there was nothing."""
        with self._writing:
            with self._guard:
                changes, self._pending = self._pending, {}
            if not changes:
                return None
            try:
                return self._save(changes)
            except BadInput as problem:
                return problem  # what was typed is kept all the same; the question says what is wrong
            except Problem as problem:
                with self._guard:  # what was typed since is newer than what failed, so it wins
                    self._pending = {**changes, **self._pending}
                return problem

    def _show(self, outcome: datetime | Problem) -> None:
        match outcome:
            case datetime():
                self._tell(f"saved {outcome:%H:%M:%S}", False)
            case BadInput():
                self._tell("saved, but one answer needs another look", False)
            case Problem():
                self._tell(f"NOT SAVED: {outcome.sentence} Your words are still here; trying again.", True)


class SavedAsTyped:
    """Beside a screen in a class: says in its line #saved how saving goes, and writes all before a lock."""

    autosave: Autosave

    def _tell_saved(self, words: str, wrong: bool) -> None:
        screen = cast("Screen[Any]", self)
        if screen.is_attached:
            saved = screen.query_one("#saved", Static)
            saved.set_class(wrong, "-wrong")
            saved.update(words)

    def flush(self) -> None:
        """Write what is typed and not saved yet."""
        self.autosave.flush()

    @property
    def unsaved(self) -> bool:
        """Whether words could not be written: on a full disk the lock must not drop them."""
        return self.autosave.refused
