"""An open cabinet: one transaction at a time, its seal, its closing."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from sqlalchemy import Engine
from sqlmodel import Session

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.domain import roles
from supervise_tui.domain.people import Organisation, Supervisor
from supervise_tui.domain.roles import Act, KeyRole
from supervise_tui.domain.whose_file import HOME_FILE
from supervise_tui.problems import (
    FileTrouble,
    NotACabinet,
    NotAllowed,
    NotFound,
    NotOpened,
    Problem,
)
from supervise_tui.store import drawer_seal, history, people, settings
from supervise_tui.store.database import READING
from supervise_tui.store.header import Header
from supervise_tui.store.lock import Lock
from supervise_tui.store.seal import SealPlaces, check_seals, write_seals
from supervise_tui.store.tries import Tries, tries_for
from supervise_tui.store.trouble import RECORDS_ARE, damaged, plain_words
from supervise_tui.store.way_in import open_one, refuse_ended, slots_of
from supervise_tui.store.work import Clock, Work
from supervise_tui.trust.chain import GENESIS, Head
from supervise_tui.trust.keyslots import DataKeys, Slot, wipe_keys

if TYPE_CHECKING:
    from supervise_tui.store.drawer import Drawer
    from supervise_tui.store.drawer_renewal import Renewal

RECORDS, PLANS = "records", "plans"
"""The stores, each with a data key of its own; PLANS is the drawer (drawer.py)."""
OPENING = "opening"
"""The name of the tries at the cabinet's own secrets."""
CABINET_ID = "cabinet"
"""Setting: the cabinet's id, held against cabinet.json."""
ACCEPTED = "history.accepted"
"""Setting: faults of the history that were accepted."""
_SYNCED = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud", "com~apple~clouddocs")


@dataclass(frozen=True, kw_only=True)
class Inside:
    """What lies behind an open cabinet; only for what copies it or renews its keys."""

    places: SealPlaces
    header: Header
    slot: Slot
    keys: DataKeys = field(repr=False)
    engine: Engine = field(repr=False)


class Cabinet:
    """An open cabinet. Functions of the store take the `Work` that `transaction` or `reading` give."""

    held = RECORDS_ARE
    """What its database holds, for the sentence that it cannot be read."""

    def __init__(
        self,
        places: SealPlaces,
        slot: Slot,
        header: Header,
        keys: DataKeys,
        engine: Engine,
        lock: Lock,
        now: Clock,
    ) -> None:
        self.id = header.id
        self.origin = header.origin
        """The cabinet whose restored backup this is, else its own id: what certificates name."""
        self.folder = places.folder
        self.slot = slot
        """The slot that was opened."""
        self.read_only = False
        """The history does not fit its seal; see `accept_history`."""
        self._notes: tuple[str, ...] = ()
        self._places = places
        self._header = header
        self._keys = keys
        self._engine = engine
        self._lock = lock
        self._now = now
        # Its drawer takes the same turns: with one lock for both, neither can wait for the other for ever.
        self._turn = threading.RLock()
        self._inner: Drawer | None = None
        """The drawer, once it was opened."""
        self._renewal: Renewal | None = None
        """Writes the drawer's file anew; None once it is done."""
        self._drawer_trouble: NotACabinet | None = None
        self._kept = 0
        """How many changes were kept since it was opened."""
        self._under_way: tuple[int, Work, bool] | None = None
        """Thread, work and whether it writes, of the transaction that has its turn."""
        self._broken: tuple[str, ...] = ()
        self._unsealed = ""
        self._closed = False
        self._files: set[str] = set()
        """Workers whose files somebody other than the two has opened since the cabinet was."""
        self.organisation: Organisation
        self.owner: Supervisor
        self.holder: Supervisor
        """Whose key opened it; the owner too when it was the recovery key."""

    def __repr__(self) -> str:
        return f"<Cabinet {self.id}{' closed' if self._closed else ''}>"

    @property
    def warnings(self) -> tuple[str, ...]:
        """Plain sentences about harm: the history does not fit, or could not be sealed."""
        return (*self._broken, *((self._unsealed,) if self._unsealed else ()))

    @property
    def notes(self) -> tuple[str, ...]:
        """Things to know that are no harm."""
        self.settle()
        return self._notes

    @notes.setter
    def notes(self, notes: tuple[str, ...]) -> None:
        self._notes = notes

    def begin_renewal(self, renewal: Renewal) -> None:
        """Take note that the drawer's file is being written anew."""
        self._renewal = renewal

    def settle(self) -> None:
        """Wait until the drawer's file was written anew; never inside a transaction of its own thread."""
        renewal = self._renewal
        if renewal is None:
            return
        trouble = renewal.wait()
        with self._turn:
            if self._renewal is None:
                return  # another thread waited too
            self._renewal, self._drawer_trouble = None, trouble
            if trouble is not None:
                self._notes += (str(trouble),)
            self._same_times()

    @property
    def drawer_trouble(self) -> NotACabinet | None:
        """What was wrong with the drawer's file when the cabinet was opened; None without the key for it."""
        self.settle()
        return self._drawer_trouble

    def drawer_mended(self) -> None:
        """Take note that the drawer's file is in order again; only inside `alone`."""
        trouble, self._drawer_trouble = self._drawer_trouble, None
        self._notes = tuple(one for one in self._notes if one != str(trouble))
        inner, self._inner = self._inner, None
        if inner is not None:
            inner.close()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every way to open it."""
        return self._header.slots

    @property
    def rounds(self) -> Mapping[str, str]:
        """What names the file of each store whose data key was renewed."""
        return self._header.rounds

    def may(self, act: Act) -> bool:
        """Whether the role of the key that opened it may do that."""
        return not self.why_not(act)

    def why_not(self, act: Act) -> str:
        """Say why the role of the key that opened it may not do that; empty when it may."""
        return roles.why_not(self.slot.role, act)

    def check(self, act: Act) -> None:
        """NotAllowed, with the reason, unless the role of the key that opened it may do that."""
        why = self.why_not(act)
        if why:
            raise NotAllowed(why)

    def sees_file(self, worker: str) -> bool:
        """Whether that worker's file is open to who has the cabinet open [REC-5]."""
        if self.slot.role == KeyRole.OWNER or worker in self._files:
            return True
        # The home's file is about no person: nobody has to say why they look into it.
        return worker == HOME_FILE and self.may(Act.READ_FILE)

    @property
    def files_open(self) -> frozenset[str] | None:
        """The workers whose files are open to who has the cabinet open; None for every file."""
        if self.slot.role == KeyRole.OWNER:
            return None
        home = {HOME_FILE} if self.may(Act.READ_FILE) else set()
        return frozenset(self._files | home)

    def check_file(self, worker: str) -> None:
        """NotOpened while that file is shut; NotAllowed for a key that reads no files."""
        if not self.sees_file(worker):
            self.check(Act.READ_FILE)
            raise NotOpened(worker)

    def open_file(self, worker: str) -> None:
        """Let that file be seen until the cabinet is closed; the history must know of it already."""
        self.check(Act.READ_FILE)
        self._files.add(worker)

    @contextmanager
    def transaction(self, act: Act = Act.WRITE_RECORDS) -> Iterator[Work]:
        """One transaction: all of it is kept at the end, or nothing if anything is raised.

        `act` is what it is for. Nearly all write records, so that is what the key's role must allow
        unless another act is named: what is forgotten is refused. Threads take turns; inside another
        transaction of the same thread it is a part of that one. NotAllowed also while the cabinet is
        read-only or closed; FileTrouble from the disk. Keep it short: nobody else can read meanwhile.
        """
        self.check(act)
        if self.read_only:
            raise NotAllowed(
                "This cabinet is open for reading only, because its history does not fit its seal.",
                "Accept the history with a reason first.",
            )
        with self._work(writing=True) as work:
            yield work

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """As `transaction`, but nothing is kept."""
        with self._work(writing=False) as work:
            yield work

    @contextmanager
    def _work(self, *, writing: bool) -> Iterator[Work]:
        mine = self._under_way
        if mine is not None and mine[0] == threading.get_ident():
            if writing and not mine[2]:
                raise RuntimeError("a transaction cannot begin inside a reading")
            yield mine[1]
            return
        with self._turn:
            if self._closed:
                raise NotAllowed("This cabinet is locked.", "Open it again first.")
            if not self.may(Act.WRITE_RECORDS):  # who writes keeps what is under way, until the next lock
                refuse_ended(self.slot, self._now().date())
            with plain_words(self.held), self._session(writing=writing) as session:
                work = Work(session=session, cabinet=self.id, check_file=self.check_file)
                self._under_way = (threading.get_ident(), work, writing)
                try:
                    yield work
                    if writing:
                        self._before_it_is_kept(session)
                        session.commit()
                        self._kept += 1
                        self._same_times()
                finally:
                    self._under_way = None

    def _before_it_is_kept(self, session: Session) -> None:
        """For a drawer, which looks to the size of its file."""

    def _same_times(self) -> None:
        """Give the files of both databases one time of change, that of the records (a drawer keeps to it)."""
        records = self._header.file_of(RECORDS)
        names = (records, f"{records}-wal", self._header.file_of(PLANS))
        now = time.time_ns()
        for name in names:
            with suppress(OSError):
                os.utime(self.folder / name, ns=(now, now))

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[Session]:
        engine = self._engine if writing else self._engine.execution_options(**{READING: True})
        session = Session(engine, expire_on_commit=False)
        try:
            if writing:
                session.connection()  # takes the write lock at once, before anything is read
            yield session
        finally:
            # Also after a failed commit: SQLite goes back to the state before, then the pool gets
            # its only connection back.
            with suppress(Exception):
                session.rollback()
            session.close()

    def check_passphrase(self, secret: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Check the passphrase of the slot that is open; WrongSecret, TooManyTries. About a second."""
        slots = (self.slot,) if self.slot.kind == "passphrase" else slots_of(self.slots, "passphrase")
        self.try_slots(slots, secret, monotonic)

    def try_slots(
        self, slots: tuple[Slot, ...], secret: str, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Check that the secret opens one of these slots; WrongSecret, BadInput, TooManyTries."""
        tries = self.tries(OPENING)
        tries.before(monotonic())
        _, keys = open_one(slots, secret, self.origin)
        wipe_keys(keys)
        tries.right()

    def tries(self, name: str) -> Tries:
        """The tries at one secret of this cabinet; `name` is opaque: lower-case letters, digits, hyphens."""
        return tries_for(self.folder, self._places.state_folder, self.id, name)

    def seal(self) -> None:
        """Seal the history where it stands: after a signature, on lock, on close.

        A disk that refuses is no error here, because what was saved is saved: it becomes one of
        the `warnings` until the next seal.
        """
        self._not_inside("be sealed")  # what is sealed must have been kept
        try:
            if not self.read_only:  # sealing would cover up what does not fit
                write_seals(self._places, self.head(), self._keys, self._now())
            self._seal_drawer()
            self._unsealed = ""
        except FileTrouble as trouble:
            self.note_unsealed(trouble)

    def note_unsealed(self, trouble: FileTrouble) -> None:
        """Keep as a warning that the disk refused a seal, until the next one is written."""
        self._unsealed = f"The history could not be sealed. {trouble}"

    def _seal_drawer(self) -> None:
        """Whatever is sealed, both are: one seal alone would show where something was signed."""
        if PLANS not in self._keys:
            return
        if self._inner is None:
            drawer_seal.write_again(self._places, self._keys[PLANS])
        elif not self._inner.read_only:
            drawer_seal.write(self._places, self._inner.head(), self._keys[PLANS])

    def head(self) -> Head:
        """Where the history stands."""
        with self.reading() as work:
            last = history.head(work, history.CABINET)
        return Head(0, GENESIS) if last is None else Head(last.number, last.hash)

    @contextmanager
    def alone(self) -> Iterator[Inside]:
        """Hold off every transaction while the files are copied or changed; NotAllowed when closed."""
        self._not_inside("be copied")
        self.settle()
        with self._turn:
            if self._closed:
                raise NotAllowed("This cabinet is locked.", "Open it again first.")
            with plain_words():
                yield Inside(
                    places=self._places,
                    header=self._header,
                    slot=self.slot,
                    keys=self._keys,
                    engine=self._engine,
                )

    def go_over_to(self, new: Inside) -> None:
        """Go on with renewed keys and their file; only inside `alone`. The old keys are cleared."""
        old, self._keys = self._keys, new.keys
        self._header, self.slot = new.header, new.slot
        engine, self._engine = self._engine, new.engine
        wipe_keys(old)
        with suppress(Exception):
            engine.dispose()
        if self._inner is not None:
            self._inner.go_along()

    def accept_history(self, reason: str, now: Clock) -> None:
        """Accept a history that does not fit, with a reason: a branch event and a new seal.

        NotAllowed without a reason. What did not fit stays in the history for good.
        """
        self.check(Act.ACCEPT_HISTORY)
        if not reason.strip():
            raise NotAllowed("Please say why: the history keeps the reason.")
        if not self.read_only:
            return
        with self._work(writing=True) as work:
            settings.put(work, ACCEPTED, cast("Json", history.faults(work)))
            history.note(
                work,
                file=history.CABINET,
                who=self.slot.person or self.owner.id,
                what="cabinet.history-accepted",
                subject=self.id,
                after=canonical_bytes({"broken": list(self._broken)}),
                now=now,
                reason=reason.strip(),
            )
        self.trust_from_here()
        self.seal()

    def trust_from_here(self) -> None:
        """Take the history as it stands for good: somebody said why, and it stands in it."""
        self.read_only = False
        self._broken = ()

    def close(self) -> None:
        """Seal, close the database, clear the keys, free the lock; again does nothing."""
        if self._closed:
            return
        self._not_inside("be closed")
        try:
            with suppress(Problem):  # a database that cannot be read any more must still be closed
                self.seal()
        finally:
            with suppress(Exception):
                self.settle()
            with self._turn:
                if self._inner is not None:
                    self._inner.close()
                self._closed = True
                with suppress(Exception):
                    self._engine.dispose()
                self._same_times()
                wipe_keys(self._keys)
                self._lock.give_back()

    def _not_inside(self, what: str) -> None:
        if self._is_inside() or (self._inner is not None and self._inner._is_inside()):
            raise RuntimeError(f"the cabinet cannot {what} inside a transaction")

    def _is_inside(self, *, writing: bool = False) -> bool:
        """Whether this thread is inside a transaction, or with `writing` inside one that writes."""
        mine = self._under_way
        return mine is not None and mine[0] == threading.get_ident() and (mine[2] or not writing)

    def look_over(self) -> None:
        """Read who it belongs to, and hold the history against itself and its seals."""
        with self._work(writing=False) as work:
            if settings.get(work, CABINET_ID) != self.id:
                raise damaged()
            self.organisation = settings.organisation(work)
            self.owner = people.supervisor(work, str(settings.get(work, settings.OWNER)))
            self.holder = _holder(work, self.slot, self.owner)
            _refuse_turned_clock(work, self.slot)
            faults = history.faults(work)
            accepted = settings.get(work, ACCEPTED, [])
            seals = check_seals(
                self._places, self._keys, lambda number: history.event_at(work, history.CABINET, number)
            )
        self._broken = (*faults, *seals.broken)
        known = accepted if isinstance(accepted, list) else []
        self.read_only = bool(seals.broken) or any(fault not in known for fault in faults)
        self.notes = seals.notes
        if any(word in str(self.folder.resolve()).lower() for word in _SYNCED):
            self.notes += (
                "This folder seems to be copied to the cloud as you work. That can damage a cabinet: "
                "better keep it in a folder that is not, and put backups there.",
            )


def _refuse_turned_clock(work: Work, slot: Slot) -> None:
    """A clock set back gives no more days: what was noted last here may be later than the last day."""
    last = history.head(work, history.CABINET) if slot.expires_on else None
    if last is not None:
        refuse_ended(slot, date.fromisoformat(last.at[:10]))


def _holder(work: Work, slot: Slot, owner: Supervisor) -> Supervisor:
    try:
        return people.supervisor(work, slot.person) if slot.person else owner
    except NotFound:  # named in the slot, but not kept: nothing may be signed in that name
        return Supervisor(id=slot.person, name=roles.key_role(slot.role).label, post="")
