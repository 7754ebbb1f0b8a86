"""A scan that is dragged into the window is found, however the terminal writes its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.ui.screens.save_copy import dragged


@pytest.mark.parametrize("how", ["plain", "address", "escaped"])
def test_a_dragged_file_is_found(tmp_path: Path, how: str) -> None:
    scan = tmp_path / "my scan (1).pdf"
    scan.write_bytes(b"%PDF-")
    plain = str(scan)
    typed = {
        "plain": plain,
        "address": scan.as_uri(),
        "escaped": plain.replace(" ", "\\ ").replace("(", "\\(").replace(")", "\\)"),
    }[how]
    assert dragged(typed) == scan


def test_a_name_with_a_backslash_of_its_own_stays(tmp_path: Path) -> None:
    odd = tmp_path / "a\\b.pdf"
    odd.write_bytes(b"%PDF-")
    assert dragged(str(odd)) == odd
