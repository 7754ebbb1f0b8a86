"""The door to drawing a record: light to import, reportlab and pikepdf come with the first call."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from supervise_tui.documents.bounded import MOST_TEXT, length_of
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form
from supervise_tui.problems import BadInput

LAYOUT = "5"
"""Version of the layout: goes up with every change that moves a letter on the page.

Records drawn by an older layout are compared by their text: a change of our own words (labels, footer)
has to keep the old ones for them.
"""
_LIBRARIES = ("reportlab", "pikepdf", "pyhanko", "segno", "arabic-reshaper", "python-bidi")


def draw_base(content: Content, form: Form, scans: Sequence[bytes] = ()) -> bytes:
    """Give the PDF that is ready for its first signature: pages, attachments, one empty field a signer.

    `scans`: the bytes of those that the content names. The same content drawn by the same versions (see
    `drawn_by`) gives the same page streams. BadInput when the record holds more text than can be drawn and
    checked in good time.
    """
    if length_of(content.as_json()) > MOST_TEXT:
        raise BadInput(
            f"This record holds more than {MOST_TEXT:,} characters, too many for one paper.",
            "Take it back, shorten it, and put what is long into a document of its own.",
        )
    from supervise_tui.documents.base_file import make_base
    from supervise_tui.documents.record_drawing import draw_pages

    pages, seats = draw_pages(content, form)
    return make_base(pages, seats, content, form, scans)


@cache
def drawn_by() -> dict[str, str]:
    """Give the versions of everything that has a say in how the page looks."""
    versions = {"layout": LAYOUT, "unicode": unicodedata.unidata_version, "fonts": _fonts_digest()}
    for library in _LIBRARIES:
        try:
            versions[library] = version(library)
        except PackageNotFoundError:
            versions[library] = "unknown"
    return versions


def _fonts_digest() -> str:
    """The first 16 hex digits of the SHA-256 over our font files, by name."""
    digest = hashlib.sha256()
    for file in sorted((Path(__file__).parent / "fonts").glob("*.ttf")):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
