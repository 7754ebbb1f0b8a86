"""The course of an improvement plan, made through the workflows as people make it: signed, written, dated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.improvement_plan import Plan, plan_in_force
from supervise_tui.domain.people import Worker
from supervise_tui.domain.procedure_words import EntryKind
from supervise_tui.forms.definition import Role
from supervise_tui.workflows import hold_supervision, improvement_plans, plan_cases, sign_off
from supervise_tui.workflows.case_standing import CaseView, case_view
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.plans_desk import plans_desk
from tests.forms.test_filled import FILLED
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, choose_secrets

_NOBODY_YET: Mapping[str, Mapping[str, Json]] = {
    "support": {"who": "Ida Brandt"},
    "controls": {"checked_by": "Ida Brandt"},
    "checks": {"who": "Ida Brandt"},
    "progress": {"result": "partly"},
    "help_given": {"given": "was_there"},
    "safeguards": {"state": "in_force", "evidence": "The rota of the week"},
}
"""What rows that are begun by the program still need, by question."""
_BY_DATES = ("held_on", "raised_on", "starts_on", "ends_on", "next_review_on", "advised_on", "outcome_by")
"""Days of the examples; a course has its own."""


@dataclass
class PlanCourse:
    """One case, and the clock that its days go by."""

    desk: Desk
    worker: Worker
    clock: Clock
    case: str = ""

    def begin(self) -> PlanCourse:
        """Open the case."""
        choose_secrets(self.desk, self.worker)
        self.case = plan_cases.open_case(self.desk, self.worker.id).id
        return self

    def day(self, days: int = 0) -> str:
        """Give the day so many days from today."""
        return (self.desk.today + timedelta(days=days)).isoformat()

    @property
    def view(self) -> CaseView:
        """How the case stands now."""
        return case_view(self.desk, self.case)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.view.standing.state.value

    @property
    def plan(self) -> Plan:
        """The plan that is agreed."""
        found = plan_in_force(self.view.file.entries)
        assert found is not None
        return found

    def signed(self, kind: str, **own: Json) -> str:
        """Write a record with what is known and good answers for the rest, and have both sign it."""
        sheet = improvement_plans.begin(self.desk, self.case, kind)
        self.finish(sheet.record.id, kind, **own)
        return sheet.record.id

    def finish(self, record_id: str, kind: str, **own: Json) -> None:
        """Give a begun record good answers for the rest, and have both sign it."""
        desk = plans_desk(self.desk)
        self.still_open(record_id, kind, **own)
        sign_off.offer(desk, record_id)
        sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
        sign_off.sign(desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)

    def still_open(self, record_id: str, kind: str, **own: Json) -> None:
        """Give a begun record good answers for the rest; nobody signs it yet."""
        desk = plans_desk(self.desk)
        fill(desk, hold_supervision.open_sheet(desk, record_id), kind, {"held_on": self.day(), **own})

    def wrote(self, kind: str, **own: Json) -> None:
        """Write a small form into the case, of today unless it says another day."""
        form = improvement_plans.entry_form(self.desk, self.case, kind)
        draft = plan_cases.new_entry(self.desk, self.case, kind, form)
        said = {**FILLED[f"improvement.{kind}"], "day": self.day(), **own}
        kept = plan_cases.save_entry(self.desk, draft, said, form)
        plan_cases.add_entry(self.desk, kept, form)

    def concern(self) -> None:
        """The written concern, talked about a week before."""
        self.signed("concern", raised_on=self.day(-7))

    def agreed(self, template: str = "") -> None:
        """The plan, from today."""
        record_id = improvement_plans.begin_plan(self.desk, self.case, template).record.id
        self.finish(record_id, "plan", **self.eight_weeks())

    def eight_weeks(self) -> dict[str, Json]:
        """Give the days of a plan that begins today."""
        return {"starts_on": self.day(), "ends_on": self.day(55), "next_review_on": self.day(14)}

    def reviewed(self, outcome: str, improvement: str, **own: Json) -> None:
        """A review with what came of it."""
        self.signed(
            "review", outcome=outcome, improvement=improvement, **{"next_review_on": self.day(14), **own}
        )

    def called(self, meeting: str, in_days: int = 8) -> None:
        """HR asked, and the worker invited in writing."""
        self.wrote("advice", about=[meeting])
        self.wrote("invitation", meeting=meeting, meeting_on=self.day(in_days))


def fill(desk: Desk, sheet: Sheet, kind: str, own: Mapping[str, Json]) -> None:
    """Give the answers that a begun record still needs, in the drawer."""
    hold_supervision.save(desk, sheet.record.id, still_to_say(sheet, kind, own))


def still_to_say(sheet: Sheet, kind: str, own: Mapping[str, Json]) -> dict[str, Json]:
    """Say what a begun record still needs: its own answers, else those of the example.

    Of rows that the program begun, `own` may say what each gets: {"progress": {"result": "met"}}.
    """
    said, example = sheet.answers, FILLED[f"improvement.{kind}"]
    rest = {
        key: value
        for key, value in example.items()
        if said.get(key) in (None, []) and key not in _BY_DATES and key != "prevention"
    }
    rows = {key: one for key, one in own.items() if isinstance(one, dict) and isinstance(said.get(key), list)}
    nobody = {key: {**more, **rows.get(key, {})} for key, more in _NOBODY_YET.items()}
    if kind == EntryKind.REVIEW:
        nobody["progress"].setdefault("evidence", "The log")
    begun = {key: _with(said.get(key), more) for key, more in nobody.items() if said.get(key)}
    return {**rest, **begun, **{key: one for key, one in own.items() if key not in rows}}


def _with(rows: Json, more: Mapping[str, Json]) -> list[Json]:
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [{**more, **row} for row in found]
