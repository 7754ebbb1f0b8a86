"""Who holds a key to the cabinet: seen, given, taken away; one's own passphrase changed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.people import Supervisor, checked_line
from supervise_tui.problems import BadInput
from supervise_tui.store import key_holders as store
from supervise_tui.store.key_holders import Holder
from supervise_tui.store.opened import PLANS, RECORDS
from supervise_tui.trust.costs import Argon2Costs
from supervise_tui.trust.secrets_of_people import check_new_secret
from supervise_tui.workflows.desk import Desk

ROLES = {
    "deputy": "Deputy",
    "registered-manager": "Registered manager",
    "provider": "Provider or nominated individual",
    "auditor": "Auditor",
}
"""Roles that can be given, with their words."""
_WORDS = {**ROLES, store.OWNER: "Owner", store.RECOVERY: "Recovery key, on paper"}


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
    if until is not None and until < desk.today:
        raise BadInput("That day is over already.", "Choose a later day, or leave it empty.")
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
        since=holder.since.date() if holder.since else None,
        until=holder.expires_on,
        ended=holder.expires_on is not None and holder.expires_on < today,
        plans=PLANS in holder.stores,
        mine=holder.mine,
        can_go=may and not holder.mine and holder.role not in (store.OWNER, store.RECOVERY),
    )
