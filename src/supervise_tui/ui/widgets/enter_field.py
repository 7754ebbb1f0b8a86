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
MESSAGES_TO_ITSELF = 3
"""From a key to the answer: the key, what was chosen, what is answered by it."""


class FollowsAnswers:
    """Mixed into screens whose questions come and go with the answers, a moment after the typing."""

    def follow_now(self) -> None:
        """Show what applies now, without waiting any longer."""


async def keys_taken(field: Widget) -> None:
    """Wait until `field` has taken the keys that were typed before this one.

    A priority binding runs ahead of them; without this, Enter typed fast would act on half a word.
    """
    taken = asyncio.Event()
    if field.call_later(taken.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(taken.wait(), KEYS_TAKEN_WITHIN)


async def all_noticed(widget: Widget) -> None:
    """Wait until what the keys before did has reached the screen: a question that now applies is shown."""
    # The key makes the widget tell itself that something was chosen, and only then its ancestors.
    for _ in range(MESSAGES_TO_ITSELF):
        await keys_taken(widget)
    for node in widget.ancestors_with_self:
        if not isinstance(node, Widget):
            break
        await keys_taken(node)
    if isinstance(widget.screen, FollowsAnswers):
        widget.screen.follow_now()
    # Which field is next is decided by where they stand, so what has just come up must have a place.
    placed = asyncio.Event()
    if widget.screen.call_after_refresh(placed.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(placed.wait(), KEYS_TAKEN_WITHIN)


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
