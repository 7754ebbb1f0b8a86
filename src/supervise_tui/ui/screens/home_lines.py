"""From what is known of the home to the lines of its first screen, part by part, the worst first."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from supervise_tui.domain.cadence import Due
from supervise_tui.domain.induction import together
from supervise_tui.domain.record import Signer
from supervise_tui.domain.roles import Act
from supervise_tui.domain.said_dates import say_date, say_gap
from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.home_ahead import (
    agreements,
    due_and_planned,
    planned_with,
    pressing,
    to_come,
)
from supervise_tui.ui.screens.home_line import (
    A_FEW,
    A_SCREEN,
    ACTION,
    DRAFT,
    FLAG,
    IMPROVEMENT,
    SIGN,
    SUPERVISION,
    HomeLine,
    Part,
)
from supervise_tui.ui.widgets.row_list import Row
from supervise_tui.workflows.action_thread import LateAction
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import ClockLine, DraftLine, HomeView
from supervise_tui.workflows.plan_clocks import CONTROL_BROKEN, PlanClock
from supervise_tui.workflows.waiting import WaitingLine

FLAGS = "flags"
"""The row that opens the list for the next line manager."""
LINE_OF_SIGHT = "line-of-sight"
"""The clock of an induction, by its id."""
TRAINING = "training"
"""The clock of mandatory training, by its id."""
FEEDBACK = "feedback"
"""The clock of low feedback on the six Cs, by its id."""
_WITHOUT_A_DAY = {FEEDBACK: "think of a talk"}
"""What is said in place of a day, by the id of a clock that never has one."""
STARTED = frozenset(
    {
        *("informal", "appraisal", "development-plan", "development-plan-review"),
        *("appraisal-review", "probation-review", "delegated-task"),
    }
)
"""Clocks, by id, that are put right by starting a record."""
_FILE = "open {name}'s file"
_PUT_RIGHT = {
    "cover": "see the absence, and write down who stands in",
    LINE_OF_SIGHT: "see what {name} may do unobserved",
    "informal": "write down a talk with {name}, or see what else can be started",
    "appraisal": "start one with {name}, or see what else can be started",
    "appraisal-review": "look at the objectives with {name}, or see what else can be started",
    "development-plan": "start one with {name}, or see what else can be started",
    "development-plan-review": "look at the plan with {name}, or see what else can be started",
    "probation-review": "start one with {name}, or see what else can be started",
    "delegated-task": "write down the check with {name}, or see what else can be started",
    TRAINING: "see the training of {name}",
    FEEDBACK: "see what was said of {name}, and start a talk",
}
"""What Enter does about a clock, by its id, where it leads past the file."""


def all_parts(view: HomeView, desk: Desk) -> list[Part]:
    """Give every part of home, the empty ones too."""
    return [
        *pressing(view),
        *_due(view, desk),
        *to_come(view),
        Part("Waiting for a signature", [_waiting(line) for line in view.waiting], A_SCREEN),
        Part("For the next line manager", _flags(view)),
        agreements(view.agreements),
        Part("Late actions", [_late(line) for line in view.late_actions], A_SCREEN),
        Part("Not unobserved yet", _in_sight(view), A_FEW),
        Part("Being written", [_draft(line, view.today) for line in view.drafts], A_SCREEN),
    ]


def _due(view: HomeView, desk: Desk) -> list[Part]:
    """What is overdue, and what soon will be: supervisions and every other clock, the worst first."""
    start = " to start a supervision" if desk.may(Act.WRITE_RECORDS) else ""
    planned = planned_with(view)
    parts = []
    for state, title in (("overdue", "Overdue"), ("due-soon", "Due soon")):
        found: list[tuple[int, HomeLine]] = []
        for line in view.due:
            if line.due.state == state:
                name = line.worker.name
                cells = (name, "Supervision", due_and_planned(line, view.today, planned))
                one = HomeLine(
                    kind=SUPERVISION,
                    row=Row(f"worker:{line.worker.id}", cells),
                    does=f"open {name}'s file{start}",
                    person=line.worker,
                    why=line.due.reason,
                )
                found.append((line.due.days, one))
        found += [
            (line.due.days, _clock(line, view.today, writes=bool(start)))
            for line in view.clocks
            if line.due.state == state
        ]
        plans = [one for one in view.plans if one.clock.state == state]
        found += [(one.clock.days, _improvement(one, view.today)) for one in plans]
        # Equally late: the supervision first, as the clock table has it.
        found.sort(key=lambda pair: pair[0])
        parts.append(Part(title, [line for _, line in found], A_FEW))
    return parts


def _clock(line: ClockLine, today: date, *, writes: bool) -> HomeLine:
    clock, worker = line.clock, line.worker
    name = worker.name if worker else "The supervisor"
    return HomeLine(
        kind=clock.id,
        row=Row(
            f"clock:{clock.id}:{worker.id if worker else ''}",
            (name, clock.title, _WITHOUT_A_DAY.get(clock.id) or _gap(line.due, today)),
        ),
        does=(_FILE if clock.id in STARTED and not writes else _PUT_RIGHT.get(clock.id, _FILE)).format(
            name=name
        ),
        person=worker,
        why=line.due.reason,
    )


def _improvement(line: PlanClock, today: date) -> HomeLine:
    """What is due in somebody's improvement plan; only who may see plans has such a line [PIP-17]."""
    clock, name = line.clock, line.worker.name
    when = "now" if clock.id == CONTROL_BROKEN else "waits"
    when = say_gap(clock.due_on, today) if clock.due_on else when
    return HomeLine(
        kind=IMPROVEMENT,
        row=Row(f"{IMPROVEMENT}:{line.case.id}:{clock.id}", (name, clock.title, when)),
        does=f"see where it stands with {name}, and what comes next",
        person=line.worker,
        why=f"{clock.apart or clock.words} {clock.otherwise}",
    )


def _in_sight(view: HomeView) -> list[HomeLine]:
    """Who may not work unobserved at what, unless a line above says so already [CAD-8]."""
    told = {line.worker.id for line in view.clocks if line.clock.id == LINE_OF_SIGHT and line.worker}
    return [
        HomeLine(
            kind=LINE_OF_SIGHT,
            row=Row(
                f"clock:{LINE_OF_SIGHT}:{one.worker.id}",
                (one.worker.name, together([task.task for task in one.tasks])),
            ),
            does=_PUT_RIGHT[LINE_OF_SIGHT].format(name=one.worker.name),
            person=one.worker,
            why="In sight of a colleague until somebody has seen that they can do it alone.",
        )
        for one in view.in_sight
        if one.worker.id not in told
    ]


def _gap(due: Due, today: date) -> str:
    return say_gap(due.due_on, today) if due.due_on else "no day known"


def missing_words(missing: tuple[Signer, ...]) -> str:
    """Give whose signature is missing, by first names: the row says who it is about."""
    names = ["you" if one.role is Role.SUPERVISOR else one.name.split()[0] for one in missing]
    return " and ".join(names) or "nobody"


def _waiting(line: WaitingLine) -> HomeLine:
    """Who still has to sign, and how the 14 days stand [CAD-11]."""
    late = "! " if line.clock.state in ("overdue", "due") else ""
    cells = (f"{late}{line.worker.name}", line.record.title, line.clock.words)
    below = Content(f"needs {missing_words(line.missing)} · {line.clock.since}")
    return HomeLine(
        kind=SIGN,
        row=Row(f"record:{line.record.id}", cells, "", below),
        does=f"go to sign-off with {line.worker.name}",
        person=line.worker,
    )


def _flags(view: HomeView) -> list[HomeLine]:
    if not view.flags:
        return []
    many = "1 record" if view.flags == 1 else f"{view.flags} records"
    words = f"{many} with a disagreement, or not signed by everyone"
    return [HomeLine(kind=FLAG, row=Row(FLAGS, (words,)), does="see which, and say what was done")]


def _late(line: LateAction) -> HomeLine:
    days = "1 day late" if line.days == 1 else f"{line.days} days late"
    return HomeLine(
        kind=ACTION,
        row=Row(f"action:{line.action.id}", (line.action.what, line.worker.name, days)),
        does=f"see where this was agreed, for {line.owner or 'nobody named'} to do",
        person=line.worker,
    )


def _draft(line: DraftLine, today: date) -> HomeLine:
    held = line.record.held_on
    day = say_date(held, today) if held else "no date yet"
    clock = line.clock if line.clock and line.clock.state in ("due", "overdue") else None
    below = Content(f"not given to sign yet: {clock.words}, {clock.since}") if clock else None
    others = len(line.others)
    name = f"{line.worker.name} and {others} more" if others else line.worker.name
    cells = (f"{'! ' if clock else ''}{name}", line.record.title, day)
    return HomeLine(
        kind=DRAFT,
        row=Row(f"record:{line.record.id}", cells, "", below),
        does=f"go on with it: {line.record.title} with {name}",
        person=line.worker,
        also=line.others,
    )
