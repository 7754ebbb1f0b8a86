"""All clocks that run for a worker: computed from the facts each time, never stored.

A new clock is one function from `Facts` to `Due`, and one line in `CLOCKS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from supervise_tui.domain.absence_clocks import cover_clock, rebooking_clock
from supervise_tui.domain.cadence import Due, due, gone, has_left
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.commitment import commitment_clock
from supervise_tui.domain.delegated import delegated_clock
from supervise_tui.domain.feedback_clock import feedback_clock
from supervise_tui.domain.file_audit import file_audit_clock
from supervise_tui.domain.first_months import probation_clock
from supervise_tui.domain.learning_clock import learning_clock
from supervise_tui.domain.record_clocks import (
    agreement_clock,
    appraisal_clock,
    appraisal_review_clock,
    plan_clock,
    plan_review_clock,
    signing_clock_of,
)
from supervise_tui.domain.time_clocks import informal_clock, line_of_sight_clock
from supervise_tui.domain.whose_file import file_kind
from supervise_tui.forms.definition import FileKind


@dataclass(frozen=True)
class Clock:
    """One thing that has its time."""

    id: str
    """As scripts know it; never renamed."""
    title: str
    rule: str
    """Where the rule comes from: a code of the domain digest."""
    read: Callable[[Facts], Due]
    on: frozenset[FileKind] = frozenset({FileKind.WORKER})
    """Whose files it runs on: it has no business on others (whose_file.py)."""
    for_all: bool = False
    """Whether it says the same of everyone, since it hangs on the supervisor: a list tells it once."""


@dataclass(frozen=True)
class Reading:
    """Where a worker stands against one clock."""

    clock: Clock
    due: Due


def supervision_clock(facts: Facts) -> Due:
    """The formal one-to-one [CAD-1]; what the two agreed counts before the policy [AGR-7]."""
    return due(
        facts.worker,
        facts.records,
        facts.policy,
        facts.today,
        facts.soon_days,
        facts.agreed_gap,
        facts.all_absences,
    )


_PROMISING = frozenset({FileKind.WORKER, FileKind.WORKPLACE})

CLOCKS: tuple[Clock, ...] = (
    Clock("supervision", "Supervision", "CAD-1", supervision_clock),
    Clock("rebooking", "Book again", "CAD-9", rebooking_clock),
    Clock("informal", "Informal contact this month", "CAD-2", informal_clock),
    Clock("line-of-sight", "Line of sight in induction", "CAD-8", line_of_sight_clock),
    Clock("cover", "Cover for the supervisor", "CAD-10", cover_clock, for_all=True),
    Clock("signature", "Records to sign", "CAD-11", signing_clock_of, frozenset(FileKind)),
    Clock("probation-review", "Probation review", "DEV-11", probation_clock),
    Clock("delegated-task", "Delegated tasks to check", "DEV-12", delegated_clock),
    Clock("training", "Mandatory training", "DEV-10", learning_clock),
    Clock("feedback", "Low feedback on the six Cs", "DEV-7", feedback_clock),
    Clock("agreement", "Agreement review", "AGR-4", agreement_clock),
    Clock("appraisal", "Appraisal", "CAD-13", appraisal_clock),
    Clock("appraisal-review", "Appraisal, half-year review", "CAD-13", appraisal_review_clock),
    Clock("development-plan", "Development plan", "CAD-13", plan_clock),
    Clock("development-plan-review", "Development plan, review", "CAD-13", plan_review_clock),
    Clock("file-audit", "File audit", "QA-1", file_audit_clock, frozenset({FileKind.WORKPLACE})),
    Clock("commitment", "Commitment", "DEV-9", commitment_clock, _PROMISING),
)
"""In the order in which a list shows them."""


def readings(facts: Facts) -> list[Reading]:
    """Read every clock of a file; of a worker none runs once they have left."""
    kind = file_kind(facts.worker.id)
    clocks = [clock for clock in CLOCKS if kind in clock.on]
    if has_left(facts.worker, facts.today):
        return [Reading(clock, gone(facts.worker)) for clock in clocks]
    return [Reading(clock, clock.read(facts)) for clock in clocks]
