"""Checks a signed record from end to end: signatures, people, attachments, pages; and gives the verdict."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.x509.oid import NameOID

from supervise_tui.canonical import fingerprint, parse
from supervise_tui.documents.base_file import FORM_NAME, RECORD_NAME
from supervise_tui.documents.bounded import MOST_TEXT, length_of, refuse_oversized
from supervise_tui.documents.capacity import capacity
from supervise_tui.documents.pades import silence_pyhanko
from supervise_tui.documents.panels import draw_panel
from supervise_tui.documents.same_pages import page_findings, unpacked
from supervise_tui.documents.signature_reading import (
    HeldSignature,
    last_signature_covers_all,
    read_signatures,
)
from supervise_tui.documents.verdicts import Checked, SignatureSeen, Verdict
from supervise_tui.domain.paper_copy import LARGEST_SCANS, HandSigned, scan_name
from supervise_tui.domain.record import Content, Signer
from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import BadForm, NotIntact, Problem
from supervise_tui.trust.authority import shortened
from supervise_tui.trust.signing_keys import key_fingerprint

_LARGEST_ATTACHMENT = 2_000_000
_PACKING = 10_000
"""Bytes by which packing can make a file longer: a picture is packed in itself already."""
_DAMAGED = "This file is damaged, was changed, or is not a signed record of ours."


def check_file(pdf: bytes, trusted: Sequence[bytes]) -> Checked:
    """Say what is to be said about a file (see check.check_pdf); never raises."""
    silence_pyhanko()
    try:
        return _checked(pdf, trusted)
    except Problem as problem:
        return not_intact(problem.sentence)
    except (Exception, RecursionError):  # noqa: BLE001 - a hostile file makes libraries raise anything at all
        return not_intact(_DAMAGED)


def not_intact(finding: str) -> Checked:
    """Give the verdict on a file of which nothing else is told."""
    return Checked(
        verdict=Verdict.NOT_INTACT, signatures=(), findings=(finding,), content=None, fingerprint=""
    )


def _checked(pdf: bytes, trusted: Sequence[bytes]) -> Checked:
    refuse_oversized(pdf)
    last_signature_covers_all(pdf)
    content, form, scans = _attached(pdf)
    seen = read_signatures(pdf, content)
    _all_expected(seen, content, form)
    authority = seen[0].parts.authority
    panels = {
        one.signer.field: draw_panel(
            one.signer, capacity(one.signer.role, form, content), one.statement, one.at
        )
        for one in seen
    }
    findings = page_findings(pdf, content, form, panels, scans)
    verdict = Verdict.NOT_INTACT if findings else Verdict.KNOWN
    if not findings and authority not in trusted:
        verdict = Verdict.UNKNOWN_ISSUER
        findings = borrowed_names(authority, trusted)
    return Checked(
        verdict=verdict,
        signatures=tuple(as_seen(one) for one in seen),
        findings=tuple(findings),
        content=content,
        fingerprint=content.fingerprint,
    )


def as_seen(one: HeldSignature) -> SignatureSeen:
    """Give a signature that holds, as it is told."""
    return SignatureSeen(
        name=one.signer.name,
        role=one.signer.role,
        post=one.signer.post,
        at=one.at,
        says=one.says,
        key_replaced=one.key_replaced,
        key_fingerprint=key_fingerprint(one.parts.public_der),
    )


def check_after_signing(before: bytes, after: bytes, signer: Signer, statement: str) -> None:
    """NotIntact unless `after` is `before` with one more good signature, by `signer`, saying `statement`."""
    content, _form, _scans = _attached(after)
    last = read_signatures(after, content)[-1]
    if not after.startswith(before) or last.signer != signer or last.statement != statement:
        raise NotIntact("The signature did not come out as it should.", "Nothing was kept. Please try again.")


# --- what is attached ------------------------------------------------------------------------


def _attached(pdf: bytes) -> tuple[Content, Form, list[bytes]]:
    with pikepdf.open(BytesIO(pdf)) as file:
        names = file.Root.Names.EmbeddedFiles.Names
        if len(names) < 4:
            raise _other_attachments()
        raw = [_attachment(names[place], name) for place, name in ((1, RECORD_NAME), (3, FORM_NAME))]
        content = Content.from_json(parse(raw[0]))
        scans = _scans(names, content)
    if content.as_bytes() != raw[0]:
        raise NotIntact("The attached record is not written as our program writes it.")
    if length_of(content.as_json()) > MOST_TEXT:
        raise NotIntact("The attached record is far longer than any record of ours.")
    if not _has_plain_head(content):
        raise NotIntact("A name in the attached record holds characters that no name has.")
    if fingerprint(raw[1]) != content.form_digest:
        raise NotIntact("The attached form is not the one that the record was written on.")
    try:
        form = read_form(raw[1], FORM_NAME)
    except BadForm as error:  # its faults quote the file at length: not what a stranger may put on a screen
        raise NotIntact("The attached form cannot be read.") from error
    if (form.id, form.version) != (content.form, content.form_version):
        raise NotIntact("The attached form is not the one that the record was written on.")
    return content, form, scans


def _scans(names: Any, content: Content) -> list[bytes]:
    """Give the scans of a signed paper, each held against the hash that the record names [REC-13]."""
    named = content.paper.scans if content.paper is not None else ()
    if len(names) != 4 + 2 * len(named) or sum(one.size for one in named) > LARGEST_SCANS:
        raise _other_attachments()
    found = []
    for place, scan in enumerate(named, 1):
        raw = _attachment(names[3 + 2 * place], scan_name(place, scan), LARGEST_SCANS)
        if (len(raw), fingerprint(raw)) != (scan.size, scan.sha256):
            raise NotIntact("An attached scan is not the one that the record names.")
        found.append(raw)
    return found


def _other_attachments() -> NotIntact:
    return NotIntact("The file does not have the attachments of a record of ours.")


def _has_plain_head(content: Content) -> bool:
    """Whether names and titles are one plain line each: a terminal would obey what hides in them."""
    people: list[Signer | HandSigned] = [content.worker, content.supervisor, *content.expected]
    lines = [content.organisation, content.title]
    if content.paper is not None:
        people += content.paper.signed_by
        lines.append(content.paper.typed_by)
    if content.addendum_to is not None:
        lines.append(content.addendum_to.title)
    lines += [line for one in people for line in (one.name, one.post)]
    return not any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for line in lines for letter in line)


def _attachment(file: Any, name: str, largest: int = _LARGEST_ATTACHMENT) -> bytes:
    stream = file.EF.F
    if str(file.UF) != name or len(stream.read_raw_bytes()) > largest + _PACKING:
        raise _other_attachments()
    raw = unpacked(stream)
    if len(raw) > largest:
        raise NotIntact("The attached record is far longer than any record of ours.")
    return raw


def _all_expected(seen: list[HeldSignature], content: Content, form: Form) -> None:
    signed = {one.signer.role for one in seen}
    missing = [one for one in content.expected if one.role not in signed]
    if missing:
        who = " and ".join(f"{shortened(one.name)} ({one.role.value})" for one in missing)
        raise NotIntact(f"A signature is missing: this record asks for that of {who}.")
    order = [role for role in form.signing_order if role in signed]
    if order and [one.signer.role for one in seen] != order:
        raise NotIntact("The signatures were not given in the order that the form asks for.")


def borrowed_names(authority: bytes, trusted: Sequence[bytes]) -> list[str]:
    """Name a stranger who goes by the name of a cabinet that is trusted here."""
    subject = x509.load_der_x509_certificate(authority).subject
    for one in trusted:
        known = x509.load_der_x509_certificate(one).subject
        if known == subject or _cabinet_of(known) == _cabinet_of(subject):
            return [
                "Take care: this file uses the name of a cabinet that you trust, but was not signed "
                "under that cabinet's certificate."
            ]
    return []


def _cabinet_of(subject: x509.Name) -> list[str]:
    return [str(one.value) for one in subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
