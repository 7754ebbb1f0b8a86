"""The list of workers and the form for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from supervise_tui.forms.contracts import Contract
from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.new_record import NewRecord
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.worker_form import WorkerForm, read_hours
from supervise_tui.ui.screens.workers import Workers
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import workers
from supervise_tui.workflows.desk import Desk
from tests.homes import add_ania
from tests.ui.shell import Shell, in_front

NAMES = ("Ọlámidé Ajàyí", "Łucja Żółć", "Siân Llŷr", "عائشة الحسن", "Zoë 👩‍⚕️ O'Brien-Smith", "山田 花子")


def test_typing_finds_without_accents_or_case_and_enter_opens_the_file(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        for name in NAMES:
            workers.add_worker(desk, name=name, post="Care worker")

    async def story(shell: Shell) -> None:
        await shell.press("w")
        await shell.on(Workers)
        assert len(shell.rows) == len(NAMES) + 1
        await shell.press(*"zolc")
        assert [row.split(" | ")[0] for row in shell.rows] == ["Łucja Żółć", "+ Add a worker"]
        await shell.press("enter")
        screen = await shell.on(WorkerFileScreen)
        assert screen.where() == "Łucja Żółć"
        await shell.press("escape")
        await shell.on(Workers)
        shell.fill(find="عائشة")
        await shell.pilot.pause()
        assert shell.rows[0].startswith("عائشة الحسن")

    in_front(tmp_path, story, prepare=prepare)


def test_nobody_found_offers_to_add_that_name(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("w")
        await shell.on(Workers)
        await shell.press(*"Nia Evans")
        assert shell.rows == ["Nobody here fits “Nia Evans”.", "+ Add Nia Evans as a new worker"]
        await shell.press("enter")
        form = await shell.on(WorkerForm)
        assert shell.find("#name", LineField).value == "Nia Evans"
        assert form.focused is not None
        assert form.focused.id == "post"

    in_front(tmp_path, story, prepare=add_ania)


def test_a_worker_typed_without_a_pause_is_kept_field_by_field(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("a")
        await shell.on(WorkerForm)
        await shell.pilot.pause()
        assert "F1 Help" in shell.text()
        assert "? Help" not in shell.text()
        await shell.type_in(
            *"Ada Obi", "enter", *"Cook", "enter", *"1/9/2025", "enter", "enter", *"37,5", "enter"
        )
        await shell.type_in("n", "enter", "y", "enter", "enter")
        await shell.on(WorkerFileScreen)
        (line,) = workers.find_workers(shell.app.desk)
        ada = line.worker
        assert (ada.name, ada.post, ada.started_on, ada.hours) == ("Ada Obi", "Cook", date(2025, 9, 1), 37.5)
        assert (ada.care_work, ada.manages_others, ada.student) == (False, True, False)

    in_front(tmp_path, story)


def test_the_arrows_move_in_the_list_while_the_field_keeps_the_cursor(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        for name in ("Ada", "Ben", "Cy"):
            workers.add_worker(desk, name=name, post="Carer")

    async def story(shell: Shell) -> None:
        await shell.press("w")
        screen = await shell.on(Workers)
        await shell.press("down", "down", "up")
        assert screen.focused is not None
        assert screen.focused.id == "find"
        await shell.press("enter")
        assert (await shell.on(WorkerFileScreen)).where() == "Ben"

    in_front(tmp_path, story, prepare=prepare)


def test_thousands_of_workers_are_listed_and_all_can_be_reached(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("w")
        screen = await shell.on(Workers)
        line = screen._lines[0][1]
        screen._lines = [
            (f"worker {number}", replace(line, worker=replace(line.worker, id=f"id{number}")))
            for number in range(3000)
        ]
        screen._show()
        assert len(shell.rows) == 302
        assert shell.rows[-2] == "Show 2,700 more, or type to find one"
        await shell.press("end")
        screen._open("more")
        assert len(shell.rows) == 3001

    in_front(tmp_path, story, prepare=add_ania)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_kept_as_it_was_typed(tmp_path: Path, name: str) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("a")
        await shell.on(WorkerForm)
        shell.fill(name=name, post="Care worker", started="1 sep 2025", probation="1/3/26", hours="37,5")
        await shell.press("ctrl+s")
        await shell.on(WorkerFileScreen)
        (line,) = workers.find_workers(shell.app.desk)
        assert line.worker.name == name
        assert line.worker.started_on == date(2025, 9, 1)
        assert line.worker.probation_ends_on == date(2026, 3, 1)
        assert line.worker.hours == 37.5

    in_front(tmp_path, story)


def test_what_is_wrong_is_said_and_the_cursor_goes_there(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("a")
        form = await shell.on(WorkerForm)
        for fields, where, words in (
            ({}, "name", "The name is empty."),
            ({"name": "Ada"}, "post", "The post is empty."),
            ({"post": "Cook", "hours": "full time"}, "hours", "“full time” is not a number of hours."),
            ({"hours": "", "started": "soon-ish"}, None, "“soon-ish” is not understood as a day."),
            ({"started": "1/9/26", "probation": "1/8/26"}, None, "Probation ends before"),
        ):
            shell.fill(**fields)
            await shell.press("ctrl+s")
            await shell.until(partial(lambda wanted: wanted in shell.said, words), words)
            assert form.focused is not None
            assert where is None or form.focused.id == where
        assert not workers.find_workers(shell.app.desk)
        shell.fill(probation="")
        await shell.press("ctrl+s")
        await shell.on(WorkerFileScreen)

    in_front(tmp_path, story)


def test_leaving_a_form_asks_only_when_something_would_be_lost(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("a")
        await shell.on(WorkerForm)
        await shell.press("escape")
        await shell.on(Home)
        await shell.press("a")
        await shell.on(WorkerForm)
        await shell.press(*"Ada", "escape")
        await shell.on(Ask)
        await shell.press("enter")  # the safe answer has the cursor
        await shell.on(WorkerForm)
        assert shell.find("#name", LineField).value == "Ada"

    in_front(tmp_path, story)


def test_what_a_policy_looks_at_is_kept_on_the_workers_page(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("w")
        await shell.on(Workers)
        await shell.press("enter")
        await shell.on(WorkerFileScreen)
        await shell.press("e")
        await shell.on(WorkerForm)
        shell.fill(grade="Newly qualified", induction="1/12/2026", supervised="5/10/2026")
        shell.find("#contract", Pick).pick("agency")
        await shell.press("ctrl+s")
        await shell.on(WorkerFileScreen)
        await shell.press("e")
        await shell.on(WorkerForm)
        shell.fill(post="Night carer")
        await shell.press("ctrl+s")
        await shell.on(WorkerFileScreen)
        await shell.until(lambda: "Night carer" in shell.text(), "the change")
        kept = workers.find_workers(shell.app.desk)[0].worker
        assert (kept.grade, kept.contract) == ("Newly qualified", Contract.AGENCY)
        assert kept.induction_ends_on == date(2026, 12, 1)
        assert kept.supervised_on == date(2026, 10, 5)
        # What is saved just before is in the form, whether or not the file shows it yet.
        workers.change_worker(shell.app.desk, replace(kept, grade="Lead"))
        await shell.press("e")
        await shell.on(WorkerForm)
        assert shell.find("#grade", LineField).value == "Lead"
        await shell.press("escape")
        await shell.on(WorkerFileScreen)

    in_front(tmp_path, story, prepare=add_ania)


def test_the_file_says_what_else_is_late_and_asks_for_a_supervision_before_it(tmp_path: Path) -> None:
    """Who came long before this program is overdue only as far as the file knows."""

    def prepare(desk: Desk) -> None:
        ania = add_ania(desk)
        long_ago, ends = date(2026, 7, 6), date(2027, 1, 4)
        workers.change_worker(desk, replace(ania, started_on=long_ago, probation_ends_on=ends))

    async def story(shell: Shell) -> None:
        asked = "Was there one before this file? Press e"
        await shell.press("w")
        await shell.on(Workers)
        await shell.press("enter")
        await shell.on(WorkerFileScreen)
        assert asked in shell.text()
        (row,) = (place for place, row in enumerate(shell.rows) if "! Probation review: " in row)
        assert "there was none yet." in shell.rows[row]
        await shell.press("e")
        await shell.on(WorkerForm)
        shell.fill(supervised="5 oct")
        await shell.press("ctrl+s")
        await shell.on(WorkerFileScreen)
        await shell.until(lambda: "before this file was begun" in shell.text(), "the day")
        assert asked not in shell.text()
        await shell.press(*["down"] * row, "enter")
        await shell.on(NewRecord)

    in_front(tmp_path, story, prepare=prepare)


def test_a_worker_is_changed_and_can_leave(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("w")
        await shell.on(Workers)
        await shell.press("enter")
        await shell.on(WorkerFileScreen)
        await shell.press("e")
        await shell.on(WorkerForm)
        shell.fill(post="Deputy manager", left="yesterday")
        shell.find("#student", Pick).pick("yes")
        await shell.press("ctrl+s")
        await shell.on(WorkerFileScreen)
        await shell.until(lambda: "Left on Monday 16 November 2026" in shell.text(), "the change")
        assert "Deputy manager" in shell.text()
        changed = workers.find_workers(shell.app.desk)[0].worker
        assert (changed.student, changed.care_work) == (True, True)
        await shell.press("s")
        await shell.until(lambda: "has left" in shell.said, "why no supervision can start")

    in_front(tmp_path, story, prepare=add_ania)


@pytest.mark.parametrize(
    ("said", "hours"),
    [("37.5", 37.5), ("37,5", 37.5), (" 30 hours", 30), ("16h", 16), ("37½", 37.5), ("", None), ("  ", None)],
)
def test_hours_are_read_as_people_write_them(said: str, hours: float | None) -> None:
    assert read_hours(said) == hours


@pytest.mark.parametrize("said", ["full time", "-3", "0", "1e9", "nan", "inf", "٣٧ hours a week"])
def test_what_is_no_number_of_hours_is_refused(said: str) -> None:
    with pytest.raises(BadInput):
        read_hours(said)
