"""The checks between two reviews: when each was last done, and which has been left out [PIP-2]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from supervise_tui.domain.improvement_plan import Check, Plan, counting
from supervise_tui.domain.plan_case import Entry, text_of
from supervise_tui.domain.procedure_words import WHAT_CHECKED, EntryKind
from supervise_tui.forms.day_words import long_date

EVERY_CHECK = "every_check"
"""check: one entry for all checks of the plan at once."""
FOUND, NOT_DONE = "found", "not_done"
"""check: what was found, and the answer for one that could not be done."""
LEAVES: Mapping[str, int] = {"shift": 2, "day": 2, "week": 8}
"""After so many days without it a check was left out; a day's grace, since not every shift is theirs."""
RHYTHMS: Mapping[str, str] = {"shift": "each shift", "day": "each day", "week": "each week"}
FINDINGS: Mapping[str, str] = {
    "in_order": "all in order",
    "mostly": "mostly in order",
    "not_in_order": "not in order",
    NOT_DONE: "not done",
}


@dataclass(frozen=True, kw_only=True)
class CheckSeen:
    """One check of the plan, and when it was last done."""

    check: Check
    last_on: date | None
    found: str
    """What was found then; "" where nobody said, or it was never done."""
    late: bool
    """It was left out for longer than its rhythm allows."""

    @property
    def words(self) -> str:
        """Say it in one line."""
        how_often = RHYTHMS.get(self.check.every, "")
        by = f" by {self.check.who}" if self.check.who else ""
        what = ", ".join(part for part in (self.check.what, f"{how_often}{by}".strip()) if part)
        if self.last_on is None:
            return f"{what}: not done yet"
        found = f", {FINDINGS[self.found]}" if self.found in FINDINGS else ""
        return f"{what}: last on {long_date(self.last_on)}{found}"


def checks_seen(
    plan: Plan, entries: Iterable[Entry], today: date, *, paused: bool = False
) -> tuple[CheckSeen, ...]:
    """Give each check of the plan with the day on which it was last done, today counted.

    None is late while the procedure is `paused`, before the plan begins, and after it has ended.
    """
    done = [one for one in counting(entries) if one.kind == EntryKind.CHECK and one.on <= today]
    runs = plan.starts_on <= today and (plan.ends_on is None or today <= plan.ends_on) and not paused
    return tuple(_seen(one, plan, done, today, runs=runs) for one in plan.checks)


def _seen(check: Check, plan: Plan, done: list[Entry], today: date, *, runs: bool) -> CheckSeen:
    about = [one for one in done if text_of(one.answers, WHAT_CHECKED) in (check.id, EVERY_CHECK)]
    held = [one for one in about if text_of(one.answers, FOUND) != NOT_DONE]
    last = held[-1] if held else None
    since = last.on if last is not None else plan.starts_on - timedelta(days=1)
    leaves = LEAVES.get(check.every)
    return CheckSeen(
        check=check,
        last_on=last.on if last is not None else None,
        found=text_of(last.answers, FOUND) if last is not None else "",
        late=runs and leaves is not None and (today - since).days > leaves,
    )
