"""What is typed reaches the disk within a second, also while typing goes on and when a write fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import pytest
from textual.app import App

from supervise_tui.canonical import Json
from supervise_tui.problems import BadInput, FileTrouble, Problem
from supervise_tui.ui.screens import autosave
from supervise_tui.ui.screens.autosave import Autosave

NOW = datetime(2026, 11, 17, 14, 2, 7, tzinfo=UTC)


class Disk:
    """Takes what is saved; may refuse."""

    def __init__(self) -> None:
        self.kept: dict[str, Json] = {}
        self.writes = 0
        self.refuses: Problem | None = None

    def save(self, changes: Mapping[str, Json]) -> datetime:
        """Keep the changes, or refuse."""
        self.writes += 1
        if self.refuses is not None:
            raise self.refuses
        self.kept.update(changes)
        return NOW


class Typing(App[None]):
    """An app whose screen saves itself."""

    def __init__(self) -> None:
        super().__init__()
        self.disk = Disk()
        self.said: list[tuple[str, bool]] = []

    def on_mount(self) -> None:
        """Start with nothing to save."""
        self.autosave = Autosave(self.screen, self.disk.save, lambda *words: self.said.append(words))


def typing(story: Callable[[Typing], Awaitable[None]]) -> None:
    """Run the story in an app."""

    async def tell() -> None:
        app = Typing()
        async with app.run_test() as pilot:
            await pilot.pause()
            await story(app)

    asyncio.run(tell())


async def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    for _ in range(400):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never happened")


def test_typing_without_a_pause_is_saved_all_the_same() -> None:
    async def story(app: Typing) -> None:
        started = time.monotonic()
        while not app.disk.kept and time.monotonic() - started < 5:
            app.autosave.changed("summary", f"{time.monotonic()}")
            await asyncio.sleep(0.05)
        assert app.disk.kept
        assert time.monotonic() - started < autosave.WITHIN_SECONDS + 0.9

    typing(story)


def test_it_says_when_it_was_saved() -> None:
    async def story(app: Typing) -> None:
        app.autosave.changed("summary", "x")
        await until(lambda: app.said)
        assert app.said == [("saved 14:02:07", False)]

    typing(story)


def test_a_full_disk_is_said_plainly_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "AGAIN_SECONDS", 0.1)

    async def story(app: Typing) -> None:
        app.disk.refuses = FileTrouble("The disk is full.", "Make room.")
        app.autosave.changed("summary", "old")
        app.autosave.changed("place", "here")
        await until(lambda: app.said)
        words, wrong = app.said[0]
        assert wrong
        assert "The disk is full." in words
        assert app.autosave.pending
        app.autosave.changed("summary", "new")
        app.disk.refuses = None
        await until(lambda: app.disk.kept)
        assert app.disk.kept == {"summary": "new", "place": "here"}

    typing(story)


def test_leaving_writes_at_once_and_says_when_it_could_not() -> None:
    async def story(app: Typing) -> None:
        app.autosave.changed("summary", "x")
        assert app.autosave.flush()
        assert app.disk.kept == {"summary": "x"}
        app.disk.refuses = FileTrouble("The disk is full.")
        app.autosave.changed("summary", "y")
        assert not app.autosave.flush()
        app.disk.refuses = None
        assert app.autosave.flush()
        assert app.disk.kept == {"summary": "y"}

    typing(story)


def test_an_answer_that_is_not_right_yet_is_not_written_again_and_again() -> None:
    async def story(app: Typing) -> None:
        app.disk.refuses = BadInput("This is not a day.")
        app.autosave.changed("held_on", "gibberish")
        await until(lambda: app.said)
        assert not app.autosave.pending
        assert app.disk.writes == 1

    typing(story)
