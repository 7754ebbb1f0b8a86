"""Reads a day on the command line as people say it, and shows days."""

from __future__ import annotations

from datetime import date


def day_said(text: str | None, today: date) -> date | None:
    """Give the day `text` means, None for None; BadInput in plain words."""
    if text is None:
        return None
    from supervise_tui.domain.said_dates import parse_said_date

    return parse_said_date(text, today)


def iso(day: date | None) -> str | None:
    """Give 2026-11-28, or None."""
    return None if day is None else day.isoformat()
