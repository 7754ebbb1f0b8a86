"""One record on its way through the program, by keys: filled in, initialled, signed, alone or in a group."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import cast

from textual.widgets import OptionList

from supervise_tui.canonical import Json
from supervise_tui.domain.group import is_for_a_group, is_own
from supervise_tui.forms.definition import (
    Form,
    InitialsQuestion,
    Question,
    Role,
)
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.group import GroupScreen
from supervise_tui.ui.screens.initials import InitialsScreen
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.sign_off_page import SignOffPage
from supervise_tui.ui.screens.signing import ChooseSecret, SignNow
from supervise_tui.ui.screens.step_pages import SIGN_OFF, StepPage
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.hold_group import Group
from supervise_tui.workflows.initials import Waiting
from supervise_tui.workflows.who_signs import SignerLine
from tests.homes import (
    SUPERVISOR_SECRET,
    WORKER_SECRET,
)
from tests.journeys.same_answers import unmarked
from tests.journeys.typed_answers import Typist, answer

OUTSIDER_SECRET = "harbour willow seventy"


class Walker:
    """One record on its way through the program."""

    def __init__(
        self, typist: Typist, record_id: str, form: Form, filled: Mapping[str, Json], out: Path
    ) -> None:
        self.typist, self.app = typist, cast(SuperviseApp, typist.app)
        self.record_id, self.form, self.filled, self.out = record_id, form, filled, out
        self.sheet: hold_supervision.Sheet | None = None

    async def until(self, happened: Callable[[], object], what: str = "") -> None:
        """Wait for what a thread does; nothing is drawn anew meanwhile."""
        for _ in range(3000):
            if happened() and not getattr(self.app.screen, "busy", False):
                await self.typist.taken()
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never happened: {what} on {self.app.screen!r}")

    async def on(self, *screens: type) -> None:
        """Wait until one of these screens is in front."""
        names = " or ".join(screen.__name__ for screen in screens)
        await self.until(lambda: isinstance(self.app.screen, screens) and self.app.screen.is_mounted, names)

    async def all_of_it(self, outside: Mapping[Role, tuple[str, str]], without: Collection[Role]) -> None:
        """From the first question to the PDF."""
        if is_for_a_group(self.form):
            await self.group()
        else:
            self.app.push_screen(RecordScreen(self.record_id))
            screen = await self.filled_in()
            await self.signers(screen, outside, without)
            await self.initials(screen)
            await self.sign_off(screen)

    # -- filling in ----------------------------------------------------------------------------

    async def filled_in(self) -> RecordScreen:
        """Every step after the other, each of its questions; gives the screen on its last page."""
        await self.on(RecordScreen)
        screen = cast(RecordScreen, self.app.screen)
        await self.until(lambda: screen.focused is not None, "a field to type in")
        await self.typist.press("f2")
        while screen._at != SIGN_OFF:
            page = screen._pages[screen._at]
            assert isinstance(page, StepPage)
            await self.page(page)
            await self.typist.press("pagedown")
        screen.flush()
        return screen

    async def page(self, page: StepPage) -> None:
        """Answer what is asked on a page; an answer may bring up more, also above itself."""
        done = False
        while not done:
            done = True
            for key, widget in page.widgets.items():
                if widget.display and self.is_open(widget.question, widget.answer):
                    done = False
                    await self.typist.to(widget)
                    await answer(self.typist, widget, self.filled[key])
                    assert not self.is_open(widget.question, widget.answer), (
                        key,
                        widget.answer,
                        widget.wrong,
                    )

    def is_open(self, question: Question, value: Json) -> bool:
        """Whether the example says something else."""
        wanted = self.filled.get(question.id)
        # No rows are what a table begins with.
        return wanted not in (None, []) and unmarked(question, wanted) != unmarked(question, value)

    # -- who signs, and initials -----------------------------------------------------------------

    async def signers(
        self, screen: RecordScreen, outside: Mapping[Role, tuple[str, str]], without: Collection[Role]
    ) -> None:
        """Name signers from outside, and leave out who is not to sign."""
        page = screen._pages[SIGN_OFF]
        assert isinstance(page, SignOffPage)
        for place, line in enumerate(page._open):
            if line.role not in outside and line.role not in without:
                continue
            await self.typist.to(page._signers)
            await self.typist.in_list(page._signers, place, "enter")
            for words in outside.get(line.role, ()):
                await self.on(Ask)
                await self.typist.text(words)
                await self.typist.press("enter")
            await self.until(partial(_is_gone, page, line), f"{line.role} is seen to")

    async def initials(self, screen: RecordScreen) -> None:
        """Give the initials that rows ask for, by whoever has to; then nothing is missing any more."""
        page = screen._pages[SIGN_OFF]
        assert isinstance(page, SignOffPage)
        asked = self.form.question
        waiting = [isinstance(asked(gap.question_id), InitialsQuestion) for gap in page._gaps]
        if any(waiting):
            await self.typist.to(page._list)
            await self.typist.in_list(page._list, waiting.index(True), "enter")
            await self.on(InitialsScreen)
            listed = cast(InitialsScreen, self.app.screen)
            await self.until(lambda: listed._waiting, "rows to initial")
            while listed._waiting:
                now = listed._waiting
                await self.typist.press("enter")
                await self.secret(now[0].role)
                await self.until(partial(_others_wait, listed, now), "the initials are given")
            await self.typist.press("escape")
            await self.until(lambda: self.app.screen is screen and not page._gaps, "no gap is left")
        assert not page._gaps, [gap.sentence for gap in page._gaps]
        await self.typist.to(page._go)

    async def secret(self, role: Role) -> None:
        """Type the signing secret of whoever is asked; somebody from outside chooses one first."""
        await self.on(ChooseSecret, SignNow)
        own = {Role.WORKER: WORKER_SECRET, Role.SUPERVISOR: SUPERVISOR_SECRET}.get(role, OUTSIDER_SECRET)
        if isinstance(self.app.screen, ChooseSecret):
            for _ in range(2):
                await self.typist.text(own)
                await self.typist.press("enter")
            await self.on(SignNow)
        await self.typist.text(own)
        await self.typist.press("enter")
        await self.until(lambda: not isinstance(self.app.screen, SignNow), "signed")

    # -- signing ---------------------------------------------------------------------------------

    def check_draft(self) -> None:
        """The draft has to hold each answer of the example."""
        self.sheet = hold_supervision.open_sheet(cast(House, self.app.screen).desk, self.record_id)
        asked, answers = self.form.question, self.sheet.answers
        kept = {key: unmarked(asked(key), answers.get(key)) for key in self.filled}
        assert kept == {key: unmarked(asked(key), value) for key, value in self.filled.items()}

    async def sign_off(self, screen: RecordScreen) -> None:
        """Read it through, and have everybody sign."""
        self.check_draft()
        await self.typist.press("enter")
        await self.on(SignOffScreen)
        while isinstance(self.app.screen, SignOffScreen):
            await self.sign_next()
        await self.save()
        await self.on(ReceiptScreen)

    async def sign_next(self) -> None:
        """Who stands first among the ways signs."""
        ways = self.app.screen.query_one("#ways", OptionList)
        await self.until(lambda: ways.option_count, "the ways")
        first = str(ways.get_option_at_index(0).id)
        assert first.startswith("sign-"), first
        await self.typist.in_list(ways, 0, "enter")
        await self.secret(Role(first.removeprefix("sign-")))
        await self.until(
            lambda: isinstance(self.app.screen, Ask) or ways.get_option_at_index(0).id != first,
            "the next one",
        )

    async def save(self) -> None:
        """Give the folder for the PDF."""
        await self.on(Ask)
        await self.typist.press("end", "ctrl+u")
        await self.typist.text(str(self.out))
        await self.typist.press("enter")

    # -- a group ---------------------------------------------------------------------------------

    async def group(self) -> None:
        """What all share, the first one's own part, closing it, each one's signature, the supervisor's."""
        self.app.push_screen(GroupScreen(self.record_id))
        await self.on(GroupScreen)
        screen = cast(GroupScreen, self.app.screen)
        rows = screen.query_one(RowList)
        await self.until(lambda: rows.rows, "the parts")
        await self.part(rows, "shared")
        if any(is_own(section) for section in self.form.sections):
            await self.part(rows, self.record_id)
        self.check_draft()
        copies = [copy.id for copy in cast(Group, screen._group).copies]
        await self.group_row(rows, "close")
        await self.until(lambda: "sign" not in _ids(rows) and "close" not in _ids(rows), "it is closed")
        for copy in copies:
            await self.group_row(rows, copy)
            await self.on(SignOffScreen)
            await self.sign_next()
            await self.typist.press("escape")
            await self.on(GroupScreen)
        await self.until(
            lambda: len(cast(Group, screen._group).for_supervisor) == len(copies), "the supervisor's turn"
        )
        await self.group_row(rows, "sign")
        await self.secret(Role.SUPERVISOR)
        await self.save()
        await self.on(GroupScreen)

    async def group_row(self, rows: RowList, row: str) -> None:
        """Press Enter on a row."""
        await self.typist.to(rows)
        await self.typist.in_list(rows, _ids(rows).index(row), "enter")

    async def part(self, rows: RowList, row: str) -> None:
        """Write what all share, or somebody's own part."""
        await self.group_row(rows, row)
        screen = await self.filled_in()
        page = screen._pages[SIGN_OFF]
        assert isinstance(page, SignOffPage)
        assert not page._gaps, [gap.sentence for gap in page._gaps]
        await self.typist.to(page._go)
        await self.typist.press("enter")
        await self.on(GroupScreen)


def _is_gone(page: SignOffPage, line: SignerLine) -> bool:
    return line not in page._open


def _others_wait(listed: InitialsScreen, before: list[Waiting]) -> bool:
    return listed._waiting != before


def _ids(rows: RowList) -> list[str]:
    return [row.id for row in rows.rows]
