"""A closed record with all that belongs to it: its receipt, its addenda, what was done about its flag."""

from __future__ import annotations

from dataclasses import dataclass

from supervise_tui.domain.flags import Dealt
from supervise_tui.domain.record import Record
from supervise_tui.store import flags, records
from supervise_tui.workflows.addenda import family_of
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_record import ReadThrough, Receipt, read_through, receipt


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around a record and may change while the record itself does not."""

    record: Record
    original: Record
    """The first record; itself unless it is an addendum."""
    relatives: tuple[Record, ...]
    """Its addenda; of an addendum the first record and the other addenda to it [REC-3]."""
    dealt: Dealt | None
    """What was done about its flag [REC-2]."""

    @property
    def is_original(self) -> bool:
        """Whether this is the first record."""
        return self.record.id == self.original.id


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A closed record, checked against its signatures."""

    record: Record
    seen: ReadThrough
    receipt: Receipt
    around: Around

    @property
    def has_scans(self) -> bool:
        """Whether scans of a signed paper are attached to it [REC-13]."""
        return self.seen.content.paper is not None and bool(self.seen.content.paper.scans)


def look(desk: Desk, record_id: str) -> Signed | Record:
    """Open a closed record; one that is not closed is given as it stands. NotIntact if it does not fit."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
    if not record.state.is_signed:
        return record
    return Signed(
        record=record,
        seen=read_through(desk, record_id),
        receipt=receipt(desk, record_id),
        around=around(desk, record_id),
    )


def dealt_with(desk: Desk) -> dict[str, Dealt]:
    """Give what was done about each flag of the cabinet, by record."""
    with desk.cabinet.reading() as work:
        return flags.dealt(work, [record.id for record in flags.flagged(work)])


def around(desk: Desk, record_id: str) -> Around:
    """Give what stands around a record now."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        family = family_of(work, record_id)
        dealt = flags.dealt(work, [record_id]).get(record_id)
    others = (family.original, *family.addenda)
    return Around(
        record=record,
        original=family.original,
        relatives=tuple(one for one in others if one.id != record_id),
        dealt=dealt,
    )
