"""Where files go to and come from: a folder or a file is asked for, and it is done while they wait."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows.export_records import export


def usual_folder() -> Path:
    """Give the folder that is offered: Documents where there is one, else home."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def ask_for_folder(
    screen: House, record_ids: Sequence[str], then: Callable[[tuple[Path, ...]], object]
) -> None:
    """Ask for a folder, export there, and call `then` with the paths; () when they want no copy now."""
    desk = screen.desk
    made: list[Path] = []

    def save(folder: Path) -> None:
        made.extend(export(desk, record_ids, folder))

    ask_where(
        screen,
        "The worker's copy",
        "The record is signed. Its PDF is for the worker to take away, and for head office; an addendum "
        "to it goes along. Where should it go? A memory stick is a folder too.\n"
        "Outside the cabinet it can be read by anyone who can open that folder.",
        "Save the PDF",
        save,
        lambda: then(tuple(made)),
    )


def ask_where(
    screen: House,
    title: str,
    words: str,
    yes: str,
    save: Callable[[Path], object],
    finish: Callable[[], object],
) -> None:
    """Ask for a folder and `save` there, as often as it takes; then `finish`, also when they want none."""

    def check(text: str) -> None:
        typed = text.strip().strip('"')
        if not typed:
            raise BadInput("No folder is typed yet.", "Type one, or press Esc to save no copy now.")
        save(Path(typed).expanduser())

    def answered(_: str | None) -> None:
        finish()

    screen.app.push_screen(
        Ask.line(
            title,
            words,
            label="Folder",
            value=str(usual_folder()),
            help=f"Enter: {yes[0].lower()}{yes[1:]} there",
            yes=yes,
            check=check,
        ),
        answered,
    )


def save_and_tell(screen: House, title: str, words: str, yes: str, save: Callable[[Path], Path]) -> None:
    """Ask for a folder, `save` one file there, and say which it was and that it is not encrypted."""
    made: list[Path] = []

    def told() -> None:
        if made:
            screen.show_note(f"Saved as {made[-1].name} in {made[-1].parent}. It is not encrypted there.")

    ask_where(screen, title, words, yes, lambda folder: made.append(save(folder)), told)


def ask_for_file(
    screen: House,
    title: str,
    words: str,
    help: str,  # noqa: A002 - as in Ask.line
    yes: str,
    take: Callable[[Path], object],
    then: Callable[[], object],
) -> None:
    """Ask for a file and `take` it in, as often as it takes; then `then`, also when they call it off.

    It may be typed, or dragged into the window.
    """

    def check(text: str) -> None:
        typed = text.strip().strip("'\"")
        if not typed:
            raise BadInput("No file is typed yet.", "Type where it lies, or drag it into this window.")
        take(dragged(typed))

    def answered(_: str | None) -> None:
        then()

    screen.app.push_screen(Ask.line(title, words, label="File", help=help, yes=yes, check=check), answered)


def dragged(typed: str) -> Path:
    """Give the file typed or dragged in: terminals give a dragged one as an address, or escape its blanks."""
    if typed.startswith("file://"):
        return Path(url2pathname(urlsplit(typed).path))
    plain = Path(typed).expanduser()
    if plain.exists() or "\\" not in typed:
        return plain
    return Path(re.sub(r"\\(.)", r"\1", typed)).expanduser()
