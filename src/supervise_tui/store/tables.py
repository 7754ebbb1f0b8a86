"""The tables of records.db and plans.db as SQLModel classes. They never leave this folder.

The SQL files in upgrades/ make the tables; a test holds the two against each other.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry()):
    """The ground of our tables: a registry of their own, apart from any other database's."""


class SettingRow(Row, table=True):
    """One value that belongs to the whole cabinet, as canonical JSON."""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str


class SupervisorRow(Row, table=True):
    """A supervisor."""

    __tablename__ = "supervisor"
    id: str = Field(primary_key=True)
    name: str
    post: str


class WorkerRow(Row, table=True):
    """A worker."""

    __tablename__ = "worker"
    id: str = Field(primary_key=True)
    name: str
    post: str
    started_on: date | None = None
    probation_ends_on: date | None = None
    hours: float | None = None
    left_on: date | None = None
    manages_others: bool = False
    care_work: bool = True
    student: bool = False
    grade: str = ""
    contract: str = "permanent"
    induction_ends_on: date | None = None
    supervised_on: date | None = None


class FormDefinitionRow(Row, table=True):
    """A form definition, kept exactly as it was read."""

    __tablename__ = "form_definition"
    digest: str = Field(primary_key=True)
    form: str
    version: int
    source: bytes


class RecordRow(Row, table=True):
    """A record without its answers."""

    __tablename__ = "record"
    id: str = Field(primary_key=True)
    number: int
    makes: str
    title: str
    worker: str
    supervisor: str
    form_digest: str
    state: str
    session_number: int
    held_on: date | None = None
    next_on: date | None = None
    flagged: str = ""
    started_at: str
    saved_at: str


class AnswerRow(Row, table=True):
    """One answer of one record, as canonical JSON."""

    __tablename__ = "answer"
    record: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    value: str
    saved_at: str


class SignOffNoteRow(Row, table=True):
    """What was said at sign-off, as canonical JSON."""

    __tablename__ = "sign_off_note"
    record: str = Field(primary_key=True)
    notes: str


class FrozenContentRow(Row, table=True):
    """The canonical bytes that are signed."""

    __tablename__ = "frozen_content"
    record: str = Field(primary_key=True)
    content: bytes


class RecordPdfRow(Row, table=True):
    """The PDF of a record after `stage` signatures."""

    __tablename__ = "record_pdf"
    id: int | None = Field(default=None, primary_key=True)
    record: str
    stage: int
    pdf: bytes


class AuthorityRow(Row, table=True):
    """The cabinet's own authority: one row."""

    __tablename__ = "authority"
    id: int = Field(default=1, primary_key=True)
    private_der: bytes
    certificate_der: bytes


class SigningKeyRow(Row, table=True):
    """A person's signing key, wrapped by their secret; the newest one is current."""

    __tablename__ = "signing_key"
    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str
    person: str
    wrapped: str
    certificate_der: bytes
    made_at: str
    replaces: str = ""
    endorsed_by_old: bytes | None = None


class SignatureRow(Row, table=True):
    """A detached signature and the statement it signs."""

    __tablename__ = "signature"
    id: str = Field(primary_key=True)
    record: str
    person: str
    role: str
    statement: bytes
    signature: bytes
    key_fingerprint: str
    at: str
    void: bool = False


class EventRow(Row, table=True):
    """An event of a history chain."""

    __tablename__ = "event"
    chain: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: str
    who: str
    what: str
    subject: str
    digest: str
    previous: str


class EventSaltRow(Row, table=True):
    """The salt of an event's digest; it goes when its subject is destroyed."""

    __tablename__ = "event_salt"
    chain: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    salt: bytes


class EventReasonRow(Row, table=True):
    """The reason a person gave; it goes when its subject is destroyed."""

    __tablename__ = "event_reason"
    chain: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    reason: str


class SearchEntryRow(Row, table=True):
    """What can be found: the words of one answer."""

    __tablename__ = "search_entry"
    id: int | None = Field(default=None, primary_key=True)
    worker: str
    record: str
    question: str
    words: str
    indexed: bool = False


class ActionPointRow(Row, table=True):
    """An action point that is live, or was."""

    __tablename__ = "action_point"
    id: str = Field(primary_key=True)
    worker: str
    record: str
    place: int
    raised_on: date | None = None
    what: str
    owner: str
    owner_name: str
    how_known: str
    agreed_by: date | None = None
    due_on: date | None = None
    state: str


class ActionReviewRow(Row, table=True):
    """What one later record said about an action point."""

    __tablename__ = "action_review"
    action: str = Field(primary_key=True)
    record: str = Field(primary_key=True)
    reviewed_on: date
    outcome: str
    why: str
    new_date: date | None = None
    evidence: str


class OutsiderRow(Row, table=True):
    """Someone of another organisation who signs here."""

    __tablename__ = "outsider"
    id: str = Field(primary_key=True)
    name: str
    post: str


class PreparationRow(Row, table=True):
    """One answer of one side's preparation for the next supervision, as canonical JSON."""

    __tablename__ = "preparation"
    worker: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    value: str
    saved_at: str


class RowInitialsRow(Row, table=True):
    """A person's initials under one row of a table: a detached signature over what the row said."""

    __tablename__ = "row_initials"
    id: str = Field(primary_key=True)
    record: str
    question: str
    row: str
    person: str
    role: str
    statement: bytes
    signature: bytes
    key_fingerprint: str
    at: str


class GroupMemberRow(Row, table=True):
    """Somebody who was asked to a group supervision, and their record of it."""

    __tablename__ = "group_member"
    talk: str = Field(primary_key=True)
    worker: str = Field(primary_key=True)
    place: int
    record: str | None = None


class AddendumRow(Row, table=True):
    """Which closed record an addendum belongs to."""

    __tablename__ = "addendum"
    record: str = Field(primary_key=True)
    original: str


class FlagDealtRow(Row, table=True):
    """What was done about a record that the next line manager should look at."""

    __tablename__ = "flag_dealt"
    record: str = Field(primary_key=True)
    by_whom: str
    dealt_on: date
    what: str


class PaperRow(Row, table=True):
    """A draft that is typed in from a paper that was signed by hand."""

    __tablename__ = "paper"
    record: str = Field(primary_key=True)
    signed_on: date | None = None


class ScanRow(Row, table=True):
    """A scan of that paper, until it goes into the PDF."""

    __tablename__ = "scan"
    record: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    place: int
    kind: str
    pages: int
    raw: bytes


class AbsenceRow(Row, table=True):
    """Days on which a worker or the supervisor is away."""

    __tablename__ = "absence"
    id: str = Field(primary_key=True)
    person: str
    kind: str
    first_day: date
    back_on: date | None = None
    planned: bool = False
    cover: str = ""
    cover_from: date | None = None


class InductionTaskRow(Row, table=True):
    """A task of a worker's induction."""

    __tablename__ = "induction_task"
    id: str = Field(primary_key=True)
    worker: str
    task: str
    competent_on: date | None = None
    assessed_by: str = ""


class FileOpeningRow(Row, table=True):
    """Somebody other than the two who opened a worker's file; `event` is its number in that file's chain."""

    __tablename__ = "file_opening"
    worker: str = Field(primary_key=True)
    event: int = Field(primary_key=True)
    name: str
    role: str
    purpose: str


class InductionAssessmentRow(Row, table=True):
    """Somebody looked whether a worker can do a task of the induction alone."""

    __tablename__ = "induction_assessment"
    id: str = Field(primary_key=True)
    task: str
    place: int
    """In the order in which they were written down."""
    assessed_on: date
    assessed_by: str
    found: str
    evidence: str = ""
    record: str = ""


class LearningRow(Row, table=True):
    """One entry of a worker's training and portfolio list; its answers as canonical JSON."""

    __tablename__ = "learning"
    id: str = Field(primary_key=True)
    worker: str
    answers: str
    title: str
    """This and the next four say again what the answers say, so that clocks are read without them."""
    mandatory: bool
    planned_on: date | None = None
    done_on: date | None = None
    valid_until: date | None = None
    saved_at: str


class LearningFileRow(Row, table=True):
    """A certificate or another file that shows a learning."""

    __tablename__ = "learning_file"
    learning: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    place: int
    kind: str
    pages: int
    raw: bytes


class SixCsSheetRow(Row, table=True):
    """One sheet of ratings of the six Cs; its answers as canonical JSON."""

    __tablename__ = "six_cs_sheet"
    id: str = Field(primary_key=True)
    worker: str
    answers: str
    saved_at: str


class PlanCaseRow(Row, table=True):
    """One worker's improvement plan from the first concern to its end."""

    __tablename__ = "plan_case"
    id: str = Field(primary_key=True)
    worker: str
    opened_on: date
    template: str = ""
    opened_at: str


class PlanEntryRow(Row, table=True):
    """One fact of a case; its answers as canonical JSON."""

    __tablename__ = "plan_entry"
    id: str = Field(primary_key=True)
    plan_case: str
    number: int
    kind: str
    happened_on: date
    answers: str
    record: str = ""
    by_whom: str
    saved_at: str


class PlanEntryDraftRow(Row, table=True):
    """A small form of a case while it is filled in."""

    __tablename__ = "plan_entry_draft"
    id: str = Field(primary_key=True)
    plan_case: str
    kind: str
    answers: str
    by_whom: str
    saved_at: str


class PlanRecordRow(Row, table=True):
    """Which case a record belongs to."""

    __tablename__ = "plan_record"
    record: str = Field(primary_key=True)
    plan_case: str
    kind: str


class PlanLetterRow(Row, table=True):
    """A letter of a case: a draft until it was made; what it says as canonical JSON."""

    __tablename__ = "plan_letter"
    id: str = Field(primary_key=True)
    plan_case: str
    kind: str
    entry: str = ""
    content: str
    by_whom: str
    saved_at: str
    made_at: str = ""
    delivered_on: date | None = None
    delivered_how: str = ""


class PlanLetterPdfRow(Row, table=True):
    """The final PDF of a letter."""

    __tablename__ = "plan_letter_pdf"
    letter: str = Field(primary_key=True)
    pdf: bytes
