"""Write small files whole: after a crash or on a full disk the old one or the new one is there.

Nothing here is ever secret in plain text: only key slots, seals, counts and the lock's owner are
written as files; all else lives in the encrypted database.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from supervise_tui.problems import FileTrouble

_RETRIES = 20
_PAUSE = 0.05
"""Seconds between tries: virus scanners on Windows hold a new file for a moment (facts-storage.md)."""

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, getattr(errno, "ESTALE", errno.ENOENT)}


def full_disk() -> FileTrouble:
    """The problem of a full disk."""
    return FileTrouble(
        "The disk is full, so this could not be saved.",
        "What was saved before is safe. Free some space, then try again.",
    )


def not_writable() -> FileTrouble:
    """The problem of a folder or disk that may only be read."""
    return FileTrouble(
        "The cabinet's folder cannot be written to.",
        "Check that the disk is not write-protected and that you may change files there.",
    )


def file_trouble(error: OSError, what: str) -> FileTrouble:
    """Give `error` as a plain sentence about `what` ("The cabinet", "The file seal.json")."""
    if error.errno in _FULL:
        return full_disk()
    if error.errno in _FORBIDDEN:
        return FileTrouble(
            f"{what} cannot be written or read: this computer does not allow it.",
            "Check that the disk is not write-protected and that you may change files there.",
        )
    if error.errno in _GONE:
        return FileTrouble(f"{what} is not there.", "Check that the disk is connected and the folder exists.")
    if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.EISDIR):
        return FileTrouble(f"{what} is in the way of something that is there already.", "Use another name.")
    return FileTrouble(f"{what} could not be written or read.", "Check the disk, then try again.")


def make_folder(folder: Path, what: str) -> None:
    """Make `folder` for this user only, with those above it; FileTrouble if it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise file_trouble(error, what) from None


def sync_folder(folder: Path) -> None:
    """Bring a changed folder to the disk, where the system can (Windows cannot, and need not)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network disks cannot sync a folder; the file itself has been synced.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Put `source` in the place of `target` in one step; on Windows, again while something holds it."""
    for attempt in range(_RETRIES):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _RETRIES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return


@contextmanager
def kept_time(*paths: Path) -> Iterator[None]:
    """Give files and folders the time of change back that they have now, as far as the system lets us."""
    times: dict[Path, int] = {}
    for path in paths:
        with suppress(OSError):
            times[path] = path.stat().st_mtime_ns
    try:
        yield
    finally:
        for path, at in times.items():
            with suppress(OSError):
                os.utime(path, ns=(at, at))


def write_whole(path: Path, raw: bytes, what: str) -> None:
    """Write `raw` as `path` so that a crash leaves the old file or the new one; FileTrouble if not."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            replace(draft, path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise file_trouble(error, what) from None


def read_small(path: Path, limit: int) -> bytes | None:
    """Read an ordinary file of at most `limit` bytes; None if it is longer or no ordinary file.

    Errors: OSError as it comes. Never more than `limit` + 1 bytes are read, and a pipe or a device
    in the file's place is not waited for.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        raw = file.read(limit + 1)
    return raw if len(raw) <= limit else None
