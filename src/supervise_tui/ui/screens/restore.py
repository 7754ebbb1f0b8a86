"""From a backup to a cabinet: which file, what is inside, where to; then the lock asks for its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, ContentSwitcher, Input, OptionList, Static

from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import backups
from supervise_tui.workflows.backups import BackupSeen
from supervise_tui.workflows.find_backups import FoundBackup, backups_in, usual_places
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.this_computer import default_folder, free_folder

_PAGES = ("file", "inside", "done")
_PASSPHRASE, _RECOVERY = "passphrase", "recovery"


class Restore(House):
    """Three pages: the file and its secret, what it holds and where it goes, what to do next."""

    CSS_PATH = "restore.tcss"
    HELP = (
        "A backup is one encrypted file; its name ends in .cabinet-backup. It opens with a passphrase of the "
        "day on which it was made, or with the recovery key of that day.\n\n"
        "First it is read whole: every byte, the history and every signed record are checked, and you see "
        "what is inside. A damaged file is refused, and nothing is written.\n\n"
        "Then a new cabinet is made from it, in a folder of its own. The backup and any cabinet that is "
        "there already are not touched."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "", "Go on")]

    def __init__(self) -> None:
        super().__init__()
        self._seen: BackupSeen | None = None
        self._folder: Path | None = None
        self._found: list[FoundBackup] = []

    def where(self) -> str:
        """Say which page this is."""
        switcher = self.query(ContentSwitcher)
        page = _PAGES.index(switcher.first().current or "file") + 1 if switcher else 1
        return f"Restore a backup · page {page} of {len(_PAGES)}"

    def compose_body(self) -> ComposeResult:
        """Lay out the three pages."""
        with ContentSwitcher(initial="file"):
            with VerticalScroll(id="file", can_focus=False):
                yield from self._file_page()
            with VerticalScroll(id="inside", can_focus=False):
                yield Static("", id="holds", markup=False)
                yield EnterField("Folder of the new cabinet", self._restore, id="folder")
                yield Static(
                    "The new cabinet is a copy with a number of its own, so that nobody takes its history "
                    "for that of the first one. Its history says that it was made anew from a backup.",
                    classes="words",
                    markup=False,
                )
                yield _button("Restore it", "restore")
            with VerticalScroll(id="done", can_focus=False):
                yield Static("", id="says", classes="words", markup=False)
                yield _button("Open it now", "open")

    def _file_page(self) -> ComposeResult:
        yield RowList(id="found")
        yield EnterField("Backup file", self._look_at_file, id="path")
        ways = ((_PASSPHRASE, "Passphrase"), (_RECOVERY, "Recovery key"))
        way = Pick(ways, value=_PASSPHRASE, id="way", classes="boxed")
        way.border_title, way.border_subtitle = "It opens with", "arrows choose"
        yield way
        yield LineField("Passphrase on the day of the backup", secret=True, id="secret")
        yield _button("Look inside", "look")

    def on_mount(self) -> None:
        """Look for backups where people keep them."""
        self._field("path").say("type where it is")
        self.query_one("#found").display = False
        self.set_focus(self._field("path"))
        self.run_slow(lambda: backups_in(usual_places()), self._show_found, word="Looking for backups")

    def _show_found(self, found: list[FoundBackup]) -> None:
        self._found = found
        rows = self.query_one("#found", RowList)
        rows.display = bool(found)
        if found:
            self._field("path").say("type where it is, or choose one above")
        rows.show(
            [
                heading("Found on this computer and what is connected to it"),
                *(Row(str(one.file), (one.file.name,), below=Content(_place(one))) for one in found),
            ]
        )
        if found and not self._text("path"):
            self.set_focus(rows)

    # -- the file ------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#found")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._field("path").value = event.option.id or ""
        self._look_at_file()

    @property
    def _path(self) -> Path:
        return Path(self._text("path").strip()).expanduser()

    def _look_at_file(self) -> None:
        """Say at once when it cannot be a backup, before anybody types a passphrase."""
        if not self._text("path").strip():
            self._refuse(BadInput("No file is named yet.", "Type where the backup is."), "path")
            return
        path, secret = self._path, self._field("secret")
        self.run_slow(
            lambda: backups.look_at(path),
            lambda _: self.set_focus(secret),
            word="Looking",
            failed=lambda problem: self._refuse(problem, "path"),
        )

    @on(Pick.Picked, "#way")
    def _another_way(self, event: Pick.Picked) -> None:
        field, by_key = self._field("secret"), event.value == _RECOVERY
        field.value, field.password = "", not by_key
        field.border_title = "Recovery key" if by_key else "Passphrase"
        field.border_title += " on the day of the backup"
        field.say("14 groups of 4; small letters and spaces do not matter" if by_key else "")

    @property
    def _by_recovery(self) -> bool:
        return self.query_one("#way", Pick).value == _RECOVERY

    @on(Input.Submitted, "#secret")
    @on(Button.Pressed, "#look")
    def _look_inside(self) -> None:
        secret, path, by_recovery = self._text("secret"), self._path, self._by_recovery
        if not secret:
            self._refuse(BadInput("Nothing is typed yet.", "The backup does not open without it."), "secret")
            return
        app = self.house
        self.run_slow(
            lambda: backups.check_backup(path, secret, state=app.state, by_recovery=by_recovery),
            self._show_inside,
            word="Checking every byte and every signature; a large one takes some minutes",
            failed=self._not_opened,
        )

    def _not_opened(self, problem: Problem) -> None:
        if not self._by_recovery:
            self._field("secret").value = ""
        self._refuse(problem, "secret")

    # -- what is inside ------------------------------------------------------------------------

    def _show_inside(self, seen: BackupSeen) -> None:
        self._seen = seen
        records = "1 record" if seen.records == 1 else f"{seen.records} records"
        lines = [
            Content(seen.organisation).stylize("bold"),
            Content(f"Made on {long_date(seen.made_at.date())} at {seen.made_at:%H:%M}, with {records}."),
        ]
        if seen.wrong:
            lines.append(Content("! Every byte is as it was written, but something inside is not in order:"))
            lines += [Content(f"! {line}") for line in seen.wrong]
            lines.append(Content("It can be restored as it is; nothing is put right or hidden by that."))
        else:
            lines.append(Content("Checked: every byte, the history, every signed record. All is well."))
        self.query_one("#holds", Static).update(Content("\n").join(lines))
        if not self._text("folder"):
            self._field("folder").value = str(free_folder(default_folder(seen.organisation)))
        self._field("folder").say("must not be there yet")
        self._go("inside", self._field("folder"))

    @on(Button.Pressed, "#restore")
    def _restore(self) -> None:
        text = self._text("folder").strip()
        if not text:
            self._refuse(BadInput("No folder is named.", "Type where the cabinet should be kept."), "folder")
            return
        app, path, secret = self.house, self._path, self._text("secret")
        folder, by_recovery = Path(text).expanduser(), self._by_recovery

        def restore() -> tuple[str, ...]:
            desk = backups.restore(
                path, secret, folder, state=app.state, by_recovery=by_recovery, **app.own_settings()
            )
            close_desk(desk)  # the lock asks for the passphrase, so that people know it fits
            return desk.cabinet.warnings

        self._folder = folder
        self.run_slow(restore, self._show_done, word="Making the cabinet anew")

    def _show_done(self, warnings: tuple[str, ...]) -> None:
        self._field("secret").value = ""
        lines = ["The cabinet is there again.", *(f"! {warning}" for warning in warnings)]
        lines.append(f"It lies in {self._folder}. Its history says that it was made anew from this backup.")
        lines.append(
            "Three things to do now:\n"
            "  1. Keys that were taken away after the backup are there again: press k at home, and take them "
            "away again.\n"
            "  2. Do not go on writing in two cabinets: move the old one away, if there is one.\n"
            "  3. Make a new backup."
        )
        self.query_one("#says", Static).update("\n\n".join(lines))
        self._go("done", self.query_one("#open"))

    @on(Button.Pressed, "#open")
    def _open(self) -> None:
        assert self._folder is not None  # noqa: S101 - this page comes after it was restored
        note = "Restored. Open it with the passphrase of the day of the backup."
        if self._by_recovery:
            note = "Restored. Choose “Use the recovery key” below; a new passphrase is chosen then."
        self.house.ask_for(self._folder, note)

    # -- going from page to page ---------------------------------------------------------------

    def _go(self, page: str, focus: Widget) -> None:
        self.query_one(ContentSwitcher).current = page
        self.clear_problem()
        self.refresh_where()
        self.refresh_keys()
        self.set_focus(focus)

    def shown_keys(self) -> list[Binding]:
        """Name Esc only where it goes back."""
        done = self.query_one(ContentSwitcher).current == "done"
        return [key for key in super().shown_keys() if not (done and key.action == "back")]

    def action_back(self) -> None:
        """Back to the file, or to where this was asked for; what is made stays made."""
        page = self.query_one(ContentSwitcher).current
        if page == "inside" and not self.busy:
            self._go("file", self._field("secret"))
        elif page == "file":
            self._field("secret").value = ""
            self.dismiss()

    def _refuse(self, problem: Problem, field: str) -> None:
        self.show_problem(problem)
        self.set_focus(self._field(field))

    def _field(self, name: str) -> LineField:
        return self.query_one(f"#{name}", LineField)

    def _text(self, name: str) -> str:
        return self._field(name).value


def _place(found: FoundBackup) -> str:
    return f"written on {long_date(found.written_on)}, in {found.file.parent}"


def _button(words: str, name: str) -> Horizontal:
    return Horizontal(Button(Content(f"[ {words} ]"), id=name, compact=True), classes="buttons")
