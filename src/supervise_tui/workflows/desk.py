"""What a workflow needs at hand: the open cabinet, the forms, the clock and the costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from supervise_tui.domain.people import Organisation, Supervisor
from supervise_tui.forms.definition import Form
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

    _forms: dict[str, Form] = field(default_factory=dict, repr=False)

    def kept_form(self, work: Work, digest: str) -> Form:
        """Give the exact form a record was made with; read once, since autosave asks for it each time."""
        if digest not in self._forms:
            self._forms[digest] = read_form(form_definitions.source(work, digest), "kept with the record")
        return self._forms[digest]

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
