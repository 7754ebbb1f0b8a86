"""A recovery key: shown once, written on paper, two groups of it asked back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, ContentSwitcher, Input, Static

from supervise_tui.problems import Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.first_run import STEPS
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import recovery

_FIRST = (
    "It opens the cabinet if the passphrase is ever lost. Keep the paper where you keep the home's other "
    "important papers, not with this computer."
)
_IN_PLACE_OF_ANOTHER = (
    "It opens the cabinet if the passphrase is ever lost. The recovery key of before opens it no more: "
    "destroy that paper."
)


class RecoveryPaper(House):
    """Two pages: the key, then the proof that it is on paper; `done` is called after the proof.

    `first`: of a cabinet that was just made, so that there is no paper of before.
    """

    CSS_PATH = "recovery_paper.tcss"
    HELP = (
        "This is the only time that this recovery key is shown. Write all 14 groups on paper and keep it "
        "where the home's other important papers are, not with this computer. If there is an older paper, "
        "destroy it: the key on it opens nothing any more, except backups that were made before.\n\n"
        "Should the paper be lost, make a new recovery key while you still know the passphrase."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "", "Go on"),
        Binding("escape", "back", "The key once more"),
    ]

    def __init__(self, key: str, done: Callable[[], object], *, first: bool = False) -> None:
        super().__init__()
        self._key, self._then, self._first = key, done, first
        self._asked: tuple[int, ...] = ()

    def where(self) -> str:
        """Say that it is new."""
        return f"A new cabinet · page {STEPS} of {STEPS}" if self._first else "A new recovery key"

    def shown_keys(self) -> list[Binding]:
        """Name Esc only where it does something."""
        proving = self.query_one(ContentSwitcher).current == "proof"
        return [key for key in super().shown_keys() if proving or key.action != "back"]

    def before_quitting(self) -> str:
        """The recovery key is shown only here."""
        start = "The cabinet is made and kept" if self._first else "The new recovery key counts already"
        return f"{start}, but this recovery key will never be shown again."

    def compose_body(self) -> ComposeResult:
        """Lay out both pages."""
        with ContentSwitcher(initial="key"):
            with VerticalScroll(id="key"):
                yield Static(
                    "Write this recovery key on paper now. It is shown only once.", classes="heading"
                )
                yield Static(_FIRST if self._first else _IN_PLACE_OF_ANOTHER, classes="words")
                yield Static(in_rows(self._key), id="recovery", markup=False)
                with Horizontal(classes="buttons"):
                    yield Button(Content("[ I have written it down ]"), id="on", compact=True)
            with VerticalScroll(id="proof"):
                yield Static("", id="which", classes="words", markup=False)
                yield EnterField("", self._to_second, id="group0")
                yield LineField("", id="group1")
                with Horizontal(classes="buttons"):
                    yield Button(Content("[ Done ]"), id="done", compact=True)

    def on_mount(self) -> None:
        """Put the cursor on the way on."""
        self.set_focus(self.query_one("#on"))

    @on(Button.Pressed, "#on")
    def _ask_back(self) -> None:
        self._asked = recovery.groups_to_ask(self._key)
        first, second = self._asked
        self.query_one("#which", Static).update(
            f"To be sure that it is on paper: please type group {first} and group {second} of the recovery "
            "key. Esc shows the key once more."
        )
        for place, number in enumerate(self._asked):
            field = self._field(place)
            field.value = ""
            field.border_title = f"Group {number}"
            field.say("four letters or digits")
        self.query_one(ContentSwitcher).current = "proof"
        self.refresh_keys()
        self.set_focus(self._field(0))

    def _to_second(self) -> None:
        self.set_focus(self._field(1))

    @on(Input.Submitted, "#group1")
    @on(Button.Pressed, "#done")
    def _prove(self) -> None:
        for place, number in enumerate(self._asked):
            try:
                recovery.check_group(self._key, number, self._field(place).value)
            except Problem as problem:
                self.show_problem(problem)
                self.set_focus(self._field(place))
                return
        then = self._then
        self._key = ""
        self.query_one("#recovery", Static).update("")
        self.dismiss()
        then()

    def action_back(self) -> None:
        """Show the key once more; there is no way past it but through the proof."""
        self.query_one(ContentSwitcher).current = "key"
        self.refresh_keys()
        self.clear_problem()
        self.set_focus(self.query_one("#on"))

    def _field(self, place: int) -> LineField:
        return self.query_one(f"#group{place}", LineField)


def in_rows(key: str) -> Content:
    """Number the groups, so that they can be asked for and read aloud."""
    groups = key.split()
    half = (len(groups) + 1) // 2
    lines: list[Content] = []
    for start in (0, half):
        part = groups[start : start + half]
        lines.append(Content("   ".join(f"{start + at:>4}" for at in range(1, len(part) + 1))))
        lines.append(Content("   ".join(part)).stylize("bold"))
        lines.append(Content(""))
    return Content("\n").join(lines[:-1])
