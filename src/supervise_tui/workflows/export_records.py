"""Copy signed PDFs out of the cabinet to a folder that people choose."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from supervise_tui.domain.record import Content, Record, State
from supervise_tui.problems import FileTrouble, NotAllowed
from supervise_tui.store import history, records, signing
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_record import verify_signatures

LONGEST_NAME = 60
"""Characters of a person's name in a file name: long paths fail on Windows."""


def export(desk: Desk, record_ids: Iterable[str], folder: Path) -> list[Path]:
    """Copy the signed PDFs of closed records into `folder` and give their paths.

    The kept bytes are copied, never drawn again, and nothing is overwritten. NotAllowed for a record
    that still waits for a signature: half-signed copies do not leave the cabinet (record-life.md).
    """
    ready = [_ready(desk, record_id) for record_id in record_ids]
    made: list[Path] = []
    for record, content, pdf in ready:
        made.append(write_new(folder, file_name(record, content), pdf))
        with desk.cabinet.transaction() as work:
            history.note(
                work,
                file=record.worker,
                who=desk.owner.id,
                what="record.exported",
                subject=record.id,
                after=pdf,
                now=desk.now,
            )
    return made


def _ready(desk: Desk, record_id: str) -> tuple[Record, Content, bytes]:
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        if record.state is not State.CLOSED:
            raise NotAllowed(
                f"Record {record.number} is {record.state.label}, so there is no signed PDF yet.",
                "It can leave the cabinet when everyone has signed.",
            )
        content = Content.from_bytes(records.frozen(work, record_id))
        verify_signatures(work, record, content)
        pdf = signing.pdf(work, record_id)
    if pdf is None:
        raise FileTrouble("The signed PDF of this record is missing from the cabinet.", "Restore a backup.")
    return record, content, pdf


def file_name(record: Record, content: Content) -> str:
    """Give a name that any system takes: number, day, worker."""
    name = "".join(c if c.isalnum() or c in " -'" else " " for c in content.worker.name)
    name = " ".join(name.split())[:LONGEST_NAME].strip() or "worker"
    day = record.held_on.isoformat() if record.held_on else "no date"
    return f"{record.number:04d} {day} {name}.pdf"


def write_new(folder: Path, name: str, raw: bytes) -> Path:
    """Write `raw` under `name`, or `name (2)` and so on; whole or not at all. FileTrouble says why not."""
    target, attempt = folder / name, 1
    unfinished = folder / f".{secrets.token_hex(6)}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("xb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        while target.exists():
            attempt += 1
            target = folder / f"{Path(name).stem} ({attempt}){Path(name).suffix}"
        unfinished.rename(target)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise FileTrouble(
            f"The file could not be written to {folder}: {_why(error)}.",
            "Choose another folder or make room, then export again; the record is safe in the cabinet.",
        ) from error
    return target


def _why(error: OSError) -> str:
    known = {
        errno.ENOSPC: "the disk is full",
        errno.EACCES: "you may not write there",
        errno.EPERM: "you may not write there",
        errno.EROFS: "it is read-only",
        errno.ENOENT: "the folder is not there",
        errno.ENOTDIR: "part of that path is a file, not a folder",
        errno.EEXIST: "a file of that name is in the way",
    }
    return known.get(error.errno or 0, "the system would not do it")
