"""What the home screen shows: who is due, what waits for a signature, what is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Content, Record, State
from supervise_tui.forms.definition import Role
from supervise_tui.store import groups, people, records, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import plan_supervision
from supervise_tui.workflows.action_thread import LateAction, late_actions
from supervise_tui.workflows.agreements import AgreementLine, wanting_attention
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.due import DueLine, due_list
from supervise_tui.workflows.plan_supervision import Plan, ToRebook


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """A record that waits for a signature; `days` since the talk was held [CAD-11]."""

    record: Record
    worker: Worker
    missing: tuple[Role, ...]
    days: int


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """A record that is being written."""

    record: Record
    worker: Worker
    others: tuple[str, ...] = ()
    """Names of those with whom it is written, at a group supervision: one line stands for all of them."""


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """Everything on the home screen, worst first."""

    today: date
    workers: int
    due: list[DueLine]
    """Overdue and due soon only."""
    waiting: list[WaitingLine]
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
        drafts = _drafts(work, workers)
        planned = plan_supervision.plans(work, desk)
        to_rebook = plan_supervision.to_rebook(work, desk, workers.values())
        offered = records.find(work, states=[State.OFFERED, State.PART_SIGNED])
        waiting = [
            WaitingLine(
                record=record,
                worker=workers.get(record.worker) or people.worker(work, record.worker),
                missing=_missing(
                    Content.from_bytes(records.frozen(work, record.id)),
                    frozenset(s.role for s in signing.signatures(work, record.id) if not s.void),
                ),
                days=(desk.today - record.held_on).days if record.held_on else 0,
            )
            for record in offered
        ]
        late = late_actions(work, desk, desk.today)
    return HomeView(
        today=desk.today,
        workers=sum(worker.left_on is None for worker in workers.values()),
        due=[line for line in lines if line.due.state in ("overdue", "due-soon")],
        waiting=sorted(waiting, key=lambda line: -line.days),
        late_actions=late,
        drafts=drafts,
        planned=planned,
        to_rebook=to_rebook,
        agreements=wanting_attention(
            [line.worker for line in lines], {line.worker.id: line.agreement for line in lines}
        ),
    )


def _drafts(work: Work, workers: Mapping[str, Worker]) -> list[DraftLine]:
    """Drafts, the newest first; those of one group supervision as one."""
    found = records.find(work, states=[State.DRAFT])
    talks = groups.talks_of(work, [record.id for record in found])
    together: dict[str, list[Record]] = {}
    for record in found:
        together.setdefault(talks.get(record.id, record.id), []).append(record)
    lines: list[DraftLine] = []
    for of_talk in together.values():
        # The record that came first is the one whose participant was named first.
        first, *others = sorted(of_talk, key=lambda record: record.number)
        names = tuple(workers[record.worker].name for record in others)
        lines.append(DraftLine(record=first, worker=workers[first.worker], others=names))
    return lines


def _missing(content: Content, signed: frozenset[str]) -> tuple[Role, ...]:
    return tuple(signer.role for signer in content.expected if signer.role not in signed)
