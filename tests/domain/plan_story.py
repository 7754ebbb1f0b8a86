"""Tells stories of cases: entries with good answers, written only if the rules let them be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.domain.procedure import Standing, course_of, refusal, standing
from supervise_tui.domain.procedure_course import Course
from supervise_tui.domain.procedure_table import State
from supervise_tui.forms.procedure_policy import ProcedurePolicy
from supervise_tui.problems import NotAllowed

OPENED: Final = date(2026, 2, 2)
"""A Monday; England has no bank holiday before 3 April."""

GOOD: Final[Mapping[str, dict[str, Json]]] = {
    "plan": {"next_review_on": "2026-02-16"},
    "review": {"outcome": "go_on", "improvement": "some", "reviewer": "Gwen Parry"},
    "extension": {},
    "meeting": {
        "chair": "Odette Mbeki",
        "chair_senior": True,
        "chair_not_involved": True,
        "key_points": "What was said.",
        "summary_read": True,
    },
    "scope": {"verdict": "applies", "union_representative": False},
    "advice": {"about": ["stage_1", "stage_2", "stage_3", "extension"], "adviser": "Bilal Hart"},
    "authority": {
        "reason": "Two people were harmed.",
        "authorised_by": "Rhian Okoro",
        "serious_risk": True,
        "not_conduct": True,
    },
    "invitation": {
        "reason": "The standard was not met.",
        "companion_right_told": True,
        "chair": "Odette Mbeki",
        "chair_senior": True,
        "chair_not_involved": True,
    },
    "new_date": {"moved_for": "companion"},
    "not_attended": {"good_reason": False, "representations_offered": True},
    "summary": {"covers": ["concerns", "progress", "support", "why"]},
    "outcome": {
        "reason": "As talked about.",
        "next_explained": True,
        "improvement": "some",
        "other_roles_considered": "Kitchen and laundry; neither is vacant.",
        "appeal_to": "Rhian Okoro",
        "last_day": "2027-12-31",
    },
    "adjustment": {"what": "Larger print on charts"},
    "grievance": {"about": "handling"},
    "official": {"worker_agrees": True, "discussed_on": "2026-02-02"},
    "temporary_role": {"reason": "Until the hearing."},
    "redeployment": {
        "worker_agrees": True,
        "role_vacant": True,
        "role_suitable": True,
        "pay_told": True,
    },
    "appeal": {"grounds": "The charts of May were not looked at."},
    "relapse": {"reason": "Three charts in a week."},
    "ended": {"reason": "As talked about with HR."},
}
"""Answers with which an entry of a kind breaks no rule, days and choices left out."""


@dataclass
class Story:
    """One case as it grows."""

    policy: ProcedurePolicy = field(default_factory=ProcedurePolicy)
    nation: Nation = Nation.ENGLAND
    worker: Worker | None = None
    case: Case = field(default_factory=lambda: Case(id="c1", worker="w1", opened_on=OPENED))
    entries: list[Entry] = field(default_factory=list)
    today: date | None = None
    """The day on which entries are written; None: the day on which they happen."""

    def entry(self, kind: str, on: date, **answers: Json) -> Entry:
        """Give the next entry: good answers, with those given on top of them."""
        number = len(self.entries) + 1
        said = {key: value for key, value in {**GOOD.get(kind, {}), **answers}.items() if value is not None}
        return Entry(id=f"e{number}", case=self.case.id, number=number, kind=kind, on=on, answers=said)

    def refusal(self, kind: str, on: date, **answers: Json) -> NotAllowed | None:
        """Say why such an entry cannot be written now."""
        entry = self.entry(kind, on, **answers)
        return refusal(
            self.case, self.entries, entry, self.policy, self.nation, self.today or on, worker=self.worker
        )

    def why(self, kind: str, on: date, **answers: Json) -> str:
        """Say in a sentence why such an entry cannot be written now; "" when it can."""
        refused = self.refusal(kind, on, **answers)
        return refused.sentence if refused else ""

    def tell(self, kind: str, on: date, **answers: Json) -> Story:
        """Write an entry; the rules have to let it be."""
        refused = self.refusal(kind, on, **answers)
        assert refused is None, f"{kind} on {on}: {refused}"
        return self.force(kind, on, **answers)

    def force(self, kind: str, on: date, **answers: Json) -> Story:
        """Write an entry whether or not it fits."""
        self.entries.append(self.entry(kind, on, **answers))
        return self

    def course(self, today: date) -> Course:
        """Give the facts that the entries add up to."""
        return course_of(self.case, self.entries, self.policy, self.nation, today)

    def standing(self, today: date) -> Standing:
        """Say where the case stands."""
        return standing(self.case, self.entries, self.policy, self.nation, today, self.worker)

    @property
    def state(self) -> State:
        """Where the case stands once all is told."""
        return self.course(date(2030, 1, 1)).state


# ---- stories up to a state; days chosen so that no bank holiday comes in between -------------------------


def kept(build: Callable[[], Story]) -> Callable[[], Story]:
    """Tell a story once, and give it anew each time: to be told on."""
    once = cache(build)

    def again() -> Story:
        story = once()
        return replace(story, entries=list(story.entries))

    return again


def planned(**plan: Json) -> Story:
    """Tell of an informal plan from 2 February to 30 March 2026."""
    ends: dict[str, Json] = {"starts_on": "2026-02-02", "ends_on": "2026-03-30"}
    return Story().tell("concern", OPENED).tell("plan", OPENED, **{**ends, **plan})


@kept
def at_stage_1() -> Story:
    """Go on to stage 1 on 30 March."""
    return planned().tell("review", date(2026, 3, 30), outcome="formal")


@kept
def ready_1() -> Story:
    """Have looked at scope and heard HR on 31 March."""
    return at_stage_1().tell("scope", date(2026, 3, 31)).tell("advice", date(2026, 3, 31))


@kept
def invited_1() -> Story:
    """Invite on 7 April to a meeting on Tuesday 14 April."""
    return ready_1().tell("invitation", date(2026, 4, 7), meeting="stage_1", meeting_on="2026-04-14")


@kept
def met_1() -> Story:
    """Hold it."""
    return invited_1().tell("meeting", date(2026, 4, 14), meeting="stage_1")


@kept
def plan_1() -> Story:
    """Have a stage 1 plan from 15 April to 13 May."""
    story = met_1().tell("outcome", date(2026, 4, 15), meeting="stage_1", decision="plan")
    story.tell("delivery", date(2026, 4, 15), letter="outcome")
    return story.tell("plan", date(2026, 4, 15), starts_on="2026-04-15", ends_on="2026-05-13")


@kept
def invited_2() -> Story:
    """Invite on 18 May to a stage 2 meeting on Tuesday 26 May; the 25th is a bank holiday."""
    story = plan_1().tell("review", date(2026, 5, 13), outcome="formal")
    return story.tell("invitation", date(2026, 5, 18), meeting="stage_2", meeting_on="2026-05-26")


@kept
def met_2() -> Story:
    """Hold it."""
    return invited_2().tell("meeting", date(2026, 5, 26), meeting="stage_2")


@kept
def plan_2() -> Story:
    """Extend the plan from 27 May to 24 June."""
    story = met_2().tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="extend")
    story.tell("delivery", date(2026, 5, 27), letter="outcome")
    return story.tell("extension", date(2026, 5, 27), ends_on="2026-06-24")


@kept
def at_stage_3() -> Story:
    """Go on to stage 3 on 26 May, by the outcome of stage 2."""
    story = met_2().tell("outcome", date(2026, 5, 27), meeting="stage_2", decision="next_stage")
    return story.tell("delivery", date(2026, 5, 27), letter="outcome")


@kept
def invited_3() -> Story:
    """Invite on 1 June to a hearing on Monday 8 June, before somebody new; share the summary."""
    story = at_stage_3()
    story.tell(
        "invitation", date(2026, 6, 1), meeting="stage_3", meeting_on="2026-06-08", chair="Rhian Okoro"
    )
    return story.tell("summary", date(2026, 6, 1))


@kept
def met_3() -> Story:
    """Hold it."""
    return invited_3().tell("meeting", date(2026, 6, 8), meeting="stage_3", chair="Rhian Okoro")


@kept
def plan_3() -> Story:
    """Extend the plan from 9 June to 7 July."""
    story = met_3().tell("outcome", date(2026, 6, 9), meeting="stage_3", decision="extend")
    story.tell("delivery", date(2026, 6, 9), letter="outcome").tell("advice", date(2026, 6, 9))
    return story.tell("extension", date(2026, 6, 9), ends_on="2026-07-07")


@kept
def dismissed() -> Story:
    """Dismiss on 9 June; the letter arrives on Wednesday 10 June."""
    story = met_3().tell("outcome", date(2026, 6, 9), meeting="stage_3", decision="dismiss")
    return story.tell("delivery", date(2026, 6, 10), letter="dismissal")


@kept
def appealed() -> Story:
    """Appeal on 15 June."""
    return dismissed().tell("appeal", date(2026, 6, 15))


@kept
def appeal_invited() -> Story:
    """Invite on 16 June to a hearing on Tuesday 23 June."""
    return appealed().tell(
        "invitation", date(2026, 6, 16), meeting="appeal", meeting_on="2026-06-23", chair="Aled Nwosu"
    )


@kept
def appeal_met() -> Story:
    """Hold it."""
    return appeal_invited().tell("meeting", date(2026, 6, 23), meeting="appeal", chair="Aled Nwosu")


@kept
def closed_1() -> Story:
    """Close at a review of the stage 1 plan on 13 May 2026."""
    return plan_1().tell("review", date(2026, 5, 13), outcome="close", improvement="enough")
