"""Signs a case bundle as a whole, and checks that signature: one that covers every byte, shown on no page.

What is on paper of it stands on the cover; the signature itself is looked at by a program.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

import pikepdf
from cryptography.hazmat.primitives.asymmetric import ec
from pikepdf import Array, Dictionary, Name, String

from supervise_tui.documents.bounded import refuse_oversized
from supervise_tui.documents.bundle_reading import TIMES
from supervise_tui.documents.checking import as_seen, borrowed_names, not_intact
from supervise_tui.documents.pades import add_signature, silence_pyhanko
from supervise_tui.documents.signature_reading import HeldSignature, last_signature_covers_all, read_whole
from supervise_tui.documents.verdicts import Checked, Verdict
from supervise_tui.domain.record import Signer
from supervise_tui.domain.sign_off import Says, spoken
from supervise_tui.problems import NotIntact, Problem

FIELD: Final = "signature-of-the-bundle"
_PRINT_HIDDEN_LOCKED: Final = 2 | 4 | 128
_SIGNATURES_EXIST_AND_APPEND_ONLY: Final = 3
_DAMAGED: Final = "This bundle is damaged, or was changed after it was signed."


def signed_whole(
    pdf: bytes,
    signer: Signer,
    at: datetime,
    key: ec.EllipticCurvePrivateKey,
    certificate_der: bytes,
    authority_der: bytes,
    *,
    key_replaced: bool,
) -> bytes:
    """Give the signed bundle (see case_bundle.sign_bundle)."""
    statement = spoken(Says.BUNDLE, key_replaced=key_replaced)
    base = _with_field(pdf)
    signed = add_signature(
        base, signer, "", statement, at, key, certificate_der, authority_der, unseen_field=FIELD
    )
    if not signed.startswith(base) or _read(signed).statement != statement:
        raise NotIntact("The signature did not come out as it should.", "Nothing was kept. Please try again.")
    return signed


def _with_field(pdf: bytes) -> bytes:
    """Give the bundle with the one empty field that is signed; nothing on its pages changes."""
    with pikepdf.open(BytesIO(pdf)) as bundle:
        page = bundle.pages[0].obj
        field = bundle.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(FIELD),
                TU=String("Signature of who took the bundle"),
                F=_PRINT_HIDDEN_LOCKED,
                P=page,
                Rect=Array([0, 0, 0, 0]),
            )
        )
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(field)
        bundle.Root.AcroForm = bundle.make_indirect(
            Dictionary(Fields=Array([field]), SigFlags=_SIGNATURES_EXIST_AND_APPEND_ONLY)
        )
        out = BytesIO()
        bundle.save(
            out,
            deterministic_id=True,
            min_version="1.7",
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,  # as in bundle_joining.py
        )
    return out.getvalue()


def looks_signed(pdf: bytes) -> bool:
    """Whether a file means to be a signed bundle; what is true of it is for `whole_checked` to say."""
    return f"({FIELD})".encode() in pdf and b"/ByteRange" in pdf


def whole_checked(pdf: bytes, trusted: Sequence[bytes]) -> Checked:
    """Say what is to be said about the bundle as a whole; never raises."""
    silence_pyhanko()
    try:
        found = _read(pdf)
    except Problem as problem:
        return not_intact(problem.sentence)
    except (Exception, RecursionError):  # noqa: BLE001 - a hostile file makes libraries raise anything at all
        return not_intact(_DAMAGED)
    known = found.parts.authority in trusted
    return Checked(
        verdict=Verdict.KNOWN if known else Verdict.UNKNOWN_ISSUER,
        signatures=(as_seen(found),),
        findings=() if known else tuple(borrowed_names(found.parts.authority, trusted)),
        content=None,
        fingerprint="",
    )


def _read(pdf: bytes) -> HeldSignature:
    refuse_oversized(pdf, TIMES)
    last_signature_covers_all(pdf)
    return read_whole(pdf, FIELD, Says.BUNDLE)
