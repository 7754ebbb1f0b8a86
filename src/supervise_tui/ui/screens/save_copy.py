"""Where the signed PDF goes: a folder is asked for, and the copy is made while they wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

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

    def save(text: str) -> None:
        words = text.strip().strip('"')
        if not words:
            raise BadInput("No folder is typed yet.", "Type one, or press Esc to save no copy now.")
        made.extend(export(desk, record_ids, Path(words).expanduser()))

    def finish(_: str | None) -> None:
        then(tuple(made))

    screen.app.push_screen(
        Ask.line(
            "The worker's copy",
            "The record is signed. Its PDF is for the worker to take away, and for head office. "
            "Where should it go? A memory stick is a folder too.\n"
            "Outside the cabinet it can be read by anyone who can open that folder.",
            label="Folder",
            value=str(usual_folder()),
            help="Enter: save the PDF there",
            yes="Save the PDF",
            check=save,
        ),
        finish,
    )
