"""Help on the screen in front, in plain sentences, with its keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from supervise_tui import __version__
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.key_bar import key_name

ABOUT = (
    f"supervise-tui {__version__}\n\n"
    "Staff supervision in social care: private talks, signed by both, kept encrypted on this computer. "
    "It uses no network.\n\n"
    "A signature here is a tamper-evident electronic signature. The time in it is this computer's clock.\n\n"
    "Licence: Apache 2.0. Fonts and libraries have licences of their own; they stand beside them."
)

_EVERYWHERE = (
    ("Tab", "next field"),
    ("Esc", "back; nothing is lost"),
    ("Ctrl+L", "hide or lock at once"),
    ("Ctrl+P or F9", "all commands"),
    ("F12", "another look: dark, light, high contrast, no colour"),
    ("Ctrl+Q", "quit; everything is saved"),
)


class Help(Dialog[None]):
    """Shows the text and the keys; any of Esc, Enter or ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,f1,q", "close", "Close"),
        Binding("p", "policy", "Our supervision policy", show=False),
    ]

    def __init__(
        self, text: str, keys: Iterable[Binding], *, title: str = "Help", text_alone: bool = False
    ) -> None:
        super().__init__()
        self._text_alone = text_alone
        self._text, self._heading = text, title
        taken = {key for key, _ in _EVERYWHERE}
        own = [(key_name(key), key.description) for key in keys if key.description]
        self._keys = [pair for pair in own if pair[0] not in (*taken, "?")] + list(_EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Lay out the words above the keys."""
        if self.house.is_open:
            self._keys.append(("p", "our supervision policy"))
        with Vertical(classes="box") as box:
            box.border_title = self._heading
            box.border_subtitle = "Esc closes this"
            with VerticalScroll(id="words"):
                yield Static(Content(self._text), classes="words")
                if not self._text_alone:
                    yield Static(self._key_table(), id="keys")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.set_focus(self.query_one("#words"))

    def _key_table(self) -> Content:
        wide = max(len(key) for key, _ in self._keys)
        return Content("\n").join(
            Content.assemble((f"{key:<{wide}}", "bold"), f"  {words}") for key, words in self._keys
        )

    def action_policy(self) -> None:
        """Show the home's own policy on supervision [ORG-7]."""
        if self.house.is_open:
            self.house.show_policy()

    def action_close(self) -> None:
        """Go back to the screen."""
        self.dismiss(None)
