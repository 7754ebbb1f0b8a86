"""The first run: from an empty machine to the first worker, with every slip on the way."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Button, ContentSwitcher

from supervise_tui.ui.screens.first_run import FirstRun
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.recovery_paper import RecoveryPaper
from supervise_tui.ui.screens.restore import Restore
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.worker_form import WorkerForm
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import policies
from tests.ui.shell import Hands, Shell, in_front


async def name_the_home(shell: Shell, folder: Path) -> FirstRun:
    """Fill the first page and go on."""
    screen = await shell.on(FirstRun)
    shell.fill(organisation="Rosewood House", name="Marta Kowalczyk", post="Registered manager")
    await screen.action_on()
    assert screen.page == "policy"
    await screen.action_on()
    shell.fill(folder=str(folder))
    assert screen.page == "passphrase"
    return screen


async def make_the_cabinet(shell: Shell, folder: Path) -> RecoveryPaper:
    """Go on to the page with the recovery key, with a suggested passphrase."""
    screen = await name_the_home(shell, folder)
    await shell.press("f3")
    await screen.action_on()
    return await shell.on(RecoveryPaper)


async def prove_the_key(shell: Shell, paper: RecoveryPaper) -> None:
    """Type the groups that are asked for."""
    await shell.press("enter")
    for place, number in enumerate(paper._asked):
        shell.fill(**{f"group{place}": f" {paper._key.split()[number - 1].lower()} "})
    paper.query_one("#done", Button).press()


def page_of(paper: RecoveryPaper) -> str:
    """The page in front."""
    return paper.query_one(ContentSwitcher).current or ""


def test_an_empty_machine_leads_by_keyboard_to_the_file_of_the_first_worker(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await shell.on(FirstRun)
        await shell.press(*"Rosewood", "enter", "right", "right", "enter")
        await shell.press(*"Marta", "enter", *"Manager", "enter")
        await shell.until(lambda: screen.page == "policy", "the second page")
        assert "(•) Small care provider: every 3 months, informal contact each month" in shell.text()
        await shell.press("down", "enter")
        await shell.until(lambda: screen.page == "passphrase", "the third page")
        shell.fill(folder=str(tmp_path / "new.cabinet"))
        await shell.press("f3", "enter", "enter", "enter")
        paper = await shell.on(RecoveryPaper)
        assert paper.where() == "A new cabinet · page 4 of 4"
        key = paper._key
        assert all(group in shell.text() for group in key.split())
        await shell.press("enter")
        assert page_of(paper) == "proof"
        assert not any(group in shell.text() for group in key.split())
        for number in paper._asked:
            await shell.press(*key.split()[number - 1].lower(), "enter")
        form = await shell.on(WorkerForm)
        assert form.where() == "Your first worker"
        assert shell.app.desk.organisation.nation == "scotland"
        assert policies.in_use(shell.app.desk).id == "charity-children"
        assert key not in f"{vars(screen)} {vars(paper)}"
        await shell.press(*"Ada Obi", "enter", *"Cook", "enter", "enter", "enter", *"37,5", "ctrl+s")
        await shell.on(WorkerFileScreen)
        assert "37.5 hours a week" in shell.text()
        assert shell.rows[0] == "▸ Start a supervision"

    in_front(tmp_path, story, empty=True)


def test_keys_typed_right_after_enter_land_in_the_next_field(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await shell.on(FirstRun)
        await shell.type_in(*"Rosewod", "backspace", *"od", "enter", "right", "right", "enter")
        await shell.type_in(*"Marta", "enter", *"Manager", "enter", "down", "enter")
        await shell.type_in(*"otter", "enter", *"lantern")
        await shell.until(lambda: screen.page == "passphrase", "the third page")
        fields = ("organisation", "name", "post", "secret", "again")
        assert [screen._text(field) for field in fields] == [
            "Rosewood",
            "Marta",
            "Manager",
            "otter",
            "lantern",
        ]
        assert shell.find("#nation", Pick).value == "scotland"
        assert shell.find("#cadence", Pick).value == "charity-children"

    in_front(tmp_path, story, empty=True)


def test_esc_is_named_only_where_it_goes_back(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await shell.on(FirstRun)
        assert "Esc Back" not in shell.text()
        shell.fill(organisation="Rosewood House", name="Marta Kowalczyk", post="Registered manager")
        await screen.action_on()
        assert [key.description for key in screen.shown_keys() if key.key == "escape"] == ["Back"]
        await shell.press("escape")
        paper = await make_the_cabinet(shell, tmp_path / "new.cabinet")
        assert "Esc" not in shell.text()
        await shell.press("escape")
        assert page_of(paper) == "key"
        await shell.press("enter")
        assert "Esc The key once more" in shell.text()

    in_front(tmp_path, story, empty=True)


def test_the_line_about_two_that_differ_goes_once_they_match(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await name_the_home(shell, tmp_path / "new.cabinet")
        shell.fill(secret="otter lantern gravel", again="otter lantern grave")
        await screen.action_on()
        assert shell.said.startswith("The two passphrases are not the same.")
        await shell.press("end", "l")
        assert not shell.said
        assert "The two are the same." in shell.text()

    in_front(tmp_path, story, empty=True)


def test_what_is_missing_is_said_and_the_cursor_goes_there(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await shell.on(FirstRun)
        await screen.action_on()
        assert shell.said == "The name of the home is empty. Please type it in."
        assert screen.focused is not None
        assert screen.focused.id == "organisation"
        shell.fill(organisation="Rosewood")
        await screen.action_on()
        assert shell.said.startswith("Your name is empty.")
        assert screen.focused.id == "name"
        assert screen.page == "home"

    in_front(tmp_path, story, empty=True)


def test_a_weak_passphrase_and_two_that_differ_are_refused_in_plain_words(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await name_the_home(shell, tmp_path / "new.cabinet")
        for weak in ("rose", "12345678", "Rosewood House", "2026-11-24"):
            shell.fill(secret=weak, again=weak)
            await screen.action_on()
            assert shell.said
            assert screen.page == "passphrase"
        shell.fill(secret="otter lantern gravel", again="otter lantern grave")
        await shell.pilot.pause()
        assert "not the same yet" in shell.text()
        await screen.action_on()
        assert shell.said.startswith("The two passphrases are not the same.")
        assert not (tmp_path / "new.cabinet").exists()

    in_front(tmp_path, story, empty=True)


def test_going_back_a_page_loses_nothing(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        screen = await name_the_home(shell, tmp_path / "mine.cabinet")
        shell.fill(secret="otter lantern gravel")
        await shell.press("escape")
        assert screen.page == "policy"
        shell.find("#cadence", Pick).pick("residential-home")
        await shell.press("escape")
        assert screen.page == "home"
        await screen.action_on()
        assert shell.find("#cadence", Pick).value == "residential-home"
        await screen.action_on()
        assert screen._text("secret") == "otter lantern gravel"
        assert screen._text("folder") == str(tmp_path / "mine.cabinet")

    in_front(tmp_path, story, empty=True)


def test_a_folder_that_will_not_do_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")

    async def story(shell: Shell) -> None:
        screen = await name_the_home(shell, tmp_path / "a file" / "new.cabinet")
        await shell.press("f3")
        words = screen._text("secret")
        await screen.action_on()
        await shell.until(lambda: not screen.busy and shell.said, "a sentence")
        assert "Traceback" not in shell.said
        assert screen.page == "passphrase"
        assert screen._text("secret") == words
        shell.fill(folder=str(tmp_path / "new.cabinet"))
        await screen.action_on()
        await shell.on(RecoveryPaper)

    in_front(tmp_path, story, empty=True)


def test_a_wrong_group_is_refused_and_the_key_can_be_seen_once_more(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        paper = await make_the_cabinet(shell, tmp_path / "new.cabinet")
        await shell.press("enter")
        shell.fill(group0="AAAA", group1="BBBB")
        paper.query_one("#done", Button).press()
        await shell.pilot.pause()
        assert shell.said.startswith(f"That is not group {paper._asked[0]}.")
        await shell.press("escape")
        assert page_of(paper) == "key"
        assert paper._key.split()[0] in shell.text()
        await prove_the_key(shell, paper)
        await shell.on(WorkerForm)

    in_front(tmp_path, story, empty=True)


def test_the_recovery_key_stays_on_the_screen_while_someone_looks_for_a_pen(tmp_path: Path) -> None:
    hands = Hands()

    async def story(shell: Shell) -> None:
        paper = await make_the_cabinet(shell, tmp_path / "new.cabinet")
        hands.move(3600)
        await shell.pilot.pause(0.1)
        await shell.press("ctrl+l")
        assert shell.app.screen is paper
        assert page_of(paper) == "key"
        await prove_the_key(shell, paper)
        await shell.on(WorkerForm)
        await shell.press("escape")
        await shell.on(Home)

    in_front(tmp_path, story, empty=True, hands=hands)


def test_quitting_before_the_key_is_proven_says_what_is_lost(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        paper = await make_the_cabinet(shell, tmp_path / "new.cabinet")
        await shell.press("ctrl+q")
        await shell.on(Ask)
        await shell.until(lambda: "shown again" in shell.text(), "the warning")
        await shell.press("enter")  # the safe answer has the cursor
        await shell.on(RecoveryPaper)
        assert page_of(paper) == "key"
        await shell.press("ctrl+q")
        await shell.on(Ask)
        shell.find("#yes", Button).focus()
        await shell.press("enter")
        await shell.until(lambda: not shell.app.is_running or shell.app.return_code == 0, "the end")

    in_front(tmp_path, story, empty=True)


def test_the_first_worker_can_wait(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        paper = await make_the_cabinet(shell, tmp_path / "new.cabinet")
        await prove_the_key(shell, paper)
        await shell.on(WorkerForm)
        await shell.press("escape")
        await shell.on(Home)
        assert "No workers yet" in shell.text()
        await shell.press("enter")
        await shell.on(WorkerForm)

    in_front(tmp_path, story, empty=True)


def test_a_new_computer_leads_to_a_backup_and_back(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.on(FirstRun)
        await shell.press("f5")
        await shell.on(Restore)
        await shell.press("tab", "escape")
        await shell.on(FirstRun)

    in_front(tmp_path, story, empty=True)
