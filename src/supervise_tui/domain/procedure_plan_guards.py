"""Guards on the plan, on how far performance has come, and on the way into the formal procedure."""

from __future__ import annotations

from typing import Final

from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.plan_case import several_of
from supervise_tui.domain.procedure_dates import pushed_on
from supervise_tui.domain.procedure_moment import (
    Lack,
    Moment,
)
from supervise_tui.domain.procedure_words import (
    AdviceOn,
    Improvement,
    LongerFor,
    Meeting,
    Stage,
    Verdict,
)
from supervise_tui.forms.day_words import long_date


def running(m: Moment) -> Lack | None:
    """[PIP-13]"""
    if not m.course.paused(m.on):
        return None
    return Lack(
        f"The procedure is paused for sickness on {long_date(m.on)}, so nothing is decided or held.",
        "Write down the return first; all days are pushed on by the time away.",
    )


def not_paused(m: Moment) -> Lack | None:
    if m.course.pauses and m.course.pauses[-1].end is None:
        return Lack("The procedure is paused already.", "Write down the return before a new pause.")
    if m.asked and m.course.pauses and m.on < (m.course.pauses[-1].end or m.on):
        return Lack("That day lies in an earlier pause.", "Look at the days of the earlier one.")
    return None


def paused(m: Moment) -> Lack | None:
    if not m.course.pauses or m.course.pauses[-1].end is not None:
        return Lack("The procedure is not paused.", "A return follows a pause.")
    first = m.course.pauses[-1].first
    if m.asked and m.on <= first:
        return Lack(f"The return is not after the first day away, {long_date(first)}.", "Look at the day.")
    return None


def written(m: Moment) -> Lack | None:
    """[PIP-1]"""
    if m.course.written_on:
        return None
    return Lack(
        "There is no written concern yet.",
        "Write and sign it first: what worries you, examples, the standard, what would put it right.",
    )


def reasoned(m: Moment) -> Lack | None:
    """[PIP-10] [PIP-17]"""
    if not m.asked or m.text(words.REASON):
        return None
    return Lack("The reason is missing.", "Say why in a sentence or two that the worker can follow.")


def granted(m: Moment) -> Lack | None:
    """[PIP-4]"""
    if m.course.granted is None:
        return None
    return Lack(
        f"On {long_date(m.course.granted)} a meeting gave more time, and the extension is not written yet.",
        "Write the extension, and let it have its time.",
    )


def settled(m: Moment) -> Lack | None:
    """[PIP-10]"""
    if m.course.met != Meeting.INTERIM:
        return None
    return Lack("The interim meeting has no outcome yet.", "Write down its outcome first.")


# ---- the plan


def has_plan(m: Moment) -> Lack | None:
    return None if m.course.plan else Lack("There is no plan yet.", "Make the plan first.")


def planned(m: Moment) -> Lack | None:
    if m.course.plan is None or m.course.plan_due:
        return Lack("The plan that was decided on is not made yet.", "Make the plan first.")
    return None


def plan_limit(m: Moment) -> Lack | None:
    """[PIP-3]"""
    if not m.asked:
        return None
    starts, ends = m.day(words.STARTS_ON) or m.on, m.day(words.ENDS_ON)
    if ends is None or ends < starts:
        return Lack("The plan has no last day after its first.", "Give both days.")
    if ends <= m.on:
        return Lack("The plan would be over on the day it is made.", "Look at its last day.")
    anew = m.course.plan is None or m.course.plan_due
    if anew:
        last = m.after(starts, m.policy.plan_at_most)
        if ends > last:
            long = f"The plan is longer than {m.policy.plan_at_most.words}."
            return Lack(long, f"Its last day is {long_date(last)} at the latest.")
        return None
    now = m.course.plan_end(m.on)
    if now is not None and ends > now:
        wrong = f"The plan runs until {long_date(now)}; written anew, it cannot run longer."
        return Lack(wrong, "More time is an extension: a review decides on it, with advice from HR.")
    return None


def next_review(m: Moment) -> Lack | None:
    """[PIP-2]"""
    if not m.asked:
        return None
    following = m.day(words.NEXT_REVIEW_ON)
    if following is None or following <= m.on:
        return Lack("The day of the next review is missing.", "Choose a day after this one.")
    return None


def in_time_of_plan(m: Moment) -> Lack | None:
    """[PIP-3]"""
    ends = m.course.plan_end(m.on)
    # What is not to be blamed on the worker keeps it open: more time that waits to be written, an adjustment
    # that has not had its own, a grievance that nobody has heard.
    if ends is None or m.course.extension_due or m.course.grievance_on is not None or adjusted(m):
        return None
    if m.on >= ends:
        over = f"The plan ended on {long_date(ends)}, and does not go on by itself."
        return Lack(over, "Close it, give more time, or go to the next stage.")
    following = m.day(words.NEXT_REVIEW_ON)
    if following is None or following <= ends:
        return None
    return Lack(
        f"The next review would come after the end of the plan, {long_date(ends)}.",
        "Choose that day at the latest: on it the plan is closed, gets more time or goes on to a next stage.",
    )


def extension_decided(m: Moment) -> Lack | None:
    """[PIP-3]"""
    if m.course.extension_due:
        return None
    return Lack("Nobody has decided on more time.", "A review or a meeting decides first, with its reasons.")


def advised_extension(m: Moment) -> Lack | None:
    """[PIP-3] [PIP-15]"""
    in_it = m.text(words.ADVISER) and m.day(words.ADVISED_ON)
    # Its form asks for the advice itself; one that does not needs an entry before it.
    return None if in_it or not m.asked else _advised_on(m, AdviceOn.EXTENSION, "this extension")


def extension_limit(m: Moment) -> Lack | None:
    """[PIP-3]"""
    plan = m.course.plan
    if not m.asked or plan is None:
        return None
    ends, now = m.day(words.ENDS_ON), m.course.plan_end(m.on) or plan.ends_on
    if ends is None or ends <= max(now, m.on):
        return Lack(f"The plan runs until {long_date(now)} as it is.", "Give a later last day.")
    last = m.after(plan.base or max(now, m.on), m.policy.extension_at_most)
    if ends <= last:
        return None
    if m.text(words.LONGER_FOR) in set(LongerFor) and m.text(words.LONGER_WHY):
        return None
    long = f"Extensions last {m.policy.extension_at_most.words} at most, until {long_date(last)}."
    return Lack(long, "For longer, say for what: illness, disability or the like, and why.")


def plan_over(m: Moment) -> Lack | None:
    """[PIP-2] [PIP-17]"""
    ends = m.course.plan_end(m.on)
    if ends is None or (m.asked and several_of(m.answers, words.TRIGGER)):
        return None
    if m.after(m.on, m.policy.decide_before_end) >= ends:
        return None
    early = f"The plan runs until {long_date(ends)}, and it is to have its time."
    return Lack(early, "Before that, only one of the triggers agreed in the plan sends it on: name it.")


# ---- how far performance has come [PIP-4]


def _improvement(m: Moment, fitting: frozenset[Improvement], sentence: str, cure: str) -> Lack | None:
    if not m.asked or m.text(words.IMPROVEMENT) in fitting:
        return None
    return Lack(sentence, cure)


_ENOUGH: Final = frozenset({Improvement.ENOUGH, Improvement.LASTING})
_REMAINS: Final = frozenset({Improvement.NONE, Improvement.SOME})


def enough(m: Moment) -> Lack | None:
    said = "It ends well when there is enough improvement."
    return _improvement(m, _ENOUGH, said, "Say that there is enough, or choose another outcome.")


def lasting(m: Moment) -> Lack | None:
    said = "After stage 3 it ends well when the improvement is enough and has held."
    lasting = frozenset({Improvement.LASTING})
    return _improvement(m, lasting, said, "Say that it lasts, or choose another outcome.")


def unsteady(m: Moment) -> Lack | None:
    said = "More time is for some improvement that is not steady yet."
    return _improvement(m, frozenset({Improvement.SOME}), said, "Say so, or choose another outcome.")


def more_time(m: Moment) -> Lack | None:
    if m.yes(words.MORE_SUPPORT):
        return None
    said = "At stage 3 more time is for some improvement, or for support that was not there before."
    return _improvement(m, frozenset({Improvement.SOME}), said, "Say which, or choose another outcome.")


def remains(m: Moment) -> Lack | None:
    said = "The next step is only for a concern that remains."
    return _improvement(m, _REMAINS, said, "If there is enough improvement, the plan can be closed.")


def adjusted(m: Moment) -> Lack | None:
    """[PIP-16]"""
    if m.answers.get(words.ADJUSTMENTS_THERE) is False:
        return Lack(
            "The review says that the adjustments are not in place, or have not had their time.",
            "Put them in place, and give them their time first.",
        )
    for one in m.course.adjustments.values():
        # By its day: what it is stays out of refusals, which may be written down elsewhere.
        name = f"The adjustment of {long_date(one.agreed_on)}"
        if one.in_place_on is None or one.in_place_on > m.on:
            return Lack(f"{name} is not in place yet.", "Put it in place, and give it its time first.")
        if one.time_until is not None:
            until = pushed_on(one.in_place_on, one.time_until, m.course.pauses, m.on)
            if m.on < until:
                return Lack(f"{name} has its time until {long_date(until)}.", "Judge from that day on.")
    return None


# ---- into the formal procedure


def applies(m: Moment) -> Lack | None:
    """[PIP-5]"""
    worker = m.worker
    if worker is not None:
        if m.policy.probation_first and worker.in_probation(m.on) and worker.probation_ends_on is not None:
            until = long_date(worker.probation_ends_on)
            return Lack(f"Probation runs until {until}.", "Until then its own reviews apply, not this.")
        if worker.contract in m.policy.excluded_contracts:
            return Lack(
                f"The formal procedure is not for {worker.contract.value} staff.",
                "Speak with HR about what applies; the case can end here as dealt with elsewhere.",
            )
    if not m.course.verdict:
        return Lack(
            "Nobody has looked yet at whether this procedure is the right one.",
            "Answer “Does the procedure apply?” first.",
        )
    return right_procedure(m)


def right_procedure(m: Moment) -> Lack | None:
    """[PIP-5] [PIP-19]: looked at again after the invitation, it may turn out to be another one."""
    if m.course.verdict in ("", Verdict.APPLIES):
        return None
    return Lack(
        "Another procedure was found to be the right one.",
        "End the case here as dealt with elsewhere, or answer “Does the procedure apply?” anew.",
    )


def official(m: Moment) -> Lack | None:
    """[PIP-13]"""
    if not m.course.union or m.course.official:
        return None
    return Lack(
        "The worker is a trade union representative: a full-time official is spoken with first.",
        "Ask the worker to agree to that, and write down when it was.",
    )


def union(m: Moment) -> Lack | None:
    """[PIP-13]"""
    if m.course.union:
        return None
    return Lack(
        "The worker is not known as a trade union representative.",
        "If they are one, say so under “Does the procedure apply?” first.",
    )


def _advised_on(m: Moment, topic: AdviceOn, what: str) -> Lack | None:
    if topic in m.course.advised:
        return None
    return Lack(f"There is no advice from HR on {what}.", "Ask HR, and write down who said what, and when.")


def advised(m: Moment) -> Lack | None:
    """[PIP-15]"""
    stage = m.course.state.stage or Stage.INFORMAL
    if stage is Stage.INFORMAL:
        return None
    return _advised_on(m, AdviceOn(stage.value), f"stage {stage.value[-1]}")


def letter(m: Moment) -> Lack | None:
    """[PIP-10]"""
    if m.course.met:
        return Lack("The last meeting has no outcome yet.", "Decide, and write the outcome first.")
    if m.course.owed is None:
        return None
    return Lack(
        "The worker does not have the last outcome in writing yet.",
        "Hand over the letter, and write down the day on which they got it.",
    )


def authorised(m: Moment) -> Lack | None:
    """[PIP-9] [PIP-17]"""
    if not m.asked:
        return None
    if not m.text(words.REASON) or not m.text(words.AUTHORISED_BY):
        return Lack(
            "A stage is left out only with a reason and with somebody who allowed it.",
            "Write down why, and who authorised it.",
        )
    extreme = m.yes(words.SERIOUS_RISK) and m.yes(words.NOT_CONDUCT)
    if m.text(words.TO_STAGE) == Stage.THREE and not extreme:
        return Lack(
            "Straight to stage 3 is only for serious risk, and for ability rather than conduct.",
            "Confirm both, or choose stage 2.",
        )
    return None


_ORDER: Final = tuple(Stage)


def forward(m: Moment) -> Lack | None:
    """[PIP-17]"""
    if not m.asked:
        return None
    to = m.text(words.TO_STAGE)
    here = m.course.state.stage or Stage.INFORMAL
    if to in set(Stage) and _ORDER.index(Stage(to)) > _ORDER.index(here):
        return None
    return Lack("That is no later stage than the one here.", "Choose a stage that comes after it.")
