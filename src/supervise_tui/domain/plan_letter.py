"""A letter of a case: written as a draft, made final as a PDF, received on a day [PIP-6] [PIP-10]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supervise_tui.canonical import Json


@dataclass(frozen=True, kw_only=True)
class CaseLetter:
    """One letter. Once it is final nothing of it changes but how it was delivered, once."""

    id: str
    case: str
    kind: str
    """One of `procedure_words.Letter`."""
    content: Mapping[str, Json] = field(default_factory=dict, repr=False)
    """What was chosen and written for it, by the letter's own names."""
    entry: str = ""
    """The id of the entry that it tells of; empty for none."""
    by: str = ""
    """Who wrote it."""
    saved_at: str = ""
    made_at: str = ""
    """When it was made final, ISO with offset; empty for a draft."""
    delivered_on: date | None = None
    """The day on which the worker received it."""
    delivered_how: str = ""

    @property
    def is_final(self) -> bool:
        """Whether it is a draft no more."""
        return bool(self.made_at)
