"""Which key slot a secret opens, and whether the last day of that key is over."""

from __future__ import annotations

from datetime import date
from typing import Final

from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import NotAllowed, WrongSecret
from supervise_tui.trust.keyslots import DataKeys, Slot, open_slot, wipe_keys

_RECORDS: Final = "records"


def refuse_ended(slot: Slot, today: date) -> None:
    """NotAllowed once the last day of a key is over. The day is kept by this program, not by the lock."""
    if slot.expires_on and slot.expires_on < today.isoformat():
        last = long_date(date.fromisoformat(slot.expires_on))
        raise NotAllowed(f"This key ended on {last}.", "Ask the owner of the cabinet for a new one.")


def open_slots(
    slots: tuple[Slot, ...], kind: str, secret: str, cabinet: str, today: date
) -> tuple[Slot, DataKeys]:
    """Open the first slot of that kind that the secret fits; WrongSecret, NotAllowed if its day is over.

    Keys that ended are tried last and open nothing: their holders are told why.
    """
    found = slots_of(slots, kind)
    running = tuple(slot for slot in found if not slot.expires_on or slot.expires_on >= today.isoformat())
    slot, keys = open_one((*running, *(slot for slot in found if slot not in running)), secret, cabinet)
    try:
        refuse_ended(slot, today)
    except NotAllowed:
        wipe_keys(keys)
        raise
    return slot, keys


def slots_of(slots: tuple[Slot, ...], kind: str) -> tuple[Slot, ...]:
    """The slots of that kind that open the records; WrongSecret if none."""
    found = tuple(slot for slot in slots if slot.kind == kind and _RECORDS in slot.stores)
    if not found:
        raise WrongSecret(
            "This cabinet cannot be opened in that way.",
            "Use the passphrase, or ask its owner for a new key.",
        )
    return found


def open_one(slots: tuple[Slot, ...], secret: str, cabinet: str) -> tuple[Slot, DataKeys]:
    """Open the first slot that the secret fits; WrongSecret if none."""
    wrong: WrongSecret | None = None
    for slot in slots:
        try:
            return slot, open_slot(slot, secret, cabinet=cabinet)
        except WrongSecret as problem:
            wrong = problem
    raise wrong or WrongSecret("That does not open this cabinet.", "Check it and try again.")
