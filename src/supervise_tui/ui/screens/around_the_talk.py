"""What stands around a supervision while it is written: its agreement, its layout, what was prepared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.domain.agreement import Standing
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Form, Role, Step
from supervise_tui.ui import file_rooms
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.autosave import Autosave
from supervise_tui.ui.screens.base import Command, House
from supervise_tui.ui.screens.case_reference import start_case_sheet
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.step_button import StepButton
from supervise_tui.workflows import agreements, layouts, prepare
from supervise_tui.workflows.case_sheets import takes_case_sheets
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.layouts import SUPERVISION


class Notice(Vertical):
    """A sentence above the questions of a step, and the buttons that do something about it."""

    DEFAULT_CSS = """
    Notice { height: auto; margin: 0 0 1 0; }
    Notice Static { height: auto; padding: 0 1; }
    Notice Horizontal { height: 1; }
    """

    def __init__(self, words: str, buttons: Sequence[StepButton]) -> None:
        super().__init__()
        self._words, self._buttons = words, tuple(buttons)

    def compose(self) -> ComposeResult:
        """Words, then buttons."""
        yield Static(self._words, markup=False)
        if self._buttons:
            with Horizontal():
                yield from self._buttons


def _watched_notice(sheet: Sheet) -> list[Widget]:
    """Say that the work is looked at for a time after a plan, in neutral words [PIP-18]."""
    if sheet.watched_until is None:
        return []
    until = long_date(sheet.watched_until)
    words = f"At “Work and how it is going”, until {until}: has what got better lasted, and what keeps it so?"
    return [Notice(words, ())]


class AroundTheTalk(House):
    """Mixed into the screen of a record: gives the notices of its steps, and does what they offer."""

    record_id: str
    sheet: Sheet | None
    autosave: Autosave

    def notices(self, step: str) -> list[Widget]:
        """Give what is said above the questions of a step; nothing in other kinds of record."""
        sheet = self.sheet
        if sheet is None or sheet.form.makes != SUPERVISION:
            return []
        if step == Step.AGREEMENT and sheet.agreement.wants_attention:
            return [_agreement_notice(sheet.agreement)]
        if step != Step.AGENDA:
            return []
        found: list[Widget] = [self._prepared_notice(sheet)] if sheet.not_brought_in else []
        return [*found, *_watched_notice(sheet)]

    def talk_commands(self) -> Iterable[Command]:
        """The same in the palette."""
        if not self.keys_of_no_use():
            yield "The agreement", "Make or renew it now (Ctrl+R)", self.action_make_agreement
            yield "Change the layout", "Nothing is lost (Ctrl+T)", self.action_choose_layout
        if self.sheet is not None and takes_case_sheets(self.sheet.form):
            what = "One person you support, on a sheet of its own that is named here"
            yield "Start a case sheet", what, self.action_start_case_sheet

    def keys_of_no_use(self) -> tuple[str, ...]:
        """Give the actions that do nothing here: only a supervision has a layout, and an agreement."""
        talk = self.sheet is not None and self.sheet.form.makes == SUPERVISION
        return () if talk else ("make_agreement", "choose_layout")

    def look_again(self) -> None:
        """Back from the agreement: what was signed there counts here from now on."""
        if self.sheet is not None and self.waits_in_hand_over:
            self.waits_in_hand_over = False
            self._open_anew()

    def way_back(self) -> Callable[[], House] | None:
        """Here again after a lock, still waiting where it waited."""
        build, waits = super().way_back(), self.waits_in_hand_over
        if build is None:
            return None

        def again() -> House:
            screen = build()
            screen.waits_in_hand_over = waits
            return screen

        return again

    def _open_anew(self) -> None:
        self.house.switch_screen(file_rooms.record(self.record_id))

    # -- agreement -----------------------------------------------------------------------------

    def action_make_agreement(self) -> None:
        """Make or renew the agreement now; this supervision waits meanwhile [SES-6]."""
        sheet = self.sheet
        if sheet is None or sheet.form.makes != SUPERVISION or not self.autosave.flush():
            return
        if sheet.agreement.being_made:
            self._open_beside(sheet.agreement.being_made)
            return
        desk, worker_id = self.desk, sheet.worker.id
        self.run_slow(
            lambda: agreements.start(desk, worker_id),
            lambda made: self._open_beside(made.record.id),
            word="Starting it",
        )

    def _open_beside(self, record_id: str) -> None:
        self.waits_in_hand_over = True
        self.house.push_screen(file_rooms.record(record_id))

    # -- case sheets ---------------------------------------------------------------------------

    def action_start_case_sheet(self) -> None:
        """Start a case sheet and write it now; this supervision waits meanwhile, and names it [SES-4]."""
        if self.sheet is not None and self.autosave.flush():
            start_case_sheet(self, self.record_id, lambda case: self._open_beside(case.record.id))

    # -- layout --------------------------------------------------------------------------------

    def action_choose_layout(self) -> None:
        """Write this supervision in another layout; nothing is lost [SES-12]."""
        sheet, desk, record_id = self.sheet, self.desk, self.record_id
        if sheet is None or sheet.form.makes != SUPERVISION or not self.autosave.flush():
            return
        known = layouts.layouts(desk)

        def chosen(form_id: str | None) -> None:
            if form_id is not None:
                self.run_slow(
                    lambda: layouts.change_layout(desk, record_id, form_id),
                    lambda _: self._open_anew(),
                    word="Laying it out anew",
                )

        self.app.push_screen(choose_layout(known, now=sheet.form.id), chosen)

    # -- preparation ---------------------------------------------------------------------------

    def _prepared_notice(self, sheet: Sheet) -> Notice:
        names = the_two(sheet.worker, sheet.supervisor)
        buttons, who = [], []
        if Role.WORKER in sheet.not_brought_in:
            who.append(names[Role.WORKER])
            words = f"{names[Role.WORKER]} brings it in"
            buttons.append(StepButton(words, "screen.bring_in_workers", id="bring-in-worker"))
        if Role.SUPERVISOR in sheet.not_brought_in:
            who.append(names[Role.SUPERVISOR])
            words = f"{names[Role.SUPERVISOR]} brings it in"
            buttons.append(StepButton(words, "screen.bring_in_own", id="bring-in-supervisor"))
        have = "has" if len(who) == 1 else "have"
        return Notice(f"{' and '.join(who)} {have} prepared something that is not in here yet.", buttons)

    def action_bring_in_own(self) -> None:
        """Bring in what the supervisor prepared."""
        sheet, desk = self.sheet, self.desk
        if sheet is None or not self.autosave.flush():
            return
        worker_id = sheet.worker.id
        self.run_slow(
            lambda: prepare.bring_in(desk, prepare.open_own(desk, worker_id)),
            lambda _: self._open_anew(),
            word="Bringing it in",
        )

    def action_bring_in_workers(self) -> None:
        """Bring in what the worker prepared, at the worker's word."""
        sheet, desk = self.sheet, self.desk
        if sheet is None or not self.autosave.flush():
            return
        worker_id, name = sheet.worker.id, the_two(sheet.worker, sheet.supervisor)[Role.WORKER]

        def bring_in(secret: str, *, handed_over: bool = False) -> None:
            opened = prepare.open_workers(desk, worker_id, secret, handed_over=handed_over)
            prepare.bring_in(desk, opened)

        def done(answer: str | None) -> None:
            if answer is not None:
                self._open_anew()

        def ask(has_secret: bool) -> None:
            title = f"{name} brings in what they prepared"
            words = f"{name}, what you ticked there joins the agenda and the record, for both of you to read."
            if has_secret:
                label = f"{name}'s own signing secret"
                self.app.push_screen(
                    Ask.secret(title, words, label=label, yes="Bring it in", check=bring_in), done
                )
            else:
                sits = Ask(
                    title,
                    words,
                    yes=f"I am {name}: bring it in",
                    no="Not now",
                    check=lambda _: bring_in("", handed_over=True),
                )
                self.app.push_screen(sits, done)

        self.run_slow(lambda: prepare.needs_secret(desk, worker_id), ask)


def _agreement_notice(standing: Standing) -> Notice:
    if standing.being_made:
        button = "Go on with it now"
        words = "! No agreement is in force yet; one is being made." if not standing.in_force else ""
    elif standing.in_force:
        button, words = "Look at it and renew it now", ""
    else:
        button, words = "Make the agreement now", "! You have no supervision agreement yet."
    words = words or f"! {standing.sentence}"
    words += " Do it now, or go on" + ("." if standing.in_force else " and say below why there is none.")
    return Notice(words, [StepButton(button, "screen.make_agreement", id="make-agreement")])


def choose_layout(known: Sequence[Form], *, now: str = "") -> Choose:
    """Ask for one of the layouts; `now` is the one it is written in."""
    return Choose(
        "The layout",
        "The same talk, laid out another way. What you have written stays: topics and actions move to where "
        "the other layout has them.",
        [(form.id, f"{form.title}{' (now)' if form.id == now else ''}", form.purpose) for form in known],
        at=now,
    )
