"""Text as it may be kept: without what a terminal would obey or what would deceive a reader."""

from __future__ import annotations

import re
import unicodedata

from supervise_tui.canonical import Json, tidy_text
from supervise_tui.problems import BadInput

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_DECEIVING = frozenset("\u202d\u202e")
"""They turn the reading order of all that follows, so that a text could read as what it is not."""


def clean(value: Json) -> str:
    """Give text without control characters (a terminal would obey them) and deceiving ones."""
    if not isinstance(value, str):
        raise BadInput("This has to be text.", "Please type it in.")
    lines = _LINE_ENDS.sub("\n", value)
    kept = (c for c in lines if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in _DECEIVING))
    return tidy_text("".join(kept))


def one_line(value: Json) -> str:
    """Give clean text on one line."""
    return " ".join(clean(value).split())


def fitting(text: str, limit: int) -> str:
    """Give `text` back; BadInput says how many characters are over."""
    over = len(text) - limit
    if over > 0:
        raise BadInput(
            f"This has {len(text):,} characters; {limit:,} fit.",
            f"Please shorten it by {over:,} character{'' if over == 1 else 's'}.",
        )
    return text
