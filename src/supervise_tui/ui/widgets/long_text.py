"""A field of many lines that says when it is too long and forgets its text when it goes."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from supervise_tui.forms.definition import TEXT_LIMIT
from supervise_tui.ui.widgets.keys_in_order import edit_in_place


class LongText(TextArea):
    """TextArea with a label, the limit of an answer, and the cure for a leak.

    Nothing typed or pasted is ever cut off: beyond `limit` characters the lower border says how
    many are over, `over` gives the number, and what uses the text refuses it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "to_edge(0)", "Go to the beginning", show=False),
        Binding("ctrl+end", "to_edge(1)", "Go to the end", show=False),
        Binding("ctrl+shift+home", "to_edge(0, True)", "Select to the beginning", show=False),
        Binding("ctrl+shift+end", "to_edge(1, True)", "Select to the end", show=False),
    ]

    def __init__(
        self,
        label: str = "",
        *,
        text: str = "",
        help: str = "",  # noqa: A002 - as in LineField
        limit: int = TEXT_LIMIT,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - as in every Textual widget
        classes: str | None = None,
        disabled: bool = False,
        read_only: bool = False,
    ) -> None:
        self._help = help.replace("[", "\\[")
        self._limit = limit
        super().__init__(
            unicodedata.normalize("NFC", text),
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            compact=False,
            read_only=read_only,
            placeholder=placeholder,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.cursor_blink = False
        self.border_title = label.replace("[", "\\[")
        self._show_length()

    @property
    def over(self) -> int:
        """Characters beyond the limit; 0 when it fits."""
        return max(0, len(self.text) - self._limit)

    def on_text_area_changed(self) -> None:
        """Keep the lower border true, and the cursor in sight when its word goes to a new line."""
        self._show_length()
        # Only once the box knows how many lines there are now: before that it scrolls too little.
        self.call_after_refresh(self._follow_cursor)

    def _follow_cursor(self) -> None:
        if self.has_focus:
            self.scroll_cursor_visible(animate=False)

    def action_to_edge(self, edge: int, select: bool = False) -> None:
        """Go to the beginning (0) or the end (1) of the text; with `select` take what lies between."""
        self.move_cursor(self.document.end if edge else (0, 0), select=select)

    def _show_length(self) -> None:
        over = self.over
        self.set_class(over > 0, "-wrong")
        self.border_subtitle = (
            f"! {over:,} characters over the {self._limit:,} that fit. Nothing is lost: please shorten it."
            if over
            else self._help
        )

    # Textual calls the handlers of the class above after these by itself: no super() here.

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = unicodedata.normalize("NFC", event.text.replace("\r\n", "\n").replace("\r", "\n"))

    async def _on_key(self, event: events.Key) -> None:
        await edit_in_place(self, event)
        accent = event.character or ""
        if not accent or not unicodedata.combining(accent) or self.read_only:
            return
        row, column = self.cursor_location
        if not column or not self.selection.is_empty:
            return
        joined = unicodedata.normalize("NFC", self.document.get_line(row)[column - 1] + accent)
        if len(joined) == 1:
            event.stop()
            event.prevent_default()
            self.replace(joined, (row, column - 1), (row, column))

    def _on_unmount(self) -> None:
        """Leave no copy of the text behind.

        The app keeps each TextArea it has shown in its list of theme watchers, text and all, so
        that notes would stay in memory after the cabinet is locked.
        """
        watchers = getattr(self.app, "__watchers", {})
        if "theme" in watchers:
            watchers["theme"] = [entry for entry in watchers["theme"] if entry[0] is not self]
        self.history.clear()
