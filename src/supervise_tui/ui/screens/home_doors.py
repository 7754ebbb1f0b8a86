"""Where the keys of home lead: each to another screen."""

from __future__ import annotations

from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House


class HomeDoors(House):
    """A screen from which every other part of the program is one key away."""

    def action_workers(self) -> None:
        """Open the list of workers."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.workers())

    def action_search(self) -> None:
        """Find words in all records."""
        self.house.push_screen(file_rooms.search())

    def action_add(self) -> None:
        """Open the form for a new worker."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.new_worker())

    def action_export(self) -> None:
        """Copy signed records to a folder."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.export())

    def action_history(self) -> None:
        """Show who did what."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.history())

    def action_coverage(self) -> None:
        """Show how supervision stands with everyone."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.coverage())

    def action_keys(self) -> None:
        """Show who holds a key, and the backups."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.keys_and_backups())

    def action_calendar(self) -> None:
        """Show the month."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.month())

    def action_settings(self) -> None:
        """Show what the home and this computer have chosen."""
        from supervise_tui.ui import rooms

        self.house.push_screen(rooms.settings())
