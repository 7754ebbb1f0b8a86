"""Puts what tomllib says about a text that is not TOML into plain words with a cure."""

from __future__ import annotations

import re

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("Expected '=' after a key", "After a name, = is missing.", 'Write it like: label = "..."'),
    ("Cannot overwrite a value", "The same name stands twice here.", "Take one of the two out."),
    ("Unterminated string", "A text is not closed.", "Put the quotes at its end."),
    (
        "Illegal character",
        "A text is not closed on its line.",
        'Close it with ", or use """ for several lines.',
    ),
    ("Unescaped '\\' in a string", "A \\ stands alone.", "Write it twice: \\\\"),
    ("Invalid hex value", "A \\u code is not right.", "Type the letter itself."),
    (
        "Invalid initial character for a key part",
        "A name is missing.",
        "Names hold letters, digits, _ and -.",
    ),
    ("Invalid value", "The value is missing, or its quotes are.", 'Write texts in quotes: label = "..."'),
    ("Unclosed array", "A list is not closed.", "Put ] at its end, and commas between the parts."),
    ("Unclosed inline table", "A { is not closed.", "Put } at its end, on the same line."),
    ("Expected ']", "A line in [ ] is not closed.", "Write it like: [[section]]"),
    (
        "Cannot declare",
        "This heading does not fit one above it.",
        "Look at its brackets, as in [[section]].",
    ),
    ("Cannot mutate", "This does not fit a list written above.", "Write the list in one place only."),
    ("Expected newline", "Something stands after the end of the value.", "Put texts and days in quotes."),
    ("Invalid date", "This date does not exist.", 'Write days in quotes: "2026-11-28"'),
    ("Invalid statement", "This line is not understood.", 'Write it like: label = "...", or [[section]]'),
)


def explain(message: str, text: str) -> tuple[int, str, str]:
    """Give the line, what is wrong and what would be right, for tomllib's `message` about `text`."""
    place = _PLACE.search(message)
    # "At the end of the document" is where something before it was left open.
    line = int(place.group(1)) if place else len(text.rstrip().splitlines()) or 1
    for start, wrong, right in _WORDS:
        if start in message:
            if start == "Illegal character" and "\\n" not in message:
                return line, "A character stands here that cannot be shown.", "Take it out and type it anew."
            return line, wrong, right
    return line, "This is not written as TOML.", 'Look at quotes, brackets and =, like: label = "..."'
