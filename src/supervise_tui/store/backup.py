"""Backups: written whole or not at all, read again before they count, restored as a copy with its own id."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.problems import FileTrouble, NotACabinet
from supervise_tui.store.backup_file import Label, Writer, bad_backup, pieces, reading
from supervise_tui.store.backup_parts import CHUNK, STORES, Contents, Part, read_parts, written
from supervise_tui.store.drawer_file import copy_drawer, journal
from supervise_tui.store.durable import file_trouble, sync_folder
from supervise_tui.store.header import Header
from supervise_tui.store.opened import RECORDS, Cabinet, Inside
from supervise_tui.store.sweeping import COPY, drop, noted_draft
from supervise_tui.store.tries import Tries
from supervise_tui.store.verified_copy import NOTHING_TOLD, Tally, copy_database
from supervise_tui.store.way_in import open_slots, slots_of
from supervise_tui.store.work import Clock
from supervise_tui.trust.chain import Head
from supervise_tui.trust.keyslots import DataKeys, Slot, check_header_tag, normalise_recovery_key, wipe_keys


@dataclass(frozen=True, kw_only=True)
class Made:
    """A backup that was written and read again: where, its SHA-256, and what it holds."""

    path: Path
    at: datetime
    size: int
    """In bytes."""
    fingerprint: str
    records: int
    head: Head
    whole: bool
    """False when a store is missing from the cabinet, so that it is not in the backup."""


@dataclass(frozen=True, kw_only=True)
class OpenBackup:
    """A backup whose every byte was checked, with its keys; wipe them after use."""

    path: Path
    header: Header
    slot: Slot
    contents: Contents
    fingerprint: str
    keys: DataKeys = field(repr=False)


def make_backup(
    cabinet: Cabinet, target: Path, *, now: Clock, step: Callable[[str], object] = lambda name: None
) -> Made:
    """Write a backup of an open cabinet to the new file `target`, then read all of it again.

    FileTrouble when `target` is there already, lies inside the cabinet or cannot be written: then
    there is no file of that name. Others wait while the stores are copied, not while it is written.
    """
    target = target.absolute()
    _check_free(cabinet.folder, target)
    with ExitStack() as after:
        with cabinet.alone() as inside:
            keys = {store: bytearray(key) for store, key in inside.keys.items()}
            after.callback(wipe_keys, keys)
            header = inside.header
            copies = _copy_stores(cabinet.folder, inside, after)
        step("copied")
        contents = Contents(made_at=now(), parts=tuple(_part(store, *copy) for store, copy in copies.items()))
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        after.enter_context(noted_draft(cabinet.folder, draft))
        try:
            with file_words():
                fingerprint = _write(
                    draft, header, keys, contents, {s: path for s, (path, _) in copies.items()}
                )
                step("written")
                _read_again(draft, header, keys, contents, fingerprint)
                step("verified")
                size = draft.stat().st_size
                _name_it(draft, target)
        except BaseException:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
    records = contents.tally_of(RECORDS)
    return Made(
        path=target,
        at=contents.made_at,
        size=size,
        fingerprint=fingerprint,
        records=records.records,
        head=records.head,
        whole=not any((cabinet.folder / header.file_of(s)).exists() for s in STORES if s not in copies),
    )


def read_label(path: Path) -> Header:
    """Give the header in the backup at `path`, shape only; BadBackup, CabinetTooNew, FileTrouble."""
    with reading(path) as (_, label):
        return label.header


def open_backup(
    path: Path,
    secret: str,
    *,
    state_folder: Path,
    now: Clock,
    by_recovery: bool = False,
    monotonic: Callable[[], float] = time.monotonic,
) -> OpenBackup:
    """Open a backup with a passphrase (or recovery key) of then, and check every byte of it.

    Errors: WrongSecret, BadInput, NotAllowed (the key's last day is over), TooManyTries, BadBackup,
    CabinetTooNew, FileTrouble. Writes nothing but the count of wrong tries; holds one piece in memory
    at a time.
    """
    if by_recovery:
        normalise_recovery_key(secret)
    with reading(path) as (file, label):
        header = label.header
        kind = "recovery" if by_recovery else "passphrase"
        slots_of(header.slots, kind)  # whether there is any is told before a second is spent
        tries = Tries([state_folder / "tries" / f"{header.id}-backup.json"])
        tries.before(monotonic())
        try:
            slot, keys = open_slots(header.slots, kind, secret, header.origin, now().date())
        except NotACabinet:
            raise bad_backup() from None
        tries.right()
        try:
            contents, fingerprint = _check_whole(file, label, keys)
        except BaseException:
            wipe_keys(keys)
            raise
    return OpenBackup(
        path=path, header=header, slot=slot, contents=contents, fingerprint=fingerprint, keys=keys
    )


def unpack(backup: OpenBackup, folder: Path, names: Mapping[str, str]) -> None:
    """Write those stores of a checked backup that have `names` into `folder`; BadBackup, FileTrouble."""
    with ExitStack() as files, file_words():
        opened: dict[str, BinaryIO] = {}
        for store, name in names.items():
            path = folder / name
            descriptor = os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
            opened[store] = files.enter_context(os.fdopen(descriptor, "wb"))
        with reading(backup.path) as (file, label):
            if label.header.as_json != backup.header.as_json:
                raise bad_backup()
            read_parts(
                pieces(file, label, backup.keys),
                lambda store, raw: opened[store].write(raw) if store in opened else None,
            )
        for one in opened.values():
            one.flush()
            os.fsync(one.fileno())


@contextmanager
def file_words() -> Iterator[None]:
    """Raise the disk's own errors as FileTrouble about the backup."""
    try:
        yield
    except OSError as error:
        raise file_trouble(error, "The backup") from None


def _check_free(cabinet: Path, target: Path) -> None:
    with file_words():
        if target.exists() or target.is_symlink():
            raise FileTrouble(
                f"{target.name} is there already.", "Choose another name; nothing is overwritten."
            )
        if not target.parent.is_dir():
            raise FileTrouble(
                "The folder for the backup is not there.", "Connect its disk, or choose another."
            )
        if target.parent.resolve().is_relative_to(cabinet.resolve()):
            raise FileTrouble(
                "That is inside the cabinet itself.",
                "A backup belongs on another disk, best in another place.",
            )


def _copy_stores(folder: Path, inside: Inside, after: ExitStack) -> dict[str, tuple[Path, Tally]]:
    copies: dict[str, tuple[Path, Tally]] = {}
    for store in STORES:
        source = folder / inside.header.file_of(store)
        if store != RECORDS and not source.exists():
            continue
        path = folder / COPY.format(secrets.token_hex(4))
        after.callback(drop, path)
        if store == RECORDS:
            copies[store] = path, copy_database(inside.engine, path, inside.keys[store])
        else:
            copies[store] = path, _copy_drawer(source, path, inside.keys.get(store))
    return copies


def _copy_drawer(source: Path, target: Path, key: bytearray | None) -> Tally:
    """Copy the drawer; without its key, or when it is damaged, shut and byte for byte.

    Nothing of what it holds is counted: the list of the backup is read with the key of the records.
    """
    if key is not None:
        with suppress(NotACabinet, FileTrouble):
            copy_drawer(source, key, target, key)
            return NOTHING_TOLD
    if journal(source).exists():
        # Half a change may stand in the file. Only its key can undo it; nothing says what the change was.
        raise FileTrouble(
            "The program was cut off while it was writing in this cabinet.",
            "Let its owner open it once, then make the backup.",
        )
    with file_words():
        shutil.copyfile(source, target)
        target.chmod(0o600)
    return NOTHING_TOLD


def _part(store: str, path: Path, tally: Tally) -> Part:
    with file_words(), path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Part(store=store, size=path.stat().st_size, digest=digest, tally=tally)


def _write(
    draft: Path, header: Header, keys: DataKeys, contents: Contents, copies: Mapping[str, Path]
) -> str:
    """Write the backup under its draft name; give its SHA-256."""
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        writer = Writer(file, header, keys)
        writer.write(written(contents))
        for part in contents.parts:
            with copies[part.store].open("rb") as source:
                while raw := source.read(CHUNK):
                    writer.write(raw)
        writer.finish()
        file.flush()
        os.fsync(file.fileno())
    return writer.fingerprint


def _read_again(draft: Path, header: Header, keys: DataKeys, contents: Contents, fingerprint: str) -> None:
    """Open what was written as a restore would; FileTrouble if it is not what was meant."""
    with reading(draft) as (file, label):
        found = _check_whole(file, label, keys)
    if label.header.as_json != header.as_json or found != (contents, fingerprint):
        raise FileTrouble("The backup is not what was written.", "The disk may be failing: use another one.")


def _check_whole(file: BufferedReader, label: Label, keys: DataKeys) -> tuple[Contents, str]:
    try:
        check_header_tag(label.header.as_json, keys)
    except NotACabinet:
        raise bad_backup() from None
    contents = read_parts(pieces(file, label, keys), lambda store, raw: None)
    if RECORDS not in {part.store for part in contents.parts}:
        raise bad_backup()
    file.seek(0)
    return contents, hashlib.file_digest(file, "sha256").hexdigest()


def _name_it(draft: Path, target: Path) -> None:
    """Give the file its name without ever taking the place of another."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:
        # Sticks with FAT know no second names. Nobody else makes this name in the moment between.
        if target.exists() or target.is_symlink():
            raise _taken(target) from None
        draft.rename(target)
    else:
        draft.unlink()
    with suppress(OSError):
        sync_folder(target.parent)


def _taken(target: Path) -> FileTrouble:
    return FileTrouble(f"{target.name} is there already.", "Choose another name; nothing is overwritten.")


def last_backup_json(made: Made) -> dict[str, Json]:
    """Give what the cabinet keeps of its last backup."""
    return {
        "at": made.at.isoformat(),
        "name": made.path.name,
        "folder": str(made.path.parent),
        "fingerprint": made.fingerprint,
    }


def digest_of(made: Made) -> bytes:
    """Give what the history's digest of a backup covers."""
    return canonical_bytes({"backup": made.fingerprint, "number": made.head.number, "hash": made.head.hash})
