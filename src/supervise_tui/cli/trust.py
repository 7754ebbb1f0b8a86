"""supervise trust: whose certificates count on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supervise_tui.canonical import in_fours
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import AsJson
from supervise_tui.cli.words import note, say, say_json


def group() -> typer.Typer:
    """Give the commands `supervise trust add` and `supervise trust list`."""
    app = typer.Typer(
        help="Whose certificates count on this computer.",
        epilog="Example: supervise trust add rosewood.pem",
        rich_markup_mode=None,
    )
    app.command("add", epilog="Example: supervise trust add rosewood.pem")(add)
    app.command("list", epilog="Example: supervise trust list")(list_trusted)
    return app


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A certificate (PEM).", show_default=False)],
) -> int:
    """Trust the cabinet whose certificate this is. Get the file from someone you know, not with a PDF."""
    from supervise_tui.workflows.this_computer import state_folder
    from supervise_tui.workflows.trust_list import trust

    seen = trust(state_folder(), file)
    say(seen.name)
    say(f"  {in_fours(seen.fingerprint)}")
    note("Compare the fingerprint with the home by telephone before you rely on it.")
    return DONE


def list_trusted(as_json: AsJson = False) -> int:
    """List the cabinets that are trusted on this computer."""
    from supervise_tui.workflows.this_computer import state_folder
    from supervise_tui.workflows.trust_list import trusted

    known = trusted(state_folder())
    if as_json:
        say_json(
            {"format": 1, "trusted": [{"name": one.name, "fingerprint": one.fingerprint} for one in known]}
        )
        return DONE
    for one in known:
        say(one.name)
        say(f"  {in_fours(one.fingerprint)}")
    if not known:
        say("No certificates are trusted yet.")
    return DONE
