"""What a signature says: one canonical statement, signed by one person's key."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from supervise_tui.canonical import Json, canonical_bytes, parse, tidy_text
from supervise_tui.problems import BadInput, NotACabinet, NotIntact
from supervise_tui.trust.signing_keys import key_fingerprint, public_der_of, public_key
from supervise_tui.trust.strict_json import Fields

_TYPE: Final = "supervise-tui/statement/1"
"""In every statement, so that a signature made for one purpose can never serve another."""
_LIMIT: Final = 20_000  # bytes; a statement is about 700
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one person says about one record.

    `fingerprint`: of the record's content. `says`: a value of domain.sign_off.Says. `at`: local
    time with its offset, by the laptop's own clock. `history_number`, `history_hash`: the last
    event of the worker's file, so that a later signature holds the history before it.
    Text is brought to NFC; BadInput if a field cannot be what it stands for.
    """

    fingerprint: str
    record: str
    person: str
    name: str
    role: str
    says: str
    at: str
    cabinet: str
    history_number: int
    history_hash: str
    key_fingerprint: str

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, str):
                object.__setattr__(self, one.name, tidy_text(value))
        digests = (self.fingerprint, self.history_hash, self.key_fingerprint)
        whole = type(self.history_number) is int and 0 <= self.history_number < 2**53
        if not whole or not all(_DIGEST.fullmatch(one) for one in digests) or not _has_offset(self.at):
            raise BadInput("This cannot be signed: a number, time or fingerprint in it is not right.")

    def as_bytes(self) -> bytes:
        """Give the canonical bytes that are signed."""
        named: dict[str, Json] = {one.name: getattr(self, one.name) for one in fields(self)}
        return canonical_bytes({"type": _TYPE, **named})

    @classmethod
    def from_bytes(cls, raw: bytes) -> Statement:
        """Read a statement; NotIntact unless these are exactly the bytes it would be signed as."""
        try:
            if len(raw) > _LIMIT:
                raise _not_intact()
            names = [one.name for one in fields(cls)]
            read = Fields(parse(raw), ("type", *names))
            texts = {name: read.text(name) for name in names if name != "history_number"}
            statement = cls(**texts, history_number=read.whole_number("history_number"))
        except (BadInput, NotACabinet):
            raise _not_intact() from None
        if read.raw("type") != _TYPE or statement.as_bytes() != raw:
            raise _not_intact()
        return statement


def sign(statement: Statement, private_key: ec.EllipticCurvePrivateKey) -> bytes:
    """Sign a statement: ECDSA with SHA-256, DER. BadInput if it names another key."""
    if statement.key_fingerprint != key_fingerprint(public_der_of(private_key)):
        raise BadInput("This statement names another key than the one that signs it.")
    return private_key.sign(statement.as_bytes(), ec.ECDSA(SHA256()))


def verify(statement_bytes: bytes, signature: bytes, public_der: bytes) -> Statement:
    """Give the statement if `public_der` signed exactly these bytes; NotIntact if not.

    The caller still has to ask whether the key is the person's, and whether the statement is
    about this record: a good signature on something else is no signature here. An ECDSA signature
    may be rewritten into a second good form, so never use one as a name for the act.
    """
    statement = Statement.from_bytes(statement_bytes)
    try:
        key = public_key(public_der)
        key.verify(signature, statement_bytes, ec.ECDSA(SHA256()))
    except (InvalidSignature, NotACabinet):
        raise _not_intact() from None
    if statement.key_fingerprint != key_fingerprint(public_der):
        raise _not_intact()
    return statement


def _has_offset(at: str) -> bool:
    try:
        return datetime.fromisoformat(at).utcoffset() is not None
    except (ValueError, TypeError):
        return False


def _not_intact() -> NotIntact:
    return NotIntact(
        "A signature does not fit what it was given for.",
        "Do not rely on this record: ask the people who signed it for their own copies.",
    )
