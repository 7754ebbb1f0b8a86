"""Initial single rows of a draft: who has to, and the detached signatures that do it.

Initials go with the row as it stood: when the row changes afterwards they do not count any more, and the
row has to be initialled again. What counts is written into the record when it is made ready to sign.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from supervise_tui.canonical import Json, fingerprint
from supervise_tui.domain.people import Outsider, Supervisor, Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.sign_off import Says
from supervise_tui.forms.answers import in_words
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Form, GroupQuestion, Role, TableQuestion, initials_key
from supervise_tui.forms.initials import RowToInitial, not_initialled, rows_to_initial
from supervise_tui.problems import NotAllowed, NotFound, NotIntact
from supervise_tui.store import history, people, records, row_initials, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.store.row_initials import RowInitials
from supervise_tui.trust import signing_keys, statements
from supervise_tui.trust.chain import GENESIS
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.signing_secrets import person_of, unlock_key
from supervise_tui.workflows.surroundings import facts_of
from supervise_tui.workflows.who_signs import OUTSIDE, outside_signers


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The rows that wait for one person's initials."""

    person: str
    name: str
    role: Role
    rows: tuple[RowToInitial, ...]
    words: tuple[str, ...]
    """Each row as it stands, in words."""


def waiting_for_initials(desk: Desk, record_id: str) -> list[Waiting]:
    """Give who still has to initial which rows of a draft, the worker first."""
    with desk.cabinet.transaction() as work:  # a third party who is named for the first time is kept
        record = records.fetch(work, record_id)
        form = desk.kept_form(work, record.form_digest)
        answers, facts = _as_it_stands(work, desk, record, form)
        left = not_initialled(form, answers, facts)
        found = []
        for role in (Role.WORKER, Role.SUPERVISOR, *OUTSIDE):
            rows = tuple(row for row in left if row.role is role)
            if rows:
                someone = _someone(work, desk, record, form, answers, role)
                words = tuple(_row_words(form, answers, row) for row in rows)
                found.append(Waiting(person=someone.id, name=someone.name, role=role, rows=rows, words=words))
    return found


def _as_it_stands(
    work: Work, desk: Desk, record: Record, form: Form
) -> tuple[dict[str, Json], dict[str, Json]]:
    answers = records.answers(work, record.id)
    facts = facts_of(work, desk, record, people.worker(work, record.worker))
    return answers | initials_given(work, record, form, answers, facts), facts


def _row_words(form: Form, answers: Mapping[str, Json], wanted: RowToInitial) -> str:
    question = form.question(wanted.question_id)
    rows = answers.get(wanted.question_id)
    if not isinstance(question, TableQuestion | GroupQuestion) or not isinstance(rows, list):
        return ""
    return in_words(question, [rows[wanted.number]])


def _someone(
    work: Work, desk: Desk, record: Record, form: Form, answers: Mapping[str, Json], role: Role
) -> Supervisor | Worker | Outsider:
    if role is Role.WORKER:
        return people.worker(work, record.worker)
    if role is Role.SUPERVISOR:
        return people.supervisor(work, record.supervisor)
    named = next((one for one in outside_signers(work, form, record.id, answers) if one.role is role), None)
    if named is None:
        raise NotAllowed("Nobody is named yet who initials these rows.", "Name them in the form first.")
    return Outsider(id=named.person, name=named.name, post=named.post)


def initials_given(
    work: Work, record: Record, form: Form, answers: Mapping[str, Json], facts: Mapping[str, Json]
) -> dict[str, Json]:
    """Give the answers that say who initialled which row, by id; only initials that fit the row as it is.

    Each is checked against the key of the person: NotIntact if one does not fit its statement.
    """
    asked = rows_to_initial(form, answers, facts)
    questions = [
        question.id
        for question in form.questions()
        if isinstance(question, TableQuestion | GroupQuestion) and question.initialled_by is not None
    ]
    if not questions:
        return {}
    given = {(one.question, one.row): one for one in row_initials.of_record(work, record.id)}
    found: dict[str, list[Json]] = {question: [] for question in questions}
    for row in asked:
        one = given.get((row.question_id, row.row_id))
        said = _checked(work, record, one) if one is not None else None
        if one is not None and said is not None and said.fingerprint == row.fingerprint:
            found[row.question_id].append(
                {
                    "id": row.row_id,
                    "row": row.title,
                    "by": said.name,
                    "at": _when(said.at),
                    "mark": row.mark,
                }
            )
    return {initials_key(question): rows or None for question, rows in found.items()}


def _when(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{long_date(moment.date())}, {moment:%H:%M}"


def _checked(work: Work, record: Record, one: RowInitials) -> statements.Statement:
    key = next((k for k in signing.keys_of(work, one.person) if k.fingerprint == one.key_fingerprint), None)
    if key is None:
        raise NotIntact("Initials here were made with a key that this cabinet does not know.")
    said = statements.verify(one.statement, one.signature, key.wrapped.public_der)
    if (said.record, said.person, said.says) != (record.id, one.person, Says.INITIALLED.value):
        raise NotIntact("Initials in this record were made for something else.")
    return said


def initial_rows(
    desk: Desk, record_id: str, role: Role, secret: str, only: Collection[str] | None = None
) -> int:
    """Initial the rows that wait for this person, or of them those with a mark in `only`; gives how many.

    NotAllowed unless the record is being written, and when nothing waits; WrongSecret, TooManyTries.
    """
    theirs = next((one for one in waiting_for_initials(desk, record_id) if one.role is role), None)
    rows = [row for row in theirs.rows if only is None or row.mark in only] if theirs else []
    if theirs is None or not rows:
        raise NotAllowed("No row waits for these initials.", "Fill the row in first.")
    key = unlock_key(desk, theirs.person, secret)
    with desk.cabinet.transaction() as work:
        record = records.fetch(work, record_id)
        if record.state is not State.DRAFT:
            raise NotAllowed(f"This record is {record.state.label}.", "Take it back first.")
        form = desk.kept_form(work, record.form_digest)
        still = {row.mark for row in not_initialled(form, *_as_it_stands(work, desk, record, form))}
        for row in rows:
            if row.mark not in still:
                raise NotFound("A row was changed just now.", "Look at it again, then initial it.")
            row_initials.keep(work, _signed(work, desk, record, row, theirs.person, key))
        history.note(
            work,
            file=record.worker,
            who=theirs.person,
            what="record.rows-initialled",
            subject=record.id,
            after=fingerprint("".join(row.fingerprint for row in rows).encode()).encode(),
            now=desk.now,
        )
    return len(rows)


def _signed(
    work: Work, desk: Desk, record: Record, row: RowToInitial, person: str, key: ec.EllipticCurvePrivateKey
) -> RowInitials:
    public_der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    someone, role = person_of(work, desk, person)
    head = history.head(work, record.worker)
    statement = statements.Statement(
        fingerprint=row.fingerprint,
        record=record.id,
        person=person,
        name=someone.name,
        role=role.value,
        says=Says.INITIALLED.value,
        at=desk.now().isoformat(),
        cabinet=desk.cabinet.id,
        history_number=head.number if head else 0,
        history_hash=head.hash if head else GENESIS,
        key_fingerprint=signing_keys.key_fingerprint(public_der),
    )
    return RowInitials(
        id=secrets.token_hex(8),
        record=record.id,
        question=row.question_id,
        row=row.row_id,
        person=person,
        role=role.value,
        statement=statement.as_bytes(),
        signature=statements.sign(statement, key),
        key_fingerprint=statement.key_fingerprint,
        at=statement.at,
    )
