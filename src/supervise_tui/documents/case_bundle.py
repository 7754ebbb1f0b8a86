"""The door to drawing a case bundle: light to import, reportlab and pikepdf come with the first call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from supervise_tui.documents.off_the_loop import off_the_loop
from supervise_tui.documents.verdicts import Checked
from supervise_tui.domain.case_timeline import CaseTimeline
from supervise_tui.domain.record import Signer

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

Step = Callable[[int, int], None]
"""Told how many of how many parts are done; raises to stop the work."""


@dataclass(frozen=True, kw_only=True, repr=False)
class BundlePart:
    """One thing in the bundle: a signed PDF with its pages, or an entry in words."""

    on: date
    kind: str
    """"Record", "Letter" or "Entry": what it is."""
    title: str
    says: str = ""
    """A line for the index: what it says, or when a letter was received."""
    note: str = ""
    """Under the title of an entry: when it was written down, and by whom."""
    answers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    pdf: bytes = field(default=b"", repr=False)
    """The signed file as it was signed; its pages are shown, and it is attached unchanged."""
    name: str = ""
    """Of the attached file."""


@dataclass(frozen=True, kw_only=True, repr=False)
class BundlePaper:
    """What a bundle is made of."""

    home: str
    worker: str
    post: str
    opened_on: date
    state: str
    """Where the case stands, in words."""
    made_on: date
    made_by: str
    signed_as_a_whole: str
    """By whom, and how to see that it is; or that it is not. A sentence."""
    left_out: tuple[str, ...]
    """What is not in it, or not signed, and why: a sentence each."""
    timeline: CaseTimeline
    parts: tuple[BundlePart, ...]
    """In order of time."""


def bundle_pdf(paper: BundlePaper, step: Step) -> bytes:
    """Give the bundle as one PDF: cover with index, the picture, every part; originals attached."""
    from supervise_tui.documents.bundle_joining import join_bundle

    return join_bundle(paper, step)


def sign_bundle(
    pdf: bytes,
    *,
    signer: Signer,
    at: datetime,
    key: EllipticCurvePrivateKey,
    certificate_der: bytes,
    authority_der: bytes,
    key_replaced: bool = False,
) -> bytes:
    """Sign a bundle as a whole and give the longer file; the files attached to it stay as they are.

    The signature has no place on a page, and nothing may follow it. It is checked before it is given back:
    NotIntact if it did not come out as it should.
    """
    from supervise_tui.documents.bundle_signing import signed_whole

    return off_the_loop(
        lambda: signed_whole(pdf, signer, at, key, certificate_der, authority_der, key_replaced=key_replaced)
    )


def check_whole(pdf: bytes, trusted: Sequence[bytes]) -> Checked | None:
    """Say whether a bundle is what was signed, and by whom; None for one that nobody signed, or no bundle.

    `trusted` as in check.check_pdf. Never raises. What is attached is checked file by file besides.
    """
    from supervise_tui.documents.bundle_signing import looks_signed, whole_checked

    return off_the_loop(lambda: whole_checked(pdf, trusted)) if looks_signed(pdf) else None
