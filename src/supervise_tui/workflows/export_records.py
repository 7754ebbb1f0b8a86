"""Copy signed records out of the cabinet to a folder that people choose: as PDF, or to read without one."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from supervise_tui.documents.plain_text import as_html, as_text
from supervise_tui.domain.record import Content, Record
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import Form
from supervise_tui.problems import FileTrouble, NotAllowed
from supervise_tui.store import addenda, history, records, signing
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_record import form_of, verify_signatures

LONGEST_NAME = 60
"""Characters of a person's name in a file name: long paths fail on Windows."""


class CopyAs(StrEnum):
    """What a copy is made as."""

    PDF = "pdf"
    """The signed file itself."""
    TEXT = "text"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """The end of the file's name."""
        return {"pdf": ".pdf", "text": ".txt", "html": ".html"}[self.value]


@dataclass(frozen=True)
class SignedRecord:
    """A closed record, checked against its signatures."""

    record: Record
    content: Content
    form: Form
    pdf: bytes


def export(desk: Desk, record_ids: Iterable[str], folder: Path, copy_as: CopyAs = CopyAs.PDF) -> list[Path]:
    """Copy closed records into `folder`, each with the addenda to it, and give the paths [REC-3].

    The kept bytes of a PDF are copied, never drawn again; text and HTML are copies to read, which say
    that they carry no signatures. Nothing is overwritten. NotAllowed for a record that still waits for a
    signature: half-signed copies do not leave the cabinet (record-life.md).
    """
    desk.check(Act.EXPORT)
    ready = [signed_record(desk, record_id) for record_id in with_addenda(desk, record_ids)]
    made: list[Path] = []
    for one in ready:
        raw = _copy(one, copy_as)
        made.append(write_new(folder, file_name(one.record, one.content, copy_as), raw))
        note_export(desk, one.record, raw)
    return made


def with_addenda(desk: Desk, record_ids: Iterable[str]) -> list[str]:
    """Give these records, each followed by its closed addenda; none stands there twice."""
    found: dict[str, None] = {}
    with desk.cabinet.reading() as work:
        for record_id in record_ids:
            closed = [one for one in addenda.of_record(work, record_id) if one.state.is_signed]
            found |= dict.fromkeys([record_id, *(one.id for one in closed)])
    return list(found)


def _copy(one: SignedRecord, copy_as: CopyAs) -> bytes:
    match copy_as:
        case CopyAs.PDF:
            return one.pdf
        case CopyAs.TEXT:
            # Windows editors take UTF-8 for their own letters unless a mark stands before it.
            return as_text(one.content, one.form).replace("\n", "\r\n").encode("utf-8-sig")
        case CopyAs.HTML:
            return as_html(one.content, one.form).encode("utf-8")
        case _:
            assert_never(copy_as)


def note_export(desk: Desk, record: Record, raw: bytes) -> None:
    """Write into the history that a copy left the cabinet."""
    with desk.cabinet.transaction(Act.EXPORT) as work:
        history.note(
            work,
            file=record.worker,
            who=desk.holder,
            what="record.exported",
            subject=record.id,
            after=raw,
            now=desk.now,
        )


def signed_record(desk: Desk, record_id: str) -> SignedRecord:
    """Give a closed record, checked against its signatures; NotAllowed while it is not closed."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        if not record.state.is_signed:
            raise NotAllowed(
                f"Record {record.number} is {record.state.label}, so there is no signed PDF yet.",
                "It can leave the cabinet when everyone has signed.",
            )
        content = Content.from_bytes(records.frozen(work, record_id))
        verify_signatures(work, record, content)
        form = form_of(work, desk, record)
        pdf = signing.pdf(work, record_id)
    if pdf is None:
        raise FileTrouble("The signed PDF of this record is missing from the cabinet.", "Restore a backup.")
    return SignedRecord(record, content, form, pdf)


def file_name(record: Record, content: Content, copy_as: CopyAs = CopyAs.PDF) -> str:
    """Give a name that any system takes: number, day, worker."""
    name = name_for_a_file(content.worker.name)
    day = record.held_on.isoformat() if record.held_on else "no date"
    return f"{record.number:04d} {day} {name}{copy_as.suffix}"


def name_for_a_file(name: str) -> str:
    """Give a person's name as a part of a file name."""
    letters = "".join(c if c.isalnum() or c in " -'" else " " for c in name)
    return " ".join(letters.split())[:LONGEST_NAME].strip() or "worker"


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
