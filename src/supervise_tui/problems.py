"""Every error we raise: one plain sentence, and what to do next.

A problem is shown to people as it stands, in the UI and on stderr: never put a secret, a path
of ours, a local variable or a person's words into one beyond what the reader typed themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class Problem(Exception):  # noqa: N818 - the word our users see
    """Something that people can understand and act on.

    `sentence` says what happened, `cure` says what to do next (may be empty).
    """

    def __init__(self, sentence: str, cure: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.sentence} {self.cure}".strip()


class BadInput(Problem):
    """What was typed, pasted or given cannot be used as it stands."""


@dataclass(frozen=True)
class Fault:
    """One fault in a file: where it is, what is wrong, what would be right."""

    where: str
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.wrong}" + (f" {self.right}" if self.right else "")


class BadForm(Problem):
    """A form or another definition of ours, the file `name`, has faults: all of them, in file order."""

    def __init__(self, name: str, faults: Iterable[Fault], what: str = "form") -> None:
        self.name, self.faults, self.what = name, tuple(faults), what
        count = "a fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"The {what} {name} has {count}:\n{lines}\n", "Put these right and try again.")


class NotAllowed(Problem):
    """A rule of the records or of a role does not allow this now."""


class NotOpened(NotAllowed):
    """A worker's file is shut to who is neither of the two, until they say who they are and why [REC-5].

    `worker` is the id of whose file it is.
    """

    def __init__(self, worker: str) -> None:
        self.worker = worker
        super().__init__(
            "This file is private to two people.", "Say who you are and why you open it; it is written down."
        )


class NotFound(Problem):
    """Nothing here has that name or number."""


class WrongSecret(Problem):
    """A passphrase, recovery key or signing secret did not fit."""


class WeakSecret(Problem):
    """A new secret would be too easy to guess."""


class TooManyTries(Problem):
    """Wrong secrets came too fast; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes, rest = divmod(max(1, seconds), 60)
        wait = f"{minutes} min {rest} s" if minutes else f"{rest} seconds"
        super().__init__("That was wrong too many times.", f"Wait {wait}, then try again.")


class CabinetInUse(Problem):
    """Another copy of the program has this cabinet open."""


class NotACabinet(Problem):
    """The folder holds no cabinet, or one that is damaged or hostile."""


class BadBackup(Problem):
    """The file is no backup, or one that is damaged or hostile."""


class CabinetTooNew(Problem):
    """The cabinet was written by a newer version of the program."""


class HistoryBroken(Problem):
    """The history or the seal does not fit what the cabinet holds."""


class FileTrouble(Problem):
    """A file or folder cannot be read or written (full disk, no right, gone)."""


class NotIntact(Problem):
    """A signed thing does not fit its signatures."""
