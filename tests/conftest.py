"""For every test: no network, no trace in the tester's own folders, and locks that open quickly."""

from __future__ import annotations

import gc
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from supervise_tui.store import drawer_file
from supervise_tui.trust import wrapping
from supervise_tui.trust.costs import FLOOR, Argon2Costs

_connect = socket.socket.connect
_parsed: dict[Any, Any] = {}
"""What Textual parsed of a style sheet, by all that parsing depends on."""
_FIRST = "gw0"
_LONGEST_WAIT = 120
"""Seconds; should the first worker come to grief, the others go on without it."""
_meeting_place = pytest.StashKey[Path]()


_compiled: Any = LRUCache(5_000)
"""What SQLAlchemy made of a statement, for all cabinets of a process."""


def _only_this_machine(self: socket.socket, address: Any) -> None:
    # Event loops talk to themselves over loopback on Windows; anything further is a fault.
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        raise AssertionError("The program tried to use the network.")
    _connect(self, address)


def _quick(*, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int) -> Argon2id:
    # Locks "at the least cost" are for tests alone. Where no other process opens them, they cost
    # next to nothing: the same algorithm, salts and checks, with 8 KiB in one pass.
    if Argon2Costs(memory_cost, iterations, lanes) == FLOOR:
        memory_cost, iterations = 8, 1
    return Argon2id(salt=salt, length=length, iterations=iterations, lanes=lanes, memory_cost=memory_cost)


def pytest_configure() -> None:
    """Make locks quick from the start on, and look for lost cycles less often: a fifth of all time."""
    gc.set_threshold(50_000, 20, 50)
    # No example is timed: the first one may load a library, on a machine that has much else to do.
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    setattr(wrapping, "Argon2id", _quick)  # noqa: B010 - it stands in for a class
    _compile_statements_once()
    # Writing the whole drawer anew at each opening costs by its size; its rules hold at any.
    drawer_file.SMALLEST = 512 * 1024


def _compile_statements_once() -> None:
    """Let all cabinets of a process share what SQLAlchemy makes of a statement; a test opens many.

    The program itself does not: with it words searched for would outlive the open cabinet. All engines
    are made alike, so their dialects are as good as one.
    """

    def share(connection: Any) -> None:
        connection.engine._compiled_cache = _compiled

    event.listen(Engine, "engine_connect", share)
    setattr(SQLiteDialect_pysqlite, "__eq__", lambda one, other: type(one) is type(other))  # noqa: B010
    setattr(SQLiteDialect_pysqlite, "__hash__", lambda one: hash(type(one)))  # noqa: B010


def _is_cold() -> bool:
    """Whether no test module has been compiled here yet, and what is compiled will be kept."""
    kept = Path(__file__).parent / "__pycache__"
    return not sys.dont_write_bytecode and not any(kept.glob("test_*.pyc"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each worker where the first one will say that it has loaded all, if nothing is compiled yet."""
    if _meeting_place not in node.config.stash and _is_cold():
        node.config.stash[_meeting_place] = Path(tempfile.mkdtemp(prefix="supervise-tests-"))
    place = node.config.stash.get(_meeting_place, None)
    node.workerinput["loaded"] = str(place / "loaded") if place else ""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Let the first worker load everything alone: what it compiles, the others need not compile again."""
    worker = getattr(session.config, "workerinput", {})
    if not worker.get("loaded"):
        return (yield)
    loaded = Path(worker["loaded"])
    if worker["workerid"] == _FIRST:
        try:
            return (yield)
        finally:
            loaded.touch()
    until = time.monotonic() + _LONGEST_WAIT
    while loaded.parent.exists() and not loaded.exists() and time.monotonic() < until:
        time.sleep(0.1)
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing of the workers' meeting place behind."""
    place = config.stash.get(_meeting_place, None)
    if place:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(autouse=True, scope="module")
def _true_locks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give modules marked true_locks the true ones: they test locks, or share them with other processes."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("true_locks"):
            patch.setattr(wrapping, "Argon2id", Argon2id)
        yield


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


@pytest.fixture(autouse=True)
def _drawn_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw a screen when a test looks at it, not at every key: without a terminal nobody sees that.

    It is a third of the work of a test that types. Whatever reads the screen (`Table.text`, a picture)
    still draws all of it, and a fault in drawing still fails there.
    """
    compositor = sys.modules.get("textual._compositor")
    if compositor is None:
        return
    update = compositor.Compositor.render_update

    def drawn(self: Any, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> Any:
        if full:
            return update(self, full, screen_stack, simplify)
        self._dirty_regions.clear()
        return None

    monkeypatch.setattr(compositor.Compositor, "render_update", drawn)


@pytest.fixture(autouse=True)
def _style_sheets_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse a style sheet once a process, not once a test: the rules are the same, nobody changes them."""
    stylesheet = sys.modules.get("textual.css.stylesheet")
    if stylesheet is None:
        return
    parse = stylesheet.Stylesheet._parse_rules

    def parsed(self: Any, css: str, *where: Any, **also: Any) -> Any:
        key = (css, where, tuple(also.items()), tuple(self._variables.items()))
        if key not in _parsed:
            _parsed[key] = parse(self, css, *where, **also)
        return _parsed[key]

    monkeypatch.setattr(stylesheet.Stylesheet, "_parse_rules", parsed)
