"""Small made-up scans: a PNG, a JPEG and a PDF that any reader opens."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def picture(kind: str = "PNG", grey: int = 250) -> bytes:
    """Give a grey picture as PNG or JPEG."""
    out = BytesIO()
    Image.new("L", (60, 84), grey).save(out, kind)
    return out.getvalue()


@cache  # the house style sets how reportlab packs: the same bytes whenever this is asked
def pages(count: int = 2) -> bytes:
    """Give a PDF of so many pages."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(count):
        canvas.drawString(80, 700, f"Page {number + 1} of the paper")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
