"""Records that are held and not signed by everyone yet, with their clock, the worst first [CAD-11]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, Signer, State, expected_in
from supervise_tui.domain.signing_clock import SigningClock, signing_clock
from supervise_tui.store import people, records, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.policies import current, soon_days


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """A record that waits for signatures."""

    record: Record
    worker: Worker
    missing: tuple[Signer, ...]
    """Who still has to sign, by name."""
    clock: SigningClock

    @property
    def who(self) -> str:
        """Who still has to sign, in words."""
        return " and ".join(signer.name for signer in self.missing) or "nobody"


def waiting_list(desk: Desk, on: date | None = None) -> list[WaitingLine]:
    """Give every record that waits for a signature, as it stands today or on that day."""
    with desk.cabinet.reading() as work:
        workers = people.by_file(work)
        return waiting_lines(work, desk, workers, on or desk.today)


def waiting_lines(
    work: Work,
    desk: Desk,
    workers: Mapping[str, Worker],
    today: date,
    theirs: Mapping[str, Sequence[Record]] | None = None,
) -> list[WaitingLine]:
    """Give every record that waits for a signature, the worst first.

    `theirs`: the records of each worker, where they are at hand already.
    """
    days, soon = current(work, desk).sign_within_days, soon_days(work)
    offered = records.find(work, states=[State.OFFERED, State.PART_SIGNED])
    lines = [
        WaitingLine(
            record=record,
            worker=workers[record.worker],
            missing=_missing(work, record),
            clock=signing_clock(
                record,
                records.find(work, worker=record.worker) if theirs is None else theirs[record.worker],
                today,
                days,
                soon,
            ),
        )
        for record in offered
    ]
    return sorted(lines, key=lambda line: (*line.clock.order, line.worker.name))


def _missing(work: Work, record: Record) -> tuple[Signer, ...]:
    signed = {one.role for one in signing.signatures(work, record.id)}
    expected = expected_in(records.frozen(work, record.id))
    return tuple(signer for signer in expected if signer.role not in signed)
