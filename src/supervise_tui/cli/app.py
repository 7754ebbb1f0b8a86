"""Runs the command line: finds the command, turns every trouble into a plain sentence and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

import typer

from supervise_tui import __version__
from supervise_tui.cli import (
    absences,
    backup,
    calendar,
    certificate,
    check,
    coverage,
    demo,
    due,
    evidence,
    export,
    forms,
    history,
    induction,
    keys,
    list_records,
    new,
    open_cabinet,
    passphrase,
    plans,
    policies,
    ratings,
    recover,
    restore,
    training,
    trust,
    year,
)
from supervise_tui.cli.exit_status import DONE, INTERRUPTED, NOT_POSSIBLE
from supervise_tui.cli.opening import OpenUI
from supervise_tui.cli.usage_errors import in_plain_words
from supervise_tui.cli.words import complain, say
from supervise_tui.problems import Problem

_SAFE = (backup, restore, recover, passphrase, keys)
_PACKAGE = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str], *, open_ui: OpenUI) -> int:
    """Run one command line (without the program's name) and give the exit status.

    `open_ui(folder, passphrase)` shows the terminal UI; both may be None. Never raises, and never
    prints a traceback: a crash could show what people wrote about each other.
    """
    _widen(sys.stdout)
    _widen(sys.stderr)
    try:
        status = _run(list(argv), open_ui)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Typer ends the program by itself when nobody reads its output any more.
        return _nobody_listens()
    except Exception as error:  # noqa: BLE001 - the last door: nothing may leave as a traceback
        complain(_unexpected(error))
        return NOT_POSSIBLE
    return status


def _run(argv: list[str], open_ui: OpenUI) -> int:
    if not argv:
        return open_ui(None, None)
    command = typer.main.get_command(command_line())
    try:
        status = command.main(args=argv, prog_name="supervise", standalone_mode=False, obj=open_ui)
    except Problem as problem:
        complain(problem)
        return NOT_POSSIBLE
    except typer.Abort:
        complain("Nothing was typed, so nothing was done.")
        return NOT_POSSIBLE
    except typer.TyperException as error:
        complain(in_plain_words(error))
        return NOT_POSSIBLE
    return status if isinstance(status, int) else DONE


def command_line() -> typer.Typer:
    """Give every command there is."""
    app = typer.Typer(
        name="supervise",
        help="Staff supervision in social care: private talks, signed by both, kept encrypted, offline. "
        "On its own, `supervise` opens the program on the screen.",
        epilog="Each command explains itself: supervise due --help",
        add_completion=False,
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )
    app.callback(invoke_without_command=True)(_top)
    for module in (
        demo,
        new,
        open_cabinet,
        due,
        coverage,
        year,
        training,
        evidence,
        calendar,
        list_records,
        export,
        check,
        certificate,
        history,
        *_SAFE,
    ):
        app.command(module.NAME, epilog=f"Example: {module.EXAMPLE}")(module.command)
    app.add_typer(trust.group(), name="trust")
    app.add_typer(forms.group(), name="forms")
    app.add_typer(policies.group(), name="policies")
    app.add_typer(absences.group(), name="absences")
    app.add_typer(induction.group(), name="induction")
    app.add_typer(plans.group(), name="plans")
    app.add_typer(ratings.group(), name="ratings")
    return app


def _top(
    version: bool = typer.Option(False, "--version", help="Say which version this is."),
) -> None:
    """Staff supervision in social care: private talks, signed by both, kept encrypted, offline.

    On its own, `supervise` opens the program on the screen.
    """
    if version:
        say(f"supervise {__version__}")
        raise typer.Exit(DONE)


def _widen(stream: TextIO) -> None:
    """Make sure that a name in any script can be printed, whatever the system's old code page."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace") if stream.isatty() else reconfigure(encoding="utf-8", errors="replace")


def _nobody_listens() -> int:
    """End quietly when the reader of a pipe has gone: what Python would flush at its end goes nowhere."""
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            continue
    return NOT_POSSIBLE


def _unexpected(error: Exception) -> str:
    """Name the kind of error and our own place in the code, never a value."""
    return (
        f"Something went wrong inside the program ({type(error).__name__}{_place(error.__traceback__)}); "
        "please report this, with what you did before it."
    )


def _place(trace: TracebackType | None) -> str:
    place = ""
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            place = f", {file.relative_to(_PACKAGE).as_posix()} line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
