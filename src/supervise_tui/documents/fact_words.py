"""Facts in plain words, for conditions on paper: as a thing, when they hold, and when they do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "today": ("today", "it is any day", "there is no day"),
    "worker.in_probation": (
        "being on probation",
        "the worker is on probation",
        "the worker is not on probation",
    ),
    "worker.in_induction": (
        "being in induction",
        "the worker is in induction",
        "the worker is not in induction",
    ),
    "worker.started_on": (
        "the day on which the worker started",
        "the day on which the worker started is known",
        "the day on which the worker started is not known",
    ),
    "worker.induction_ends_on": (
        "the last day of the induction",
        "the induction has a last day",
        "the induction has no last day",
    ),
    "worker.probation_ends_on": (
        "the last day of probation",
        "probation has a last day",
        "probation has no last day",
    ),
    "worker.manages_others": ("managing others", "the worker manages others", "the worker manages nobody"),
    "worker.is_student": ("being a student", "the worker is a student", "the worker is not a student"),
    "worker.has_agreement": ("having an agreement", "there is an agreement", "there is no agreement"),
    "worker.agreement": (
        "how their agreement stands",
        "something is known of their agreement",
        "nothing is known of their agreement",
    ),
    "worker.agreement_review_due": (
        "the agreement being due",
        "the agreement has to be looked at again",
        "the agreement need not be looked at yet",
    ),
    "worker.care_work": (
        "caring for people",
        "the worker cares for people",
        "the worker does not care for people",
    ),
    "worker.usual_frequency": (
        "what the rules propose",
        "the rules propose how often to meet",
        "the rules do not propose how often to meet",
    ),
    "worker.usual_frequency_words": (
        "what the rules propose, and why",
        "the rules propose how often to meet",
        "the rules do not propose how often to meet",
    ),
    "worker.has_plan": (
        "having a development plan",
        "there is a development plan",
        "there is no development plan",
    ),
    "worker.post": ("the worker's post", "the worker has a post", "the worker has no post"),
    "worker.hours": (
        "the worker's hours a week",
        "the worker's hours are known",
        "the worker's hours are not known",
    ),
    "worker.months_in_post": (
        "the worker's months in post",
        "the worker has been in post for a month or more",
        "the worker has been in post for less than a month",
    ),
    "meeting.number": (
        "the number of this meeting",
        "this meeting has a number",
        "this meeting has no number",
    ),
    "meeting.is_first": (
        "being the first meeting",
        "this is the first meeting",
        "this is not the first meeting",
    ),
    "meeting.on_paper": ("being on paper", "this is written on paper", "this is not written on paper"),
    "meeting.last_on": (
        "the day of the last meeting",
        "there was a meeting before",
        "there was no meeting before",
    ),
    "meeting.participants": ("who took part", "several people took part", "nobody else took part"),
    "meeting.absent": ("who could not come", "somebody could not come", "everybody could come"),
    "actions.open": ("the number of open actions", "actions are open", "no action is open"),
    "actions.late": ("the number of late actions", "actions are late", "no action is late"),
}
NOUNS: Final[Mapping[str, str]] = {fact: words[0] for fact, words in _WORDS.items()}
HOLDS: Final[Mapping[str, str]] = {fact: words[1] for fact, words in _WORDS.items()}
HOLDS_NOT: Final[Mapping[str, str]] = {fact: words[2] for fact, words in _WORDS.items()}
PLURAL: Final = frozenset({"worker.hours", "worker.months_in_post", "meeting.participants", "meeting.absent"})
"""Things that "are"."""
