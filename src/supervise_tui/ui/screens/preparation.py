"""Preparing a supervision, alone: what one side writes for itself, and what of it comes into the talk."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import ContentSwitcher

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import is_unanswered, view
from supervise_tui.forms.definition import Question, Role
from supervise_tui.ui.first_names import the_two
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.bring_in import BringInPage
from supervise_tui.ui.screens.one_page import OnePage
from supervise_tui.ui.screens.step_pages import StepPage
from supervise_tui.ui.screens.unsaved import leave_all_the_same
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.enter_field import all_noticed
from supervise_tui.ui.widgets.questions import Setting
from supervise_tui.workflows import prepare
from supervise_tui.workflows.prepare import Preparation

_QUESTIONS, _COMES_IN = "questions", "comes-in"


class PreparationScreen(OnePage):
    """One page of questions, and one that says what comes into the talk.

    With `opened` it is the worker's, at the worker's turn; else the supervisor's own is fetched.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["record.tcss", "preparation.tcss"]
    HELP = (
        "Your own notes before the talk. Nobody else reads them unless you bring them in. Everything is "
        "saved as you type; leave with Esc and come back when you like.\n\n"
        "PgDn goes to the second page. There you say which parts come into the talk: they join the agenda "
        "and the record when it starts, or at once when it is being written already. Until you say so, "
        "nothing does."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("pagedown", "next_step", "What comes in", key_display="PgDn", priority=True),
        Binding("pageup", "previous_step", "Questions", key_display="PgUp", priority=True),
        Binding("escape", "back", "Leave"),
    ]

    def __init__(self, worker_id: str, opened: Preparation | None = None) -> None:
        super().__init__()
        self.worker_id = worker_id
        self._handed_over = opened
        self.for_one_alone = opened is not None
        self._mine: Preparation | None = None
        self._page: StepPage | None = None

    def where(self) -> str:
        """Whose it is."""
        if self._mine is None:
            return "Preparing"
        own = self._mine.side is Role.SUPERVISOR
        return f"Preparing for {self._mine.worker.name}" if own else f"{self._mine.worker.name} prepares"

    def compose_body(self) -> ComposeResult:
        """The pages, what the question in hand means, and when it was saved."""
        yield ContentSwitcher(id="pages")
        yield from self.foot()

    def on_mount(self) -> None:
        """Fetch it in a thread, unless it was opened with the worker's secret."""
        if self._handed_over is not None:
            self._opened(self._handed_over)
            return
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(lambda: prepare.open_own(desk, worker_id), self._opened, word="Opening")

    def _opened(self, mine: Preparation) -> None:
        self._mine = mine
        if mine.side is Role.WORKER:
            self.house.hand_over, self.house.workers_turn = mine.worker.id, True
        self.refresh_where()
        self.run_worker(self._lay_out(mine), exit_on_error=True)

    async def _lay_out(self, mine: Preparation) -> None:
        setting = Setting(
            today=self.desk.today,
            nation=self.desk.organisation.nation,
            names=the_two(mine.worker, self.desk.owner),
            new_id=partial(secrets.token_hex, 8),
            answers=mine.answers,
        )
        page = self._page = StepPage(
            _QUESTIONS,
            [section for section in mine.form.sections if section.filled_by is mine.side],
            setting,
            next_title="what comes into the talk",
        )
        switcher = self.query_one(ContentSwitcher)
        await switcher.add_content(page)
        self._show_what_applies()
        await switcher.add_content(BringInPage(_COMES_IN))
        self._go_to(_QUESTIONS)

    @property
    def _open_one(self) -> Preparation:
        assert self._mine is not None  # noqa: S101 - pages exist only once it is open
        return self._mine

    # -- pages ---------------------------------------------------------------------------------

    def _go_to(self, page_id: str) -> None:
        switcher = self.query_one(ContentSwitcher)
        if self._page is None or switcher.current == page_id:
            return
        switcher.current = page_id
        self.clear_problem()
        if page_id == _QUESTIONS:
            self.set_focus(self._page.first_field())
            self.call_after_refresh(self._page.scroll_home, animate=False)
        else:
            page = self.query_one(BringInPage)
            page.show(self._open_one, self._answered())
            self.set_focus(page.first_field())
        self._guide()

    def _answered(self) -> list[Question]:
        mine = self._open_one
        return [one for one in mine.questions if not is_unanswered(one, mine.answers.get(one.id))]

    async def action_next_step(self) -> None:
        """To what comes in."""
        if self.focused is not None:
            await all_noticed(self.focused)
        self.autosave.hurry()
        self._go_to(_COMES_IN)

    def action_previous_step(self) -> None:
        """Back to the questions."""
        self._go_to(_QUESTIONS)

    def action_let_in(self) -> None:
        """Let it come in: at once into a record that is being written, else when the talk starts."""
        desk, mine = self.desk, self._open_one
        if self.autosave.flush():
            self.run_slow(lambda: prepare.bring_in(desk, mine), self._changed, word="Bringing it in")

    def action_keep_back(self) -> None:
        """Take the word back."""
        desk, mine = self.desk, self._open_one
        self.run_slow(lambda: prepare.keep_back(desk, mine), self._changed, word="Saving")

    def on_bring_in_page_toggled(self, event: BringInPage.Toggled) -> None:
        """One part comes in, or stays with its author."""
        desk, mine, asked = self.desk, self._open_one, event.question_id
        back = asked not in mine.kept_back
        self.run_slow(
            lambda: prepare.keep_to_myself(desk, mine, asked, mine=back), self._changed, word="Saving"
        )

    def _changed(self, mine: Preparation) -> None:
        self._mine = mine
        self.query_one(BringInPage).show(mine, self._answered())

    # -- answers -------------------------------------------------------------------------------

    def _keep(self, question_id: str, value: Json) -> None:
        self._open_one.answers[question_id] = value

    def _show_what_applies(self) -> None:
        mine = self._open_one
        if self._page is not None:
            self._page.show_view(view(mine.form, mine.answers, {}))

    def _save(self, changes: Mapping[str, Json]) -> datetime:
        return prepare.save(self.desk, self._open_one, changes)

    def action_back(self) -> None:
        """Leave; all is saved. After the worker's turn the passphrase is asked."""
        if self.autosave.flush():
            self.house.leave_hand_over(self._left)
        else:
            leave_all_the_same(self, lambda: self.house.leave_hand_over(self._left))

    def _left(self) -> None:
        self.dismiss()


def hand_over_to_prepare(screen: House, worker_id: str, names: Mapping[Role, str]) -> None:
    """Hand the keyboard to the worker: their signing secret opens it, or sitting down where they have none.

    That it was opened without a secret stands in the history.
    """
    desk = screen.desk
    worker, supervisor = names[Role.WORKER], names[Role.SUPERVISOR]
    turn = f"{worker}, please take the keyboard. {supervisor}, please step away or look away."
    opened: list[Preparation] = []

    def go_on(answer: str | None) -> None:
        if answer is not None and opened:
            screen.house.push_screen(PreparationScreen(worker_id, opened[0]))

    def ask(has_secret: bool) -> None:
        if has_secret:
            screen.app.push_screen(
                Ask.secret(
                    f"{worker} prepares",
                    f"{turn}\n\nYour signing secret opens what you have written. The program opens "
                    "it for nobody else.",
                    label=f"{worker}'s own signing secret",
                    yes="Open it",
                    check=lambda secret: opened.append(prepare.open_workers(desk, worker_id, secret)),
                ),
                go_on,
            )
        else:
            screen.app.push_screen(
                Ask(
                    f"{worker} prepares",
                    f"{turn}\n\n{worker} has no signing secret yet, so this opens without one; the history "
                    "says so. To come back, the cabinet passphrase is needed.",
                    yes=f"I am {worker}",
                    no="Not now",
                    check=lambda _: opened.append(prepare.open_workers(desk, worker_id, handed_over=True)),
                ),
                go_on,
            )

    screen.run_slow(lambda: prepare.needs_secret(desk, worker_id), ask)
