"""A QR code for the terminal, in half blocks, drawn here: nothing leaves the computer."""

from __future__ import annotations

import segno
from textual.widgets import Static

QUIET = 2
"""Light modules round the code; phones and zbar read two, and 80x24 has no room for four."""


def qr_lines(text: str) -> list[str]:
    """Give the rows of a QR code for `text`: two modules a character, dark as ink.

    A fingerprint goes in as upper-case hex, which QR packs tighter (29 modules instead of 33).
    """
    code = segno.make(text, error="l", micro=False, boost_error=False)
    rows = [[bool(cell) for cell in row] for row in code.matrix_iter(scale=1, border=QUIET)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return [
        "".join(_HALVES[(upper, lower)] for upper, lower in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, len(rows), 2)
    ]


_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


class Qr(Static):
    """The code, always dark on light whatever the theme: a camera needs it so."""

    DEFAULT_CSS = """
    Qr {
        width: auto;
        height: auto;
        background: white;
        color: black;
    }
    """

    def __init__(self, text: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("\n".join(qr_lines(text)), markup=False, id=id)
