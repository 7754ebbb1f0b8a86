"""What keeps records private: cover, lock, hand-over, the palette, and the crash screen."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import TextArea

from supervise_tui.domain.people import Worker
from supervise_tui.problems import FileTrouble, Problem
from supervise_tui.trust.costs import FLOOR
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.crash import crash_words
from supervise_tui.ui.guarded import _CameFrom
from supervise_tui.ui.idle import Clocks, IdleLimits, Stillness
from supervise_tui.ui.palette import commands
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.cover import Cover
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.workers import Workers
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import hold_supervision, signing_secrets
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, add_ania
from tests.key_ring import SECRETS, key_ring
from tests.ui.shell import Hands, Shell, in_front

PLANTED = "hyacinth-under-the-stairs"


def with_a_draft(desk: Desk) -> None:
    """One worker, a draft with planted words, and the supervisor's signing secret."""
    worker = add_ania(desk)
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, {"summary": PLANTED, "place": PLANTED})
    signing_secrets.choose_secret(desk, desk.owner.id, SUPERVISOR_SECRET)


async def open_the_draft(shell: Shell) -> RecordScreen:
    """From home through the file into the supervision."""
    await shell.press("w")
    await shell.on(Workers)
    await shell.press("enter")
    await shell.on(WorkerFileScreen)
    await shell.press("enter")
    screen = await shell.on(RecordScreen)
    await shell.until(lambda: shell.app.hand_over is not None, "the sheet")
    return screen


async def unlock(shell: Shell, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase at the lock."""
    await shell.on(Unlock)
    shell.fill(secret=passphrase)
    shell.find("#secret", LineField).focus()
    await shell.press("enter")


# -- idle --------------------------------------------------------------------------------------------


def test_outside_a_supervision_it_locks_after_five_minutes(tmp_path: Path) -> None:
    hands = Hands()

    async def story(shell: Shell) -> None:
        hands.move(299)
        await shell.pilot.pause(0.1)
        assert isinstance(shell.app.screen, Home)
        hands.move(2)
        await shell.on(Unlock)
        assert not shell.app.is_open
        assert "nobody touched the keyboard" in shell.said

    in_front(tmp_path, story, hands=hands)


def test_a_key_or_the_mouse_begins_the_five_minutes_anew(tmp_path: Path) -> None:
    hands = Hands()

    async def story(shell: Shell) -> None:
        for touch in (shell.press("down"), shell.pilot.hover("#rows"), shell.press("up")):
            hands.move(290)
            await touch
        await shell.pilot.pause(0.1)
        assert isinstance(shell.app.screen, Home)

    in_front(tmp_path, story, hands=hands)


def test_a_laptop_that_slept_is_locked_though_the_other_clock_stood_still() -> None:
    hands = Hands()
    still = Stillness(IdleLimits(), hands.clocks())
    hands.wall += 3600
    assert still.calls_for(in_supervision=False) == "lock"
    assert still.calls_for(in_supervision=True) == "lock"


def test_a_wall_clock_set_back_does_not_keep_it_open() -> None:
    hands = Hands()
    still = Stillness(IdleLimits(), hands.clocks())
    hands.wall -= 86400
    hands.monotonic += 301
    assert still.calls_for(in_supervision=False) == "lock"
    assert still.calls_for(in_supervision=True) == "cover"
    assert Stillness(IdleLimits(), Clocks()).calls_for(in_supervision=False) == ""


def test_in_a_supervision_a_cover_hides_the_text_and_the_supervisors_secret_lifts_it(tmp_path: Path) -> None:
    hands = Hands()

    async def story(shell: Shell) -> None:
        screen = await open_the_draft(shell)
        await shell.until(lambda: PLANTED in shell.text(), "the words")
        hands.move(301)
        await shell.on(Cover)
        assert PLANTED not in shell.text()
        assert "Ania" not in shell.text()
        await shell.press("ctrl+p")
        assert isinstance(shell.app.screen, Cover)
        await shell.press("escape", "f1", "tab")
        assert isinstance(shell.app.screen, Cover)
        await shell.press(*"wrong", "enter")
        await shell.until(lambda: shell.said and "Checking" not in shell.said, "a sentence")
        shell.fill(secret=SUPERVISOR_SECRET)
        await shell.press("enter")
        assert await shell.on(RecordScreen) is screen
        await shell.until(lambda: PLANTED in shell.text(), "the words again")

    in_front(tmp_path, story, prepare=with_a_draft, hands=hands)


def test_wrong_tries_at_the_cover_do_not_put_off_the_lock(tmp_path: Path) -> None:
    hands = Hands()

    async def story(shell: Shell) -> None:
        await open_the_draft(shell)
        hands.move(301)
        await shell.on(Cover)
        await shell.press(*"someone else")
        hands.move(1500)
        await shell.on(Unlock)
        assert not shell.app.is_open

    in_front(tmp_path, story, prepare=with_a_draft, hands=hands)


def test_before_there_is_a_signing_secret_the_passphrase_lifts_the_cover(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        hold_supervision.start(desk, add_ania(desk).id)

    async def story(shell: Shell) -> None:
        await open_the_draft(shell)
        await shell.press("ctrl+l")
        await shell.on(Cover)
        await shell.until(lambda: "Cabinet passphrase" in shell.text(), "what is asked")
        shell.fill(secret=PASSPHRASE)
        await shell.press("enter")
        await shell.on(RecordScreen)

    in_front(tmp_path, story, prepare=prepare)


# -- lock --------------------------------------------------------------------------------------------


def test_one_key_covers_then_locks_and_the_same_holder_comes_back_to_where_they_were(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await open_the_draft(shell)
        record = screen.record_id
        await shell.press("ctrl+l")
        await shell.on(Cover)
        await shell.press("ctrl+l")
        await unlock(shell)
        back = await shell.on(RecordScreen)
        assert back is not screen
        assert back.record_id == record
        assert shell.app.hand_over is not None
        await shell.until(lambda: PLANTED in shell.text(), "the words")
        names = [type(each).__name__ for each in shell.app.screen_stack]
        assert names == ["Opening", "Home", "Workers", "WorkerFileScreen", "RecordScreen"] or names == [
            "Opening",
            "Home",
            "WorkerFileScreen",
            "RecordScreen",
        ]

    in_front(tmp_path, story, prepare=with_a_draft)


def test_a_lock_frees_the_cabinet_and_leaves_no_text_in_any_widget(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await open_the_draft(shell)
        await shell.until(lambda: PLANTED in shell.text(), "the words")
        shell.app.lock_now("Locked.")
        await shell.on(Unlock)
        assert PLANTED not in shell.text()
        for _ in range(100):
            await shell.pilot.pause(0.02)
            gc.collect()
            held = [thing for thing in gc.get_objects() if isinstance(thing, (TextArea, LineField))]
            texts = [thing.text if isinstance(thing, TextArea) else thing.value for thing in held]
            if not any(PLANTED in text for text in texts):
                break
        assert not any(PLANTED in text for text in texts)
        import filelock

        with filelock.FileLock(tmp_path / "beck.cabinet" / "lock", timeout=0):
            pass

    in_front(tmp_path, story, prepare=with_a_draft)


def test_what_cannot_be_written_is_covered_instead_of_locked_away(tmp_path: Path) -> None:
    class FullDisk(House):
        """A screen whose words cannot be written."""

        unsaved = True

        def flush(self) -> None:
            raise Problem("The disk is full.")

    async def story(shell: Shell) -> None:
        await shell.app.push_screen(FullDisk())
        shell.app.lock_now("Locked.")
        await shell.on(Cover)
        assert shell.app.is_open
        assert "could not be written yet" in shell.text()

    in_front(tmp_path, story)


def test_words_of_a_supervision_that_cannot_be_written_are_covered_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise FileTrouble("The disk is full.", "Make room.")

    async def story(shell: Shell) -> None:
        screen = await open_the_draft(shell)
        monkeypatch.setattr(hold_supervision, "save", full)
        screen.autosave.changed("place", "by the river")
        shell.app.lock_now("Locked.")
        await shell.on(Cover)
        assert shell.app.is_open
        monkeypatch.undo()
        shell.app.lock_now("Locked.")
        await shell.on(Unlock)

    in_front(tmp_path, story, prepare=with_a_draft)


def test_someone_who_opens_with_the_recovery_key_comes_to_home(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("w")
        await shell.on(Workers)
        shell.app.lock_now("Locked.")
        await shell.on(Unlock)
        came = shell.app._came_from
        assert came is not None
        shell.app._came_from = type(came)(came.cabinet, "the slot of another", came.ways)
        await unlock(shell)
        await shell.on(Home)

    in_front(tmp_path, story, prepare=with_a_draft)


def test_whoever_locked_it_comes_back_to_where_they_were_and_everybody_else_to_home(tmp_path: Path) -> None:
    keys = key_ring(tmp_path)
    app = SuperviseApp(keys.folder, state=keys.state, now=keys.clock, costs=FLOOR)
    ways = {role: (partial(WorkerFileScreen, keys.ania),) for role in SECRETS}
    came = []
    for role in SECRETS:
        desk = keys.open(role)
        here = _CameFrom(desk.cabinet.id, desk.cabinet.slot.id, ways[role])
        came.append(here)
        app._came_from = here
        assert app.hold(desk) == ways[role], role
        for before in came[:-1]:
            app._came_from = before
            assert app.hold(desk) == (), role
        close_desk(desk)


# -- hand-over ---------------------------------------------------------------------------------------


def test_in_a_supervision_the_palette_reaches_nobody_else(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        titles = {command.title for command in commands(shell.app, shell.app.screen)}
        assert {"Home", "Workers", "Add a worker", "History", "Export records", "Lock"} <= titles
        await open_the_draft(shell)
        titles = {command.title for command in commands(shell.app, shell.app.screen)}
        assert titles.isdisjoint({"Home", "Workers", "Add a worker", "History", "Export records"})
        assert "Cover the screen" in titles
        shell.app.go_home()
        shell.app.go_to(Workers)
        await shell.pilot.pause(0.1)
        assert isinstance(shell.app.screen, RecordScreen)

    in_front(tmp_path, story, prepare=with_a_draft)


def test_leaving_on_the_workers_turn_needs_the_cabinet_passphrase(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await open_the_draft(shell)
        left: list[str] = []
        shell.app.workers_turn = True
        shell.app.leave_hand_over(lambda: left.append("left"))
        await shell.on(Ask)
        await shell.press("escape")
        await shell.on(RecordScreen)
        assert shell.app.hand_over is not None
        shell.app.leave_hand_over(lambda: left.append("left"))
        await shell.on(Ask)
        await shell.press(*"wrong", "enter")
        await shell.until(lambda: not getattr(shell.app.screen, "busy", False) and shell.said, "a sentence")
        assert not left
        shell.fill(answer=PASSPHRASE)
        await shell.press("enter")
        await shell.on(RecordScreen)
        assert left == ["left"]
        assert shell.app.hand_over is None
        assert not shell.app.workers_turn

    in_front(tmp_path, story, prepare=with_a_draft)


def test_the_palette_offers_our_commands_only(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        titles = [command.title for command in shell.app.get_system_commands(shell.app.screen)]
        assert "Screenshot" not in titles
        assert "Maximize" not in titles
        await shell.press("ctrl+p")
        await shell.until(lambda: "Add a worker" in shell.text(), "the palette")
        assert "Screenshot" not in shell.text()
        await shell.press("escape")
        await shell.on(Home)

    in_front(tmp_path, story)


# -- crash -------------------------------------------------------------------------------------------


def broken(notes: str) -> None:
    """Break with notes in a local variable and in the error's own words."""
    raise KeyError(notes)


def test_the_crash_screen_shows_no_word_of_what_people_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Breaks(Screen[None]):
        """A screen with a mistake in it."""

        def on_mount(self) -> None:
            broken(PLANTED)

    seen: list[str] = []

    async def story(shell: Shell) -> None:
        await shell.app.push_screen(Breaks())
        await shell.until(lambda: shell.app._exit_renderables, "the crash")
        seen.extend(str(words) for words in shell.app._exit_renderables)
        shell.app.shut()

    with pytest.raises(KeyError):  # Pilot gives the error on to tests; a user's program ends with a sentence
        in_front(tmp_path, story, prepare=with_a_draft)
    printed = capsys.readouterr()
    everything = "".join(seen) + printed.out + printed.err
    assert "Sorry: the program stopped because of a mistake in it." in everything
    assert "KeyError" in everything
    assert PLANTED not in everything
    assert "locals" not in everything


def test_the_line_to_report_names_the_place_in_our_code() -> None:
    try:
        Worker(id="x", name=PLANTED, post=PLANTED, hours="many").in_probation(PLANTED)  # type: ignore[arg-type]
        raise RuntimeError(PLANTED) from ValueError(PLANTED)
    except RuntimeError as error:
        words = crash_words(error)
    assert "ValueError" in words
    assert PLANTED not in words
