"""The people of a cabinet: the workers, their supervisor, and the home they work in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from supervise_tui.canonical import tidy_text
from supervise_tui.forms.contracts import Contract
from supervise_tui.problems import BadInput

NAME_LIMIT = 120
"""Characters in a name, a post or the name of a home: fits a line on paper in two rows."""
LONGEST_WEEK = 80.0
"""Hours a week; more is a slip of the finger."""


class Nation(StrEnum):
    """Whose bank holidays count."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def label(self) -> str:
        """The nation's name as people write it."""
        return self.value.replace("-", " ").title()


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """The home or branch this cabinet belongs to."""

    name: str
    nation: Nation


@dataclass(frozen=True, kw_only=True)
class Supervisor:
    """The owner of the cabinet."""

    id: str
    name: str
    post: str


@dataclass(frozen=True, kw_only=True)
class Worker:
    """Someone who is supervised. Dates are days; `hours` are contracted hours a week."""

    id: str
    name: str
    post: str
    started_on: date | None = None
    probation_ends_on: date | None = None
    hours: float | None = None
    left_on: date | None = None
    manages_others: bool = False
    """Others answer to them: their agendas offer the managers' list [SES-11]."""
    care_work: bool = True
    """They care for people: open safeguarding matters are on every agenda [SES-11]."""
    student: bool = False
    """A student or seconded worker: their agreement has a third party [AGR-6]."""
    grade: str = ""
    """As the organisation's policy calls it; without one the post counts [CAD-5]."""
    contract: Contract = Contract.PERMANENT
    induction_ends_on: date | None = None
    """Until then, and after it until assessed, in sight of a colleague for each task [CAD-8]."""
    supervised_on: date | None = None
    """Day of the last supervision before this file was begun; what is due counts from it at first."""

    def in_induction(self, today: date) -> bool:
        """Whether induction still runs on `today`."""
        return self.induction_ends_on is not None and today <= self.induction_ends_on

    def in_probation(self, today: date) -> bool:
        """Whether probation still runs on `today`."""
        return self.probation_ends_on is not None and today <= self.probation_ends_on


@dataclass(frozen=True, kw_only=True)
class Outsider:
    """Someone of another organisation who signs with the two, such as a student's tutor [AGR-6]."""

    id: str
    name: str
    post: str
    """Their post and their organisation."""


def checked_line(text: str, what: str, limit: int = NAME_LIMIT) -> str:
    """Give `text` as one tidy line; BadInput names `what` is missing or too long.

    Keeps every script; drops only characters that no line can hold (controls, line ends).
    """
    tidy = tidy_text(text)
    line = " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in tidy).split())
    if not line:
        raise BadInput(f"{what} is empty.", "Please type it in.")
    if len(line) > limit:
        raise BadInput(f"{what} has {len(line)} characters; {limit} fit.", "Please shorten it.")
    return line


def checked_worker(worker: Worker) -> Worker:
    """Give `worker` with tidy text; BadInput if something cannot be right."""
    if worker.hours is not None and not 0 < worker.hours <= LONGEST_WEEK:
        raise BadInput(
            f"{worker.hours:g} hours a week cannot be right.", f"Type a number up to {LONGEST_WEEK:g}."
        )
    started, ends = worker.started_on, worker.probation_ends_on
    if started and ends and ends < started:
        raise BadInput("Probation ends before the first day of work.", "Please look at the two dates.")
    induction = worker.induction_ends_on
    if started and induction and induction < started:
        raise BadInput("Induction ends before the first day of work.", "Please look at the two dates.")
    if started and worker.left_on and worker.left_on < started:
        raise BadInput("The leaving date is before the first day of work.", "Please look at the two dates.")
    if started and worker.supervised_on and worker.supervised_on < started:
        raise BadInput("That supervision is before the first day of work.", "Please look at the two dates.")
    return replace(
        worker,
        name=checked_line(worker.name, "The worker's name"),
        post=checked_line(worker.post, "The post"),
        grade=checked_line(worker.grade, "The grade") if worker.grade.strip() else "",
    )
