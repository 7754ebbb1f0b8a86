"""One sheet of ratings of the six Cs: typed in from paper or the telephone, saved as it is typed [DEV-8]."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from supervise_tui.canonical import Json
from supervise_tui.domain.six_cs_sheet import Sheet
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.list_entry import ListEntry
from supervise_tui.workflows import six_cs
from supervise_tui.workflows.six_cs import SixCs


class SixCsSheet(ListEntry):
    """The questions of one sheet; each of the six Cs by its digit."""

    HELP = (
        "One sheet for one contact: its day, who rates, and the six Cs from 1 to 5. Press the digit; Enter "
        "goes on. Leave out what nobody could see. Everything is saved as you type; leave with Esc.\n\n"
        "A sheet counts once its day, who rates, and one of the Cs are there. The name of who gave feedback "
        "is only for you: it is in no copy for the worker and in nothing for head office."
    )

    def __init__(self, shown: SixCs, one: Sheet) -> None:
        super().__init__(shown.form, shown.worker, one.answers)
        self._one = one

    def where(self) -> str:
        """Whose it is."""
        return f"{self.worker.name} › The six Cs › Sheet"

    def way_back(self) -> Callable[[], House]:
        """After the lock: to the list, from which it can be opened again."""
        return partial(file_rooms.six_cs, self.worker.id, self.worker.name)

    def save_changes(self, changes: Mapping[str, Json], *, note: bool) -> datetime:
        """Keep what was typed, in a thread."""
        return six_cs.save(self.desk, self._one, changes, note=note)
