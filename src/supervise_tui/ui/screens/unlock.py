"""The way in: which cabinet, and its passphrase or its recovery key."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from supervise_tui.problems import CabinetInUse, Problem, TooManyTries
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.this_computer import name_of

if TYPE_CHECKING:
    from supervise_tui.ui.app import SuperviseApp
    from supervise_tui.workflows.desk import Desk
    from supervise_tui.workflows.open_cabinet import CabinetLabel

_RECOVERY, _PASSPHRASE, _OTHER, _NEW = "recovery", "passphrase", "other", "new"
_RESTORE = "restore"


class Unlock(House):
    """A passphrase field for the cabinet used last; the other ways in are listed below it."""

    CSS_PATH = "unlock.tcss"
    AUTO_FOCUS = "#secret"  # at once: focus that moves later styles and draws everything once more
    HELP = (
        "Type the passphrase of the cabinet and press Enter. It takes about a second to check: that is "
        "what makes guessing slow.\n\n"
        "After three wrong tries there is a wait before each new one. If the passphrase is lost, choose "
        "“Use the recovery key” below and type the key that you wrote down when the cabinet was made.\n\n"
        "If another copy of the program has the cabinet open, close it there first."
    )

    def __init__(self, folders: list[Path], *, note: str = "", typed: str = "") -> None:
        super().__init__()
        self._folders = folders
        self._folder = folders[0]
        self._note = note
        self._typed = typed
        self._by_recovery = False
        self._wait_until = 0.0
        self._waiting: Timer | None = None

    def where(self) -> str:
        """Say that it is locked."""
        return "Locked"

    def shown_keys(self) -> list[Binding]:
        """Give the keys; there is nothing to go back to."""
        return [
            Binding("enter", "", "Open"),
            Binding("tab", "go_on", "Other ways in"),
            Binding("ctrl+q", "app.quit", "Quit"),
            Binding("f1", "help", "Help"),
        ]

    def compose_body(self) -> ComposeResult:
        """Lay out the field above the other ways in."""
        with VerticalScroll(id="door", can_focus=False):
            yield Static(name_of(self._folder), id="cabinet", classes="heading", markup=False)
            yield Static(_short(self._folder), id="folder", classes="quiet", markup=False)
            yield LineField(
                "Passphrase", value=self._typed, secret=True, help="Enter opens the cabinet", id="secret"
            )
            yield RowList(id="ways")

    def on_mount(self) -> None:
        """Say why it is locked, and list the other ways in."""
        if self._note:
            self.show_note(self._note)
        self._show_ways()

    def _show_cabinet(self) -> None:
        self.query_one("#cabinet", Static).update(name_of(self._folder))
        self.query_one("#folder", Static).update(_short(self._folder))
        self._show_ways()

    def _show_ways(self) -> None:
        rows = [heading("Or:")]
        if self._by_recovery:
            rows.append(Row(_PASSPHRASE, ("Use the passphrase",)))
        else:
            rows.append(Row(_RECOVERY, ("Use the recovery key (passphrase lost)",)))
        others = [folder for folder in self._folders if folder != self._folder]
        rows += [Row(f"open:{folder}", (f"Open {name_of(folder)}", _short(folder))) for folder in others]
        rows += [
            Row(_OTHER, ("Open a cabinet in another folder",)),
            Row(_RESTORE, ("Restore a backup",)),
            Row(_NEW, ("Make a new cabinet",)),
        ]
        self.query_one("#ways", RowList).show(rows)
        self.call_after_refresh(self._look)  # the field is there first, and does not wait for it

    def _look(self) -> None:
        """Find out, in a thread, whether this cabinet can be opened at all."""
        folder = self._folder
        self.run_slow(lambda: self._look_inside(folder), self._say_what_is_wrong, word="")

    def _look_inside(self, folder: Path) -> CabinetLabel:
        self.house.load_the_rest()
        from supervise_tui.workflows.open_cabinet import look_inside

        return look_inside(folder)

    def _say_what_is_wrong(self, label: CabinetLabel) -> None:
        if label.folder != self._folder or self.busy or self._waiting is not None:
            return
        if label.problem:
            self.show_problem(Problem(label.problem))
        elif label.in_use_by:
            self.show_problem(
                CabinetInUse(f"This cabinet is open elsewhere: {label.in_use_by}.", "Close it there first.")
            )

    @on(Input.Submitted, "#secret")
    def _try(self) -> None:
        field = self.query_one("#secret", LineField)
        secret, app, folder = field.value, self.house, self._folder
        if not secret or self._waiting is not None:
            return
        by_recovery = self._by_recovery
        self.run_slow(
            lambda: _open_it(app, folder, secret, by_recovery=by_recovery),
            self._opened,
            word="Opening",
            failed=self._refused,
        )

    def _opened(self, desk: Desk) -> None:
        self.query_one("#secret", LineField).value = ""
        if self._by_recovery:
            from supervise_tui.ui import rooms

            self.house.push_screen(rooms.recover(desk))
            return
        self.house.opened(desk)

    def _refused(self, problem: Problem) -> None:
        field = self.query_one("#secret", LineField)
        if not self._by_recovery:
            field.value = ""  # a long recovery key with one slip is kept, to be put right
        if isinstance(problem, TooManyTries):
            self._wait(problem.seconds)
        else:
            self.show_problem(problem)
        self.set_focus(field)

    def _wait(self, seconds: int) -> None:
        self._wait_until = self.house.clocks.monotonic() + seconds
        self._waiting = self.set_interval(0.5, self._count_down)
        self._count_down()

    def _count_down(self) -> None:
        left = math.ceil(self._wait_until - self.house.clocks.monotonic())
        if left > 0:
            self.show_problem(
                Problem(
                    "That was wrong too many times.",
                    f"You can try again in {left} second{'s' * (left != 1)}.",
                )
            )
            return
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self.show_note("You can try again now.")

    @on(OptionList.OptionSelected, "#ways")
    def _another_way(self, event: OptionList.OptionSelected) -> None:
        way = event.option.id or ""
        if self.busy:
            return
        if way in (_RECOVERY, _PASSPHRASE):
            self._by_recovery = way == _RECOVERY
            self._fresh_field()
        elif way.startswith("open:"):
            self._go_to(Path(way.removeprefix("open:")))
        elif way == _OTHER:
            self._ask_folder()
        elif way == _RESTORE:
            self.house.restore_a_backup()
        elif way == _NEW:
            from supervise_tui.ui.screens.first_run import FirstRun

            self.house.push_screen(FirstRun())

    def _fresh_field(self) -> None:
        field = self.query_one("#secret", LineField)
        field.value = ""
        field.password = not self._by_recovery
        field.border_title = "Recovery key" if self._by_recovery else "Passphrase"
        field.say(
            "14 groups of 4; small letters and spaces do not matter"
            if self._by_recovery
            else "Enter opens the cabinet"
        )
        self.clear_problem()
        self._show_cabinet()
        self.set_focus(field)

    def _go_to(self, folder: Path) -> None:
        self._folder = folder
        if folder not in self._folders:
            self._folders = [folder, *self._folders]
        self._by_recovery = False
        self._fresh_field()

    def _ask_folder(self) -> None:
        from supervise_tui.ui.widgets.ask import Ask

        def check(text: str) -> None:
            label = self._look_inside(Path(text.strip()).expanduser())
            if label.problem:
                raise Problem(label.problem)

        def answered(text: str | None) -> None:
            if text:
                self._go_to(Path(text.strip()).expanduser())

        self.house.push_screen(
            Ask.line(
                "Open another cabinet",
                "Type the folder of the cabinet; its name ends in .cabinet.",
                label="Folder",
                check=check,
            ),
            answered,
        )

    def action_back(self) -> None:
        """There is nothing behind the lock; another way in goes back to the passphrase."""
        if self._by_recovery:
            self._by_recovery = False
            self._fresh_field()


def _open_it(app: SuperviseApp, folder: Path, secret: str, *, by_recovery: bool) -> Desk:
    app.load_the_rest()
    from supervise_tui.ui import rooms

    return rooms.open_it(app, folder, secret, by_recovery=by_recovery)


def _short(folder: Path) -> str:
    """Give the path with ~ for the home folder, as people know it."""
    try:
        return f"~/{folder.resolve().relative_to(Path.home()).as_posix()}"
    except (ValueError, OSError, RuntimeError):
        return str(folder)
