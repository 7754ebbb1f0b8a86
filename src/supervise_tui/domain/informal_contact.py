"""Informal contact time: which talks count towards it, and how many minutes there were in a month [SES-5]."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supervise_tui.domain.kinds import AD_HOC, GROUP, INFORMAL, OBSERVED, SPOT_CHECK
from supervise_tui.domain.record import State
from supervise_tui.forms.policy import Policy

ALWAYS = frozenset({INFORMAL, SPOT_CHECK})
"""Informal talks and spot checks count under every policy [SES-5]."""
AS_THE_POLICY_SAYS = frozenset({GROUP, OBSERVED, AD_HOC})
"""What a policy may add. Nothing else ever counts: a total with reviews, appraisals or anything of an
improvement plan in it would give the plan away [SES-5]."""

_HELD = frozenset({State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER})
"""A note that is still being written counts once it is finished, with the day on which it was held."""


@dataclass(frozen=True)
class ContactRule:
    """How much informal contact there should be, and what counts besides talks and spot checks."""

    minutes_a_month: int
    also: frozenset[str] = frozenset()
    """Of `AS_THE_POLICY_SAYS`; anything else named here does not count all the same."""

    def counts(self, makes: str) -> bool:
        """Whether a record of this kind counts."""
        return makes in ALWAYS or makes in self.also & AS_THE_POLICY_SAYS


def contact_rule(policy: Policy) -> ContactRule | None:
    """Give what the policy says of informal contact; None when it says nothing [CAD-2]."""
    if policy.informal is None:
        return None
    return ContactRule(policy.informal.minutes, frozenset(one.value for one in policy.informal.also))


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A record as this rule looks at it."""

    makes: str
    state: State
    held_on: date | None
    minutes: int | None
    """None when nobody looked at the clock."""


def minutes_in_month(contacts: Iterable[Contact], month: date, rule: ContactRule) -> int:
    """Give the minutes of informal contact in the calendar month of `month` [SES-5] [CAD-2]."""
    return sum(
        contact.minutes or 0
        for contact in contacts
        if contact.held_on is not None
        and (contact.held_on.year, contact.held_on.month) == (month.year, month.month)
        and contact.state in _HELD
        and rule.counts(contact.makes)
    )
