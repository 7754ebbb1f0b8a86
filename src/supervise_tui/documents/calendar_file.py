"""Planned talks as a calendar file (RFC 5545) that other programs take in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

LONDON = ZoneInfo("Europe/London")
"""All four nations keep this clock; the file carries its summer time."""
KEPT_FREE = timedelta(minutes=90)
"""A formal supervision takes 60 to 90 minutes: nothing else is booked into it."""


@dataclass(frozen=True, kw_only=True)
class PlannedTalk:
    """One planned supervision."""

    id: str
    """Stays the same when the talk is moved, so that a calendar moves its entry too."""
    on: date
    at: time | None = None
    """Wall-clock time in the United Kingdom; without one it is an entry for the whole day."""
    title: str
    place: str = ""


def calendar_file(talks: Iterable[PlannedTalk], made_at: datetime) -> bytes:
    """Give the file; `made_at` carries its offset. Entries are marked private."""
    calendar = Calendar()
    calendar.add("prodid", "-//supervise-tui//planned supervisions//EN")
    calendar.add("version", "2.0")
    for talk in talks:
        calendar.add_component(_event(talk, made_at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(talk: PlannedTalk, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{talk.id}@supervise-tui")
    event.add("dtstamp", made_at.astimezone(ZoneInfo("UTC")))
    if talk.at is None:
        event.add("dtstart", talk.on)
    else:
        start = datetime.combine(talk.on, talk.at, LONDON)
        event.add("dtstart", start)
        event.add("dtend", start + KEPT_FREE)
    event.add("summary", talk.title)
    event.add("class", "PRIVATE")
    if talk.place:
        event.add("location", talk.place)
    return event
