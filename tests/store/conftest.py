"""A place for a cabinet, and an open one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise_tui.store.cabinet import Cabinet
from tests.store.cabinets import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where the test's cabinet will lie."""
    return Place(tmp_path / "rowan.cabinet", tmp_path / "state")


@pytest.fixture
def cabinet(place: Place) -> Iterator[Cabinet]:
    """A new cabinet, open."""
    made = place.make()
    yield made
    made.close()
