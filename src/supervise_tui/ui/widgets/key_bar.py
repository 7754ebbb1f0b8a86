"""The bottom line: which keys do something here. One Static, so that Tab stays quick."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "question_mark": "?",
    "tab": "Tab",
    "space": "Space",
    "delete": "Del",
    "up": "↑",
    "down": "↓",
}


_TYPED = ("question_mark", "slash")
"""Keys that put a sign into a text field."""


def _key(binding: Binding, *, typing: bool) -> str:
    """Give the key to name and to send: while someone types not one that would be typed."""
    keys = [key.strip() for key in binding.key.split(",")]
    return next((key for key in keys if not (typing and key in _TYPED)), keys[0])


def key_name(binding: Binding, *, typing: bool = False) -> str:
    """Give the name of a binding's key as people read it on a keyboard."""
    if binding.key_display:
        return binding.key_display
    key = _key(binding, typing=typing)
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _NAMES.get(key, key.upper() if key.startswith("f") and key[1:].isdigit() else key)


class KeyBar(Static):
    """Shows the keys of the screen; each can also be clicked.

    What does not fit is left out from the end, the last one (help) never.
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._keys: tuple[Binding, ...] = ()
        self._typing = False

    @property
    def shown(self) -> tuple[Binding, ...]:
        """What the bar was asked to show."""
        return self._keys

    def show(self, bindings: Iterable[Binding]) -> None:
        """Show these keys, most important first, help last."""
        self._keys = tuple(bindings)
        self.refresh(layout=True)

    def show_for(self, focused: Widget | None) -> None:
        """Name the keys that work where the cursor is: in a text field F1 instead of ?."""
        typing = focused is not None and focused.check_consume_key("question_mark", "?")
        if typing is not self._typing:
            self._typing = typing
            self.refresh(layout=True)

    def on_resize(self) -> None:
        """Fit the keys to the new width."""
        self.refresh()

    def render(self) -> Content:
        """Draw as many keys as the width holds."""
        pieces = [_piece(binding, self._typing) for binding in self._keys]
        if not pieces:
            return Content("")
        room = self.content_size.width - cell_len(pieces[-1].plain)
        kept: list[Content] = []
        for piece in pieces[:-1]:
            room -= cell_len(piece.plain) + 2
            if room < 0:
                break
            kept.append(piece)
        return Content("  ").join([*kept, pieces[-1]])


def _piece(binding: Binding, typing: bool) -> Content:
    return Content.from_markup(
        f"[@click=app.simulate_key('{_key(binding, typing=typing)}')][b]$key[/b] $word[/]",
        key=key_name(binding, typing=typing),
        word=binding.description,
    )
