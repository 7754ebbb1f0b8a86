"""A statement says exactly what was signed, or it is not intact."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import canonical_bytes, tidy_text
from supervise_tui.problems import BadInput, NotIntact
from supervise_tui.trust.signing_keys import key_fingerprint, public_der_of
from supervise_tui.trust.statements import Statement, sign, verify


@cache
def key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def public() -> bytes:
    return public_der_of(key())


def statement(**changes: object) -> Statement:
    fields: dict[str, object] = {
        "fingerprint": "ab" * 32,
        "record": "0123456789abcdef",
        "person": "fedcba9876543210",
        "name": "Ọláwálé Àjàyí-Ŵyn",
        "role": "worker",
        "says": "agreed",
        "at": "2026-11-21T14:05:00+00:00",
        "cabinet": "c0ffee00c0ffee00",
        "history_number": 7,
        "history_hash": "cd" * 32,
        "key_fingerprint": key_fingerprint(public()),
    }
    return Statement(**(fields | changes))  # type: ignore[arg-type]


NAMES = st.text(max_size=130)


@given(name=NAMES, record=NAMES, says=NAMES, number=st.integers(0, 2**53 - 1))
def test_every_statement_comes_back_as_it_was_signed(name: str, record: str, says: str, number: int) -> None:
    made = statement(name=name, record=record, says=says, history_number=number)
    assert made.name == tidy_text(name)
    raw = made.as_bytes()
    assert verify(raw, sign(made, key()), public()) == made
    assert asdict(made).items() <= json.loads(raw).items()


def test_every_single_changed_byte_of_a_statement_is_found() -> None:
    raw = statement().as_bytes()
    signature = sign(statement(), key())
    for place, byte in enumerate(raw):
        for flip in (1, 32, 128):
            with pytest.raises(NotIntact):
                verify(raw[:place] + bytes([byte ^ flip]) + raw[place + 1 :], signature, public())


def test_every_single_changed_byte_of_a_signature_or_key_is_found() -> None:
    raw = statement().as_bytes()
    signature = sign(statement(), key())
    for place, byte in enumerate(signature):
        with pytest.raises(NotIntact):
            verify(raw, signature[:place] + bytes([byte ^ 1]) + signature[place + 1 :], public())
    for place, byte in enumerate(public()):
        with pytest.raises(NotIntact):
            verify(raw, signature, public()[:place] + bytes([byte ^ 1]) + public()[place + 1 :])


@given(raw=st.binary(max_size=300), signature=st.binary(max_size=80), der=st.binary(max_size=100))
def test_any_bytes_are_refused_with_a_plain_sentence(raw: bytes, signature: bytes, der: bytes) -> None:
    with pytest.raises(NotIntact, match="A signature does not fit"):
        verify(raw, signature, der)
    with pytest.raises(NotIntact):
        verify(statement().as_bytes(), signature, public())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(name=st.sampled_from(sorted(json.loads(statement().as_bytes()))), value=JSON)
@settings(max_examples=200)
def test_a_field_of_another_kind_or_value_is_refused(name: str, value: object) -> None:
    good = json.loads(statement().as_bytes())
    raw = json.dumps(good | {name: value}).encode()
    if json.loads(raw) != good:
        with pytest.raises(NotIntact):
            verify(raw, sign(statement(), key()), public())


def test_another_way_to_write_the_same_statement_is_refused() -> None:
    good = json.loads(statement().as_bytes())
    for raw in (
        json.dumps(good).encode(),
        json.dumps(good, indent=1).encode(),
        statement().as_bytes() + b" ",
    ):
        signature = key().sign(raw, ec.ECDSA(SHA256()))
        with pytest.raises(NotIntact):
            verify(raw, signature, public())


def test_a_signature_for_another_purpose_is_no_statement() -> None:
    good = json.loads(statement().as_bytes())
    raw = canonical_bytes(good | {"type": "supervise-tui/key-change/1"})
    with pytest.raises(NotIntact):
        verify(raw, key().sign(raw, ec.ECDSA(SHA256())), public())


def test_a_stranger_who_signs_the_same_statement_is_found() -> None:
    stranger = ec.generate_private_key(ec.SECP256R1())
    raw = statement().as_bytes()
    with pytest.raises(NotIntact):
        verify(raw, stranger.sign(raw, ec.ECDSA(SHA256())), public_der_of(stranger))


def test_a_statement_that_names_another_key_is_not_signed() -> None:
    with pytest.raises(BadInput, match="another key"):
        sign(replace(statement(), key_fingerprint="ef" * 32), key())


@pytest.mark.parametrize(
    "change",
    [
        {"fingerprint": "AB" * 32},
        {"fingerprint": ""},
        {"history_hash": "cd" * 31},
        {"key_fingerprint": "x" * 64},
        {"history_number": -1},
        {"history_number": 2**53},
        {"history_number": True},
        {"at": "2026-11-21T14:05:00"},
        {"at": "yesterday"},
        {"at": ""},
    ],
)
def test_a_statement_that_cannot_be_true_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="cannot be signed"):
        statement(**change)
