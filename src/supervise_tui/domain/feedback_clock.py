"""What feedback on the six Cs still suggests; and its clock: if it is low, a talk is due until there is one.

A thank-you is nothing that can be late: it is suggested on the file, and has no clock [DEV-7].
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from supervise_tui.domain.cadence import Due, not_running
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.kinds import ACKNOWLEDGEMENT, AD_HOC, APPRAISAL
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.six_cs import Advice, Quarter, Rating, Suggestion, suggestion
from supervise_tui.forms.policy import RatingsRule

_ANSWERED_BY = {Advice.TALK: (AD_HOC, APPRAISAL), Advice.THANKS: (ACKNOWLEDGEMENT,)}
"""Kinds of record that do what feedback suggests."""
_GONE = (State.DISCARDED, State.CANCELLED, State.DESTROYED)


def still_suggested(
    ratings: Sequence[Rating], records: Iterable[Record], today: date, rule: RatingsRule
) -> Suggestion | None:
    """Say what a worker's feedback suggests; None once a record since then answers it, or one is begun."""
    found = suggestion(ratings, today, rule)
    if found is None:
        return None
    kinds = _ANSWERED_BY[found.advice]
    done = (one for one in records if one.makes in kinds and one.state not in _GONE)
    return None if any(Quarter.of(one.held_on or today) >= found.quarter for one in done) else found


def feedback_clock(facts: Facts) -> Due:
    """Due as long as low feedback has led to nothing; it has no last day, so it is never overdue."""
    found = still_suggested(facts.ratings, facts.records, facts.today, facts.policy.ratings)
    if found is None or found.advice is not Advice.TALK:
        return not_running("No feedback on the six Cs asks for a talk.")
    words = found.words if facts.told else "Feedback on the six Cs asks for a talk."
    return Due("due-soon", None, 0, words, facts.policy.id)
