"""What a record says besides the answers to its form; the same on screen, on paper and in texts to read."""

from __future__ import annotations

from supervise_tui.canonical import in_fours
from supervise_tui.domain.record import Content


def said_beside(content: Content) -> list[tuple[str, tuple[str, ...]]]:
    """Give headings with their lines: what an addendum hangs on [REC-3], what paper it is from [REC-13]."""
    found: list[tuple[str, tuple[str, ...]]] = []
    if content.addendum_to is not None:
        lines = (
            content.addendum_to.sentence,
            f"Fingerprint of that record: {in_fours(content.addendum_to.fingerprint)}",
            "That record stays as it was signed. Read the two together.",
        )
        found.append(("This is an addendum to", lines))
    if content.paper is not None:
        found.append(("Signed on paper, and typed in later", content.paper.sentences))
    return found
