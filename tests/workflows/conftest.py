"""A home with one worker, open on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from tests.homes import Clock, add_ania, make_home


@pytest.fixture
def clock() -> Clock:
    """The clock of the home."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, state: Path, clock: Clock) -> Iterator[Desk]:
    """The open cabinet of Beck House."""
    opened, _recovery_key = make_home(tmp_path / "beck.cabinet", state, clock)
    yield opened
    close_desk(opened)


@pytest.fixture
def worker(desk: Desk) -> Worker:
    """Ania, a senior carer."""
    return add_ania(desk)
