"""The tasks of an induction: in sight of a colleague for each until assessed as competent in it [CAD-8]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.canonical import Json
from supervise_tui.forms.day_words import day_of, long_date


class Found(StrEnum):
    """What an assessment came to."""

    ALONE = "competent"
    NOT_YET = "not-yet"

    @property
    def label(self) -> str:
        """In words, to be chosen from."""
        return {"competent": "Can do it alone", "not-yet": "Not yet: goes on in sight of a colleague"}[self]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Somebody looked whether a worker can do a task alone."""

    id: str
    task: str
    """The id of the task."""
    on: date
    by: str
    found: Found
    evidence: str = ""
    """What shows it, in their words: rounds watched, a certificate that an experienced starter brings."""
    record: str = ""
    """The id of a record on the file that shows it, such as an observed practice."""


@dataclass(frozen=True, kw_only=True)
class InductionTask:
    """One task, such as moving and handling."""

    id: str
    worker: str
    task: str
    competent_on: date | None = None
    """The day on which somebody saw that they can do it alone."""
    assessed_by: str = ""

    def alone_by(self, day: date) -> bool:
        """Whether they may work unobserved in it on that day."""
        return self.competent_on is not None and self.competent_on <= day


def standing_of(task: InductionTask, assessments: Iterable[Assessment]) -> tuple[date | None, str]:
    """Give since when they may do it alone and who saw it: what was found last counts [CAD-8].

    Of two on one day the one that came later in `assessments` counts.
    """
    last: Assessment | None = None
    for one in assessments:
        if one.task == task.id and (last is None or one.on >= last.on):
            last = one
    if last is None or last.found is Found.NOT_YET:
        return None, ""
    return last.on, last.by


@dataclass(frozen=True, kw_only=True)
class SignedOff:
    """What a competence list that was signed says of one task [DEV-4]."""

    task: str
    on: date
    by: str
    found: Found
    evidence: str = ""

    def changes(self, known: InductionTask) -> bool:
        """Whether it says something else than the file does: what stands there already is not kept twice."""
        alone = known.competent_on is not None
        if self.found is Found.NOT_YET:
            return alone
        return not alone or known.competent_on != self.on or known.assessed_by != self.by


def signed_off(rows: Iterable[Mapping[str, Json]], held_on: date, supervisor: str) -> list[SignedOff]:
    """Give what the rows of a signed competence list say.

    A task that stays in sight was looked at on the day of the list, by its supervisor, unless it says
    more. Rows without a name, or seen alone without a day and a person, say nothing.
    """
    found: list[SignedOff] = []
    for row in rows:
        task, by = (" ".join(str(row.get(key) or "").split()) for key in ("task", "assessed_by"))
        on, outcome = day_of(row.get("assessed_on")), row.get("outcome")
        if not task:
            continue
        if outcome == "in_sight":
            not_yet = Found.NOT_YET
            found.append(SignedOff(task=task, on=on or held_on, by=by or supervisor, found=not_yet))
        elif outcome in ("alone", "evidence") and on is not None and by:
            shows = "evidence brought along" if outcome == "evidence" else ""
            found.append(SignedOff(task=task, on=on, by=by, found=Found.ALONE, evidence=shows))
    return found


def in_sight_words(tasks: Iterable[InductionTask], today: date) -> str:
    """Say for what they are in sight of a colleague, and what they do alone; empty without tasks."""
    known = list(tasks)
    seen = [one.task for one in known if not one.alone_by(today)]
    alone = [one.task for one in known if one.alone_by(today)]
    if not known:
        return ""
    if not seen:
        return f"May work unobserved in all that is written down: {together(alone)}."
    words = f"Not yet unobserved: {together(seen)}."
    return f"{words} Alone: {together(alone)}." if alone else words


def assessed_words(one: Assessment) -> str:
    """Say in one line what was found, by whom, when, and what shows it."""
    found = "can do it alone" if one.found is Found.ALONE else "not yet"
    words = f"{long_date(one.on)}, {one.by}: {found}"
    return f"{words}; {one.evidence}" if one.evidence else words


def together(words: list[str]) -> str:
    """Give "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
