"""Who signs a record: the two, those the form asks for besides, and who is left out where it allows that.

Somebody from outside is named in an answer (see third_parties.py) or at the end of writing, on the
sign-off step; either way the cabinet keeps them, so that they have one key for all papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Supervisor, Worker, checked_line
from supervise_tui.domain.record import Record, Signer, State
from supervise_tui.domain.sign_off import expected_signers
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.definition import Form, Role, SignerRule
from supervise_tui.problems import NotAllowed
from supervise_tui.store import records
from supervise_tui.store.work import Work
from supervise_tui.workflows.acts import act_on
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.third_parties import WHO, outsider, third_party

NAMED, LEFT_OUT = "signers", "left-out"
"""Kept among a draft's sign-off notes: {role: {name, post}}, and a list of roles."""
OUTSIDE = (Role.THIRD_PARTY, Role.OTHER)


@dataclass(frozen=True, kw_only=True)
class SignerLine:
    """One signature that the form asks for, as it stands while the record is written."""

    role: Role
    label: str
    """What the form calls them; may be empty for the two."""
    name: str
    """Empty while nobody is named."""
    post: str
    optional: bool
    left_out: bool
    in_form: bool
    """Named by an answer of the form, so not here."""

    @property
    def missing(self) -> bool:
        """Whether somebody still has to be named."""
        return not self.name and not self.optional


def signers(
    work: Work,
    form: Form,
    record_id: str,
    answers: Mapping[str, Json],
    worker: Signer,
    supervisor: Signer,
) -> tuple[Signer, ...]:
    """Give everyone who signs, in the order of the form; NotAllowed while somebody is still to be named."""
    others = {one.role: one for one in outside_signers(work, form, record_id, answers)}
    left_out = _left_out(records.sign_off_notes(work, record_id))
    return expected_signers(form, worker, supervisor, others, left_out=left_out)


def outside_signers(
    work: Work, form: Form, record_id: str, answers: Mapping[str, Json]
) -> tuple[Signer, ...]:
    """Give those besides the two who are named so far."""
    notes = records.sign_off_notes(work, record_id)
    found = (_outside(work, form, answers, notes, role) for role in OUTSIDE)
    return tuple(one for one in found if one is not None)


def who_signs(
    work: Work,
    form: Form,
    record_id: str,
    answers: Mapping[str, Json],
    names: Mapping[Role, tuple[str, str]],
) -> tuple[SignerLine, ...]:
    """Give each signature that the form asks for; `names` are name and post of the two."""
    notes = records.sign_off_notes(work, record_id)
    return tuple(_line(rule, form, answers, notes, names) for rule in form.signers)


def names_of(worker: Worker, supervisor: Supervisor) -> dict[Role, tuple[str, str]]:
    """Give name and post of the two."""
    return {Role.WORKER: (worker.name, worker.post), Role.SUPERVISOR: (supervisor.name, supervisor.post)}


def _line(
    rule: SignerRule,
    form: Form,
    answers: Mapping[str, Json],
    notes: Mapping[str, Json],
    names: Mapping[Role, tuple[str, str]],
) -> SignerLine:
    in_form = rule.role is Role.THIRD_PARTY and form.question(WHO) is not None
    name, post = names.get(rule.role) or _named(notes, rule.role)
    if in_form:
        who = answers.get(WHO)
        name = str(who.get("name") or "") if isinstance(who, dict) else ""
    return SignerLine(
        role=rule.role,
        label=rule.label,
        name=name,
        post=post,
        optional=rule.optional,
        left_out=rule.optional and rule.role in _left_out(notes),
        in_form=in_form,
    )


def _named(notes: Mapping[str, Json], role: Role) -> tuple[str, str]:
    kept = notes.get(NAMED)
    one = kept.get(role.value) if isinstance(kept, dict) else None
    return (str(one.get("name") or ""), str(one.get("post") or "")) if isinstance(one, dict) else ("", "")


def _left_out(notes: Mapping[str, Json]) -> frozenset[Role]:
    kept = notes.get(LEFT_OUT)
    return frozenset(Role(str(role)) for role in kept) if isinstance(kept, list) else frozenset()


def _outside(
    work: Work, form: Form, answers: Mapping[str, Json], notes: Mapping[str, Json], role: Role
) -> Signer | None:
    if all(rule.role is not role for rule in form.signers):
        return None
    if role is Role.THIRD_PARTY and form.question(WHO) is not None:
        return third_party(work, form, answers)
    name, post = _named(notes, role)
    return outsider(work, name, post, role) if name else None


def nobody_named(lines: Sequence[SignerLine]) -> list[Gap]:
    """Give a gap for each signer whom nobody has named, and whom the form does not ask about itself."""
    return [
        Gap(
            section="",
            question_id="",
            row=None,
            sentence=f"Nobody is named yet who signs as “{line.label or line.role.value}”.",
        )
        for line in lines
        if line.missing and not line.in_form
    ]


def name_signer(desk: Desk, record_id: str, role: Role, name: str, post: str) -> None:
    """Name who signs in that role; an empty name takes it back. NotAllowed unless it is being written."""
    named: Json = {"name": checked_line(name, "The name"), "post": checked_line(post, "The post")}
    with desk.cabinet.transaction(act_on(desk, record_id)) as work:
        notes = _notes_of_draft(work, desk, record_id, role)
        kept = notes.get(NAMED)
        before = kept if isinstance(kept, dict) else {}
        records.put_sign_off_notes(work, record_id, {**notes, NAMED: {**before, role.value: named}})


def leave_out(desk: Desk, record_id: str, role: Role, *, out: bool) -> None:
    """Leave somebody out whose signature the form can do without, or take them in again."""
    with desk.cabinet.transaction(act_on(desk, record_id)) as work:
        notes = _notes_of_draft(work, desk, record_id, role)
        record = records.fetch(work, record_id)
        rules = [rule for rule in desk.kept_form(work, record.form_digest).signers if rule.role is role]
        if not rules or not rules[0].optional:
            raise NotAllowed("This form needs that signature.", "They can decline with a reason.")
        roles = _left_out(notes) | {role} if out else _left_out(notes) - {role}
        if out and role in OUTSIDE:
            # Whoever is not to sign is not kept by name either.
            kept = notes.get(NAMED)
            named = {key: one for key, one in kept.items() if key != role} if isinstance(kept, dict) else {}
            notes = {**notes, NAMED: named}
            roles -= {role}
        left: list[Json] = [one.value for one in sorted(roles)]
        records.put_sign_off_notes(work, record_id, {**notes, LEFT_OUT: left})


def _notes_of_draft(work: Work, desk: Desk, record_id: str, role: Role) -> dict[str, Json]:
    record: Record = records.fetch(work, record_id)
    if record.state is not State.DRAFT:
        raise NotAllowed(f"This record is {record.state.label}.", "Take it back first.")
    form = desk.kept_form(work, record.form_digest)
    if all(rule.role is not role for rule in form.signers):
        raise NotAllowed("This form does not ask for that signature.")
    return records.sign_off_notes(work, record_id)
