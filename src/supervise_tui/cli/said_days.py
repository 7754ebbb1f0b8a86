"""Reads a day on the command line as people say it, and shows days."""

from __future__ import annotations

from datetime import date

from supervise_tui.problems import BadInput


def day_said(text: str | None, today: date) -> date | None:
    """Give the day `text` means, None for None; BadInput in plain words."""
    if text is None:
        return None
    from supervise_tui.domain.said_dates import parse_said_date

    return parse_said_date(text, today)


def past_day_said(text: str | None, today: date) -> date | None:
    """Give the day `text` means as `day_said` does; BadInput if it is still to come."""
    day = day_said(text, today)
    if day is not None and day > today:
        raise BadInput(
            f"{day:%d/%m/%Y} is still to come, so nothing was held since.",
            "Say a day that has been: 3 months ago, 1/4/2026.",
        )
    return day


def iso(day: date | None) -> str | None:
    """Give 2026-11-28, or None."""
    return None if day is None else day.isoformat()
