"""What people install holds all that the program needs: forms, fonts, styles, words."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree and unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as inside:
        inside.extractall(folder / "installed")
    return folder / "installed"


def test_the_wheel_ships_every_form_byte_for_byte(unpacked: Path) -> None:
    shipped = unpacked / "supervise_tui" / "forms" / "shipped"
    here = {path.relative_to(ROOT / "forms"): path.read_bytes() for path in (ROOT / "forms").rglob("*.toml")}
    there = {path.relative_to(shipped): path.read_bytes() for path in shipped.rglob("*.toml")}
    assert here
    assert there == here


def test_the_wheel_holds_every_file_of_the_package(unpacked: Path) -> None:
    package = ROOT / "src" / "supervise_tui"
    here = {
        path.relative_to(package)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    there = {
        path.relative_to(unpacked / "supervise_tui")
        for path in (unpacked / "supervise_tui").rglob("*")
        if path.is_file() and "shipped" not in path.parts
    }
    assert there == here
    assert any(path.suffix == ".ttf" for path in there)


def test_the_installed_program_reads_its_own_forms_without_the_repository(unpacked: Path) -> None:
    script = (
        "import supervise_tui, supervise_tui.forms.library as library;"
        "print(supervise_tui.__file__); print(*library.Library().ids())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        timeout=60,
        check=True,
        cwd=unpacked,
        env={"PYTHONPATH": str(unpacked), "PATH": ""},
    )
    place, ids = done.stdout.decode().splitlines()
    assert str(unpacked) in place
    assert "session.short" in ids.split()
