"""A person's signing key: ECDSA P-256, its private half wrapped by the secret only they know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

from supervise_tui.canonical import Json, canonical_bytes, fingerprint
from supervise_tui.problems import NotACabinet
from supervise_tui.trust.costs import Argon2Costs
from supervise_tui.trust.strict_json import Fields
from supervise_tui.trust.wrapping import (
    NONCE_BYTES,
    SALT_BYTES,
    key_from_secret,
    new_salt,
    unwrap,
    wipe,
    wrap,
    wrong_secret,
)

_PUBLIC_BYTES: Final = 91  # a P-256 key as SubjectPublicKeyInfo with a named curve, uncompressed
_CIPHERTEXT_RANGE: Final = range(100, 400)  # PKCS8 of a P-256 key is 138 bytes, and 16 of the tag


@dataclass(frozen=True, kw_only=True)
class WrappedKey:
    """A signing key that only its person's secret opens; nothing in it is secret."""

    public_der: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    costs: Argon2Costs
    nonce: bytes = field(repr=False)
    ciphertext: bytes = field(repr=False)

    def as_json(self) -> dict[str, Json]:
        """Give the wrapped key as it is kept in the cabinet."""
        return {
            "public": self.public_der.hex(),
            "salt": self.salt.hex(),
            "costs": self.costs.as_json(),
            "nonce": self.nonce.hex(),
            "ciphertext": self.ciphertext.hex(),
        }

    @classmethod
    def from_json(cls, raw: Json) -> WrappedKey:
        """Read a wrapped key; NotACabinet on anything odd, before any work."""
        fields = Fields(raw, ("public", "salt", "costs", "nonce", "ciphertext"))
        wrapped = cls(
            public_der=fields.octets("public", _PUBLIC_BYTES),
            salt=fields.octets("salt", SALT_BYTES),
            costs=Argon2Costs.from_json(fields.raw("costs")),
            nonce=fields.octets("nonce", NONCE_BYTES),
            ciphertext=fields.octets("ciphertext", *_CIPHERTEXT_RANGE),
        )
        public_key(wrapped.public_der)
        return wrapped

    def _label(self) -> bytes:
        """Give the additional data of the wrapping: costs or key cannot be swapped."""
        return canonical_bytes(
            {
                "type": "supervise-tui/signing-key/1",
                "public": self.public_der.hex(),
                "salt": self.salt.hex(),
                "costs": self.costs.as_json(),
            }
        )


def make_signing_key(secret: str, costs: Argon2Costs) -> tuple[WrappedKey, ec.EllipticCurvePrivateKey]:
    """Make a new key for one person; ask `check_new_secret` about the secret first."""
    private = ec.generate_private_key(ec.SECP256R1())
    return rewrap(private, secret, costs), private


def rewrap(private: ec.EllipticCurvePrivateKey, new_secret: str, costs: Argon2Costs) -> WrappedKey:
    """Wrap the same key with another secret: what was signed before stays as it is."""
    bare = WrappedKey(
        public_der=public_der_of(private), salt=new_salt(), costs=costs.checked(), nonce=b"", ciphertext=b""
    )
    key = key_from_secret(new_secret, bare.salt, costs)
    raw = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    try:
        wrapped = wrap(key, raw, bare._label())
    finally:
        wipe(key)
    return WrappedKey(
        public_der=bare.public_der,
        salt=bare.salt,
        costs=costs,
        nonce=wrapped[:NONCE_BYTES],
        ciphertext=wrapped[NONCE_BYTES:],
    )


def unlock(wrapped: WrappedKey, secret: str) -> ec.EllipticCurvePrivateKey:
    """Give the private key; WrongSecret if the secret does not fit or a byte was changed."""
    key = key_from_secret(secret, wrapped.salt, wrapped.costs)
    try:
        raw = unwrap(key, wrapped.nonce + wrapped.ciphertext, wrapped._label())
        private = load_der_private_key(raw, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise wrong_secret() from None
    finally:
        wipe(key)
    # The public half was in the label; comparing it makes the wrapping commit to one key.
    if not isinstance(private, ec.EllipticCurvePrivateKey) or public_der_of(private) != wrapped.public_der:
        raise wrong_secret()
    return private


def public_der_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Give the public half as SubjectPublicKeyInfo (DER, 91 bytes)."""
    return private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def public_key(public_der: bytes) -> ec.EllipticCurvePublicKey:
    """Read a P-256 public key; NotACabinet if it is none, or written in an unusual way."""
    try:
        key = load_der_public_key(public_der)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if (
        not isinstance(key, ec.EllipticCurvePublicKey)
        or not isinstance(key.curve, ec.SECP256R1)
        or key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != public_der
    ):
        raise NotACabinet("A signing key in this cabinet is damaged.", "Use a backup.")
    return key


def key_fingerprint(public_der: bytes) -> str:
    """Give the SHA-256 of a public key (SubjectPublicKeyInfo) as 64 hex digits."""
    return fingerprint(public_der)
