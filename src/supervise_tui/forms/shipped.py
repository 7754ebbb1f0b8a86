"""Where the shipped forms and policies lie, and the policies alone: quick, since no form is read for them."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.forms.policy import DEFAULT_POLICY, Policy
from supervise_tui.forms.policy_reading import read_policy
from supervise_tui.problems import FileTrouble, NotFound

POLICIES = "policies"
"""The folder of the cadence policies, beside the forms: in the shipped ones and in an own folder alike."""

_HERE = Path(__file__).resolve().parent


def shipped_folder() -> Path:
    """Give the folder of the shipped forms: inside the package, or beside it when run from the sources."""
    packaged = _HERE / "shipped"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "forms"


def shipped_policies() -> list[Policy]:
    """Give the policies that come with the program, the one to start from first, the others by title."""
    try:
        files = sorted((shipped_folder() / POLICIES).glob("*.toml"))
        found = [read_policy(path.read_bytes(), path.name) for path in files]
    except OSError as error:
        raise FileTrouble("The policies of the program cannot be read.", "Install it anew.") from error
    return sorted(found, key=lambda one: (one.id != DEFAULT_POLICY, one.title))


def shipped_policy(policy_id: str) -> Policy:
    """Give the policy of that id that comes with the program; NotFound if there is none."""
    there = {one.id: one for one in shipped_policies()}
    if policy_id not in there:
        raise NotFound(f"There is no policy “{policy_id}”.", f"There are: {', '.join(there)}.")
    return there[policy_id]
