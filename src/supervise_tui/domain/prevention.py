"""What was done before a plan, as far as the cabinet knows it: looked at first, before the person [PIP-1].

A worker who was not supervised in time, not trained or never inducted is not yet one who has failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import ActionState, LiveAction
from supervise_tui.domain.cadence import took_place
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.file_audit import (
    NO,
    NOT_APPLICABLE,
    PARTLY,
    YES,
    Found,
    agreement_found,
    answer_rows,
    frequency_found,
)
from supervise_tui.domain.first_months import CONFIRMED, DECISION, induction_end
from supervise_tui.domain.kinds import INDUCTION_PLAN, INDUCTION_REVIEW, PROBATION_REVIEW
from supervise_tui.domain.learning import Learning, Standing, standing
from supervise_tui.domain.record import Record
from supervise_tui.forms.day_words import long_date

PREVENTION = "prevention"
"""The question of the written concern that these rules fill in."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the worker on the day on which a concern is written."""

    facts: Facts
    actions: Sequence[LiveAction] = ()
    """What was agreed in plans and talks of the last twelve months."""


def _induction(known: Known) -> Found:
    facts = known.facts
    ends = induction_end(facts.worker, facts.policy)
    if ends is None:
        return Found(NOT_APPLICABLE, "It is not on file when they started.")
    if facts.today <= ends:
        return Found(PARTLY, f"It runs until {long_date(ends)}.")
    waiting = [one for one in facts.tasks if not one.alone_by(facts.today)]
    if waiting:
        tasks = "One task is" if len(waiting) == 1 else f"{len(waiting)} tasks are"
        return Found(PARTLY, f"It ended on {long_date(ends)}; {tasks} still in sight of a colleague.")
    if facts.tasks or _held(facts, INDUCTION_PLAN, INDUCTION_REVIEW):
        return Found(YES, f"It ended on {long_date(ends)}.")
    if facts.known_since is not None and ends < facts.known_since:
        return Found(NOT_APPLICABLE, f"It ended on {long_date(ends)}, before this file was begun here.")
    return Found(NO, f"It ended on {long_date(ends)}; nothing of it is on file.")


def _probation(known: Known) -> Found:
    facts, ends = known.facts, known.facts.worker.probation_ends_on
    if ends is None:
        return Found(NOT_APPLICABLE, "No probation is on file.")
    held = _held(facts, PROBATION_REVIEW)
    reviews = f"{len(held)} {'review was' if len(held) == 1 else 'reviews were'} held"
    if facts.today <= ends:
        return Found(PARTLY, f"It runs until {long_date(ends)}, so its own reviews come first; {reviews}.")
    if any(facts.said.get(one.id, {}).get(DECISION) == CONFIRMED for one in held):
        return Found(YES, f"It was passed; {reviews}.")
    if not held and facts.known_since is not None and ends < facts.known_since:
        return Found(NOT_APPLICABLE, f"It ended on {long_date(ends)}, before this file was begun here.")
    return Found(
        PARTLY if held else NO, f"It ended on {long_date(ends)} without a decision on file; {reviews}."
    )


def _held(facts: Facts, *kinds: str) -> list[Record]:
    return [one for one in facts.records if one.makes in kinds and took_place(one, facts.today)]


def _plan_rows(known: Known) -> Found:
    actions = [one for one in known.actions if one.state is not ActionState.DROPPED]
    if not actions:
        return Found(NOT_APPLICABLE, "Nothing was agreed in the last twelve months.")
    late = [one for one in actions if one.days_late(known.facts.today)]
    done = sum(one.state is ActionState.DONE for one in actions)
    words = f"{done} of {len(actions)} {'is' if done == 1 else 'are'} done"
    if not late:
        return Found(YES, f"{words}; none is late.")
    open_ones = len(actions) - done
    answer = NO if len(late) == open_ones and not done else PARTLY
    return Found(answer, f"{words}; {len(late)} {'is' if len(late) == 1 else 'are'} late.")


def _training(known: Known) -> Found:
    facts = known.facts
    mandatory = [one for one in facts.learning if one.mandatory]
    if not mandatory:
        return Found(NOT_APPLICABLE, "No mandatory training is on the list.")
    now = {one.id: standing(one, mandatory, facts.today) for one in mandatory}
    gone = [one for one in mandatory if now[one.id] is Standing.RUN_OUT]
    planned = [one for one in mandatory if now[one.id] is Standing.OVERDUE]
    if gone:
        return Found(NO, f"{_named(gone, facts)} ran out.")
    if planned:
        return Found(PARTLY, f"{_named(planned, facts)} was planned and is not done.")
    return Found(YES, "All that is on the list is valid.")


def _named(found: Sequence[Learning], facts: Facts) -> str:
    """Say which; a file that is shut to who looks gives no titles."""
    titles = list(dict.fromkeys(one.title for one in found if one.title)) if facts.told else []
    count = f"{len(found)} of the mandatory trainings" if len(found) > 1 else "One mandatory training"
    return ", ".join(titles[:5]) if titles else count


ANSWERED: Mapping[str, Callable[[Known], Found]] = {
    "supervision": lambda known: frequency_found(known.facts),
    "agreement": lambda known: agreement_found(known.facts),
    "induction": _induction,
    "probation": _probation,
    "plan_rows": _plan_rows,
    "training": _training,
}
"""By the id of the row in the form: what the program answers itself; the rest only the two can say."""


def prevention_rows(known: Known, before: Json = None) -> list[Json]:
    """Give the rows of the table as an answer keeps them, with the comments of `before`."""
    return answer_rows({key: answer(known) for key, answer in ANSWERED.items()}, before)
