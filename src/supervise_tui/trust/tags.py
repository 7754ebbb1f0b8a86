"""Tags that only somebody who holds the cabinet's keys can make: HMAC-SHA-256, one key for each purpose."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import TypeAlias

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.problems import BadInput, NotACabinet
from supervise_tui.trust.wrapping import KEY_BYTES, wipe

DataKeys: TypeAlias = dict[str, bytearray]
"""Store name to its 32-byte key."""


def tag_of(content: Mapping[str, Json], keys: DataKeys, purpose: bytes) -> str:
    """Give the tag of `content` without its entry "tag", as 64 hex digits.

    NotACabinet if `keys` holds no records key, or `content` holds a number that we never write.
    """
    if "records" not in keys:
        raise NotACabinet("This key does not open the records of this cabinet.")
    key = bytearray(KEY_BYTES)
    # No salt is needed: a data key is uniform already. The purpose keeps the derived keys apart,
    # so that a tag of one file never fits another.
    HKDF(SHA256(), KEY_BYTES, None, purpose).derive_into(keys["records"], key)
    try:
        without = canonical_bytes({name: value for name, value in content.items() if name != "tag"})
        return hmac.new(key, without, hashlib.sha256).hexdigest()
    except BadInput:
        raise NotACabinet("A file of this cabinet holds something that is never in one.") from None
    finally:
        wipe(key)


def same_tag(seen: Json, expected: str) -> bool:
    """Compare two tags in a time that does not depend on where they differ."""
    return isinstance(seen, str) and hmac.compare_digest(seen.encode("utf-8", "replace"), expected.encode())
