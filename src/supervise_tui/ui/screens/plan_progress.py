"""How a plan goes: what to talk about now, each objective drawn, the risk controls; saved as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from supervise_tui.documents.trend_lines import FINE, PLAIN, Signs, trend_lines
from supervise_tui.domain.improvement_plan import Control
from supervise_tui.domain.plan_trend import Trend
from supervise_tui.domain.procedure_words import ControlState
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.save_copy import save_and_tell
from supervise_tui.workflows import improvement_plans
from supervise_tui.workflows.improvement_plans import Progress

_MARGIN = 3
"""Cells beside the drawing: the scrollbar, and room to breathe."""
_STATES: Mapping[ControlState, str] = {
    ControlState.IN_FORCE: "in force",
    ControlState.BROKEN: "not kept",
    ControlState.LIFTED: "lifted",
}


class PlanProgress(House):
    """One page to scroll; nothing on it is decided by the program."""

    CSS_PATH = "plan_progress.tcss"
    IN_THE_DRAWER: ClassVar[bool] = True
    HELP = (
        "How the plan goes, out of its log: each entry on its day, full for met, half for partly, open for "
        "not met. The newer half of the entries is held against the older half: better, much the same, or "
        "worse. With fewer than three there is nothing to say yet.\n\n"
        "At the top stands what you agreed to talk about sooner, when the facts speak for it, with what was "
        "agreed to happen then. It is never a decision.\n\n"
        "s saves all of it as a PDF, with a drawing for each objective."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "save", "Save as PDF")]

    def __init__(self, case_id: str, name: str = "") -> None:
        super().__init__()
        self.case_id, self._person = case_id, name
        self._progress: Progress | None = None
        self._asked = False

    def where(self) -> str:
        """Say whose plan it is."""
        return f"{self._person} › How the plan goes" if self._person else "How the plan goes"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        case_id, name = self.case_id, self._person
        return lambda: PlanProgress(case_id, name)

    def compose_body(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page"):
            yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.set_focus(self.query_one("#page"))

    def look_again(self) -> None:
        """Look again."""
        desk, case_id = self.desk, self.case_id
        self.run_slow(lambda: improvement_plans.progress(desk, case_id), self._show, word="")

    def on_resize(self) -> None:
        """Draw it anew to the new width."""
        if self._asked:
            self._show(self._progress)

    def _show(self, found: Progress | None) -> None:
        self._progress, self._asked = found, True
        told = self.query_one("#told", Static)
        if found is None:
            told.update("There is no plan yet. Once one is signed, its objectives stand here.")
            return
        signs = PLAIN if self.house.plain_lines else FINE
        told.update(Content("\n").join(_page(found, max(20, self.size.width - _MARGIN), signs)))

    def action_save(self) -> None:
        """Save it as a PDF where they say."""
        desk, case_id = self.desk, self.case_id
        if self._progress is None:
            self.show_note("There is no plan to save yet.")
            return
        save_and_tell(
            self,
            "Where should it go?",
            "The page names the worker and tells of their plan. Outside the cabinet it can be read by anyone "
            "who can open that folder.",
            "Save the PDF",
            lambda folder: improvement_plans.save_progress(desk, case_id, folder),
        )


def _page(found: Progress, width: int, signs: Signs) -> Iterator[Content]:
    """Give the lines of the page."""
    for prompt in found.prompts:
        yield Content.styled(f"Talk about it: {prompt.because}", "bold")
        if prompt.then:
            yield Content(f"Agreed for then: {prompt.then}")
    if found.prompts:
        yield Content("")
    yield Content(found.held)
    yield Content(f"The next review is on {long_date(found.review_on)}.")
    for objective, milestone in found.late:
        yield Content(f"By {long_date(milestone.by)}: {milestone.what} ({objective.words})")
    for number, one in enumerate(found.trends, 1):
        yield from _objective(number, one, width, signs)
    if found.controls:
        yield Content("")
        yield Content.styled("Risk controls", "bold $primary")
        for control in found.controls:
            yield _control(control)


def _objective(number: int, trend: Trend, width: int, signs: Signs) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(f"{number}. {trend.objective.words}", "bold $primary")
    if trend.objective.criterion:
        yield Content(f"Good enough: {trend.objective.criterion}")
    for line in trend_lines(trend, width, signs):
        yield Content(line)


def _control(one: Control) -> Content:
    since = f" since {long_date(one.since)}" if one.since else ""
    by = f", says {one.by_whom}" if one.by_whom else ""
    said = f"{one.what}: {_STATES[one.state]}{since}{by}"
    return Content.styled(f"! {said}", "bold") if one.is_broken else Content(said)
