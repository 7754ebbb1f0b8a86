"""Home and the worker's file: the next thing to do is on the screen, and Enter does it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from textual.binding import Binding
from textual.widgets import Static

from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.ui.screens.absences import AbsencesScreen
from supervise_tui.ui.screens.export import ExportScreen
from supervise_tui.ui.screens.history import HistoryScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.home_choices import PickRow
from supervise_tui.ui.screens.induction import InductionScreen
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.worker_form import WorkerForm
from supervise_tui.ui.screens.workers import Workers
from supervise_tui.ui.widgets.key_bar import KeyBar
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import absences, hold_supervision, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import HOME_TIME
from tests.homes import Clock, add_ania, closed_record, offered_record
from tests.ui.shell import Shell, in_front


def a_busy_home(desk: Desk) -> None:
    """One overdue, one due soon, one waiting for signatures, one draft, one on time."""
    workers.add_worker(desk, name="Overdue Olu", post="Carer", started_on=date(2026, 8, 1))
    workers.add_worker(desk, name="Soon Siân", post="Nurse", started_on=date(2026, 8, 20))
    workers.add_worker(desk, name="On-time Oto", post="Cook", started_on=date(2026, 11, 1))
    writing = workers.add_worker(desk, name="Draft Dita", post="Carer", started_on=date(2026, 11, 2))
    hold_supervision.start(desk, writing.id)
    offered_record(desk, add_ania(desk))


def test_an_empty_home_says_what_to_do_first(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        assert shell.rows[0] == "No workers yet. Add the first one, then start a supervision with them."
        assert "Enter: open a file for a new worker" in shell.text()
        await shell.press("enter")
        await shell.on(WorkerForm)

    in_front(tmp_path, story)


def test_home_lists_the_worst_first_and_enter_opens_it(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        rows = [row for row in shell.rows if row]
        headings = [row for row in rows if row.endswith(")") and "|" not in row]
        assert headings == [
            "Overdue (1)",
            "Due soon (1)",
            "Waiting for a signature (1)",
            "Agreements (5)",
            "Being written (1)",
            "All workers (5)",
        ]
        assert rows[1] == "Overdue Olu | Supervision | 16 days overdue"
        assert "Tuesday 17 November 2026" in shell.text()
        assert "Enter: open Overdue Olu's file to start a supervision" in shell.text()
        await shell.press("enter")
        screen = await shell.on(WorkerFileScreen)
        assert screen.where() == "Overdue Olu"

    in_front(tmp_path, story, prepare=a_busy_home)


def test_a_draft_opens_for_writing_and_a_waiting_record_for_signing(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        rows = shell.find("#rows", RowList)
        ids = {" ".join(row.cells): row.id for row in rows.rows}
        rows.choose(next(key for words, key in ids.items() if words.startswith("Draft Dita Supervision")))
        await shell.press("enter")
        await shell.on(RecordScreen)
        assert shell.app.hand_over is not None
        await shell.press("escape")
        await shell.on(Home)
        assert shell.app.hand_over is None
        waiting = next(key for words, key in ids.items() if words.startswith("Ania") and "record:" in key)
        shell.find("#rows", RowList).choose(waiting)
        await shell.press("enter")
        await shell.on(SignOffScreen)

    in_front(tmp_path, story, prepare=a_busy_home)


def test_home_is_true_again_after_something_was_done_elsewhere(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("a")
        await shell.on(WorkerForm)
        shell.fill(name="Nia Evans", post="Carer", started="1 aug 2026")
        await shell.press("ctrl+s")
        await shell.on(WorkerFileScreen)
        await shell.press("escape")
        await shell.on(Home)
        await shell.until(lambda: "Overdue (1)" in shell.rows, "the new worker")
        await shell.until(lambda: "Enter: open Nia Evans's file" in shell.text(), "the next thing to do")

    in_front(tmp_path, story)


def test_the_file_shows_the_facts_and_starts_a_supervision(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        workers.add_worker(
            desk,
            name="[b]Brackets[/b] O'Neill",
            post="Carer",
            started_on=date(2026, 9, 1),
            probation_ends_on=date(2027, 3, 1),
            hours=37.5,
        )

    async def story(shell: Shell) -> None:
        await shell.press("w")
        await shell.on(Workers)
        await shell.press("enter")
        await shell.on(WorkerFileScreen)
        text = shell.text()
        assert "[b]Brackets[/b] O'Neill · Carer" in text
        assert "since Tuesday 1 September 2026 · 37.5 hours a week" in text
        assert "Probation ends on Monday 1 March 2027" in text
        assert "Next supervision by Tuesday 1 December 2026" in text
        assert "No records yet." in text
        await shell.press("enter")
        await shell.on(RecordScreen)
        await shell.press("escape")
        await shell.on(WorkerFileScreen)
        await shell.until(lambda: shell.rows[0].startswith("▸ Go on with the supervision"), "the draft")
        assert any("being written" in row for row in shell.rows)

    in_front(tmp_path, story, prepare=prepare)


def test_a_closed_record_opens_as_its_receipt(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("w")
        await shell.on(Workers)
        await shell.press("enter")
        await shell.on(WorkerFileScreen)
        assert any(row.endswith("signed and closed") for row in shell.rows)
        await shell.press("down", "down", "down", "enter")
        await shell.on(ReceiptScreen)
        assert "Esc To the file" in shell.text()

    in_front(tmp_path, story, prepare=lambda desk: closed_record(desk, add_ania(desk)))


def test_who_did_what_can_be_read_for_a_file_and_for_all(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("h")
        await shell.on(HistoryScreen)
        assert any("Marian Oakes made the cabinet" in row for row in shell.rows)
        assert any("Marian Oakes added the worker (Ania Wójcik-Łęcka)" in row for row in shell.rows)
        await shell.press("escape")
        await shell.on(Home)

    in_front(tmp_path, story, prepare=lambda desk: closed_record(desk, add_ania(desk)))


def test_export_copies_what_is_marked_and_says_where(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await shell.press("x")
        await shell.on(ExportScreen)
        assert shell.rows[0].startswith("[ ] Ania")
        await shell.press("ctrl+s")
        assert shell.said.startswith("No record is marked.")
        await shell.press("space")
        assert shell.rows[0].startswith("[x] Ania")
        shell.fill(folder=str(tmp_path / "for head office"))
        await shell.press("ctrl+s")
        await shell.until(lambda: "copied to" in shell.said, "the copy")
        (made,) = (tmp_path / "for head office").iterdir()
        assert made.name in shell.said
        assert made.read_bytes().startswith(b"%PDF")

    in_front(tmp_path, story, prepare=lambda desk: closed_record(desk, add_ania(desk)))


def test_a_folder_that_cannot_be_written_is_said_and_what_was_chosen_stays(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")

    async def story(shell: Shell) -> None:
        await shell.press("x")
        await shell.on(ExportScreen)
        await shell.press("a")
        where = str(tmp_path / "a file" / "inside")
        shell.fill(folder=where)
        await shell.press("ctrl+s")
        await shell.until(lambda: "could not be written" in shell.said, "a sentence")
        assert shell.find("#folder", LineField).value == where
        assert shell.rows[0].startswith("[x]")
        shell.fill(folder=str(tmp_path / "a folder"))
        await shell.press("ctrl+s")
        await shell.until(lambda: "copied to" in shell.said, "the copy")

    in_front(tmp_path, story, prepare=lambda desk: closed_record(desk, add_ania(desk)))


def test_a_history_that_does_not_fit_is_accepted_with_a_reason_only(tmp_path: Path) -> None:
    def roll_back(desk: Desk) -> None:
        add_ania(desk)
        desk.cabinet.seal()

    async def story(shell: Shell) -> None:
        desk = shell.app.desk
        desk.cabinet.read_only = True  # what `_look_over` finds after a folder was put back
        desk.cabinet._broken = ("The history is shorter than its seal says.",)
        home = await shell.on(Home)
        home.look_again()
        await shell.until(lambda: shell.rows[0] == "The history does not fit", "the warning")
        assert "The history is shorter than its seal says." in shell.text()
        shell.find("#rows", RowList).choose("accept-history")
        await shell.press("enter", "enter")
        await shell.until(lambda: shell.said.startswith("Please say why"), "a sentence")
        await shell.press(*"restored", "enter")
        await shell.on(Home)
        await shell.until(lambda: shell.rows[0] != "The history does not fit", "home as always")
        assert not desk.cabinet.read_only
        clock.turn(days=-5)
        home.look_again()
        await shell.until(lambda: shell.rows[0] == "The clock does not fit", "that the clock was set back")
        assert "! This computer's clock says Thursday 12 November 2026" in shell.text()
        shell.find("#rows", RowList).choose("odd-clock")
        await shell.press("enter", *"flat battery", "enter")
        await shell.on(Home)
        await shell.until(lambda: shell.rows[0] != "The clock does not fit", "home as always")
        assert "This computer's clock" not in shell.text()

    clock = Clock()
    in_front(tmp_path, story, prepare=roll_back, clock=clock)


def test_the_mouse_opens_rows_and_the_keys_in_the_key_bar(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        bar = shell.find("KeyBar", KeyBar)
        place = bar.render().plain.index("w Workers")
        await shell.pilot.click(KeyBar, offset=(place + 3, 0))
        await shell.on(Workers)
        await shell.pilot.click("#rows", offset=(4, 0))
        await shell.on(WorkerFileScreen)
        await shell.press("escape", "escape")
        await shell.on(Home)

    in_front(tmp_path, story, prepare=add_ania)


def test_every_key_of_home_is_on_the_bar_or_in_the_menu_and_esc_says_how_to_leave(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        bar = "w Workers  f Kind  p Person  c Calendar  / Search  m Menu  Ctrl+Q Quit  ? Help"
        assert bar in shell.text()
        await shell.press("escape")
        assert shell.said.startswith("This is home. Ctrl+Q quits")
        await shell.press("m")
        await shell.on(PickRow)
        shown = {binding.key for binding in Home.BINDINGS if isinstance(binding, Binding) and binding.show}
        offered = shell.find("#offered", RowList).rows
        assert "Absence of the supervisor, and cover" in {row.cells[0] for row in offered}, "has no key"
        listed = {row.cells[1] for row in offered} - {""}
        assert len(listed) == len(shown - {"m"}) + 1, "and help"
        assert {"s", "k", "a", "x", "h", "Ctrl+L", "Ctrl+Q", "?"} <= listed
        await shell.press("escape", "m")
        await shell.on(PickRow)
        await shell.press("h")
        await shell.on(HistoryScreen)
        await shell.press("escape")
        await shell.on(Home)
        await shell.press("m")
        await shell.on(PickRow)
        shell.find("#offered", RowList).choose("Absence of the supervisor, and cover")
        await shell.press("enter")
        await shell.on(AbsencesScreen)

    in_front(tmp_path, story)


def test_home_is_narrowed_to_a_kind_and_a_person_and_esc_shows_everything_again(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        everything = shell.rows
        await shell.press("f")
        await shell.on(PickRow)
        offered = {row.cells[0]: row.cells[1] for row in shell.find("#offered", RowList).rows}
        assert offered == {
            "Everything": "9",
            "Supervisions that are due": "2",
            "Waiting for a signature": "1",
            "Agreements": "5",
            "Being written": "1",
        }
        await shell.press("down", "enter")
        await shell.until(
            lambda: "Only kind “Supervisions that are due”: 2 lines." in shell.text(), "the filter"
        )
        assert [row for row in shell.rows if row] == [
            "Overdue (1)",
            "Overdue Olu | Supervision | 16 days overdue",
            "Due soon (1)",
            "Soon Siân | Supervision | in 3 days",
        ]
        assert "Why: Started on Saturday 1 August 2026, and none is on file yet" in shell.text()
        await shell.press("p", *"sian")  # as fast as a terminal can send it
        await shell.until(lambda: "and person “sian”: 1 line." in shell.text(), "both filters")
        await shell.press("x")
        await shell.until(lambda: shell.rows[0].startswith("Nothing here fits: kind"), "nothing left")
        assert "Esc shows everything again." in shell.text()
        await shell.press("escape")
        await shell.until(lambda: shell.rows == everything, "everything")
        assert "Only" not in shell.text()
        await shell.press("p", *"sian", "enter", "enter")
        screen = await shell.on(WorkerFileScreen)
        assert screen.where() == "Soon Siân"

    in_front(tmp_path, story, prepare=a_busy_home)


def test_every_clock_that_runs_out_stands_on_home_with_its_reason(tmp_path: Path) -> None:
    def prepare(desk: Desk) -> None:
        for name in ("Ada", "Bo", "Cai", "Dee", "Eli", "Fay", "Gus"):
            workers.add_worker(
                desk,
                name=f"{name} Example",
                post="Carer",
                started_on=desk.today,
                induction_ends_on=desk.today,
            )
        absences.away(desk, desk.owner.id, AbsenceKind.SICKNESS, date(2026, 10, 10))

    async def story(shell: Shell) -> None:
        rows = [row for row in shell.rows if row]
        assert rows[:2] == [
            "Overdue (1)",
            "The supervisor | Cover for the supervisor | 18 days overdue",
        ]
        assert "senior manager has cover in place" in shell.text()
        due = rows.index("Due soon (7)")
        assert rows[due + 1] == "Ada Example | Line of sight in induction | today"
        assert rows[due + 6] == "… and 2 more"
        assert not any("nformal" in row for row in rows), "the clock of those who are away stands still"
        shell.find("#rows", RowList).choose("clock:line-of-sight:" + _id(shell, "Ada Example"))
        await shell.until(lambda: "Why: In sight of a colleague for every task" in shell.text(), "the reason")
        shell.find("#rows", RowList).choose("more:Due soon:line-of-sight")
        await shell.press("enter")
        await shell.until(lambda: "Line of sight in induction”: 7 lines" in shell.text(), "all of them")
        await shell.press("enter")
        await shell.on(InductionScreen)

    at = Clock(datetime(2026, 11, 28, 9, 0, tzinfo=HOME_TIME))
    in_front(tmp_path, story, prepare=prepare, clock=at, size=(120, 40))


def _id(shell: Shell, name: str) -> str:
    return next(line.worker.id for line in workers.find_workers(shell.app.desk) if line.worker.name == name)


def test_what_is_good_to_know_stands_on_home_once_and_esc_closes_it(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        home = await shell.on(Home)
        note = shell.find("#note", Static)
        assert not note.display
        shell.app.desk.cabinet.notes = ("This folder [seems] shared.", "This computer is new here.")
        home.look_again()
        await shell.until(lambda: note.display, "the note")
        assert "This folder [seems] shared. (Esc closes this.)" in shell.text()
        await shell.press("escape")
        assert "This computer is new here." in shell.text()
        await shell.press("escape", "escape")
        assert not note.display
        shell.app.go_home()
        await shell.until(lambda: shell.app.screen is not home and isinstance(shell.app.screen, Home), "home")
        assert "new here" not in shell.text()

    in_front(tmp_path, story)
