"""The formal procedure as a picture: where a case stands in it, and its numbers as they count here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from supervise_tui.domain.procedure_diagram import HERE, diagram
from supervise_tui.forms.procedure_policy import TERMS
from supervise_tui.ui.screens.base import House
from supervise_tui.workflows import case_standing
from supervise_tui.workflows.case_standing import CaseView


class PlanProcedure(House):
    """One page to scroll; nothing can be done on it."""

    WHERE = "The procedure"
    CSS_PATH = "plan_progress.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "How one step leads to the next, from top to bottom; to the right stand the ways out. The mark shows "
        f"where this case stands: {HERE}. Below stand the numbers as they count here; an organisation can "
        "change them in a file of its own."
    )

    def __init__(self, case_id: str) -> None:
        super().__init__()
        self.case_id = case_id

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        return partial(PlanProcedure, self.case_id)

    def compose_body(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page"):
            yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll, and look up where the case stands."""
        self.set_focus(self.query_one("#page"))
        desk, case_id = self.desk, self.case_id
        self.run_slow(lambda: case_standing.case_view(desk, case_id), self._show, word="")

    def _show(self, view: CaseView) -> None:
        drawn = diagram(view.standing.state).splitlines()
        at = next((place for place, line in enumerate(drawn) if HERE in line), 0)
        lines = [Content(line) for line in drawn]
        # The box alone: what stands beside it are ways out, none of them taken.
        lines[at] = lines[at].stylize("bold", 0, drawn[at].find("│", 1) + 1)
        policy = self.desk.library.procedure()
        lines += [Content(""), Content("The numbers as they count here").stylize("bold")]
        lines += [Content(f"{words}: {getattr(policy, key).words}") for key, words in TERMS.items()]
        self.query_one("#told", Static).update(Content("\n").join(lines))
        page = self.query_one("#page", VerticalScroll)
        page.call_after_refresh(page.scroll_to, y=max(0, at - 4), animate=False)
