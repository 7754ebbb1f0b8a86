"""The cabinet: make one, or open one with a passphrase or the recovery key."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from supervise_tui.domain.people import Organisation, Supervisor
from supervise_tui.problems import FileTrouble
from supervise_tui.store import drawer, drawer_file, people, settings, wal
from supervise_tui.store.database import open_database
from supervise_tui.store.durable import file_trouble, make_folder, replace, sync_folder
from supervise_tui.store.header import Header, make_header, read_header, write_header
from supervise_tui.store.lock import Lock, in_use_by
from supervise_tui.store.opened import CABINET_ID, OPENING, PLANS, RECORDS, Cabinet
from supervise_tui.store.seal import SealPlaces
from supervise_tui.store.sweeping import sweep
from supervise_tui.store.tries import tries_for
from supervise_tui.store.trouble import plain_words
from supervise_tui.store.way_in import open_slots, slots_of
from supervise_tui.store.work import Clock, Work
from supervise_tui.trust.costs import Argon2Costs
from supervise_tui.trust.keyslots import (
    DataKeys,
    Slot,
    check_header_tag,
    new_data_key,
    normalise_recovery_key,
    passphrase_slot,
    recovery_slot,
    wipe_keys,
)

__all__ = ["OPENING", "Cabinet", "Work", "in_use_by", "make", "open_cabinet", "read_header"]


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
    keys: DataKeys = {RECORDS: new_data_key(), PLANS: new_data_key()}
    header, slot, recovery_key = _first_slots(keys, owner, passphrase, costs)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        make_folder(draft, "The folder for the cabinet")
        places = SealPlaces(draft, state_folder, header.id)
        lock = Lock(draft)
        lock.take(now())
        try:
            _fill(places, slot, header, keys, lock, now, organisation, owner, prepare)
        finally:
            lock.give_back()
        write_header(draft, header)
        name_it(draft, folder)
    except BaseException:
        wipe_keys(keys)
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return open_with(folder, state_folder, slot, header, keys, now, new=True), recovery_key


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

    Errors: WrongSecret, BadInput (a slip in the recovery key), NotAllowed (the key's last day is over),
    TooManyTries, CabinetInUse, NotACabinet, CabinetTooNew, FileTrouble. About a second of work.
    """
    folder = folder.absolute()
    header = read_header(folder)
    kind = "recovery" if by_recovery else "passphrase"
    slots_of(header.slots, kind)  # whether there is any is told before a second is spent
    if by_recovery:
        normalise_recovery_key(secret)  # a slip of the finger is told at once and counts as no try
    lock = Lock(folder)
    lock.take(now())
    try:
        tries = tries_for(folder, state_folder, header.id, OPENING)
        tries.before(monotonic())
        slot, keys = open_slots(header.slots, kind, secret, header.origin, now().date())
        tries.right()
    except BaseException:
        lock.give_back()
        raise
    return open_with(folder, state_folder, slot, header, keys, now, lock)


def _first_slots(
    keys: DataKeys, owner: Supervisor, passphrase: str, costs: Argon2Costs
) -> tuple[Header, Slot, str]:
    """Give a new header, the owner's slot in it, and the recovery key of the other slot."""
    cabinet = secrets.token_hex(8)
    slot = passphrase_slot(passphrase, keys, cabinet=cabinet, person=owner.id, role="owner", costs=costs)
    second, recovery_key = recovery_slot(keys, cabinet=cabinet)
    return make_header(cabinet, (slot, second), keys), slot, recovery_key


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
        engine = open_database(places.folder / header.file_of(RECORDS), keys[RECORDS], new=True)
    with suppress(OSError):
        (places.folder / header.file_of(RECORDS)).chmod(0o600)
    try:
        fresh = Cabinet(places, slot, header, keys, engine, lock, now)
        with fresh.transaction() as work:
            settings.put(work, CABINET_ID, header.id)
            settings.put_organisation(work, organisation)
            people.save_supervisor(work, owner)
            settings.put(work, settings.OWNER, owner.id)
            settings.put(work, drawer.MADE, True)
            if prepare is not None:
                prepare(work, header.id)
        fresh.seal()
        drawer_file.make_file(places, header, keys[PLANS])
        if fresh.warnings:
            raise FileTrouble(fresh.warnings[0], "Check the disk and its free space, then try again.")
    finally:
        engine.dispose()


def name_it(draft: Path, folder: Path) -> None:
    """Give the whole cabinet its own name, in one step."""
    try:
        sync_folder(draft)
        if folder.exists():
            folder.rmdir()  # empty, as checked; Windows does not put a folder over another
        replace(draft, folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise file_trouble(error, "The folder for the cabinet") from None


def open_with(
    folder: Path,
    state_folder: Path,
    slot: Slot,
    header: Header,
    keys: DataKeys,
    now: Clock,
    lock: Lock | None = None,
    *,
    new: bool = False,
) -> Cabinet:
    """Open the database with keys in hand; on any error all is closed and cleared again.

    `new`: it was made a moment ago.
    """
    places = SealPlaces(folder, state_folder, header.id)
    engine: Engine | None = None
    if lock is None:
        lock = Lock(folder)
        lock.take(now())
    try:
        check_header_tag(header.as_json, keys)
        database = folder / header.file_of(RECORDS)
        cut_short = _cut_short(database)  # before SQLite replays the log and takes it away
        with plain_words():
            engine = open_database(database, keys[RECORDS])
        cabinet = Cabinet(places, slot, header, keys, engine, lock, now)
        cabinet.look_over()
        if cut_short:
            cabinet.notes += (
                "The program was cut off while it was writing. "
                "The last thing that was written may be missing: please look it through.",
            )
        if not cabinet.warnings:
            sweep(folder, header)
        drawer.prepare_file(cabinet, new=new)  # last: it goes on in a thread
    except BaseException:
        if engine is not None:
            engine.dispose()
        wipe_keys(keys)
        lock.give_back()
        raise
    return cabinet


def _cut_short(database: Path) -> bool:
    try:
        return wal.cut_short(database.with_name(f"{database.name}-wal"))
    except OSError as error:
        raise file_trouble(error, "The cabinet") from None
