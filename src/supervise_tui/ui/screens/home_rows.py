"""Rows of home that are no lines of anybody: what is wrong with the cabinet, and what is always there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from supervise_tui.domain.roles import Act
from supervise_tui.domain.wall_clock import OddClock, said_moment
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, heading
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.drawer_mending import Harm
from supervise_tui.workflows.home import HomeView
from supervise_tui.workflows.wall_clock import accept_the_clock

ALL, ADD, HOME_FILE, OWN_FILE = "all-workers", "add-worker", "home-file", "own-file"
ACCEPT, CLOCK = "accept-history", "odd-clock"
ACCEPT_PLANS, MEND_PLANS, NEWER_PLANS = "accept-plans", "mend-plans", "newer-plans"

Said: TypeAlias = tuple[Row, str]
"""A row, and what Enter does with it; a heading with nothing."""


def troubles(desk: Desk, odd: OddClock | None) -> list[Said]:
    """Give what comes before everything else, because all of it may be wrong."""
    found: list[Said] = []
    if desk.cabinet.read_only:
        found += [
            (heading("The history does not fit"), ""),
            (
                Row(ACCEPT, ("Say why, and go on with this cabinet",)),
                "give the reason; until then nothing can be changed",
            ),
            (heading(""), ""),
        ]
    if odd is not None:
        found.append((heading("The clock does not fit"), ""))
        if desk.may(Act.ACCEPT_HISTORY):
            row = Row(CLOCK, ("The clock is right now: it was wrong before",))
            found.append(
                (row, "say so with a reason, and the warning goes; nothing that was written changes")
            )
        found.append((heading(""), ""))
    return found


def plans_in_trouble(view: HomeView) -> list[Said]:
    """Give what is wrong with the history of improvement plans; nothing for who may not see any."""
    if view.plans_harm is Harm.UNREADABLE:
        row = Row(MEND_PLANS, ("Put the improvement plans in order",))
        about = "put them back from a backup, or begin with none; all else is whole"
        return [(heading("Improvement plans cannot be read"), ""), (row, about), (heading(""), "")]
    if not view.plans_wrong:
        return []
    row = Row(ACCEPT_PLANS, ("Say why, and go on with improvement plans",))
    about = "give the reason; until then nothing can be changed in them"
    found = [(heading("The history of improvement plans does not fit"), ""), (row, about)]
    if view.plans_harm is not None:
        row = Row(NEWER_PLANS, ("Put newer ones back from a backup",))
        found.append((row, "if a backup holds what is missing here; nothing else is changed"))
    return [*found, (heading(""), "")]


def always(desk: Desk, view: HomeView, *, nothing: bool) -> list[Said]:
    """Give what home ends with; `nothing` when no line stands above."""
    found: list[Said] = []
    if view.workers and nothing:
        found += [(heading("Nothing is due, waiting or being written."), ""), (heading(""), "")]
    if view.workers:
        found.append(all_workers(view))
    else:
        words = "No workers yet. Add the first one, then start a supervision with them."
        found += [(heading(words), ""), (heading(""), "")]
    if desk.may(Act.CHANGE_WORKERS):
        found.append((Row(ADD, ("Add a worker",)), "open a file for a new worker"))
    if view.workers:
        about = "see or start records about the service, such as checklists and audits"
        found.append((Row(HOME_FILE, ("The home's own file",)), about))
        if desk.holder == desk.owner.id:
            about = "see or start records about yourself as a supervisor"
            found.append((Row(OWN_FILE, ("Your own file",)), about))
    return found


def all_workers(view: HomeView) -> Said:
    """Give the row that leads to everybody."""
    return Row(ALL, (f"All workers ({view.workers})",)), "find a worker and open their file"


def ask_for_history(desk: Desk) -> Ask:
    """Ask why a history that does not fit is accepted."""
    return Ask.line(
        "Go on with a history that does not fit?",
        "This happens when the whole cabinet was copied back from an older copy, or when someone "
        "changed it. What does not fit stays in the history for good, together with your reason.",
        label="Why it does not fit, as far as you know",
        yes="Accept",
        check=lambda reason: desk.cabinet.accept_history(reason, desk.now),
    )


def ask_for_clock(desk: Desk) -> Ask:
    """Ask what was wrong with the clock before."""
    return Ask.line(
        "Is the clock right now?",
        f"It says {said_moment(desk.now())}. If that is right, the entries that seem to be of a day to come "
        "were written while the clock was wrong. They keep the time they were written with; the history "
        "keeps your reason.",
        label="What was wrong with the clock, as far as you know",
        yes="The clock is right",
        check=lambda reason: accept_the_clock(desk, reason),
    )


def unless_called_off(then: Callable[[], object]) -> Callable[[str | None], None]:
    """Give what goes on once a question was answered."""

    def answered(reason: str | None) -> None:
        if reason is not None:
            then()

    return answered
