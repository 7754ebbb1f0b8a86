"""supervise due: who is due, overdue or on time, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import waiting_json
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import day_said, iso
from supervise_tui.cli.words import say, say_json, say_table

if TYPE_CHECKING:
    from datetime import date

    from supervise_tui.domain.cadence import Due
    from supervise_tui.domain.clocks import Reading
    from supervise_tui.workflows.due import DueLine
    from supervise_tui.workflows.waiting import WaitingLine

NAME = "due"
EXAMPLE = "supervise due ~/Rosewood.cabinet --on 28/11"

_WORST_FIRST = ("overdue", "due-soon", "on-time", "paused", "not-applicable")


def command(
    folder: Folder,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="As it will stand on that day; today if left out."),
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Say who is due for supervision and why, and what waits."""
    from supervise_tui.domain.whose_file import HOME_FILE
    from supervise_tui.workflows.clocks import clocks, clocks_of
    from supervise_tui.workflows.due import due_list
    from supervise_tui.workflows.waiting import waiting_list

    with opened(folder, passphrase_file) as desk:
        day = day_said(on, desk.today) or desk.today
        waiting = waiting_list(desk, day)
        lines = sorted(due_list(desk, day), key=_worst_first)
        every = {one.worker.id: one.readings for one in clocks(desk, day)} if as_json else {}
        of_home = clocks_of(desk, HOME_FILE, day)
        name = desk.cabinet.organisation.name
    if as_json:
        people: list[Json] = [_as_json(line, every[line.worker.id]) for line in lines]
        to_sign: list[Json] = [_waiting_json(line) for line in waiting]
        asked: dict[str, Json] = {"home": name, "on": day.isoformat()}
        say_json({"format": 1, **asked, "workers": people, "waiting": to_sign, "home_clocks": _read(of_home)})
    else:
        _show(name, day, lines)
        _show_waiting(waiting)
        _show_home(of_home)
    return DONE


def _worst_first(line: DueLine) -> tuple[int, int, str]:
    return _WORST_FIRST.index(line.due.state), line.due.days, line.worker.name


def _show(name: str, day: date, lines: list[DueLine]) -> None:
    from supervise_tui.domain.said_dates import say_date, say_gap

    say(f"{name}, {say_date(day, day)}")
    if not lines:
        say("No workers yet.")
        return
    rows = [
        [
            line.due.state.replace("-", " "),
            line.worker.name,
            say_date(line.due.due_on, day) if line.due.due_on else "",
            say_gap(line.due.due_on, day) if line.due.due_on else "",
            line.due.reason + _agreement_words(line),
        ]
        for line in lines
    ]
    say_table(rows)


def _agreement_words(line: DueLine) -> str:
    """What wants to be put right about the agreement [AGR-4] [AGR-5]."""
    here = line.due.state != "not-applicable"
    return f" Agreement: {line.agreement.short}." if here and line.agreement.wants_attention else ""


def _show_waiting(waiting: list[WaitingLine]) -> None:
    """Records that are held and not signed by everyone, the worst first [CAD-11]."""
    if not waiting:
        return
    say("")
    say("Waiting for a signature")
    say_table(
        [
            [
                line.clock.state.replace("-", " "),
                line.worker.name,
                f"record {line.record.number}",
                line.clock.words,
                f"needs {line.who}, {line.clock.since}",
            ]
            for line in waiting
        ]
    )


def _show_home(of_home: list[Reading]) -> None:
    """What is due on the home's own file, such as a file audit [QA-1]."""
    pressing = [one for one in of_home if one.due.state in ("overdue", "due-soon")]
    if pressing:
        say("")
        say("The home's own file")
        say_table([[one.due.state.replace("-", " "), one.clock.title, one.due.reason] for one in pressing])


def _waiting_json(line: WaitingLine) -> dict[str, Json]:
    about: dict[str, Json] = {"record": line.record.number, "worker": line.worker.name}
    return about | waiting_json(line)


def _as_json(line: DueLine, every: list[Reading]) -> dict[str, Json]:
    read = _read(every)
    return {
        "worker": line.worker.name,
        "worker_id": line.worker.id,
        "post": line.worker.post,
        **_stands(line.due),
        "deviates": line.due.deviates,
        "clocks": read,
    }


def _read(every: list[Reading]) -> list[Json]:
    return [{"clock": one.clock.id, "title": one.clock.title, **_stands(one.due)} for one in every]


def _stands(due: Due) -> dict[str, Json]:
    return {
        "state": due.state,
        "due_on": iso(due.due_on),
        "days": due.days,
        "limit": due.limit,
        "reason": due.reason,
        "policy": due.policy,
    }
