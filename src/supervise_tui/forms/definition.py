"""What a form is: sections of questions, who answers, who signs. Plain values, no behaviour.

The types of questions stand in questions.py and are given out here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from supervise_tui.forms.notes import (
    COMMENT_LIMIT,
    comment_key,
    comment_question,
    evidence_key,
    evidence_question,
    initials_key,
    initials_question,
    is_marks_key,
    kept_with,
    marks_key,
    marks_question,
    may_be_marked,
    notes_on,
)
from supervise_tui.forms.questions import (
    TEXT_LIMIT,
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    Among,
    Asked,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    Fact,
    Function,
    GroupQuestion,
    Hints,
    InitialsQuestion,
    LongTextQuestion,
    MarksQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    PersonQuestion,
    PlaceQuestion,
    Question,
    Role,
    RowAction,
    RowsQuestion,
    ScaleQuestion,
    SeveralQuestion,
    SimpleQuestion,
    StandingName,
    Step,
    TableQuestion,
    Takes,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
    row_question,
)

__all__ = [
    "COMMENT_LIMIT",
    "ENGINE",
    "TEXT_LIMIT",
    "ActionReviewQuestion",
    "ActionsQuestion",
    "AgendaQuestion",
    "Among",
    "Asked",
    "ChoiceQuestion",
    "ComputedQuestion",
    "DateQuestion",
    "DurationQuestion",
    "EvidenceQuestion",
    "Fact",
    "FileKind",
    "Form",
    "Function",
    "GroupQuestion",
    "Hints",
    "How",
    "InitialsQuestion",
    "KeptIn",
    "LongTextQuestion",
    "MarksQuestion",
    "MatrixQuestion",
    "NumberQuestion",
    "Option",
    "PersonQuestion",
    "PlaceQuestion",
    "Question",
    "Role",
    "RowAction",
    "RowsQuestion",
    "ScaleQuestion",
    "Score",
    "Section",
    "SeveralQuestion",
    "SignerRule",
    "SimpleQuestion",
    "StandingName",
    "Step",
    "TableQuestion",
    "Takes",
    "TextQuestion",
    "TimeQuestion",
    "YesNoQuestion",
    "comment_key",
    "comment_question",
    "evidence_key",
    "evidence_question",
    "initials_key",
    "initials_question",
    "is_marks_key",
    "kept_with",
    "marks_key",
    "marks_question",
    "may_be_marked",
    "notes_on",
    "row_question",
]

ENGINE = 2
"""Version of what definitions can say; kept with every record. Forms of engine 1 read the same."""


class FileKind(StrEnum):
    """Whose file a record lands on."""

    WORKER = "worker"
    PARTICIPANTS = "participants"
    """Each participant's, as after a group supervision [SES-2]."""
    WORKPLACE = "workplace"
    """No person's: the home's own."""
    SUPERVISOR = "supervisor"
    """The supervisor's own: about themselves."""


class KeptIn(StrEnum):
    """Which store of the cabinet holds a record, see kept_in.py."""

    RECORDS = "records"
    PLANS = "plans"
    """Apart, with a key of its own: what belongs to an improvement plan [PIP-0]."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions that belong together; one page of the screen."""

    id: str
    title: str
    step: Step | None = None
    """None in all sections of a form that is not a talk in steps: then each is a step of its own."""
    guidance: str = ""
    filled_by: Role = Role.BOTH
    filled_by_label: str = ""
    """Who it is, for OTHER."""
    shown_when: str = ""
    keep_together: bool = False
    """On paper: on one page where it fits."""
    page_break: bool = False
    """On paper: begins a new page."""
    columns: int = 0
    """On paper: short answers side by side, 1 to 3; 0 as it fits best."""
    questions: tuple[Question, ...]

    @property
    def stop(self) -> str:
        """Where it stands on the steps bar: its step, or itself."""
        return self.step.value if self.step is not None else self.id


@dataclass(frozen=True, kw_only=True)
class SignerRule:
    """One signature that the form asks for."""

    role: Role
    """Never BOTH."""
    may_decline: bool = False
    optional: bool = False
    """The record can be closed without it."""
    each_participant: bool = False
    """One signature for each participant, each on their own copy [SES-2]."""
    label: str = ""
    """Who it is in words, for THIRD_PARTY and OTHER; else may be empty."""


class How(StrEnum):
    """How a score is worked out."""

    MEAN = "mean"
    SUM = "sum"
    WEIGHTED = "weighted"
    """A mean in which each answer weighs as `weights` says."""
    COUNT = "count"


@dataclass(frozen=True, kw_only=True)
class Score:
    """A number worked out of several answers, see scores.py."""

    id: str
    label: str
    how: How
    of: tuple[str, ...]
    """Ids of questions, and "<table or group id>.<inner id>"."""
    weights: tuple[float, ...] = ()
    """For WEIGHTED: one for each of `of`."""
    counts: str = ""
    """For COUNT: a condition on `answer`; empty counts every answer that is given."""
    by_section: bool = False
    """Also for each section apart."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One definition, as read from one TOML file."""

    id: str
    version: int
    title: str
    purpose: str
    makes: str
    """The kind of record, such as "supervision", "note" or "agreement"."""
    kind_of_file: FileKind = FileKind.WORKER
    kept_in: KeptIn = KeptIn.RECORDS
    signers: tuple[SignerRule, ...]
    signing_order: tuple[Role, ...] = ()
    """Empty: any order."""
    sections: tuple[Section, ...]
    scores: tuple[Score, ...] = ()
    source: bytes = field(repr=False)
    """The TOML bytes exactly as read; their SHA-256 is `digest`."""
    digest: str

    def questions(self) -> tuple[Question, ...]:
        """All questions in the order they stand; those inside a group or a table are not among them."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None; for the id of a comment or of evidence, what asks for it."""
        return self._by_id.get(question_id)

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        found: dict[str, Question] = {}
        for question in self.questions():
            found.setdefault(question.id, question)
            for note in kept_with(question):
                found.setdefault(note.id, note)
        return found

    def section_of(self, question_id: str) -> Section | None:
        """The section that asks it; its comment and its evidence belong there too."""
        asked = question_id.partition("~")[0]
        return next((s for s in self.sections if any(q.id == asked for q in s.questions)), None)

    def with_fact(self, fact: Fact) -> Question | None:
        """The question that answers `fact`, or None."""
        return next((q for q in self.questions() if q.fact is fact), None)
