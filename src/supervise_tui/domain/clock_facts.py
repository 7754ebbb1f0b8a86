"""Everything that the clocks of one worker are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import Absence
from supervise_tui.domain.agreement import Standing
from supervise_tui.domain.cadence import SOON_DAYS
from supervise_tui.domain.frequency import Frequency
from supervise_tui.domain.induction import InductionTask
from supervise_tui.domain.learning import Learning
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.record import Record
from supervise_tui.domain.six_cs import Rating
from supervise_tui.forms.policy import Policy


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one worker, as it stands on `today`."""

    worker: Worker
    today: date
    nation: Nation
    policy: Policy
    agreement: Standing
    records: tuple[Record, ...] = ()
    """Theirs, of every kind, in any order."""
    absences: tuple[Absence, ...] = ()
    supervisor_absences: tuple[Absence, ...] = ()
    off_sick: Mapping[str, date | None] = field(default_factory=dict)
    """Records that were cancelled because somebody was ill, by id: and on which day, where that is known."""
    signed_by_hand: frozenset[str] = frozenset()
    """Ids of drafts that are typed in from a paper: the signatures are on it already."""
    informal_minutes: int = 0
    """In the calendar month of `today`."""
    said: dict[str, dict[str, Json]] = field(default_factory=dict, repr=False)
    """By record: the answers that a clock reads, of the kinds of record that have such a clock."""
    tasks: tuple[InductionTask, ...] = ()
    learning: tuple[Learning, ...] = ()
    """The mandatory entries of their training and portfolio list."""
    ratings: tuple[Rating, ...] = ()
    """Of the six Cs, those of this quarter and the one before."""
    soon_days: int = SOON_DAYS
    known_since: date | None = None
    """When their file was opened here: of the time before, nothing can be said. None where nobody asked."""
    told: bool = True
    """Whether words of their file may be said: not while it is shut to who looks [REC-5]."""

    @property
    def agreed_gap(self) -> Frequency | None:
        """How often the two have agreed to meet; None when the policy alone counts [AGR-7]."""
        return self.agreement.agreement.frequency if self.agreement.agreement else None

    @property
    def all_absences(self) -> tuple[Absence, ...]:
        """Those of either: a talk needs both."""
        return (*self.absences, *self.supervisor_absences)
