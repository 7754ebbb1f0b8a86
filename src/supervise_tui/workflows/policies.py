"""The cadence policy that the organisation uses: which there are, which counts, and another [CAD-1]."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervise_tui.canonical import Json
from supervise_tui.domain.cadence import SOON_DAYS
from supervise_tui.domain.roles import Act
from supervise_tui.forms.policy import DEFAULT_POLICY, Policy
from supervise_tui.forms.policy_reading import read_policy
from supervise_tui.forms.shipped import shipped_policies, shipped_policy
from supervise_tui.forms.toml_files import LARGEST_FORM
from supervise_tui.problems import BadInput, FileTrouble, NotFound
from supervise_tui.store import history, settings
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk

MOST_SOON_DAYS = 60
_CHOSEN, _SOON = "policy", "soon_days"


@dataclass(frozen=True, kw_only=True)
class PolicyLine:
    """A policy to choose from."""

    policy: Policy
    own: bool
    """The organisation's own file; else it comes with the program."""
    in_use: bool
    newer: bool = False
    """Whether it is the one in use as its file has become since it was chosen."""


def current(work: Work, desk: Desk) -> Policy:
    """Give the policy in use.

    A shipped one as it is now. One of their own as it was when it was chosen: no rule changes because a
    file was changed or went away, before anybody has looked at what it means.
    """
    chosen = settings.get(work, _CHOSEN)
    if not isinstance(chosen, dict):
        return desk.library.policy(DEFAULT_POLICY)
    if chosen.get("own") is not True:
        with suppress(NotFound):
            return shipped_policy(str(chosen.get("id")))
    return read_policy(str(chosen.get("source")).encode(), "kept in the cabinet")


def soon_days(work: Work) -> int:
    """How many days ahead a clock counts as due soon."""
    kept = settings.get(work, _SOON)
    return kept if isinstance(kept, int) else SOON_DAYS


def soon(desk: Desk) -> int:
    """How many days ahead a clock counts as due soon."""
    with desk.cabinet.reading() as work:
        return soon_days(work)


def in_use(desk: Desk) -> Policy:
    """Give the policy in use."""
    with desk.cabinet.reading() as work:
        return current(work, desk)


def offered(desk: Desk) -> list[PolicyLine]:
    """Give every policy to choose from, the one in use first.

    A file that was changed since its policy was chosen is offered beside the one in use.
    """
    used = in_use(desk)
    shipped = {one.digest for one in shipped_policies()}
    others = [one for one in desk.library.policies() if one.digest != used.digest]
    return [
        PolicyLine(
            policy=one,
            own=one.digest not in shipped,
            in_use=one is used,
            newer=one is not used and one.id == used.id,
        )
        for one in [used, *others]
    ]


def choose(desk: Desk, policy: Policy, reason: str = "") -> Policy:
    """Use `policy` from now on; the history keeps that it was chosen, and why."""
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        keep(work, policy, who=desk.holder, reason=reason, now=desk.now)
    return policy


def keep(work: Work, policy: Policy, *, who: str, reason: str = "", now: Callable[[], datetime]) -> None:
    """Keep which policy is used; the history names who chose it."""
    shipped = {one.digest for one in shipped_policies()}
    kept: dict[str, Json] = {
        "id": policy.id,
        "own": policy.digest not in shipped,
        "source": policy.source.decode("utf-8-sig"),
    }
    settings.put(work, _CHOSEN, kept)
    history.note(
        work,
        file="",
        who=who,
        what="policy.chosen",
        subject=policy.id,
        after=policy.source,
        reason=reason,
        now=now,
    )


def from_file(text: str) -> Policy:
    """Read a policy out of a file that somebody names; BadForm with every fault, FileTrouble, BadInput."""
    words = text.strip().strip('"')
    if not words:
        raise BadInput("No file is typed yet.", "Type one, or press Esc.")
    place = Path(words).expanduser()
    try:
        with place.open("rb") as file:
            source = file.read(LARGEST_FORM + 1)
    except OSError as error:
        raise FileTrouble(f"{place.name} cannot be read.", "Look at its name, and at its rights.") from error
    return read_policy(source, place.name)


def set_soon_days(desk: Desk, days: int) -> None:
    """Say how many days ahead a clock counts as due soon; BadInput beyond 0 to 60."""
    if not 0 <= days <= MOST_SOON_DAYS:
        raise BadInput(f"{days} days ahead will not do.", f"Type a number from 0 to {MOST_SOON_DAYS}.")
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        settings.put(work, _SOON, days)
