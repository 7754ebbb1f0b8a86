"""A program of its own that saves as fast as it can and says what was kept, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from supervise_tui.store import history, records
from tests.store.cabinets import OWNER, ZOFIA, Clock, Place

RECORD = "c3c3c3c3c3c3c3c3"


def main(folder: Path, state: Path) -> None:
    """Open the cabinet and save answers; print the number of each save after it was kept."""
    clock = Clock()
    cabinet = Place(folder, state, clock).open()
    print("open", flush=True)
    with cabinet.reading() as work:
        last = records.answers(work, RECORD).get("count", 0)
    assert isinstance(last, int)
    number = last
    while True:
        number += 1
        with cabinet.transaction() as work:
            records.save_answers(
                work,
                RECORD,
                {"count": number, f"line {number % 40}": f"{number} " * 300, "again": number},
                clock,
            )
            if number % 5 == 0:
                history.note(
                    work,
                    file=ZOFIA.id,
                    who=OWNER.id,
                    what="record.changed",
                    subject=RECORD,
                    after=str(number).encode(),
                    now=clock,
                )
        if number % 25 == 0:
            cabinet.seal()
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
