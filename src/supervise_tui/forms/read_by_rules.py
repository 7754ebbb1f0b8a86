"""What an organisation's own form has to keep of the one that it stands in place of: what the rules read.

The words of a form are the organisation's. But the rules of improvement plans read some answers by the ids
of their questions and options: without them a plan would have no end, and nobody could go on. So a form that
leaves one out is not used, and says which it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervise_tui.forms.blanks import inner_questions
from supervise_tui.forms.definition import ChoiceQuestion, Form, Question, SeveralQuestion
from supervise_tui.problems import BadForm, Fault

READ: Mapping[str, tuple[str, ...]] = {
    "improvement.concern": ("held_on",),
    "improvement.plan": (
        "held_on",
        "starts_on",
        "ends_on",
        "next_review_on",
        "rhythm",
        "objectives",
        "controls",
        "checks",
        "triggers",
        "no_better_by",
        "holds_weeks",
    ),
    "improvement.review": (
        "held_on",
        "outcome",
        "improvement",
        "reviewer",
        "trigger",
        "next_review_on",
        "progress",
        "safeguards",
    ),
    "improvement.extension": (
        "held_on",
        "ends_on",
        "next_review_on",
        "longer_for",
        "longer_why",
        "reason",
        "adviser",
        "advised_on",
    ),
    "improvement.meeting": (
        "held_on",
        "meeting",
        "chair",
        "chair_not_involved",
        "chair_senior",
        "in_absence",
        "remote",
        "equipment_provided",
        "key_points",
        "recorded",
        "summary_read",
    ),
    "improvement.log": ("day", "objective", "result", "what_kind"),
    "improvement.check": ("day", "what_checked"),
    "improvement.control": ("day", "control", "state", "by_whom", "evidence", "what", "ends_when"),
    "improvement.scope": ("day", "verdict", "union_representative"),
    "improvement.advice": ("day", "about", "adviser"),
    "improvement.authority": (
        "day",
        "to_stage",
        "reason",
        "authorised_by",
        "serious_risk",
        "not_conduct",
    ),
    "improvement.invitation": (
        "day",
        "meeting",
        "meeting_on",
        "reason",
        "companion_right_told",
        "chair",
        "chair_not_involved",
        "chair_senior",
    ),
    "improvement.new_date": ("day", "meeting", "meeting_on", "moved_for", "representations_offered"),
    "improvement.not_attended": ("day", "meeting", "good_reason", "representations_offered"),
    "improvement.summary": ("day", "covers"),
    "improvement.outcome": (
        "day",
        "meeting",
        "decision",
        "improvement",
        "more_support",
        "reason",
        "next_explained",
        "other_roles_considered",
        "last_day",
        "appeal_to",
    ),
    "improvement.delivery": ("day", "letter"),
    "improvement.adjustment": ("day", "what", "in_place_on", "time_until"),
    "improvement.pause": ("day",),
    "improvement.return": ("day",),
    "improvement.grievance": ("day", "about"),
    "improvement.grievance_heard": ("day",),
    "improvement.official": ("day", "worker_agrees", "discussed_on"),
    "improvement.temporary_role": ("day", "reason"),
    "improvement.redeployment": ("day", "worker_agrees", "role_vacant", "role_suitable", "pay_told"),
    "improvement.appeal": ("day", "grounds", "late_accepted_by", "reason"),
    "improvement.appeal_withdrawn": ("day",),
    "improvement.relapse": ("day", "to_stage", "reason"),
    "improvement.ended": ("day", "why_ended", "reason"),
    "improvement.mistake": ("day", "entry"),
}
"""By form: the questions, by id, whose answers a rule reads."""


def check_read_by_rules(own: Form, shipped: Form | None, name: str) -> None:
    """BadForm when a form of that id leaves out what the rules read, or answers it in other ways.

    `shipped` is the form in whose place it stands; nothing is asked of a form that stands in no place.
    """
    if shipped is None:
        return
    faults = [
        Fault(name, wrong, f"See how the program's form asks it: supervise forms show {own.id} --json")
        for key in READ.get(own.id, ())
        for wrong in _wrong(own.question(key), shipped.question(key), key)
    ]
    if faults:
        raise BadForm(name, faults)


def _wrong(own: Question | None, shipped: Question | None, key: str) -> Iterator[str]:
    if shipped is None:
        return
    if own is None:
        yield f"The rules of plans read the answer to “{key}”, and this form does not ask it."
        return
    if type(own) is not type(shipped):
        yield f"The rules of plans read the answer to “{key}”, and here it is of another type."
        return
    if isinstance(own, ChoiceQuestion | SeveralQuestion) and isinstance(shipped, type(own)):
        known = {option.id for option in shipped.options}
        for option in own.options:
            if option.id not in known:
                yield f"The rules of plans do not know the choice “{option.id}” of “{key}”."
    missing = inner_questions(shipped).keys() - inner_questions(own).keys()
    for inner in sorted(missing):
        yield f"The rules of plans read “{inner}” in the rows of “{key}”, and this form does not ask it."
