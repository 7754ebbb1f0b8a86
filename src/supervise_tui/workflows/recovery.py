"""The recovery key: tried as a drill, made anew, and used when the passphrase is lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from supervise_tui.domain.roles import Act
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import history, key_holders, settings
from supervise_tui.trust.costs import CABINET, SIGNING, Argon2Costs
from supervise_tui.trust.recovery_key import normalise_recovery_key
from supervise_tui.trust.secrets_of_people import check_new_secret
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import local_now, open_desk

ASKED_GROUPS = 2
"""Enough to know that the key is on paper; all 14 would be typed from the screen's memory anyway."""
_TRIED = "recovery.tried"
_READ_AS = str.maketrans("ILO", "110")


def open_by_recovery(
    folder: Path,
    recovery_key: str,
    *,
    state: Path,
    now: Callable[[], datetime] = local_now,
    costs: Argon2Costs = SIGNING,
) -> Desk:
    """Open a cabinet with its recovery key, to choose a new passphrase next; errors as `open_desk`."""
    return open_desk(folder, recovery_key, state=state, now=now, costs=costs, by_recovery=True)


def needs_new_passphrase(desk: Desk) -> bool:
    """Whether the recovery key opened this cabinet, and nothing was chosen since."""
    return desk.cabinet.slot.kind == "recovery"


def recover(desk: Desk, passphrase: str) -> str:
    """Give the owner a new passphrase and the cabinet a new recovery key; give that key's text, once.

    The old passphrase and the old recovery key end. WeakSecret, NotAllowed, FileTrouble.
    """
    check_new_secret(passphrase, [desk.owner.name, desk.organisation.name])
    costs = CABINET if desk.costs == SIGNING else desk.costs
    return key_holders.recover(desk.cabinet, passphrase, costs=costs, now=desk.now)


def new_recovery_key(desk: Desk) -> str:
    """Make a new recovery key and give its text, once; the one before ends. NotAllowed, FileTrouble."""
    return key_holders.new_recovery_key(desk.cabinet, now=desk.now)


def try_recovery_key(desk: Desk, typed: str) -> None:
    """Try the recovery key without changing a key: the drill. The day of the last one is kept.

    BadInput names a slip, WrongSecret, TooManyTries.
    """
    desk.check(Act.TRY_RECOVERY)
    normalise_recovery_key(typed)
    slots = tuple(slot for slot in desk.cabinet.slots if slot.kind == "recovery")
    if not slots:
        raise NotAllowed("This cabinet has no recovery key.", "Make a new one.")
    desk.cabinet.try_slots(slots, typed)
    _keep_drill(desk, slots[0].id)


def try_opened(desk: Desk) -> None:
    """Note the drill when the recovery key has just opened the cabinet; nothing else is changed."""
    if not needs_new_passphrase(desk):
        raise NotAllowed("The recovery key did not open this cabinet.")
    _keep_drill(desk, desk.cabinet.slot.id)


def _keep_drill(desk: Desk, slot: str) -> None:
    with desk.cabinet.transaction(Act.TRY_RECOVERY) as work:
        settings.put(work, _TRIED, desk.now().isoformat())
        history.note(
            work,
            file="",
            who=desk.holder,
            what="recovery.tried",
            subject=slot,
            after=b"",
            now=desk.now,
        )


def last_drill(desk: Desk) -> datetime | None:
    """Give when the recovery key was last tried; None if never."""
    with desk.cabinet.reading() as work:
        kept = settings.get(work, _TRIED)
    return datetime.fromisoformat(kept) if isinstance(kept, str) else None


def groups_to_ask(key: str) -> tuple[int, ...]:
    """Give the numbers (from 1) of the groups to ask back."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, len(key.split()) + 1), ASKED_GROUPS)))


def check_group(key: str, number: int, typed: str) -> None:
    """Check a group that was asked back, read as recovery keys are; BadInput if it is another."""
    if typed.strip().upper().translate(_READ_AS) != key.split()[number - 1].translate(_READ_AS):
        raise BadInput(f"That is not group {number}.", "Look at your paper again.")
