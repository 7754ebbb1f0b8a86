"""Backups that lie where people keep them: so that nobody has to type a path to a stick by heart."""

from __future__ import annotations

import os
import string
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import platformdirs

from supervise_tui.workflows.backups import ENDING
from supervise_tui.workflows.open_cabinet import HOME_TIME

_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class FoundBackup:
    """A file that calls itself a backup; what is inside is not known before it is opened."""

    file: Path
    written_on: date
    """The day of the file, by its disk."""


def backups_in(places: Iterable[Path]) -> list[FoundBackup]:
    """Give the backups that lie directly in these folders, newest first; one that cannot be read has none."""
    found: dict[Path, float] = {}
    for place in places:
        with suppress(OSError):
            for file in place.iterdir():
                if file.name.endswith(ENDING) and file.is_file():
                    found[file] = file.stat().st_mtime
    newest = sorted(found, key=lambda file: (-found[file], file.name))[:_SHOWN]
    return [
        FoundBackup(file=file, written_on=datetime.fromtimestamp(found[file], HOME_TIME).date())
        for file in newest
    ]


def usual_places() -> Iterator[Path]:
    """Give the folders in which people keep files, and every stick or disk that is connected."""
    yield Path.home()
    yield Path(platformdirs.user_documents_dir())
    yield Path(platformdirs.user_downloads_dir())
    yield Path(platformdirs.user_desktop_dir())
    for above in (Path("/media"), Path("/run/media"), Path("/mnt"), Path("/Volumes")):
        yield from _inside(above, depth=2)
    if os.name == "nt":
        yield from (Path(f"{letter}:\\") for letter in string.ascii_uppercase[3:])


def _inside(above: Path, depth: int) -> Iterator[Path]:
    with suppress(OSError):
        for place in sorted(above.iterdir()):
            if place.is_dir():
                yield place
                if depth > 1:
                    yield from _inside(place, depth - 1)
