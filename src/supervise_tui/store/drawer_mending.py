"""Puts the drawer's file in order: from a backup when it is damaged, missing or an older one, or empty.

The reason given is kept in the drawer's own history. The records note that the file was put in order and
nothing else: every cabinet has that file, with plans or without, and every disk can damage it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import cast

from supervise_tui.canonical import Json
from supervise_tui.domain.roles import Act
from supervise_tui.problems import NotACabinet, NotAllowed
from supervise_tui.store import history, settings
from supervise_tui.store.backup import OpenBackup, unpack
from supervise_tui.store.drawer import Drawer, drawer_of, opens_drawer
from supervise_tui.store.drawer_file import ASIDE, bring_up_to_date, copy_drawer, fill_new, put_in_place
from supervise_tui.store.durable import replace
from supervise_tui.store.opened import ACCEPTED, PLANS, Cabinet
from supervise_tui.store.sweeping import COPY, drop
from supervise_tui.store.trouble import PLANS_ARE, plain_words
from supervise_tui.store.verified_copy import to_the_disk
from supervise_tui.store.work import Clock
from supervise_tui.trust.chain import Head

IN_ORDER = "drawer.in-order"
"""In the records: the file was put in order, by whom and when."""
PUT_BACK, BEGUN_EMPTY = "drawer.put-back", "drawer.begun-empty"
"""In the drawer: what was done, with the reason."""


class Harm(StrEnum):
    """What is wrong with the drawer's file."""

    UNREADABLE = "unreadable"
    """Damaged, missing, or not of this cabinet."""
    OLDER = "older"
    """It can be read, and its history does not fit its seal."""


def harm(cabinet: Cabinet) -> Harm | None:
    """Say what is wrong with the drawer's file; None when nothing is, and for who may not see plans."""
    if not opens_drawer(cabinet):
        return None
    if cabinet.drawer_trouble is not None:
        return Harm.UNREADABLE
    try:
        return Harm.OLDER if drawer_of(cabinet).read_only else None
    except NotACabinet:
        return Harm.UNREADABLE


def put_back(cabinet: Cabinet, backup: OpenBackup, reason: str, *, now: Clock) -> None:
    """Put the drawer of a checked backup in the place of one that is damaged, missing or older.

    NotAllowed: without a reason, for a role that accepts no history, when nothing is wrong, or when the
    backup is of another cabinet, opens no plans, holds a damaged drawer, or one that is no newer.
    FileTrouble, BadBackup; then all is as it was. The backup's keys stay the caller's to wipe.
    """
    found = _check(cabinet, reason)
    if backup.header.origin != cabinet.origin:
        raise NotAllowed("That is a backup of another cabinet.", "Choose a backup of this one.")
    if PLANS not in backup.keys:
        raise NotAllowed(
            "What opened that backup is no key for improvement plans.",
            "Use a passphrase of that day that was.",
        )
    if PLANS not in (part.store for part in backup.contents.parts):
        raise NotAllowed("That backup holds no improvement plans.", "Take another backup.")
    here = drawer_of(cabinet).head() if found is Harm.OLDER else None

    def fill(fresh: Path, key: bytearray) -> None:
        shut = fresh.with_name(COPY.format(secrets.token_hex(4)))
        try:
            unpack(backup, fresh.parent, {PLANS: shut.name})
            _check_newer(_opened_copy(shut, backup.keys[PLANS], fresh, key), here)
        finally:
            drop(shut)
        with plain_words(PLANS_ARE):
            bring_up_to_date(fresh, key)
        to_the_disk(fresh)

    _replace(cabinet, fill)
    _note(cabinet, PUT_BACK, backup.header.id, backup.fingerprint.encode(), reason, now)


def begin_empty(cabinet: Cabinet, reason: str, *, now: Clock) -> None:
    """Begin an empty drawer in the place of one that cannot be read; NotAllowed, FileTrouble.

    The file of before is kept beside it, as far as there is one, until keys are changed.
    """
    if _check(cabinet, reason) is not Harm.UNREADABLE:
        raise NotAllowed(
            "The improvement plans can be read: they are not replaced by an empty drawer.",
            "Accept their history with a reason, or put back a newer one from a backup.",
        )
    _replace(cabinet, fill_new)
    _note(cabinet, BEGUN_EMPTY, cabinet.id, b"", reason, now)


def _check(cabinet: Cabinet, reason: str) -> Harm:
    if not opens_drawer(cabinet):
        drawer_of(cabinet)  # who has no key for it is told that, and nothing else
    cabinet.check(Act.ACCEPT_HISTORY)
    if cabinet.read_only:
        raise NotAllowed(
            "This cabinet is open for reading only, because its history does not fit its seal.",
            "Accept the history with a reason first.",
        )
    if not reason.strip():
        raise NotAllowed("Please say why: the history of the plans keeps the reason.")
    found = harm(cabinet)
    if found is None:
        raise NotAllowed("The improvement plans are in order.", "Nothing needs to be put back.")
    return found


def _opened_copy(shut: Path, key: bytearray, fresh: Path, new_key: bytearray) -> Head:
    """Copy the drawer out of a backup under the key of today; give where its history stands."""
    try:
        return copy_drawer(shut, key, fresh, new_key).head
    except NotACabinet:
        raise NotAllowed(
            "The improvement plans in that backup are damaged too.", "Take an older backup."
        ) from None


def _check_newer(there: Head, here: Head | None) -> None:
    if here is not None and there.number <= here.number:
        raise NotAllowed(
            "That backup holds nothing newer than what is here.",
            "Take a newer backup, or accept the history with a reason.",
        )


def _replace(cabinet: Cabinet, fill: Callable[[Path, bytearray], None]) -> None:
    """Put a new file in the place of the drawer's; the one of before is kept beside it.

    Killed before the last step, the file is missing: the cabinet opens, and this can be done again.
    """
    with cabinet.alone() as inside:
        folder = cabinet.folder
        path, fresh = folder / inside.header.file_of(PLANS), folder / COPY.format(secrets.token_hex(4))
        try:
            fill(fresh, inside.keys[PLANS])
            cabinet.drawer_mended()  # nothing of ours holds the file any more: Windows would not move it
            with suppress(OSError):
                replace(path, folder / ASIDE)
            put_in_place(fresh, path)
        finally:
            drop(fresh)


def _note(cabinet: Cabinet, what: str, subject: str, after: bytes, reason: str, now: Clock) -> None:
    """Write it into both histories, and let the drawer's count from here on."""
    who = cabinet.slot.person or cabinet.owner.id
    drawer = drawer_of(cabinet)
    if not isinstance(drawer, Drawer):
        raise TypeError("a drawer is opened as one")
    with drawer._work(writing=True) as work:
        settings.put(work, ACCEPTED, cast("Json", history.faults(work)))
        history.note(
            work,
            file=history.CABINET,
            who=who,
            what=what,
            subject=subject,
            after=after,
            now=now,
            reason=reason.strip(),
        )
    drawer.trust_from_here()
    with cabinet.transaction(Act.ACCEPT_HISTORY) as work:
        history.note(
            work, file=history.CABINET, who=who, what=IN_ORDER, subject=cabinet.id, after=b"", now=now
        )
    cabinet.seal()
