"""The kinds of supervision, by what their form `makes`, and what sets them apart [SES-1] [SES-5]."""

from __future__ import annotations

FORMAL = "supervision"
"""The formal one-to-one: the only kind that a cadence counts [SES-5]."""
INFORMAL = "informal"
SPOT_CHECK = "spot-check"
OBSERVED = "observed"
AD_HOC = "ad-hoc"
CASE = "case"
GROUP = "group"

PLAN, PLAN_REVIEW = "development-plan", "development-plan-review"
"""The personal development plan, and the look at it halfway [DEV-1] [CAD-13]."""

APPRAISAL, APPRAISAL_REVIEW = "appraisal", "appraisal-review"
"""The look at a whole year by domains and behaviours, and the one halfway to the next [DEV-5] [CAD-13]."""

INDUCTION_PLAN, INDUCTION_REVIEW = "induction-plan", "induction-review"
"""A new starter's plan by kind of activity, and the looks at it [DEV-4]."""
PROBATION_REVIEW = "probation-review"
"""A short look every two weeks while probation runs; the last one decides [DEV-11]."""
DELEGATED = "delegated-task"
"""A task that somebody else, such as a nurse, has delegated to the worker [DEV-12]."""
COMPETENCE = "competence-list"
"""The tasks of an induction, signed off as a whole [DEV-4]."""

COMMITMENT, COMMITMENT_RENEWAL = "commitment", "commitment-renewal"
"""A worker's promises with tasks to them, and the renewal after a year [DEV-9]."""
SHARED_IDEA, ACKNOWLEDGEMENT = "shared-idea", "acknowledgement"
"""An idea that may be shared as its worker signed, and a thank-you [ORG-8]."""
CASE_ANALYSIS = "case-analysis"
"""One case looked at in depth [ORG-10]."""
LEARNING_PROVIDER = "learning-provider"
"""What one provider of learning says, to be compared with others [ORG-2]."""

CONCERN, IMPROVEMENT_PLAN = "improvement-concern", "improvement-plan"
IMPROVEMENT_REVIEW, EXTENSION = "improvement-review", "improvement-extension"
"""Kept apart, in the drawer of plans: a concern in writing, the plan, its reviews, more time [PIP-0]."""
LETTER = "improvement-letter"
"""A letter of a case, signed by who writes it; it is kept as a letter, not as a record [PIP-10]."""

PLANS = frozenset(
    {PLAN, PLAN_REVIEW, INDUCTION_PLAN, INDUCTION_REVIEW, COMMITMENT, COMMITMENT_RENEWAL}
    | {APPRAISAL, APPRAISAL_REVIEW}
)
"""Kinds whose rows are looked at in every supervision until done, with what shows it [DEV-2]."""

SEVERAL_AT_ONCE = frozenset(
    {INFORMAL, SPOT_CHECK, OBSERVED, AD_HOC, CASE, GROUP, DELEGATED}
    | {SHARED_IDEA, ACKNOWLEDGEMENT, CASE_ANALYSIS, LEARNING_PROVIDER}
)
"""Kinds of which several may be written on one day, each about something of its own. Of any other kind a
second draft would be a second truth about the same thing."""

RAISED = frozenset({INFORMAL, SPOT_CHECK, AD_HOC})
"""Kinds that come up at the next formal supervision by themselves [SES-1]."""

SUBJECTS = ("about", "case_reference")
"""Ids of the questions that say in a few words what a record is about, in any form."""


def is_formal(makes: str) -> bool:
    """Whether a record of this kind is a formal one-to-one; nothing else ever stands in for it [SES-5]."""
    return makes == FORMAL
