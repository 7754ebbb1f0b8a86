"""The form of a backup: one file, locked by the slots its cabinet had, authenticated to its last byte.

    name of the format | length | cabinet.json | salt | sealed pieces of (length | contents | stores)

The pieces are the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015) as age uses
it (age-encryption.org/v1), with AES-256-GCM: each carries its number and whether it is the last, so
none can be changed, moved, left out or added. The key is derived from the records data key with a
fresh salt (so no nonce comes twice) and a digest of all that stands before the salt.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from supervise_tui.problems import BadBackup, FileTrouble, NotACabinet
from supervise_tui.store.header import HEADER_LIMIT, Header, header_bytes, header_from
from supervise_tui.trust.keyslots import DataKeys

MAGIC: Final = b"supervise-tui backup 1\n"
PIECE: Final = 256 * 1024
"""Bytes sealed at once: what a damaged or hostile file can make us hold."""
TAG: Final = 16
SALT: Final = 32
_LENGTH: Final = struct.Struct(">I")
_LAST_NUMBER: Final = 2**40


@dataclass(frozen=True, kw_only=True)
class Label:
    """What stands before the sealed pieces; its slots say who can open the backup."""

    header: Header
    salt: bytes
    digest: bytes
    """Of all that stands before the salt."""
    starts_at: int


def bad_backup() -> BadBackup:
    """The problem of a file that is no whole backup of ours."""
    return BadBackup(
        "This backup is damaged, or it was changed, so nothing of it is used.", "Take another backup."
    )


def is_backup(path: Path) -> bool:
    """Whether the file says that it is a backup; False too if it cannot be read."""
    try:
        with _opened(path) as file:
            return file.read(len(MAGIC)) == MAGIC
    except (FileTrouble, BadBackup):
        return False


@contextmanager
def reading(path: Path) -> Iterator[tuple[BufferedReader, Label]]:
    """Open the backup at `path` and read its label; BadBackup, CabinetTooNew, FileTrouble."""
    with _opened(path) as file:
        try:
            yield file, _read_label(file)
        except OSError:
            raise _unreadable() from None


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        file = os.fdopen(os.open(path, flags), "rb")
    except OSError:
        raise _unreadable() from None
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise BadBackup(
                "This is no backup of a cabinet.", "Choose the file that a backup was written to."
            )
        yield file


def _unreadable() -> FileTrouble:
    return FileTrouble("The backup cannot be read.", "Check the name, and that its disk is connected.")


def _read_label(file: BinaryIO) -> Label:
    if file.read(len(MAGIC)) != MAGIC:
        raise BadBackup("This is no backup of a cabinet.", "Choose the file that a backup was written to.")
    raw_length = file.read(_LENGTH.size)
    length = _LENGTH.unpack(raw_length)[0] if len(raw_length) == _LENGTH.size else 0
    if not 0 < length <= HEADER_LIMIT:
        raise bad_backup()
    raw, salt = file.read(length), file.read(SALT)
    if len(raw) != length or len(salt) != SALT:
        raise bad_backup()
    try:
        header = header_from(raw)
    except NotACabinet:
        raise bad_backup() from None
    digest = hashlib.sha256(MAGIC + raw_length + raw).digest()
    return Label(header=header, salt=salt, digest=digest, starts_at=file.tell())


class Writer:
    """Writes a backup into an open file; call `write` as often as you like, then `finish`."""

    def __init__(self, file: BinaryIO, header: Header, keys: DataKeys) -> None:
        raw = header_bytes(header)
        before = MAGIC + _LENGTH.pack(len(raw)) + raw
        salt = secrets.token_bytes(SALT)
        self._file = file
        self._cipher = _cipher(keys, salt, hashlib.sha256(before).digest())
        self._number = 0
        self._waiting = bytearray()
        self._digest = hashlib.sha256()
        self._put(before + salt)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that was written."""
        return self._digest.hexdigest()

    def write(self, raw: bytes) -> None:
        """Add bytes."""
        self._waiting += raw
        while len(self._waiting) > PIECE:  # one piece is kept back: it may be the last
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        """Seal what is left as the last piece."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, raw: bytes, *, last: bool) -> None:
        self._put(self._cipher.encrypt(_nonce(self._number, last=last), raw, None))
        self._number += 1

    def _put(self, raw: bytes) -> None:
        self._digest.update(raw)
        self._file.write(raw)


def pieces(file: BinaryIO, label: Label, keys: DataKeys) -> Iterator[bytes]:
    """Give the opened pieces of a backup one by one, each authenticated; BadBackup where one is not.

    Only when the last was given is the whole known to be whole.
    """
    cipher = _cipher(keys, label.salt, label.digest)
    file.seek(label.starts_at)
    sealed = file.read(PIECE + TAG)
    number = 0
    while True:
        after = file.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not after), sealed, None)
        except (InvalidTag, ValueError):
            raise bad_backup() from None
        if not after:
            return
        sealed = after
        number += 1


def _cipher(keys: DataKeys, salt: bytes, digest: bytes) -> AESGCM:
    # The data key is uniform; salt and label make a key of this one file, used for nothing else.
    return AESGCM(HKDF(SHA256(), 32, salt, b"supervise-tui backup 1" + digest).derive(bytes(keys["records"])))


def _nonce(number: int, *, last: bool) -> bytes:
    if number >= _LAST_NUMBER:
        raise bad_backup()
    return number.to_bytes(11, "big") + bytes([last])
