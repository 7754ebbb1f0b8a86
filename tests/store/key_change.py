"""A program of its own that takes a key away, or makes a backup, and is killed at one of its steps.

Python tells of each opening, renaming and removing of a file as it comes (sys.addaudithook); the
process ends at the n-th of them, as by kill -9, or at a named step.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from supervise_tui.store.backup import make_backup
from supervise_tui.store.key_holders import remove_holder
from tests.store.cabinets import Place

_TELLING = {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.chmod"}
KILLED = 9


def main(folder: Path, state: Path, act: str, at: str, key: str) -> None:
    """Do `act` ("remove" or "backup"); end at step `at`, a name or a number; print the steps if none."""
    place = Place(folder, state)
    cabinet = place.open()
    cabinet.settle()  # what goes on in another thread would be counted in one run, and not in the next
    seen: list[str] = []
    watching = True

    def step(name: str) -> None:
        if name == at:
            os._exit(KILLED)

    def heard(event: str, args: tuple[object, ...]) -> None:
        if watching and event in _TELLING and str(folder.parent) in str(args[0]):
            seen.append(event)
            if str(len(seen)) == at:
                os._exit(KILLED)

    sys.addaudithook(heard)
    if act == "remove":
        remove_holder(cabinet, key, now=place.clock, step=step)
    else:
        make_backup(cabinet, folder.parent / "stick.cabinet-backup", now=place.clock, step=step)
    watching = False
    cabinet.close()
    print(len(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:6])
