"""What the home screen shows: who is due, what waits for a signature, what is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.signing_clock import SigningClock, signing_clock
from supervise_tui.store import groups, papers, people, records
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import flags, plan_supervision
from supervise_tui.workflows.action_thread import LateAction, late_actions
from supervise_tui.workflows.agreements import AgreementLine, wanting_attention
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.due import DueLine, due_list
from supervise_tui.workflows.plan_supervision import Plan, ToRebook
from supervise_tui.workflows.policies import current
from supervise_tui.workflows.waiting import WaitingLine, waiting_lines


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
class HomeView:
    """Everything on the home screen, worst first."""

    today: date
    workers: int
    due: list[DueLine]
    """Overdue and due soon only."""
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
    agreements: list[AgreementLine]
    """Overdue for review, missing, or due for review: in that order."""


def home(desk: Desk) -> HomeView:
    """Gather the home screen."""
    lines = due_list(desk)
    workers = {line.worker.id: line.worker for line in lines}
    with desk.cabinet.reading() as work:
        everyone = people.by_file(work)
        drafts = _drafts(work, desk, everyone)
        planned = plan_supervision.plans(work, desk)
        to_rebook = plan_supervision.to_rebook(work, desk, workers.values())
        waiting = waiting_lines(work, desk, everyone, desk.today)
        flagged = flags.in_cabinet(work)
        late = late_actions(work, desk, desk.today)
    return HomeView(
        today=desk.today,
        workers=sum(worker.left_on is None for worker in workers.values()),
        due=[line for line in lines if line.due.state in ("overdue", "due-soon")],
        waiting=waiting,
        flags=sum(flag.dealt is None for flag in flagged),
        late_actions=late,
        drafts=drafts if desk.may(Act.WRITE_RECORDS) else [],
        planned=planned,
        to_rebook=to_rebook,
        agreements=wanting_attention(
            [line.worker for line in lines], {line.worker.id: line.agreement for line in lines}
        ),
    )


def _drafts(work: Work, desk: Desk, workers: Mapping[str, Worker]) -> list[DraftLine]:
    """Drafts, the newest first; those of one group supervision as one."""
    days = current(work, desk).sign_within_days
    found = records.find(work, states=[State.DRAFT])
    talks = groups.talks_of(work, [record.id for record in found])
    together: dict[str, list[Record]] = {}
    for record in found:
        together.setdefault(talks.get(record.id, record.id), []).append(record)
    signed_by_hand = papers.on_paper(work, [record.id for record in found])
    lines: list[DraftLine] = []
    for of_talk in together.values():
        # The record that came first is the one whose participant was named first.
        first, *others = sorted(of_talk, key=lambda record: record.number)
        names = tuple(workers[record.worker].name for record in others)
        typed_in = first.id in signed_by_hand  # signed already: it only has to be typed in
        others_of = () if typed_in else records.find(work, worker=first.worker)
        clock = None if typed_in else signing_clock(first, others_of, desk.today, days)
        lines.append(DraftLine(record=first, worker=workers[first.worker], others=names, clock=clock))
    return lines
