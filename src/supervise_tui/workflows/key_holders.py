"""Who holds a key to the cabinet: seen, given, taken away; one's own passphrase changed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.people import Supervisor, checked_line
from supervise_tui.domain.roles import CAN_BE_GIVEN, NEEDS_LAST_DAY, KeyRole, key_role
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import BadInput
from supervise_tui.store import key_holders as store
from supervise_tui.store.key_holders import Holder
from supervise_tui.store.opened import PLANS, RECORDS
from supervise_tui.trust.costs import Argon2Costs
from supervise_tui.trust.secrets_of_people import check_new_secret
from supervise_tui.workflows.desk import Desk

ROLES = {role.value: role.label for role in CAN_BE_GIVEN}
"""Roles that can be given, with their words."""
_WORDS = {role.value: role.label for role in KeyRole}


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One key as people see it. `until`: the last day on which it opens, None for ever."""

    key: str
    name: str
    post: str
    role: str
    since: date | None
    until: date | None
    ended: bool
    plans: bool
    """Whether it opens improvement plans too."""
    mine: bool
    may: str
    """What it is for, in a sentence."""
    can_go: bool
    """Whether it can be taken away by who has the cabinet open."""


def keys(desk: Desk) -> list[KeyLine]:
    """Give every key to this cabinet."""
    with desk.cabinet.reading() as work:
        found = store.holders(desk.cabinet, work)
    may = may_change(desk)
    return [_line(holder, desk.today, may=may) for holder in found]


def may_change(desk: Desk) -> bool:
    """Whether who has the cabinet open may give and take keys: the owner, or the recovery key."""
    return store.may_change_keys(desk.cabinet)


def give_key(
    desk: Desk,
    *,
    name: str,
    post: str,
    role: str,
    passphrase: str,
    until: date | None = None,
    plans: bool = False,
) -> str:
    """Give someone a key of their own and give its id; they typed `passphrase` themselves.

    BadInput, WeakSecret, NotAllowed, FileTrouble. Ask for the holder's own passphrase first.
    """
    if role not in ROLES:
        raise BadInput("No role is chosen.", f"Choose one of: {', '.join(ROLES.values())}.")
    person = Supervisor(
        id=secrets.token_hex(8), name=checked_line(name, "Their name"), post=checked_line(post, "Their post")
    )
    _check_last_day(desk, role, until)
    check_new_secret(passphrase, [person.name, desk.organisation.name, desk.owner.name])
    return store.add_holder(
        desk.cabinet,
        person,
        passphrase,
        role=role,
        stores=(PLANS, RECORDS) if plans else (RECORDS,),
        expires_on=until,
        costs=_costs(desk),
        now=desk.now,
    )


def _check_last_day(desk: Desk, role: str, until: date | None) -> None:
    if until is None and role in NEEDS_LAST_DAY:
        raise BadInput(f"{_a(role)}'s key has a last day.", "Type the day on which the visit ends.")
    if until is not None and until < desk.today:
        raise BadInput("That day is over already.", "Choose a later day.")


def _a(role: str) -> str:
    label = _WORDS[role]
    return f"{'An' if label[0] in 'AEIOU' else 'A'} {label[0].lower()}{label[1:]}"


def ended_keys(desk: Desk) -> str:
    """Say whose keys have ended and are still in the cabinet, to who may take them away; else nothing.

    Taking one away locks the cabinet anew, which is what makes its end sure.
    """
    if not may_change(desk):
        return ""
    ended = [key for key in keys(desk) if key.ended and key.until is not None]
    if not ended:
        return ""
    if len(ended) > 1 or ended[0].until is None:
        return f"{len(ended)} keys have ended: take them away, to be sure for good."
    return f"{ended[0].name}'s key ended on {long_date(ended[0].until)}: take it away, to be sure for good."


def take_key(desk: Desk, key: str) -> None:
    """Take a key away and lock the cabinet anew; NotFound, NotAllowed, FileTrouble.

    Backups made before still open with it.
    """
    store.remove_holder(desk.cabinet, key, now=desk.now)


def change_passphrase(desk: Desk, new: str) -> None:
    """Change the passphrase of who has the cabinet open; WeakSecret, BadInput, NotAllowed, FileTrouble."""
    check_new_secret(new, [desk.organisation.name, desk.owner.name])
    store.change_passphrase(desk.cabinet, new, costs=_costs(desk), now=desk.now)


def _costs(desk: Desk) -> Argon2Costs:
    """A new key is as dear to guess as the dearest there is, and never cheaper than signing keys."""
    known = [slot.costs for slot in desk.cabinet.slots if slot.costs is not None]
    return max([desk.costs, *known], key=lambda costs: costs.memory_kib * costs.passes)


def _line(holder: Holder, today: date, *, may: bool) -> KeyLine:
    person = holder.person
    return KeyLine(
        key=holder.slot,
        name=person.name if person else "",
        post=person.post if person else "",
        role=_WORDS.get(holder.role, holder.role),
        may=key_role(holder.role).says,
        since=holder.since.date() if holder.since else None,
        until=holder.expires_on,
        ended=holder.expires_on is not None and holder.expires_on < today,
        plans=PLANS in holder.stores,
        mine=holder.mine,
        can_go=may and not holder.mine and holder.role not in (store.OWNER, store.RECOVERY),
    )
