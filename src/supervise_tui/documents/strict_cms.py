"""Reads the one CMS signature that our signer makes, and takes no other writing of it.

Readers forgive much in a CMS: other lengths, other orders, things added outside the signed attributes.
So the whole is built again here from the parts that a signature or a hash protects, and has to be
equal byte for byte: then no byte of it can change unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from asn1crypto import algos, cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from supervise_tui.documents.low_s import with_low_s
from supervise_tui.problems import NotIntact

_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
"""signing-certificate-v2 (RFC 5035)."""
_SET = b"\x31"


@dataclass(frozen=True)
class SignatureParts:
    """What a signature consists of; certificates in DER."""

    leaf: bytes
    authority: bytes
    attributes: bytes
    """The signed attributes as they are hashed: a DER SET."""
    value: bytes

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's certificate."""
        return x509.load_der_x509_certificate(self.leaf)

    @property
    def public_der(self) -> bytes:
        """The signer's public key (SPKI, DER)."""
        return self.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def read_cms(der: bytes, covered: bytes) -> SignatureParts:
    """Give the parts of a CMS over the bytes `covered`; NotIntact unless it is as our signer makes it."""
    parts = _parts(der)
    if rebuilt(parts) != der:
        raise NotIntact("A signature is written in another way than our program writes it.")
    _check_attributes(parts, covered)
    _check_certificates(parts)
    key = parts.certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise NotIntact("A signature uses a kind of key that our program does not use.")
    try:
        key.verify(parts.value, parts.attributes, ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise NotIntact("A signature was not made with the key that its certificate names.") from error
    if with_low_s(parts.value) != parts.value:
        raise NotIntact("A signature was rewritten after it was made.")
    return parts


def _parts(der: bytes) -> SignatureParts:
    content = cms.ContentInfo.load(der, strict=True)
    signed = content["content"]
    (info,) = signed["signer_infos"]
    certificates = [choice.chosen.dump() for choice in signed["certificates"]]
    serial, issuer = info["sid"].chosen["serial_number"].native, info["sid"].chosen["issuer"].dump()
    (leaf,) = (one for one in certificates if _names(one, serial, issuer))
    (authority,) = (one for one in certificates if one != leaf)
    attributes = info["signed_attrs"].untag().dump()
    return SignatureParts(leaf, authority, _SET + attributes[1:], info["signature"].native)


def _names(certificate: bytes, serial: int, issuer: bytes) -> bool:
    parsed = asn1_x509.Certificate.load(certificate, strict=True)
    return bool(parsed.serial_number == serial and parsed.issuer.dump() == issuer)


def rebuilt(parts: SignatureParts) -> bytes:
    """Give the only DER writing of a signature with these parts."""
    leaf = asn1_x509.Certificate.load(parts.leaf, strict=True)
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                name="issuer_and_serial_number",
                value=cms.IssuerAndSerialNumber({"issuer": leaf.issuer, "serial_number": leaf.serial_number}),
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": cms.CMSAttributes.load(parts.attributes, strict=True),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": parts.value,
        }
    )
    certificates = [asn1_x509.Certificate.load(one, strict=True) for one in (parts.leaf, parts.authority)]
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices(name="certificate", value=one) for one in certificates],
            "signer_infos": [info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _check_attributes(parts: SignatureParts, covered: bytes) -> None:
    attributes = cms.CMSAttributes.load(parts.attributes, strict=True)
    found = {attribute["type"].dotted: attribute["values"] for attribute in attributes}
    if set(found) != {_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_CERTIFICATE} or len(found) != len(attributes):
        raise NotIntact("A signature does not cover what our program signs.")
    digests = [value.native for value in found[_MESSAGE_DIGEST]]
    if digests != [sha256(covered).digest()]:
        raise NotIntact("The file was changed after it was signed.")
    # The exact certificate is part of what is signed: another one for the same key does not do.
    (named,) = found[_SIGNING_CERTIFICATE]
    certified = tsp.SigningCertificateV2.load(named.dump(), strict=True)["certs"]
    if [one["cert_hash"].native for one in certified] != [sha256(parts.leaf).digest()]:
        raise NotIntact("A signature was made for another certificate than the one in the file.")


def _check_certificates(parts: SignatureParts) -> None:
    for one in (parts.leaf, parts.authority):
        parsed = asn1_x509.Certificate.load(one, strict=True)
        again = asn1_x509.Certificate(
            {
                "tbs_certificate": parsed["tbs_certificate"],
                "signature_algorithm": parsed["tbs_certificate"]["signature"],
                "signature_value": parsed["signature_value"].native,
            }
        )
        if again.dump() != one:
            raise NotIntact("A certificate in the file was changed.")
    authority = x509.load_der_x509_certificate(parts.authority)
    authority.verify_directly_issued_by(authority)
    parts.certificate.verify_directly_issued_by(authority)
