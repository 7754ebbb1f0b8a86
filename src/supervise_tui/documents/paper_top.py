"""The top of a paper that is no record: the home, the day, what it is, and whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from reportlab.platypus import Flowable, HRFlowable, Spacer

from supervise_tui.documents.flowing import plain_table, words
from supervise_tui.documents.house_style import DEEP, LEFT_TO_RIGHT, TEXT_WIDTH, Styles
from supervise_tui.forms.day_words import long_date


def paper_top(styles: Styles, home: str, on: date, title: str, about: str) -> Iterator[Flowable]:
    """Give the lines at the top; `about` may begin with a name in any script."""
    top = [[words(home, styles.home), words(long_date(on), styles.record_number)]]
    edges: list[Any] = [("LEFTPADDING", (0, 0), (0, 0), 0), ("RIGHTPADDING", (-1, 0), (-1, 0), 0)]
    yield plain_table(top, [TEXT_WIDTH * 0.6, TEXT_WIDTH * 0.4], edges)
    yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=7)
    yield words(title, styles.title)
    yield words(f"{LEFT_TO_RIGHT}{about}", styles.subtitle)
    yield Spacer(0, 10)
