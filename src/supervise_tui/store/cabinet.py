"""The cabinet: make it, open it, work in it one transaction at a time, close it."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.domain.people import Organisation, Supervisor
from supervise_tui.problems import FileTrouble, NotAllowed, Problem, WrongSecret
from supervise_tui.store import history, people, settings
from supervise_tui.store.database import READING, open_database
from supervise_tui.store.durable import file_trouble, make_folder, sync_folder
from supervise_tui.store.header import Header, make_header, read_header, write_header
from supervise_tui.store.lock import Lock, in_use_by
from supervise_tui.store.seal import SealPlaces, check_seals, write_seals
from supervise_tui.store.tries import Tries, tries_for
from supervise_tui.store.trouble import damaged, plain_words
from supervise_tui.store.work import Clock, Work
from supervise_tui.trust.chain import GENESIS, Head
from supervise_tui.trust.costs import Argon2Costs
from supervise_tui.trust.keyslots import (
    DataKeys,
    Slot,
    check_header_tag,
    new_data_key,
    normalise_recovery_key,
    open_slot,
    passphrase_slot,
    recovery_slot,
    wipe_keys,
)

__all__ = ["Cabinet", "Work", "in_use_by", "make", "open_cabinet", "read_header"]

RECORDS, PLANS = "records", "plans"
"""The stores, each with a data key of its own; the file of PLANS comes with improvement plans."""
RECORDS_FILE = "records.db"
OPENING = "opening"
"""The name of the tries at the cabinet's own secrets."""

_CABINET_ID = "cabinet"
_ACCEPTED = "history.accepted"
"""Settings: the cabinet's id, held against cabinet.json; faults of the history that were accepted."""
_SYNCED = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud", "com~apple~clouddocs")


class Cabinet:
    """An open cabinet. Functions of the store take the `Work` that `transaction` or `reading` give."""

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
        self.folder = places.folder
        self.slot = slot
        """The slot that was opened."""
        self.read_only = False
        """The history does not fit its seal; see `accept_history`."""
        self.notes: tuple[str, ...] = ()
        """Things to know that are no harm."""
        self._places = places
        self._slots = header.slots
        self._keys = keys
        self._engine = engine
        self._lock = lock
        self._now = now
        self._turn = threading.Lock()
        self._under_way: tuple[int, Work, bool] | None = None
        """Thread, work and whether it writes, of the transaction that has its turn."""
        self._broken: tuple[str, ...] = ()
        self._unsealed = ""
        self._closed = False
        self.organisation: Organisation
        self.owner: Supervisor

    def __repr__(self) -> str:
        return f"<Cabinet {self.id}{' closed' if self._closed else ''}>"

    @property
    def warnings(self) -> tuple[str, ...]:
        """Plain sentences about harm: the history does not fit, or could not be sealed."""
        return (*self._broken, *((self._unsealed,) if self._unsealed else ()))

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """One transaction: all of it is kept at the end, or nothing if anything is raised.

        Threads take turns; inside another transaction of the same thread it is a part of that one.
        NotAllowed while the cabinet is read-only or closed; FileTrouble from the disk. Keep it
        short: nobody else can read meanwhile.
        """
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
            with plain_words(), self._session(writing=writing) as session:
                work = Work(session=session, cabinet=self.id)
                self._under_way = (threading.get_ident(), work, writing)
                try:
                    yield work
                    if writing:
                        session.commit()
                finally:
                    self._under_way = None

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
        slots = (self.slot,) if self.slot.kind == "passphrase" else _slots_of(self._slots, "passphrase")
        tries = self.tries(OPENING)
        tries.before(monotonic())
        _, keys = _open_one(slots, secret, self.id)
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
        if self.read_only:
            return  # sealing now would cover up what does not fit
        self._not_inside("be sealed")  # what is sealed must have been kept
        with self.reading() as work:
            last = history.head(work, history.CABINET)
        head = Head(0, GENESIS) if last is None else Head(last.number, last.hash)
        try:
            write_seals(self._places, head, self._keys, self._now())
            self._unsealed = ""
        except FileTrouble as trouble:
            self._unsealed = f"The history could not be sealed. {trouble}"

    def accept_history(self, reason: str, now: Clock) -> None:
        """Accept a history that does not fit, with a reason: a branch event and a new seal.

        NotAllowed without a reason. What did not fit stays in the history for good.
        """
        if not reason.strip():
            raise NotAllowed("Please say why: the history keeps the reason.")
        if not self.read_only:
            return
        with self._work(writing=True) as work:
            settings.put(work, _ACCEPTED, cast("Json", history.faults(work)))
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
        self.read_only = False
        self._broken = ()
        self.seal()

    def close(self) -> None:
        """Seal, close the database, clear the keys, free the lock; again does nothing."""
        if self._closed:
            return
        self._not_inside("be closed")
        try:
            with suppress(Problem):  # a database that cannot be read any more must still be closed
                self.seal()
        finally:
            with self._turn:
                self._closed = True
                with suppress(Exception):
                    self._engine.dispose()
                wipe_keys(self._keys)
                self._lock.give_back()

    def _not_inside(self, what: str) -> None:
        if self._under_way is not None and self._under_way[0] == threading.get_ident():
            raise RuntimeError(f"the cabinet cannot {what} inside a transaction")

    def _look_over(self) -> None:
        """Read who it belongs to, and hold the history against itself and its seals."""
        with self._work(writing=False) as work:
            if settings.get(work, _CABINET_ID) != self.id:
                raise damaged()
            self.organisation = settings.organisation(work)
            self.owner = people.supervisor(work, str(settings.get(work, settings.OWNER)))
            faults = history.faults(work)
            accepted = settings.get(work, _ACCEPTED, [])
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


def make(
    folder: Path,
    organisation: Organisation,
    owner: Supervisor,
    passphrase: str,
    *,
    costs: Argon2Costs,
    state_folder: Path,
    now: Clock,
    prepare: Callable[[Work, str], None] | None = None,
) -> tuple[Cabinet, str]:
    """Make a cabinet in `folder`, which must not exist or be empty; give it open, and its recovery key.

    It is made under another name beside it and gets its own name when it is whole, so a half-made
    one never looks like a cabinet. `prepare` may put first things in, given the work and the new
    cabinet's id. Errors: FileTrouble.
    """
    folder = folder.absolute()
    _check_free(folder)
    make_folder(folder.parent, "The folder for the cabinet")
    cabinet = secrets.token_hex(8)
    keys: DataKeys = {RECORDS: new_data_key(), PLANS: new_data_key()}
    slot = passphrase_slot(passphrase, keys, cabinet=cabinet, person=owner.id, role="owner", costs=costs)
    second, recovery_key = recovery_slot(keys, cabinet=cabinet)
    header = make_header(cabinet, (slot, second), keys)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        make_folder(draft, "The folder for the cabinet")
        places = SealPlaces(draft, state_folder, cabinet)
        lock = Lock(draft)
        lock.take(now())
        try:
            _fill(places, slot, header, keys, lock, now, organisation, owner, prepare)
        finally:
            lock.give_back()
        write_header(draft, header)
        _name_it(draft, folder)
    except BaseException:
        wipe_keys(keys)
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return _open_with(folder, state_folder, slot, header, keys, now), recovery_key


def open_cabinet(
    folder: Path,
    secret: str,
    *,
    state_folder: Path,
    now: Clock,
    monotonic: Callable[[], float] = time.monotonic,
    by_recovery: bool = False,
) -> Cabinet:
    """Open the cabinet in `folder` with a passphrase, or with the recovery key.

    Errors: WrongSecret, BadInput (a slip in the recovery key), TooManyTries, CabinetInUse,
    NotACabinet, CabinetTooNew, FileTrouble. About a second of work.
    """
    folder = folder.absolute()
    header = read_header(folder)
    slots = _slots_of(
        header.slots, "recovery" if by_recovery else "passphrase", today=now().date().isoformat()
    )
    if by_recovery:
        normalise_recovery_key(secret)  # a slip of the finger is told at once and counts as no try
    lock = Lock(folder)
    lock.take(now())
    try:
        tries = tries_for(folder, state_folder, header.id, OPENING)
        tries.before(monotonic())
        slot, keys = _open_one(slots, secret, header.id)
        tries.right()
    except BaseException:
        lock.give_back()
        raise
    return _open_with(folder, state_folder, slot, header, keys, now, lock)


def _check_free(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise file_trouble(error, "The folder for the cabinet") from None
    if taken:
        what = "a cabinet" if (folder / "cabinet.json").exists() else "something"
        raise FileTrouble(f"There is {what} under that name already.", "Choose another name for the folder.")


def _fill(
    places: SealPlaces,
    slot: Slot,
    header: Header,
    keys: DataKeys,
    lock: Lock,
    now: Clock,
    organisation: Organisation,
    owner: Supervisor,
    prepare: Callable[[Work, str], None] | None,
) -> None:
    with plain_words():
        engine = open_database(places.folder / RECORDS_FILE, keys[RECORDS], new=True)
    with suppress(OSError):
        (places.folder / RECORDS_FILE).chmod(0o600)
    try:
        fresh = Cabinet(places, slot, header, keys, engine, lock, now)
        with fresh.transaction() as work:
            settings.put(work, _CABINET_ID, header.id)
            settings.put_organisation(work, organisation)
            people.save_supervisor(work, owner)
            settings.put(work, settings.OWNER, owner.id)
            if prepare is not None:
                prepare(work, header.id)
        fresh.seal()
        if fresh.warnings:
            raise FileTrouble(fresh.warnings[0], "Check the disk and its free space, then try again.")
    finally:
        engine.dispose()


def _name_it(draft: Path, folder: Path) -> None:
    """Give the whole cabinet its own name, in one step."""
    try:
        sync_folder(draft)
        if folder.exists():
            folder.rmdir()  # empty, as checked; Windows does not put a folder over another
        draft.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise file_trouble(error, "The folder for the cabinet") from None


def _slots_of(slots: tuple[Slot, ...], kind: str, today: str = "") -> tuple[Slot, ...]:
    found = tuple(
        slot
        for slot in slots
        if slot.kind == kind and RECORDS in slot.stores and not (slot.expires_on and slot.expires_on < today)
    )
    if not found:
        raise WrongSecret(
            "This cabinet cannot be opened in that way.",
            "Use the passphrase, or ask its owner for a new key.",
        )
    return found


def _open_one(slots: tuple[Slot, ...], secret: str, cabinet: str) -> tuple[Slot, DataKeys]:
    """Open the first slot that the secret fits; WrongSecret if none."""
    wrong: WrongSecret | None = None
    for slot in slots:
        try:
            return slot, open_slot(slot, secret, cabinet=cabinet)
        except WrongSecret as problem:
            wrong = problem
    raise wrong or WrongSecret("That does not open this cabinet.", "Check it and try again.")


def _open_with(
    folder: Path,
    state_folder: Path,
    slot: Slot,
    header: Header,
    keys: DataKeys,
    now: Clock,
    lock: Lock | None = None,
) -> Cabinet:
    """Open the database with keys in hand; on any error all is closed and cleared again."""
    places = SealPlaces(folder, state_folder, header.id)
    engine: Engine | None = None
    if lock is None:
        lock = Lock(folder)
        lock.take(now())
    try:
        check_header_tag(header.as_json, keys)
        with plain_words():
            engine = open_database(folder / RECORDS_FILE, keys[RECORDS])
        cabinet = Cabinet(places, slot, header, keys, engine, lock, now)
        cabinet._look_over()
    except BaseException:
        if engine is not None:
            engine.dispose()
        wipe_keys(keys)
        lock.give_back()
        raise
    return cabinet
