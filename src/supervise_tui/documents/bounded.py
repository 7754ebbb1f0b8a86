"""Keeps a hostile file from using much time or memory: sizes are looked at before anything is unpacked."""

from __future__ import annotations

import re
import zlib

from supervise_tui.canonical import Json
from supervise_tui.problems import NotIntact

MOST_TEXT = 300_000
"""Characters in one record: about 100 pages, which take 10 seconds to draw. Usual ones have 5,000."""
LARGEST_FILE = 16 * 1024 * 1024
"""Bytes. A usual record has 140 kB; one with all its fields full has about 1 MB."""
LARGEST_UNPACKED = 16 * 1024 * 1024
"""Bytes of all streams of a file together."""
LARGEST_STRUCTURE = 2 * 1024 * 1024
"""Bytes outside streams: what readers take apart piece by piece. A record of 100 pages has 0.1 MB."""
_PIECE = 1024 * 1024
_DEEPEST = 3
_STREAM = re.compile(rb"stream\r?\n")


def refuse_oversized(pdf: bytes, times: int = 1) -> None:
    """NotIntact if the file, or what its streams unpack to, is beyond any record of ours.

    `times`: how many records it may be as large as, where it is made of several.
    """
    if len(pdf) > times * LARGEST_FILE:
        raise NotIntact("This file is far larger than any record of ours.")
    if re.search(rb"/Obj(?:Stm|#)", pdf):
        raise NotIntact("This file is packed in another way than our program packs it.")
    left, structure, end = times * LARGEST_UNPACKED, 0, 0
    view = memoryview(pdf)
    for found in _STREAM.finditer(pdf):
        if pdf[found.start() - 3 : found.start()] == b"end" or found.start() < end:
            continue
        structure += found.start() - end
        left = _unpack(view[found.end() :], left, 1)
        end = pdf.find(b"endstream", found.end())
        end = len(pdf) if end < 0 else end
    if structure + len(pdf) - end > times * LARGEST_STRUCTURE:
        raise NotIntact("This file has far more parts than any record of ours.")


def length_of(value: Json) -> int:
    """Give the number of characters in all texts of `value`, keys included."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + length_of(item) for key, item in value.items())
    return sum(length_of(item) for item in value) if isinstance(value, list) else 0


def _unpack(packed: memoryview | bytes, left: int, depth: int) -> int:
    """Unpack piece by piece and throw away; give how many bytes are left, NotIntact when none."""
    unpacker = zlib.decompressobj()
    head = b""
    waiting: memoryview | bytes = packed
    try:
        while not unpacker.eof and waiting:
            piece = unpacker.decompress(waiting, _PIECE)
            head = head or piece
            left -= len(piece)
            if left < 0:
                raise NotIntact("This file unpacks to far more than any record of ours.")
            waiting = unpacker.unconsumed_tail
            if not piece and not waiting:
                break
    except zlib.error:
        pass  # not packed in this way, or broken: whoever reads it next will say so
    if depth < _DEEPEST and head[:1] == b"\x78":
        left = _unpack(head, left, depth + 1)
    return left
