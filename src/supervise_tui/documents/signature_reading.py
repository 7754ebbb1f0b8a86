"""Reads the signatures of a file and judges each: whole, ours in every byte, and by the person named.

pyHanko answers for the signatures and for what later signatures may change; what it lets pass (bytes in
the padding, trailing bytes, foreign names) is asked here (facts-pdf.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from supervise_tui.documents.strict_cms import SignatureParts, read_cms
from supervise_tui.documents.verdicts import UNSIGNED
from supervise_tui.domain.record import Content, Signer
from supervise_tui.domain.sign_off import Says, said_under, spoken
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotIntact
from supervise_tui.trust.authority import shortened

_TIME = re.compile(r"D:(\d{14})(?:Z|([+-])(\d\d)'(\d\d)'?)")
_RANGES = re.compile(rb"/ByteRange \[(\d{1,9}) (\d{1,9}) (\d{1,9}) (\d{1,9})\]")
_SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason"}
_PADDING = 16
"""Bytes: the space that is kept for a signature is its size with the longest ECDSA value."""
_WHEN_TO_JUDGE = datetime(2026, 1, 1, tzinfo=UTC)
"""Our certificates hold from 2020 to 9999 and are not revoked, so the clock of whoever checks has no say."""


@dataclass(frozen=True)
class HeldSignature:
    """One signature with the person that the record names for it."""

    embedded: Any
    signer: Signer
    parts: SignatureParts
    at: datetime
    says: Says
    key_replaced: bool
    """The key took the place of one whose secret was forgotten."""

    @property
    def statement(self) -> str:
        """What the signature says in full."""
        return spoken(self.says, key_replaced=self.key_replaced)


def read_signatures(pdf: bytes, content: Content) -> list[HeldSignature]:
    """Give all signatures in the order in which they were given; NotIntact if any does not hold."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    embedded = sorted(reader.embedded_signatures, key=lambda one: one.signed_revision)
    if not embedded:
        raise NotIntact(UNSIGNED)
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


def last_signature_covers_all(pdf: bytes) -> None:
    """Judge the bytes before anything reads them as a PDF: most damage and most hostile files end here."""
    *_, last = [None, *_RANGES.finditer(pdf)]
    if last is None:
        raise NotIntact(UNSIGNED)
    ranges = [int(number) for number in last.groups()]
    if ranges[2] + ranges[3] != len(pdf):
        raise NotIntact("Something was added to this file, or cut off, after it was signed.")
    read_cms(*_cut_out(pdf, ranges))


def _seen(pdf: bytes, embedded: Any, content: Content) -> HeldSignature:
    signer = next((one for one in content.expected if one.field == embedded.field_name), None)
    if signer is None:
        raise NotIntact("The file holds a signature that the record does not ask for.")
    held, parts = _written(pdf, embedded)
    says = said_under(content)
    if str(held["/Name"]) != signer.name or str(held["/Reason"]) not in _statements(says):
        raise NotIntact("A signature does not say what the record says.")
    _belongs(parts, signer, content)
    replaced = str(held["/Reason"]) == spoken(says, key_replaced=True)
    return HeldSignature(embedded, signer, parts, _time(str(held["/M"])), says, replaced)


def _written(pdf: bytes, embedded: Any) -> tuple[Any, SignatureParts]:
    """Give a signature's dictionary and its parts; NotIntact unless written as our signer writes it."""
    held = embedded.sig_object
    extra = {"/Reference"} if "/Reference" in held else set()
    if set(held.keys()) - extra != _SIGNATURE_KEYS or str(held["/SubFilter"]) != "/ETSI.CAdES.detached":
        raise NotIntact("A signature is written in another way than our program writes it.")
    return held, read_cms(*_cut_out(pdf, [int(number) for number in held["/ByteRange"]]))


def read_whole(pdf: bytes, field: str, says: Says) -> HeldSignature:
    """Give the one signature over a file that has no record in it; NotIntact if it does not hold.

    `field` is where it stands, `says` what it says. Who signed is what the certificate says: nothing else
    in the file names them.
    """
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    embedded = list(reader.embedded_signatures)
    if [one.field_name for one in embedded] != [field] or reader.xrefs.total_revisions != 2:
        raise NotIntact("Something was added to this file besides its signature.")
    held, parts = _written(pdf, embedded[0])
    name, reason = str(held["/Name"]), str(held["/Reason"])
    subject = parts.certificate.subject

    def named(oid: x509.ObjectIdentifier) -> str:
        return " ".join(str(one.value) for one in subject.get_attributes_for_oid(oid))

    role = named(NameOID.ORGANIZATIONAL_UNIT_NAME)
    if (
        reason not in _statements(says)
        or role != Role.SUPERVISOR
        or named(NameOID.COMMON_NAME) != shortened(name)
    ):
        raise NotIntact("The signature does not say what such a signature says.")
    signer = Signer(
        person=named(NameOID.SERIAL_NUMBER),
        name=named(NameOID.COMMON_NAME),
        post=named(NameOID.TITLE),
        role=Role.SUPERVISOR,
    )
    replaced = reason == spoken(says, key_replaced=True)
    found = HeldSignature(embedded[0], signer, parts, _time(str(held["/M"])), says, replaced)
    _judge(found, is_first=True, is_last=True)
    return found


def _statements(says: Says) -> tuple[str, str]:
    return spoken(says, key_replaced=False), spoken(says, key_replaced=True)


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
                f"the record names {shortened(signer.name)}."
            )
    authority = x509.load_der_x509_certificate(parts.authority).subject
    numbers = [str(one.value) for one in authority.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    if numbers != [content.cabinet]:
        raise NotIntact("The certificates are those of another cabinet than the record names.")


def _judge(one: HeldSignature, *, is_first: bool, is_last: bool) -> None:
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
