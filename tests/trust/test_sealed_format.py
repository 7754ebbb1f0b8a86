"""The sealed data keys are plain RFC 9180: they can be opened without our library's HPKE."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from supervise_tui.canonical import canonical_bytes
from supervise_tui.trust.costs import FLOOR
from supervise_tui.trust.keyslots import new_data_key, passphrase_slot
from supervise_tui.trust.wrapping import key_from_secret

pytestmark = pytest.mark.true_locks

KEM_SUITE = b"KEM" + (0x0020).to_bytes(2, "big")
SUITE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x0020, 0x0001, 0x0002))


def extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    """LabeledExtract of RFC 9180, section 4."""
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, hashlib.sha256)


def expand(suite: bytes, secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
    """LabeledExpand of RFC 9180, section 4, for up to 32 bytes."""
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
    return hmac.digest(secret, labeled + b"\x01", hashlib.sha256)[:length]


def open_sealed(sealed: bytes, private: X25519PrivateKey, context: bytes) -> bytes:
    """Open one base-mode message by the letter of the RFC."""
    share, ciphertext = sealed[:32], sealed[32:]
    shared = private.exchange(X25519PublicKey.from_public_bytes(share))
    both = share + private.public_key().public_bytes_raw()
    secret = expand(KEM_SUITE, extract(KEM_SUITE, b"", b"eae_prk", shared), b"shared_secret", both, 32)
    schedule = b"\x00" + extract(SUITE, b"", b"psk_id_hash", b"") + extract(SUITE, b"", b"info_hash", context)
    exported = extract(SUITE, secret, b"secret", b"")
    key = expand(SUITE, exported, b"key", schedule, 32)
    nonce = expand(SUITE, exported, b"base_nonce", schedule, 12)
    return AESGCM(key).decrypt(nonce, ciphertext, b"")


def test_a_slot_can_be_opened_by_its_written_format_alone() -> None:
    keys = {"plans": new_data_key(), "records": new_data_key()}
    slot = passphrase_slot("lantern ferry", keys, cabinet="cab", person="p", role="owner", costs=FLOOR)
    raw = slot.as_json()
    label = {name: raw[name] for name in raw if name not in ("wrapped", "sealed")}
    wrapping = key_from_secret("lantern ferry", slot.salt, FLOOR)
    private = AESGCM(wrapping).decrypt(
        slot.wrapped[:12],
        slot.wrapped[12:],
        canonical_bytes({**label, "type": "supervise-tui/slot/1", "cabinet": "cab"}),
    )
    for store, key in keys.items():
        context = canonical_bytes(
            {"type": "supervise-tui/data-key/1", "cabinet": "cab", "slot": slot.id, "store": store}
        )
        assert open_sealed(slot.sealed[store], X25519PrivateKey.from_private_bytes(private), context) == key
