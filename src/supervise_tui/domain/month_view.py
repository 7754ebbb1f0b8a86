"""A calendar of the whole home: day by day what was held, is planned and falls due, and who is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervise_tui.domain.absences import Absence
from supervise_tui.domain.cadence import was_held
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import supervision_clock
from supervise_tui.domain.people import Nation
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.working_days import holiday_names
from supervise_tui.forms.day_words import MONTHS


class DayKind(StrEnum):
    """What stands on a day, in the order in which its list shows them."""

    HOLIDAY = "holiday"
    PLANNED = "planned"
    DUE = "due"
    """The last day on which the next supervision is in time."""
    HELD = "held"
    AWAY = "away"

    @property
    def letter(self) -> str:
        """The mark in the month: meaning is never by colour alone."""
        return {"holiday": "B", "planned": "P", "due": "D", "held": "H", "away": "A"}[self.value]

    @property
    def label(self) -> str:
        """What the letter stands for."""
        return {
            "holiday": "bank holiday",
            "planned": "planned",
            "due": "due by that day",
            "held": "held",
            "away": "away",
        }[self.value]


_ORDER = tuple(DayKind)


@dataclass(frozen=True, kw_only=True)
class DayLine:
    """One thing on a day."""

    kind: DayKind
    name: str
    worker: str = ""
    """The id; empty for the whole home."""
    words: str = ""
    """More, in a few words: the time and place of a planned one, since when somebody is away."""
    record: Record | None = None

    @property
    def order(self) -> tuple[int, str, str]:
        """To sort by."""
        return _ORDER.index(self.kind), self.name, self.words


@dataclass(frozen=True)
class Calendar:
    """Everything with a day of its own, for any month."""

    nation: Nation
    by_day: Mapping[date, tuple[DayLine, ...]]
    absences: tuple[tuple[str, str, Absence], ...]
    """Whose, by name and by id (empty for the supervisor), and when."""

    def on(self, day: date) -> list[DayLine]:
        """Give everything on a day, in the order of its kinds, then by name."""
        found = list(self.by_day.get(day, ()))
        holiday = holiday_names(self.nation, day.year).get(day)
        if holiday:
            found.append(DayLine(kind=DayKind.HOLIDAY, name=holiday))
        for name, worker, absence in self.absences:
            if absence.holds(day):
                found.append(DayLine(kind=DayKind.AWAY, name=name, worker=worker, words=_away(absence)))
        return sorted(found, key=lambda line: line.order)

    def counts(self, day: date) -> Counter[DayKind]:
        """Give how many of each kind there are on a day."""
        found = Counter(line.kind for line in self.by_day.get(day, ()))
        if day in holiday_names(self.nation, day.year):
            found[DayKind.HOLIDAY] += 1
        away = sum(absence.holds(day) for _, _, absence in self.absences)
        if away:
            found[DayKind.AWAY] += away
        return found


def _away(absence: Absence) -> str:
    """Why, and until when or since when: short, since it stands in a narrow list."""
    known = absence.back_on or absence.first_day
    day = f"{known.day} {MONTHS[known.month - 1]}"
    why = absence.kind.label if absence.told else "away"
    return f"{why}, back on {day}" if absence.back_on else f"{why} since {day}"


def calendar_of(
    everyone: Iterable[Facts], nation: Nation, supervisor: str, settled: Mapping[str, str]
) -> Calendar:
    """Give the calendar of these workers; `settled` has time and place of what is planned, by worker's id."""
    by_day: dict[date, list[DayLine]] = {}
    away: list[tuple[str, str, Absence]] = []
    of_the_supervisor: tuple[Absence, ...] = ()
    for facts in everyone:
        for day, line in _of_worker(facts, settled.get(facts.worker.id, "")):
            by_day.setdefault(day, []).append(line)
        away += [(facts.worker.name, facts.worker.id, one) for one in facts.absences]
        of_the_supervisor = facts.supervisor_absences
    away += [(supervisor, "", one) for one in of_the_supervisor]
    return Calendar(nation, {day: tuple(lines) for day, lines in by_day.items()}, tuple(away))


def _of_worker(facts: Facts, settled: str) -> list[tuple[date, DayLine]]:
    worker = facts.worker
    here = worker.left_on is None or worker.left_on > facts.today
    found: list[tuple[date, DayLine]] = []
    planned = set()
    for one in facts.records:
        if one.makes != "supervision" or one.held_on is None:
            continue
        if one.state is State.PLANNED and here:
            kind, words = DayKind.PLANNED, settled
            planned.add(one.held_on)
        elif was_held(one, facts.today):
            kind, words = DayKind.HELD, one.title
        else:
            continue
        found.append(
            (one.held_on, DayLine(kind=kind, name=worker.name, worker=worker.id, words=words, record=one))
        )
    due = supervision_clock(facts)
    # Where it is planned for its last day, the plan says enough.
    if due.due_on is not None and due.due_on not in planned and here:
        words = f"{-due.days} days overdue" if due.days < -1 else "1 day overdue" if due.days == -1 else ""
        found.append((due.due_on, DayLine(kind=DayKind.DUE, name=worker.name, worker=worker.id, words=words)))
    return found
