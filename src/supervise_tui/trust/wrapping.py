"""Wrap a private key with something a person knows, and unwrap it again.

Argon2id (RFC 9106) makes each guess dear, AES-256-GCM keeps the key and its label together.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from supervise_tui.problems import WrongSecret
from supervise_tui.trust.costs import SECRET_LIMIT, Argon2Costs

SALT_BYTES: Final = 16
"""RFC 9106, section 3.1: 16 bytes are recommended for each password."""
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
KEY_BYTES: Final = 32


def new_salt() -> bytes:
    """Give fresh random bytes for one use of Argon2id or HKDF."""
    return secrets.token_bytes(SALT_BYTES)


def typed_bytes(secret: str) -> bytes:
    """Give the bytes of a typed secret; WrongSecret if it cannot be one.

    NFC as in RFC 8265 (OpaqueString), so that a letter with an accent is the same from every
    keyboard; a run of spaces counts as one and those at the ends not at all, since a slip of the
    thumb on a space bar should not lock anybody out. That costs a guesser nothing worth having.
    """
    tidy = " ".join(unicodedata.normalize("NFC", secret[: SECRET_LIMIT + 1]).split())
    try:
        raw = tidy.encode("utf-8")
    except UnicodeEncodeError:
        raise wrong_secret() from None
    if not raw or len(secret) > SECRET_LIMIT:
        raise wrong_secret()
    return raw


def key_from_secret(secret: str, salt: bytes, costs: Argon2Costs) -> bytearray:
    """Give the 32-byte wrapping key of a secret; wipe it after use.

    Safe with costs out of a file: they are checked before any memory is taken.
    """
    costs = costs.checked()
    key = bytearray(KEY_BYTES)
    Argon2id(
        salt=salt, length=KEY_BYTES, iterations=costs.passes, lanes=costs.lanes, memory_cost=costs.memory_kib
    ).derive_into(typed_bytes(secret), key)
    return key


def wrap(key: bytearray, private: bytes, label: bytes) -> bytes:
    """Give nonce and ciphertext of `private`, bound to `label`.

    A random nonce is safe here: the key comes from a fresh salt each time, so it wraps once.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, private, label)


def unwrap(key: bytearray, wrapped: bytes, label: bytes) -> bytes:
    """Give the private key back; WrongSecret if the key, the label or a byte differs.

    A wrong secret and a changed byte cannot be told apart, and must not be: that would tell a
    guesser something. AES-GCM does not commit to its key, so callers also compare the public half.
    """
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], label)
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
        raise wrong_secret() from None


def wipe(secret: bytearray) -> None:
    """Overwrite a secret; copies that Python made elsewhere are out of our reach."""
    secret[:] = bytes(len(secret))


def wrong_secret() -> WrongSecret:
    """Give the problem to raise when a secret does not fit."""
    return WrongSecret("That does not fit.", "Check Caps Lock and the keyboard language, then try again.")
