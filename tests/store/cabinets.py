"""A made-up cabinet to test the store with: real, in a temporary folder, cheap to open."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from supervise_tui.canonical import fingerprint
from supervise_tui.domain.people import Nation, Organisation, Supervisor, Worker
from supervise_tui.domain.record import Record
from supervise_tui.forms.definition import Form
from supervise_tui.store import cabinet as cabinets
from supervise_tui.store import form_definitions, history, people, records
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.work import Work
from supervise_tui.trust.costs import FLOOR

PASSPHRASE = "harbour thistle ember"
HOME = Organisation(name="Rowan Court", nation=Nation.WALES)
OWNER = Supervisor(id="0123456789abcdef", name="Siân Pritchard", post="Registered manager")
ZOFIA = Worker(
    id="a1a1a1a1a1a1a1a1",
    name="Zofia Dąbrowska",
    post="Senior carer",
    started_on=date(2024, 3, 4),
    probation_ends_on=date(2024, 9, 4),
    hours=37.5,
)
ADE = Worker(id="b2b2b2b2b2b2b2b2", name="Adéwálé Ọ̀ṣínbàjò", post="Night carer")

_SOURCE = b'id = "session.test"\n'
FORM = Form(
    id="session.test",
    version=1,
    title="Supervision",
    purpose="To test with.",
    makes="supervision",
    signers=(),
    sections=(),
    source=_SOURCE,
    digest=fingerprint(_SOURCE),
)


@dataclass
class Clock:
    """A wall clock that stands still until it is turned."""

    at: datetime = datetime(2026, 11, 17, 14, 5, tzinfo=ZoneInfo("Europe/London"))

    def __call__(self) -> datetime:
        """Give the time it shows."""
        return self.at

    def turn(self, **by: float) -> None:
        """Turn it by days, hours, minutes or seconds; backwards when negative."""
        self.at += timedelta(**by)


@dataclass
class Place:
    """Where a test's cabinet lies, and the computer it is opened on."""

    folder: Path
    state: Path
    clock: Clock = field(default_factory=Clock)
    recovery_key: str = ""

    def make(self, passphrase: str = PASSPHRASE) -> Cabinet:
        """Make the cabinet."""
        cabinet, self.recovery_key = cabinets.make(
            self.folder, HOME, OWNER, passphrase, costs=FLOOR, state_folder=self.state, now=self.clock
        )
        return cabinet

    def open(
        self,
        secret: str = PASSPHRASE,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        by_recovery: bool = False,
    ) -> Cabinet:
        """Open the cabinet."""
        return cabinets.open_cabinet(
            self.folder,
            secret,
            state_folder=self.state,
            now=self.clock,
            monotonic=monotonic,
            by_recovery=by_recovery,
        )


def start_record(
    work: Work, clock: Clock, record_id: str = "c3c3c3c3c3c3c3c3", worker: Worker = ZOFIA
) -> Record:
    """Start a supervision in a cabinet, with its worker and form."""
    people.save_worker(work, worker)
    form_definitions.keep(work, FORM)
    return records.start(
        work,
        record_id=record_id,
        makes=FORM.makes,
        title=FORM.title,
        worker=worker.id,
        supervisor=OWNER.id,
        form_digest=FORM.digest,
        now=clock,
    )


def note(work: Work, clock: Clock, file: str = ZOFIA.id, after: bytes = b"after") -> None:
    """Note something in the history."""
    history.note(work, file=file, who=OWNER.id, what="record.started", subject="c3", after=after, now=clock)
