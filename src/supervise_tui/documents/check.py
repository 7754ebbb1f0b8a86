"""The door to checking a signed PDF: light to import, pyHanko and pikepdf come with the first file."""

from __future__ import annotations

from collections.abc import Sequence

from supervise_tui.documents.off_the_loop import off_the_loop
from supervise_tui.documents.verdicts import UNSIGNED, Checked, SignatureSeen, Verdict

__all__ = ["UNSIGNED", "Checked", "SignatureSeen", "Verdict", "check_pdf"]


def check_pdf(pdf: bytes, trusted: Sequence[bytes]) -> Checked:
    """Say whether a signed record is what was signed, and by whom.

    `trusted` holds the certificates (DER) of the authorities that the caller trusts; nothing in the file
    adds to them. Never raises: whatever cannot be read is NOT_INTACT, in plain words.

    pyHanko starts an event loop of its own: inside a running loop this works in a thread while the caller
    waits, so a screen that must not stand still calls it in a thread itself.
    """
    from supervise_tui.documents.checking import check_file

    return off_the_loop(lambda: check_file(pdf, trusted))
