"""supervise plans compare: improvement plans held against each other, without a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.plans import opened_plans
from supervise_tui.cli.words import note, say, say_json, say_table
from supervise_tui.problems import BadInput

if TYPE_CHECKING:
    from supervise_tui.domain.plan_comparison import Line
    from supervise_tui.domain.plan_comparison_table import Told
    from supervise_tui.workflows.plan_comparison import Compared

_TITLES = {"template": "By what the plan is about", "post": "By post"}


def compare(
    folder: Folder,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Save it as a table there; a folder will do."),
    ] = None,
    others: Annotated[
        list[Path] | None,
        typer.Option(
            "--with", metavar="FILE", help="The table of another service, to lay beside it (may be repeated)."
        ),
    ] = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Compare the plans by what they are about and by post: how they go, how long, with which help.

    Nobody is named, and figures are given of three people at least: similar gaps should get similar
    actions. With --with the tables that other services have saved stand beside it.
    """
    from supervise_tui.workflows.plan_comparison import beside, save_comparison
    from supervise_tui.workflows.plan_comparison import compare as compared

    if csv is not None and (as_json or others):
        raise BadInput("--csv saves a table, so --json and --with do not go with it.", "Leave --csv out.")
    with opened(folder, passphrase_file) as desk:
        plans = opened_plans(desk, purpose)
        if csv is not None:
            say(str(save_comparison(plans, csv)))
            note("It is not encrypted: whoever gets it can read it. No name is in it.")
            return DONE
        found = compared(plans)
    told = beside(found, others or [])
    if as_json:
        say_json(_as_json(found, told))
    elif others:
        _say_beside(told)
    else:
        _say(found)
    return DONE


def _say_beside(told: list[Told]) -> None:
    """Say of each group what every service says of it, in the order in which they were named."""
    for by, title in {"all": "", **_TITLES}.items():
        mine = [one for one in told if one.by == by]
        if title and mine:
            say()
            say(title)
        groups = dict.fromkeys(one.line.label for one in mine)
        say_table(
            [
                [one.line.label, one.home, *_words(one.line)[1:]]
                for group in groups
                for one in mine
                if one.line.label == group
            ]
        )


def _say(found: Compared) -> None:
    everything = found.comparison.all
    if not everything.plans:
        say("There are no improvement plans to compare.")
        return
    say_table([_words(everything)])
    for by, title in _TITLES.items() if everything.figures is not None else ():
        say()
        say(title)
        say_table([_words(line) for line in found.by[by]])


def _words(line: Line) -> list[str]:
    from supervise_tui.domain.plan_comparison_words import counted, how_they_stand, in_short

    if line.figures is None:
        return [line.label, counted(line)]
    return [line.label, counted(line), *in_short(line.figures), how_they_stand(line.figures)]


def _as_json(found: Compared, told: list[Told]) -> dict[str, Json]:
    lines: list[Json] = [_line_json(one, found) for one in told]
    return {"format": 1, "home": found.home, "on": found.on.isoformat(), "lines": lines}


def _line_json(one: Told, found: Compared) -> Json:
    from supervise_tui.workflows.plan_comparison import as_json

    line, few = one.line, one.line.figures is None
    return {
        "home": one.home,
        "on": one.on.isoformat(),
        "by": one.by,
        "group": line.label,
        "too_few": few,
        "plans": None if few else line.plans,
        "people": None if few else line.people,
        "figures": None if line.figures is None else as_json(line.figures, found),
    }
