"""One sheet of ratings of the six Cs, as it was typed in or came from a file [DEV-8].

What is worked out goes by its `rating`, which holds no words and no name: who gave feedback stands on the
sheet alone, and goes into no copy for the worker and into no figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.six_cs import HIGHEST, LOWEST, Rating
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.day_words import day_of

FORM = "development.six_cs"
"""The form of a sheet; an organisation may have its own, with these questions in it."""
DAY, FROM, COMMENT, WHERE, NAME = "day", "from", "comment", "where", "name"
SELF, FEEDBACK = "self", "feedback"
"""What is answered to FROM. The six Cs are asked under their own names."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one person said of one contact; it may still be being typed."""

    id: str
    worker: str
    answers: Mapping[str, Json] = field(default_factory=dict, repr=False)

    @property
    def day(self) -> date | None:
        """The day of the contact, as far as it is known."""
        return day_of(self.answers.get(DAY))

    @property
    def of_self(self) -> bool:
        """Whether the worker gave it; else it is feedback, or nobody has said yet."""
        return self.answers.get(FROM) == SELF

    @property
    def giver(self) -> str:
        """Who gave feedback, if they said so."""
        return "" if self.of_self else self._words(NAME)

    @property
    def comment(self) -> str:
        """What was said besides."""
        return self._words(COMMENT)

    @property
    def where(self) -> str:
        """Where the contact was."""
        return self._words(WHERE)

    @property
    def marks(self) -> dict[Value, int]:
        """The Cs that were rated, each with its number."""
        said = {value: self.answers.get(value.value) for value in Value}
        return {
            value: mark
            for value, mark in said.items()
            if isinstance(mark, int) and not isinstance(mark, bool) and LOWEST <= mark <= HIGHEST
        }

    @property
    def rating(self) -> Rating | None:
        """What counts of it; None while its day, whose it is, or every mark is missing."""
        day, marks = self.day, self.marks
        if day is None or not marks or self.answers.get(FROM) not in (SELF, FEEDBACK):
            return None
        return Rating(of_self=self.of_self, day=day, marks=marks)

    def _words(self, question: str) -> str:
        said = self.answers.get(question)
        return said.strip() if isinstance(said, str) else ""


def ratings_of(sheets: Iterable[Sheet]) -> list[Rating]:
    """Give what counts of each sheet, of those that count."""
    return [found for one in sheets if (found := one.rating) is not None]


def nameless(one: Sheet) -> Sheet:
    """Give the sheet as the worker may have it, and as it may be exported: nobody is named."""
    return replace(one, answers={key: said for key, said in one.answers.items() if key != NAME})
