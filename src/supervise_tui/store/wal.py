"""Look at the write-ahead log that a crash left behind: was any of it torn or changed?

SQLite stops replaying at the first frame that does not fit and says nothing. A frame that had not
been acknowledged may rightly be torn, a changed one not: we cannot tell them apart, so we tell the
person. What was lost after a seal is found by the seal.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

# https://sqlite.org/fileformat2.html#walformat
_HEADER, _FRAME_HEADER = 32, 24
_MAGIC = 0x377F0682
_PAGES = {512 << shift for shift in range(8)}
_MASK = 0xFFFFFFFF


def cut_short(path: Path) -> bool:
    """Whether a log is left at `path` in which a frame does not fit, so that writing may be missing.

    Errors: OSError as it comes. About a tenth of a second for the largest log we leave.
    """
    try:
        with path.open("rb") as log:
            return _cut_short(log)
    except FileNotFoundError:
        return False


def _cut_short(log: BinaryIO) -> bool:
    header = log.read(_HEADER)
    if not header:
        return False
    if len(header) < _HEADER:
        return True
    magic, _, page, _, *salts, first, second = struct.unpack(">8I", header)
    words = ">" if magic & 1 else "<"
    sums = _sums(words, header[:24], (0, 0))
    if magic & ~1 != _MAGIC or page not in _PAGES or sums != (first, second):
        return True
    while True:
        frame = log.read(_FRAME_HEADER + page)
        if len(frame) < _FRAME_HEADER:
            return False
        *_, one, two, first, second = struct.unpack(">6I", frame[:_FRAME_HEADER])
        if [one, two] != salts:
            return _goes_on(log, salts, page)
        if len(frame) < _FRAME_HEADER + page:
            return True
        sums = _sums(words, frame[:8] + frame[_FRAME_HEADER:], sums)
        if sums != (first, second):
            return True


def _goes_on(log: BinaryIO, salts: list[int], page: int) -> bool:
    """Whether a later frame is of this log: then the one that is not was changed.

    Without one, the rest is what an older log left in the file, which is as it should be.
    """
    while len(frame := log.read(_FRAME_HEADER + page)) >= _FRAME_HEADER:
        if list(struct.unpack(">2I", frame[8:16])) == salts:
            return True
    return False


def _sums(words: str, raw: bytes, before: tuple[int, int]) -> tuple[int, int]:
    """SQLite's running checksum over pairs of 32-bit words."""
    first, second = before
    numbers = iter(struct.unpack(f"{words}{len(raw) // 4}I", raw))
    for even, odd in zip(numbers, numbers, strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second
