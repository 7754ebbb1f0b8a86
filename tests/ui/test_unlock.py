"""The way in: wrong tries, the recovery key, a cabinet that is open elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.trust.costs import FLOOR
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.screens.first_run import FirstRun
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.opening import Opening
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from tests.homes import PASSPHRASE, Clock, make_home
from tests.ui.shell import Hands, Shell, in_front


async def try_secret(shell: Shell, secret: str) -> None:
    """Type a secret and wait for the answer."""
    screen = shell.app.screen
    shell.fill(secret=secret)
    shell.find("#secret", LineField).focus()
    await shell.press("enter")
    await shell.until(
        lambda: shell.app.screen is not screen or not getattr(screen, "busy", False), "an answer"
    )


async def another_way(shell: Shell, way: str) -> None:
    """Choose one of the ways below the field."""
    ways = shell.find("#ways", RowList)
    ways.choose(way)
    ways.focus()
    await shell.press("enter")


def test_the_passphrase_opens_the_cabinet_and_does_not_stay_in_its_field(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await shell.on(Unlock)
        assert "beck" in shell.text()
        await shell.press(*PASSPHRASE, "enter")
        await shell.on(Home)
        assert "Beck House" in shell.text()
        assert PASSPHRASE not in str([vars(widget) for widget in screen.query(LineField)])

    in_front(tmp_path, story, passphrase=None)


def test_a_wrong_passphrase_is_refused_in_a_sentence_and_shows_as_dots(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.on(Unlock)
        await shell.press(*"not this one")
        assert "not this one" not in shell.text()
        await shell.press("ctrl+j")  # what Enter is, if pressed before the terminal was ours
        await shell.until(lambda: shell.said and not shell.said.startswith("Opening"), "a sentence")
        assert "Traceback" not in shell.text()
        assert shell.find("#secret", LineField).value == ""
        await try_secret(shell, PASSPHRASE)
        await shell.on(Home)

    in_front(tmp_path, story, passphrase=None)


def test_the_wait_after_wrong_tries_is_counted_down_on_the_screen(tmp_path: Path) -> None:
    hands = Hands()

    async def story(shell: Shell) -> None:
        await shell.on(Unlock)
        for _ in range(4):
            await try_secret(shell, "not this one")
        assert shell.said.startswith("That was wrong too many times. You can try again in ")
        seconds = int(shell.said.split(" in ")[1].split()[0])
        assert 30 <= seconds <= 41
        hands.move(seconds - 5)
        await shell.until(lambda: " in 5 seconds" in shell.said, "the count-down")
        await shell.press(*"typed too early", "enter")
        assert " in 5 seconds" in shell.said
        hands.move(5)
        await shell.until(lambda: shell.said == "You can try again now.", "the end of the wait")

    in_front(tmp_path, story, passphrase=None, hands=hands)


def test_the_recovery_key_is_a_way_in_and_a_slip_in_it_is_named(tmp_path: Path) -> None:
    desk, key = make_home(tmp_path / "beck.cabinet", tmp_path / "state")
    close_desk(desk)

    async def tell() -> None:
        app = SuperviseApp(tmp_path / "beck.cabinet", state=tmp_path / "state", now=Clock(), costs=FLOOR)
        async with app.run_test(size=(80, 24)) as pilot:
            shell = Shell(app, pilot)
            try:
                await shell.on(Unlock)
                await another_way(shell, "recovery")
                field = shell.find("#secret", LineField)
                assert field.border_title == "Recovery key"
                assert not field.password
                slip = key.replace(key[5:9], "0000" if key[5:9] != "0000" else "1111", 1)
                await try_secret(shell, slip)
                assert shell.said
                assert field.value == slip, "a long key with one slip is kept, to be put right"
                await try_secret(shell, key.lower().replace(" ", "-"))
                await shell.until(lambda: "The recovery key fits" in shell.text(), "the way in")
            finally:
                app.shut()

    asyncio.run(tell())


def test_a_cabinet_that_is_open_elsewhere_says_so_and_can_be_tried_again(tmp_path: Path) -> None:
    folder, state = tmp_path / "beck.cabinet", tmp_path / "state"
    other, _ = make_home(folder, state)

    async def tell() -> None:
        app = SuperviseApp(folder, state=tmp_path / "state of another", now=Clock(), costs=FLOOR)
        async with app.run_test(size=(80, 24)) as pilot:
            shell = Shell(app, pilot)
            try:
                await shell.on(Unlock)
                await shell.until(lambda: "open" in shell.said, "a word about it")
                await try_secret(shell, PASSPHRASE)
                assert isinstance(app.screen, Unlock)
                assert "Traceback" not in shell.text()
                close_desk(other)
                await try_secret(shell, PASSPHRASE)
                await shell.on(Home)
            finally:
                app.shut()

    asyncio.run(tell())


def test_cabinets_opened_before_are_offered(tmp_path: Path) -> None:
    for name in ("beck", "alder"):
        desk, _ = make_home(tmp_path / f"{name}.cabinet", tmp_path / "state")
        close_desk(desk)

    async def tell() -> None:
        app = SuperviseApp(state=tmp_path / "state", now=Clock(), costs=FLOOR)
        async with app.run_test(size=(80, 24)) as pilot:
            shell = Shell(app, pilot)
            try:
                screen = await shell.on(Unlock)
                assert screen._folder.name == "alder.cabinet", "the one used last"
                await another_way(shell, f"open:{(tmp_path / 'beck.cabinet').resolve()}")
                assert screen._folder.name == "beck.cabinet"
                await try_secret(shell, PASSPHRASE)
                await shell.on(Home)
                assert app.desk.cabinet.folder.name == "beck.cabinet"
            finally:
                app.shut()

    asyncio.run(tell())


def test_a_folder_without_a_cabinet_is_refused_and_the_right_one_taken(tmp_path: Path) -> None:
    desk, _ = make_home(tmp_path / "other.cabinet", tmp_path / "elsewhere")
    close_desk(desk)

    async def story(shell: Shell) -> None:
        screen = await shell.on(Unlock)
        await another_way(shell, "other")
        await shell.on(Ask)
        shell.fill(answer=str(tmp_path))
        await shell.press("enter")
        await shell.until(lambda: not getattr(shell.app.screen, "busy", False) and shell.said, "a sentence")
        assert isinstance(shell.app.screen, Ask)
        shell.fill(answer=str(tmp_path / "other.cabinet"))
        await shell.press("enter")
        await shell.on(Unlock)
        assert screen._folder == tmp_path / "other.cabinet"

    in_front(tmp_path, story, passphrase=None)


def test_a_new_cabinet_can_be_made_from_the_lock_and_esc_comes_back(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.on(Unlock)
        await another_way(shell, "new")
        await shell.on(FirstRun)
        await shell.press("escape")
        await shell.on(Unlock)
        assert shell.find("#ways", OptionList).option_count

    in_front(tmp_path, story, passphrase=None)


def test_what_is_typed_before_the_field_is_there_goes_into_it(tmp_path: Path) -> None:
    desk, _ = make_home(tmp_path / "beck.cabinet", tmp_path / "state")
    close_desk(desk)

    async def tell() -> None:
        app = SuperviseApp(tmp_path / "beck.cabinet", state=tmp_path / "state", now=Clock(), costs=FLOOR)
        come_in, app._begin = app._begin, lambda: None  # type: ignore[method-assign]
        async with app.run_test(size=(80, 24)) as pilot:
            shell = Shell(app, pilot)
            assert isinstance(app.screen, Opening)
            await shell.press(*"ottx", "backspace", *"er")
            come_in()
            await shell.on(Unlock)
            await shell.press(*" lantern gravel", "enter")
            await shell.on(Home)
            app.shut()

    asyncio.run(tell())


def test_a_damaged_cabinet_is_a_sentence_not_a_crash(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await shell.on(Unlock)
        (screen._folder / "cabinet.json").write_bytes(b'{"format": "\xff')
        await try_secret(shell, PASSPHRASE)
        assert isinstance(shell.app.screen, Unlock)
        assert shell.said
        assert "Traceback" not in shell.text()

    in_front(tmp_path, story, passphrase=None)


def test_opening_by_hand_and_by_the_program_meet_the_same_cabinet(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.on(Unlock)
        await try_secret(shell, PASSPHRASE)
        await shell.on(Home)
        await shell.app.action_quit()

    in_front(tmp_path, story, passphrase=None)
    desk = open_desk(tmp_path / "beck.cabinet", PASSPHRASE, state=tmp_path / "state", now=Clock())
    assert desk.cabinet.warnings == ()
    close_desk(desk)
