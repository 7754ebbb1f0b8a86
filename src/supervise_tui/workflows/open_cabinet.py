"""Make, find, open and close a cabinet."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from supervise_tui.domain.people import Nation, Organisation, Supervisor, checked_line
from supervise_tui.domain.wall_clock import Odd
from supervise_tui.forms.library import Library
from supervise_tui.forms.shipped import shipped_policy
from supervise_tui.problems import Problem
from supervise_tui.store import cabinet as cabinets
from supervise_tui.store import history, signing
from supervise_tui.trust import authority
from supervise_tui.trust.costs import CABINET, SIGNING, Argon2Costs
from supervise_tui.trust.secrets_of_people import check_new_secret
from supervise_tui.workflows import policies, this_computer
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.wall_clock import look_at_the_clock

HOME_TIME = ZoneInfo("Europe/London")


def local_now() -> datetime:
    """Give the wall-clock time of the United Kingdom, to the second, with its offset."""
    return datetime.now(HOME_TIME).replace(microsecond=0)


@dataclass(frozen=True, kw_only=True)
class CabinetLabel:
    """What can be said of a cabinet without its key."""

    folder: Path
    in_use_by: str
    """Who has it open; empty when nobody has."""
    problem: str = ""

    @property
    def name(self) -> str:
        """The folder's name without its ending."""
        return this_computer.name_of(self.folder)


def look_inside(folder: Path) -> CabinetLabel:
    """Say what is known of the cabinet in `folder` without opening it."""
    try:
        cabinets.read_header(folder)
    except Problem as problem:
        return CabinetLabel(folder=folder, in_use_by="", problem=str(problem))
    return CabinetLabel(folder=folder, in_use_by=cabinets.in_use_by(folder))


def make_cabinet(
    folder: Path,
    *,
    organisation: str,
    nation: Nation,
    name: str,
    post: str,
    passphrase: str,
    state: Path,
    policy: str = "",
    now: Callable[[], datetime] = local_now,
    costs: Argon2Costs = CABINET,
) -> tuple[Desk, str]:
    """Make a cabinet for one supervisor and give its desk and the recovery key, shown once.

    `policy` is the id of the shipped cadence policy that was chosen [CAD-1]; NotFound if there is none.
    BadInput or WeakSecret when something typed will not do; FileTrouble when the folder will not.
    """
    home = Organisation(name=checked_line(organisation, "The name of the home"), nation=nation)
    owner = Supervisor(
        id=secrets.token_hex(8), name=checked_line(name, "Your name"), post=checked_line(post, "Your post")
    )
    check_new_secret(passphrase, [home.name, owner.name])
    chosen = shipped_policy(policy) if policy else None

    def first_things(work: cabinets.Work, cabinet_id: str) -> None:
        signing.keep_authority(work, authority.make_authority(cabinet_id, home.name))
        history.note(work, file="", who=owner.id, what="cabinet.made", subject=cabinet_id, after=b"", now=now)
        if chosen is not None:
            policies.keep(work, chosen, who=owner.id, now=now)

    cabinet, recovery_key = cabinets.make(
        folder, home, owner, passphrase, costs=costs, state_folder=state, now=now, prepare=first_things
    )
    this_computer.remember(state, folder)
    return Desk(
        cabinet=cabinet,
        library=Library(this_computer.own_forms(state)),
        now=now,
        costs=_signing_costs(costs),
        state=state,
    ), (recovery_key)


def open_desk(
    folder: Path,
    passphrase: str,
    *,
    state: Path,
    now: Callable[[], datetime] = local_now,
    costs: Argon2Costs = SIGNING,
    by_recovery: bool = False,
) -> Desk:
    """Open the cabinet in `folder`; `passphrase` is the recovery key when `by_recovery`.

    WrongSecret, TooManyTries, CabinetInUse, NotACabinet, CabinetTooNew, FileTrouble.
    """
    cabinet = cabinets.open_cabinet(folder, passphrase, state_folder=state, now=now, by_recovery=by_recovery)
    return desk_of(cabinet, state=state, now=now, costs=costs)


def desk_of(
    cabinet: cabinets.Cabinet,
    *,
    state: Path,
    now: Callable[[], datetime],
    costs: Argon2Costs = SIGNING,
    remember: bool = True,
) -> Desk:
    """Give the desk of an open cabinet, and remember its folder on this computer."""
    if remember:
        this_computer.remember(state, cabinet.folder)
    desk = Desk(
        cabinet=cabinet, library=Library(this_computer.own_forms(state)), now=now, costs=costs, state=state
    )
    odd = look_at_the_clock(desk)
    if odd is not None and odd.odd is Odd.FAR_AHEAD:
        cabinet.notes += (odd.sentence,)
    return desk


def close_desk(desk: Desk) -> None:
    """Seal the history, close the database, clear the keys and free the lock."""
    desk.cabinet.close()


def _signing_costs(cabinet_costs: Argon2Costs) -> Argon2Costs:
    return SIGNING if cabinet_costs == CABINET else cabinet_costs
