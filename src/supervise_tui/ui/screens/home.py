"""Home: what to do next, worst first; Enter does it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.record import Signer
from supervise_tui.domain.roles import Act
from supervise_tui.domain.said_dates import say_date
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.home_ahead import (
    MORE_AGREEMENTS,
    agreement_lines,
    due_and_planned,
    pressing,
    to_come,
)
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import backups, key_holders
from supervise_tui.workflows import home as home_work
from supervise_tui.workflows.action_thread import LateAction
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import DraftLine, HomeView
from supervise_tui.workflows.waiting import WaitingLine

_ALL, _ADD, _ACCEPT = "all-workers", "add-worker", "accept-history"
_FLAGS = "flags"
_HOME_FILE, _OWN_FILE = "home-file", "own-file"


class Home(House):
    """Lists what is overdue, due soon, waiting for a signature and being written."""

    WHERE = "Home"
    CSS_PATH = "home.tcss"
    HELP = (
        "This is what needs you, worst first. The line at the top says what Enter will do with the row "
        "under the cursor.\n\n"
        "Today and this week: what is planned. Overdue and due soon: supervisions to hold. Agreements: there "
        "is none, or its review is due. Waiting: held and written, but a signature is "
        "missing. Late actions: agreed, and their day is past. Being written: drafts to go on with.\n\n"
        "Press w for all workers, / to search in all records, a to add a worker, h for who did what, v for "
        "coverage, x to copy signed records to a folder, k for backups and keys, s for settings, Ctrl+L to "
        "lock, Ctrl+Q to leave."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", show=True),
        Binding("w", "workers", "Workers"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("a", "add", "Add"),
        Binding("k", "keys", "Keys, backups"),
        Binding("ctrl+q", "app.quit", "Quit"),
        Binding("s", "settings", "Settings"),
        Binding("ctrl+l", "app.lock", "Lock"),
        Binding("x", "export", "Export"),
        Binding("h", "history", "History"),
        Binding("v", "coverage", "Coverage"),
        Binding("escape", "stay", "Back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view: HomeView | None = None
        self._says: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the day, the next thing to do and the list."""
        yield Static("", id="today", classes="heading", markup=False)
        yield Static("", id="warnings", markup=False)
        yield Static("", id="reminder", markup=False)
        yield Static("", id="note", classes="quiet", markup=False)
        yield Static("", id="next", markup=False)
        yield RowList(id="rows", by_part=True)

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again: what was done on another screen shows here."""
        if not self.house.is_open:
            return  # what lies above is being taken away, because the cabinet was locked
        desk = self.desk
        self.run_slow(
            lambda: (home_work.home(desk), _reminders(desk)),
            self._show_all,
            word="" if self._view else "Looking up what is due",
        )

    def _show_all(self, found: tuple[HomeView, str]) -> None:
        view, reminder = found
        line = self.query_one("#reminder", Static)
        line.display = bool(reminder)
        line.update(f"{reminder} Press k." if reminder else "")
        self._show(view)

    def _show(self, view: HomeView) -> None:
        self._view = view
        self.refresh_where()
        self.query_one("#today", Static).update(long_date(view.today))
        warnings = self.query_one("#warnings", Static)
        warnings.display = bool(self.desk.cabinet.warnings)
        warnings.update(Content("\n").join(Content(f"! {line}") for line in self.desk.cabinet.warnings))
        self._show_note()
        rows = self.query_one(RowList)
        # A row about someone stays under the cursor; else the next thing to do goes there.
        rows.show(self._rows(view), keep=":" in rows.chosen)
        self._say_next(rows.chosen)

    def _show_note(self) -> None:
        """One harmless thing to know about this cabinet; Esc closes it, and the next one comes up."""
        notes = self.desk.cabinet.notes
        line = self.query_one("#note", Static)
        line.display = bool(notes)
        line.update(f"{notes[0]} (Esc closes this.)" if notes else "")

    def _rows(self, view: HomeView) -> list[Row]:
        self._says = {}
        rows: list[Row] = []
        if self.desk.cabinet.read_only:
            rows += self._group(
                "The history does not fit",
                [
                    (
                        Row(_ACCEPT, ("Say why, and go on with this cabinet",)),
                        "give the reason; until then nothing can be changed",
                    )
                ],
            )
        for title, ahead in pressing(view):
            rows += self._group(title, ahead)
        to_start = " to start a supervision" if self.desk.may(Act.WRITE_RECORDS) else ""
        for state, words in (("overdue", "Overdue"), ("due-soon", "Due soon")):
            lines = [line for line in view.due if line.due.state == state]
            rows += self._group(
                f"{words} ({len(lines)})",
                [
                    (
                        Row(
                            f"worker:{line.worker.id}",
                            (line.worker.name, line.worker.post, due_and_planned(line, view)),
                        ),
                        f"open {line.worker.name}'s file{to_start}",
                    )
                    for line in lines
                ],
            )
        for title, ahead in to_come(view):
            rows += self._group(title, ahead)
        rows += self._group(
            f"Waiting for a signature ({len(view.waiting)})", [_waiting(w) for w in view.waiting]
        )
        rows += self._group("For the next line manager", _flags(view))
        rows += self._group(f"Agreements ({len(view.agreements)})", agreement_lines(view.agreements))
        rows += self._group(
            f"Late actions ({len(view.late_actions)})", [_late(line) for line in view.late_actions]
        )
        rows += self._group(
            f"Being written ({len(view.drafts)})", [_draft(d, view.today) for d in view.drafts]
        )
        return rows + self._always(view, nothing=not rows)

    def _group(self, title: str, lines: list[tuple[Row, str]]) -> list[Row]:
        if not lines:
            return []
        self._says |= {row.id: says for row, says in lines}
        return [heading(title), *(row for row, _ in lines), heading("")]

    def _always(self, view: HomeView, *, nothing: bool) -> list[Row]:
        rows: list[Row] = []
        if view.workers and nothing:
            rows += [heading("Nothing is due, waiting or being written."), heading("")]
        if view.workers:
            rows.append(Row(_ALL, (f"All workers ({view.workers})",)))
            self._says[_ALL] = "find a worker and open their file"
        else:
            rows += [
                heading("No workers yet. Add the first one, then start a supervision with them."),
                heading(""),
            ]
        if self.desk.may(Act.CHANGE_WORKERS):
            rows.append(Row(_ADD, ("Add a worker",)))
            self._says[_ADD] = "open a file for a new worker"
        if view.workers:
            rows.append(Row(_HOME_FILE, ("The home's own file",)))
            self._says[_HOME_FILE] = "see or start records about the service, such as checklists and audits"
            if self.desk.holder == self.desk.owner.id:
                rows.append(Row(_OWN_FILE, ("Your own file",)))
                self._says[_OWN_FILE] = "see or start records about yourself as a supervisor"
        return rows

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._say_next(event.option.id or "")

    def _say_next(self, row_id: str) -> None:
        says = self._says.get(row_id, "")
        self.query_one("#next", Static).update(
            Content.assemble(("Enter: ", "bold"), says) if says else Content("")
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Open the row under the cursor, wherever the focus is."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, row_id: str) -> None:
        from supervise_tui.ui import rooms

        kind, _, key = row_id.partition(":")
        if kind == "worker":
            self.house.push_screen(rooms.worker_file(key))
        elif kind == "record" and self._view is not None:
            records = [waiting.record for waiting in self._view.waiting]
            records += [draft.record for draft in self._view.drafts]
            self.house.push_screen(rooms.for_record(next(r for r in records if r.id == key)))
        elif kind == "ahead":
            self.house.push_screen(rooms.next_supervision(key))
        elif kind == "agreement":
            self.house.push_screen(rooms.agreement(key))
        elif kind == "action":
            self.house.push_screen(rooms.action_thread(key))
        elif kind in (_ALL, MORE_AGREEMENTS):
            self.action_workers()
        elif kind == _FLAGS:
            self.house.push_screen(rooms.flags())
        elif kind == _ADD:
            self.action_add()
        elif kind == _HOME_FILE:
            self.house.push_screen(rooms.home_file())
        elif kind == _OWN_FILE:
            self.house.push_screen(rooms.own_file())
        elif kind == _ACCEPT:
            self._ask_why()

    def _ask_why(self) -> None:
        desk = self.desk

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.look_again()

        self.house.push_screen(
            Ask.line(
                "Go on with a history that does not fit?",
                "This happens when the whole cabinet was copied back from an older copy, or when someone "
                "changed it. What does not fit stays in the history for good, together with your reason.",
                label="Why it does not fit, as far as you know",
                yes="Accept",
                check=lambda reason: desk.cabinet.accept_history(reason, desk.now),
            ),
            answered,
        )

    def action_workers(self) -> None:
        """Open the list of workers."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.workers())

    def action_search(self) -> None:
        """Find words in all records."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.search())

    def action_add(self) -> None:
        """Open the form for a new worker."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.new_worker())

    def action_export(self) -> None:
        """Copy signed records to a folder."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.export())

    def action_history(self) -> None:
        """Show who did what."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.history())

    def action_coverage(self) -> None:
        """Show how supervision stands with everyone."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.coverage())

    def action_keys(self) -> None:
        """Show who holds a key, and the backups."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.keys_and_backups())

    def action_settings(self) -> None:
        """Show what the home and this computer have chosen."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.settings())

    def action_stay(self) -> None:
        """Home is where Esc ends; it only closes the note, until the cabinet is opened anew."""
        self.desk.cabinet.notes = self.desk.cabinet.notes[1:]
        self._show_note()


def _reminders(desk: Desk) -> str:
    """What is to be done under Keys and backups, in a sentence or two."""
    return " ".join(said for said in (key_holders.ended_keys(desk), backups.reminder(desk)) if said)


def missing_words(missing: tuple[Signer, ...]) -> str:
    """Give whose signature is missing, by first names: the row says who it is about."""
    names = ["you" if one.role is Role.SUPERVISOR else one.name.split()[0] for one in missing]
    return " and ".join(names) or "nobody"


def _waiting(line: WaitingLine) -> tuple[Row, str]:
    """Who still has to sign, and how the 14 days stand [CAD-11]."""
    late = "! " if line.clock.state in ("overdue", "due") else ""
    cells = (f"{late}{line.worker.name}", line.record.title, line.clock.words)
    below = Content(f"needs {missing_words(line.missing)} · {line.clock.since}")
    return Row(f"record:{line.record.id}", cells, "", below), f"go to sign-off with {line.worker.name}"


def _flags(view: HomeView) -> list[tuple[Row, str]]:
    if not view.flags:
        return []
    many = "1 record" if view.flags == 1 else f"{view.flags} records"
    words = f"{many} with a disagreement, or not signed by everyone"
    return [(Row(_FLAGS, (words,)), "see which, and say what was done")]


def _late(line: LateAction) -> tuple[Row, str]:
    days = "1 day late" if line.days == 1 else f"{line.days} days late"
    row = Row(f"action:{line.action.id}", (line.action.what, line.worker.name, days))
    return row, f"see where this was agreed, for {line.owner or 'nobody named'} to do"


def _draft(line: DraftLine, today: date) -> tuple[Row, str]:
    held = line.record.held_on
    day = say_date(held, today) if held else "no date yet"
    clock = line.clock if line.clock and line.clock.state in ("due", "overdue") else None
    below = Content(f"not given to sign yet: {clock.words}, {clock.since}") if clock else None
    others = len(line.others)
    name = f"{line.worker.name} and {others} more" if others else line.worker.name
    cells = (f"{'! ' if clock else ''}{name}", line.record.title, day)
    row = Row(f"record:{line.record.id}", cells, "", below)
    return row, f"go on with it: {line.record.title} with {name}"
