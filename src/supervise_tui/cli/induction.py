"""supervise induction: the tasks of an induction, and who saw that the worker can do each alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import day_said, iso
from supervise_tui.cli.words import say, say_json, say_table
from supervise_tui.problems import NotFound

if TYPE_CHECKING:
    from supervise_tui.domain.induction import InductionTask
    from supervise_tui.workflows.desk import Desk
    from supervise_tui.workflows.induction import TaskLine

Who = Annotated[
    str, typer.Option("--worker", metavar="NAME", help="A part of their name will do.", show_default=False)
]
Task = Annotated[str, typer.Option("--task", metavar="TEXT", help="Such as medication.", show_default=False)]
_ON = "~/Rosewood.cabinet --worker Ania"


def group() -> typer.Typer:
    """Give the commands `supervise induction list`, `add` and `assess`."""
    app = typer.Typer(
        help="What a new worker may do unobserved, task by task.",
        epilog=f"Example: supervise induction list {_ON}",
        rich_markup_mode=None,
    )
    app.command("list", epilog=f"Example: supervise induction list {_ON}")(list_tasks)
    app.command("add", epilog=f"Example: supervise induction add {_ON} --task medication")(add)
    assess_example = f"Example: supervise induction assess {_ON} --task medication --by Delyth"
    app.command("assess", epilog=assess_example)(assess)
    return app


def list_tasks(
    folder: Folder,
    worker: Who,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the tasks of a worker's induction, and in which they may work unobserved."""
    from supervise_tui.workflows.induction import induction_of

    with opened(folder, passphrase_file) as desk:
        lines = induction_of(desk, _of(desk, worker, purpose)).lines
    if as_json:
        say_json({"format": 1, "tasks": [_as_json(line) for line in lines]})
    elif not lines:
        say("No task is written down.")
    else:
        say_table([[line.task.task, _stands(line.task)] for line in lines])
    return DONE


def _of(desk: Desk, worker: str, purpose: str | None) -> str:
    """Give the id of that worker, whose file is opened for that purpose."""
    person = one_worker(desk, worker)
    open_files(desk, [person], purpose)
    return person.id


def _as_json(line: TaskLine) -> Json:
    return {
        "task": line.task.task,
        "competent_on": iso(line.task.competent_on),
        "assessed_by": line.task.assessed_by,
        "assessments": [
            {"on": one.on.isoformat(), "by": one.by, "found": one.found.value, "evidence": one.evidence}
            for one in line.assessments
        ],
    }


def _stands(task: InductionTask) -> str:
    from supervise_tui.forms.day_words import long_date

    if task.competent_on is None:
        return "in sight of a colleague"
    return f"alone, seen by {task.assessed_by} on {long_date(task.competent_on)}"


def add(
    folder: Folder, worker: Who, task: Task, purpose: Purpose = None, passphrase_file: PassphraseFile = None
) -> int:
    """Write down a task that a worker does in sight of a colleague until somebody has seen them do it."""
    from supervise_tui.workflows.induction import add_task

    with opened(folder, passphrase_file) as desk:
        kept = add_task(desk, _of(desk, worker, purpose), task)
    say(f"{kept.task}: {_stands(kept)}")
    return DONE


def assess(
    folder: Folder,
    worker: Who,
    task: Task,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who saw it.", show_default=False)],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When; today if left out.")] = None,
    not_yet: Annotated[
        bool, typer.Option("--not-yet", help="They cannot do it alone yet, or not any more.")
    ] = False,
    evidence: Annotated[str, typer.Option("--evidence", metavar="TEXT", help="What shows it.")] = "",
    purpose: Purpose = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Write down who saw, and when, whether a worker can do a task alone; what was found last counts."""
    from supervise_tui.domain.induction import Found
    from supervise_tui.workflows.induction import assess as keep
    from supervise_tui.workflows.induction import tasks_of

    with opened(folder, passphrase_file) as desk:
        tasks = tasks_of(desk, _of(desk, worker, purpose))
        found = next((one for one in tasks if one.task.casefold() == task.strip().casefold()), None)
        if found is None:
            raise NotFound(f"There is no task {task}.", "See: supervise induction list")
        outcome = Found.NOT_YET if not_yet else Found.ALONE
        day = day_said(on, desk.today) or desk.today
        kept = keep(desk, found.id, day, by, found=outcome, evidence=evidence)
    say(f"{kept.task}: {_stands(kept)}")
    return DONE
