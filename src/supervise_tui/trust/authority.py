"""The cabinet's own authority: it says in a certificate whose signing key is whose."""

from __future__ import annotations

import unicodedata
import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from supervise_tui.canonical import tidy_text
from supervise_tui.problems import BadInput, NotACabinet
from supervise_tui.trust.signing_keys import public_key

# Wide on purpose: with a shorter time a wrong clock at signing, or a certificate that outlives its
# authority, would break good signatures years later (measured: facts in docs/security.md). Nothing
# is lost: trust in a key ends by taking it out of the cabinet, not by a date.
_FROM: Final = datetime(2020, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_NAME_BYTES: Final = 64  # RFC 5280, appendix A: ub-common-name and the others; counted in UTF-8 to be safe
_CERTIFICATE_LIMIT: Final = 100_000  # bytes in a file that someone asks us to trust


@dataclass(frozen=True)
class Authority:
    """A cabinet's authority. `private_der` is not encrypted: it lives in the encrypted store only."""

    private_der: bytes = field(repr=False)
    certificate_der: bytes = field(repr=False)


def make_authority(cabinet_id: str, organisation: str) -> Authority:
    """Make the authority of a new cabinet: a P-256 key and a certificate signed by itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = _name(
        {
            NameOID.ORGANIZATION_NAME: organisation,
            NameOID.COMMON_NAME: f"supervise cabinet {cabinet_id[:8]}",
            NameOID.SERIAL_NUMBER: _exact(cabinet_id),
        }
    )
    certificate = (
        _builder(name, name, private.public_key(), private.public_key())
        # No authority below this one: a leaf can never speak for somebody else.
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .sign(private, SHA256())
    )
    return Authority(
        private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate.public_bytes(Encoding.DER),
    )


def issue(authority: Authority, public_der: bytes, *, person: str, name: str, post: str, role: str) -> bytes:
    """Give a certificate (DER) for a person's key.

    Subject: CN the name, title the post, OU the role, serialNumber the person's id, exact; O the
    organisation. A name of more than 64 bytes is shortened with "…": who it is stands in the id.
    NotACabinet if the key or the authority is damaged, BadInput for an id that does not fit.
    """
    issuer, private = _opened(authority)
    organisations = issuer.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    subject = _name(
        {
            NameOID.ORGANIZATION_NAME: str(organisations[0].value) if organisations else "",
            NameOID.ORGANIZATIONAL_UNIT_NAME: role,
            NameOID.COMMON_NAME: name if shortened(name) else person,
            NameOID.TITLE: post,
            NameOID.SERIAL_NUMBER: _exact(person),
        }
    )
    certificate = (
        _builder(subject, issuer.subject, public_key(public_der), private.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certificates=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .sign(private, SHA256())
    )
    return certificate.public_bytes(Encoding.DER)


def as_pem(certificate_der: bytes) -> bytes:
    """Give a certificate as the text file that people pass on."""
    return x509.load_der_x509_certificate(certificate_der).public_bytes(Encoding.PEM)


def name_of(certificate_der: bytes) -> str:
    """Give whose certificate this is: the organisation and the cabinet.

    Safe to show: a stranger chose these names, so control characters are taken out and they are cut.
    """
    subject = x509.load_der_x509_certificate(certificate_der).subject
    parts = [
        shortened(str(attribute.value))
        for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
        for attribute in subject.get_attributes_for_oid(oid)
    ]
    return ", ".join(parts) or "a certificate without a name"


def read_authority_certificate(raw: bytes) -> bytes:
    """Read an authority's certificate from a file (PEM or DER); give DER.

    BadInput unless it is one that this program makes: P-256, an authority, signed by itself.
    """
    try:
        if len(raw) > _CERTIFICATE_LIMIT:
            raise ValueError
        read = x509.load_pem_x509_certificate if b"-----BEGIN" in raw else x509.load_der_x509_certificate
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what the library only warns of, our own never has
            certificate = read(raw)
        certificate.verify_directly_issued_by(certificate)
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        # The signature does not cover the byte before it (its unused bits): it has to be 0 as we write it.
        whole = certificate.public_bytes(Encoding.DER).endswith(b"\0" + certificate.signature)
        known = isinstance(certificate.public_key(), ec.EllipticCurvePublicKey) and basic.ca and whole
    except Exception:  # noqa: BLE001 - a hostile certificate may raise anything; all of it means no
        known = False
    if not known:
        raise BadInput(
            "This is not the certificate of a cabinet.",
            "Ask for the file that 'supervise certificate' makes.",
        )
    return certificate.public_bytes(Encoding.DER)


def shortened(text: str, limit: int = _NAME_BYTES) -> str:
    """Give `text` in at most `limit` bytes of UTF-8, cut between letters, with "…" where cut.

    Control characters go: they could hide or reorder a name in other programs.
    """
    clean = "".join(
        letter for letter in tidy_text(text) if unicodedata.category(letter) not in ("Cc", "Co", "Cn")
    )
    clean = " ".join("".join(" " if letter in _HIDING else letter for letter in clean).split())
    if len(clean.encode()) <= limit:
        return clean
    cut = clean.encode()[: limit - len("…".encode())].decode("utf-8", "ignore")
    rest = clean[len(cut) :]
    # Take the whole last letter away if what made it whole (a mark, a joiner) was cut off.
    while cut and (_joins(rest[0]) or cut[-1] == "\u200d"):
        cut, rest = cut[:-1], cut[-1] + rest
    return cut.rstrip() + "…"


_HIDING: Final = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
)
"""Marks that turn the direction of writing: used to make one name look like another."""


def _joins(letter: str) -> bool:
    """Say whether this belongs to the letter before it."""
    return (
        bool(unicodedata.combining(letter))
        or letter == "\u200d"
        or unicodedata.category(letter)
        in (
            "Mn",
            "Me",
            "Mc",
            "Sk",
        )
    )


def _exact(identity: str) -> str:
    """Give an id that may not be shortened; BadInput if it would have to be."""
    if not identity or shortened(identity) != identity:
        raise BadInput("This person's number does not fit into a certificate.")
    return identity


def _name(parts: dict[ObjectIdentifier, str]) -> x509.Name:
    """Give an X.509 name; parts without text are left out."""
    shorter = {oid: shortened(text) for oid, text in parts.items()}
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in shorter.items() if text])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer_key: ec.EllipticCurvePublicKey,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """Give what a key is for: an authority signs certificates only, a person documents only."""
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _opened(authority: Authority) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        certificate = x509.load_der_x509_certificate(authority.certificate_der)
        private = load_der_private_key(authority.private_der, None)
    except (ValueError, TypeError):
        private = None
    if (
        not isinstance(private, ec.EllipticCurvePrivateKey)
        or certificate.public_key() != private.public_key()
    ):
        raise NotACabinet("The authority of this cabinet is damaged.", "Use a backup.")
    return certificate, private
