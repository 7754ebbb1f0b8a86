"""What records of some kinds begin with: the tasks of an induction, a delegated task to check again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.domain.delegated import CHECK_ON, STANDS, delegated_tasks
from supervise_tui.domain.ideas import TAKEN_BACK
from supervise_tui.domain.kinds import APPRAISAL, COMPETENCE, DELEGATED
from supervise_tui.domain.last_time import (
    EVALUATION,
    LAST_TIME,
    LEARNING_NEEDS,
    POLICY,
    SELF_AUDIT,
    STANDARDS,
    VALUES,
)
from supervise_tui.store import induction, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.about_the_home import from_last_time, open_needs, own_figures, rules_in_words
from supervise_tui.workflows.appraisal import usual_for_the_post
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.ideas import latest_idea
from supervise_tui.workflows.policies import soon_days

TASKS = "tasks"
"""The question of a competence list under which its tasks stand."""
GOES_ON = "goes_on"
_NEW_EACH_TIME = ("held_on", CHECK_ON, STANDS, "competence_on", "changed")
"""Questions about a delegated task that are about one check only."""


def _tasks_of_the_induction(work: Work, desk: Desk, worker_id: str) -> dict[str, Json]:
    """Every task under Induction on the file, with who saw it when [DEV-4]."""
    rows: list[Json] = []
    for task in induction.find(work, worker_id):
        row: dict[str, Json] = {"id": secrets.token_hex(4), "task": task.task, "outcome": "in_sight"}
        if task.alone_by(desk.today) and task.competent_on is not None:
            row |= {"outcome": "alone", "assessed_on": task.competent_on.isoformat()}
            row |= {"assessed_by": task.assessed_by} if task.assessed_by else {}
        rows.append(row)
    return {TASKS: rows} if rows else {}


def _task_to_check(work: Work, desk: Desk, worker_id: str) -> dict[str, Json]:
    """The delegated task whose check is due, as it was written down the last time [DEV-12]."""
    held = records.find(work, worker=worker_id, makes=DELEGATED)
    said = {one.id: records.answers(work, one.id) for one in held}
    soon = desk.today + timedelta(days=soon_days(work))
    due = (one for one in delegated_tasks(held, said, desk.today) if one.check_on and one.check_on <= soon)
    first = next(due, None)
    if first is None:
        return {}
    kept = {key: value for key, value in said[first.record].items() if key not in _NEW_EACH_TIME}
    return {**kept, STANDS: GOES_ON}


Begin: TypeAlias = Callable[[Work, Desk, str], dict[str, Json]]
"""(work, desk, worker's id) -> the answers that are there already."""


def _as_last_time(makes: str) -> Begin:
    return lambda work, _desk, file: from_last_time(work, file, makes)


BEGUN_WITH: dict[str, Begin] = {
    APPRAISAL: usual_for_the_post,
    COMPETENCE: _tasks_of_the_induction,
    DELEGATED: _task_to_check,
    VALUES: _as_last_time(VALUES),
    STANDARDS: _as_last_time(STANDARDS),
    EVALUATION: _as_last_time(EVALUATION),
    POLICY: lambda work, desk, file: from_last_time(work, file, POLICY) | rules_in_words(work, desk),
    LEARNING_NEEDS: lambda work, desk, _file: open_needs(work, desk),
    SELF_AUDIT: lambda work, desk, _file: own_figures(work, desk),
    TAKEN_BACK: latest_idea,
}
"""By what a form `makes`."""


def begun_with(work: Work, desk: Desk, makes: str, file: str, about: str | None = None) -> dict[str, Json]:
    """Give what a record of that kind begins with; `about` names what it is compared with, see there."""
    rule = LAST_TIME.get(makes)
    if about is not None and rule is not None and rule.about:
        return from_last_time(work, file, makes, about)
    begin = BEGUN_WITH.get(makes)
    return begin(work, desk, file) if begin is not None else {}
