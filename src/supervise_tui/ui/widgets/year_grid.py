"""A year as twelve lines of days: letters, never colour alone, say what each day was."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TypeAlias

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from supervise_tui.domain.year_view import (
    AWAY,
    LEGEND,
    OVERDUE,
    SUPERVISOR_AWAY,
    TODAY,
    Day,
    MarkKind,
    Year,
)
from supervise_tui.forms.day_words import MONTHS

_LABEL = 4
_MOST_DAYS = 31
_WIDE = 3
_ROOM_FOR_MINUTES = 14
_NUMBERED = (1, 5, 10, 15, 20, 25, 30)
_CHOSEN = "reverse bold"
_STYLES = {
    MarkKind.HELD: "bold $success",
    MarkKind.BEGUN: "bold $primary",
    MarkKind.PLANNED: "bold $primary",
    MarkKind.NOT_HELD: "bold $error",
    MarkKind.MISSED: "bold $error",
    MarkKind.DUE: "bold $warning",
    MarkKind.CANCELLED: "$foreground",
    MarkKind.MOVED: "$foreground",
    MarkKind.INFORMAL: "$primary",
}
_QUIET = "$text-muted"
_OF_SIGNS = {OVERDUE: "$error", AWAY: _QUIET, SUPERVISOR_AWAY: _QUIET, TODAY: "bold underline $foreground"}

_Part: TypeAlias = tuple[str, str]


class YearGrid(Static):
    """Shows a year and the day that is chosen; a click chooses another."""

    class Clicked(Message):
        """Somebody clicked on a day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, *, plain: bool, id: str | None = None) -> None:  # noqa: A002 - as in every widget
        super().__init__("", id=id, markup=False)
        self._dot = "." if plain else "·"
        self._year: Year | None = None
        self._chosen: date | None = None

    def show(self, year: Year, chosen: date | None) -> None:
        """Show this year, with a day marked."""
        self._year, self._chosen = year, chosen
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw what the width holds."""
        if self._year is None:
            return Content("")
        return draw(self._year, self._chosen, self.size.width, self._dot)

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the mouse."""
        if self._year is None:
            return
        day = (event.x - _LABEL) // cell_width(self.size.width) + 1
        month = event.y
        if 1 <= month <= 12 and 1 <= day <= monthrange(self._year.year, month)[1]:
            self.post_message(self.Clicked(date(self._year.year, month, day)))


def cell_width(width: int) -> int:
    """Give how many cells a day takes."""
    return _WIDE if width >= _LABEL + _WIDE * _MOST_DAYS + _ROOM_FOR_MINUTES else 2


def draw(year: Year, chosen: date | None, width: int, dot: str = "·") -> Content:
    """Draw the numbers of the days, then a line a month; `chosen` stands out."""
    wide = cell_width(width)
    lines = [_heads(year, wide)]
    lines += [_month(year, month, chosen, wide, dot) for month in range(1, 13)]
    return Content("\n").join(lines)


def legend(width: int) -> Content:
    """Say what the letters mean, in lines of `width` cells; no letter is parted from its words."""
    lines: list[list[Content]] = [[]]
    used = 0
    for sign, words in LEGEND:
        piece = Content.assemble((sign, "bold"), f" {words}")
        if lines[-1] and used + len(piece) > width:
            lines.append([])
            used = 0
        lines[-1].append(piece)
        used += len(piece) + 2
    return Content("\n").join(Content("  ").join(line) for line in lines)


def _heads(year: Year, wide: int) -> Content:
    days = "".join(
        f"{day if day in _NUMBERED else '':<{wide}}" if day != _MOST_DAYS else " " * wide
        for day in range(1, _MOST_DAYS + 1)
    )
    minutes = "informal" if _has_minutes(year) else ""
    return Content.styled(f"{'':<{_LABEL}}{days}{minutes}", _QUIET)


def _has_minutes(year: Year) -> bool:
    return bool(year.informal_wanted) or year.count(MarkKind.INFORMAL) > 0


def _month(year: Year, month: int, chosen: date | None, wide: int, dot: str) -> Content:
    parts: list[_Part] = [(f"{MONTHS[month - 1][:3]:<{_LABEL}}", "bold")]
    last = monthrange(year.year, month)[1]
    for number in range(1, last + 1):
        day = year.day(date(year.year, month, number))
        parts += _cell(day, wide, dot, chosen=day.day == chosen)
    parts.append((" " * wide * (_MOST_DAYS - last), ""))
    if _has_minutes(year):
        parts.append((_minutes(year, month, wide), ""))
    return Content.assemble(*_joined(parts)).rstrip()


def _cell(day: Day, wide: int, dot: str, *, chosen: bool) -> list[_Part]:
    """The sign of the day, then what goes on behind it: the letter of a second mark, an absence."""
    filler = AWAY if day.away else SUPERVISOR_AWAY if day.supervisor_away else " "
    second = day.marks[1].kind.letter if len(day.marks) > 1 else ""
    behind = (second if wide == _WIDE else "+" if second else "").ljust(wide - 1, filler)
    sign = day.sign or (dot if day.works else " ")
    style = _STYLES[day.marks[0].kind] if day.marks else _OF_SIGNS.get(day.sign, _QUIET)
    return [(sign, _CHOSEN if chosen else style), (behind, _QUIET)]


def _minutes(year: Year, month: int, wide: int) -> str:
    minutes, wanted = year.informal_minutes(month), year.informal_wanted
    if not minutes and not year.runs_in(month):
        return ""
    if wide == _WIDE:
        return f"{minutes} of {wanted} min" if wanted else f"{minutes} min"
    return f"{minutes}/{wanted} min" if wanted else f"{minutes} min"


def _joined(parts: list[_Part]) -> list[_Part]:
    """Neighbours of one style as one part: a year has many plain days."""
    found: list[_Part] = []
    for text, style in parts:
        if found and found[-1][1] == style:
            found[-1] = (found[-1][0] + text, style)
        else:
            found.append((text, style))
    return found
