"""One writer for a cabinet: a lock beside the database, and a note of who holds it.

The lock itself is the operating system's, so it goes when its process dies, however it dies. On
Windows a locked file cannot be read, so who holds it stands in a file of its own, lock.owner. That
note names the computer's user, never anyone from inside the cabinet: it is plain text.
"""

from __future__ import annotations

import getpass
import os
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.forms.day_words import day_and_month
from supervise_tui.problems import BadInput, CabinetInUse, FileTrouble
from supervise_tui.store.durable import file_trouble, read_small, write_whole

LOCK = "lock"
OWNER = "lock.owner"
A_LOOK_TAKES = 0.5
"""Seconds in which a lock that only `in_use_by` holds is free again, many times over."""
_POLL = 0.02
_OWNER_LIMIT = 4096


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"


class Lock:
    """The lock of one cabinet folder; `take` it once, `give_back` as often as you like."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # A lock file of another kind (fallback_to_soft) would stay after a crash and shut the owner out.
        self._lock = FileLock(
            folder / LOCK, timeout=0, thread_local=False, mode=0o600, fallback_to_soft=False
        )

    def take(self, now: datetime) -> None:
        """Take the lock; CabinetInUse names who has it, FileTrouble if the folder refuses.

        Waits `A_LOOK_TAKES`: whoever asks `in_use_by`, this program's own unlock screen too, holds the
        lock for an instant, and that is no reason to turn the owner away.
        """
        try:
            self._lock.acquire(timeout=A_LOOK_TAKES, poll_interval=_POLL)
        except Timeout:
            raise CabinetInUse(
                f"This cabinet is open already: {who_has_it(self._folder)}.",
                "Close it there first. Two at once would lose what one of them writes.",
            ) from None
        except OSError as error:
            raise file_trouble(error, "The cabinet's folder") from None
        owner: Json = {
            "user": _user(),
            "computer": platform.node(),
            "process": os.getpid(),
            "since": now.isoformat(timespec="minutes"),
        }
        # On a full disk the note cannot be written, but its owner must still be able to read.
        with suppress(FileTrouble):
            write_whole(self._folder / OWNER, canonical_bytes(owner), "The cabinet's folder")

    def give_back(self) -> None:
        """Free the lock."""
        if self._lock.is_locked:
            with suppress(OSError):
                (self._folder / OWNER).unlink()
            self._lock.release()


def who_has_it(folder: Path) -> str:
    """Say who holds the lock of `folder`, as a part of a sentence; readable while it is held."""
    try:
        raw = read_small(folder / OWNER, _OWNER_LIMIT)
        owner = parse(raw) if raw is not None else None
    except (OSError, BadInput):
        owner = None
    if not isinstance(owner, dict):
        return "in another copy of the program"
    user, computer, since = (_printable(owner.get(key)) for key in ("user", "computer", "since"))
    return f"{user} has it open on {computer}, since {_moment(since)}"


def _moment(since: str) -> str:
    """Give "Saturday 21 November, 23:44"; what is no time as it stands."""
    try:
        at = datetime.fromisoformat(since)
    except ValueError:
        return since
    return f"{day_and_month(at.date())}, {at:%H:%M}"


def in_use_by(folder: Path) -> str:
    """Say who has the cabinet in `folder` open; empty when nobody has."""
    if not (folder / LOCK).is_file():
        return ""
    probe = FileLock(folder / LOCK, timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        probe.acquire(blocking=False)
    except Timeout:
        return who_has_it(folder)
    except OSError:
        return ""  # a folder that only may be read is in nobody's use
    probe.release()
    return ""


def _printable(value: Json) -> str:
    """A word from a plain file that anyone could have edited: short, one line, no control signs."""
    text = value if isinstance(value, str) else "someone"
    return "".join(c if c.isprintable() else " " for c in text)[:60]
