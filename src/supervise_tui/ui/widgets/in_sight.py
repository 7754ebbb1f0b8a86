"""Keep a line of a tall widget in sight while the cursor moves inside it."""

from __future__ import annotations

from textual.geometry import Region
from textual.widget import Widget


def keep_in_sight(widget: Widget, line: int, height: int = 1) -> None:
    """Scroll whatever scrolls around `widget`, so that its content line `line` (from 0) can be seen."""
    widget.call_after_refresh(_scroll, widget, line, height)


def _scroll(widget: Widget, line: int, height: int) -> None:
    y = line + widget.gutter.top
    node = widget
    while isinstance(node.parent, Widget):
        y += node.virtual_region.y
        node = node.parent
        if node.show_vertical_scrollbar or node.allow_vertical_scroll:
            node.scroll_to_region(Region(0, y, 1, height), animate=False, x_axis=False)
            return
