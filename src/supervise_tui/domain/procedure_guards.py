"""The guards of the procedure by the names that its table uses.

Each says in a plain sentence what stands in the way, and the cure. A guard looks at the circumstances and,
where an entry is given, at its answers. Without answers it says whether the move is possible at all: what
is on offer now, and what is missing for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from supervise_tui.domain import procedure_meeting_guards as meetings
from supervise_tui.domain import procedure_plan_guards as plans
from supervise_tui.domain.procedure_moment import Lack, Moment

GUARDS: Final[Mapping[str, Callable[[Moment], Lack | None]]] = MappingProxyType(
    {
        "running": plans.running,
        "not-paused": plans.not_paused,
        "paused": plans.paused,
        "written": plans.written,
        "reasoned": plans.reasoned,
        "settled": plans.settled,
        "granted": plans.granted,
        "has-plan": plans.has_plan,
        "planned": plans.planned,
        "plan-limit": plans.plan_limit,
        "next-review": plans.next_review,
        "in-time-of-plan": plans.in_time_of_plan,
        "extension-decided": plans.extension_decided,
        "advised-extension": plans.advised_extension,
        "extension-limit": plans.extension_limit,
        "plan-over": plans.plan_over,
        "enough": plans.enough,
        "lasting": plans.lasting,
        "unsteady": plans.unsteady,
        "more-time": plans.more_time,
        "remains": plans.remains,
        "adjusted": plans.adjusted,
        "applies": plans.applies,
        "right-procedure": plans.right_procedure,
        "official": plans.official,
        "union": plans.union,
        "advised": plans.advised,
        "letter": plans.letter,
        "authorised": plans.authorised,
        "forward": plans.forward,
        "right-one": meetings.right_one,
        "told": meetings.told,
        "notice": meetings.notice,
        "new-date": meetings.new_date,
        "on-the-day": meetings.on_the_day,
        "noticed": meetings.noticed,
        "present": meetings.present,
        "heard": meetings.heard,
        "notes": meetings.notes,
        "remote": meetings.remote,
        "chair": meetings.chair,
        "summary": meetings.summary,
        "interim-met": meetings.interim_met,
        "explained": meetings.explained,
        "direct": meetings.direct,
        "not-direct": meetings.not_direct,
        "role-fits": meetings.role_fits,
        "role-agreed": meetings.role_agreed,
        "dismissal": meetings.dismissal,
        "grounds": meetings.grounds,
        "in-time": meetings.in_time,
        "looked-back": meetings.looked_back,
        "grievance-open": meetings.grievance_open,
        "letter-there": meetings.letter_there,
    }
)
