"""A record on the screen: one stop for each part of its form, saved as typed, with two people before it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from supervise_tui.canonical import Json
from supervise_tui.domain.looking_back import review_question
from supervise_tui.domain.people import Supervisor, Worker
from supervise_tui.domain.record import State
from supervise_tui.forms.answers import shown
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    LongTextQuestion,
    Role,
    ScaleQuestion,
    Section,
    YesNoQuestion,
    notes_on,
)
from supervise_tui.ui.rooms import for_record
from supervise_tui.ui.screens.autosave import Autosave
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.rating_turn import RatingTurn
from supervise_tui.ui.screens.step_pages import SIGN_OFF, SignOffPage, StepPage, last_actions
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.questions import Answered, Asking, Setting, TurnWanted
from supervise_tui.ui.widgets.questions.choices import UnseenScaleAnswer
from supervise_tui.ui.widgets.steps_bar import StepMark, StepsBar
from supervise_tui.workflows import hold_supervision, sign_off
from supervise_tui.workflows.hold_supervision import Sheet

REDRAW_SECONDS = 0.4
"""The steps bar follows the typing this far behind, so that a key never waits for it."""
STEP_KEYS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8")


def first_names(worker: Worker, supervisor: Supervisor) -> dict[Role, str]:
    """Give what the screen calls the two: first names, whole names when those are the same."""
    names = worker.name.split()[0], supervisor.name.split()[0]
    if names[0].casefold() == names[1].casefold():
        names = worker.name, supervisor.name
    return {Role.WORKER: names[0], Role.SUPERVISOR: names[1], Role.BOTH: "both"}


class RecordScreen(House):
    """Writes one record; a record that is no longer a draft opens where it stands instead."""

    CSS_PATH = "record.tcss"
    HELP = (
        "This is the supervision. The steps stand at the top: PgDn goes to the next one, PgUp back, "
        "F2 to F8 to any of them.\n"
        "Tab or Enter goes to the next question, Shift+Tab back. In a long text Enter starts a new line.\n"
        "Everything is saved as you type. You can leave at any moment with Esc and go on another day.\n"
        "The last step, Sign-off, lists what is still missing; Enter on a line goes there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("pagedown", "next_step", "Next step", key_display="PgDn", priority=True),
        Binding("pageup", "previous_step", "Step before", key_display="PgUp", priority=True, show=False),
        Binding("f2", "step(0)", "Any step", key_display="F2-F8", priority=True),
        *(
            Binding(key, f"step({number})", show=False, priority=True)
            for number, key in enumerate(STEP_KEYS[1:], 1)
        ),
        Binding("escape", "back", "Leave"),
    ]

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        self.sheet: Sheet | None = None
        self._setting: Setting | None = None
        self._pages: dict[str, StepPage | SignOffPage] = {}
        self._steps: tuple[str, ...] = ()
        self._titles: dict[str, str] = {}
        self._section_of: dict[str, Section] = {}
        self._redraw_due = False
        self._guidance = ""
        self._worker_has_keyboard = False
        self._let_go: frozenset[str] = frozenset()
        """Agenda lines that the worker takes off [SES-7]."""
        self.autosave = Autosave(self, self._save, self._tell_saved)

    # -- opening -------------------------------------------------------------------------------

    def compose_body(self) -> ComposeResult:
        """Steps, pages, what the question in hand means, and when it was saved."""
        yield StepsBar(id="steps-bar")
        yield ContentSwitcher(id="pages")
        with Horizontal(id="foot"):
            yield Static("", id="guidance", markup=False)
            yield Static("", id="saved", markup=False)

    def on_mount(self) -> None:
        """Fetch the record in a thread."""
        desk, record_id = self.desk, self.record_id
        self.run_slow(lambda: hold_supervision.open_sheet(desk, record_id), self._opened, word="Opening")

    def _opened(self, sheet: Sheet) -> None:
        if sheet.record.state is not State.DRAFT:
            self.house.switch_screen(for_record(sheet.record))
            return
        self.sheet = sheet
        self.house.hand_over = sheet.worker.id
        self._setting = Setting(
            today=self.desk.today,
            nation=self.desk.organisation.nation,
            names=first_names(sheet.worker, sheet.supervisor),
            new_id=partial(secrets.token_hex, 8),
            standing=tuple(sheet.offered),
        )
        self._section_of = {
            asked.id: section
            for section in sheet.form.sections
            for question in section.questions
            for asked in (question, *notes_on(question))
        }
        self._draw_steps()
        self.refresh_where()
        unfinished = (mark.id for mark in self._bar.marks if mark.state != "complete")
        self.run_worker(self.go_to(next(unfinished, SIGN_OFF)), exit_on_error=True)

    def where(self) -> str:
        """Which supervision this is."""
        if self.sheet is None:
            return "Supervision"
        return f"Supervision {self.sheet.record.session_number} with {self.sheet.worker.name}"

    @property
    def _bar(self) -> StepsBar:
        return self.query_one(StepsBar)

    @property
    def _opened_sheet(self) -> Sheet:
        assert self.sheet is not None  # noqa: S101 - pages exist only once it is open
        return self.sheet

    @property
    def _at(self) -> str:
        return self._bar.current

    # -- steps ---------------------------------------------------------------------------------

    def _draw_steps(self) -> None:
        sheet = self._opened_sheet
        views = hold_supervision.steps_of(sheet)
        marks = [StepMark(view.step, view.title, str(view.state)) for view in views]
        missing = any(view.gaps for view in views)
        marks.append(StepMark(SIGN_OFF, "Sign-off", "empty" if missing else "started"))
        self._steps = tuple(mark.id for mark in marks)
        self._titles = {mark.id: mark.title for mark in marks}
        self._bar.marks = tuple(marks)

    def _redraw(self) -> None:
        self._redraw_due = False
        if not self.is_attached:
            return
        self._draw_steps()
        self._show_what_applies()
        page = self._pages.get(self._at)
        if isinstance(page, SignOffPage):
            page.show_gaps(hold_supervision.gaps_of(self._opened_sheet))

    def _redraw_soon(self) -> None:
        if not self._redraw_due:
            self._redraw_due = True
            self.set_timer(REDRAW_SECONDS, self._redraw)

    def _show_what_applies(self) -> None:
        sheet = self._opened_sheet
        view = shown(sheet.form, sheet.answers, sheet.facts)
        ids = frozenset(question.id for _, questions in view for question in questions)
        for page in self._pages.values():
            if isinstance(page, StepPage):
                page.show_only(ids)

    async def go_to(self, step: str, question_id: str = "", row: int | None = None) -> None:
        """Show a step with the cursor in its first field, or in that question's."""
        if self.sheet is None or step not in self._steps:
            return
        self.autosave.hurry()
        page = self._pages.get(step)
        switcher = self.query_one(ContentSwitcher)
        if page is None:
            page = self._pages[step] = self._make_page(step)
            await switcher.add_content(page)
            self._show_what_applies()
            self._show_ratings()
        if isinstance(page, SignOffPage):
            page.show_gaps(hold_supervision.gaps_of(self.sheet))
        switcher.current = page.id
        self._bar.current = step
        self.clear_problem()
        # set_focus, not focus(): the next key must already land there (facts-tui.md, 4).
        self.set_focus(self._target(page, question_id, row))
        self.call_after_refresh(self._bring_into_view, page, question_id)
        self._show_guidance()

    def _bring_into_view(self, page: StepPage | SignOffPage, question_id: str) -> None:
        """Scroll once the page has its places: before that nobody knows where the field stands."""
        if not question_id:
            page.scroll_home(animate=False)
        elif self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _target(self, page: StepPage | SignOffPage, question_id: str, row: int | None) -> Widget | None:
        if isinstance(page, StepPage) and question_id in page.widgets:
            widget = page.widgets[question_id]
            if row is not None:
                widget.go_to_row(row)
            return widget.first_field
        return page.first_field()

    def _make_page(self, step: str) -> StepPage | SignOffPage:
        if step == SIGN_OFF:
            return SignOffPage(f"step-{step}")
        sheet = self._opened_sheet
        assert self._setting is not None  # noqa: S101 - set when the sheet was opened
        # Where the open actions are asked about one by one, they are not told a second time.
        asked = review_question(sheet.form)
        told = step == "review" and sheet.last_actions and not (asked and sheet.answers.get(asked.id))
        above = [last_actions(sheet.last_actions, self._setting)] if told else []
        following = self._steps[self._steps.index(step) + 1]
        return StepPage(
            f"step-{step}",
            [section for section in sheet.form.sections if section.stop == step],
            self._setting,
            sheet.answers,
            above=above,
            next_title=self._titles[following],
        )

    async def _keys_noticed(self) -> None:
        """Let what was typed just before arrive here: the list of gaps must know of it."""
        if self.focused is not None:
            await all_noticed(self.focused)

    async def action_next_step(self) -> None:
        """Go to the next step."""
        await self._go_by(1)

    async def action_previous_step(self) -> None:
        """Go to the step before."""
        await self._go_by(-1)

    async def _go_by(self, by: int) -> None:
        await self._keys_noticed()
        if self._at in self._steps:
            await self.go_to(self._steps[max(0, min(len(self._steps) - 1, self._steps.index(self._at) + by))])

    async def action_step(self, number: int) -> None:
        """Go to that step, counted from 0."""
        await self._keys_noticed()
        if number < len(self._steps):
            await self.go_to(self._steps[number])

    async def on_steps_bar_chosen(self, event: StepsBar.Chosen) -> None:
        """Go where the bar says."""
        await self.go_to(event.step)

    async def on_sign_off_page_gap_chosen(self, event: SignOffPage.GapChosen) -> None:
        """Go and fill a gap."""
        section = self._section_of[event.gap.question_id]
        await self.go_to(section.stop, event.gap.question_id, event.gap.row)

    # -- answers -------------------------------------------------------------------------------

    def on_answered(self, event: Answered) -> None:
        """Keep an answer: it is on its way to the disk at once."""
        sheet = self._opened_sheet
        sheet.answers[event.question_id] = event.value
        self._let_go |= event.let_go
        self.autosave.changed(event.question_id, event.value)
        question = sheet.form.question(event.question_id)
        if isinstance(question, ChoiceQuestion | YesNoQuestion | ScaleQuestion):
            self._redraw()  # the next question may hang on it, and Enter goes there
        else:
            self._redraw_soon()
        self._show_guidance()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the question in hand, and notice whose turn it is."""
        asking = self._asking(event.widget)
        if asking is not None:
            own = asking.question.answered_by is Role.WORKER and isinstance(asking.question, LongTextQuestion)
            self.house.workers_turn = own or self._worker_has_keyboard
        self._show_guidance()

    def _asking(self, widget: Widget | None) -> Asking | None:
        if widget is None:
            return None
        around = (node for node in widget.ancestors_with_self if isinstance(node, Asking))
        return next((node for node in around if node.question.id in self._section_of), None)

    def _show_guidance(self) -> None:
        asking = self._asking(self.focused)
        words = ""
        if asking is not None and asking.wrong:
            words = f"! {asking.wrong}"
        elif asking is not None:
            words = asking.hint or asking.question.help or self._section_of[asking.question.id].guidance
            who = asking.question.answered_by
            if who is not Role.BOTH and self._setting and not isinstance(asking, UnseenScaleAnswer):
                words = f"{self._setting.name(who)} writes this. {words}".strip()
        line = self.query_one("#guidance", Static)
        line.set_class(words.startswith("! "), "-wrong")
        if words != self._guidance:
            self._guidance = words
            line.update(words)

    # -- ratings -------------------------------------------------------------------------------

    def _unseen(self) -> dict[str, UnseenScaleAnswer]:
        return {w.question.id: w for w in self.query(UnseenScaleAnswer)}

    def _show_ratings(self) -> None:
        answers = self._opened_sheet.answers
        for widget in self._unseen().values():
            widget.other_given = answers.get(widget.question.unseen_with) is not None

    def on_turn_wanted(self, event: TurnWanted) -> None:
        """Hand the keyboard over for one rating [SES-10]."""
        assert self._setting is not None  # noqa: S101 - a page exists, so the sheet is open
        widget = self._unseen()[event.question_id]
        if widget.shown:
            self._ask_to_rate_again()
            return
        question = cast(ScaleQuestion, widget.question)
        whose = question.answered_by
        other = Role.SUPERVISOR if whose is Role.WORKER else Role.WORKER
        # Until the rating is given the worker keeps the keyboard: calling it off is no way home.
        self._worker_has_keyboard = self.house.workers_turn = whose is Role.WORKER

        def given(number: int | None) -> None:
            if number is None:
                return
            self._worker_has_keyboard = self.house.workers_turn = False
            widget.give(number)
            self._opened_sheet.answers[question.id] = number
            self._show_ratings()
            self.focus_next()

        self.app.push_screen(
            RatingTurn(question, self._setting.name(whose), self._setting.name(other)), given
        )

    def _ask_to_rate_again(self) -> None:
        """Nobody changes theirs after seeing the other's: both are given anew, or none."""

        def answered(yes: str | None) -> None:
            if yes:
                for widget in self._unseen().values():
                    widget.give(None)
                    self._opened_sheet.answers[widget.question.id] = None
                self._show_ratings()

        self.app.push_screen(
            Ask.confirm(
                "Both have seen both",
                "One of you alone cannot change theirs any more. You can both start again: "
                "both numbers go, and each of you gives a new one, unseen by the other.",
                yes="Start again",
                no="Leave them as they are",
            ),
            answered,
        )

    # -- saving and leaving --------------------------------------------------------------------

    def _save(self, changes: Mapping[str, Json]) -> datetime:
        return hold_supervision.save(self.desk, self.record_id, changes, let_go=self._let_go)

    def _tell_saved(self, words: str, wrong: bool) -> None:
        if not self.is_attached:
            return
        saved = self.query_one("#saved", Static)
        saved.set_class(wrong, "-wrong")
        saved.update(words)

    def flush(self) -> None:
        """Write what is typed and not saved yet."""
        self.autosave.flush()

    @property
    def unsaved(self) -> bool:
        """Whether words could not be written: on a full disk the lock must not drop them."""
        return self.autosave.refused

    async def action_offer(self) -> None:
        """Freeze the record for reading and signing."""
        if not self.autosave.flush():
            return
        desk, record_id = self.desk, self.record_id
        self.run_slow(lambda: sign_off.offer(desk, record_id), self._offered, word="Making it ready to read")

    def _offered(self, record: object) -> None:
        from supervise_tui.ui.screens.sign_off import SignOffScreen

        self.house.switch_screen(SignOffScreen(self.record_id))

    def action_discard(self) -> None:
        """Throw the draft away, with a reason, and the worker's word if they wrote in it."""
        sheet = self._opened_sheet
        name = first_names(sheet.worker, sheet.supervisor)[Role.WORKER]
        wrote = hold_supervision.worker_wrote(sheet.form, sheet.answers)
        agrees = (
            f" {name} has written in it: by going on you say that {name} agrees that it goes."
            if wrote
            else ""
        )

        def given(reason: str | None) -> None:
            if reason is None or not self.autosave.flush():
                return
            desk, record_id = self.desk, self.record_id
            self.run_slow(
                lambda: hold_supervision.discard(desk, record_id, reason, worker_agrees=wrote),
                lambda _: self.house.leave_hand_over(self._left),
                word="Discarding",
            )

        self.app.push_screen(
            OwnWords(
                "Discard this draft",
                "All that is written in it goes for good. The history keeps that it was discarded, "
                f"and that a reason was given.{agrees} Why does it go?",
                yes="Discard it",
            ),
            given,
        )

    def action_back(self) -> None:
        """Leave; all is saved. While it is the worker's turn the passphrase is asked."""
        if self.autosave.flush():
            self.house.leave_hand_over(self._left)
            return

        def answered(yes: str | None) -> None:
            if yes:
                self.house.leave_hand_over(self._left)

        self.app.push_screen(
            Ask.confirm(
                "Your last words are not saved",
                "They could not be written to the disk. Stay here, and make room on it or plug it in again: "
                "they are saved as soon as that works. If you leave now, they are lost.",
                yes="Leave without them",
                no="Stay here",
            ),
            answered,
        )

    def _left(self) -> None:
        self.dismiss()
