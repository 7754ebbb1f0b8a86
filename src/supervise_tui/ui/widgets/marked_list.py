"""A list whose cursor can be seen without colour."""

from __future__ import annotations

from dataclasses import replace

from textual.style import Style
from textual.widgets import OptionList


class MarkedList(OptionList):
    """An OptionList that draws the "reverse" of its styles.

    Textual 8.2 leaves it out of a component's style, and in the colourless look nothing else
    shows where the cursor is.
    """

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Add "reverse" where the style sheet asks for it."""
        style = super().get_visual_style(*component_classes, partial=partial)
        reverse = any(self.get_component_styles(name).text_style.reverse for name in component_classes)
        return replace(style, reverse=True) if reverse else style
