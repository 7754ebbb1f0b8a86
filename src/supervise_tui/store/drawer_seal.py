"""The seal of the drawer: where its history stood, so that whoever lacks its key reads nothing in it.

The cabinet's own seal says a number in plain. Here that number would tell how much was written about
improvement plans, so it is encrypted, with a fresh nonce each time: the file is as long and looks as
random whether anything happened or not. It is written whenever the cabinet is sealed by a key that
opens the drawer (security.md).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from supervise_tui.problems import FileTrouble, HistoryBroken
from supervise_tui.store.durable import make_folder, read_small, write_whole
from supervise_tui.store.seal import SealPlaces
from supervise_tui.trust.chain import Head

SEAL: Final = "plans.seal"
_NONCE, _NUMBER, _HASH, _TAG = 12, 8, 32, 16
_BOX: Final = _NONCE + _NUMBER + _HASH + _TAG
_LENGTH: Final = 2 * _BOX
"""Bytes: a box for the key in use, and one for the key that comes next, random while none does."""


def _changed() -> HistoryBroken:
    return HistoryBroken("A seal of the improvement plans was changed.")


def paths(places: SealPlaces) -> tuple[Path, Path]:
    """Give where the seal stands: in the cabinet's folder, and on this computer."""
    return places.folder / SEAL, places.state_folder / "seals" / f"{places.cabinet}.plans"


def write(places: SealPlaces, head: Head, key: bytearray, *, next_key: bytearray | None = None) -> None:
    """Write the seal in both places; FileTrouble if one fails, the other is tried.

    With `next_key` it fits before and after the step from `key` to it, as the cabinet's own does.
    """
    _write(dict.fromkeys(paths(places), head), places.cabinet, key, next_key)


def write_again(places: SealPlaces, key: bytearray, *, next_key: bytearray | None = None) -> None:
    """Write each copy anew as it stands, with fresh nonces: the drawer was not looked into. FileTrouble.

    One that is not there, or does not fit, stays as it is: opening the drawer tells of it. And neither
    copy is taken for the other, since an older one may have been put in its place.
    """
    heads = {}
    for path in paths(places):
        with suppress(HistoryBroken):
            heads[path] = read(path, places.cabinet, key)
    kept = {path: head for path, head in heads.items() if head is not None}
    _write(kept, places.cabinet, key, next_key)


def _write(heads: Mapping[Path, Head], cabinet: str, key: bytearray, next_key: bytearray | None) -> None:
    trouble: FileTrouble | None = None
    for path, head in heads.items():
        after = secrets.token_bytes(_BOX) if next_key is None else _boxed(head, next_key, cabinet)
        try:
            make_folder(path.parent, "The program's own folder")
            write_whole(path, _boxed(head, key, cabinet) + after, "A seal of the cabinet")
        except FileTrouble as problem:
            trouble = problem
    if trouble is not None:
        raise trouble


def read(path: Path, cabinet: str, key: bytearray) -> Head | None:
    """Read one copy; None if there is none, HistoryBroken if it is not by this key for this cabinet."""
    try:
        raw = read_small(path, _LENGTH)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise _changed() from None
    if raw is None or len(raw) != _LENGTH:
        raise _changed()
    for box in (raw[:_BOX], raw[_BOX:]):
        with suppress(InvalidTag):
            opened = _cipher(key).decrypt(box[:_NONCE], box[_NONCE:], cabinet.encode())
            return Head(int.from_bytes(opened[:_NUMBER], "big"), opened[_NUMBER:].hex())
    raise _changed()


def _boxed(head: Head, key: bytearray, cabinet: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    content = head.number.to_bytes(_NUMBER, "big") + bytes.fromhex(head.hash)
    return nonce + _cipher(key).encrypt(nonce, content, cabinet.encode())


def _cipher(key: bytearray) -> AESGCM:
    # A key of its own for this one use. Random nonces: 2^32 seals are far beyond any cabinet's life.
    return AESGCM(HKDF(SHA256(), 32, None, b"supervise-tui drawer seal 1").derive(bytes(key)))
