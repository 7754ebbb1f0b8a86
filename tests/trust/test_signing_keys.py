"""A person's signing key opens with that person's secret and nothing else."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.problems import NotACabinet, Problem, WrongSecret
from supervise_tui.trust.costs import CEILING, FLOOR, Argon2Costs
from supervise_tui.trust.signing_keys import (
    WrappedKey,
    key_fingerprint,
    make_signing_key,
    public_der_of,
    public_key,
    rewrap,
    unlock,
)
from supervise_tui.trust.wrapping import unwrap, wrap

pytestmark = pytest.mark.true_locks

SECRET = "heron bicycle jam"


@pytest.fixture(scope="module")
def made() -> tuple[WrappedKey, ec.EllipticCurvePrivateKey]:
    return make_signing_key(SECRET, FLOOR)


def test_the_secret_gives_the_same_key_back(made: tuple[WrappedKey, ec.EllipticCurvePrivateKey]) -> None:
    wrapped, private = made
    read = WrappedKey.from_json(json.loads(canonical_bytes(wrapped.as_json())))
    assert read == wrapped
    assert public_der_of(unlock(read, f" {SECRET} ")) == wrapped.public_der == public_der_of(private)


@pytest.mark.parametrize("typed", ["", "heron bicycle", SECRET.title(), "0" * 2_000, "\udc80"])
def test_a_wrong_secret_is_refused(made: tuple[WrappedKey, ec.EllipticCurvePrivateKey], typed: str) -> None:
    with pytest.raises(WrongSecret, match="That does not fit"):
        unlock(made[0], typed)


def test_another_secret_wraps_the_same_key(made: tuple[WrappedKey, ec.EllipticCurvePrivateKey]) -> None:
    wrapped, private = made
    again = rewrap(private, "saddle comet inkwell", FLOOR)
    assert again.public_der == wrapped.public_der
    assert (again.salt, again.nonce, again.ciphertext) != (wrapped.salt, wrapped.nonce, wrapped.ciphertext)
    assert public_der_of(unlock(again, "saddle comet inkwell")) == wrapped.public_der
    with pytest.raises(WrongSecret):
        unlock(again, SECRET)


def test_one_persons_wrapping_under_anothers_name_does_not_open(
    made: tuple[WrappedKey, ec.EllipticCurvePrivateKey],
) -> None:
    other, _ = make_signing_key(SECRET, FLOOR)
    with pytest.raises(WrongSecret):
        unlock(replace(other, public_der=made[0].public_der), SECRET)


def test_changed_bytes_of_a_kept_key_are_refused(made: tuple[WrappedKey, ec.EllipticCurvePrivateKey]) -> None:
    raw = canonical_bytes(made[0].as_json())
    opened = []
    for place in range(0, len(raw), 5):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with suppress(Problem, json.JSONDecodeError, UnicodeDecodeError):
            unlock(WrappedKey.from_json(json.loads(changed)), SECRET)
            opened.append(place)
    assert opened == []


def test_every_single_changed_byte_of_what_is_wrapped_is_refused() -> None:
    key, label = bytearray(secrets.token_bytes(32)), b"whose it is"
    wrapped = wrap(key, bytes(range(138)), label)
    assert unwrap(key, wrapped, label) == bytes(range(138))
    for place in range(len(wrapped)):
        for flip in (1, 32, 128, 255):
            with pytest.raises(WrongSecret):
                unwrap(key, wrapped[:place] + bytes([wrapped[place] ^ flip]) + wrapped[place + 1 :], label)
    for length in (0, 11, 12, 27, len(wrapped) - 1):
        with pytest.raises(WrongSecret):
            unwrap(key, wrapped[:length], label)
    with pytest.raises(WrongSecret):
        unwrap(key, wrapped, b"somebody else's")


@pytest.mark.parametrize(
    "change",
    [
        {"costs": Argon2Costs(CEILING.memory_kib * 1_000, 3, 4).as_json()},
        {"costs": None},
        {"public": "00" * 91},
        {"public": ""},
        {"salt": "00"},
        {"nonce": ""},
        {"ciphertext": "00" * 10_000_000},
        {"ciphertext": None},
        {"extra": ""},
    ],
)
def test_odd_wrapped_keys_are_refused_before_any_work(
    made: tuple[WrappedKey, ec.EllipticCurvePrivateKey], change: dict[str, Json]
) -> None:
    with pytest.raises(NotACabinet):
        WrappedKey.from_json(made[0].as_json() | change)


def test_only_p256_in_its_usual_form_is_a_signing_key() -> None:
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    p256 = ec.generate_private_key(ec.SECP256R1()).public_key()
    for bad in (
        other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        p256.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) + b"\0",
        p256.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
        b"",
        bytes(91),
    ):
        with pytest.raises(NotACabinet):
            public_key(bad)


def test_a_wrapped_key_shows_no_secret(made: tuple[WrappedKey, ec.EllipticCurvePrivateKey]) -> None:
    wrapped, private = made
    raw = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    secret_number = private.private_numbers().private_value.to_bytes(32, "big")
    kept = canonical_bytes(wrapped.as_json()).decode() + repr(wrapped)
    assert secret_number.hex() not in kept
    assert secret_number in raw
    assert "heron" not in kept


def test_a_fingerprint_is_64_hex_digits_of_the_public_key(
    made: tuple[WrappedKey, ec.EllipticCurvePrivateKey],
) -> None:
    digits = key_fingerprint(made[0].public_der)
    assert len(digits) == 64
    assert int(digits, 16) >= 0
    assert digits != key_fingerprint(made[0].public_der[:-1] + b"\0")
