"""What the home screen shows: who is due, what waits for a signature, what is being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.cadence import Due
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import Clock, Reading, readings
from supervise_tui.domain.file_audit import act_for
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.signing_clock import SigningClock, signing_clock
from supervise_tui.domain.whose_file import is_of_a_worker
from supervise_tui.store import groups, history, people
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import drawer_mending, flags, plan_clocks, plan_supervision
from supervise_tui.workflows.action_thread import LateAction, late_actions
from supervise_tui.workflows.agreements import AgreementLine, wanting_attention
from supervise_tui.workflows.clocks import gather, with_everything
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.drawer_mending import Harm
from supervise_tui.workflows.due import DueLine, worst_first
from supervise_tui.workflows.induction import InSight, in_sight
from supervise_tui.workflows.plan_clocks import PlanClock
from supervise_tui.workflows.plan_supervision import Plan, ToRebook
from supervise_tui.workflows.policies import current
from supervise_tui.workflows.waiting import WaitingLine, waiting_lines

TOLD_APART = frozenset({"supervision", "rebooking", "signature", "agreement"})
"""Clocks, by id, that home shows with more than a line of their own: the record, the day, the version."""
_PRESSING = ("overdue", "due-soon")
_A_STEP = 250
"""Workers between two words on how far it is."""


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """A record that is being written."""

    record: Record
    worker: Worker
    others: tuple[str, ...] = ()
    """Names of those with whom it is written, at a group supervision: one line stands for all of them."""
    clock: SigningClock | None = None
    """How long it has been since the talk, once it was held [CAD-11]."""


@dataclass(frozen=True, kw_only=True)
class ClockLine:
    """A clock that is overdue or due soon, and for whom."""

    clock: Clock
    due: Due
    worker: Worker | None
    """None where it is the supervisor's, the same for every worker."""

    @property
    def order(self) -> tuple[bool, int, str]:
        """To sort by, the worst first."""
        return self.due.state != "overdue", self.due.days, self.worker.name if self.worker else ""


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """Everything on the home screen, worst first."""

    today: date
    workers: int
    due: list[DueLine]
    """Overdue and due soon only."""
    clocks: list[ClockLine]
    """All other clocks of the one table that are overdue or due soon, the worst first."""
    waiting: list[WaitingLine]
    flags: int
    """Closed records that the next line manager has not dealt with yet [REC-2]."""
    late_actions: list[LateAction]
    """Actions whose day is past, of workers still here, the latest first."""
    drafts: list[DraftLine]
    planned: list[Plan]
    """Supervisions with a day set for them, the next one first."""
    to_rebook: list[ToRebook]
    """Cancelled ones that no other has taken the place of, the most pressing first [CAD-9]."""
    in_sight: list[InSight]
    """Who may not yet work unobserved, and at what [CAD-8]."""
    agreements: list[AgreementLine]
    """Overdue for review, missing, or due for review: in that order."""
    plans: list[PlanClock]
    """What is due in improvement plans, the worst first; empty for who may not see any [PIP-17]."""
    plans_wrong: tuple[str, ...] = ()
    """What does not fit in their history, while they may only be read."""
    plans_harm: Harm | None = None
    """What is wrong with their file, for who can put it in order."""


def home(desk: Desk, told: Callable[[int, int], None] | None = None) -> HomeView:
    """Gather the home screen; `told` hears how many workers of how many are looked at."""
    with desk.cabinet.reading() as work:
        files = people.by_file(work)
        known = with_everything(work, desk, gather(work, desk, list(files.values())))
    # Nobody else can read meanwhile, so it is counted once the cabinet is free again.
    read = _read(known, told or (lambda done, total: None))
    everyone = [worker for worker in files.values() if is_of_a_worker(worker.id)]
    with desk.cabinet.reading() as work:
        cancelled = [one for one in everyone if _state(read[one.id], "rebooking") != "not-applicable"]
        drafts = _drafts(work, desk, known)
        planned = plan_supervision.plans(work, desk, files)
        to_rebook = plan_supervision.to_rebook(work, desk, cancelled)
        theirs = {worker: facts.records for worker, facts in known.items()}
        waiting = waiting_lines(work, desk, files, desk.today, theirs)
        flagged = flags.in_cabinet(work, files)
        late = late_actions(work, desk, desk.today, files)
    lines = worst_first(
        DueLine(worker=one, due=read[one.id][0].due, agreement=known[one.id].agreement) for one in everyone
    )
    return HomeView(
        today=desk.today,
        workers=sum(worker.left_on is None for worker in everyone),
        due=[line for line in lines if line.due.state in _PRESSING],
        clocks=_other_clocks(list(files.values()), read),
        waiting=waiting,
        flags=sum(flag.dealt is None for flag in flagged),
        late_actions=late,
        drafts=[draft for draft in drafts if desk.may(act_for(draft.record.makes))],
        planned=planned,
        to_rebook=to_rebook,
        in_sight=in_sight(known.values()),
        agreements=wanting_attention(
            [line.worker for line in lines], {line.worker.id: line.agreement for line in lines}
        ),
        plans=plan_clocks.plan_clocks(desk),
        plans_wrong=plan_clocks.wrong(desk),
        plans_harm=drawer_mending.harm(desk),
    )


def mark(desk: Desk) -> tuple[object, ...]:
    """Give a mark that is another one once anything that home shows may be: to look again only then.

    The day, who may see what, and how many rows this program has changed since the cabinet was opened:
    nobody else can change any meanwhile.
    """
    with desk.cabinet.reading() as work:
        changed = work.connection().exec_driver_sql("SELECT total_changes()").scalar_one()
        last = history.head(work, history.CABINET)
        policy = current(work, desk).digest  # it may be a file of their own
    cabinet = desk.cabinet
    number = last.number if last is not None else 0
    seen = cabinet.files_open
    plans = plan_clocks.mark(desk)
    return desk.today, cabinet.slot.id, seen, cabinet.read_only, policy, number, changed, plans


def _read(known: Mapping[str, Facts], told: Callable[[int, int], None]) -> dict[str, list[Reading]]:
    read = {}
    for done, (worker, facts) in enumerate(known.items()):
        if done % _A_STEP == 0:
            told(done, len(known))
        read[worker] = readings(facts)
    return read


def _state(read: Sequence[Reading], clock: str) -> str:
    return next((one.due.state for one in read if one.clock.id == clock), "not-applicable")


def _other_clocks(files: Sequence[Worker], read: Mapping[str, Sequence[Reading]]) -> list[ClockLine]:
    """What the clock table says beyond what has lines of its own: a new clock is here by itself."""
    found: list[ClockLine] = []
    told_once: set[str] = set()
    for worker in files:
        for one in read[worker.id]:
            clock = one.clock
            if one.due.state not in _PRESSING or clock.id in TOLD_APART or clock.id in told_once:
                continue
            found.append(ClockLine(clock=clock, due=one.due, worker=None if clock.for_all else worker))
            if clock.for_all:
                told_once.add(clock.id)
    return sorted(found, key=lambda line: line.order)


def _drafts(work: Work, desk: Desk, known: Mapping[str, Facts]) -> list[DraftLine]:
    """Drafts, the newest first; those of one group supervision as one."""
    found = [one for facts in known.values() for one in facts.records if one.state is State.DRAFT]
    found.sort(key=lambda one: (one.held_on or date.max, one.number), reverse=True)
    talks = groups.talks_of(work, [record.id for record in found])
    together: dict[str, list[Record]] = {}
    for record in found:
        together.setdefault(talks.get(record.id, record.id), []).append(record)
    lines: list[DraftLine] = []
    for of_talk in together.values():
        # The record that came first is the one whose participant was named first.
        first, *others = sorted(of_talk, key=lambda record: record.number)
        names = tuple(known[record.worker].worker.name for record in others)
        facts = known[first.worker]
        typed_in = first.id in facts.signed_by_hand  # signed already: it only has to be typed in
        days, others_of = facts.policy.sign_within_days, () if typed_in else facts.records
        clock = signing_clock(first, others_of, desk.today, days, facts.soon_days)
        lines.append(
            DraftLine(record=first, worker=facts.worker, others=names, clock=None if typed_in else clock)
        )
    return lines
