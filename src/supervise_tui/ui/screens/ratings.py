"""How worthwhile both sides found their talks, as a chart and as a list [SES-10]."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.forms.day_words import long_date
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.rating_chart import FINE, PLAIN, RatingChart
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.ratings_over_time import RatedTalk, Ratings, ratings_over_time


class RatingsScreen(House):
    """The chart above, the talks below, newest first; moving in the list moves the chart."""

    CSS_PATH = "ratings.tcss"
    HELP = (
        "At the end of each supervision both of you say how worthwhile it was, each without seeing the "
        "other's number. Here you see how that went over time: full bars are the worker's, shaded ones "
        "the supervisor's, with the numbers below.\n\n"
        "Move in the list to see older talks in the chart. Enter opens the record."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Open the record")]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self._person = name
        self._talks: tuple[RatedTalk, ...] = ()

    def where(self) -> str:
        """Say whose talks they are."""
        return f"{self._person} › Ratings" if self._person else "Ratings"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        worker_id, name = self.worker_id, self._person
        return lambda: RatingsScreen(worker_id, name)

    def compose_body(self) -> ComposeResult:
        """Lay out the words, the chart and the list."""
        yield Static("", id="legend", markup=False)
        yield RatingChart(plain=self.house.plain_lines, id="chart")
        yield Static("", id="summary", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(lambda: ratings_over_time(desk, worker_id), self._show, word="")

    def _show(self, ratings: Ratings) -> None:
        self._talks = ratings.talks
        legend, summary = self.query_one("#legend", Static), self.query_one("#summary", Static)
        if not ratings.talks:
            self.query_one(RowList).show([heading("No supervision has been rated by both of you yet.")])
            return
        inks = PLAIN if self.house.plain_lines else FINE
        last = ratings.talks[-1].worth
        ends = f"{last.lowest} {last.lowest_label}, {last.highest} {last.highest_label}".replace(" ,", ",")
        legend.update(
            Content.assemble(
                (inks.worker * 2, "$primary"),
                " worker  ",
                (inks.supervisor * 2, "$success"),
                f" supervisor   ({ends.strip()})",
            )
        )
        summary.update(_summary(ratings.talks))
        self.query_one(RowList).show(
            [
                Row(
                    talk.record.id,
                    (
                        long_date(talk.held_on),
                        f"no. {talk.record.number}",
                        f"worker {talk.worth.worker}",
                        f"supervisor {talk.worth.supervisor}",
                    ),
                )
                for talk in reversed(ratings.talks)
            ]
        )
        self._point()

    @on(OptionList.OptionHighlighted)
    def _point(self) -> None:
        chosen = self.query_one(RowList).chosen
        at = next(
            (at for at, talk in enumerate(self._talks) if talk.record.id == chosen), len(self._talks) - 1
        )
        self.query_one(RatingChart).show(self._talks, at)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Open the record under the cursor."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, record_id: str) -> None:
        talk = next((talk for talk in self._talks if talk.record.id == record_id), None)
        if talk is not None:
            self.house.push_screen(file_rooms.for_record(talk.record))


def _summary(talks: tuple[RatedTalk, ...]) -> str:
    """Say the chart in a sentence."""
    workers = [talk.worth.worker for talk in talks]
    supervisors = [talk.worth.supervisor for talk in talks]
    if len(talks) == 1:
        return f"One talk so far: the worker gave {workers[0]}, the supervisor {supervisors[0]}."
    return f"{len(talks)} talks. Worker: {_trend(workers)}. Supervisor: {_trend(supervisors)}."


def _trend(numbers: list[int]) -> str:
    mean = sum(numbers) / len(numbers)
    change = numbers[-1] - numbers[-2]
    words = "as before" if change == 0 else (f"up {change}" if change > 0 else f"down {-change}")
    return f"last {numbers[-1]} ({words}), mean {mean:.1f}"
