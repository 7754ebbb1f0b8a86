"""Draws the pages of a record and says where each signature goes."""

from __future__ import annotations

from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.panels import Seats
from supervise_tui.documents.record_story import Story
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form


def draw_pages(content: Content, form: Form) -> tuple[bytes, Seats]:
    """Give the pages as PDF and the seat of each signature; the same content gives the same bytes."""
    story = Story(content, form)
    left = f"Record {content.number}  ·  fingerprint begins {content.fingerprint[:8]}"
    who = "the two who" if len(content.expected) <= 2 else "those who"
    middle = f"Private to {who} signed it and those who answer for them"  # [REC-5]
    return lay_out(story.flowables(), (left, middle)), story.seats
