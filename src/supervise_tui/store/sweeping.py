"""Takes away what a power cut left in a cabinet's folder: half copies, files under keys of before."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from supervise_tui.store.header import Header

COPY = "copy-{}.db"
"""The name of a copy that a backup is written from."""
_OURS = re.compile(r"((?:records|plans)(?:-[0-9a-f]{8})?\.db|copy-[0-9a-f]{8}\.db)(?:-wal|-shm|-journal)?")


def sweep(folder: Path, header: Header) -> None:
    """Remove the files of stores that `header` does not name.

    Call it only with the lock held and after the named ones were opened and found whole: then
    nothing else can be what somebody still needs. What cannot be removed stays until the next time.
    """
    named = {header.file_of(store) for store in ("records", "plans")}
    with suppress(OSError):
        for path in folder.iterdir():
            ours = _OURS.fullmatch(path.name)
            if ours and ours[1] not in named:
                drop(path)


def drop(database: Path) -> None:
    """Remove a database and the files beside it, as far as the disk lets us."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            database.with_name(database.name + ending).unlink(missing_ok=True)
