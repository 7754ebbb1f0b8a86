"""Beck House with a key for every role: made once for a run of tests, copied for each."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from supervise_tui.domain.people import Supervisor
from supervise_tui.domain.roles import KeyRole
from supervise_tui.store import people
from supervise_tui.store.cabinet import Work
from supervise_tui.store.rotation import renew_keys
from supervise_tui.trust.costs import FLOOR
from supervise_tui.trust.keyslots import DataKeys, Slot, passphrase_slot
from supervise_tui.workflows import hold_supervision, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from tests.homes import PASSPHRASE, Clock, add_ania, closed_record, make_home

NAMES = {
    KeyRole.DEPUTY: "Priya Ramanathan",
    KeyRole.REGISTERED_MANAGER: "Gwen Abernathy",
    KeyRole.NEXT_LINE_MANAGER: "Delyth Pugh",
    KeyRole.PROVIDER: "Tobias Achterberg",
    KeyRole.AUDITOR: "Folasade Ekundayo",
    KeyRole.INSPECTOR: "Ravi Menon",
}
SECRETS = {
    KeyRole.OWNER: PASSPHRASE,
    KeyRole.DEPUTY: "copper window sparrow",
    KeyRole.REGISTERED_MANAGER: "linen harbour magpie",
    KeyRole.NEXT_LINE_MANAGER: "gravel saddle finch",
    KeyRole.PROVIDER: "violet kettle acorn",
    KeyRole.AUDITOR: "marble tunnel thistle",
    KeyRole.INSPECTOR: "amber ladder moss",
}
LAST_DAY = date(2026, 11, 30)
"""Of the inspector's key."""
VISIT = {"name": "Ravi Menon", "role": "Inspector", "purpose": "Inspection of 18 November"}


@dataclass
class KeyRing:
    """A closed cabinet and all its keys; `ania` has a signed record and a draft, `bethan` a draft."""

    folder: Path
    state: Path
    ania: str
    bethan: str
    signed: str
    """Ania's signed record."""
    draft: str
    """Bethan's draft."""
    clock: Clock = field(default_factory=Clock)

    def open(self, role: KeyRole = KeyRole.OWNER) -> Desk:
        """Open it with the key of that role."""
        return open_desk(self.folder, SECRETS[role], state=self.state, now=self.clock, costs=FLOOR)


def give_all(desk: Desk, stores: tuple[str, ...] = ("records",)) -> None:
    """Give every key at once: one by one the cabinet would be locked anew six times."""

    def plan(slots: tuple[Slot, ...], keys: DataKeys) -> tuple[tuple[Slot, ...], str]:
        made = (
            passphrase_slot(
                SECRETS[role],
                {store: keys[store] for store in stores},
                cabinet=desk.cabinet.origin,
                person=f"{place:016x}",
                role=role.value,
                costs=FLOOR,
                expires_on=LAST_DAY.isoformat() if role is KeyRole.INSPECTOR else "",
            )
            for place, role in enumerate(NAMES)
        )
        return (*slots, *made), desk.cabinet.slot.id

    def note(work: Work) -> None:
        for place, (role, name) in enumerate(NAMES.items()):
            people.save_supervisor(work, Supervisor(id=f"{place:016x}", name=name, post=role.label))

    renew_keys(desk.cabinet, plan, note, now=desk.now)


@cache
def _made_once() -> KeyRing:
    place = Path(mkdtemp(prefix="supervise-key-ring-"))
    desk, _ = make_home(place / "beck.cabinet", place / "state")
    ania = add_ania(desk)
    bethan = workers.add_worker(desk, name="Bethan Rhys", post="Care assistant")
    signed = closed_record(desk, ania)
    draft = hold_supervision.start(desk, bethan.id).record
    hold_supervision.save(desk, draft.id, {"summary": "Bethan spoke of the lantern round."})
    give_all(desk)
    close_desk(desk)
    return KeyRing(place / "beck.cabinet", place / "state", ania.id, bethan.id, signed.id, draft.id)


def key_ring(tmp_path: Path) -> KeyRing:
    """Give a copy of the test's own."""
    made = _made_once()
    shutil.copytree(made.folder, tmp_path / "beck.cabinet")
    shutil.copytree(made.state, tmp_path / "state")
    return KeyRing(
        tmp_path / "beck.cabinet", tmp_path / "state", made.ania, made.bethan, made.signed, made.draft
    )
