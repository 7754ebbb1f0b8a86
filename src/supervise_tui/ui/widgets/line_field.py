"""A field of one line, with its label in the border and its help under it."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.actions import SkipAction
from textual.widgets import Input

from supervise_tui.ui.widgets.keys_in_order import edit_in_place


def one_line(text: str) -> str:
    """Give `text` as one line in NFC: line ends become spaces, so that no pasted word is lost."""
    parts = text.splitlines()
    joined = " ".join(part.strip() for part in parts if part.strip()) if len(parts) > 1 else "".join(parts)
    return "".join(c for c in unicodedata.normalize("NFC", joined) if c.isprintable() or c in "\u200c\u200d")


class LineField(Input):
    """Input that keeps all of a paste, joins accents typed as two keys, and never blinks.

    `label` stands in the upper border, `help` in the lower one. With `secret` it shows dots
    and nothing can be copied out of it.
    """

    def __init__(
        self,
        label: str = "",
        *,
        value: str = "",
        help: str = "",  # noqa: A002 - the word of the contract between screens
        secret: bool = False,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - as in every Textual widget
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            value=one_line(value),
            password=secret,
            placeholder=placeholder,
            id=id,
            classes=classes,
            disabled=disabled,
            select_on_focus=False,
        )
        self.cursor_blink = False
        self.border_title = label.replace("[", "\\[")
        self.border_subtitle = help.replace("[", "\\[")

    def say(self, help_text: str, *, wrong: bool = False) -> None:
        """Show `help_text` in the lower border; `wrong` marks it as something to put right."""
        self.border_subtitle = ("! " if wrong else "") + help_text.replace("[", "\\[")
        self.set_class(wrong, "-wrong")

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert typed text; an accent that follows its letter becomes one character with it."""
        before = self.value[: self.cursor_position]
        if text and before and unicodedata.combining(text[0]):
            joined = unicodedata.normalize("NFC", before[-1] + text)
            if len(joined) < 1 + len(text):
                self.replace(joined, self.cursor_position - 1, self.cursor_position)
                return
        super().insert_text_at_cursor(text)

    async def _on_key(self, event: events.Key) -> None:
        await edit_in_place(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        text = one_line(event.text)
        if text:
            self.replace(text, *self.selection)
        event.stop()
        event.prevent_default()

    def action_copy(self) -> None:
        """Copy what is selected, unless it is a secret."""
        if self.password:
            raise SkipAction
        super().action_copy()

    def action_cut(self) -> None:
        """Cut what is selected; a secret is only deleted."""
        if self.password:
            self.delete_selection()
        else:
            super().action_cut()
