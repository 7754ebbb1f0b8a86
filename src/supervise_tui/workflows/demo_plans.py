"""The improvement plans of the demo home: one that went well and is over, one that runs.

Told in TOML like the stories, with days counted back from today; written and signed as people do it.
"""

from __future__ import annotations

import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files

from supervise_tui.canonical import Json
from supervise_tui.domain.improvement_plan import plan_in_force
from supervise_tui.domain.people import Nation
from supervise_tui.domain.procedure_words import HELD_ON, OBJECTIVE, SIGNED, EntryKind
from supervise_tui.domain.record import Record
from supervise_tui.domain.working_days import next_working_day
from supervise_tui.workflows import hold_supervision, improvement_plans, plan_cases, sign_off
from supervise_tui.workflows.demo_between import SignAll
from supervise_tui.workflows.desk import Desk

_DAYS = re.compile(r"([+-]\d+) days")


@dataclass(frozen=True, kw_only=True)
class PlanStep:
    """One thing that happens in a plan."""

    worker: str
    kind: str
    days_ago: int
    time: str
    template: str
    """What the plan begins with."""
    rows: Mapping[str, Mapping[str, Json]] = field(repr=False)
    """By question: what each row that the program has begun still needs."""
    answers: Mapping[str, Json] = field(repr=False)


def plan_steps() -> tuple[PlanStep, ...]:
    """Read all steps of all plans, in the order of each."""
    story = files("supervise_tui.workflows") / "demo_stories" / "between" / "plans.toml"
    return tuple(
        PlanStep(
            worker=raw["worker"],
            kind=raw["kind"],
            days_ago=raw["days_ago"],
            time=raw["time"],
            template=raw.get("template", ""),
            rows=raw.get("rows", {}),
            answers=raw["answers"],
        )
        for raw in tomllib.loads(story.read_text("utf-8"))["step"]
    )


def take_step(plans: Desk, step: PlanStep, worker_id: str, nation: Nation, sign: SignAll) -> None:
    """Write one step into the worker's plan on the day that the clock shows; a concern opens it."""
    if step.kind == EntryKind.CONCERN:
        case = plan_cases.open_case(plans, worker_id).id
    else:
        case = next(one.id for one, whose in plan_cases.cases(plans) if whose.id == worker_id)
    told = {key: _told(value, plans.today, nation) for key, value in step.answers.items()}
    if step.kind in SIGNED:
        sign(_record(plans, case, step, told))
        return
    form = improvement_plans.entry_form(plans, case, step.kind)
    draft = plan_cases.new_entry(plans, case, step.kind, form)
    objectives = _objectives(plans, case)
    named = told.get(OBJECTIVE)
    if isinstance(named, int):
        told[OBJECTIVE] = objectives[named - 1]
    plan_cases.add_entry(plans, plan_cases.save_entry(plans, draft, told, form), form)


def _record(plans: Desk, case: str, step: PlanStep, told: dict[str, Json]) -> Record:
    if step.template:
        sheet = improvement_plans.begin_plan(plans, case, step.template)
    else:
        sheet = improvement_plans.begin(plans, case, step.kind)
    begun = {key: _filled(sheet.answers.get(key), more) for key, more in step.rows.items()}
    answers = {HELD_ON: plans.today.isoformat(), **begun, **told}
    hold_supervision.save(plans, sheet.record.id, answers, worker_agrees=True)
    return sign_off.offer(plans, sheet.record.id)


def _objectives(plans: Desk, case: str) -> list[str]:
    plan = plan_in_force(plan_cases.case_file(plans, case).entries)
    return [one.id for one in plan.objectives] if plan is not None else []


def _filled(rows: Json, more: Mapping[str, Json]) -> list[Json]:
    return [{**more, **row} for row in (rows if isinstance(rows, list) else []) if isinstance(row, dict)]


def _told(value: Json, today: date, nation: Nation) -> Json:
    """Give an answer with its days counted from today, those ahead on a working day; rows get an id."""
    if isinstance(value, list):
        return [
            {"id": secrets.token_hex(4), **{key: _told(cell, today, nation) for key, cell in one.items()}}
            if isinstance(one, dict)
            else one
            for one in value
        ]
    found = _DAYS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    day = today + timedelta(days=int(found[1]))
    return (next_working_day(day, nation) if day > today else day).isoformat()
