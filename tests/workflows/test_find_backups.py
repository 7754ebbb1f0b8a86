"""Backups are found where they lie, newest first."""

from __future__ import annotations

import os
from pathlib import Path

from supervise_tui.workflows.find_backups import backups_in, usual_places
from supervise_tui.workflows.this_computer import free_folder


def test_the_newest_backup_comes_first_and_nothing_else_is_taken_for_one(tmp_path: Path) -> None:
    stick, disk = tmp_path / "stick", tmp_path / "disk"
    for number, place in enumerate((stick, disk)):
        place.mkdir()
        file = place / f"Beck {number}.cabinet-backup"
        file.write_bytes(b"x")
        os.utime(file, (1_000_000 * (number + 1),) * 2)
    (stick / "notes.txt").write_text("x")
    (stick / "folder.cabinet-backup").mkdir()
    found = backups_in([stick, disk, tmp_path / "not there", stick])
    assert [one.file.name for one in found] == ["Beck 1.cabinet-backup", "Beck 0.cabinet-backup"]
    assert found[0].written_on.isoformat() == "1970-01-24"


def test_the_usual_places_can_be_asked_for_anywhere() -> None:
    assert Path.home() in list(usual_places())


def test_a_folder_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    wanted = tmp_path / "Beck House.cabinet"
    assert free_folder(wanted) == wanted
    wanted.mkdir()
    (tmp_path / "Beck House (2).cabinet").mkdir()
    assert free_folder(wanted).name == "Beck House (3).cabinet"
