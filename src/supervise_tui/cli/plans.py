"""supervise plans: the improvement plans that a key may see, where each stands, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, WorkerName, one_worker, open_files
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import iso
from supervise_tui.cli.words import say, say_json, say_table
from supervise_tui.problems import BadInput, NotFound

if TYPE_CHECKING:
    from supervise_tui.domain.plan_next import Step
    from supervise_tui.domain.procedure_clocks import CaseClock
    from supervise_tui.workflows.case_standing import CaseLine, CaseView
    from supervise_tui.workflows.desk import Desk

WhichCase = Annotated[
    str | None,
    typer.Option("--case", metavar="ID", help="Which case, as `plans list` names it; a beginning will do."),
]
_ON = "~/Rosewood.cabinet"


def group() -> typer.Typer:
    """Give the commands `supervise plans list`, `show`, `letters`, `bundle`, `compare` and `mend`."""
    from supervise_tui.cli.plan_comparison import compare
    from supervise_tui.cli.plan_papers import bundle, letters
    from supervise_tui.cli.plans_mend import mend

    app = typer.Typer(
        help="Improvement plans, for a key that was given for them.",
        epilog=f"Example: supervise plans list {_ON}",
        rich_markup_mode=None,
    )
    app.command("list", epilog=f"Example: supervise plans list {_ON} --json")(list_cases)
    app.command("show", epilog=f"Example: supervise plans show {_ON} --worker ania")(show)
    app.command("letters", epilog=f"Example: supervise plans letters {_ON} --worker ania")(letters)
    app.command("bundle", epilog=f"Example: supervise plans bundle {_ON} --worker ania --to ~/Papers")(bundle)
    app.command("compare", epilog=f"Example: supervise plans compare {_ON} --csv ~/Papers")(compare)
    app.command("mend", epilog=f"Example: supervise plans mend {_ON} --from FILE --reason TEXT")(mend)
    return app


def list_cases(
    folder: Folder,
    worker: WorkerName = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the cases with where each stands and what is due, the most pressing first."""
    with opened(folder, passphrase_file) as desk:
        plans = _plans(desk)
        lines = _lines(plans, worker, purpose)
        today = desk.today
    if as_json:
        say_json({"format": 1, "on": today.isoformat(), "cases": [_line_json(line) for line in lines]})
    elif not lines:
        say("There are no improvement plans.")
    else:
        say_table([_line_words(line) for line in lines])
    return DONE


def show(
    folder: Folder,
    case: WhichCase = None,
    worker: WorkerName = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Show one case: where it stands, what can be done next and what is missing, and what happened."""
    from supervise_tui.workflows.case_standing import case_view
    from supervise_tui.workflows.case_told import entry_lines

    with opened(folder, passphrase_file) as desk:
        plans = _plans(desk)
        view = case_view(plans, _one(_lines(plans, worker, purpose), case))
        told = entry_lines(plans, view)
    if as_json:
        say_json({"format": 1, **_view_json(view, told)})
    else:
        _say_view(view, told)
    return DONE


def one_case(desk: Desk, worker: str | None, purpose: str | None, case: str | None) -> tuple[Desk, str]:
    """Give the desk over the drawer and the id of the one case that is meant."""
    plans = _plans(desk)
    return plans, _one(_lines(plans, worker, purpose), case)


def opened_plans(desk: Desk, purpose: str | None) -> Desk:
    """Give the desk over the drawer with the files of all cases open, those that were shut for `purpose`."""
    plans = _plans(desk)
    _lines(plans, None, purpose)
    return plans


def _plans(desk: Desk) -> Desk:
    """Give the desk over the drawer; the refusal without its key is the same whether it holds any or none."""
    from supervise_tui.workflows.plans_desk import plans_desk

    return plans_desk(desk)


def _lines(plans: Desk, worker: str | None, purpose: str | None) -> list[CaseLine]:
    """Give the cases asked for; those of files that are shut are opened for that purpose."""
    from supervise_tui.workflows.case_standing import case_lines

    whose = one_worker(plans, worker) if worker else None
    lines = case_lines(plans, whose.id if whose else None)
    shut = {line.worker.id: line.worker for line in lines if line.standing is None}
    if not shut:
        return lines
    open_files(plans, shut.values(), purpose)
    return case_lines(plans, whose.id if whose else None)


def _one(lines: list[CaseLine], case: str | None) -> str:
    """Give the id of the one case that is meant; an open one stands for its worker."""
    found = [line for line in lines if case is None or line.case.id.startswith(case.strip().casefold())]
    if not found:
        raise NotFound("There is no such improvement plan.", "See: supervise plans list")
    still_open = [line for line in found if not line.is_over]
    if len(found) > 1 and len(still_open) != 1:
        ids = ", ".join(f"{line.case.id} ({line.worker.name})" for line in found)
        raise BadInput(f"There are several: {ids}.", "Say which one with --case.")
    return (still_open or found)[0].case.id


def _line_words(line: CaseLine) -> list[str]:
    from supervise_tui.forms.day_words import long_date

    clock, now = line.clock, line.standing
    due = ""
    if clock is not None:
        due = f"{clock.title}: {long_date(clock.due_on)}" if clock.due_on else clock.title
        due = f"{due} (overdue)" if clock.state == "overdue" else due
    paused = ", paused" if now is not None and now.paused else ""
    return [line.case.id, line.worker.name, f"{now.label if now else ''}{paused}", due]


def _line_json(line: CaseLine) -> Json:
    now = line.standing
    return {
        "id": line.case.id,
        "worker": line.worker.name,
        "opened_on": line.case.opened_on.isoformat(),
        "template": line.case.template,
        "state": now.state.value if now else None,
        "paused": now.paused if now else None,
        "over": line.is_over,
        "clocks": [_clock_json(one) for one in now.clocks] if now else [],
        "look_again": [
            {"trigger": one.trigger.value, "since": one.since.isoformat()} for one in line.prompts
        ],
    }


def _clock_json(clock: CaseClock) -> Json:
    return {
        "id": clock.id,
        "title": clock.title,
        "rule": clock.rule,
        "due_on": iso(clock.due_on),
        "state": clock.state,
        "ours": clock.ours,
    }


def _view_json(view: CaseView, told: dict[str, str]) -> dict[str, Json]:
    now = view.standing
    return {
        "id": view.case.id,
        "worker": view.worker.name,
        "state": now.state.value,
        "since": view.since.isoformat(),
        "paused": now.paused,
        "faults": list(now.faults),
        "clocks": [_clock_json(one) for one in now.clocks],
        "steps": [_step_json(one) for one in view.steps],
        "entries": [
            {
                "number": entry.number,
                "kind": entry.kind,
                "on": entry.on.isoformat(),
                "signed": bool(entry.record),
                "says": told.get(entry.id, ""),
            }
            for entry in view.file.entries
        ],
    }


def _step_json(step: Step) -> Json:
    return {
        "kind": step.kind.value,
        "title": step.label,
        "allowed": step.allowed,
        "by": iso(step.by),
        "missing": list(step.missing),
        "moves": [{"id": one.move.value, "allowed": one.allowed} for one in step.offered],
    }


def _say_view(view: CaseView, told: dict[str, str]) -> None:
    from supervise_tui.domain.plan_case_words import entry_title
    from supervise_tui.domain.plan_next import Place
    from supervise_tui.forms.day_words import long_date

    now = view.standing
    say(f"{view.worker.name}: {now.label}, since {long_date(view.since)}{', paused' if now.paused else ''}")
    for clock in now.clocks:
        say(f"{'! ' if clock.state == 'overdue' else ''}{clock.words}")
    for prompt in view.progress.prompts if view.progress else ():
        say(f"! {prompt.because} Agreed as a reason to look again; it decides nothing.")
    for fault in now.faults:
        say(f"! {fault}")
    for title, place in (("Next", Place.NEXT), ("Not possible yet", Place.LATER)):
        found = [one for one in view.steps if one.place is place]
        if found:
            say()
            say(title)
            for step in found:
                say(f"  {step.label}{f', by {long_date(step.by)}' if step.by else ''}")
                for lack in step.missing:
                    say(f"    - {lack}")
    if view.file.entries:
        say()
        say("What happened")
        say_table(
            [
                [f"{one.number}.", long_date(one.on), entry_title(one), told.get(one.id, "")]
                for one in view.file.entries
            ]
        )
