"""The way in: asking for the passphrase, or the first run. It loads no database, PDF or signing code.

Both screens come up at once; the rest of the program is loaded while someone types (a test proves
that it is not there before).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from supervise_tui.workflows import this_computer

if TYPE_CHECKING:
    from supervise_tui.ui.app import SuperviseApp
    from supervise_tui.ui.screens.base import House


def entrance(app: SuperviseApp, note: str = "", typed: str = "") -> House:
    """Give the way in: the first run where there is no cabinet yet, else the lock."""
    folders = this_computer.remembered(app.state)
    if app.cabinet_folder is not None:
        folder = app.cabinet_folder
        folders = [folder, *(known for known in folders if known.resolve() != folder.resolve())]
    if folders:
        from supervise_tui.ui.screens.unlock import Unlock

        return Unlock(folders, note=note, typed=typed)
    from supervise_tui.ui.screens.first_run import FirstRun

    return FirstRun()
