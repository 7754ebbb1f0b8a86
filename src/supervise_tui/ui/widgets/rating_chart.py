"""A chart of both sides' ratings over time, of block characters and numbers: read without colour too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from supervise_tui.workflows.ratings_over_time import RatedTalk

MOST_LEVELS = 10
"""Lines of bars; a longer scale is drawn in steps, its numbers stay exact."""
_LEFT = 5
_STYLES = ("$primary", "$success")


@dataclass(frozen=True)
class Inks:
    """What the bars and lines are drawn with."""

    worker: str
    supervisor: str
    side: str
    line: str


FINE = Inks("█", "▒", "│", "─")
PLAIN = Inks("#", ":", "|", "-")
"""For terminals without block characters."""


class RatingChart(Static):
    """Shows as many talks as fit, up to a given one."""

    def __init__(self, *, plain: bool, id: str | None = None) -> None:  # noqa: A002 - as in every widget
        super().__init__("", id=id, markup=False)
        self._inks = PLAIN if plain else FINE
        self._talks: tuple[RatedTalk, ...] = ()
        self._chosen = 0

    def show(self, talks: Sequence[RatedTalk], chosen: int) -> None:
        """Show these talks, oldest first, so that the one at `chosen` is among them."""
        self._talks, self._chosen = tuple(talks), chosen
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw what fits."""
        return draw(self._talks, self._chosen, self.size.width, self._inks)


def draw(talks: Sequence[RatedTalk], chosen: int, width: int, inks: Inks = FINE) -> Content:
    """Draw the chart in `width` cells: bars, their numbers, days and years; `chosen` is marked ^."""
    if not talks:
        return Content("")
    lowest = min(talk.worth.lowest for talk in talks)
    highest = max(talk.worth.highest for talk in talks)
    bar = max(2, len(str(highest)) + 1)
    column = max(6, 2 * bar + 1)
    fits = max(1, (width - _LEFT) // column)
    first = max(0, min(len(talks) - fits, chosen - fits // 2))
    seen = talks[first : first + fits]
    step = max(1, -(-(highest - lowest + 1) // MOST_LEVELS))
    lines = [
        _bars(seen, level, lowest=lowest, bar=bar, column=column, inks=inks)
        for level in range(highest, lowest - 1, -step)
    ]
    gap = " " * _LEFT
    lines.append(Content(" " * (_LEFT - 1) + inks.side.replace("│", "└") + inks.line * (column * len(seen))))
    lines.append(_numbers(seen, bar, column))
    days = [f"{talk.held_on.day:02}/{talk.held_on.month:02}" for talk in seen]
    lines.append(Content(gap + "".join(f"{day:<{column}}" for day in days)))
    years = [
        str(talk.held_on.year) if at == 0 or seen[at - 1].held_on.year != talk.held_on.year else ""
        for at, talk in enumerate(seen)
    ]
    lines.append(Content(gap + "".join(f"{year:<{column}}" for year in years)))
    marks = ["^" if first + at == chosen else "" for at in range(len(seen))]
    lines.append(Content(gap + "".join(f"{' ' * (bar - 1) + mark:<{column}}" for mark in marks)))
    return Content("\n").join(line.rstrip() for line in lines)


def _bars(
    seen: Sequence[RatedTalk], level: int, *, lowest: int, bar: int, column: int, inks: Inks
) -> Content:
    parts: list[str | Content | tuple[str, str]] = [f"{level:>{_LEFT - 2}} {inks.side}"]
    for talk in seen:
        for given, ink, style in (
            (talk.worth.worker, inks.worker, _STYLES[0]),
            (talk.worth.supervisor, inks.supervisor, _STYLES[1]),
        ):
            parts.append((ink * bar, style) if max(given, lowest) >= level else " " * bar)
        parts.append(" " * (column - 2 * bar))
    return Content.assemble(*parts)


def _numbers(seen: Sequence[RatedTalk], bar: int, column: int) -> Content:
    cells = [f"{talk.worth.worker:>{bar}}{talk.worth.supervisor:>{bar}}".ljust(column) for talk in seen]
    return Content.styled(" " * (_LEFT - 1) + " " + "".join(cells), "bold")
