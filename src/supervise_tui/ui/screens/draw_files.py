"""Before a file audit: how many files, and the seed they are drawn with [QA-1]."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from supervise_tui.domain.file_audit import USUAL_SAMPLE
from supervise_tui.domain.roles import Act
from supervise_tui.problems import NotAllowed
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.workflows import file_audit
from supervise_tui.workflows.hold_supervision import Sheet

_WORDS = (
    "Files are audited by somebody who did not write them. The program draws the files, so that nobody "
    "chooses them, opens them in your name, and fills in what it can see itself.\n"
)


class DrawFiles(House):
    """Two lines; Enter in the second one draws."""

    CSS_PATH = "draw_files.tcss"
    WHERE = "File audit · draw the files"
    HELP = (
        "How many files: a number, or a share of those who work here, such as 20%.\n\n"
        "The seed may stay empty: then the program makes one. It stands in the record, and with it anybody "
        "can repeat the draw: the SHA-256 of the seed, a colon and the id of the worker puts the files in "
        "order, and the first ones are taken. Whoever wants to be sure that nothing is arranged says the "
        "seed themselves, such as the date and a word."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "draw", "Draw")]

    def __init__(self, file: str, form_id: str) -> None:
        super().__init__()
        self._file, self._form_id = file, form_id
        # Keys typed right after Enter must land in the next field (facts-tui.md, 4).
        self._how_many = EnterField("How many files", self.action_go_on, id="size")
        self._how_many.value = USUAL_SAMPLE
        self._how_many.border_subtitle = "a number, or a share such as 20%"
        self._seed = EnterField("Seed", self.action_draw, id="seed")
        self._seed.border_subtitle = "may stay empty: then the program makes one"

    def way_back(self) -> Callable[[], House]:
        """Ask again."""
        file, form_id = self._file, self._form_id
        return lambda: DrawFiles(file, form_id)

    def compose_body(self) -> ComposeResult:
        """Why, and the two lines."""
        with VerticalScroll():
            yield Static(_WORDS, markup=False)
            yield self._how_many
            yield self._seed
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Draw and begin ]"), id="draw", compact=True)
                yield Button(Content("[ Back ]"), id="back", compact=True)

    def on_mount(self) -> None:
        """Say at once who may not audit, and what would help."""
        self.set_focus(self._how_many)
        why = self.desk.why_not(Act.AUDIT)
        if why:
            self.show_problem(NotAllowed(why, "Give a key to who audits: press k at home, then g."))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    @on(Button.Pressed, "#draw")
    def action_draw(self) -> None:
        """Draw, open the files and start."""
        desk, file, form_id = self.desk, self._file, self._form_id
        size, seed = self._how_many.value, self._seed.value
        self.run_slow(
            lambda: file_audit.begin(desk, file, form_id, size=size, seed=seed), self._started, word="Drawing"
        )

    def _started(self, sheet: Sheet) -> None:
        self.house.switch_screen(file_rooms.for_record(sheet.record))
