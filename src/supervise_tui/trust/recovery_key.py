"""The recovery key as people write it on paper: 14 groups of 4 letters and digits.

256 random bits and a 24-bit checksum in Crockford's base32 (digits and capitals without I, L, O
and U, which are misread by hand).
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from supervise_tui.problems import BadInput

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 14, 4
_LENGTH: Final = GROUPS * GROUP_LENGTH
_KEY_BYTES, _CHECK_BYTES = 32, 3
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = " -–—_.,:;/\t\r\n\u00a0"
_CURE = "Compare it with your paper, group by group."


def new_recovery_key() -> tuple[bytes, str]:
    """Give 32 random bytes and the text to write down."""
    key = secrets.token_bytes(_KEY_BYTES)
    return key, as_text(key)


def as_text(key: bytes) -> str:
    """Give a 32-byte key as 14 groups of 4, with its checksum inside."""
    number = int.from_bytes(key + _checksum(key), "big")
    letters = "".join(ALPHABET[(number >> shift) & 31] for shift in range((_LENGTH - 1) * 5, -1, -5))
    return " ".join(letters[i : i + GROUP_LENGTH] for i in range(0, _LENGTH, GROUP_LENGTH))


def normalise_recovery_key(text: str) -> bytes:
    """Give the 32 bytes of a typed recovery key.

    Small letters, spaces and dashes do not matter; I and L are read as 1, O as 0. BadInput names
    the group that is wrong where that can be known.
    """
    if len(text) > 10 * _LENGTH:
        raise BadInput("That is too long for a recovery key.", _CURE)
    groups = "".join(" " if letter in _BETWEEN else letter for letter in text.upper()).split()
    letters = "".join(groups).translate(_READ_AS)
    _check_letters(groups, letters)
    key = _decode(letters)
    if key is None:
        raise BadInput(_where_wrong(letters), _CURE)
    return key


def _check_letters(groups: list[str], letters: str) -> None:
    """Refuse letters that no key has, and a wrong length; name the group."""
    for position, letter in enumerate(letters):
        if letter not in ALPHABET:
            group = _group_of(groups, position)
            raise BadInput(f"Group {group} holds a letter or sign that no recovery key has.", _CURE)
    if len(letters) == _LENGTH:
        return
    short = [number for number, group in enumerate(groups, 1) if len(group) != GROUP_LENGTH]
    if len(groups) == GROUPS and len(short) == 1:
        raise BadInput(f"Group {short[0]} does not have {GROUP_LENGTH} letters.", _CURE)
    raise BadInput(
        f"A recovery key has {GROUPS} groups of {GROUP_LENGTH}, {_LENGTH} letters in all; "
        f"this has {len(letters)}.",
        _CURE,
    )


def _group_of(groups: list[str], position: int) -> int:
    """Give the number of the group, as it was typed, that holds a letter."""
    if len(groups) == 1:
        return position // GROUP_LENGTH + 1
    for number, group in enumerate(groups, 1):
        if position < len(group):
            return number
        position -= len(group)
    return len(groups)


def _decode(letters: str) -> bytes | None:
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    raw = number.to_bytes(_KEY_BYTES + _CHECK_BYTES, "big")
    key, check = raw[:_KEY_BYTES], raw[_KEY_BYTES:]
    return key if _checksum(key) == check else None


def _checksum(key: bytes) -> bytes:
    """Give 24 bits that make a slip of the pen known; they tell nothing that helps to guess 256."""
    return hashlib.sha256(b"supervise-tui recovery key 1" + key).digest()[:_CHECK_BYTES]


def _where_wrong(letters: str) -> str:
    """Say which group is wrong, by trying every single slip.

    1,736 changed letters and 55 swaps against 24 bits: a wrong group is named once in 9,000 times.
    Safe: who can do this holds 55 of 56 letters and could do the same.
    """
    groups = set()
    for position, typed in enumerate(letters):
        head, tail = letters[:position], letters[position + 1 :]
        if any(other != typed and _decode(head + other + tail) for other in ALPHABET):
            groups.add(position // GROUP_LENGTH + 1)
        if tail and _decode(head + tail[0] + typed + tail[1:]):
            groups.add(position // GROUP_LENGTH + 1)
    if len(groups) == 1:
        return f"There is a mistake in group {groups.pop()}."
    return "There is more than one mistake in this recovery key."
