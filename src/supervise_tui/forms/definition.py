"""What a form is: sections of questions, who answers, who signs. Plain values, no behaviour.

A question's type is a class of its own, and code that treats types apart uses `match` with
`assert_never`, so that the type checker finds every place a new type must be taught.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

ENGINE = 1
"""Version of what definitions can say; kept with every record."""

TEXT_LIMIT = 20_000
"""Characters in one answer: 200 kB of text took 7 s to draw (facts-pdf.md)."""


class Role(StrEnum):
    """Who answers or signs."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    BOTH = "both"


class Step(StrEnum):
    """The steps bar of a supervision [SES-6]; preparation stands before it."""

    AGREEMENT = "agreement"
    AGENDA = "agenda"
    REVIEW = "review"
    REFLECTIONS = "reflections"
    ACTIONS = "actions"
    CLOSE = "close"


class Fact(StrEnum):
    """What the rules need to know of a meeting, answered by an ordinary question."""

    HELD_ON = "held_on"
    START_TIME = "start_time"
    MINUTES = "minutes"
    PLACE = "place"
    OTHERS_PRESENT = "others_present"
    INTERRUPTED = "interrupted"
    AGREEMENT_IN_FORCE = "agreement_in_force"
    NEXT_DATE = "next_date"
    NEXT_TIME = "next_time"
    NEXT_PLACE = "next_place"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What all questions have. Conditions are kept as written, see conditions.py."""

    id: str
    label: str
    help: str = ""
    required: bool | str = False
    """Always, never, or a condition."""
    shown_when: str = ""
    answered_by: Role = Role.BOTH
    fact: Fact | None = None
    unseen_with: str = ""
    """The id of the other side's question: neither answer is shown before both are given [SES-10]."""


@dataclass(frozen=True, kw_only=True)
class TextQuestion(Asked):
    """One line. Answer: text."""

    max_length: int = 200
    default: str = ""


@dataclass(frozen=True, kw_only=True)
class LongTextQuestion(Asked):
    """Many lines. Answer: text."""

    max_length: int = TEXT_LIMIT
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One of the answers that may be chosen."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Asked):
    """One of several. Answer: the option's id."""

    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class YesNoQuestion(Asked):
    """Yes or no. Answer: true or false, or "n/a" where that is offered."""

    not_applicable: bool = False


@dataclass(frozen=True, kw_only=True)
class ScaleQuestion(Asked):
    """A whole number between two ends. Answer: the number."""

    lowest: int = 1
    highest: int = 5
    lowest_label: str = ""
    highest_label: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Asked):
    """A whole number. Answer: the number."""

    unit: str = ""
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, kw_only=True)
class DateQuestion(Asked):
    """A day. Answer: ISO text, 2026-11-28."""

    not_before: str = ""
    """The id of another date question, or "today"."""
    not_after: str = ""


@dataclass(frozen=True, kw_only=True)
class TimeQuestion(Asked):
    """A time of day. Answer: 24-hour text, 14:05."""


@dataclass(frozen=True, kw_only=True)
class AgendaQuestion(Asked):
    """Agenda lines of both sides. Answer: list of {id, text, by}; by is worker, supervisor or both."""

    lines: int = 6
    """Lines on paper."""
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActionsQuestion(Asked):
    """Action points [SES-9]. Answer: list of {id, what, owner, owner_name, by, how_known}.

    owner is worker, supervisor or other; owner_name is filled for other only; by is an ISO day.
    """

    lines: int = 6


Question: TypeAlias = (
    TextQuestion
    | LongTextQuestion
    | ChoiceQuestion
    | YesNoQuestion
    | ScaleQuestion
    | NumberQuestion
    | DateQuestion
    | TimeQuestion
    | AgendaQuestion
    | ActionsQuestion
)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions that belong together; one page of the screen."""

    id: str
    title: str
    step: Step
    guidance: str = ""
    filled_by: Role = Role.BOTH
    shown_when: str = ""
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class SignerRule:
    """One signature that the form asks for."""

    role: Role
    """WORKER or SUPERVISOR."""
    may_decline: bool = False


@dataclass(frozen=True, kw_only=True)
class Form:
    """One definition, as read from one TOML file."""

    id: str
    version: int
    title: str
    purpose: str
    makes: str
    """The kind of record: "supervision"."""
    signers: tuple[SignerRule, ...]
    signing_order: tuple[Role, ...] = ()
    """Empty: any order."""
    sections: tuple[Section, ...]
    source: bytes = field(repr=False)
    """The TOML bytes exactly as read; their SHA-256 is `digest`."""
    digest: str

    def questions(self) -> tuple[Question, ...]:
        """All questions in the order they stand."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None."""
        return next((q for q in self.questions() if q.id == question_id), None)

    def with_fact(self, fact: Fact) -> Question | None:
        """The question that answers `fact`, or None."""
        return next((q for q in self.questions() if q.fact is fact), None)
