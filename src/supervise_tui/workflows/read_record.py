"""Read a record that is offered or signed, checked against its signatures; and its receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supervise_tui.domain.record import Content, Record, Signer
from supervise_tui.domain.sign_off import may_decline
from supervise_tui.forms.definition import Form, Role
from supervise_tui.problems import NotIntact
from supervise_tui.store import history, records, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.store.signing import StoredSignature
from supervise_tui.trust import statements
from supervise_tui.workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class ReadThrough:
    """Exactly what is signed, and who has signed it so far."""

    record: Record
    content: Content
    form: Form
    fingerprint: str
    signed: tuple[Role, ...]
    waiting: tuple[Signer, ...]
    may_decline: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class KeyShown:
    """A signer's key as the receipt prints it."""

    name: str
    role: Role
    fingerprint: str
    signed_at: str
    """ISO, by this computer's clock."""
    remark: str = ""
    """Said when the key replaced another without the old one's word."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the two can take away and hold against the cabinet later."""

    record: Record
    worker: str
    fingerprint: str
    keys: tuple[KeyShown, ...]
    history_number: int
    history_hash: str
    missing: tuple[Signer, ...]


def form_of(work: Work, desk: Desk, record: Record) -> Form:
    return desk.kept_form(work, record.form_digest)


def content_of(work: Work, record: Record) -> Content:
    return Content.from_bytes(records.frozen(work, record.id))


def valid_signatures(work: Work, record: Record) -> list[StoredSignature]:
    return signing.signatures(work, record.id)


def verify_signatures(work: Work, record: Record, content: Content) -> list[StoredSignature]:
    """Give the valid signatures of a record, each checked against the content; else NotIntact [REC-4]."""
    given = valid_signatures(work, record)
    check_signatures(work, given, record.id, content)
    if record.state.is_signed and {s.person for s in content.expected} - {s.person for s in given}:
        raise NotIntact("This record says it is closed, but a signature is missing.")
    return given


def check_signatures(work: Work, given: Iterable[StoredSignature], record_id: str, content: Content) -> None:
    """NotIntact unless each of these signatures was given under exactly this content [REC-4]."""
    for one in given:
        key = next(
            (k for k in signing.keys_of(work, one.person) if k.fingerprint == one.key_fingerprint), None
        )
        if key is None:
            raise NotIntact("A signature here was made with a key that this cabinet does not know.")
        statement = statements.verify(one.statement, one.signature, key.wrapped.public_der)
        signer = next((s for s in content.expected if s.person == one.person and s.role == one.role), None)
        if (
            signer is None
            or statement.fingerprint != content.fingerprint
            or (statement.record, statement.person, statement.role)
            != (record_id, signer.person, signer.role.value)
        ):
            raise NotIntact(
                "This record was changed after it was signed: a signature does not fit it any more."
            )


def read_through(desk: Desk, record_id: str) -> ReadThrough:
    """Open an offered or signed record to read; NotIntact if it does not fit its signatures."""
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        form, content = form_of(work, desk, record), content_of(work, record)
        given = verify_signatures(work, record, content)
    signed = tuple(Role(one.role) for one in given)
    return ReadThrough(
        record=record,
        content=content,
        form=form,
        fingerprint=content.fingerprint,
        signed=signed,
        waiting=tuple(signer for signer in content.expected if signer.role not in signed),
        may_decline=may_decline(form) - {voice.role for voice in content.declined} - set(signed),
    )


def receipt(desk: Desk, record_id: str) -> Receipt:
    """Give the receipt of a record that has at least one signature."""
    seen = read_through(desk, record_id)
    with desk.cabinet.reading() as work:
        head = history.head(work, seen.record.worker)
        keys = []
        for one in valid_signatures(work, seen.record):
            signer = next(s for s in seen.content.expected if s.person == one.person)
            key = next(k for k in signing.keys_of(work, one.person) if k.fingerprint == one.key_fingerprint)
            remark = (
                "This key took the place of an earlier one whose secret was forgotten."
                if key.replaced_without_old
                else ""
            )
            keys.append(
                KeyShown(
                    name=signer.name,
                    role=signer.role,
                    fingerprint=one.key_fingerprint,
                    signed_at=statements.Statement.from_bytes(one.statement).at,
                    remark=remark,
                )
            )
    return Receipt(
        record=seen.record,
        worker=seen.content.worker.name,
        fingerprint=seen.fingerprint,
        keys=tuple(keys),
        history_number=head.number if head else 0,
        history_hash=head.hash if head else "",
        missing=seen.waiting,
    )
