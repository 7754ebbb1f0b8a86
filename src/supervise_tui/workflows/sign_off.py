"""Sign-off: offer, disagree, decline, sign, unlock.

One signing act is one transaction: state, detached statement, PAdES signature on the PDF, history.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec

from supervise_tui.domain.file_audit import FILE_AUDIT
from supervise_tui.domain.flags import DECLINED, DISAGREEMENT
from supervise_tui.domain.record import (
    Circumstances,
    Content,
    Event,
    Record,
    State,
    Voice,
    next_state,
    refuse_if_never,
)
from supervise_tui.domain.roles import Act
from supervise_tui.domain.sign_off import may_decline
from supervise_tui.domain.supervision import gaps_before_sign_off
from supervise_tui.forms import answers as answering
from supervise_tui.forms.definition import LongTextQuestion, Role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import action_points, history, papers, people, records, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import own_words
from supervise_tui.workflows.acts import act_on
from supervise_tui.workflows.after_closing import keep_on_file
from supervise_tui.workflows.agendas import is_used_later
from supervise_tui.workflows.case_rules import check_record
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.file_audit import brought_up_to_date
from supervise_tui.workflows.first_answers import reviewed
from supervise_tui.workflows.freezing import content_to_sign
from supervise_tui.workflows.ideas import check_taken_back
from supervise_tui.workflows.initials import initials_given
from supervise_tui.workflows.live_actions import raise_actions
from supervise_tui.workflows.read_record import (
    ReadThrough,
    content_of,
    form_of,
    read_through,
    valid_signatures,
    verify_signatures,
)
from supervise_tui.workflows.signing_act import give_signature
from supervise_tui.workflows.signing_secrets import unlock_key
from supervise_tui.workflows.surroundings import facts_of
from supervise_tui.workflows.who_signs import names_of, nobody_named, who_signs


def offer(desk: Desk, record_id: str) -> Record:
    """Freeze a draft for reading and signing; NotAllowed while answers are missing."""
    with desk.cabinet.transaction(act_on(desk, record_id)) as work:
        record = records.fetch(work, record_id)
        if record.state is State.DRAFT and papers.is_on_paper(work, record_id):
            raise NotAllowed(
                "This record was signed on paper, so it is not signed here a second time.",
                "Close it as a true copy, or say that it was not on paper after all.",
            )
        form = form_of(work, desk, record)
        given = records.answers(work, record_id)
        looked_back = reviewed(work, record, form, given)
        if record.state is State.DRAFT and looked_back:
            # An action may have come up since the draft was last opened: then there is a gap.
            records.save_answers(work, record_id, looked_back, desk.now)
            given |= looked_back
        if record.makes == FILE_AUDIT and record.state is State.DRAFT:
            found = brought_up_to_date(work, desk, given)
            records.save_answers(work, record_id, found, desk.now)
            given |= found
        check_taken_back(work, record, given)
        worker = people.worker(work, record.worker)
        known = facts_of(work, desk, record, worker)
        given |= initials_given(work, record, form, given, known)
        gaps = len(gaps_before_sign_off(form, given, known))
        gaps += len(nobody_named(who_signs(work, form, record_id, given, names_of(worker, desk.owner))))
        state = next_state(record.state, Event.OFFER, Circumstances(gaps=gaps))
        check_record(work, desk, record, given)
        content = content_to_sign(work, desk, record, form, given, known)
        raise_actions(work, record_id, form)
        return _freeze(work, desk, record, content, state, what="record.offered", who=desk.holder)


def _freeze(
    work: Work, desk: Desk, record: Record, content: Content, state: State, *, what: str, who: str
) -> Record:
    raw = content.as_bytes()
    records.freeze(work, record.id, raw)
    records.set_state(work, record.id, state)
    own_words.make_findable(work, record.id, record.worker, content)
    history.note(work, file=record.worker, who=who, what=what, subject=record.id, after=raw, now=desk.now)
    return records.fetch(work, record.id)


def take_back(desk: Desk, record_id: str) -> Record:
    """Open an offered record for writing again; disagreements are kept for the next time."""
    with desk.cabinet.transaction(act_on(desk, record_id)) as work:
        record = records.fetch(work, record_id)
        state = next_state(record.state, Event.TAKE_BACK, Circumstances())
        return _thaw(work, desk, record, state, what="record.taken-back")


def _thaw(work: Work, desk: Desk, record: Record, state: State, *, what: str, reason: str = "") -> Record:
    content = content_of(work, record)
    records.thaw(work, record.id)
    records.set_state(work, record.id, state)
    # A reason for not signing goes with what it was about; a disagreement waits for the next time.
    own_words.make_findable(work, record.id, record.worker, replace(content, declined=()))
    records.set_flag(work, record.id, "")
    history.note(
        work,
        file=record.worker,
        who=desk.holder,
        what=what,
        subject=record.id,
        after=b"",
        reason=reason,
        now=desk.now,
    )
    return records.fetch(work, record.id)


def _own_words(text: str) -> str:
    """Give what was typed as an answer is kept; BadInput says how many characters are over."""
    words = answering.check_answer(LongTextQuestion(id="own-words", label="In your own words"), text)
    return words if isinstance(words, str) else ""


def write_disagreement(desk: Desk, record_id: str, role: Role, text: str) -> ReadThrough:
    """Write one side's disagreement into what is signed; empty text takes it out again [REC-2]."""
    words = _own_words(text)
    with desk.cabinet.transaction(act_on(desk, record_id, role)) as work:
        record = records.fetch(work, record_id)
        if record.state is not State.OFFERED:
            raise NotAllowed(
                "A disagreement goes in before the first signature.",
                "Unlock the record first, or write an addendum.",
            )
        content = content_of(work, record)
        voices = {voice.role: voice.text for voice in content.disagreements} | {role: words}
        kept = tuple(Voice(role=side, text=voices[side]) for side in sorted(voices) if voices[side])
        changed = replace(content, disagreements=kept, salt=secrets.token_hex(32))
        notes = records.sign_off_notes(work, record_id)
        records.put_sign_off_notes(
            work, record_id, {**notes, "disagreements": {voice.role.value: voice.text for voice in kept}}
        )
        own_words.done(work, record_id, own_words.disagreement_of(role))
        who = _person(content, role)
        _freeze(work, desk, record, changed, record.state, what="record.disagreement-written", who=who)
    return read_through(desk, record_id)


def _person(content: Content, role: Role) -> str:
    """Give the id of who signs in this role."""
    signers = (*content.expected, content.worker, content.supervisor)
    found = next((signer.person for signer in signers if signer.role is role), None)
    if found is None:
        raise NotAllowed("This record does not ask for that signature.")
    return found


def decline(desk: Desk, record_id: str, role: Role, reason: str) -> Record:
    """Decline to sign with the reason in the content; a signature given before is void [REC-2]."""
    words = _own_words(reason)
    with desk.cabinet.transaction(act_on(desk, record_id, role)) as work:
        record = records.fetch(work, record_id)
        refuse_if_never(record.state, Event.DECLINE)
        form, content = form_of(work, desk, record), content_of(work, record)
        facts = Circumstances(
            who=role,
            reason=words,
            may_decline=may_decline(form),
            declined=frozenset(voice.role for voice in content.declined),
            signed=frozenset(Role(one.role) for one in valid_signatures(work, record)),
        )
        state = next_state(record.state, Event.DECLINE, facts)
        _void_all(work, record)
        changed = content.without(Voice(role=role, text=words), secrets.token_hex(32))
        records.set_flag(work, record_id, DECLINED)
        own_words.done(work, record_id, own_words.decline_of(role))
        who = _person(content, role)
        declined = _freeze(work, desk, record, changed, state, what="record.declined", who=who)
    desk.cabinet.seal()
    return declined


def _void_all(work: Work, record: Record) -> None:
    signing.void_signatures(work, record.id)
    signing.drop_pdfs(work, record.id)


def void(desk: Desk, record_id: str, reason: str) -> Record:
    """Unlock a record that still waits for a signature; the one given is void, and logged [REC-3]."""
    with desk.cabinet.transaction(act_on(desk, record_id)) as work:
        record = records.fetch(work, record_id)
        used = action_points.used_later(work, record_id) or is_used_later(work, desk, record)
        state = next_state(record.state, Event.VOID, Circumstances(reason=reason, used_later=used))
        _void_all(work, record)
        own_words.done(work, record_id, own_words.UNLOCK)
        opened = _thaw(work, desk, record, state, what="record.unlocked", reason=reason)
    desk.cabinet.seal()
    return opened


def _check_may_sign(desk: Desk, role: Role) -> None:
    if role is Role.SUPERVISOR:
        desk.check(Act.SIGN_AS_SUPERVISOR)


def sign(desk: Desk, record_id: str, role: Role, secret: str) -> Record:
    """Sign with this person's own secret; WrongSecret, TooManyTries, NotAllowed. Takes about two seconds."""
    _check_may_sign(desk, role)
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        refuse_if_never(record.state, Event.SIGN)
        person = _person(content_of(work, record), role)
    return sign_with_key(desk, record_id, role, unlock_key(desk, person, secret))


def sign_with_key(desk: Desk, record_id: str, role: Role, key: ec.EllipticCurvePrivateKey) -> Record:
    """Sign with a key that is unlocked already: statement, PDF signature, state and history at once."""
    _check_may_sign(desk, role)
    with desk.cabinet.transaction(act_on(desk, record_id, role)) as work:
        record = records.fetch(work, record_id)
        refuse_if_never(record.state, Event.SIGN)
        content = content_of(work, record)
        signed = frozenset(Role(one.role) for one in verify_signatures(work, record, content))
        facts = Circumstances(
            who=role, signed=signed, expected=frozenset(signer.role for signer in content.expected)
        )
        state = next_state(record.state, Event.SIGN, facts)
        signer = next(person for person in content.expected if person.role is role)
        given = give_signature(work, desk, record, content, signer, key)
        records.set_state(work, record.id, state)
        if state is State.CLOSED and content.disagreements and not content.declined:
            records.set_flag(work, record.id, DISAGREEMENT)
        if state is State.CLOSED:
            keep_on_file(work, desk, record, content.answers)
        history.note(
            work,
            file=record.worker,
            who=signer.person,
            what="record.closed" if state is State.CLOSED else "record.signed",
            subject=record.id,
            after=given.statement,
            now=lambda: datetime.fromisoformat(given.at),
        )
        done = records.fetch(work, record.id)
    desk.cabinet.seal()
    return done
