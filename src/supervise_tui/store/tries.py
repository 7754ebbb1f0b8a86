"""Slow down guessing: after three wrong secrets each further try waits.

Counts are kept on the disk in two places, so a restart does not clear them; the wait is served on
this process's own monotonic clock, so a changed wall clock does not shorten it and a restart begins
it anew. Who can edit the files is outside this promise: the cost of a guess is what protects then.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from supervise_tui.canonical import canonical_bytes, parse
from supervise_tui.problems import BadInput, FileTrouble, TooManyTries
from supervise_tui.store.durable import make_folder, read_small, write_whole
from supervise_tui.trust.costs import FREE_TRIES, WAIT_SECONDS

SIGNING: Final = "signing-"
"""The name of the tries at a person's signing secret begins with this; their id follows."""
_SIZE_LIMIT = 256
_SAFE_NAME = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True)
class Seen:
    """What one process knows of tries, by place: when it last allowed one, and how many were wrong."""

    last: dict[str, float] = field(default_factory=dict)
    """When a try was last allowed, or a wait begun; on the caller's clock."""
    counted: dict[str, int] = field(default_factory=dict)
    """Should the files be lost meanwhile."""
    guard: threading.Lock = field(default_factory=threading.Lock)


_BY_THIS_PROCESS: Final = Seen()
"""One for the whole process on purpose: with a second one a wait could be got round by opening anew."""


class Tries:
    """The tries at one secret. Call `before` each try, and `right` when it fitted."""

    def __init__(self, paths: Sequence[Path], seen: Seen = _BY_THIS_PROCESS) -> None:
        self._paths = tuple(paths)
        self._key = str(self._paths[0])
        """By which this process knows them."""
        self._seen = seen

    def before(self, monotonic: float) -> None:
        """Let one try begin at `monotonic` seconds; TooManyTries says how long to wait.

        The try counts from here on, so that ending the program during it is no way round. Where
        it can be noted nowhere (a full disk) no try is free: a restart would give them back.
        """
        with self._seen.guard:
            count = max(self._seen.counted.get(self._key, 0), self._count())
            if count >= FREE_TRIES:
                self._serve_wait(monotonic)
            if not self._keep(count + 1):
                self._serve_wait(monotonic)
            self._seen.counted[self._key] = count + 1
            self._seen.last[self._key] = monotonic

    def right(self) -> None:
        """The secret was right: all is forgotten."""
        with self._seen.guard:
            self._seen.last.pop(self._key, None)
            self._seen.counted.pop(self._key, None)
            self._forget()

    def _serve_wait(self, monotonic: float) -> None:
        began = self._seen.last.setdefault(self._key, monotonic)
        left = began + WAIT_SECONDS - monotonic
        if left > 0:
            raise TooManyTries(math.ceil(left))

    def _count(self) -> int:
        """Give how many were wrong, by what is kept."""
        return max(_read(path) for path in self._paths)

    def _forget(self) -> None:
        for path in self._paths:
            with suppress(OSError):  # it stays and costs the owner a wait at worst
                path.unlink(missing_ok=True)

    def _keep(self, count: int) -> bool:
        """Note the count in every place; say whether one of them took it."""
        kept = False
        for path in self._paths:
            with suppress(FileTrouble):
                make_folder(path.parent, "The program's own folder")
                write_whole(path, canonical_bytes({"wrong": count}), "The count of wrong tries")
                kept = True
        return kept


def tries_for(
    folder: Path, state_folder: Path, cabinet: str, name: str, seen: Seen = _BY_THIS_PROCESS
) -> Tries:
    """Give the tries at the secret called `name` (an opaque word) of one cabinet."""
    if not _SAFE_NAME.fullmatch(name):
        raise ValueError("a name of tries is lower-case letters, digits and hyphens")
    paths = [folder / "tries" / f"{name}.json", state_folder / "tries" / f"{cabinet}-{name}.json"]
    return Tries(paths, seen)


def _read(path: Path) -> int:
    """Give the count kept at `path`; a damaged file counts as enough tries to wait, a missing one as none."""
    try:
        raw = read_small(path, _SIZE_LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError:
        return FREE_TRIES
    try:
        value = parse(raw) if raw is not None else None
    except BadInput:
        value = None
    count = value.get("wrong") if isinstance(value, dict) else None
    return count if type(count) is int and 0 <= count < 2**31 else FREE_TRIES
