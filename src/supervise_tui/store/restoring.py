"""Makes a cabinet out of a backup: a copy with an id of its own, whole or not there."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from supervise_tui.domain.roles import Act
from supervise_tui.problems import FileTrouble, NotACabinet
from supervise_tui.store import history, settings
from supervise_tui.store.backup import OpenBackup, open_backup, unpack
from supervise_tui.store.backup_file import bad_backup
from supervise_tui.store.cabinet import name_it, open_with
from supervise_tui.store.database import open_database
from supervise_tui.store.durable import file_trouble, make_folder
from supervise_tui.store.header import Header, make_header, write_header
from supervise_tui.store.lock import Lock
from supervise_tui.store.opened import CABINET_ID, RECORDS, Cabinet
from supervise_tui.store.seal import SealPlaces
from supervise_tui.store.verified_copy import look_over
from supervise_tui.store.work import Clock
from supervise_tui.trust.keyslots import wipe_keys

RESTORED = "cabinet.restored"


def restore(
    path: Path,
    secret: str,
    folder: Path,
    *,
    state_folder: Path,
    now: Clock,
    by_recovery: bool = False,
    monotonic: Callable[[], float] = time.monotonic,
) -> Cabinet:
    """Make the cabinet of the backup at `path` anew in `folder`, which must not exist; give it open.

    The copy gets an id of its own, so that its history is never taken for that of the first one;
    the slots of then open it. Errors as `open_backup`; then nothing was written.
    """
    folder = folder.absolute()
    _check_free(folder)
    backup = open_backup(
        path, secret, state_folder=state_folder, now=now, by_recovery=by_recovery, monotonic=monotonic
    )
    return restore_opened(backup, folder, state_folder=state_folder, now=now)


def restore_opened(backup: OpenBackup, folder: Path, *, state_folder: Path, now: Clock) -> Cabinet:
    """As `restore`, with a backup that was opened and checked; its keys become the cabinet's."""
    folder = folder.absolute()
    made = False
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        header = make_header(
            secrets.token_hex(8), backup.header.slots, backup.keys, origin=backup.header.origin
        )
        make_folder(draft, "The folder for the cabinet")
        _unpacked(backup, draft, header, state_folder, now)
        write_header(draft, header)
        name_it(draft, folder)
        made = True
        return open_with(folder, state_folder, backup.slot, header, backup.keys, now)
    except BaseException:
        wipe_keys(backup.keys)
        shutil.rmtree(folder if made else draft, ignore_errors=True)
        raise


def _check_free(folder: Path) -> None:
    try:
        if folder.exists() or folder.is_symlink():
            raise FileTrouble(f"{folder.name} is there already.", "Choose a folder that is not there yet.")
    except OSError as error:
        raise file_trouble(error, "The folder for the cabinet") from None


def _unpacked(backup: OpenBackup, draft: Path, header: Header, state_folder: Path, now: Clock) -> None:
    """Put the stores into the draft, look them over, give the copy its id and say so in its history."""
    names = {part.store: header.file_of(part.store) for part in backup.contents.parts}
    lock = Lock(draft)
    lock.take(now())
    try:
        unpack(backup, draft, names)
        for part in backup.contents.parts:
            if part.store != RECORDS:
                continue  # the drawer goes along as it is: its bytes were checked, opening it tells the rest
            if look_over(draft / names[RECORDS], backup.keys[RECORDS]) != part.tally:
                raise bad_backup()
        engine = open_database(draft / names[RECORDS], backup.keys[RECORDS])
        try:
            places = SealPlaces(draft, state_folder, header.id)
            fresh = Cabinet(places, backup.slot, header, backup.keys, engine, lock, now)
            _note(fresh, backup, now)
            fresh.seal()
            if fresh.warnings:
                raise FileTrouble(fresh.warnings[0], "Check the disk and its free space, then try again.")
        finally:
            engine.dispose()
    except NotACabinet:
        raise bad_backup() from None
    finally:
        lock.give_back()


def _note(fresh: Cabinet, backup: OpenBackup, now: Clock) -> None:
    with fresh.transaction(Act.RESTORE) as work:
        if settings.get(work, CABINET_ID) != backup.header.id:
            raise bad_backup()
        settings.put(work, CABINET_ID, fresh.id)
        history.note(
            work,
            file=history.CABINET,
            who=backup.slot.person or str(settings.get(work, settings.OWNER)),
            what=RESTORED,
            subject=backup.header.id,
            after=backup.fingerprint.encode(),
            now=now,
        )
