"""kill -9 under load: every save that was acknowledged is there, and the cabinet opens every time.

The number of kills is 10; the environment variable KILLS asks for another, as in
`KILLS=50 pytest tests/attacks/test_killed.py -n 0`.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from supervise_tui.store import history, records
from tests.attacks.typist import RECORD
from tests.forked import Forked
from tests.store.cabinets import Place, start_record

pytestmark = pytest.mark.true_locks

KILLS = int(os.environ.get("KILLS", "10"))
ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A closed cabinet with one draft."""
    place = Place(tmp_path / "rowan.cabinet", tmp_path / "state")
    cabinet = place.make()
    with cabinet.transaction() as work:
        start_record(work, place.clock, RECORD)
    cabinet.close()
    return place


def kill_after(forked: Forked, place: Place, lines: int) -> int:
    """Let the typist print `lines` lines, kill it, and give the last save it acknowledged."""
    forked.begin(place.folder, place.state)
    for _ in range(lines):
        line = forked.line().strip()
        assert line == "open" or line.isdecimal(), line + forked.rest()[1]
    forked.kill()
    _status, rest = forked.rest()
    acknowledged = [int(word) for word in rest.split() if word.isdecimal()]
    return acknowledged[-1] if acknowledged else 0


@pytest.mark.long
def test_no_acknowledged_save_is_lost_and_the_cabinet_opens_every_time(place: Place) -> None:
    chance = random.Random(20261117)
    with Forked("tests.attacks.typist") as forked:
        for _ in range(KILLS):
            acknowledged = kill_after(forked, place, chance.randint(1, 120))
            cabinet = place.open()
            assert (cabinet.warnings, cabinet.read_only) == ((), False)
            with cabinet.reading() as work:
                kept = records.answers(work, RECORD)
                history.verify(work)
            count = kept.get("count", 0)
            assert isinstance(count, int)
            assert count >= acknowledged
            assert kept.get("again", 0) == count  # never half of a save
            cabinet.close()


_MAKER = """
import sys
from pathlib import Path
from supervise_tui.store import cabinet
from supervise_tui.trust.costs import FLOOR
from tests.store.cabinets import HOME, OWNER, PASSPHRASE, Clock
def wait(work, made):
    print("half made", flush=True)
    sys.stdin.read()
cabinet.make(Path(sys.argv[1]), HOME, OWNER, PASSPHRASE, costs=FLOOR, state_folder=Path(sys.argv[2]),
             now=Clock(), prepare=wait)
"""


def test_a_cabinet_killed_while_it_is_made_never_looks_like_one(tmp_path: Path) -> None:
    place = Place(tmp_path / "rowan.cabinet", tmp_path / "state")
    maker = subprocess.Popen(
        [sys.executable, "-c", _MAKER, str(place.folder), str(place.state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert maker.stdout is not None
    assert maker.stdout.readline() == "half made\n"
    maker.kill()
    maker.communicate()
    assert not place.folder.exists()
    assert list(tmp_path.rglob("cabinet.json")) == []
    place.make().close()
    place.open().close()
