"""The door to drawing a case bundle: light to import, reportlab and pikepdf come with the first call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from supervise_tui.domain.case_timeline import CaseTimeline

Step = Callable[[int, int], None]
"""Told how many of how many parts are done; raises to stop the work."""


@dataclass(frozen=True, kw_only=True)
class BundlePart:
    """One thing in the bundle: a signed PDF with its pages, or an entry in words."""

    on: date
    kind: str
    """"Record", "Letter" or "Entry": what it is."""
    title: str
    note: str = ""
    """Under the title: who signed, when it was received, whether it counts no more."""
    answers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    pdf: bytes = field(default=b"", repr=False)
    """The signed file as it was signed; its pages are shown, and it is attached unchanged."""
    name: str = ""
    """Of the attached file."""


@dataclass(frozen=True, kw_only=True)
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
    left_out: tuple[str, ...]
    """What is not in it, or not signed, and why: a sentence each."""
    timeline: CaseTimeline
    parts: tuple[BundlePart, ...]
    """In order of time."""


def bundle_pdf(paper: BundlePaper, step: Step) -> bytes:
    """Give the bundle as one PDF: cover with index, the picture, every part; originals attached."""
    from supervise_tui.documents.bundle_joining import join_bundle

    return join_bundle(paper, step)
