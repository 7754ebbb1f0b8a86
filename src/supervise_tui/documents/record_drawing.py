"""Draws the pages of a record and says where each signature goes."""

from __future__ import annotations

from supervise_tui.documents.letter_drawing import draw_letter
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.older_layouts import drawn_before_4
from supervise_tui.documents.panels import Seats
from supervise_tui.documents.record_story import Story
from supervise_tui.domain.kinds import LETTER
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form


def draw_pages(content: Content, form: Form) -> tuple[bytes, Seats]:
    """Give the pages as PDF and the seat of each signature; the same content gives the same bytes."""
    if content.makes == LETTER:
        return draw_letter(content, form)
    story = Story(content, form)
    left = f"Record {content.number}  ·  fingerprint begins {content.fingerprint[:8]}"
    middle = f"Private to {_who(content)} signed it and those who answer for them"  # [REC-5]
    return lay_out(story.flowables(), (left, middle)), story.seats


def _who(content: Content) -> str:
    """Who signed it: of a paper copy one typist signs what two have signed before."""
    if len(content.expected) > 2:
        return "those who"
    alone = len(content.expected) == 1 and content.paper is None and not content.declined
    return "whoever" if alone and not drawn_before_4(content) else "the two who"
