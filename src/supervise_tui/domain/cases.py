"""Case sheets: a person we support stands under a reference, never under their name [SES-4] [REC-9]."""

from __future__ import annotations

import re
from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.definition import Form

CASE_REFERENCE = "case_reference"
"""The id of the question for it, in any form."""
_LONGEST_INITIALS = 3
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady"})


def looks_like_a_name(reference: str) -> bool:
    """Whether a reference could be somebody's name: it has no digit, and is more than initials [REC-9].

    “KM-17”, “K.M.” and “file 204” are references; “Betty Hughes”, “Hughes” and “Mrs H” are not.
    """
    words = re.findall(r"[^\W\d_]+", reference)
    if any(word.casefold() in _TITLES for word in words):
        return True
    if any(character.isdigit() for character in reference):
        return False
    # Initials are capitals; in scripts without capitals the length alone tells.
    return any(len(word) > _LONGEST_INITIALS or word != word.upper() for word in words)


def reference_gaps(form: Form, answers: Mapping[str, Json]) -> list[Gap]:
    """Give what is wrong with the case reference of a form that asks for one; nothing when it is empty."""
    reference, section = answers.get(CASE_REFERENCE), form.section_of(CASE_REFERENCE)
    if section is None or not isinstance(reference, str) or not looks_like_a_name(reference):
        return []
    asked = form.question(CASE_REFERENCE)
    label = asked.label if asked else "Case reference"
    sentence = f"“{label}” looks like a name: write initials, such as K.M., or a reference with a number."
    return [Gap(section.id, CASE_REFERENCE, None, sentence)]
