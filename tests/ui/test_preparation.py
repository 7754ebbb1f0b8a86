"""Preparing alone: the worker behind their own secret, and nothing of the other's is seen [SES-6]."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.plan_supervision import PlanSupervision
from supervise_tui.ui.screens.preparation import PreparationScreen
from supervise_tui.ui.screens.unlock import Unlock
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import hold_supervision, prepare, workers
from supervise_tui.workflows.desk import Desk
from tests.homes import PASSPHRASE, WORKER_SECRET, add_ania, choose_secrets
from tests.ui.shell import Shell, in_front


def with_secret(desk: Desk) -> None:
    """Ania has her signing secret."""
    choose_secrets(desk, add_ania(desk))


async def to_the_plan(shell: Shell, row: str) -> None:
    """From home to one row of what comes before the talk."""
    await shell.press("w", "enter")
    await shell.press("p")
    await shell.on(PlanSupervision)
    shell.find("#rows", RowList).choose(row)
    await shell.press("enter")


def ania(shell: Shell) -> str:
    """Her id."""
    return workers.find_workers(shell.app.desk)[0].worker.id


async def written(shell: Shell) -> PreparationScreen:
    """The preparation in front, ready to type in."""
    screen = await shell.on(PreparationScreen)
    await shell.until(lambda: screen.focused is not None, "a field")
    return screen


def test_the_worker_prepares_behind_their_secret_and_lets_a_part_of_it_come_in(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_plan(shell, "prepare-worker")
        await shell.on(Ask)
        shell.fill(answer="not this one at all")
        await shell.press("enter")
        await shell.until(lambda: shell.said != "" and "moment" not in shell.said, "the refusal")
        shell.fill(answer=WORKER_SECRET)
        await shell.press("enter")
        screen = await written(shell)
        assert shell.app.hand_over == ania(shell)
        assert "Facts, and messages from managers" not in shell.text()
        await shell.type_in(*"The new hoist", "enter", *"My rota", "enter")
        shell.app.screen.set_focus(screen.query_one("#q-actions_progress"))
        await shell.type_in(*"Not one yet")
        await shell.press("pagedown")
        await shell.until(lambda: "Let this come in when the talk starts" in shell.text(), "the second page")
        assert "[x] Your points: 2 points for the agenda" in shell.text()
        parts = screen.query_one("#parts", OptionList)
        screen.set_focus(parts)
        await shell.press("down", "space")
        await shell.until(lambda: "[ ] How your actions are going" in shell.text(), "kept back")
        screen.set_focus(screen.query_one("#let-in"))
        await shell.press("enter")
        await shell.until(lambda: "When the talk starts, what is ticked" in shell.text(), "its word")
        await shell.press("escape")
        await shell.on(Ask)
        shell.fill(answer=PASSPHRASE)
        await shell.press("enter")
        await shell.on(PlanSupervision)
        assert shell.app.hand_over is None
        await shell.until(lambda: "comes in when the talk starts" in shell.text(), "how far it is")
        sheet = hold_supervision.start(shell.app.desk, ania(shell))
        agenda = str(sheet.answers["agenda"])
        assert "The new hoist" in agenda
        assert "My rota" in agenda
        assert "Not one yet" not in str(sheet.answers)

    in_front(tmp_path, story, prepare=with_secret)


def test_without_a_secret_they_sit_down_by_themselves_and_the_way_back_is_the_passphrase(
    tmp_path: Path,
) -> None:
    async def story(shell: Shell) -> None:
        await to_the_plan(shell, "prepare-worker")
        await shell.on(Ask)
        await shell.pilot.click("#yes")
        await written(shell)
        await shell.type_in(*"My rota")
        await shell.press("escape")
        await shell.on(Ask)
        assert "worker's turn" in shell.text()
        await shell.press("escape")
        await shell.on(PreparationScreen)

    in_front(tmp_path, story, prepare=add_ania)


def test_what_the_worker_writes_alone_is_locked_away_and_not_only_covered(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_plan(shell, "prepare-worker")
        await shell.on(Ask)
        await shell.pilot.click("#yes")
        await written(shell)
        await shell.type_in(*"My rota")
        await shell.press("ctrl+l")
        await shell.on(Unlock)
        shell.fill(secret=PASSPHRASE)
        await shell.press("enter")
        await shell.on(PlanSupervision)
        mine = prepare.open_workers(shell.app.desk, ania(shell), handed_over=True)
        assert "My rota" in str(mine.answers), "saved all the same"

    in_front(tmp_path, story, prepare=add_ania)


def test_the_supervisor_prepares_and_sees_only_that_the_worker_has_written(tmp_path: Path) -> None:
    def prepared(desk: Desk) -> None:
        mine = prepare.open_workers(desk, add_ania(desk).id, handed_over=True)
        prepare.save(desk, mine, {"was_hard": "Two double shifts."})

    async def story(shell: Shell) -> None:
        await to_the_plan(shell, "prepare-supervisor")
        await written(shell)
        assert "double shifts" not in shell.text()
        await shell.type_in(*"The audit", "enter")
        await shell.press("pagedown")
        await shell.until(lambda: "1 point for the agenda" in shell.text(), "the part")
        await shell.press("enter")
        await shell.until(lambda: "Keep all of it to myself" in shell.text(), "its word")
        await shell.press("escape")
        await shell.on(PlanSupervision)
        await shell.until(lambda: "written, not to come in yet" in shell.text(), "how far the worker is")
        assert prepare.how_far(shell.app.desk, ania(shell))[Role.SUPERVISOR].comes_in_by_itself

    in_front(tmp_path, story, prepare=prepared)


def test_an_own_point_has_no_other_owner_to_choose(tmp_path: Path) -> None:
    async def story(shell: Shell) -> None:
        await to_the_plan(shell, "prepare-supervisor")
        await written(shell)
        assert "Whose line" not in shell.text()
        await shell.type_in(*"The audit", "enter")
        shell.app.screen.flush()  # type: ignore[attr-defined]
        (point,) = prepare.open_own(shell.app.desk, ania(shell)).answers.values()
        assert "'by': 'supervisor'" in str(point)

    in_front(tmp_path, story, prepare=add_ania)
