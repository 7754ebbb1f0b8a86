"""Who holds a key to an open cabinet: keys added, removed, replaced, each with new data keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from supervise_tui.canonical import canonical_bytes
from supervise_tui.domain.people import Supervisor
from supervise_tui.domain.roles import Act, KeyRole
from supervise_tui.problems import BadInput, NotAllowed, NotFound, Problem
from supervise_tui.store import history, people, settings
from supervise_tui.store.opened import RECORDS, Cabinet
from supervise_tui.store.rotation import renew_keys
from supervise_tui.store.tables import EventRow
from supervise_tui.store.way_in import open_one
from supervise_tui.store.work import Clock, Work
from supervise_tui.trust.costs import Argon2Costs
from supervise_tui.trust.keyslots import DataKeys, Slot, passphrase_slot, recovery_slot, wipe_keys

OWNER, RECOVERY = KeyRole.OWNER.value, KeyRole.RECOVERY.value
MOST = 8
"""Keys opened by a passphrase; the header's reader takes no more, since each costs a second to try."""

_PERSONS = "keys.persons"
"""Setting: whose each key is or was."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """One key to the cabinet. `person` is None for the recovery key; `since` is a local time."""

    slot: str
    kind: str
    role: str
    person: Supervisor | None
    since: datetime | None
    expires_on: date | None
    stores: tuple[str, ...]
    mine: bool
    """Whether this key opened the cabinet."""


def persons_of_keys(work: Work) -> dict[str, str]:
    """Give whose each key is or was, by the key's id: the history names keys alone."""
    kept = settings.get(work, _PERSONS, {})
    return {key: str(person) for key, person in kept.items()} if isinstance(kept, dict) else {}


def holders(cabinet: Cabinet, work: Work) -> list[Holder]:
    """Give every key, in the order in which they were made."""
    return [_holder(work, slot, mine=slot.id == cabinet.slot.id) for slot in cabinet.slots]


def may_change_keys(cabinet: Cabinet) -> bool:
    """Whether the key that opened the cabinet may change who holds one."""
    return cabinet.may(Act.CHANGE_KEYS)


def add_holder(
    cabinet: Cabinet,
    person: Supervisor,
    passphrase: str,
    *,
    role: str,
    stores: tuple[str, ...],
    expires_on: date | None,
    costs: Argon2Costs,
    now: Clock,
) -> str:
    """Give `person` a key of their own; give its id. BadInput, NotAllowed, FileTrouble."""
    _check_may(cabinet)
    if RECORDS not in stores or not set(stores) <= set(cabinet.slot.stores):
        raise BadInput("A key has to open the records, and nothing that your own key does not open.")
    if sum(slot.kind == "passphrase" for slot in cabinet.slots) >= MOST:
        raise NotAllowed(f"A cabinet has {MOST} keys at most.", "Remove one first.")
    _check_unused(cabinet, passphrase)
    made: list[str] = []

    def plan(slots: tuple[Slot, ...], keys: DataKeys) -> tuple[tuple[Slot, ...], str]:
        slot = passphrase_slot(
            passphrase,
            {store: keys[store] for store in stores},
            cabinet=cabinet.origin,
            person=person.id,
            role=role,
            costs=costs,
            expires_on=expires_on.isoformat() if expires_on else "",
        )
        made.append(slot.id)
        return (*slots, slot), cabinet.slot.id

    def note(work: Work) -> None:
        people.save_supervisor(work, person)
        _note(cabinet, work, "keys.added", made[-1], now, person=person.id, role=role)

    renew_keys(cabinet, plan, note, now=now)
    return made[-1]


def remove_holder(
    cabinet: Cabinet, slot_id: str, *, now: Clock, step: Callable[[str], object] = lambda name: None
) -> None:
    """Take a key away: from then on it opens neither the cabinet nor a new backup.

    NotAllowed for the key in use, the owner's and the recovery key; NotFound; FileTrouble.
    """
    _check_may(cabinet)
    slot = next((slot for slot in cabinet.slots if slot.id == slot_id), None)
    if slot is None:
        raise NotFound("There is no such key to this cabinet any more.")
    if slot.id == cabinet.slot.id or slot.role == OWNER:
        raise NotAllowed("The owner's own key cannot be removed.", "Change its passphrase instead.")
    if slot.kind == "recovery":
        raise NotAllowed(
            "A cabinet always has a recovery key.", "Make a new one: the old one ends in the same moment."
        )

    def plan(slots: tuple[Slot, ...], keys: DataKeys) -> tuple[tuple[Slot, ...], str]:
        return tuple(one for one in slots if one.id != slot_id), cabinet.slot.id

    def note(work: Work) -> None:
        _note(cabinet, work, "keys.removed", slot_id, now, person=slot.person, role=slot.role)

    renew_keys(cabinet, plan, note, now=now, step=step)


def change_passphrase(cabinet: Cabinet, passphrase: str, *, costs: Argon2Costs, now: Clock) -> None:
    """Put a new key with a new passphrase in the place of the one that opened the cabinet.

    NotAllowed when it was the recovery key; BadInput when the passphrase is in use; FileTrouble.
    """
    mine = cabinet.slot
    if mine.kind != "passphrase":
        raise NotAllowed("The recovery key opened this cabinet.", "Choose a new passphrase by recovering it.")
    cabinet.check(Act.CHANGE_PASSPHRASE)
    _check_unused(cabinet, passphrase)
    made: list[str] = []

    def plan(slots: tuple[Slot, ...], keys: DataKeys) -> tuple[tuple[Slot, ...], str]:
        new = _as_before(mine, passphrase, keys, cabinet.origin, costs)
        made.append(new.id)
        return tuple(new if one.id == mine.id else one for one in slots), new.id

    def note(work: Work) -> None:
        _note(cabinet, work, "keys.passphrase-changed", made[-1], now, person=mine.person, role=mine.role)

    renew_keys(cabinet, plan, note, now=now)


def new_recovery_key(cabinet: Cabinet, *, now: Clock) -> str:
    """Put a new recovery key in the place of the old one; give its text, which is nowhere else."""
    _check_may(cabinet)
    made: list[tuple[Slot, str]] = []

    def plan(slots: tuple[Slot, ...], keys: DataKeys) -> tuple[tuple[Slot, ...], str]:
        made.append(recovery_slot(keys, cabinet=cabinet.origin))
        kept = tuple(one for one in slots if one.kind != "recovery")
        return (*kept, made[-1][0]), cabinet.slot.id

    def note(work: Work) -> None:
        _note(cabinet, work, "keys.recovery-key-made", made[-1][0].id, now, person="", role=RECOVERY)

    renew_keys(cabinet, plan, note, now=now)
    return made[-1][1]


def recover(cabinet: Cabinet, passphrase: str, *, costs: Argon2Costs, now: Clock) -> str:
    """Give the owner a new passphrase and the cabinet a new recovery key; give that key's text.

    Only when the recovery key opened the cabinet (NotAllowed): it and the old passphrase end then.
    """
    if cabinet.slot.kind != "recovery":
        raise NotAllowed(
            "This cabinet was not opened with the recovery key.", "Change the passphrase instead."
        )
    made: list[tuple[Slot, Slot, str]] = []

    def plan(slots: tuple[Slot, ...], keys: DataKeys) -> tuple[tuple[Slot, ...], str]:
        owner = passphrase_slot(
            passphrase, keys, cabinet=cabinet.origin, person=cabinet.owner.id, role=OWNER, costs=costs
        )
        made.append((owner, *recovery_slot(keys, cabinet=cabinet.origin)))
        kept = tuple(one for one in slots if one.kind != "recovery" and one.role != OWNER)
        return (owner, made[-1][1], *kept), owner.id

    def note(work: Work) -> None:
        owner, recovery, _ = made[-1]
        _note(cabinet, work, "keys.recovered", owner.id, now, person=cabinet.owner.id, role=OWNER)
        _note(cabinet, work, "keys.recovery-key-made", recovery.id, now, person="", role=RECOVERY)

    renew_keys(cabinet, plan, note, now=now, around_damage=True)
    return made[-1][2]


def _as_before(mine: Slot, passphrase: str, keys: DataKeys, origin: str, costs: Argon2Costs) -> Slot:
    return passphrase_slot(
        passphrase,
        {store: keys[store] for store in mine.stores},
        cabinet=origin,
        person=mine.person,
        role=mine.role,
        costs=costs,
        expires_on=mine.expires_on,
    )


def _check_may(cabinet: Cabinet) -> None:
    cabinet.check(Act.CHANGE_KEYS)


def _check_unused(cabinet: Cabinet, passphrase: str) -> None:
    """Two keys with one passphrase would open as the first: the history would name the wrong person."""
    taken = tuple(slot for slot in cabinet.slots if slot.kind == "passphrase")
    try:
        _, keys = open_one(taken, passphrase, cabinet.origin)
    except Problem:
        return
    wipe_keys(keys)
    raise BadInput("That passphrase cannot be used here.", "Please choose another one.")


def _note(cabinet: Cabinet, work: Work, what: str, slot: str, now: Clock, *, person: str, role: str) -> None:
    if person:
        settings.put(work, _PERSONS, {**persons_of_keys(work), slot: person})
    history.note(
        work,
        file=history.CABINET,
        who=cabinet.slot.person or cabinet.owner.id,
        what=what,
        subject=slot,
        after=canonical_bytes({"slot": slot, "person": person, "role": role}),
        now=now,
    )


def _holder(work: Work, slot: Slot, *, mine: bool) -> Holder:
    return Holder(
        slot=slot.id,
        kind=slot.kind,
        role=slot.role,
        person=_person(work, slot.person),
        since=_since(work, slot.id),
        expires_on=date.fromisoformat(slot.expires_on) if slot.expires_on else None,
        stores=slot.stores,
        mine=mine,
    )


def _person(work: Work, person_id: str) -> Supervisor | None:
    try:
        return people.supervisor(work, person_id)
    except NotFound:
        return None


def _since(work: Work, slot_id: str) -> datetime | None:
    """When the history says that this key was made; the first keys came with the cabinet."""
    of_cabinet = select(EventRow).where(EventRow.chain == history.CABINET)
    row = (
        work.session.exec(
            of_cabinet.where(EventRow.subject == slot_id).order_by(col(EventRow.number)).limit(1)
        ).first()
        or work.session.exec(of_cabinet.where(EventRow.number == 1)).first()
    )
    return None if row is None else datetime.fromisoformat(row.at)
