"""PAdES signatures with pyHanko: ECDSA P-256 by a person's own key, the first one certifying."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_cms import Signer as CmsSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supervise_tui.documents.low_s import with_low_s
from supervise_tui.documents.panels import draw_panel
from supervise_tui.domain.record import Signer

_LONGEST_SIGNATURE = 72
"""Bytes of an ECDSA signature on P-256 in DER."""


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
        signer=_KeySigner(key, certificate_der, authority_der),
        stamp_style=None if unseen_field else _stamp(draw_panel(signer, capacity, statement, at)),
    )
    return asyncio.run(_sign(pdf_signer, writer, at))


async def _sign(pdf_signer: PdfSigner, writer: IncrementalPdfFileWriter, at: datetime) -> bytes:
    session = pdf_signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at  # else pyHanko asks the clock itself
    validation = await session.perform_presign_validation(writer)
    reserved = await session.estimate_signature_container_size(validation, tight=True)
    document = session.prepare_tbs_document(validation_info=validation, bytes_reserved=reserved)
    prepared, output = document.digest_tbs_document()
    after = await document.perform_signature(
        document_digest=prepared.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes()
    )
    await after.post_signature_processing(output)
    output.seek(0)
    return bytes(output.read())


class _Writer(IncrementalPdfFileWriter):
    """Leaves the description of the file as it was drawn: pyHanko would stamp it with its own clock."""

    def _update_meta(self) -> None:
        """Change nothing."""


class _KeySigner(CmsSigner):
    """Signs with a key object, so that the key is never written out in the clear."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate_der: bytes, authority_der: bytes) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register(x509.Certificate.load(authority_der))
        super().__init__(signing_cert=x509.Certificate.load(certificate_der), cert_registry=registry)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Give the signature over `data`."""
        if dry_run:
            return bytes(_LONGEST_SIGNATURE)
        return with_low_s(self._key.sign(data, ec.ECDSA(SHA256())))


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
