"""The command palette: what can be done from anywhere, and less of it while a supervision is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from supervise_tui.domain.roles import Act
from supervise_tui.ui import themes
from supervise_tui.ui.screens.base import House

if TYPE_CHECKING:
    from supervise_tui.ui.app import SuperviseApp


def commands(app: SuperviseApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Give the commands that make sense now."""
    if app.is_open and app.hand_over is None:
        yield from _places(app)
    elif app.is_open and isinstance(screen, House) and not screen.is_modal:
        from supervise_tui.ui import rooms

        yield SystemCommand(
            "Search this file",
            "Find words in this worker's records",
            lambda: app.push_screen(rooms.search(app.hand_over)),
        )
        yield SystemCommand(
            "Who has looked at this file",
            "Everyone else who opened it, when and what for",
            lambda: app.push_screen(rooms.who_looked(app.hand_over or "")),
        )
    if app.is_open and isinstance(screen, House):
        for name, about, act in screen.own_commands():
            yield SystemCommand(name, about, act)
    if app.is_open:
        word = "Cover the screen" if app.hand_over else "Lock"
        yield SystemCommand(word, "Hide everything at once (Ctrl+L)", app.action_lock)
    for name in themes.ORDER:
        mark = " (now)" if name == app.theme else ""
        yield SystemCommand(
            f"Look: {themes.LABELS[name].lower()}{mark}",
            "How the program looks",
            partial(app.choose_look, name),
        )
    if isinstance(screen, House):
        yield SystemCommand("Help", "What this screen is for, and its keys", screen.action_help)
    yield SystemCommand("About", "Version and licence", app.show_about)
    yield SystemCommand("Quit", "Save, lock and leave", app.action_quit)


def _places(app: SuperviseApp) -> Iterator[SystemCommand]:
    from supervise_tui.ui import rooms

    yield SystemCommand("Home", "What is due, waiting or being written", app.go_home)
    yield SystemCommand("Workers", "Everyone's files; type to find", partial(app.go_to, rooms.workers))
    yield SystemCommand("Search", "Find words in all records", partial(app.go_to, rooms.search))
    yield SystemCommand(
        "The home's own file",
        "Records about the service: checklists, audits, promises",
        partial(app.go_to, rooms.home_file),
    )
    if app.desk.holder == app.desk.owner.id:
        yield SystemCommand(
            "Your own file", "Records about yourself as a supervisor", partial(app.go_to, rooms.own_file)
        )
    if app.desk.may(Act.CHANGE_WORKERS):
        yield SystemCommand("Add a worker", "Open a new file", partial(app.go_to, rooms.new_worker))
    yield SystemCommand(
        "Coverage", "Who had supervision in time, signatures, agreements", partial(app.go_to, rooms.coverage)
    )
    yield SystemCommand("History", "Who did what in this cabinet", partial(app.go_to, rooms.history))
    yield SystemCommand(
        "Keys and backups", "Backup, passphrases, recovery key", partial(app.go_to, rooms.keys_and_backups)
    )
    yield SystemCommand(
        "Settings",
        "Name of the home, how often, layout, own forms, idle times, look",
        partial(app.go_to, rooms.settings),
    )
    yield SystemCommand(
        "How often: the policy",
        "Which rule counts here, and what another one would mean",
        partial(app.go_to, rooms.policies),
    )
    yield SystemCommand(
        "Absence of the supervisor, and cover",
        "When the supervisor is away, and who stands in",
        partial(app.go_to, partial(rooms.absences, app.desk.owner.id, app.desk.owner.name)),
    )
    if app.desk.may(Act.SIGN_AS_SUPERVISOR):
        yield SystemCommand(
            "Change your signing secret",
            "The one you sign records with",
            partial(app.go_to, partial(rooms.signing_secret, app.desk.supervising.id)),
        )
    if app.desk.may(Act.EXPORT):
        yield SystemCommand(
            "Export records", "Copy signed PDFs to a folder", partial(app.go_to, rooms.export)
        )
