"""Each person's own signing secret: chosen alone, checked slowly, changed or replaced.

The secret never leaves these functions: it unlocks the wrapped key, and only the key signs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec

from supervise_tui.canonical import in_fours
from supervise_tui.domain.people import Outsider, Supervisor, Worker
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import history, people, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.store.tries import SIGNING, Tries
from supervise_tui.trust import authority, signing_keys
from supervise_tui.trust.secrets_of_people import check_new_secret
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import is_brought_over, is_plans_desk


def person_of(work: Work, desk: Desk, person: str) -> tuple[Supervisor | Worker | Outsider, Role]:
    """Give someone who signs here with the role in which they sign; NotFound for a stranger."""
    holder = next((one for one in people.supervisors(work) if one.id == person), None)
    if holder is not None:
        return holder, Role.SUPERVISOR
    outsider = next((one for one in people.outsiders(work) if one.id == person), None)
    if outsider is not None:
        return outsider, Role.THIRD_PARTY
    return people.worker(work, person), Role.WORKER


def has_secret(desk: Desk, person: str) -> bool:
    """Whether this person has chosen a signing secret."""
    with desk.cabinet.reading() as work:
        return signing.current_key(work, person) is not None


def stays_apart(desk: Desk, person: str) -> bool:
    """Whether a secret that this person chooses here counts for improvement plans only.

    Kept among the records, before anything there is signed with it, it would tell of a plan.
    """
    if not is_plans_desk(desk):
        return False
    with desk.cabinet.reading() as work:
        return person_of(work, desk, person)[1] is not Role.THIRD_PARTY


@dataclass(frozen=True, kw_only=True)
class SecretStanding:
    """What can be said of a person's signing secret: never the secret."""

    name: str
    chosen_on: date | None
    """When the key was made; None while there is none."""
    fingerprint: str = ""
    """Of the key, in groups of four."""
    in_place_of_lost: bool = False
    """Whether it took the place of a key whose secret was forgotten."""
    apart: bool = False
    """Whether one that is chosen now counts for improvement plans only."""


Make: TypeAlias = Callable[[Desk, str, str], object]
"""Takes the desk, a person's id and their new secret."""


def standing(desk: Desk, person: str) -> SecretStanding:
    """Say what is known of this person's signing key; NotFound for a stranger."""
    with desk.cabinet.reading() as work:
        someone, _ = person_of(work, desk, person)
        key = signing.current_key(work, person)
    if key is None:
        return SecretStanding(name=someone.name, chosen_on=None, apart=stays_apart(desk, person))
    return SecretStanding(
        name=someone.name,
        chosen_on=datetime.fromisoformat(key.made_at).date(),
        fingerprint=in_fours(key.fingerprint[:16]),
        in_place_of_lost=key.replaced_without_old,
    )


def choose_secret(desk: Desk, person: str, secret: str) -> None:
    """Make this person's first signing key; WeakSecret if it is too easy, NotAllowed if there is one."""
    if has_secret(desk, person):
        raise NotAllowed("This person has a signing secret already.", "Use that one, or change it.")
    _make_key(desk, person, secret, what="key.made")


def replace_secret(desk: Desk, person: str, new_secret: str) -> None:
    """Make a new key for someone who forgot their secret; the record of keys marks it for good."""
    _make_key(desk, person, new_secret, what="key.replaced-without-the-old")
    _tries(desk, person).right()


def _act_of(desk: Desk, role: Role) -> Act:
    """Whoever is neither of the two may choose a secret at an auditor's keyboard: to sign an audit [QA-1]."""
    outside = role is Role.THIRD_PARTY and not desk.may(Act.WRITE_RECORDS)
    return Act.AUDIT if outside else Act.WRITE_RECORDS


def _make_key(desk: Desk, person: str, secret: str, *, what: str) -> None:
    with desk.cabinet.reading() as work:
        someone, role = person_of(work, desk, person)
        cabinet_authority = signing.authority(work)
        old = signing.current_key(work, person)
    check_new_secret(secret, [someone.name, desk.organisation.name])
    # Deriving the key takes about a second: it is done outside the transaction, which then is short.
    wrapped, private = signing_keys.make_signing_key(secret, desk.costs)
    certificate = authority.issue(
        cabinet_authority,
        wrapped.public_der,
        person=person,
        name=someone.name,
        post=someone.post,
        role=role.value,
    )
    del private
    with desk.cabinet.transaction(_act_of(desk, role)) as work:
        signing.keep_key(
            work,
            person,
            wrapped,
            certificate,
            desk.now,
            replaces=old.fingerprint if old else "",
            endorsed_by_old=None,
        )
        history.note(
            work,
            file=person if role is Role.WORKER else "",
            who=person,
            what=what,
            subject=person,
            after=wrapped.public_der,
            now=desk.now,
        )
    desk.cabinet.seal()


def _tries(desk: Desk, person: str) -> Tries:
    return desk.cabinet.tries(f"{SIGNING}{person}")


def unlock_key(desk: Desk, person: str, secret: str) -> ec.EllipticCurvePrivateKey:
    """Unlock this person's signing key; WrongSecret, or TooManyTries with the wait."""
    with desk.cabinet.reading() as work:
        stored = signing.current_key(work, person)
    if stored is None:
        raise NotAllowed("No signing secret has been chosen yet.", "Choose one first.")
    tries = _tries(desk, person)
    tries.before(time.monotonic())
    private = signing_keys.unlock(stored.wrapped, secret)
    tries.right()
    return private


def check_secret(desk: Desk, person: str, secret: str) -> None:
    """Check a signing secret without signing anything; WrongSecret, TooManyTries."""
    unlock_key(desk, person, secret)


def change_secret(desk: Desk, person: str, old: str, new: str) -> None:
    """Wrap the same key under a new secret; WrongSecret, TooManyTries, WeakSecret."""
    with desk.cabinet.reading() as work:
        someone, role = person_of(work, desk, person)
        stored = signing.current_key(work, person)
    if stored is not None and is_brought_over(desk, stored.fingerprint):
        raise NotAllowed(
            "This signing secret belongs to the records too.", "Change it there: it counts here at once."
        )
    check_new_secret(new, [someone.name, desk.organisation.name])
    private = unlock_key(desk, person, old)
    wrapped = signing_keys.rewrap(private, new, desk.costs)
    with desk.cabinet.transaction() as work:
        signing.rewrap_key(work, signing_keys.key_fingerprint(wrapped.public_der), wrapped)
        history.note(
            work,
            file=person if role is Role.WORKER else "",
            who=person,
            what="key.secret-changed",
            subject=person,
            after=wrapped.public_der,
            now=desk.now,
        )
