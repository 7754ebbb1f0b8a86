"""PAdES signatures with pyHanko: ECDSA P-256 by a person's own key, the first one certifying."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any

from asn1crypto import cms, x509
from asn1crypto.parser import emit
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import ExternalSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supervise_tui.documents.low_s import with_low_s
from supervise_tui.documents.panels import draw_panel
from supervise_tui.documents.strict_cms import SignatureParts, rebuilt
from supervise_tui.domain.record import Signer

_LONGEST_SIGNATURE = 72
"""Bytes of an ECDSA signature on P-256 in DER."""
_UNIVERSAL, _CONSTRUCTED, _SET_OF = 0, 1, 17
"""How DER marks a SET OF."""


def silence_pyhanko() -> None:
    """Keep its loggers off stderr: they print tracebacks with parts of the file."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)


def add_signature(
    pdf: bytes,
    signer: Signer,
    capacity: str,
    statement: str,
    at: datetime,
    key: ec.EllipticCurvePrivateKey,
    certificate_der: bytes,
    authority_der: bytes,
    *,
    unseen_field: str = "",
) -> bytes:
    """Sign `pdf` in the field of `signer`, microseconds left out (see signatures.sign_pdf).

    `unseen_field`: one without a place on any page, to be signed in instead.
    """
    silence_pyhanko()
    at = at.replace(microsecond=0)
    writer = _Writer(BytesIO(pdf), strict=True)
    is_first = not writer.prev.embedded_signatures
    hand = _Hand(key, certificate_der, authority_der)
    pdf_signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=unseen_field or signer.field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=is_first,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            name=signer.name,
            reason=statement,
        ),
        signer=hand.as_pyhankos(),
        stamp_style=None if unseen_field else _stamp(draw_panel(signer, capacity, statement, at)),
    )
    return asyncio.run(_sign(pdf_signer, writer, at, hand))


async def _sign(pdf_signer: PdfSigner, writer: IncrementalPdfFileWriter, at: datetime, hand: _Hand) -> bytes:
    session = pdf_signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at  # else pyHanko asks the clock itself
    validation = await session.perform_presign_validation(writer)
    document = session.prepare_tbs_document(validation_info=validation, bytes_reserved=hand.room)
    prepared, output = document.digest_tbs_document()
    prepared.fill_with_cms(output, hand.cms(prepared.document_digest))
    output.seek(0)
    return bytes(output.read())


class _Writer(IncrementalPdfFileWriter):
    """Leaves the description of the file as it was drawn: pyHanko would stamp it with its own clock."""

    def _update_meta(self) -> None:
        """Change nothing."""


@dataclass(frozen=True)
class _Hand:
    """Who signs: a key object, so that the key is never written out in the clear; certificates in DER."""

    key: ec.EllipticCurvePrivateKey
    leaf: bytes
    authority: bytes

    @cached_property
    def _named(self) -> bytes:
        return named(self.leaf)

    def cms(self, digest: bytes) -> bytes:
        """Give the signature over a file of that SHA-256 digest."""
        return written_cms(digest, self._named, self.leaf, self.authority, self._value)

    @property
    def room(self) -> int:
        """How many hexadecimal digits the longest signature of this hand takes in the file."""
        digest, longest = bytes(SHA256.digest_size), bytes(_LONGEST_SIGNATURE)
        return 2 * len(written_cms(digest, self._named, self.leaf, self.authority, lambda _: longest))

    def as_pyhankos(self) -> ExternalSigner:
        """Give what pyHanko takes for a signature that is made elsewhere: here."""
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register(x509.Certificate.load(self.authority))
        return ExternalSigner(x509.Certificate.load(self.leaf), registry, bytes(_LONGEST_SIGNATURE))

    def _value(self, attributes: bytes) -> bytes:
        return with_low_s(self.key.sign(attributes, ec.ECDSA(SHA256())))


def named(leaf: bytes) -> bytes:
    """Give the signed attribute that names the exact certificate, in DER."""
    return _attribute("signing_certificate_v2", as_signing_certificate_v2(x509.Certificate.load(leaf)))


def written_cms(
    digest: bytes, named: bytes, leaf: bytes, authority: bytes, sign: Callable[[bytes], bytes]
) -> bytes:
    """Give a CMS over a file of that digest; `sign` gives the signature over the signed attributes (DER).

    It is written by the same function that the check builds it again with. pyHanko's own way comes to
    the same bytes (a test holds them side by side), after writing most parts many times over.
    """
    said = [_attribute("content_type", "data"), _attribute("message_digest", digest), named]
    attributes = bytes(emit(_UNIVERSAL, _CONSTRUCTED, _SET_OF, b"".join(sorted(said))))
    return rebuilt(SignatureParts(leaf, authority, attributes, sign(attributes)))


def _attribute(kind: str, value: Any) -> bytes:
    return bytes(cms.CMSAttribute({"type": kind, "values": [value]}).dump())


def _stamp(panel: bytes) -> StaticStampStyle:
    return StaticStampStyle(
        border_width=0,
        background=_Panel(panel),
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
        ),
        background_opacity=1.0,
    )


class _Panel(PdfContent):
    """The drawn panel as the appearance of the signature, under a name that does not vary."""

    def __init__(self, panel: bytes) -> None:
        super().__init__()
        self._panel = panel

    def render(self) -> bytes:
        """Import the panel's page."""
        appearance = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._panel)))
        self.resources.xobject["/Panel"] = appearance
        left, bottom, right, top = appearance.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Panel Do"
