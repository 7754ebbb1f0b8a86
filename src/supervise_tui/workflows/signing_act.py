"""One signing act: the detached statement and the signature on the PDF, by one key at one moment."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from supervise_tui.documents import record_pdf, signatures
from supervise_tui.documents.capacity import capacity
from supervise_tui.domain.record import Content, Record, Signer
from supervise_tui.domain.sign_off import said_under
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed
from supervise_tui.store import history, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.store.signing import StoredSignature
from supervise_tui.trust import authority, signing_keys, statements
from supervise_tui.trust.chain import GENESIS
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_record import form_of


def give_signature(
    work: Work,
    desk: Desk,
    record: Record,
    content: Content,
    signer: Signer,
    key: ec.EllipticCurvePrivateKey,
    scans: Sequence[bytes] = (),
) -> StoredSignature:
    """Make and keep both forms of one signing act, at the same moment by the same key.

    NotAllowed if the key is not this signer's. `scans` are drawn into the PDF at its first signature.
    """
    check_key(work, signer, key)
    at = desk.now()
    given = detached(work, desk, content, signer, key, file=record.worker, at=at)
    stage = len(signing.signatures(work, record.id)) + 1
    # The base is drawn at the first signature and never again.
    form = form_of(work, desk, record)
    base = signing.pdf(work, record.id) or record_pdf.draw_base(content, form, scans)
    signed = signed_pdf(work, base, content, form, signer, key, at)
    signing.keep_signature(work, given)
    signing.keep_pdf(work, record.id, stage, signed)
    return given


def check_key(work: Work, signer: Signer, key: ec.EllipticCurvePrivateKey) -> None:
    """NotAllowed unless the key is this signer's, as it is now."""
    stored = signing.current_key(work, signer.person)
    if stored is None or stored.fingerprint != _fingerprint(key):
        raise NotAllowed("That key is not this person's.", "Unlock the right one.")


def _public(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _fingerprint(key: ec.EllipticCurvePrivateKey) -> str:
    return signing_keys.key_fingerprint(_public(key))


def detached(
    work: Work,
    desk: Desk,
    content: Content,
    signer: Signer,
    key: ec.EllipticCurvePrivateKey,
    *,
    file: str,
    at: datetime,
) -> StoredSignature:
    """Give the statement about a content, signed; `file` is whose history its head is taken from."""
    head = history.head(work, file)
    statement = statements.Statement(
        fingerprint=content.fingerprint,
        record=content.record,
        person=signer.person,
        name=signer.name,
        role=signer.role.value,
        says=said_under(content).value,
        at=at.isoformat(),
        cabinet=desk.cabinet.id,
        history_number=head.number if head else 0,
        history_hash=head.hash if head else GENESIS,
        key_fingerprint=_fingerprint(key),
    )
    return StoredSignature(
        id=secrets.token_hex(8),
        record=content.record,
        person=signer.person,
        role=signer.role.value,
        statement=statement.as_bytes(),
        signature=statements.sign(statement, key),
        key_fingerprint=_fingerprint(key),
        at=at.isoformat(),
        void=False,
    )


def signed_pdf(
    work: Work,
    base: bytes,
    content: Content,
    form: Form,
    signer: Signer,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> bytes:
    """Give the PDF with this signature under it; `base` holds the signatures before it, if any."""
    vouched = vouched_for(work, signer, key)
    return signatures.sign_pdf(
        base,
        signer=signer,
        says=said_under(content),
        at=at,
        key=key,
        certificate_der=vouched.certificate_der,
        authority_der=vouched.authority_der,
        capacity=capacity(signer.role, form, content),
        key_replaced=vouched.key_replaced,
    )


@dataclass(frozen=True, kw_only=True)
class Vouched:
    """What the cabinet says of a key that signs."""

    certificate_der: bytes
    authority_der: bytes
    key_replaced: bool
    """The key took the place of one whose secret was forgotten."""


def vouched_for(work: Work, signer: Signer, key: ec.EllipticCurvePrivateKey) -> Vouched:
    """Give a fresh certificate for a key: it names the person and post as they stand now."""
    public_der = _public(key)
    cabinet_authority = signing.authority(work)
    certificate = authority.issue(
        cabinet_authority,
        public_der,
        person=signer.person,
        name=signer.name,
        post=signer.post,
        role=signer.role.value,
    )
    return Vouched(
        certificate_der=certificate,
        authority_der=cabinet_authority.certificate_der,
        key_replaced=any(
            one.replaced_without_old
            for one in signing.keys_of(work, signer.person)
            if one.fingerprint == signing_keys.key_fingerprint(public_der)
        ),
    )
