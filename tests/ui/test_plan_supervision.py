"""Before the next talk: its day set, moved, cancelled and booked again by keys [CAD-9]."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.plan_day import PlanDay
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.why import Why
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, plan_supervision, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home
from supervise_tui.workflows.read_history import history_lines
from tests.homes import add_ania, good_answers
from tests.ui.shell import Shell, in_front


def talked(desk: Desk) -> None:
    """A talk was held, and the next one agreed on, with time and place."""
    sheet = hold_supervision.start(desk, add_ania(desk).id)
    said = good_answers(desk) | {"next_time": "10:30", "next_place": "The library"}
    hold_supervision.save(desk, sheet.record.id, said)


def planned(desk: Desk, days: int = 2) -> None:
    """A talk is planned."""
    worker = add_ania(desk)
    plan_supervision.plan(desk, worker.id, desk.today + timedelta(days=days), at="10:30", place="The library")


async def to_the_file(shell: Shell) -> None:
    """From home to Ania's file."""
    await shell.press("w", "enter")
    await shell.on(WorkerFileScreen)


def ania(shell: Shell) -> str:
    """Her id."""
    return workers.find_workers(shell.app.desk)[0].worker.id


def test_the_day_agreed_last_time_is_planned_with_two_keys(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        assert "Next supervision: agreed for Tuesday 29 December, not planned yet" in shell.text()
        await shell.press("p")
        await shell.on(PlanSupervision)
        await shell.press("enter")
        await shell.on(PlanDay)
        assert "As you agreed on Tuesday 17 November" in shell.text()
        await shell.press("ctrl+s")
        await shell.on(PlanSupervision)
        await shell.until(lambda: "Tuesday 29 December, 10:30, The library" in shell.text(), "the plan")
        await shell.press("escape")
        await shell.on(WorkerFileScreen)
        await shell.until(lambda: "Next supervision: Tuesday 29 December, 10:30" in shell.text(), "the file")
        await shell.press("escape", "escape")
        await shell.on(Home)
        await shell.until(lambda: "Planned later (1)" in shell.rows, "home")

    in_front(tmp_path, story, prepare=talked)


def test_a_day_typed_without_a_pause_is_planned_and_shows_under_this_week(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        await shell.press("p")
        await shell.on(PlanSupervision)
        await shell.press("enter")
        await shell.on(PlanDay)
        await shell.type_in(*"fri", "enter", *"2pm", "enter", *"Garden room", "enter")
        await shell.on(PlanSupervision)
        plan = plan_supervision.planned(shell.app.desk, ania(shell))
        assert plan is not None
        assert (str(plan.record.held_on), plan.at, plan.place) == ("2026-11-20", "14:00", "Garden room")
        await shell.press("escape", "escape", "escape")
        await shell.on(Home)
        await shell.until(lambda: "This week (1)" in shell.rows, "home")
        assert "Ania Wójcik-Łęcka | Garden room | Friday, 14:00" in shell.rows

    in_front(tmp_path, story, prepare=add_ania)


def test_what_is_wrong_with_day_or_time_is_said_and_the_cursor_goes_there(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        await shell.press("p", "enter")
        screen = await shell.on(PlanDay)
        for fields, words in (
            ({}, "There is no day yet."),
            ({"day": "yesterday"}, "That day is past already."),
            ({"day": "soonish"}, "not understood as a day"),
            ({"day": "fri", "at": "half past"}, "not understood as a time"),
        ):
            shell.fill(**fields)
            await shell.press("ctrl+s")
            assert words in shell.said
        assert screen.focused is shell.find("#at", LineField)
        shell.fill(day="sat")
        await shell.until(lambda: "Nobody works on that day." in shell.text(), "the remark")

    in_front(tmp_path, story, prepare=add_ania)


def test_a_talk_is_moved_with_who_and_why(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        await shell.press("p")
        await shell.on(PlanSupervision)
        shell.find("#rows", RowList).choose("day")
        await shell.press("enter")
        await shell.on(PlanDay)
        shell.fill(day="4/12")
        await shell.until(lambda: "later than Thursday 26 November" in shell.text(), "five working days")
        await shell.press("ctrl+s")
        await shell.on(Why)
        await shell.press("1", "enter")
        await shell.type_in(*"Nights that week", "enter")
        await shell.on(PlanSupervision)
        await shell.until(lambda: "Friday 4 December" in shell.text(), "the new day")
        moved = next(line for line in history_lines(shell.app.desk, ania(shell)) if "moved" in line.what)
        assert (moved.who, moved.why) == ("Ania Wójcik-Łęcka", "Nights that week")

    in_front(tmp_path, story, prepare=planned)


def test_a_talk_that_is_cancelled_is_booked_again_at_once(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        await shell.press("p")
        await shell.on(PlanSupervision)
        shell.find("#rows", RowList).choose("cancel")
        await shell.press("enter")
        await shell.on(Why)
        await shell.press("3", "enter", "enter")
        await shell.type_in(*"The roof leaks", "enter")
        await shell.on(PlanDay)
        assert "Within 5 working days of the day it was for: by Thursday 26 November 2026." in " ".join(
            shell.text().split()
        )
        await shell.press("escape")  # not now: home asks for it
        await shell.on(PlanSupervision)
        (line,) = home(shell.app.desk).to_rebook
        await shell.press("escape", "escape", "escape")
        await shell.on(Home)
        await shell.until(lambda: "Cancelled (1)" in shell.rows, "home")
        assert any("book it again by Thursday 26 November" in row for row in shell.rows)
        shell.find("#rows", RowList).choose(f"ahead:{line.worker.id}")
        await shell.press("enter")
        await shell.on(PlanSupervision)
        await shell.press("enter")
        await shell.on(PlanDay)
        await shell.press("ctrl+s")
        await shell.on(PlanSupervision)
        plan = plan_supervision.planned(shell.app.desk, ania(shell))
        assert plan is not None
        assert (plan.record.held_on, plan.at, plan.place) == (line.when.by, "10:30", "The library")

    in_front(tmp_path, story, prepare=planned)


def test_a_planned_talk_is_started_and_takes_the_plan_in(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        assert "Today (1)" in shell.rows
        await shell.press("enter")
        await shell.on(PlanSupervision)
        await shell.press("enter")
        await shell.on(RecordScreen)
        await shell.until(lambda: "The library" in shell.text(), "the place")
        assert plan_supervision.planned(shell.app.desk, ania(shell)) is None

    in_front(tmp_path, story, prepare=lambda desk: planned(desk, 0))


def test_a_day_that_went_by_says_so_at_home(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        shell.app.desk.now.turn(days=3)  # type: ignore[attr-defined]
        shell.app.go_home()
        await shell.until(lambda: "Planned, but not held (1)" in shell.rows, "home")
        assert any(row.endswith("2 days ago, 10:30") for row in shell.rows)

    in_front(tmp_path, story, prepare=lambda desk: planned(desk, 1))


def test_a_preparation_sheet_is_saved_to_be_printed(tmp_path: Path) -> None:
    """[REC-13]"""

    async def story(shell: Shell) -> None:
        await to_the_file(shell)
        await shell.press("p")
        await shell.on(PlanSupervision)
        shell.find("#rows", RowList).choose("sheet-worker")
        await shell.press("enter")
        await shell.on(Ask)
        shell.fill(answer=str(tmp_path / "paper"))
        await shell.press("enter")
        await shell.on(PlanSupervision)
        await shell.until(lambda: "ready to print" in shell.said, "where it is")
        assert [file.name for file in (tmp_path / "paper").iterdir()] == [
            "Preparing 2026-11-19 Ania Wójcik-Łęcka.pdf"
        ]

    in_front(tmp_path, story, prepare=planned)
