"""What the screens about one worker share: whose it is, the way back, and the cursor on the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.row_list import RowList


class OfAWorker(House):
    """A list about one worker; subclasses say what it is by WHAT, and fill the list."""

    WHAT: ClassVar[str] = ""

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__()
        self.worker_id = worker_id
        self.name_of_worker = name

    def where(self) -> str:
        """With whom, and what."""
        return f"{self.name_of_worker} › {self.WHAT}" if self.name_of_worker else self.WHAT

    def way_back(self) -> Callable[[], House]:
        """Come back here."""
        kind, worker_id, name = type(self), self.worker_id, self.name_of_worker
        return lambda: kind(worker_id, name)

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))
