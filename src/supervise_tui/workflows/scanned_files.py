"""Read a file that is to be taken into the cabinet, no further than it may be long."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.paper_copy import LARGEST_SCANS
from supervise_tui.problems import BadInput, FileTrouble


def bytes_of(path: Path) -> bytes:
    """Give what is in the file; BadInput for a folder, FileTrouble if it cannot be read."""
    try:
        if path.is_dir():
            raise BadInput("That is a folder.", "Name the file of the scan in it.")
        with path.open("rb") as file:
            return file.read(LARGEST_SCANS + 1)
    except OSError as error:
        raise FileTrouble(f"{path.name} cannot be read.", "Look at the name and the folder.") from error
