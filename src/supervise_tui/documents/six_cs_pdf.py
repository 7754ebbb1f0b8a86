"""The door to ratings of the six Cs on paper: light to import, reportlab comes with the call [DEV-8]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from supervise_tui.domain.six_cs import Mean, Quarter
from supervise_tui.forms.appraisal_bands import Value


@dataclass(frozen=True)
class Said:
    """A comment, with no more than its quarter: the day and the place could tell who gave it."""

    quarter: Quarter
    of_self: bool
    words: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SixCsPaper:
    """What stands on the paper: never the name of anybody who gave feedback."""

    home: str
    worker: str
    on: date
    feedback: Mapping[Value, Mean]
    own: Mapping[Value, Mean] | None
    """Of the twelve months up to `on`, as `feedback`; None where it is not for who takes the paper."""
    feedback_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    own_by_quarter: Mapping[Quarter, Mapping[Value, Mean]]
    comments: Sequence[Said] = field(default=(), repr=False)


def six_cs_pdf(paper: SixCsPaper) -> bytes:
    """Give a worker's ratings as PDF: a year in bars, quarters, comments. The same gives the same bytes."""
    from supervise_tui.documents.six_cs_drawing import draw_six_cs

    return draw_six_cs(paper)
