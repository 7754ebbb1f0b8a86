"""Checks a signed record from end to end: shape, signatures, certificates, people, attachments, pages.

pyHanko answers for the signatures and for what later signatures may change; what it lets pass (bytes in
the padding, trailing bytes, missing signers, foreign names) is asked here (facts-pdf.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from supervise_tui.canonical import fingerprint, parse
from supervise_tui.documents.base_file import FORM_NAME, RECORD_NAME
from supervise_tui.documents.bounded import refuse_oversized
from supervise_tui.documents.pades import silence_pyhanko
from supervise_tui.documents.panels import draw_panel
from supervise_tui.documents.same_pages import page_findings, unpacked
from supervise_tui.documents.strict_cms import SignatureParts, read_cms
from supervise_tui.documents.verdicts import Checked, SignatureSeen, Verdict
from supervise_tui.domain.record import Content, Signer
from supervise_tui.domain.sign_off import Says, what_they_say
from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import NotIntact, Problem
from supervise_tui.trust.authority import shortened
from supervise_tui.trust.signing_keys import key_fingerprint

_LARGEST_ATTACHMENT = 2_000_000
_TEXT_DRAWN = 400_000
"""Characters of a record that are drawn again: a full form of ours has about 250,000."""
_TIME = re.compile(r"D:(\d{14})(?:Z|([+-])(\d\d)'(\d\d)'?)")
_SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason"}
_PADDING = 16
"""Bytes: the space that is kept for a signature is its size with the longest ECDSA value."""
_WHEN_TO_JUDGE = datetime(2026, 1, 1, tzinfo=UTC)
"""Our certificates hold from 2020 to 9999 and are not revoked, so the clock of whoever checks has no say."""
_DAMAGED = "This file is damaged, was changed, or is not a signed record of ours."


@dataclass(frozen=True)
class _Seen:
    """One signature with the person that the record names for it."""

    embedded: Any
    signer: Signer
    parts: SignatureParts
    at: datetime
    says: Says


def check_file(pdf: bytes, trusted: Sequence[bytes]) -> Checked:
    """Say what is to be said about a file (see check.check_pdf); never raises."""
    silence_pyhanko()
    try:
        return _checked(pdf, trusted)
    except Problem as problem:
        return _not_intact(problem.sentence)
    except (Exception, RecursionError):  # noqa: BLE001 - a hostile file makes libraries raise anything at all
        return _not_intact(_DAMAGED)


def _not_intact(finding: str) -> Checked:
    return Checked(
        verdict=Verdict.NOT_INTACT, signatures=(), findings=(finding,), content=None, fingerprint=""
    )


def _checked(pdf: bytes, trusted: Sequence[bytes]) -> Checked:
    refuse_oversized(pdf)
    content, form = _attached(pdf)
    seen = read_signatures(pdf, content)
    _all_expected(seen, content, form)
    authority = seen[0].parts.authority
    panels = {one.signer.field: draw_panel(one.signer, one.says, one.at) for one in seen}
    findings = page_findings(pdf, content, form, panels)
    verdict = Verdict.NOT_INTACT if findings else Verdict.KNOWN
    if not findings and authority not in trusted:
        verdict = Verdict.UNKNOWN_ISSUER
        findings = _borrowed_names(authority, trusted)
    return Checked(
        verdict=verdict,
        signatures=tuple(_as_seen(one) for one in seen),
        findings=tuple(findings),
        content=content,
        fingerprint=content.fingerprint,
    )


def _as_seen(one: _Seen) -> SignatureSeen:
    return SignatureSeen(
        name=one.signer.name,
        role=one.signer.role,
        post=one.signer.post,
        at=one.at,
        says=one.says,
        key_fingerprint=key_fingerprint(one.parts.public_der),
    )


def check_after_signing(before: bytes, after: bytes, signer: Signer, says: Says) -> None:
    """NotIntact unless `after` is `before` with one more good signature, by `signer`, saying `says`."""
    content, _form = _attached(after)
    last = read_signatures(after, content)[-1]
    if not after.startswith(before) or last.signer != signer or last.says is not says:
        raise NotIntact("The signature did not come out as it should.", "Nothing was kept. Please try again.")


# --- what is attached ------------------------------------------------------------------------


def _attached(pdf: bytes) -> tuple[Content, Form]:
    with pikepdf.open(BytesIO(pdf)) as file:
        names = file.Root.Names.EmbeddedFiles.Names
        if len(names) != 4:
            raise NotIntact("The file does not have the two attachments of a record of ours.")
        raw = [_attachment(names[place], name) for place, name in ((1, RECORD_NAME), (3, FORM_NAME))]
    content = Content.from_json(parse(raw[0]))
    if content.as_bytes() != raw[0]:
        raise NotIntact("The attached record is not written as our program writes it.")
    if sum(len(text) for text in _texts(content.as_json())) > _TEXT_DRAWN:
        raise NotIntact("The attached record is far longer than any record of ours.")
    if fingerprint(raw[1]) != content.form_digest:
        raise NotIntact("The attached form is not the one that the record was written on.")
    form = read_form(raw[1], FORM_NAME)
    if (form.id, form.version) != (content.form, content.form_version):
        raise NotIntact("The attached form is not the one that the record was written on.")
    return content, form


def _attachment(file: Any, name: str) -> bytes:
    stream = file.EF.F
    if str(file.UF) != name or len(stream.read_raw_bytes()) > _LARGEST_ATTACHMENT:
        raise NotIntact("The file does not have the two attachments of a record of ours.")
    raw = unpacked(stream)
    if len(raw) > _LARGEST_ATTACHMENT:
        raise NotIntact("The attached record is far longer than any record of ours.")
    return raw


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in (*value.keys(), *value.values()) for text in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []


# --- the signatures ----------------------------------------------------------------------------


def read_signatures(pdf: bytes, content: Content) -> list[_Seen]:
    """Give all signatures in the order in which they were given; NotIntact if any does not hold."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    embedded = sorted(reader.embedded_signatures, key=lambda one: one.signed_revision)
    if not embedded:
        raise NotIntact("Nobody has signed this file.")
    if reader.xrefs.total_revisions != len(embedded) + 1:
        raise NotIntact("Something was added to this file besides its signatures.")
    seen = [_seen(pdf, one, content) for one in embedded]
    if len({one.signer.role for one in seen}) != len(seen):
        raise NotIntact("One person stands twice among the signatures.")
    if len({one.parts.public_der for one in seen}) != len(seen):
        raise NotIntact("Two people have signed with the same key.")
    if len({one.parts.authority for one in seen}) != 1:
        raise NotIntact("The signatures come from different cabinets.")
    for place, one in enumerate(seen):
        if one.embedded.signed_revision != place + 1:
            raise NotIntact("The signatures do not stand in the order in which they were given.")
        _judge(one, is_first=place == 0, is_last=place == len(seen) - 1)
    return seen


def _seen(pdf: bytes, embedded: Any, content: Content) -> _Seen:
    signer = next((one for one in content.expected if one.field == embedded.field_name), None)
    if signer is None:
        raise NotIntact("The file holds a signature that the record does not ask for.")
    held = embedded.sig_object
    extra = {"/Reference"} if "/Reference" in held else set()
    if set(held.keys()) - extra != _SIGNATURE_KEYS or str(held["/SubFilter"]) != "/ETSI.CAdES.detached":
        raise NotIntact("A signature is written in another way than our program writes it.")
    der, covered = _cut_out(pdf, [int(number) for number in held["/ByteRange"]])
    parts = read_cms(der, covered)
    says = what_they_say(content.disagreements, content.declined)
    if str(held["/Name"]) != signer.name or str(held["/Reason"]) != says.sentence:
        raise NotIntact("A signature does not say what the record says.")
    _belongs(parts, signer, content)
    return _Seen(embedded, signer, parts, _time(str(held["/M"])), says)


def _cut_out(pdf: bytes, ranges: list[int]) -> tuple[bytes, bytes]:
    """Give the CMS and the bytes it covers; NotIntact unless it is written as our signer writes it."""
    start, before, after, length = ranges
    gap = pdf[before:after]
    covered = pdf[:before] + pdf[after : after + length]
    if start or not 0 < before < after or length <= 0 or after + length > len(pdf):
        raise NotIntact("A signature does not cover the file.")
    if not re.fullmatch(rb"<(?:[0-9A-F]{2})+>", gap) or not covered.endswith(b"%%EOF\n"):
        raise NotIntact("A signature is written in another way than our program writes it.")
    padded = bytes.fromhex(gap[1:-1].decode("ascii"))
    der = padded[: _der_length(padded)]
    padding = padded[len(der) :]
    if any(padding) or len(padding) > _PADDING:
        raise NotIntact("Something was hidden beside a signature.")
    return der, covered


def _der_length(padded: bytes) -> int:
    if padded[:2] != b"\x30\x82":
        raise NotIntact("A signature is written in another way than our program writes it.")
    return 4 + int.from_bytes(padded[2:4], "big")


def _time(written: str) -> datetime:
    found = _TIME.fullmatch(written)
    if not found:
        raise NotIntact("A signature does not say when it was given.")
    offset = timedelta()
    if found[2]:
        offset = timedelta(hours=int(found[3]), minutes=int(found[4])) * (-1 if found[2] == "-" else 1)
    moment = datetime.strptime(found[1], "%Y%m%d%H%M%S")  # noqa: DTZ007 - its own offset follows
    return moment.replace(tzinfo=timezone(offset))


def _belongs(parts: SignatureParts, signer: Signer, content: Content) -> None:
    """The certificate has to speak for the very person that the record names."""
    subject = parts.certificate.subject
    wanted = {
        NameOID.SERIAL_NUMBER: signer.person,
        NameOID.COMMON_NAME: shortened(signer.name),
        NameOID.TITLE: shortened(signer.post),
        NameOID.ORGANIZATIONAL_UNIT_NAME: signer.role.value,
    }
    for oid, text in wanted.items():
        if [str(one.value) for one in subject.get_attributes_for_oid(oid)] != [text]:
            raise NotIntact(
                f"The certificate in the place of the {signer.role.value} is somebody else's: "
                f"the record names {signer.name}."
            )
    authority = x509.load_der_x509_certificate(parts.authority).subject
    numbers = [str(one.value) for one in authority.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    if numbers != [content.cabinet]:
        raise NotIntact("The certificates are those of another cabinet than the record names.")


def _judge(one: _Seen, *, is_first: bool, is_last: bool) -> None:
    """Ask pyHanko, which knows what later signatures may change in a file."""
    root = asn1_x509.Certificate.load(one.parts.authority)
    status = validate_pdf_signature(
        one.embedded,
        signer_validation_context=ValidationContext(
            trust_roots=[root], allow_fetching=False, moment=_WHEN_TO_JUDGE
        ),
    )
    coverage = SignatureCoverageLevel.ENTIRE_FILE if is_last else SignatureCoverageLevel.ENTIRE_REVISION
    if not status.bottom_line or status.coverage != coverage:
        raise NotIntact("The file was changed after it was signed.")
    permissions = one.embedded.docmdp_level
    if permissions != (MDPPerm.FILL_FORMS if is_first else None):
        raise NotIntact("A signature is written in another way than our program writes it.")


def _all_expected(seen: list[_Seen], content: Content, form: Form) -> None:
    signed = {one.signer.role for one in seen}
    missing = [one for one in content.expected if one.role not in signed]
    if missing:
        who = " and ".join(f"{one.name} ({one.role.value})" for one in missing)
        raise NotIntact(f"A signature is missing: this record asks for that of {who}.")
    order = [role for role in form.signing_order if role in signed]
    if order and [one.signer.role for one in seen] != order:
        raise NotIntact("The signatures were not given in the order that the form asks for.")


def _borrowed_names(authority: bytes, trusted: Sequence[bytes]) -> list[str]:
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
