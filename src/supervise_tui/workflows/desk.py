"""What a workflow needs at hand: the open cabinet, the forms, the clock and the costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from supervise_tui.domain.people import Organisation, Supervisor
from supervise_tui.forms.library import Library
from supervise_tui.store.cabinet import Cabinet
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
