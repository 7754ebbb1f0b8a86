"""Tasks that somebody else has delegated to a worker, and when each is checked again [DEV-12]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from supervise_tui.canonical import Json
from supervise_tui.domain.cadence import Due, not_running, state_on, took_place
from supervise_tui.domain.cases import CASE_REFERENCE
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.kinds import DELEGATED
from supervise_tui.domain.record import Record
from supervise_tui.forms.day_words import day_of, long_date

TASK, CHECK_ON, STANDS = "about", "check_on", "stands"
"""Ids of the questions that the rules read: which task, when it is checked again, whether it goes on."""
ENDED = "ends"


@dataclass(frozen=True)
class Delegated:
    """One task for one person, as its latest record says."""

    record: str
    task: str
    reference: str
    check_on: date | None

    @property
    def words(self) -> str:
        """Which task it is, in a few words."""
        return f"{self.task} ({self.reference})" if self.reference else self.task


def delegated_tasks(
    records: Iterable[Record], said: Mapping[str, Mapping[str, Json]], today: date
) -> list[Delegated]:
    """Give the tasks that go on, the one checked first in front; a later record replaces an earlier one.

    A task is told by its name and the reference of the person it is done for.
    """
    latest: dict[tuple[str, str], Delegated | None] = {}
    held = [one for one in records if one.makes == DELEGATED and took_place(one, today)]
    for record in sorted(held, key=lambda one: (one.held_on or date.min, one.number)):
        answers = said.get(record.id, {})
        task, reference = _text(answers.get(TASK)), _text(answers.get(CASE_REFERENCE))
        going = answers.get(STANDS) != ENDED
        known = Delegated(record.id, task, reference, day_of(answers.get(CHECK_ON)))
        latest[task.casefold(), reference.casefold()] = known if going else None
    going_on = [one for one in latest.values() if one is not None]
    return sorted(going_on, key=lambda one: (one.check_on or date.max, one.words))


def delegated_clock(facts: Facts) -> Due:
    """The delegated task whose check comes first: it is looked at again by the day agreed [DEV-12]."""
    tasks = delegated_tasks(facts.records, facts.said, facts.today)
    if not tasks:
        return not_running("No delegated task is on file.")
    first = tasks[0]
    what = first.words if facts.told else "A delegated task"  # its name is a word of a file that is shut
    more = f", and {len(tasks) - 1} more after it" if len(tasks) > 1 else ""
    if first.check_on is None:
        return Due("due-soon", None, 0, f"{what}: no day is agreed to check it again{more}.", "")
    by = first.check_on
    words = f"{what} is checked again by {long_date(by)}{more}."
    state = state_on(facts.today, by, by - timedelta(days=facts.soon_days))
    return Due(state, by, (by - facts.today).days, words, "", "")


def _text(value: Json) -> str:
    return value.strip() if isinstance(value, str) else ""
