"""For every test: no network, and no trace in the tester's own folders."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

_connect = socket.socket.connect


def _only_this_machine(self: socket.socket, address: Any) -> None:
    # Event loops talk to themselves over loopback on Windows; anything further is a fault.
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        raise AssertionError("The program tried to use the network.")
    _connect(self, address)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin the long tests first, so that no core waits for one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def _sealed_off(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Block the network, and keep the program's own folder in a temporary one."""
    monkeypatch.setattr(socket.socket, "connect", _only_this_machine)
    monkeypatch.setenv("SUPERVISE_STATE_FOLDER", str(tmp_path_factory.mktemp("state")))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder of this test's own."""
    return tmp_path / "state"
