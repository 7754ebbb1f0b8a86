"""A chart of the means of the six Cs, of block characters and numbers: read without colour too [DEV-8]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets import Static

from supervise_tui.domain.six_cs import HIGHEST, Mean, Quarter
from supervise_tui.forms.appraisal_bands import Value

_LABEL = 14
_NUMBER = len("too few")
_LONGEST_BAR, _SHORTEST_BAR = 30, 4
_QUARTER = 16
"""Cells of a quarter: a short bar, its number, a gap."""
_STYLES = {"feedback": "$success", "own": "$primary"}
_HEADS = {"feedback": "Feedback", "own": "The worker's own view"}
_INKS = {"feedback": "█", "own": "▒"}
_PLAIN_INKS = {"feedback": "#", "own": ":"}
"""For terminals without block characters."""

Means = Mapping[Value, Mean]


class SixCsChart(Static):
    """Shows the year, both sides beside each other, or one side quarter by quarter."""

    def __init__(self, *, plain: bool, id: str | None = None) -> None:  # noqa: A002 - as in every widget
        super().__init__("", id=id, markup=False)
        self._inks = _PLAIN_INKS if plain else _INKS
        self._sides: dict[str, Means] = {}
        self._quarters: Mapping[Quarter, Means] = {}
        self._side = ""

    def show_year(self, feedback: Means, own: Means | None) -> None:
        """Show the means of a year; without `own` feedback alone."""
        self._sides = {"feedback": feedback} if own is None else {"feedback": feedback, "own": own}
        self._side = ""
        self.refresh(layout=True)

    def show_quarters(self, quarters: Mapping[Quarter, Means], side: str) -> None:
        """Show as many of the last quarters as fit, of `side`: feedback or own."""
        self._quarters, self._side = quarters, side
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw what fits."""
        width = self.size.width
        if self._side:
            return draw_quarters(self._quarters, width, self._inks[self._side], _STYLES[self._side])
        return draw_year(self._sides, width, self._inks)


def draw_year(sides: Mapping[str, Means], width: int, inks: Mapping[str, str] = _INKS) -> Content:
    """Draw a line for each C in `width` cells: a bar and its mean for each side, of how many answers."""
    if not sides:
        return Content("")
    beside = _NUMBER + len(" (999)  ") + 1
    bar = min(_LONGEST_BAR, max(_SHORTEST_BAR, (width - _LABEL) // len(sides) - beside))
    heads = "".join(f"{_HEADS[side]:<{bar + beside}}" for side in sides)
    lines = [
        Content.assemble(
            f"{value.value.capitalize():<{_LABEL}}",
            *(
                part
                for side, means in sides.items()
                for part in (*_bar(means[value], bar, inks[side], _STYLES[side]), _of(means[value]))
            ),
        ).rstrip()
        for value in Value
    ]
    return Content("\n").join([Content.styled(f"{'':<{_LABEL}}{heads.rstrip()}", "bold"), *lines])


def draw_quarters(
    quarters: Mapping[Quarter, Means], width: int, ink: str = _INKS["feedback"], style: str = ""
) -> Content:
    """Draw a line for each C in `width` cells, a short bar and its mean for each of the last quarters."""
    fits = max(1, (width - _LABEL) // _QUARTER)
    shown: Sequence[Quarter] = sorted(quarters)[-fits:]
    if not shown:
        return Content("No quarter has an answer yet.")
    bar = _QUARTER - _NUMBER - 2
    head = " " * _LABEL + "".join(f"{quarter.words:<{_QUARTER}}" for quarter in shown)
    lines = [Content.styled(head.rstrip(), "bold")]
    for value in Value:
        parts = [
            part for quarter in shown for part in (*_bar(quarters[quarter][value], bar, ink, style), " ")
        ]
        lines.append(Content.assemble(f"{value.value.capitalize():<{_LABEL}}", *parts).rstrip())
    return Content("\n").join(lines)


def _bar(mean: Mean, width: int, ink: str, style: str) -> tuple[tuple[str, str], str]:
    """Give the bar in `width` cells and the words beside it: 0 is empty, the highest mark is full."""
    exact = mean.exact
    cells = max(1, round(float(exact) * width / HIGHEST)) if exact is not None else 0
    return (f"{ink * cells:<{width}}", style), f" {mean.words or '-':<{_NUMBER}}"


def _of(mean: Mean) -> str:
    # "3.7 of 6" would read as a mark out of six.
    return f" {f'({mean.answers})':<7}"
