"""What a workflow needs at hand: the open cabinet, the forms, the clock and the costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import cast

from supervise_tui.domain import roles
from supervise_tui.domain.people import Organisation, Supervisor
from supervise_tui.domain.roles import Act, KeyRole
from supervise_tui.forms.definition import Form, KeptIn
from supervise_tui.forms.library import Library
from supervise_tui.forms.reading import read_form
from supervise_tui.store import form_definitions
from supervise_tui.store.cabinet import Cabinet, Work
from supervise_tui.trust.costs import Argon2Costs


@dataclass(frozen=True, kw_only=True)
class Desk:
    """An open cabinet with all that is needed to work in it."""

    cabinet: Cabinet
    library: Library
    now: Callable[[], datetime]
    """Local wall-clock time with its offset."""
    costs: Argon2Costs
    """For new signing keys."""
    state: Path
    """The program's own folder on this computer."""
    keeps: KeptIn = KeptIn.RECORDS
    """Which store of the cabinet is worked in: only records that belong there are begun."""

    _forms: dict[str, Form] = field(default_factory=dict, repr=False)
    _seen: list[datetime] = field(default_factory=list, repr=False)
    """The latest time that the clock has shown while the cabinet was open."""
    _newest: list[object] = field(default_factory=list, repr=False)
    """Up to which entry the history was looked through for its newest times, and these."""

    def kept_form(self, work: Work, digest: str) -> Form:
        """Give the exact form a record was made with; read once, since autosave asks for it each time."""
        if digest not in self._forms:
            self._forms[digest] = read_form(form_definitions.source(work, digest), "kept with the record")
        return self._forms[digest]

    def newest_known(self, mark: object, read: Callable[[], list[datetime]]) -> list[datetime]:
        """Give what `read` gave last for that mark; it looks through the whole history, so once is enough."""
        if self._newest[:1] != [mark]:
            self._newest[:] = [mark, read()]
        return cast("list[datetime]", self._newest[1])

    def seen_by_now(self, now: datetime) -> datetime | None:
        """Give the latest time that the clock had shown before; from now on `now` counts too."""
        before = max(self._seen, default=None)
        self._seen[:] = [now if before is None else max(before, now)]
        return before

    def forget_seen(self) -> None:
        """Begin anew with what the clock shows: it was wrong before."""
        self._seen.clear()

    @property
    def today(self) -> date:
        """The local day."""
        return self.now().date()

    @property
    def organisation(self) -> Organisation:
        """The home this cabinet belongs to."""
        return self.cabinet.organisation

    @property
    def owner(self) -> Supervisor:
        """The supervisor whose cabinet this is."""
        return self.cabinet.owner

    @property
    def holder(self) -> str:
        """The id of whoever opened the cabinet: its owner, or someone with a key of their own."""
        return self.cabinet.slot.person or self.cabinet.owner.id

    @property
    def supervising(self) -> Supervisor:
        """Who holds the talks that are started now: the owner, or who stands in with a key of their own."""
        return self.cabinet.holder if self.may(Act.SIGN_AS_SUPERVISOR) else self.cabinet.owner

    @property
    def role(self) -> str:
        """The role of who has the cabinet open, to be shown; empty for the owner."""
        known = roles.key_role(self.cabinet.slot.role)
        return "" if known is KeyRole.OWNER else known.label

    def may(self, act: Act) -> bool:
        """Whether the key that opened the cabinet is for that (domain/roles.py has the table)."""
        return self.cabinet.may(act)

    def why_not(self, act: Act) -> str:
        """Say why the key that opened the cabinet is not for that; empty when it is."""
        return self.cabinet.why_not(act)

    def check(self, act: Act) -> None:
        """NotAllowed, with the reason, unless the key that opened the cabinet is for that."""
        self.cabinet.check(act)

    def sees_file(self, worker_id: str) -> bool:
        """Whether that worker's file is open to who has the cabinet open [REC-5]."""
        return self.cabinet.sees_file(worker_id)

    def check_file(self, worker_id: str) -> None:
        """NotOpened while that worker's file is shut to who has the cabinet open."""
        self.cabinet.check_file(worker_id)
