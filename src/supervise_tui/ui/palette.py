"""The command palette: what can be done from anywhere, and less of it while a supervision is handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from textual.app import SystemCommand
from textual.screen import Screen

from supervise_tui.domain.roles import Act
from supervise_tui.ui import file_rooms, themes
from supervise_tui.ui.screens.base import House

if TYPE_CHECKING:
    from supervise_tui.ui.app import SuperviseApp
    from supervise_tui.workflows.desk import Desk

_Room: TypeAlias = "tuple[str, str, Callable[[], House], Act | None]"


def commands(app: SuperviseApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Give the commands that make sense now."""
    if app.is_open and app.hand_over is None:
        yield from places(app)
    elif app.is_open and isinstance(screen, House) and not screen.is_modal:
        yield SystemCommand(
            "Search this file",
            "Find words in this worker's records",
            lambda: app.push_screen(file_rooms.search(app.hand_over)),
        )
        yield SystemCommand(
            "Who has looked at this file",
            "Everyone else who opened it, when and what for",
            lambda: app.push_screen(file_rooms.who_looked(app.hand_over or "")),
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


ON_A_KEY_OF_HOME: Final = frozenset(
    {
        "Home",
        "Workers",
        "Search",
        "Calendar",
        "Add a worker",
        "Coverage",
        "History",
        "Keys and backups",
        "Settings",
        "Export records",
    }
)
"""Places that home has a key for; its menu lists the others by these names."""


def places(app: SuperviseApp) -> Iterator[SystemCommand]:
    """Give every place of an open cabinet that who has it open may go to."""
    yield SystemCommand("Home", "What is due, waiting or being written", app.go_home)
    for name, about, build, act in _rooms(app.desk):
        if act is None or app.desk.may(act):
            yield SystemCommand(name, about, partial(app.go_to, build))
    yield SystemCommand("Our supervision policy", "The home's own words, as signed", app.show_policy)


def _rooms(desk: Desk) -> Iterator[_Room]:
    """Every place above home, and the act that it is for, if it is not for everybody."""
    from supervise_tui.ui import rooms
    from supervise_tui.workflows.plans_desk import sees_plans

    owner = desk.owner
    yield "Workers", "Everyone's files; type to find", rooms.workers, None
    yield "Search", "Find words in all records", file_rooms.search, None
    yield (
        "The home's own file",
        "Records about the service: checklists, audits, promises",
        rooms.home_file,
        None,
    )
    yield "Ideas that may be shared", "From your workers, as they have signed", rooms.ideas, None
    if desk.holder == owner.id:
        yield "Your own file", "Records about yourself as a supervisor", rooms.own_file, None
    yield "Add a worker", "Open a new file", rooms.new_worker, Act.CHANGE_WORKERS
    yield "Calendar", "The month: held, planned and due, bank holidays, who is away", rooms.month, None
    yield "Coverage", "Who had supervision in time, signatures, agreements", rooms.coverage, None
    yield "History", "Who did what in this cabinet", rooms.history, None
    yield "Keys and backups", "Backup, passphrases, recovery key", rooms.keys_and_backups, None
    about = "Name of the home, how often, layout, own forms, idle times, look"
    yield "Settings", about, rooms.settings, None
    about = "Which rule counts here, and what another one would mean"
    yield "How often: the policy", about, rooms.policies, None
    about = "When the supervisor is away, and who stands in"
    away = partial(file_rooms.absences, owner.id, owner.name)
    yield "Absence of the supervisor, and cover", about, away, None
    secret = partial(rooms.signing_secret, desk.supervising.id)
    yield "Change your signing secret", "The one you sign records with", secret, Act.SIGN_AS_SUPERVISOR
    if sees_plans(desk):
        yield (
            "Improvement plans",
            "From a written concern to its end; only your key opens them",
            file_rooms.plan_cases,
            None,
        )
    yield "Export records", "Copy signed PDFs to a folder", rooms.export, Act.EXPORT
