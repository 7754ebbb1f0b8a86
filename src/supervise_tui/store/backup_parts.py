"""What lies inside a backup: a list of its stores with sizes and digests, then the stores themselves."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.problems import BadInput, CabinetTooNew
from supervise_tui.store.backup_file import bad_backup
from supervise_tui.store.verified_copy import Tally
from supervise_tui.trust.chain import Head

CHUNK: Final = 256 * 1024
_FORMAT: Final = 1
_LENGTH: Final = struct.Struct(">I")
_LONGEST_LIST: Final = 64 * 1024
"""Bytes; it holds a line for each table."""
STORES: Final = ("records", "plans")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One store: its name, the bytes of its file, their SHA-256, and what it holds."""

    store: str
    size: int
    digest: str
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Contents:
    """When the backup was made, by the laptop's clock, and the stores in it."""

    made_at: datetime
    parts: tuple[Part, ...]

    def tally_of(self, store: str) -> Tally:
        """What that store holds; KeyError if it is not in it."""
        return {part.store: part.tally for part in self.parts}[store]


def written(contents: Contents) -> bytes:
    """Give the list as it stands before the stores."""
    raw = canonical_bytes(
        {
            "format": _FORMAT,
            "made_at": contents.made_at.isoformat(),
            "parts": [
                {
                    "store": part.store,
                    "size": part.size,
                    "sha256": part.digest,
                    "tally": part.tally.as_json(),
                }
                for part in contents.parts
            ],
        }
    )
    return _LENGTH.pack(len(raw)) + raw


def read_parts(pieces: Iterator[bytes], take: Callable[[str, bytes], object]) -> Contents:
    """Read the opened pieces of a backup to their end; `take` gets each store's bytes in order.

    BadBackup if sizes, digests or anything else do not fit, CabinetTooNew.
    """
    buffer = _Buffer(pieces)
    (length,) = _LENGTH.unpack(buffer.exactly(_LENGTH.size))
    if length > _LONGEST_LIST:
        raise bad_backup()
    contents = _contents(buffer.exactly(length))
    for part in contents.parts:
        digest, left = hashlib.sha256(), part.size
        while left:
            raw = buffer.up_to(min(left, CHUNK))
            digest.update(raw)
            take(part.store, raw)
            left -= len(raw)
        if digest.hexdigest() != part.digest:
            raise bad_backup()
    if not buffer.at_end():
        raise bad_backup()
    return contents


class _Buffer:
    """Gives bytes out of pieces in the lengths that are asked for; BadBackup when they run out."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def up_to(self, most: int) -> bytes:
        if not self._held:
            self._held = next(self._pieces, b"")
        if not self._held:
            raise bad_backup()
        raw, self._held = self._held[:most], self._held[most:]
        return raw

    def exactly(self, length: int) -> bytes:
        raw = b""
        while len(raw) < length:
            raw += self.up_to(length - len(raw))
        return raw

    def at_end(self) -> bool:
        """Whether nothing is left; draws the last pieces, so that each was authenticated."""
        return not self._held and not any(self._pieces)


def _contents(raw: bytes) -> Contents:
    try:
        value = parse(raw)
    except BadInput:
        raise bad_backup() from None
    if isinstance(value, dict) and type(version := value.get("format")) is int and version > _FORMAT:
        raise CabinetTooNew(
            "This backup was written by a newer version of the program.", "Please install the newer version."
        )
    # Who can seal these bytes holds the cabinet's keys; still nothing of them is taken on trust.
    try:
        contents = _shaped(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise bad_backup() from None
    if written(contents)[_LENGTH.size :] != raw:
        raise bad_backup()
    return contents


def _shaped(value: Json) -> Contents:
    if not isinstance(value, dict) or not isinstance(value["parts"], list):
        raise TypeError
    parts = tuple(_part(one) for one in value["parts"])
    names = [part.store for part in parts]
    if not parts or len(set(names)) != len(names) or not set(names) <= set(STORES):
        raise ValueError
    made_at = datetime.fromisoformat(_text(value["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError
    return Contents(made_at=made_at, parts=parts)


def _part(value: Json) -> Part:
    if not isinstance(value, dict) or not isinstance(tally := value["tally"], dict):
        raise TypeError
    return Part(
        store=_text(value["store"]),
        size=_number(value["size"]),
        digest=_text(value["sha256"]),
        tally=Tally(
            version=_number(tally["version"]),
            rows=_rows(tally["rows"]),
            head=Head(_number(tally["number"]), _text(tally["hash"])),
        ),
    )


def _rows(value: Json) -> Mapping[str, int]:
    if not isinstance(value, dict):
        raise TypeError
    return {name: _number(count) for name, count in value.items()}


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value
