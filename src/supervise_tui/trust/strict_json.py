"""Read the fields of JSON that a stranger may have written: exactly these fields, exactly these shapes.

Strict on purpose: each value has one way to be written, so no byte of a lock or of a signed
statement can change without it being noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.problems import NotACabinet

TEXT_LIMIT: Final = 2_000
"""Characters in one text of a lock; names are far shorter."""
_HEX = re.compile(r"(?:[0-9a-f]{2})*")


class Fields:
    """The fields of one JSON object; NotACabinet if it is none, or has others than `names`."""

    def __init__(self, raw: Json, names: Iterable[str]) -> None:
        if not isinstance(raw, dict) or set(raw) != set(names):
            raise _odd()
        self._raw = raw

    def text(self, name: str) -> str:
        """Give a text of up to TEXT_LIMIT characters, already in NFC."""
        value = self._raw[name]
        if not isinstance(value, str) or len(value) > TEXT_LIMIT or tidy_text(value) != value:
            raise _odd()
        return value

    def whole_number(self, name: str) -> int:
        """Give a whole number (true and 1.0 are none)."""
        value = self._raw[name]
        if type(value) is not int:
            raise _odd()
        return value

    def raw(self, name: str) -> Json:
        """Give a value as it stands, to be checked by its own reader."""
        return self._raw[name]

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of up to 100 texts."""
        value = self._raw[name]
        if not isinstance(value, list) or len(value) > 100:
            raise _odd()
        return tuple(Fields({"one": one}, ("one",)).text("one") for one in value)

    def octets(self, name: str, *lengths: int) -> bytes:
        """Give bytes written as lower-case hex, of one of these lengths."""
        return octets(self._raw[name], *lengths)


def octets(value: Json, *lengths: int) -> bytes:
    """Give bytes written as lower-case hex, of one of these lengths; NotACabinet if not."""
    if not isinstance(value, str) or len(value) // 2 not in lengths or not _HEX.fullmatch(value):
        raise _odd()
    return bytes.fromhex(value)


def _odd() -> NotACabinet:
    return NotACabinet(
        "The lock of this cabinet is damaged: something in it is not as it should be.",
        "Use a backup, or the copy named cabinet.json.before.",
    )
