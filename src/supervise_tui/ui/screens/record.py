"""A record on the screen: one stop for each part of its form, saved as typed, with two people before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from supervise_tui.canonical import Json
from supervise_tui.domain.group import is_for_a_group
from supervise_tui.domain.looking_back import review_question
from supervise_tui.domain.record import State
from supervise_tui.forms.answers import view
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    InitialsQuestion,
    LongTextQuestion,
    MatrixQuestion,
    Role,
    ScaleQuestion,
    Section,
    SeveralQuestion,
    Step,
    YesNoQuestion,
)
from supervise_tui.ui.file_rooms import for_record, initials, to_group
from supervise_tui.ui.first_names import called, the_two
from supervise_tui.ui.screens.around_the_talk import AroundTheTalk
from supervise_tui.ui.screens.autosave import Autosave, SavedAsTyped
from supervise_tui.ui.screens.base import Command, House
from supervise_tui.ui.screens.draft_ratings import DraftRatings
from supervise_tui.ui.screens.draft_setting import setting_of
from supervise_tui.ui.screens.draft_signers import DraftSigners, has_initials
from supervise_tui.ui.screens.guidance import actions_out_of, guidance, questions_around
from supervise_tui.ui.screens.leaving_a_draft import LeavingADraft
from supervise_tui.ui.screens.marks_evidence import EVIDENCE_KEY, MarksEvidence
from supervise_tui.ui.screens.new_form import OffersNewForm
from supervise_tui.ui.screens.sign_off_page import SignOffPage
from supervise_tui.ui.screens.step_pages import (
    SIGN_OFF,
    StepPage,
    last_actions,
    score_lines,
    sections_by_question,
)
from supervise_tui.ui.screens.stops import choose_stop
from supervise_tui.ui.widgets.enter_field import FollowsAnswers, all_noticed
from supervise_tui.ui.widgets.questions import Answered, Asking, Setting, TurnWanted
from supervise_tui.ui.widgets.questions.actions import ActionsAnswer
from supervise_tui.ui.widgets.questions.laying_out import ACTION_KEY, actions_question
from supervise_tui.ui.widgets.steps_bar import StepMark, StepsBar
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.following_answers import what_follows
from supervise_tui.workflows.hold_supervision import Sheet

REDRAW_SECONDS = 0.4
"""The steps bar follows the typing this far behind, so that a key never waits for it."""
STEP_KEYS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8")
CHOSEN = (ChoiceQuestion, YesNoQuestion, ScaleQuestion, SeveralQuestion, MatrixQuestion)
"""Answers that are whole at once: what hangs on them comes up without waiting."""


class RecordScreen(SavedAsTyped, OffersNewForm, LeavingADraft, AroundTheTalk, MarksEvidence, FollowsAnswers):
    """Writes one record; a record that is no longer a draft opens where it stands instead."""

    CSS_PATH = "record.tcss"
    LAST_STOP: ClassVar[str] = "Sign-off"
    OF_A_GROUP: ClassVar[bool] = False
    """Whether it writes one part of a group supervision; else such a record opens with its group."""
    HELP = (
        "You fill in a record. Its steps stand at the top: PgDn goes to the next one, PgUp back, F2 to F8 to "
        "one of the first seven, Ctrl+G to any of them.\n"
        "Tab or Enter goes to the next question, Shift+Tab back. In a long text Enter starts a new line.\n"
        "In a list of rows Enter opens one, A adds one, R removes it, Z brings it back; Esc closes the row.\n"
        "Where an answer offers it, Ctrl+N makes it an action.\n"
        "Ctrl+E marks what you have written as evidence for a behaviour of the appraisal or a duty of the "
        "code of conduct; it stands beside the answer with ◆, and in what both sign. Ctrl+E takes it off "
        "again. "
        "In an appraisal Ctrl+E on a behaviour shows what is on file for it; Enter takes it in.\n"
        "Everything is saved as you type. You can leave at any moment with Esc and go on another day.\n"
        "The last step, Sign-off, lists what is still missing; Enter on a line goes there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next_question", "Next", priority=True),
        Binding("pagedown", "next_step", "Next step", key_display="PgDn", priority=True),
        Binding("pageup", "previous_step", "Step before", key_display="PgUp", priority=True, show=False),
        Binding("f2", "step(0)", "Any step", key_display="F2-F8", priority=True),
        Binding("ctrl+g", "list_stops", "All steps", priority=True),
        Binding(ACTION_KEY, "make_action", "Make it an action", show=False, priority=True),
        *(
            Binding(key, f"step({number})", show=False, priority=True)
            for number, key in enumerate(STEP_KEYS[1:], 1)
        ),
        Binding("f10", "new_form", "New version of the form", show=False),
        Binding("escape", "back", "Leave"),
        Binding(EVIDENCE_KEY, "mark_evidence", "Evidence", priority=True),
        Binding("ctrl+r", "make_agreement", "Agreement", priority=True),
        Binding("ctrl+t", "choose_layout", "Layout", priority=True),
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
        self._redraw_due, self._guidance = False, ""
        self._worker_has_keyboard = False
        self._let_go: frozenset[str] = frozenset()
        """Agenda lines that the worker takes off [SES-7]."""
        self._ratings = DraftRatings(self, self._hand_keyboard)
        self.autosave = Autosave(self, self._save, self._tell_saved)

    # -- opening -------------------------------------------------------------------------------

    def compose_body(self) -> ComposeResult:
        """Steps, pages, what the question in hand means, and when it was saved."""
        yield Static("", id="new-form", markup=False)
        yield StepsBar(id="steps-bar")
        yield ContentSwitcher(id="pages")
        with Horizontal(id="foot"):
            yield Static("", id="guidance", markup=False)
            yield Static("", id="saved", markup=False)

    def on_mount(self) -> None:
        """Fetch the record in a thread."""
        self.run_slow(partial(self.fetch, self.desk), self._opened, word="Opening")

    def fetch(self, desk: Desk) -> Sheet:
        """Give the record with its form: slow, so it runs in a thread."""
        return hold_supervision.open_sheet(desk, self.record_id)

    def _opened(self, sheet: Sheet) -> None:
        if sheet.record.state is not State.DRAFT:
            self.house.switch_screen(for_record(sheet.record))
            return
        if is_for_a_group(sheet.form) and not self.OF_A_GROUP:
            to_group(self, self.record_id)
            return
        self.sheet = sheet
        self.house.hand_over = sheet.worker.id
        self._setting = setting_of(sheet, self.desk, self.names_in(sheet))
        self._section_of = sections_by_question(sheet.form)
        self._draw_steps()
        self.refresh_where()
        self.run_worker(self.go_to(self.begins_at()), exit_on_error=True)
        self.look_for_new_form()

    def names_in(self, sheet: Sheet) -> dict[Role, str]:
        """Give what those who write here are called."""
        return the_two(sheet.worker, sheet.supervisor)

    def again(self) -> House:
        """Give this screen, to read everything anew."""
        return type(self)(self.record_id)

    def begins_at(self) -> str:
        """Give the step that it opens with: the first one that is not complete."""
        return next((mark.id for mark in self._bar.marks if mark.state != "complete"), SIGN_OFF)

    def where(self) -> str:
        """Which record this is."""
        return called(self.sheet.record, self.sheet.worker.name) if self.sheet is not None else "Record"

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

    def shown_keys(self) -> Iterable[Binding]:
        """Seven steps have a key each; where there are more, a list goes to any of them."""
        many = len(self._steps) > len(STEP_KEYS)
        hidden = {"step(0)" if many else "list_stops", *self.keys_of_no_use()}
        hidden |= {"mark_evidence"} if self.no_evidence_here else set()
        return [binding for binding in super().shown_keys() if binding.action not in hidden]

    def own_commands(self) -> Iterable[Command]:
        """Go to any step, without looking for its key."""
        if self.sheet is not None and has_initials(self.sheet.form):
            yield "Give initials", "For the rows of this record that ask for them", self.action_initials
        for step in self._steps:
            yield f"Go to {self._titles[step]}", "A step of this record", partial(self._set_out_for, step)
        yield from self.evidence_commands()
        yield from self.talk_commands()

    def _set_out_for(self, step: str) -> None:
        self.run_worker(self.go_to(step), exit_on_error=True)

    def _draw_steps(self) -> None:
        sheet = self._opened_sheet
        views = hold_supervision.steps_of(sheet)
        marks = [StepMark(view.step, view.title, str(view.state)) for view in views]
        missing = any(view.gaps for view in views) or any(line.missing for line in sheet.signers)
        marks.append(StepMark(SIGN_OFF, self.LAST_STOP, "empty" if missing else "started"))
        if self._steps != tuple(mark.id for mark in marks):
            self._steps = tuple(mark.id for mark in marks)
            self.refresh_keys()
        self._titles = {mark.id: mark.title for mark in marks}
        self._bar.marks = tuple(marks)

    def _redraw(self) -> None:
        self._redraw_due = False
        if not self.is_attached:
            return
        self._draw_steps()
        self._show_what_applies(self._at)
        self._show_guidance()

    def _redraw_soon(self) -> None:
        if not self._redraw_due:
            self._redraw_due = True
            self.set_timer(REDRAW_SECONDS, self._redraw)

    def follow_now(self) -> None:
        """Somebody goes on: what the answer brings up is asked next, and not a moment too late."""
        if self._redraw_due:
            self._redraw()

    def _show_what_applies(self, step: str) -> None:
        sheet = self._opened_sheet
        page = self._pages.get(step)
        if isinstance(page, StepPage):
            page.show_view(view(sheet.form, sheet.answers, sheet.facts))
            page.leads_to(self._title_after(step))
        elif isinstance(page, SignOffPage) and self._setting is not None:
            page.show_gaps(hold_supervision.gaps_of(sheet))
            page.show_signers(sheet.signers)
            page.show_scores(score_lines(sheet.form, self._setting))

    def _title_after(self, step: str) -> str:
        steps = self._steps
        return self._titles[steps[steps.index(step) + 1]] if step in steps[:-1] else "the next step"

    async def go_to(
        self, step: str, question_id: str = "", row: int | None = None, inside: tuple[str | int, ...] = ()
    ) -> None:
        """Show a step with the cursor in its first field, or in that question's, or inside a row of it."""
        if self.sheet is None or step not in self._steps:
            return
        self.autosave.hurry()
        page = self._pages.get(step)
        switcher = self.query_one(ContentSwitcher)
        if page is None:
            page = self._pages[step] = self._make_page(step)
            await switcher.add_content(page)
            self._ratings.show(self._opened_sheet.answers)
        self._show_what_applies(step)
        switcher.current = page.id
        self._bar.current = step
        self.clear_problem()
        # set_focus, not focus(): the next key must already land there (facts-tui.md, 4).
        self.set_focus(await self._target(page, question_id, row, inside))
        self.call_after_refresh(self._bring_into_view, page, question_id)
        self._show_guidance()

    def _bring_into_view(self, page: StepPage | SignOffPage, question_id: str) -> None:
        """Scroll once the page has its places: before that nobody knows where the field stands."""
        if not question_id:
            page.scroll_home(animate=False)
        elif self.focused is not None:
            self.focused.scroll_visible(animate=False)

    async def _target(
        self, page: StepPage | SignOffPage, question_id: str, row: int | None, inside: tuple[str | int, ...]
    ) -> Widget | None:
        if isinstance(page, StepPage) and question_id in page.widgets:
            widget = page.widgets[question_id]
            if row is not None:
                await widget.go_inside(row, inside)
            return widget.first_field
        return page.first_field()

    def _make_page(self, step: str) -> StepPage | SignOffPage:
        if step == SIGN_OFF:
            return self.last_page(f"step-{step}")
        sheet = self._opened_sheet
        assert self._setting is not None  # noqa: S101 - set when the sheet was opened
        # Where the open actions are asked about one by one, they are not told a second time.
        asked = review_question(sheet.form)
        told = step == "review" and sheet.last_actions and not (asked and sheet.answers.get(asked.id))
        above = [last_actions(sheet.last_actions, self._setting)] if told else self.notices(step)
        return StepPage(
            f"step-{step}",
            [section for section in sheet.form.sections if section.stop == step],
            self._setting,
            above=above,
            next_title=self._title_after(step),
        )

    def last_page(self, page_id: str) -> SignOffPage:
        """Give the page behind the last part of the form."""
        sheet = self._opened_sheet
        return SignOffPage(
            page_id,
            on_paper=sheet.facts.get("meeting.on_paper") is True,
            alone=len(sheet.form.signers) == 1,
        )

    async def _keys_noticed(self) -> None:
        """Let what was typed just before arrive here: the list of gaps must know of it."""
        if self.focused is not None:
            await all_noticed(self.focused)

    async def action_next_question(self) -> None:
        """Go to the next question, which may be one that the answer just given has brought up."""
        await self._keys_noticed()
        self.focus_next()

    async def action_next_step(self) -> None:
        """Go to the next step."""
        await self._go_by(1)

    async def action_previous_step(self) -> None:
        """Go to the step before."""
        await self._go_by(-1)

    async def _go_by(self, by: int) -> None:
        await self._keys_noticed()
        if self.sheet is None:
            return
        # In the order of the form: an answer may have hidden the very step that is on the screen.
        stops = dict.fromkeys([*Step, *(part.stop for part in self.sheet.form.sections), SIGN_OFF])
        shown = [stop for stop in stops if stop in self._steps or stop == self._at]
        at = shown.index(self._at) + by
        if 0 <= at < len(shown):
            await self.go_to(shown[at])

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
        gap = event.gap
        asked = self._opened_sheet.form.question(gap.question_id)
        if isinstance(asked, InitialsQuestion):
            self.action_initials()
        elif asked is None:
            page = self._pages[SIGN_OFF]
            if isinstance(page, SignOffPage):
                self.set_focus(page.signers)
        else:
            await self.go_to(self._section_of[gap.question_id].stop, gap.question_id, gap.row, gap.inside)

    def on_sign_off_page_signer_chosen(self, event: SignOffPage.SignerChosen) -> None:
        """Name somebody who signs too, or leave out whom the form can do without."""
        DraftSigners(self, self._signers_read).see_to(event.line)

    def _signers_read(self, sheet: Sheet) -> None:
        """Somebody was named or left out, or has put their initials: all else on the screen is newer."""
        self._worker_has_keyboard = self.house.workers_turn = False
        given = (key for key in sheet.answers if isinstance(sheet.form.question(key), InitialsQuestion))
        self._opened_sheet.answers.update({key: sheet.answers[key] for key in given})
        self.sheet = replace(self._opened_sheet, signers=sheet.signers)
        self._redraw()
        page = self._pages.get(SIGN_OFF)
        if page is not None and self._at == SIGN_OFF:
            self.set_focus(page.first_field())

    def action_initials(self) -> None:
        """Go to the rows that wait for initials; back here, the list of gaps knows who gave them."""
        if self.autosave.flush():
            read = DraftSigners(self, self._signers_read).read_anew
            self.house.push_screen(initials(self.record_id), lambda _: read())

    def _hand_keyboard(self, to_worker: bool) -> None:
        """Until it is their turn no more, leaving needs the passphrase: calling it off is no way home."""
        self._worker_has_keyboard = self.house.workers_turn = to_worker

    def action_list_stops(self) -> None:
        """List every step with what it lacks, to go to any of them."""
        if self.sheet is not None and self.app.screen is self:
            views = {view.step: len(view.gaps) for view in hold_supervision.steps_of(self.sheet)}
            choose_stop(self.app, self._bar.marks, views, self._at, self.go_to)

    # -- answers -------------------------------------------------------------------------------

    def on_answered(self, event: Answered) -> None:
        """Keep an answer: it is on its way to the disk at once."""
        sheet = self._opened_sheet
        before = sheet.answers.get(event.question_id)
        sheet.answers[event.question_id] = event.value
        self._let_go |= event.let_go
        self.autosave.changed(event.question_id, event.value)
        self._follow(what_follows(self.desk, sheet, event.question_id, before))
        question = sheet.form.question(event.question_id)
        if isinstance(question, CHOSEN):
            self._redraw()  # the next question may hang on it, and Enter goes there
        else:
            self._redraw_soon()
        self._show_guidance()

    def _follow(self, others: Mapping[str, Json]) -> None:
        """Take in what changes with an answer, and show it where it is shown already."""
        for question_id, value in others.items():
            self._opened_sheet.answers[question_id] = value
            self.autosave.changed(question_id, value)
        for page in self._pages.values() if others else ():
            if isinstance(page, StepPage):
                page.show_anew(others)

    def keep_answer(self, question_id: str, value: Json) -> None:
        """Keep an answer that was given beside its field, and show at once what it changes."""
        self.on_answered(Answered(question_id, value))
        self._redraw()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the question in hand, and notice whose turn it is."""
        around = self._around(event.widget)
        if around:
            question = around[-1].question
            own = question.answered_by is Role.WORKER and isinstance(question, LongTextQuestion)
            theirs = self._section_of[question.id].filled_by not in (Role.BOTH, Role.SUPERVISOR)
            self.house.workers_turn = own or theirs or self._worker_has_keyboard
        self._show_guidance()

    def _around(self, widget: Widget | None) -> list[Asking]:
        """The questions that a field belongs to, the innermost first; the last one is the form's own."""
        found = questions_around(widget)
        return found if found and found[-1].question.id in self._section_of else []

    def in_hand(self) -> list[Asking]:
        """Give the questions under the cursor."""
        return self._around(self.focused)

    async def typing_arrived(self) -> None:
        """Let what was typed just before arrive here."""
        await self._keys_noticed()

    def _show_guidance(self) -> None:
        around = self._around(self.focused)
        words = ""
        if around and self._setting is not None:
            words = guidance(around, self._section_of[around[-1].question.id], self._setting)
        line = self.query_one("#guidance", Static)
        line.set_class(words.startswith("! "), "-wrong")
        if words != self._guidance:
            self._guidance = words
            line.update(words)

    def action_make_action(self) -> None:
        """Put what the answer in hand says among the actions, where the form offers that."""
        around, sheet = self._around(self.focused), self.sheet
        asked = actions_question(sheet.form) if sheet is not None else None
        if sheet is None or asked is None or not around or self._setting is None:
            return
        made = actions_out_of(around[-1].question, asked, sheet, self._setting)
        if made is None:
            self.show_note("No action is offered here.")
            return
        if made.new:
            page = self._pages.get(self._section_of[asked.id].stop)
            actions = page.widgets[asked.id] if isinstance(page, StepPage) else None
            if isinstance(actions, ActionsAnswer):
                actions.show_anew(made.rows)
            else:
                self.post_message(Answered(asked.id, made.rows))
        self.show_note(made.words)

    def on_turn_wanted(self, event: TurnWanted) -> None:
        """Hand the keyboard over for one rating [SES-10]."""
        if self._setting is not None:
            self._ratings.hand_over(event.question_id, self._setting, self._opened_sheet.answers)

    # -- saving and leaving --------------------------------------------------------------------

    def _save(self, changes: Mapping[str, Json]) -> datetime:
        return hold_supervision.save(self.desk, self.record_id, changes, let_go=self._let_go)
