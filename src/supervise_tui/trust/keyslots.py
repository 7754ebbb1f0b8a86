"""Key slots: who can open the cabinet, and with what.

Each slot is an X25519 identity. Its private half is wrapped by what a person knows; the data keys
of the stores are sealed to its public half. So a data key can be renewed for people who are away,
and a slot can be taken out without anybody else typing anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.problems import NotACabinet, WrongSecret
from supervise_tui.trust.costs import Argon2Costs
from supervise_tui.trust.recovery_key import new_recovery_key, normalise_recovery_key
from supervise_tui.trust.strict_json import Fields, octets
from supervise_tui.trust.tags import DataKeys, same_tag, tag_of
from supervise_tui.trust.wrapping import (
    KEY_BYTES,
    NONCE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    key_from_secret,
    new_salt,
    unwrap,
    wipe,
    wrap,
)

__all__ = [
    "DataKeys",
    "Slot",
    "check_header_tag",
    "header_tag",
    "new_data_key",
    "normalise_recovery_key",
    "open_slot",
    "passphrase_slot",
    "recovery_slot",
    "reseal",
    "wipe_keys",
]

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_WRAPPED_BYTES: Final = NONCE_BYTES + KEY_BYTES + TAG_BYTES
_SEALED_BYTES: Final = 32 + KEY_BYTES + TAG_BYTES  # the sender's X25519 share, the key, the tag
_KINDS: Final = ("passphrase", "recovery", "public")
_FIELDS: Final = (
    *("id", "kind", "person", "name_hint", "role", "stores", "expires_on"),
    *("costs", "salt", "public", "wrapped", "sealed"),
)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One way to open the cabinet.

    `kind`: "passphrase", "recovery" or "public" (the private half is kept elsewhere). `stores`:
    sorted names of the stores it opens. `expires_on`: ISO date or "". `salt` and `wrapped` are
    empty and `costs` None where they do not apply. Nothing in it is secret.
    """

    id: str
    kind: str
    person: str
    role: str
    stores: tuple[str, ...]
    public: bytes = field(repr=False)
    name_hint: str = ""
    expires_on: str = ""
    costs: Argon2Costs | None = None
    salt: bytes = field(default=b"", repr=False)
    wrapped: bytes = field(default=b"", repr=False)
    sealed: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def as_json(self) -> dict[str, Json]:
        """Give the slot as it stands in cabinet.json."""
        return {
            **self._label(),
            "wrapped": self.wrapped.hex(),
            "sealed": {store: sealed.hex() for store, sealed in sorted(self.sealed.items())},
        }

    @classmethod
    def from_json(cls, raw: Json) -> Slot:
        """Read a slot that anybody may have written; NotACabinet on anything odd.

        Only shapes and numbers are looked at: no key is derived, no memory taken.
        """
        fields = Fields(raw, _FIELDS)
        kind = fields.text("kind")
        costs = None if fields.raw("costs") is None else Argon2Costs.from_json(fields.raw("costs"))
        stores = fields.texts("stores")
        wrapped_by_us = kind != "public"
        odd = kind not in _KINDS or not stores or stores != tuple(sorted(set(stores)))
        if odd or (costs is not None) != (kind == "passphrase"):
            raise _damaged()
        sealed = Fields(fields.raw("sealed"), stores)
        return cls(
            id=fields.text("id"),
            kind=kind,
            person=fields.text("person"),
            name_hint=fields.text("name_hint"),
            role=fields.text("role"),
            stores=stores,
            expires_on=_iso_date(fields.text("expires_on")),
            costs=costs,
            salt=fields.octets("salt", SALT_BYTES if wrapped_by_us else 0),
            public=fields.octets("public", 32),
            wrapped=fields.octets("wrapped", _WRAPPED_BYTES if wrapped_by_us else 0),
            sealed={store: octets(sealed.raw(store), _SEALED_BYTES) for store in stores},
        )

    def _label(self) -> dict[str, Json]:
        """Give every field but the two ciphertexts: what the wrapping is bound to."""
        return {
            "id": self.id,
            "kind": self.kind,
            "person": self.person,
            "name_hint": self.name_hint,
            "role": self.role,
            "stores": list(self.stores),
            "expires_on": self.expires_on,
            "costs": None if self.costs is None else self.costs.as_json(),
            "salt": self.salt.hex(),
            "public": self.public.hex(),
        }

    def _wrap_label(self, cabinet: str) -> bytes:
        """Give the additional data of the wrapping: a changed role or cost no longer opens."""
        return canonical_bytes({"type": "supervise-tui/slot/1", "cabinet": cabinet, **self._label()})

    def _seal_label(self, cabinet: str, store: str) -> bytes:
        """Give the HPKE info: a key sealed for one cabinet, slot or store opens no other."""
        return canonical_bytes(
            {"type": "supervise-tui/data-key/1", "cabinet": cabinet, "slot": self.id, "store": store}
        )


def new_data_key() -> bytearray:
    """Give a fresh key for one store."""
    return bytearray(secrets.token_bytes(KEY_BYTES))


def wipe_keys(keys: DataKeys) -> None:
    """Overwrite and forget data keys, as far as the language allows."""
    for key in keys.values():
        wipe(key)
    keys.clear()


def passphrase_slot(
    passphrase: str,
    keys: DataKeys,
    *,
    cabinet: str,
    person: str,
    role: str,
    costs: Argon2Costs,
    name_hint: str = "",
    expires_on: str = "",
) -> Slot:
    """Make a slot that a passphrase opens.

    The passphrase is taken as it is: ask `check_new_secret` first. NotACabinet for costs outside
    the limits.
    """
    private = X25519PrivateKey.generate()
    slot = Slot(
        id=secrets.token_hex(8),
        kind="passphrase",
        person=person,
        role=role,
        name_hint=name_hint,
        stores=tuple(sorted(keys)),
        expires_on=_iso_date(expires_on),
        costs=costs.checked(),
        salt=new_salt(),
        public=private.public_key().public_bytes_raw(),
    )
    return _wrapped(slot, key_from_secret(passphrase, slot.salt, costs), private, keys, cabinet)


def recovery_slot(keys: DataKeys, *, cabinet: str, role: str = "recovery") -> tuple[Slot, str]:
    """Make a slot that a new recovery key opens; give the slot and the text for the paper.

    The text is nowhere else: it cannot be shown a second time.
    """
    private = X25519PrivateKey.generate()
    slot = Slot(
        id=secrets.token_hex(8),
        kind="recovery",
        person="",
        role=role,
        stores=tuple(sorted(keys)),
        salt=new_salt(),
        public=private.public_key().public_bytes_raw(),
    )
    recovery, text = new_recovery_key()
    return _wrapped(slot, _key_from_recovery(recovery, slot, cabinet), private, keys, cabinet), text


def open_slot(slot: Slot, secret: str, *, cabinet: str) -> DataKeys:
    """Give the data keys of a slot.

    WrongSecret if the secret does not fit or the slot was changed; BadInput if a recovery key has
    a slip in it; NotACabinet if the data keys themselves are damaged. Wipe the keys after use.
    """
    if slot.kind == "recovery":
        key = _key_from_recovery(normalise_recovery_key(secret), slot, cabinet)
    elif slot.kind == "passphrase" and slot.costs is not None:
        key = key_from_secret(secret, slot.salt, slot.costs)
    else:
        raise WrongSecret("This lock is not opened by words.", "Use the key file that belongs to it.")
    try:
        private = X25519PrivateKey.from_private_bytes(unwrap(key, slot.wrapped, slot._wrap_label(cabinet)))
    finally:
        wipe(key)
    if private.public_key().public_bytes_raw() != slot.public:
        raise _damaged()
    return {store: _unseal(slot, store, private, cabinet) for store in slot.stores}


def reseal(slot: Slot, keys: DataKeys, *, cabinet: str, partly: bool = False) -> Slot:
    """Give the slot with new data keys sealed to it; its holder need not be there.

    NotACabinet if a key for one of the slot's stores is missing; with `partly` the store keeps its
    old one, and a store that the slot does not open stays shut to it.
    """
    if not partly and not set(slot.stores) <= set(keys):
        raise _damaged()
    public = X25519PublicKey.from_public_bytes(slot.public)
    try:
        sealed = {
            store: _SUITE.encrypt(keys[store], public, slot._seal_label(cabinet, store))
            if store in keys
            else slot.sealed[store]
            for store in slot.stores
        }
    except ValueError:  # a public half of small order, which would seal to everybody
        raise _damaged() from None
    return replace(slot, sealed=sealed)


def header_tag(header: Mapping[str, Json], keys: DataKeys) -> str:
    """Give the tag of cabinet.json: HMAC-SHA-256, 64 hex digits, over all but an entry "tag".

    The key comes from the records data key, so only who can open the cabinet can rewrite its
    header unnoticed. NotACabinet if `keys` holds no records key.
    """
    return tag_of(header, keys, b"supervise-tui header 1")


def check_header_tag(header: Mapping[str, Json], keys: DataKeys) -> None:
    """Compare the entry "tag" of `header`; NotACabinet if it does not fit."""
    if not same_tag(header.get("tag"), header_tag(header, keys)):
        raise NotACabinet(
            "The list of keys of this cabinet was changed by something other than this program.",
            "Use a backup, or the copy named cabinet.json.before.",
        )


def _wrapped(slot: Slot, key: bytearray, private: X25519PrivateKey, keys: DataKeys, cabinet: str) -> Slot:
    try:
        wrapped = wrap(key, private.private_bytes_raw(), slot._wrap_label(cabinet))
    finally:
        wipe(key)
    return reseal(replace(slot, wrapped=wrapped), keys, cabinet=cabinet)


def _key_from_recovery(recovery: bytes, slot: Slot, cabinet: str) -> bytearray:
    """Give the wrapping key of a recovery key.

    HKDF and no Argon2: 256 random bits cannot be guessed, so slowness would buy nothing.
    """
    key = bytearray(KEY_BYTES)
    info = canonical_bytes({"type": "supervise-tui/recovery/1", "cabinet": cabinet, "slot": slot.id})
    HKDF(SHA256(), KEY_BYTES, slot.salt, info).derive_into(recovery, key)
    return key


def _unseal(slot: Slot, store: str, private: X25519PrivateKey, cabinet: str) -> bytearray:
    try:
        key = bytearray(_SUITE.decrypt(slot.sealed[store], private, slot._seal_label(cabinet, store)))
    except (InvalidTag, KeyError):
        raise _damaged() from None
    if len(key) != KEY_BYTES:  # a malformed raw key would silently be taken as a passphrase by SQLCipher
        raise _damaged()
    return key


def _iso_date(text: str) -> str:
    """Give `text` if it is "" or a date such as 2026-11-28."""
    try:
        if text and date.fromisoformat(text).isoformat() != text:
            raise _damaged()
    except ValueError:
        raise _damaged() from None
    return text


def _damaged() -> NotACabinet:
    return NotACabinet(
        "A lock of this cabinet is damaged.", "Use a backup, or the copy named cabinet.json.before."
    )
