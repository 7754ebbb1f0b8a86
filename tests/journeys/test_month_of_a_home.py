"""A month in the life of a home: who is away, what is cancelled, who is new, who looks, who stands in.

Each morning the clock is turned, and home and `supervise due --json` are held against each other: they
tell the same story, each clock with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.canonical import Json
from supervise_tui.cli import app as command_line
from supervise_tui.cli import opening
from supervise_tui.domain.people import Worker
from supervise_tui.ui.screens.absence_form import AbsenceForm
from supervise_tui.ui.screens.absences import AbsencesScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.induction import InductionScreen
from supervise_tui.ui.screens.new_record import NewRecord
from supervise_tui.ui.screens.plan_day import PlanDay
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.task_lists import TaskLists
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.screens.who_looked import WhoLooked
from supervise_tui.ui.screens.why import Why
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.worker_form import WorkerForm
from supervise_tui.ui.screens.workers import Workers
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, open_cabinet, plan_supervision, workers
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, Clock, closed_record
from tests.journeys.table import Table, at_the_table
from tests.journeys.test_inspection import THEIRS, give_the_key, open_the_file, open_with, words
from tests.journeys.typed_answers import Typist
from tests.journeys.walker import Walker

FIRST = datetime(2026, 10, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
ANIA, KOFI, DAFYDD = "Ania Wójcik-Łęcka", "Kofi Mensah", "Dafydd Rhys-Amadi"
TOLD_APART = ("agreement", "rebooking", "cover", "signature")
"""Clocks that home tells in words of their own, in a part of their own."""
INFORMAL: dict[str, Json] = {
    "minutes": 60,
    "about": "The first two weeks",
    "discussed": "He likes the mornings.",
}
REVIEW: dict[str, Json] = {
    "tasks": [{"id": "1", "task": "The morning round", "standard": "met", "seen": "On the 12th"}],
    "worker_view": "The mornings are fine.",
    "support": "Ania sits beside him.",
    "concerns": False,
    "last_one": False,
}


def the_month_before(desk: Desk, worker: Worker) -> str:
    """Ania had her talk on 1 October and agreed on the next one; Kofi's is planned."""
    record = closed_record(desk, worker)
    kofi = workers.add_worker(desk, name=KOFI, post="Night care worker", started_on=date(2026, 8, 20))
    plan_supervision.plan(desk, worker.id, date(2026, 11, 12), at="10:00", place="The small office")
    plan_supervision.plan(desk, kofi.id, date(2026, 11, 5))
    return record.id


@dataclass
class Month:
    """The table, the clock above it, and the command line beside it."""

    table: Table
    clock: Clock
    folder: Path
    secret: Path
    said: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def morning(self, day: int, month: int = 11) -> list[str]:
        """The next day: what the command says, worker by worker and clock by clock; then home opens."""
        on = date(2026, month, day)
        await self.table.press("ctrl+l")
        await self.table.on(Unlock)
        self.clock.turn(days=(on - self.clock.at.date()).days)
        printed = StringIO()
        line = ["due", str(self.folder), "--json", "--passphrase-file", str(self.secret)]
        with redirect_stdout(printed):  # the screen has taken the terminal's for itself
            assert command_line.main(line, open_ui=lambda *_: 0) == 0
        answer = json.loads(printed.getvalue())
        assert answer["on"] == on.isoformat()
        self.said = {
            one["worker"]: {"supervision": one} | {clock["clock"]: clock for clock in one["clocks"]}
            for one in answer["workers"]
        }
        await self.table.type_in(f"{PASSPHRASE}\n")
        await self.table.until(lambda: self.table.app.is_open, "it is open")
        self.table.app.go_home()
        await self.table.on(Home)
        await self.table.until(lambda: self.home, "home")
        self.agree()
        return self.home

    def agree(self) -> None:
        """What the command calls due or overdue stands on home too, by its title."""
        for worker, clocks in self.said.items():
            for name, one in clocks.items():
                if name in TOLD_APART or one["state"] not in ("due-soon", "overdue"):
                    continue
                line = f"{worker} | {one.get('title', 'Supervision')} | "
                assert any(shown.startswith(line) for shown in self.home), (line, self.home)

    @property
    def home(self) -> list[str]:
        """The lines of home."""
        return [" | ".join(row.cells) for row in self.table.find("#rows", RowList).rows if row.id]

    def stands(self, worker: str, clock: str = "supervision") -> tuple[str, str | None]:
        """Where somebody stands against a clock: the state, and the day."""
        one = self.said[worker][clock]
        return one["state"], one["due_on"]

    def reason(self, worker: str, clock: str = "supervision") -> str:
        """Why."""
        return str(self.said[worker][clock]["reason"])

    async def file(self, name: str) -> None:
        """From home to somebody's file, by a part of the name."""
        await self.table.press("w")
        await self.table.on(Workers)
        await self.table.type_in(name)
        await self.table.press("enter")
        await self.table.on(WorkerFileScreen)

    async def row(self, begins: str) -> None:
        """Enter on the line of the list that begins so."""
        rows = self.table.find("#rows", RowList)

        def found() -> list[str]:
            return [row.id for row in rows.rows if row.id and " | ".join(row.cells).startswith(begins)]

        await self.table.until(found, begins)
        rows.choose(found()[0])
        await self.table.press("enter")

    async def written(self, kind: str, answers: Mapping[str, Json], out: Path) -> None:
        """From the file in front a record of that kind, filled in by keys and signed by both."""
        table = self.table
        await table.press("n")
        await table.on(NewRecord)
        await table.type_in(kind)
        await table.press("enter")
        await table.on(RecordScreen)
        record_id = table.app.screen.record_id  # type: ignore[attr-defined]
        await table.until(lambda: table.app.screen.focused is not None, "a field")
        form = hold_supervision.open_sheet(table.desk, record_id).form
        walker = Walker(Typist(table.pilot), record_id, form, answers, out)
        screen = await walker.filled_in()
        await walker.initials(screen)
        await walker.sign_off(screen)
        await table.on(ReceiptScreen)
        await table.press("escape")
        await table.on(WorkerFileScreen)


async def a_new_starter(month: Month) -> None:
    """2 November: on file, with tasks that nobody does unobserved, and probation every two weeks."""
    table = month.table
    home = await month.morning(2)
    assert month.stands(ANIA) == ("on-time", "2026-11-12")
    assert home[0] == f"{KOFI} | Supervision | in 3 days, planned"
    await table.press("a")
    await table.on(WorkerForm)
    await table.type_in(f"{DAFYDD}\nCare worker\ntoday\n2/5/2027\n37\n")
    await table.press("ctrl+s")
    await table.on(WorkerFileScreen)
    await table.press("i")
    await table.on(InductionScreen)
    await table.press("enter")
    await table.on(TaskLists)
    await table.press("space", "down", "space", "enter")
    await table.on(InductionScreen)
    await table.until(lambda: "In sight of a colleague (2)" in words(table), "two tasks")
    await table.press("escape")
    await table.on(WorkerFileScreen)
    await table.until(lambda: "Not yet unobserved: Moving and handling" in words(table), "the file")


async def a_talk_is_cancelled_and_booked_again(month: Month) -> None:
    """5 November: the boiler. The day after the cancellation stands in the same moment [CAD-9]."""
    table = month.table
    home = await month.morning(5)
    assert home[0].startswith(KOFI)
    assert month.stands(DAFYDD, "probation-review") == ("on-time", "2026-11-16")
    assert "every 2 weeks until probation ends on Sunday 2 May 2027" in month.reason(
        DAFYDD, "probation-review"
    )
    assert "for Moving and handling and Using a hoist" in month.reason(DAFYDD, "line-of-sight")
    await table.press("enter")
    await table.on(PlanSupervision)
    await month.row("Cancel it")
    await table.on(Why)
    await table.type_in("3\nn\nThe boiler broke down\n")
    await table.on(PlanDay)
    table.find("#day", DateField).line.value = "16/11"
    await table.until(lambda: "by Thursday 12 November" in words(table), "that it is too late")
    table.find("#day", DateField).line.value = "10/11"
    await table.press("ctrl+s")
    await table.on(PlanSupervision)
    await table.until(lambda: "Tuesday 10 November" in words(table), "the new day")


async def sickness_begins(month: Month) -> None:
    """12 November: ill since Monday. Nothing falls due any more, and the talk is cancelled for it [CAD-9]."""
    table = month.table
    home = await month.morning(12)
    assert month.stands(KOFI, "rebooking")[0] == "not-applicable"
    assert home[:2] == [f"{ANIA} | The small office | 10:00", f"{KOFI} |  | 2 days ago"]
    assert month.stands(ANIA) == ("due-soon", "2026-11-12")
    await month.file("Ania")
    await table.press("o")
    await table.on(AbsencesScreen)
    await table.press("n")
    await table.on(AbsenceForm)
    table.find("#first_day", DateField).line.value = "9/11"
    await table.press("ctrl+s")
    await table.on(AbsencesScreen)
    await table.until(lambda: "Away sick since Monday 9 November" in words(table), "it is written down")
    await table.press("escape")
    await table.on(WorkerFileScreen)
    await table.press("p")
    await table.on(PlanSupervision)
    await month.row("Cancel it")
    await table.on(Why)
    await table.type_in("1\ny\n\nShe is ill\n")
    await table.on(PlanSupervision)
    await table.until(lambda: "within 5 working days of the return" in words(table), "what it waits for")


async def and_ends(month: Month) -> None:
    """18 and 19 November: the clocks go on from where they stood; five working days from the return."""
    table = month.table
    await month.morning(18)
    assert month.stands(ANIA, "rebooking") == ("paused", None)
    assert "count from the return" in month.reason(ANIA, "rebooking")
    await month.row(ANIA)
    await table.on(PlanSupervision)
    await month.row("▸ Back at work?")
    await table.on(AbsenceForm)
    await table.type_in("today\n")
    await table.press("ctrl+s")
    await table.on(PlanSupervision)
    await table.until(lambda: "book it again by Wednesday 25 November" in words(table), "by when")

    home = await month.morning(19)
    assert month.stands(ANIA, "rebooking") == ("due-soon", "2026-11-25")
    # Three months from 1 October, and the nine days for which it stood still.
    assert month.stands(ANIA) == ("on-time", "2027-01-10")
    assert any(line.startswith(ANIA) for line in home)
    await month.row(ANIA)
    await table.on(PlanSupervision)
    await month.row("Plan it")
    await table.on(PlanDay)
    table.find("#day", DateField).line.value = "24/11"
    await table.press("ctrl+s")
    await table.on(PlanSupervision)


async def the_starter_is_talked_with(month: Month, out: Path) -> None:
    """16 November: probation is reviewed in time, and an hour of informal contact written down."""
    home = await month.morning(16)
    assert month.stands(ANIA)[0] == month.stands(ANIA, "informal")[0] == "paused"
    assert month.reason(ANIA).startswith("Away sick since Monday 9 November")
    assert not any(ANIA in line and "overdue" in line for line in home)
    assert month.stands(DAFYDD, "probation-review") == ("due-soon", "2026-11-16")
    assert any(line.startswith(f"{DAFYDD} | Probation review") for line in home)
    await month.file("Dafydd")
    await month.written("probation", REVIEW, out)
    await month.written("informal", INFORMAL, out)


async def an_inspector_comes(month: Month) -> None:
    """20 November: a key until the end of the month, asked why; the worker sees who looked [REC-5]."""
    table = month.table
    home = await month.morning(20)
    assert month.stands(DAFYDD, "probation-review") == ("on-time", "2026-11-30")
    assert month.stands(DAFYDD, "informal") == ("on-time", "2026-11-30")
    assert "1 hour in November so far" in month.reason(DAFYDD, "informal")
    assert any(line.startswith(f"{ANIA} | The small office | Tuesday 24 November") for line in home), home
    await give_the_key(table)
    await open_with(table, THEIRS)
    await open_the_file(table)
    home = await month.morning(23)
    assert f"{ANIA} | Informal contact this month | in 7 days" in home
    assert not any(line.startswith(f"{DAFYDD} | Informal") for line in home)
    await month.file("Ania")
    await table.until(lambda: "Also looked at by Ravi Menon, Inspector" in words(table), "the line")
    await table.press("w")
    await table.on(WhoLooked)
    await table.until(lambda: "Inspection of 18 November" in words(table), "the purpose")


async def the_supervisor_is_away(month: Month) -> None:
    """23 and 30 November: leave of more than a month asks for cover at once; Delyth stands in [CAD-10]."""
    table = month.table
    assert month.stands(ANIA, "cover")[0] == "not-applicable"
    table.app.go_home()
    await table.on(Home)
    await table.press("s")
    await table.until(lambda: "and cover" in words(table), "settings")
    await month.row("Supervisor away, and cover")
    await table.on(AbsencesScreen)
    await table.press("n")
    await table.on(AbsenceForm)
    table.find("#kind", Pick).pick("leave")
    table.find("#first_day", DateField).line.value = "30/11/2026"
    table.find("#back_on", DateField).line.value = "11/1/2027"
    table.find("#planned", Pick).pick("yes")
    await table.press("ctrl+s")
    await table.on(AbsencesScreen)

    home = await month.morning(30)
    assert month.stands(ANIA, "cover")[0] == "due-soon"
    (line,) = [line for line in home if "Cover for the supervisor" in line]
    await month.row(line)
    await table.on(AbsencesScreen)
    await table.press("c")
    await table.on(AbsenceForm)
    await table.type_in("Delyth Pugh\n")
    await table.type_in("today\n")
    await table.press("ctrl+s")
    await table.on(AbsencesScreen)
    await table.until(lambda: "Delyth Pugh stands in." in words(table), "who stands in")

    home = await month.morning(1, 12)
    assert month.stands(ANIA, "cover")[0] == "on-time"
    assert "Delyth Pugh stands in." in month.reason(ANIA, "cover")
    assert month.stands(DAFYDD, "probation-review") == ("overdue", "2026-11-30")
    assert any(line.startswith(f"{DAFYDD} | Probation review | 1 day") for line in home), home


@pytest.mark.long
def test_a_month_in_the_life_of_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, secret = Clock(FIRST), tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", "utf-8")

    def opened_that_day(folder: Path, _: Path | None) -> Desk:
        return open_cabinet.open_desk(folder, PASSPHRASE, state=tmp_path / "state", now=clock)

    # The command has no clock of its own to turn: it is given the day of the story.
    monkeypatch.setattr(opening, "_open", opened_that_day)

    async def story(table: Table) -> None:
        month = Month(table, clock, tmp_path / "beck.cabinet", secret)
        await a_new_starter(month)
        await a_talk_is_cancelled_and_booked_again(month)
        await sickness_begins(month)
        await the_starter_is_talked_with(month, tmp_path / "out")
        await and_ends(month)
        await an_inspector_comes(month)
        await the_supervisor_is_away(month)

    at_the_table(tmp_path, story, the_month_before, size=(100, 40), clock=clock)
