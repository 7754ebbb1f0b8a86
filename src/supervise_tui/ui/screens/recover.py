"""The recovery key has opened the cabinet: a new passphrase, a new recovery key, then home."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.new_passphrase import NewPassphrase
from supervise_tui.ui.screens.recovery_paper import RecoveryPaper
from supervise_tui.workflows import recovery

if TYPE_CHECKING:
    from supervise_tui.workflows.desk import Desk


class Recover(House):
    """Says what comes next; leaving closes the cabinet again, with nothing changed."""

    CSS_PATH = "recover.tcss"
    HELP = (
        "The recovery key fits. Choose a new passphrase now; the lost one opens nothing from then on. You "
        "then get a new recovery key to write on paper, because the old one has been used.\n\n"
        "Esc leaves and locks the cabinet again. Nothing is changed then: the old passphrase and the old "
        "recovery key stay as they are.\n\n"
        "Signing secrets are not touched: each person's signature stays their own."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Choose a passphrase"),
        Binding("escape", "back", "Lock again"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._opened = desk
        self._key = ""

    def where(self) -> str:
        """Say why we are here."""
        return "The passphrase is lost"

    def compose_body(self) -> ComposeResult:
        """Lay out the words above the two ways on."""
        with VerticalScroll(can_focus=False):
            yield Static("The recovery key fits: the cabinet is open.", classes="heading", markup=False)
            yield Static(
                "Two things come next:\n\n"
                "  1. You choose a new passphrase. The lost one then opens nothing any more.\n"
                "  2. You get a new recovery key for your paper, since the old one has been used.\n\n"
                "The cabinet is locked anew for this, which takes a few seconds. Other people's keys, and "
                "everyone's signing secrets, stay as they are. Backups made before still open with the old "
                "passphrase and the old recovery key.",
                classes="words",
                markup=False,
            )
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Choose a new passphrase ]"), id="choose", compact=True)
                yield Button(Content("[ Lock again, change nothing ]"), id="leave", compact=True)

    def on_mount(self) -> None:
        """Put the cursor on the way on; leaving the program from here closes the cabinet."""
        self.house.keep_open(self._opened)
        self.refresh_where()
        self.set_focus(self.query_one("#choose"))

    @on(Button.Pressed, "#choose")
    def action_choose(self) -> None:
        """Ask for the new passphrase."""
        desk = self._opened

        def keep(passphrase: str) -> None:
            self._key = recovery.recover(desk, passphrase)

        def answered(kept: bool | None) -> None:
            if kept:
                key, self._key = self._key, ""
                app = self.house
                app.push_screen(RecoveryPaper(key, lambda: app.opened(desk)))

        self.house.push_screen(
            NewPassphrase(
                "A new passphrase for the cabinet",
                "Three or more words that have nothing to do with each other are strong and easy to "
                "remember.",
                keep,
            ),
            answered,
        )

    @on(Button.Pressed, "#leave")
    def action_back(self) -> None:
        """Close the cabinet again."""
        self.house.shut()
        self.dismiss()
