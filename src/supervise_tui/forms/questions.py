"""The types of questions, and the words they use. Plain values, no behaviour.

A type is a class of its own, and code that treats types apart uses `match` with `assert_never`, so
that the type checker finds every place a new type must be taught.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from supervise_tui.canonical import Json

TEXT_LIMIT = 20_000
"""Characters in one answer: 200 kB of text took 7 s to draw (facts-pdf.md)."""


class Role(StrEnum):
    """Who answers or signs."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    BOTH = "both"
    THIRD_PARTY = "third-party"
    """Somebody of another organisation, such as a college."""
    OTHER = "other"
    """Somebody else here, whom the form names by a label."""


class Function(StrEnum):
    """The four functions of supervision."""

    MANAGEMENT = "management"
    DEVELOPMENT = "development"
    SUPPORT = "support"
    MEDIATION = "mediation"


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


class StandingName(StrEnum):
    """The lists of agenda items that come up again and again [SES-11], see standing.py."""

    STANDING = "standing"
    MANAGERS = "managers"
    CARE = "care"


class Hints(StrEnum):
    """What the program looks for while somebody types; it says so kindly and never blocks."""

    SMART = "smart"
    """Something to be seen, a measure, a name, a day, within reach [DEV-3]."""


class Takes(StrEnum):
    """What the program has on file and offers for a text, to be taken in by hand."""

    MARKED = "marked-evidence"
    """What was marked as evidence for this row while other records were written [DEV-6]."""


@dataclass(frozen=True, kw_only=True)
class RowAction:
    """How the rows of a table or group become actions: the ids of their questions [DEV-2]."""

    what: str
    """Empty: the row's own name, where the form gives the rows."""
    by: str
    how_known: str = ""
    who: str = ""
    """Names somebody else who does it, where it is filled in."""
    owner: Role = Role.WORKER
    """WORKER or SUPERVISOR: who does it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What all questions have. Conditions are kept as written, see conditions.py.

    In `comment_when`, `warns_when` and `offers_action_when` the name `answer` is this question's own
    answer (of a matrix: each of its rows in turn).
    """

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
    default: Json = field(default=None, hash=False)
    """Filled in when a record is started; a canonical answer; for a day also "today" or "in 6 months".

    Not hashed, since it may be a list: questions stand in sets and as keys.
    """
    comment: str = ""
    """"may": a comment is always offered; "never": not even by `comment_when`; "": as that says."""
    comment_when: str = ""
    """When it holds, a comment is needed. It is an answer of its own, see `comment_key`."""
    warns_when: str = ""
    offers_action_when: str = ""
    tags: tuple[Function, ...] = ()
    evidence: bool = False
    """Links to evidence may be kept with the answer, see `evidence_key`."""
    by_program: bool = False
    """The program fills it in by the rules of this kind of record; shown, never typed (by_program.py)."""


@dataclass(frozen=True, kw_only=True)
class TextQuestion(Asked):
    """One line. Answer: text."""

    max_length: int = 200
    hints: Hints | None = None
    takes: Takes | None = None


@dataclass(frozen=True, kw_only=True)
class LongTextQuestion(Asked):
    """Many lines. Answer: text."""

    max_length: int = TEXT_LIMIT
    prompts: tuple[str, ...] = ()
    hints: Hints | None = None
    takes: Takes | None = None


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
class SeveralQuestion(Asked):
    """Any of several. Answer: list of the options' ids, in the order of the options."""

    options: tuple[Option, ...]
    at_least: int = 0
    at_most: int | None = None


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
    words: tuple[str, ...] = ()
    """One for each step from the lowest, or none at all."""


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Asked):
    """A number, whole unless `decimals` are allowed. Answer: the number."""

    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    decimals: int = 0


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
class DurationQuestion(Asked):
    """How long. Answer: whole minutes; "1h 30" and "90 min" are understood."""

    at_most: int = 24 * 60


class Among(StrEnum):
    """Which people may be named."""

    WORKERS = "workers"
    """Those in the cabinet."""
    ANYONE = "anyone"


@dataclass(frozen=True, kw_only=True)
class PersonQuestion(Asked):
    """One person. Answer: {person, name}: their id in the cabinet ("" for others), and their name."""

    among: Among = Among.ANYONE


@dataclass(frozen=True, kw_only=True)
class PlaceQuestion(Asked):
    """A place. Answer: text of one line."""


@dataclass(frozen=True, kw_only=True)
class EvidenceQuestion(Asked):
    """What shows it. Answer: list of {id, kind, ref, text}; kind is record, action, file or other.

    ref is the id of a record or an action, or the name of a file; text says it in words.
    """


@dataclass(frozen=True, kw_only=True)
class ComputedQuestion(Asked):
    """Worked out, never typed: a fact, or "score.<id>". Written into the answers that are signed."""

    computes: str


@dataclass(frozen=True, kw_only=True)
class AgendaQuestion(Asked):
    """Agenda lines of both sides [SES-11]. Answer: list of {id, text, by} and, where they say something,
    {function, standing, outcome, why, carried_from}.

    by is worker, supervisor or both; standing is "<list>.<item>"; outcome is reached, deferred (with
    why) or not-reached; carried_from is the id of the record it came from.
    """

    lines: int = 6
    """Lines on paper."""
    proposed: tuple[str, ...] = ()
    standing: tuple[StandingName, ...] = ()
    """The lists whose items are offered."""


@dataclass(frozen=True, kw_only=True)
class ActionsQuestion(Asked):
    """Action points [SES-9]. Answer: list of {id, what, owner, owner_name, by, how_known} and, where
    they say something, {function, carried_from}.

    owner is worker, supervisor or other; owner_name is filled for other only; by is an ISO day.
    """

    lines: int = 6


@dataclass(frozen=True, kw_only=True)
class ActionReviewQuestion(Asked):
    """Each open action looked at again [SES-6]. Answer: list of {action, what, owner, owner_name, by,
    outcome, why, new_date, evidence} and, where it was raised in a plan, {plan}; all texts.

    The program makes the rows from the open actions; only outcome (done, in-hand, not-done, dropped
    or carried), why, new_date and evidence are filled in. Not done and dropped need why, carried needs
    new_date; what is done in a plan needs evidence [DEV-2].
    """

    of: tuple[str, ...] = ()
    """The kinds of record whose actions it looks back at; all when there are none."""


SimpleQuestion: TypeAlias = (
    TextQuestion
    | LongTextQuestion
    | ChoiceQuestion
    | YesNoQuestion
    | ScaleQuestion
    | NumberQuestion
    | DateQuestion
    | TimeQuestion
    | DurationQuestion
    | PersonQuestion
)
"""What a column of a table may be."""


@dataclass(frozen=True, kw_only=True)
class TableQuestion(Asked):
    """Rows of the same few questions. Answer: list of {id, <column id>: answer, ...}.

    With `rows` they are fixed, and a row's id is its option's id; at least so many of them are answered.
    Else rows are free, at least and at most so many, or exactly as many as the answer to the number
    question `counted_by`.
    """

    columns: tuple[SimpleQuestion, ...]
    rows: tuple[Option, ...] = ()
    counted_by: str = ""
    at_least: int = 0
    at_most: int | None = None
    initialled_by: Role | None = None
    """Who initials each row, by a signature of its own (see initials.py)."""
    raises: RowAction | None = None
    """Each row becomes an action, and is looked back at like one."""
    lines: int = 4
    """Rows on paper, where they are free."""


@dataclass(frozen=True, kw_only=True)
class InitialsQuestion(TableQuestion):
    """Who has initialled which row of a table or group; the program fills it in, nobody types it.

    Answer: list of {id: the row's id, "row", "by", "at", "mark"}, all texts.
    """


@dataclass(frozen=True, kw_only=True)
class MarksQuestion(TableQuestion):
    """What an answer, or one of its rows, was marked as evidence for; see evidence_marks.py [DEV-6].

    Answer: list of {id, "of": the row's id or nothing, "row", "kind", "ref", "text", "under"}, all texts.
    """


@dataclass(frozen=True, kw_only=True)
class MatrixQuestion(Asked):
    """Fixed rows rated the same way. Answer: {row id: option id, or number on the scale}.

    It has options, or (when there are none) a scale from `lowest` to `highest`.
    """

    rows: tuple[Option, ...]
    options: tuple[Option, ...] = ()
    lowest: int = 1
    highest: int = 5
    lowest_label: str = ""
    highest_label: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupQuestion(Asked):
    """Questions asked again for each row. Answer: list of {id, <question id>: answer, ...}.

    One more group may stand inside. Comments on inner questions are kept in the row.
    """

    questions: tuple[Question, ...]
    at_least: int = 0
    at_most: int | None = None
    row_title: str = ""
    """What one row is, in the singular: "Job"."""
    initialled_by: Role | None = None
    raises: RowAction | None = None


Question: TypeAlias = (
    TextQuestion
    | LongTextQuestion
    | ChoiceQuestion
    | SeveralQuestion
    | YesNoQuestion
    | ScaleQuestion
    | NumberQuestion
    | DateQuestion
    | TimeQuestion
    | DurationQuestion
    | PersonQuestion
    | PlaceQuestion
    | EvidenceQuestion
    | ComputedQuestion
    | TableQuestion
    | MatrixQuestion
    | GroupQuestion
    | AgendaQuestion
    | ActionsQuestion
    | ActionReviewQuestion
)
RowsQuestion: TypeAlias = (
    AgendaQuestion
    | ActionsQuestion
    | ActionReviewQuestion
    | EvidenceQuestion
    | TableQuestion
    | MatrixQuestion
    | GroupQuestion
)
"""The questions whose answers `rows_in_words` lays out."""


def row_question(matrix: MatrixQuestion, row: Option) -> ChoiceQuestion | ScaleQuestion:
    """Give the question that one row of a matrix asks."""
    name = f"{matrix.id}.{row.id}"
    if matrix.options:
        return ChoiceQuestion(id=name, label=row.label, options=matrix.options)
    return ScaleQuestion(
        id=name,
        label=row.label,
        lowest=matrix.lowest,
        highest=matrix.highest,
        lowest_label=matrix.lowest_label,
        highest_label=matrix.highest_label,
    )
