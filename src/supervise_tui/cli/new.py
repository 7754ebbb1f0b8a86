"""supervise new: make a cabinet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.cli.asking import ask, new_secret
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.words import note, say
from supervise_tui.problems import BadInput, FileTrouble

if TYPE_CHECKING:
    from supervise_tui.domain.people import Nation

NAME = "new"
EXAMPLE = 'supervise new ~/Rosewood.cabinet --name "Rosewood House" --nation wales'


Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="A folder that is not there yet.", show_default=False)
]
HomeName = Annotated[str | None, typer.Option("--name", metavar="TEXT", help="The name of the home.")]
HomeNation = Annotated[
    str | None,
    typer.Option(
        "--nation",
        metavar="NATION",
        help="england, wales, scotland or northern-ireland: whose bank holidays count.",
    ),
]
YourName = Annotated[str | None, typer.Option("--your-name", metavar="TEXT", help="The supervisor's name.")]
YourPost = Annotated[str | None, typer.Option("--your-post", metavar="TEXT", help="The supervisor's post.")]
PolicyId = Annotated[
    str,
    typer.Option(
        "--policy",
        metavar="ID",
        help="How often people are supervised here, as `supervise policies list` gives it.",
    ),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="Take the new passphrase from the first line of FILE (- is standard input).",
    ),
]


def command(
    folder: Folder,
    name: HomeName = None,
    nation: HomeNation = None,
    your_name: YourName = None,
    your_post: YourPost = None,
    policy: PolicyId = "",
    passphrase_file: PassphraseFile = None,
) -> int:
    """Make a cabinet for one supervisor. Asks for what is not given, and prints the recovery key once."""
    if folder.exists():
        raise FileTrouble(f"{folder} is there already.", "Choose a folder that is not there yet.")
    from supervise_tui.workflows.open_cabinet import close_desk, make_cabinet
    from supervise_tui.workflows.this_computer import state_folder

    home = name if name is not None else ask("Name of the home:")
    chosen = _nation(
        nation if nation is not None else ask("Nation (england, wales, scotland, northern-ireland):")
    )
    person = your_name if your_name is not None else ask("Your name:")
    post = your_post if your_post is not None else ask("Your post:")
    passphrase = new_secret(passphrase_file, [home, person])
    desk, recovery_key = make_cabinet(
        folder,
        organisation=home,
        nation=chosen,
        name=person,
        post=post,
        passphrase=passphrase,
        policy=policy,
        state=state_folder(),
    )
    close_desk(desk)
    say(f"folder: {folder}")
    say(f"recovery key: {recovery_key}")
    note("The recovery key opens the cabinet when the passphrase is lost. It is not shown again:")
    note("write it down or print it, and keep it away from this computer.")
    return DONE


def _nation(text: str) -> Nation:
    from supervise_tui.domain.people import Nation

    try:
        return Nation(text.strip().casefold().replace(" ", "-"))
    except ValueError as error:
        names = ", ".join(nation.value for nation in Nation)
        raise BadInput(f"{text} is not one of the nations.", f"Type one of: {names}.") from error
