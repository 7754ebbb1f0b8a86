"""Takes away what a power cut left: half copies, files under keys of before, a half-written backup."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from supervise_tui.problems import FileTrouble
from supervise_tui.store.backup_file import is_backup
from supervise_tui.store.durable import read_small, write_whole
from supervise_tui.store.header import Header

_DRAFT_NOTE = "backup.draft"
"""Says where a backup is being written, since that is outside the cabinet's folder."""
_NOTE_LIMIT = 16 * 1024
_DRAFT = re.compile(r"\..+\.[0-9a-f]{8}\.part")
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
    _drop_draft(folder)


@contextmanager
def noted_draft(folder: Path, draft: Path) -> Iterator[None]:
    """Note, in the cabinet's folder, that a backup is being written to `draft`, for as long as it is.

    Should the program be killed meanwhile, the next `sweep` takes the half-written file away.
    """
    note = folder / _DRAFT_NOTE
    with suppress(FileTrouble):  # a cabinet that may only be read can be backed up all the same
        write_whole(note, os.fsencode(draft), "The note of the backup being written")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def _drop_draft(folder: Path) -> None:
    """Remove the half-written backup that the note names; while its disk is away the note stays.

    Anyone may have written the note, so only a file with the name and the beginning of a draft of
    ours goes: never a finished backup, nor anything else.
    """
    note = folder / _DRAFT_NOTE
    with suppress(OSError, ValueError):
        raw = read_small(note, _NOTE_LIMIT)
        draft = Path(os.fsdecode(raw)) if raw else None
        if draft is not None and not draft.parent.is_dir():
            return
        if draft is not None and _is_draft(draft):
            draft.unlink()
        note.unlink(missing_ok=True)


def _is_draft(path: Path) -> bool:
    if not _DRAFT.fullmatch(path.name) or path.is_symlink() or not path.is_file():
        return False
    return path.stat().st_size == 0 or is_backup(path)


def drop(database: Path) -> None:
    """Remove a database and the files beside it, as far as the disk lets us."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            database.with_name(database.name + ending).unlink(missing_ok=True)
