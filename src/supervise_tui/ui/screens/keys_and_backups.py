"""Who holds a key, the last backup, the last drill; and every act on them, each with the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from supervise_tui.domain.said_dates import say_date
from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.give_key import GiveKey
from supervise_tui.ui.screens.new_passphrase import NewPassphrase
from supervise_tui.ui.screens.recovery_paper import RecoveryPaper
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import backups, key_holders, recovery
from supervise_tui.workflows.backups import LastBackup
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.key_holders import KeyLine

_BACKUP, _TRY, _PASSPHRASE, _GIVE, _PAPER = "backup", "try", "passphrase", "give", "paper"


@dataclass(frozen=True)
class _View:
    keys: list[KeyLine]
    backup: LastBackup | None
    drill: datetime | None
    reminder: str
    folder: str
    """Proposed for the next backup."""
    may: bool


class KeysAndBackups(House):
    """Lists the keys and what can be done; Enter does what stands under the cursor."""

    WHERE = "Keys and backups"
    CSS_PATH = "keys_and_backups.tcss"
    HELP = (
        "A backup is one encrypted file. It opens with the passphrases and the recovery key of the day on "
        "which it was made, also with those that were taken away since. Keep it in another place than this "
        "computer. It is read again and compared before it counts.\n\n"
        "Each person with a key has a passphrase of their own, typed by themselves. When a key is taken away "
        "or a passphrase is changed, the whole cabinet is locked anew: the old one opens it no more.\n\n"
        "Try the recovery key now and then: it changes nothing, and you know that your paper is right.\n\n"
        "To make a cabinet anew from a backup: lock this one (Ctrl+L), then choose Restore a backup."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Do it"),
        Binding("b", "backup", "Backup"),
        Binding("t", "try", "Try recovery key"),
        Binding("p", "passphrase", "Passphrase"),
        Binding("g", "give", "Give a key"),
        Binding("delete", "take", "Take a key"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view: _View | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the two days above the list."""
        yield Static("", id="backup", markup=False)
        yield Static("", id="drill", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Read what there is."""
        self.set_focus(self.query_one(RowList))
        self._look()

    def way_back(self) -> Callable[[], House] | None:
        """It is quickly opened again."""
        return KeysAndBackups

    def _look(self, said: str = "") -> None:
        desk = self.desk

        def show(view: _View) -> None:
            self._show(view)
            if said:
                self.show_note(said)

        self.run_slow(lambda: _gather(desk), show, word="Looking")

    def _show(self, view: _View) -> None:
        self._view = view
        today = self.house.today
        backup = "Last backup: none yet."
        if view.backup is not None:
            backup = f"Last backup: {_when(view.backup.at.date(), today)}, {view.backup.name}"
        self.query_one("#backup", Static).update(("! " if view.reminder else "") + backup)
        drill = "never" if view.drill is None else _when(view.drill.date(), today)
        self.query_one("#drill", Static).update(f"Recovery key last tried: {drill}.")
        self.query_one(RowList).show(self._rows(view))

    def _rows(self, view: _View) -> list[Row]:
        held = [
            Row(
                f"key:{key.key}",
                (key.name or key.role, key.role if key.name else "", _how_long(key)),
            )
            for key in view.keys
        ]
        acts = [
            Row(way, (words,))
            for way, action, words in (
                (_BACKUP, "backup", "Make a backup now"),
                (_TRY, "try", "Try the recovery key: a drill, it changes nothing"),
                (_PASSPHRASE, "passphrase", "Change your passphrase"),
                (_GIVE, "give", "Give someone a key of their own"),
                (_PAPER, "give", "Make a new recovery key; the one before then opens nothing"),
            )
            if not self.why_not(action)
        ]
        return [
            heading("What you can do"),
            *acts,
            heading(""),
            heading("Who holds a key (Enter takes one away)" if view.may else "Who holds a key"),
            *held,
        ]

    # -- what is chosen ------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._do(event.option.id or "")

    def action_choose(self) -> None:
        """Do what stands under the cursor."""
        self._do(self.query_one(RowList).chosen)

    def _do(self, row: str) -> None:
        act = {
            _BACKUP: self.action_backup,
            _TRY: self.action_try,
            _PASSPHRASE: self.action_passphrase,
            _GIVE: self.action_give,
            _PAPER: self._new_paper,
        }.get(row)
        if act is not None:
            act()
        elif row.startswith("key:"):
            self.action_take()

    def _with_passphrase(self, title: str, why: str, then: Callable[[], object]) -> None:
        """Say what will happen, ask for the passphrase, then go on."""
        from supervise_tui.ui import rooms

        def answered(answer: str | None) -> None:
            if answer is not None:
                then()

        if not self.busy:
            self.house.push_screen(rooms.ask_passphrase(self.desk, title, why), answered)

    # -- the acts ------------------------------------------------------------------------------

    def action_backup(self) -> None:
        """Ask where to, then write and check it."""
        self._with_passphrase(
            "Make a backup",
            "The whole cabinet is copied into one encrypted file, which is then read again and compared. It "
            "opens with the keys of today, for ever: also with one that you take away later.",
            self._ask_where,
        )

    def _ask_where(self) -> None:
        desk = self.desk

        def write(text: str) -> None:
            if not text.strip():
                raise BadInput("No place is typed.", "Type a folder, best on a stick or another disk.")
            backups.make_backup(desk, Path(text.strip()).expanduser())

        def answered(text: str | None) -> None:
            if text is not None:
                self._look("The backup was made, read again and compared: it holds what the cabinet holds.")

        self.house.push_screen(
            Ask.line(
                "Where should the backup go?",
                "A folder on a stick or another disk; it gets a name with today's date. Or a new file name.",
                label="Folder",
                value=self._view.folder if self._view else "",
                yes="Make the backup",
                check=write,
            ),
            answered,
        )

    def action_try(self) -> None:
        """The drill: the recovery key is asked for and tried."""
        desk = self.desk

        def answered(text: str | None) -> None:
            if text is not None:
                self._look("That key opens this cabinet. Nothing was changed; put the paper back.")

        self.house.push_screen(
            Ask.line(
                "Try the recovery key",
                "Fetch the paper and type the 14 groups. Small letters and spaces do not matter. This "
                "changes nothing: it only shows that the paper is right.",
                label="Recovery key",
                yes="Try it",
                check=lambda typed: recovery.try_recovery_key(desk, typed),
            ),
            answered,
        )

    def action_passphrase(self) -> None:
        """Ask for the old one, then twice for the new one."""
        desk = self.desk

        def answered(kept: bool | None) -> None:
            if kept:
                self._look("The new passphrase counts from now on. Backups of before open with the old one.")

        def ask_new() -> None:
            self.house.push_screen(
                NewPassphrase(
                    "Your new passphrase",
                    "Three or more words that have nothing to do with each other are strong and easy to "
                    "remember. Backups made before still open with the old one.",
                    lambda new: key_holders.change_passphrase(desk, new),
                ),
                answered,
            )

        self._with_passphrase(
            "Change your passphrase",
            "First the one that you have now. The cabinet is then locked anew, so that the old passphrase "
            "opens it no more.",
            ask_new,
        )

    def action_give(self) -> None:
        """Open the form for a new key."""
        if not self._may():
            return

        def given(name: str) -> None:
            self._look(f"{name} has a key now. A new backup lets them open that too.")

        self.house.push_screen(GiveKey(given))

    def action_take(self) -> None:
        """Take away the key under the cursor."""
        chosen = self.query_one(RowList).chosen.removeprefix("key:")
        keys = self._view.keys if self._view else []
        key = next((key for key in keys if key.key == chosen), None)
        if key is None:
            self.show_note("Go to a person's key with the arrows first.")
        elif key.mine:
            self.show_note("That is the key you opened the cabinet with. You can change its passphrase.")
        elif not key.name:
            self.show_note("A cabinet always has a recovery key. You can make a new one in its place.")
        elif self._may() and key.can_go:
            desk, name, slot = self.desk, key.name, key.key
            self._with_passphrase(
                f"Take {name}'s key away",
                f"The cabinet is locked anew, and {name}'s passphrase opens it no more. All others keep "
                "theirs. Backups made before still open with it: destroy them if that matters, then make a "
                "new one.",
                lambda: self.run_slow(
                    lambda: key_holders.take_key(desk, slot),
                    lambda _: self._look(f"{name}'s key opens this cabinet no more. Make a new backup."),
                    word="Locking the cabinet anew",
                ),
            )

    def _new_paper(self) -> None:
        desk = self.desk

        def made(key: str) -> None:
            self.house.push_screen(RecoveryPaper(key, self._proved))

        self._with_passphrase(
            "A new recovery key",
            "You get a new key to write on paper; have a pen ready, it is shown once. The one before opens "
            "nothing any more, except backups that were made until now.",
            lambda: self.run_slow(
                lambda: recovery.new_recovery_key(desk), made, word="Locking the cabinet anew"
            ),
        )

    def _proved(self) -> None:
        self._look("The new recovery key counts. Destroy the old paper.")

    def _may(self) -> bool:
        if key_holders.may_change(self.desk):
            return True
        self.show_note("Only the owner can give keys and take them away.")
        return False


def _gather(desk: Desk) -> _View:
    return _View(
        key_holders.keys(desk),
        backups.last_backup(desk),
        recovery.last_drill(desk),
        backups.reminder(desk),
        backups.proposed_folder(desk),
        key_holders.may_change(desk),
    )


def _when(day: date, today: date) -> str:
    return "today" if day == today else say_date(day, today)


def _how_long(key: KeyLine) -> str:
    """What matters most of it: a last day, else since when it is there."""
    mine = "yours, " if key.mine else ""
    if key.until is not None:
        return f"{mine}{'! ended' if key.ended else 'until'} {_short(key.until)}"
    return f"{mine}since {_short(key.since)}" if key.since else mine.rstrip(", ")


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
