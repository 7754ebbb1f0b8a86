"""Save and fetch what signing leaves: wrapped keys, the cabinet's authority, signatures, PDFs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlmodel import col, delete, select, update

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.problems import NotFound
from supervise_tui.store.tables import AuthorityRow, RecordPdfRow, RecordRow, SignatureRow, SigningKeyRow
from supervise_tui.store.work import Clock, Work, moment
from supervise_tui.trust.authority import Authority
from supervise_tui.trust.signing_keys import WrappedKey, key_fingerprint


@dataclass(frozen=True, kw_only=True)
class StoredKey:
    """A person's signing key as the cabinet keeps it."""

    fingerprint: str
    person: str
    wrapped: WrappedKey = field(repr=False)
    certificate_der: bytes = field(repr=False)
    made_at: str
    """ISO with offset."""
    replaces: str = ""
    """The fingerprint of the key before it; empty for the first."""
    endorsed_by_old: bytes | None = field(default=None, repr=False)
    """The old key's signature under the new public key."""

    @property
    def replaced_without_old(self) -> bool:
        """Whether it took the place of a key whose secret was lost: marked so for good."""
        return bool(self.replaces) and self.endorsed_by_old is None


@dataclass(frozen=True, kw_only=True)
class StoredSignature:
    """A detached signature under a record, with the statement that it signs."""

    id: str
    record: str
    person: str
    role: str
    statement: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    key_fingerprint: str
    at: str
    """ISO with offset."""
    void: bool = False

    def as_json(self) -> dict[str, Json]:
        """Give it as JSON, to be kept with what it signs where that is no record."""
        return {
            "id": self.id,
            "person": self.person,
            "role": self.role,
            "statement": self.statement.decode(),
            "signature": self.signature.hex(),
            "key_fingerprint": self.key_fingerprint,
            "at": self.at,
        }

    @classmethod
    def from_json(cls, value: Json, record: str) -> StoredSignature:
        """Read it back; KeyError, TypeError or ValueError if it is not of this shape."""
        if not isinstance(value, dict):
            raise TypeError
        said: dict[str, Any] = {
            key: str(value[key]) for key in ("id", "person", "role", "key_fingerprint", "at")
        }
        statement, signature = str(value["statement"]).encode(), bytes.fromhex(str(value["signature"]))
        return cls(record=record, statement=statement, signature=signature, **said)


def keep_key(
    work: Work,
    person: str,
    wrapped: WrappedKey,
    certificate_der: bytes,
    now: Clock,
    replaces: str = "",
    endorsed_by_old: bytes | None = None,
) -> StoredKey:
    """Keep a new key as the person's current one; the older ones stay."""
    row = SigningKeyRow(
        fingerprint=key_fingerprint(wrapped.public_der),
        person=person,
        wrapped=canonical_bytes(wrapped.as_json()).decode(),
        certificate_der=certificate_der,
        made_at=moment(now),
        replaces=replaces,
        endorsed_by_old=endorsed_by_old,
    )
    work.session.add(row)
    work.session.flush()
    return _key(row)


def rewrap_key(work: Work, fingerprint: str, wrapped: WrappedKey) -> None:
    """Keep the same key under another secret; NotFound if its public half is another."""
    row = work.session.exec(select(SigningKeyRow).where(SigningKeyRow.fingerprint == fingerprint)).first()
    if row is None or key_fingerprint(wrapped.public_der) != fingerprint:
        raise NotFound("That signing key is not in this cabinet.")
    row.wrapped = canonical_bytes(wrapped.as_json()).decode()
    work.session.flush()


def current_key(work: Work, person: str) -> StoredKey | None:
    """The person's newest key; None while they have chosen no secret."""
    keys = keys_of(work, person)
    return keys[-1] if keys else None


def has_key(work: Work, fingerprint: str) -> bool:
    """Whether a signing key of that fingerprint is kept."""
    asked = select(SigningKeyRow.id).where(SigningKeyRow.fingerprint == fingerprint)
    return work.session.exec(asked).first() is not None


def keys_of(work: Work, person: str) -> list[StoredKey]:
    """All keys of the person, oldest first."""
    rows = work.session.exec(
        select(SigningKeyRow).where(SigningKeyRow.person == person).order_by(col(SigningKeyRow.id))
    )
    return [_key(row) for row in rows]


def keep_authority(work: Work, authority: Authority) -> None:
    """Keep the cabinet's own authority; it is made once."""
    work.session.merge(
        AuthorityRow(id=1, private_der=authority.private_der, certificate_der=authority.certificate_der)
    )
    work.session.flush()


def authority(work: Work) -> Authority:
    """Give the cabinet's own authority; NotFound if it has none yet."""
    row = work.session.get(AuthorityRow, 1)
    if row is None:
        raise NotFound("This cabinet has no authority for certificates yet.")
    return Authority(private_der=row.private_der, certificate_der=row.certificate_der)


def keep_signature(work: Work, given: StoredSignature) -> None:
    """Keep a signature."""
    work.session.add(
        SignatureRow(
            id=given.id,
            record=given.record,
            person=given.person,
            role=given.role,
            statement=given.statement,
            signature=given.signature,
            key_fingerprint=given.key_fingerprint,
            at=given.at,
            void=given.void,
        )
    )
    work.session.flush()


def signatures(work: Work, record: str, *, with_void: bool = False) -> list[StoredSignature]:
    """The signatures under the record in the order given; void ones only when asked for."""
    query = select(SignatureRow).where(SignatureRow.record == record)
    if not with_void:
        query = query.where(col(SignatureRow.void).is_(False))
    # By rowid, the order in which they were written: a clock that was set back changes nothing.
    rows = work.session.exec(query.order_by(text("rowid")))
    return [
        StoredSignature(
            id=row.id,
            record=row.record,
            person=row.person,
            role=row.role,
            statement=row.statement,
            signature=row.signature,
            key_fingerprint=row.key_fingerprint,
            at=row.at,
            void=row.void,
        )
        for row in rows
    ]


def signed_in_file(work: Work, worker: str) -> dict[str, list[tuple[str, str]]]:
    """Give role and time of every signature that counts in a worker's file, by record, in their order."""
    rows = work.session.exec(
        select(SignatureRow.record, SignatureRow.role, SignatureRow.at)
        .join(RecordRow, col(RecordRow.id) == SignatureRow.record)
        .where(RecordRow.worker == worker, col(SignatureRow.void).is_(False))
        .order_by(text("signature.rowid"))
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for record, role, at in rows:
        found.setdefault(record, []).append((role, at))
    return found


def last_signed(work: Work) -> dict[str, str]:
    """Give when each record got its last signature that counts, by record, ISO with offset."""
    rows = work.session.exec(
        select(SignatureRow.record, SignatureRow.at)
        .where(col(SignatureRow.void).is_(False))
        .order_by(text("rowid"))
    )
    return dict(iter(rows))


def void_signatures(work: Work, record: str) -> int:
    """Mark the signatures under the record void and say how many; they stay, for the history."""
    found = work.session.exec(
        update(SignatureRow)
        .where(col(SignatureRow.record) == record, col(SignatureRow.void).is_(False))
        .values(void=True)
    )
    return found.rowcount


def keep_pdf(work: Work, record: str, stage: int, pdf: bytes) -> None:
    """Keep the PDF as it stands after `stage` signatures."""
    work.session.add(RecordPdfRow(record=record, stage=stage, pdf=pdf))
    work.session.flush()


def pdf(work: Work, record: str) -> bytes | None:
    """The newest PDF of the record; None if there is none."""
    return work.session.exec(
        select(RecordPdfRow.pdf)
        .where(RecordPdfRow.record == record)
        .order_by(col(RecordPdfRow.id).desc())
        .limit(1)
    ).first()


def drop_pdfs(work: Work, record: str) -> None:
    """Take the record's PDFs away: their signatures are void."""
    work.session.exec(delete(RecordPdfRow).where(col(RecordPdfRow.record) == record))


def _key(row: SigningKeyRow) -> StoredKey:
    return StoredKey(
        fingerprint=row.fingerprint,
        person=row.person,
        wrapped=WrappedKey.from_json(parse(row.wrapped.encode())),
        certificate_der=row.certificate_der,
        made_at=row.made_at,
        replaces=row.replaces,
        endorsed_by_old=row.endorsed_by_old,
    )
