"""cabinet.json: the cabinet's id and its key slots. Anyone may have written what we read here.

Everything is bounded before any work is done: size, depth, number of slots, cost of each slot. It
is written as canonical JSON and read as nothing else, so that no byte of it can change unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.problems import BadInput, CabinetTooNew, FileTrouble, NotACabinet
from supervise_tui.store.durable import file_trouble, read_small, write_whole
from supervise_tui.trust.keyslots import DataKeys, Slot, header_tag

HEADER = "cabinet.json"
BEFORE = "cabinet.json.before"
FORMAT = 1
_SIZE_LIMIT = 256 * 1024
"""Bytes. A slot takes about 700: room for all the slots we allow."""
_SLOT_LIMIT = 64
_PASSPHRASE_LIMIT = 8
"""Passphrase slots: each costs a second to try, so a hostile file cannot make us try hundreds."""
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, kw_only=True)
class Header:
    """What cabinet.json says, in shape but not yet authenticated."""

    id: str
    slots: tuple[Slot, ...]
    as_json: Mapping[str, Json] = field(repr=False)


def make_header(cabinet: str, slots: tuple[Slot, ...], keys: DataKeys) -> Header:
    """Give the header of a cabinet with these slots, authenticated by its data keys."""
    content: dict[str, Json] = {
        "format": FORMAT,
        "id": cabinet,
        "slots": [slot.as_json() for slot in slots],
    }
    return Header(id=cabinet, slots=slots, as_json={**content, "tag": header_tag(content, keys)})


def write_header(folder: Path, header: Header) -> None:
    """Write cabinet.json; the copy before it is kept beside it. FileTrouble if it cannot be written."""
    raw = canonical_bytes(dict(header.as_json))
    before = None
    with suppress(OSError):
        before = read_small(folder / HEADER, _SIZE_LIMIT)
    if before is not None:
        write_whole(folder / BEFORE, before, "The cabinet")
    write_whole(folder / HEADER, raw, "The cabinet")


def read_header(folder: Path) -> Header:
    """Read cabinet.json without a key; NotACabinet, CabinetTooNew, FileTrouble."""
    try:
        raw = read_small(folder / HEADER, _SIZE_LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        raise _no_cabinet(folder) from None
    except OSError as error:
        raise file_trouble(error, "The cabinet") from None
    if raw is None:
        raise damaged_header()
    try:
        value = parse(raw)
        same = canonical_bytes(value) == raw
    except BadInput:
        raise damaged_header() from None
    return _read(value, same=same)


def damaged_header() -> NotACabinet:
    """The problem of a cabinet.json that is damaged, foreign or hostile."""
    return NotACabinet(
        "The file cabinet.json is damaged, or it is not one of this program.",
        f"Use a backup, or the copy named {BEFORE} if there is one.",
    )


def _no_cabinet(folder: Path) -> NotACabinet | FileTrouble:
    if not folder.is_dir():
        return FileTrouble(
            "The cabinet's folder is not there.", "Check the name, and that its disk is connected."
        )
    return NotACabinet("This folder holds no cabinet.", "Choose a folder whose name ends in .cabinet.")


def _read(value: Json, *, same: bool) -> Header:
    if not isinstance(value, dict):
        raise damaged_header()
    version = value.get("format")
    if type(version) is int and version > FORMAT:
        raise CabinetTooNew(
            "This cabinet was written by a newer version of the program.",
            "Please install the newer version. Nothing was changed.",
        )
    cabinet, slots = value.get("id"), value.get("slots")
    fits = (
        same
        and version == FORMAT
        and value.keys() == {"format", "id", "slots", "tag"}
        and isinstance(cabinet, str)
        and _ID.fullmatch(cabinet)
        and isinstance(slots, list)
        and 0 < len(slots) <= _SLOT_LIMIT
    )
    if not fits or not isinstance(cabinet, str) or not isinstance(slots, list):
        raise damaged_header()
    read = tuple(Slot.from_json(slot) for slot in slots)
    if (
        len({slot.id for slot in read}) != len(read)
        or sum(slot.kind == "passphrase" for slot in read) > _PASSPHRASE_LIMIT
    ):
        raise damaged_header()
    return Header(id=cabinet, slots=read, as_json=value)
