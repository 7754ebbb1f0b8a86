"""Off work and back again, and what a new worker may do alone: written down by keys, seen on the file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.widgets import Button

from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.ui.palette import commands
from supervise_tui.ui.screens.absence_form import AbsenceForm
from supervise_tui.ui.screens.absences import AbsencesScreen
from supervise_tui.ui.screens.assess_task import AssessTask
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.induction import InductionScreen
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.task_lists import TaskLists
from supervise_tui.ui.screens.why import Why
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import absences, induction, plan_supervision, workers
from supervise_tui.workflows.desk import Desk
from tests.homes import add_ania
from tests.ui.shell import Shell, in_front


def words(shell: Shell) -> str:
    """The screen as running text."""
    return " ".join(shell.text().split())


def ania(shell: Shell) -> str:
    """Her id."""
    return workers.find_workers(shell.app.desk, "Ania")[0].worker.id


def planned(desk: Desk) -> None:
    """A talk is planned for Thursday."""
    plan_supervision.plan(desk, add_ania(desk).id, desk.today + timedelta(days=2))


async def to_the_file(shell: Shell) -> None:
    """From home to Ania's file."""
    await shell.press("w", "enter")
    await shell.on(WorkerFileScreen)


async def choose(shell: Shell, row: str) -> None:
    """Enter on that row."""
    shell.find("#rows", RowList).choose(row)
    await shell.press("enter")


def test_a_talk_called_off_for_sickness_waits_for_the_return_and_home_leads_there(tmp_path: Path) -> None:
    """[CAD-9]"""

    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        await shell.press("p")
        await shell.on(PlanSupervision)
        await choose(shell, "cancel")
        await shell.on(Why)
        await shell.type_in("3", "enter", "2", "enter", "enter", *"The flu", "enter")
        await shell.until(lambda: "Nobody is chosen who is off sick" in words(shell), "whose sickness")
        shell.find("#who", Pick).pick("worker")
        shell.find("#yes", Button).press()
        await shell.on(PlanSupervision)  # no day is asked for while nobody knows the return
        await shell.until(lambda: "within 5 working days of the return" in words(shell), "what it waits for")
        await shell.press("escape")
        await shell.on(WorkerFileScreen)
        await shell.until(lambda: "Away sick since Tuesday 17 November 2026" in words(shell), "the file")
        assert "Supervision and informal contact do not fall due until the first day back" in words(shell)
        await shell.press("p")
        await shell.on(PlanSupervision)
        await shell.press("enter")
        await shell.on(AbsenceForm)
        await shell.type_in(*"18/11", "enter")
        await shell.until(lambda: not isinstance(shell.app.screen, AbsenceForm), "that it is kept")
        await shell.on(PlanSupervision)
        await shell.until(lambda: "book it again by Thursday 26 November" in words(shell), "by when")
        (absence,) = absences.absences_of(shell.app.desk, ania(shell))
        assert (absence.first_day, absence.back_on) == (date(2026, 11, 17), date(2026, 11, 18))

    in_front(tmp_path, story, prepare=planned)


async def an_absence_comes_and_goes(shell: Shell) -> None:
    """Written down, with the slips that happen; ended; taken back."""
    await shell.press("o")
    await shell.on(AbsencesScreen)
    assert "is not away" in words(shell)
    assert "Who stands in" not in shell.text()
    await shell.press("enter")
    await shell.on(AbsenceForm)
    await shell.type_in("3", "enter")
    await shell.press("escape")  # something was chosen: it is not thrown away without a word
    await shell.on(Ask)
    await shell.press("enter")
    await shell.on(AbsenceForm)
    shell.fill(first_day="soonish")
    await shell.press("ctrl+s")
    assert "not understood as a day" in shell.said
    shell.fill(first_day="16/11", back_on="1/11")
    await shell.press("ctrl+s")
    await shell.until(lambda: "not after the first day away" in shell.said, "that the days do not fit")
    shell.fill(back_on="30/11")
    await shell.until(lambda: "until Monday 30 November 2026" in words(shell), "what it pauses")
    await shell.press("ctrl+s")
    await shell.on(AbsencesScreen)
    await shell.until(lambda: "Away on leave since Monday 16 November" in words(shell), "the absence")
    await shell.press("b")
    form = await shell.on(AbsenceForm)
    assert form.focused is form.query_one("#back_on", DateField).line
    shell.fill(back_on="17/11")
    await shell.press("ctrl+s")
    await shell.on(AbsencesScreen)
    await shell.until(lambda: "The clocks stood still for 1 day, and run again." in words(shell), "its end")
    (absence,) = absences.absences_of(shell.app.desk, ania(shell))
    shell.find("#rows", RowList).choose(absence.id)
    await shell.press("r")
    await shell.on(Ask)
    await shell.type_in(*"It was Bethan", "enter")
    await shell.on(AbsencesScreen)
    await shell.until(lambda: "Written down" not in words(shell), "that it is gone")
    await shell.press("escape")
    await shell.on(WorkerFileScreen)


async def tasks_are_added_and_one_is_seen(shell: Shell) -> None:
    """Two from a list, one in own words; somebody looks at one [CAD-8]."""
    await shell.press("i")
    await shell.on(InductionScreen)
    assert "No task is written down." in words(shell)
    await shell.press("enter")
    await shell.on(TaskLists)
    await shell.press("enter")
    assert shell.said.startswith("Nothing is marked yet.")
    await shell.type_in("space", "down", "space", "enter")
    await shell.on(InductionScreen)
    await shell.until(lambda: "In sight of a colleague (2)" in shell.rows, "two tasks")
    await shell.press("n")
    await shell.on(Ask)
    await shell.type_in(*"Night rounds", "enter")
    await shell.on(InductionScreen)
    await shell.until(lambda: "In sight of a colleague (3)" in shell.rows, "three tasks")
    await choose(shell, "ends")
    await shell.on(Ask)
    await shell.type_in(*"9/2/2027", "enter")
    await shell.on(InductionScreen)
    await shell.until(lambda: "The induction ends on Tuesday 9 February 2027." in words(shell), "its end")
    tasks = {one.task: one.id for one in induction.tasks_of(shell.app.desk, ania(shell))}
    await choose(shell, tasks["Night rounds"])
    await shell.on(AssessTask)
    await shell.press("ctrl+s")
    assert shell.said.startswith("Nothing is chosen yet.")
    shell.fill(by="Delyth Pugh", evidence="Two rounds watched")
    shell.find("#found", Pick).pick("competent")
    await shell.press("ctrl+s")
    await shell.on(InductionScreen)
    await shell.until(lambda: "Alone (1)" in shell.rows, "what was found")
    assert "Delyth Pugh, 17/11/2026 Two rounds watched" in words(shell)
    await shell.press("escape")
    await shell.on(WorkerFileScreen)
    seen = "! Not yet unobserved: Moving and handling and Using a hoist. Alone: Night rounds."
    await shell.until(lambda: seen in words(shell), "the file")
    await shell.press("escape", "escape")
    await shell.on(Home)
    told = "Ania Wójcik-Łęcka | Moving and handling and Using a hoist"
    await shell.until(lambda: told in shell.rows, "home")
    await choose(shell, f"clock:line-of-sight:{ania(shell)}")
    await shell.on(InductionScreen)


async def the_supervisor_is_stood_in_for(shell: Shell) -> None:
    """Three weeks away: the prompt, and who stands in [CAD-10]."""
    desk = shell.app.desk
    absences.away(desk, desk.owner.id, AbsenceKind.SICKNESS, desk.today - timedelta(days=20))
    (place,) = (one for one in commands(shell.app, shell.app.screen) if "and cover" in one.title)
    place.callback()
    await shell.on(AbsencesScreen)
    asked = "! Away sick since Wednesday 28 October 2026: the next line manager arranges cover by"
    await shell.until(lambda: asked in words(shell), "the prompt")
    await shell.press("enter")
    await shell.on(AbsenceForm)
    await shell.type_in(*"Delyth Pugh", "enter", *"today", "enter")
    await shell.until(lambda: isinstance(shell.app.screen, AbsencesScreen), "that it is kept")
    (absence,) = absences.absences_of(desk, desk.owner.id)
    assert (absence.cover, absence.cover_from) == ("Delyth Pugh", date(2026, 11, 17))
    await shell.until(lambda: "Delyth Pugh stands in." in words(shell), "who stands in")


def test_who_is_away_and_what_is_done_alone_is_written_down_by_keys(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        await an_absence_comes_and_goes(shell)
        await tasks_are_added_and_one_is_seen(shell)
        await the_supervisor_is_stood_in_for(shell)

    in_front(tmp_path, story, prepare=add_ania)
