"""Words written into every part of a cabinet stand nowhere in plain: open, after kill -9, or locked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from supervise_tui.store.cabinet import open_cabinet
from tests.attacks.planter import CLOCK, PLANTED, SECRET, SIGNING_SECRET

pytestmark = pytest.mark.true_locks

ROOT = Path(__file__).parents[2]


class Planter:
    """The planting program, and all the places it can write to."""

    def __init__(self, ground: Path) -> None:
        self.ground = ground
        self.folder = ground / "deep" / "one.cabinet"
        self.state = ground / "state"
        for name in ("temp", "home", "deep"):
            (ground / name).mkdir()
        temp, home = str(ground / "temp"), str(ground / "home")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.attacks.planter", str(self.folder), str(self.state)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={
                **os.environ,
                **dict.fromkeys(("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"), temp),
                **dict.fromkeys(("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), home),
            },
        )
        words = self._hear("open")
        self.recovery_key, self.data_key = words

    def _hear(self, expected: str) -> list[str]:
        assert self.process.stdout is not None
        said, *words = self.process.stdout.readline().split() or [""]
        assert said == expected, self.process.communicate()
        return words

    def close(self) -> None:
        """Let it close the cabinet."""
        assert self.process.stdin is not None
        self.process.stdin.write("close\n")
        self.process.stdin.flush()
        self._hear("closed")

    def kill(self) -> None:
        """End it with kill -9."""
        self.process.kill()
        self.process.communicate()

    def found(self) -> list[str]:
        """Give every file in which a planted word, a secret or a key stands, in any usual writing."""
        secrets = [PLANTED, SECRET, SIGNING_SECRET, self.recovery_key, self.recovery_key[:16], self.data_key]
        writings = [
            word.encode(code)
            for secret in secrets
            for word in (secret, secret.upper(), secret.lower())
            for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
        ]
        writings += [bytes.fromhex(self.data_key), PLANTED.encode().hex().encode()]
        return [
            str(path.relative_to(self.ground))
            for path in self.ground.rglob("*")
            if path.is_file()
            and any(word in path.read_bytes() or word in os.fsencode(path.name) for word in writings)
        ]


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """All that the program may write to."""
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open database be read")
def test_planted_words_stand_nowhere_in_plain_while_open_and_after_kill_9(ground: Path) -> None:
    planter = Planter(ground)
    try:
        assert (planter.folder / "records.db-wal").stat().st_size > 100_000
        assert planter.found() == []
    finally:
        planter.kill()
    assert planter.found() == []
    cabinet = open_cabinet(planter.folder, SECRET, state_folder=planter.state, now=CLOCK)
    assert PLANTED in cabinet.organisation.name
    cabinet.close()
    assert planter.found() == []


def test_planted_words_stand_nowhere_in_plain_once_it_is_locked(ground: Path) -> None:
    planter = Planter(ground)
    try:
        planter.close()
        assert planter.found() == []
        assert list((ground / "temp").iterdir()) == []
        assert {path.name for path in planter.folder.iterdir()} == {
            "cabinet.json",
            "seal.json",
            "records.db",
            "plans.db",
            "plans.seal",
            "lock",
        }
        (ground / "temp" / "control").write_text(f"a {PLANTED} in plain", "utf-8")
        assert planter.found() == [str(Path("temp") / "control")]  # the search does find what is there
    finally:
        planter.kill()
