"""A line on which Enter goes where its owner says, and fast typing never overtakes it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from supervise_tui.ui.widgets.line_field import LineField

KEYS_TAKEN_WITHIN = 2.0
"""Seconds; a field that takes no keys any more must not stop the rest."""


async def keys_taken(field: Widget) -> None:
    """Wait until `field` has taken the keys that were typed before this one.

    A priority binding runs ahead of them; without this, Enter typed fast would act on half a word.
    """
    taken = asyncio.Event()
    if field.call_later(taken.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(taken.wait(), KEYS_TAKEN_WITHIN)


class EnterField(LineField):
    """One line with an Enter of its own."""

    # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on_from_here", show=False, priority=True)]

    def __init__(
        self,
        label: str,
        on_enter: Callable[[], None],
        *,
        secret: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(label, secret=secret, id=id)
        self._then = on_enter

    async def action_go_on_from_here(self) -> None:
        """Do what the owner does on Enter, once the keys before Enter are in the field."""
        await keys_taken(self)
        self._then()
