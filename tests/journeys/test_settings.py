"""Settings changed by keys and kept; signing secrets changed by those whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button, Static

from supervise_tui.domain.people import Worker
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.problems import WrongSecret
from supervise_tui.ui import preferences
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.own_forms import OwnFormsScreen
from supervise_tui.ui.screens.settings import Settings
from supervise_tui.ui.screens.signing import ChooseSecret, GiveSecret
from supervise_tui.ui.screens.signing_secret import SigningSecretScreen
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import signing_secrets
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, SUPERVISOR_SECRET, WORKER_SECRET, choose_secrets
from tests.journeys.table import Table, at_the_table

NEW = "linen harbour magpie"


def with_secrets(desk: Desk, worker: Worker) -> str:
    """Both have chosen a secret."""
    choose_secrets(desk, worker)
    return ""


def rows_of(table: Table) -> dict[str, str]:
    """The rows of the list in front: words and what they say."""
    return {row.cells[0]: row.cells[-1] for row in table.app.screen.query_one(RowList).rows if row.id}


async def open_row(table: Table, start: str) -> None:
    """Enter on the row that starts so."""
    rows = table.app.screen.query_one(RowList)
    rows.choose(next(row.id for row in rows.rows if row.cells[0].startswith(start)))
    await table.pilot.pause()
    await table.press("enter")


async def answer(table: Table, row: str, typed: str) -> None:
    """Put a line into the question behind a row, and wait for the list again."""
    await open_row(table, row)
    await table.on(Ask)
    await table.press("ctrl+u")
    await table.type_in(f"{typed}\n")


async def to_settings(table: Table) -> None:
    """From home to settings."""
    await table.on(Home)
    await table.press("s")
    await table.on(Settings)


def test_settings_are_changed_by_keys_and_kept(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        await to_settings(table)
        await answer(table, "Name on records", "Rosewood House")
        await table.on(Settings)
        await table.until(lambda: rows_of(table)["Name on records"] == "Rosewood House", "the name")
        assert "Rosewood House" in table.text().splitlines()[0]
        await open_row(table, "Layout")
        await table.on(Ask)
        await table.press("down", "enter")
        await table.on(Settings)
        await table.until(
            lambda: rows_of(table)["Layout of a new one"].startswith("Structured"), "the layout"
        )
        await open_row(table, "Look")
        await table.on(Ask)
        table.find("#answer", Pick).pick("light")
        await table.press("enter")
        await table.on(Settings)
        assert table.app.theme == "light"

        await answer(table, "Cover or lock", "soon")
        await table.until(lambda: "not a whole number" in table.text(), "that digits are needed")
        await table.press("ctrl+u")
        await table.type_in("99\n")
        await table.until(lambda: "99 minutes is not possible" in table.text(), "the bounds")
        await table.press("ctrl+u")
        await table.type_in("2\n")
        await table.on(Settings)
        assert table.app.stillness._limits.cover == 120
        await table.press("ctrl+l")
        await table.on(Unlock)
        await table.type_in(f"{PASSPHRASE}\n")
        await table.on(Settings)
        await table.until(lambda: bool(rows_of(table)), "the list")
        assert rows_of(table)["Cover or lock when nobody types for"] == "2 minutes"
        assert rows_of(table)["Name on records"] == "Rosewood House"
        assert table.app.stillness._limits.lock == 120
        assert preferences.read(table.app.state).theme == "light"

    at_the_table(tmp_path, story)


def test_own_forms_count_from_the_moment_their_folder_is_chosen(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "broken.toml").write_text("id = 3\n", "utf-8")

    async def story(table: Table) -> None:
        shipped = table.desk.library.get("session.short")
        source = shipped.source.decode().replace(f"version = {shipped.version}", "version = 9", 1)
        (own / "short.toml").write_text(source, "utf-8")
        letter = table.desk.library.letter(LetterFor.DISMISSAL)
        (own / "letters").mkdir()
        (own / "letters" / "dismissal.toml").write_bytes(letter.source)
        await to_settings(table)
        await open_row(table, "Forms of your own")
        await table.on(OwnFormsScreen)
        await table.press("f")
        await table.on(Ask)
        await table.type_in(f"{tmp_path / 'nowhere'}\n")
        await table.until(lambda: "is not a folder" in table.text(), "that it is none")
        await table.press("ctrl+u")
        await table.type_in(f"{own}\n")
        await table.on(OwnFormsScreen)
        await table.until(lambda: "used from now on" in table.text(), "that they count")
        assert f"instead of the program's version {shipped.version}" in table.text()
        assert table.desk.library.get("session.short").version == 9
        assert "Letters worded by you" in table.text()
        await open_row(table, letter.title)
        await table.until(lambda: "This letter is letter.dismissal." in table.text(), "how it is changed")
        await open_row(table, "! broken.toml")
        await table.on(Help)
        assert "broken.toml, line 1" in table.text()
        await table.press("escape")
        (own / "broken.toml").unlink()
        await table.press("r")
        await table.until(lambda: "broken.toml" not in table.text(), "that it is read anew")
        await open_row(table, "Use no forms")
        await table.until(lambda: "were not touched" in table.text(), "that none is used")
        assert table.desk.library.get("session.short").version == shipped.version

    at_the_table(tmp_path, story, size=(120, 40))


def test_a_supervisor_changes_their_signing_secret_with_the_old_one(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        key = signing_secrets.standing(table.desk, table.desk.owner.id).fingerprint
        await to_settings(table)
        await open_row(table, "Your signing secret")
        await table.on(SigningSecretScreen)
        assert key in table.text()
        await table.press("enter")
        await table.on(GiveSecret)
        await table.type_in("not this one\n")
        await table.until(lambda: "does not fit" in table.text(), "the refusal")
        await table.type_in(f"{SUPERVISOR_SECRET}\n")
        await table.on(ChooseSecret)
        await table.type_in(f"{NEW}\n{NEW}\n")
        await table.on(SigningSecretScreen)
        await table.until(lambda: "The key stays the same" in table.text(), "that it counts")
        assert key in table.text()
        signing_secrets.check_secret(table.desk, table.desk.owner.id, NEW)
        with pytest.raises(WrongSecret):
            signing_secrets.check_secret(table.desk, table.desk.owner.id, SUPERVISOR_SECRET)
        await table.press("escape")
        await table.on(Settings)

    at_the_table(tmp_path, story, with_secrets)


def test_a_worker_who_forgot_gets_a_new_key_and_nothing_else_can_be_reached(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        worker = table.worker.id
        before = signing_secrets.standing(table.desk, worker).fingerprint
        await table.on(Home)
        table.app.push_screen(WorkerFileScreen(worker))
        screen = await table.on(WorkerFileScreen)
        await table.until(lambda: screen._file is not None, "the file")
        await table.press("k")
        await table.on(Ask)
        table.find("#yes", Button).press()
        await table.on(SigningSecretScreen)
        assert table.app.hand_over == worker
        await open_row(table, "It is forgotten")
        await table.on(Ask)
        table.find("#yes", Button).press()
        await table.on(ChooseSecret)
        await table.type_in(f"{NEW}\n{NEW}\n")
        await table.on(SigningSecretScreen)
        await table.until(lambda: "took the place" in str(table.find("#says", Static).render()), "the mark")
        assert before not in table.text()
        with pytest.raises(WrongSecret):
            signing_secrets.check_secret(table.desk, worker, WORKER_SECRET)

        table.app.go_home()
        await table.press("escape")
        await table.on(Ask)
        assert "worker's turn" in table.text()
        await table.type_in("not this one\n")
        await table.until(lambda: "does not fit" in table.text(), "the refusal")
        await table.press("escape")
        await table.on(SigningSecretScreen)
        await table.press("escape")
        await table.on(Ask)
        await table.type_in(f"{PASSPHRASE}\n")
        await table.on(WorkerFileScreen)
        assert table.app.hand_over is None

    at_the_table(tmp_path, story, with_secrets)
