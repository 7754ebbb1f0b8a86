"""The calendar file: read back by a parser, over the change of clocks, with any name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event

from supervise_tui.documents.calendar_file import LONDON, PlannedTalk, calendar_file

MADE = datetime(2026, 11, 17, 14, 5, tzinfo=LONDON)


def talk(
    on: date, at: time | None = time(14, 30), title: str = "Supervision", place: str = ""
) -> PlannedTalk:
    return PlannedTalk(id="r1", on=on, at=at, title=title, place=place)


def only_event(raw: bytes) -> Event:
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    return event


@pytest.mark.parametrize(
    ("on", "hour_in_utc"),
    [
        (date(2027, 3, 27), 14),
        (date(2027, 3, 28), 13),  # the clocks go forward in the night before
        (date(2027, 10, 30), 13),
        (date(2027, 10, 31), 14),
    ],
)
def test_half_past_two_is_half_past_two_in_summer_and_in_winter(on: date, hour_in_utc: int) -> None:
    raw = calendar_file([talk(on)], MADE)
    event = only_event(raw)
    start, end = event.start, event.end
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    assert (start.hour, start.minute, start.astimezone(UTC).hour) == (14, 30, hour_in_utc)
    assert end - start == timedelta(minutes=90)
    assert b"BEGIN:VTIMEZONE" in raw
    assert b"TZID=Europe/London" in raw


def test_a_talk_without_a_time_is_an_entry_for_the_day() -> None:
    raw = calendar_file([talk(date(2026, 12, 1), at=None)], MADE)
    assert b"DTSTART;VALUE=DATE:20261201" in raw
    assert b"DTEND" not in raw


def test_names_of_any_script_and_commas_come_back_whole() -> None:
    title = "Supervision: Ania Wójcik-Łęcka; " + "Nguyễn Thị Thu Hà, \\ " * 6
    raw = calendar_file(
        [talk(date(2026, 12, 1), title=title.strip(), place="Office 2, first floor\nleft")], MADE
    )
    event = only_event(raw)
    assert str(event["SUMMARY"]) == title.strip()
    assert str(event["LOCATION"]) == "Office 2, first floor\nleft"
    assert (str(event["UID"]), str(event["CLASS"])) == ("r1@supervise-tui", "PRIVATE")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_no_talk_makes_an_empty_calendar() -> None:
    assert b"VEVENT" not in calendar_file([], MADE)
