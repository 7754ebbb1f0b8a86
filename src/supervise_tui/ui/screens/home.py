"""Home: what to do next, worst first; Enter does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from supervise_tui.domain.wall_clock import Odd, OddClock
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.palette import ON_A_KEY_OF_HOME, places
from supervise_tui.ui.screens.drawer_mending import put_back, put_in_order
from supervise_tui.ui.screens.home_choices import EVERY_KIND, kind_choice, menu
from supervise_tui.ui.screens.home_doors import HomeDoors
from supervise_tui.ui.screens.home_line import IMPROVEMENT, KINDS, HomeFilter, HomeLine, Part
from supervise_tui.ui.screens.home_lines import FLAGS, all_parts
from supervise_tui.ui.screens.home_rows import (
    ACCEPT,
    ACCEPT_PLANS,
    ADD,
    ALL,
    CLOCK,
    HOME_FILE,
    MEND_PLANS,
    NEWER_PLANS,
    OWN_FILE,
    Said,
    all_workers,
    always,
    ask_for_clock,
    ask_for_history,
    plans_in_trouble,
    troubles,
    unless_called_off,
)
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import backups, key_holders
from supervise_tui.workflows import home as home_work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import HomeView
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.wall_clock import look_at_the_clock

_MORE = "more"
_LOOKING = "Looking up what is due"
_HOW_FAR = 0.3
"""Seconds between two looks at how far the thread is."""


@dataclass(frozen=True)
class _Found:
    """What a look at the cabinet gave."""

    view: HomeView
    parts: list[Part]
    reminder: str
    odd: OddClock | None
    """Where the clock stands before something that was written already."""
    mark: tuple[object, ...]
    """Another one once anything may have changed."""


class Home(HomeDoors):
    """Lists what is overdue, due soon, waiting for a signature and being written."""

    WHERE = "Home"
    CSS_PATH = "home.tcss"
    HELP = (
        "This is what needs you, worst first. The line at the top says what Enter will do with the row "
        "under the cursor, and why the row is there.\n\n"
        "Today and this week: what is planned. Overdue and due soon: supervisions to hold, and everything "
        "else that has its time: informal contact, cover, induction, appraisals. Agreements: there "
        "is none, or its review is due. Waiting: held and written, but a signature is "
        "missing. Late actions: agreed, and their day is past. Being written: drafts to go on with.\n\n"
        "f shows one kind only, p one person only: type a part of the name. Esc shows everything again. "
        "c opens the calendar of the month.\n\n"
        "m opens the menu: everything that can be done from here, with its key."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", show=False),
        Binding("w", "workers", "Workers", tooltip="All workers: find one, open their file"),
        Binding("f", "kind", "Kind", tooltip="Show one kind of line only"),
        # Priority, so that a name typed right after it lands in the field and is not taken for keys.
        Binding("p", "person", "Person", tooltip="Show one person only", priority=True),
        Binding("c", "calendar", "Calendar", tooltip="Calendar of the month"),
        Binding("slash", "search", "Search", key_display="/", tooltip="Search in all records"),
        Binding("m", "menu", "Menu"),
        Binding("ctrl+q", "app.quit", "Quit", tooltip="Quit; everything is saved"),
        Binding("a", "add", "Add", tooltip="Add a worker"),
        Binding("s", "settings", "Settings", tooltip="Settings: name of the home, policy, forms, look"),
        Binding("k", "keys", "Keys, backups", tooltip="Keys and backups"),
        Binding("ctrl+l", "app.lock", "Lock", tooltip="Lock the cabinet"),
        Binding("v", "coverage", "Coverage", tooltip="How supervision stands with everyone"),
        Binding("x", "export", "Export", tooltip="Copy signed records to a folder"),
        Binding("h", "history", "History", tooltip="History: who did what"),
        Binding("escape", "stay", "Back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: _Found | None = None
        """What the last look gave; None before the first."""
        self._filter = HomeFilter()
        self._lines: dict[str, HomeLine] = {}
        """The lines on the screen, by row."""
        self._says: dict[str, str] = {}
        """What Enter does with rows that are no lines."""
        self._how_far = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the day, the next thing to do and the list."""
        yield Static("", id="today", classes="heading", markup=False)
        yield Static("", id="warnings", markup=False)
        yield Static("", id="reminder", markup=False)
        yield Static("", id="note", classes="quiet", markup=False)
        yield LineField("Person", help="a part of the name; Enter goes to the list", id="person")
        yield Static("", id="narrowed", markup=False)
        yield Static("", id="next", markup=False)
        yield RowList(id="rows", by_part=True)

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))
        self.set_interval(_HOW_FAR, self._show_how_far)

    # -- looking it up -------------------------------------------------------------------------

    def look_again(self) -> None:
        """Look again: what was done on another screen shows here."""
        if not self.house.is_open:
            return  # what lies above is being taken away, because the cabinet was locked
        desk = self.desk
        self.run_slow(lambda: self._look_up(desk), self._show_all, word="" if self._found else _LOOKING)

    def _look_up(self, desk: Desk) -> _Found:
        """In a thread: what stands here, how far it is being told in a line that the screen looks at."""

        def told(done: int, total: int) -> None:
            self._how_far = f"{_LOOKING}: {done:,} of {total:,} workers" if done else ""

        mark = home_work.mark(desk)
        if self._found is not None and mark == self._found.mark:
            view, parts = self._found.view, self._found.parts  # as it was: thousands need not be read again
        else:
            view = home_work.home(desk, told)
            parts = all_parts(view, desk)
        self._how_far = ""
        odd = look_at_the_clock(desk)
        # That it stands long after the newest entry is told once, when the cabinet is opened.
        back = odd if odd is not None and odd.odd is Odd.SET_BACK else None
        return _Found(view, parts, _reminders(desk), back, mark)

    def _show_how_far(self) -> None:
        if self._found is None and self.busy and self._how_far:
            self.show_note(f"{self._how_far} …")

    def _show_all(self, found: _Found) -> None:
        same, self._found = self._found, found
        line = self.query_one("#reminder", Static)
        line.display = bool(found.reminder)
        line.update(f"{found.reminder} Press k." if found.reminder else "")
        self.refresh_where()
        self.query_one("#today", Static).update(long_date(found.view.today))
        wrong = [*self.desk.cabinet.warnings, *([found.odd.sentence] if found.odd else [])]
        warnings = self.query_one("#warnings", Static)
        warnings.display = bool(wrong)
        warnings.update(Content("\n").join(Content(f"! {line}") for line in wrong))
        self._show_note()
        if same is None or (same.mark, same.odd) != (found.mark, found.odd):
            self._show_rows()

    def _show_note(self) -> None:
        """One harmless thing to know about this cabinet; Esc closes it, and the next one comes up."""
        notes = self.desk.cabinet.notes
        line = self.query_one("#note", Static)
        line.display = bool(notes)
        line.update(f"{notes[0]} (Esc closes this.)" if notes else "")

    # -- the list ------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        if self._found is None:
            return
        rows = self.query_one(RowList)
        self._lines, self._says = {}, {}
        shown = self._rows(self._found)
        # A row about someone stays under the cursor; else the next thing to do goes there.
        rows.show(shown, keep=":" in rows.chosen)
        self._show_narrowed()
        self._say_next(rows.chosen)

    def _rows(self, found: _Found) -> list[Row]:
        view = found.view
        rows = self._said([*troubles(self.desk, found.odd), *plans_in_trouble(view)])
        above = len(rows)
        for part in self._filter.narrowed(found.parts):
            rows += self._part(part)
        if not self._filter:
            return rows + self._said(always(self.desk, view, nothing=not rows))
        if len(rows) == above:
            rows += [
                heading(f"Nothing here fits: {self._filter.said}."),
                heading("Esc shows everything again."),
            ]
        if self._filter.words and not self._filter.kind:
            rows += self._said([all_workers(view)])
        return rows

    def _said(self, said: list[Said]) -> list[Row]:
        self._says |= {row.id: does for row, does in said if does}
        return [row for row, _ in said]

    def _part(self, part: Part) -> list[Row]:
        kept, more = part.cut()
        counted = f" ({len(part.lines):,})" if part.lines[0].row.id != FLAGS else ""
        rows = [heading(f"{part.title}{counted}")]
        for line in kept:
            self._lines[line.row.id] = line
            rows.append(line.row)
        for kind, many in more.items():
            row = f"{_MORE}:{part.title}:{kind}"
            of = f": {KINDS[kind].lower()}" if len({line.kind for line in part.lines}) > 1 else ""
            rows.append(Row(row, (f"… and {many:,} more{of}",)))
            self._says[row] = "show these only; Esc shows everything again"
        return [*rows, heading("")]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._say_next(event.option.id or "")

    def _say_next(self, row_id: str) -> None:
        line = self._lines.get(row_id)
        does = line.does if line else self._says.get(row_id, "")
        why = line.why if line else ""
        said = Content.assemble(("Enter: ", "bold"), does) if does else Content("")
        if why:
            said = Content.assemble(said, "\n", ("Why: ", "bold"), why)
        self.query_one("#next", Static).update(said)

    # -- narrowing -----------------------------------------------------------------------------

    def _show_narrowed(self) -> None:
        line = self.query_one("#narrowed", Static)
        line.display = bool(self._filter)
        if self._filter:
            many = len(self._lines)
            lines = "1 line" if many == 1 else f"{many:,} lines"
            line.update(f"Only {self._filter.said}: {lines}. Esc shows everything again.")

    def _narrow(self, wanted: HomeFilter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self._show_rows()

    def action_kind(self) -> None:
        """Ask which kind of line to show."""
        if self._found is None:
            return
        counts = self._filter.counts(self._found.parts)
        offered = [(kind, words, counts[kind]) for kind, words in KINDS.items() if counts[kind]]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._narrow(HomeFilter("" if kind == EVERY_KIND else kind, self._filter.typed))

        self.house.push_screen(kind_choice(offered, self._filter.kind or EVERY_KIND), chosen)

    def action_person(self) -> None:
        """Ask for a part of a name, and show that person only."""
        field = self.query_one("#person", LineField)
        if field.has_focus:
            raise SkipAction  # the letter p of a name
        field.display = True
        self.set_focus(field)

    @on(Input.Changed, "#person")
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(HomeFilter(self._filter.kind, event.value))

    @on(Input.Submitted, "#person")
    def _to_the_list(self) -> None:
        field = self.query_one("#person", LineField)
        field.display = False
        self.set_focus(self.query_one(RowList))

    def _show_everything(self) -> None:
        self._to_the_list()
        self.query_one("#person", LineField).value = ""
        self._narrow(HomeFilter())

    # -- going there ---------------------------------------------------------------------------

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
        elif kind == "clock":
            self.house.push_screen(rooms.to_put_right(self.desk, *key.split(":")))
        elif kind == "record" and self._found is not None:
            records = [waiting.record for waiting in self._found.view.waiting]
            records += [draft.record for draft in self._found.view.drafts]
            self.house.push_screen(file_rooms.for_record(next(r for r in records if r.id == key)))
        elif kind == "ahead":
            self.house.push_screen(file_rooms.next_supervision(key))
        elif kind == IMPROVEMENT:
            self.house.push_screen(file_rooms.plan_case(key.split(":")[0]))
        elif kind == "agreement":
            self.house.push_screen(file_rooms.agreement(key))
        elif kind == "action":
            self.house.push_screen(file_rooms.action_thread(key))
        elif kind == _MORE:
            self._narrow(HomeFilter(key.rpartition(":")[2], self._filter.typed))
        elif kind == ALL:
            self.action_workers()
        elif kind == FLAGS:
            self.house.push_screen(rooms.flags())
        elif kind == ADD:
            self.action_add()
        elif kind == HOME_FILE:
            self.house.push_screen(rooms.home_file())
        elif kind == OWN_FILE:
            self.house.push_screen(rooms.own_file())
        elif kind == ACCEPT:
            self.house.push_screen(ask_for_history(self.desk), unless_called_off(self.look_again))
        elif kind == ACCEPT_PLANS:
            asked = ask_for_history(plans_desk(self.desk))
            self.house.push_screen(asked, unless_called_off(self.look_again))
        elif kind == MEND_PLANS:
            put_in_order(self.house, self.look_again)
        elif kind == NEWER_PLANS:
            put_back(self.house, self.look_again)
        elif kind == CLOCK:
            self.house.push_screen(ask_for_clock(self.desk), unless_called_off(self.look_again))

    def action_menu(self) -> None:
        """List everything that can be done from here."""
        others = {one.title: one.callback for one in places(self.house) if one.title not in ON_A_KEY_OF_HOME}

        async def chosen(what: str | None) -> None:
            if what in others:
                others[what]()
            elif what is not None:
                await self.run_action(what)

        keys = [one for one in self.shown_keys() if one.action != "menu"]
        self.house.push_screen(menu(keys, others), chosen)

    def action_stay(self) -> None:
        """Home is where Esc ends: it shows everything again, closes a note, and says how to leave."""
        if self._filter or self.query_one("#person").display:
            self._show_everything()
        elif self.desk.cabinet.notes:
            self.desk.cabinet.notes = self.desk.cabinet.notes[1:]
            self._show_note()
        else:
            self.show_note("This is home. Ctrl+Q quits, Ctrl+L locks; everything is saved.")


def _reminders(desk: Desk) -> str:
    """What is to be done under Keys and backups, in a sentence or two."""
    return " ".join(said for said in (key_holders.ended_keys(desk), backups.reminder(desk)) if said)
