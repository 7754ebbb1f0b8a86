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
HEADER_LIMIT = 256 * 1024
"""Bytes. A slot takes about 700: room for all the slots we allow."""
_SLOT_LIMIT = 64
_PASSPHRASE_LIMIT = 8
"""Passphrase slots: each costs a second to try, so a hostile file cannot make us try hundreds."""
_ID = re.compile(r"[0-9a-f]{16}")
_ROUND = re.compile(r"[0-9a-f]{8}")
_ALWAYS, _SOMETIMES = {"format", "id", "slots", "tag"}, {"origin", "rounds"}


@dataclass(frozen=True, kw_only=True)
class Header:
    """What cabinet.json says, in shape but not yet authenticated.

    `origin`: the cabinet whose restored backup this is, or its own id; slots and certificates are
    bound to it. `rounds`: for each store whose data key was renewed, what names its file.
    """

    id: str
    slots: tuple[Slot, ...]
    as_json: Mapping[str, Json] = field(repr=False)
    origin: str
    rounds: Mapping[str, str] = field(default_factory=dict)

    def file_of(self, store: str) -> str:
        """The name of that store's file. A renewed one has a name of its own, so that the one
        replacing of cabinet.json says at once which keys and which file count."""
        return f"{store}-{self.rounds[store]}.db" if store in self.rounds else f"{store}.db"


def make_header(
    cabinet: str,
    slots: tuple[Slot, ...],
    keys: DataKeys,
    *,
    origin: str = "",
    rounds: Mapping[str, str] | None = None,
) -> Header:
    """Give the header of a cabinet with these slots, authenticated by its data keys."""
    origin = origin or cabinet
    content: dict[str, Json] = {
        "format": FORMAT,
        "id": cabinet,
        "slots": [slot.as_json() for slot in slots],
    }
    if origin != cabinet:
        content["origin"] = origin
    if rounds:
        content["rounds"] = dict(rounds)
    tagged = {**content, "tag": header_tag(content, keys)}
    return Header(id=cabinet, slots=slots, as_json=tagged, origin=origin, rounds=dict(rounds or {}))


def header_bytes(header: Header) -> bytes:
    """Give the header as it stands in the file."""
    return canonical_bytes(dict(header.as_json))


def write_header(folder: Path, header: Header) -> None:
    """Write cabinet.json; the copy before it is kept beside it. FileTrouble if it cannot be written."""
    raw = header_bytes(header)
    before = None
    with suppress(OSError):
        before = read_small(folder / HEADER, HEADER_LIMIT)
    if before is not None:
        write_whole(folder / BEFORE, before, "The cabinet")
    write_whole(folder / HEADER, raw, "The cabinet")


def read_header(folder: Path) -> Header:
    """Read cabinet.json without a key; NotACabinet, CabinetTooNew, FileTrouble."""
    try:
        raw = read_small(folder / HEADER, HEADER_LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        raise _no_cabinet(folder) from None
    except OSError as error:
        raise file_trouble(error, "The cabinet") from None
    if raw is None:
        raise damaged_header()
    return header_from(raw)


def header_from(raw: bytes) -> Header:
    """Read the bytes of a header that anyone may have written; NotACabinet, CabinetTooNew."""
    if len(raw) > HEADER_LIMIT:
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
    slots = value.get("slots")
    cabinet = _word(value.get("id"), _ID)
    origin = _word(value["origin"], _ID) if "origin" in value else cabinet
    rounds = _rounds(value["rounds"]) if "rounds" in value else {}
    fits = (
        same
        and version == FORMAT
        and value.keys() >= _ALWAYS
        and value.keys() <= _ALWAYS | _SOMETIMES
        and ("origin" not in value or origin != cabinet)
        and isinstance(slots, list)
        and 0 < len(slots) <= _SLOT_LIMIT
    )
    if not fits or not isinstance(slots, list):
        raise damaged_header()
    read = tuple(Slot.from_json(slot) for slot in slots)
    if (
        len({slot.id for slot in read}) != len(read)
        or sum(slot.kind == "passphrase" for slot in read) > _PASSPHRASE_LIMIT
    ):
        raise damaged_header()
    return Header(id=cabinet, slots=read, as_json=value, origin=origin, rounds=rounds)


def _rounds(value: Json) -> dict[str, str]:
    if not isinstance(value, dict) or not value or not value.keys() <= {"records", "plans"}:
        raise damaged_header()
    return {store: _word(one, _ROUND) for store, one in value.items()}


def _word(value: Json, shape: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise damaged_header()
    return value
