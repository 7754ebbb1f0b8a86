"""The line above the keys: what went wrong and what to do, or what is being done."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from supervise_tui.problems import Problem


class ProblemLine(Static):
    """Hidden while there is nothing to say; never shows its meaning by colour alone."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False
        self._said = ""

    @property
    def said(self) -> str:
        """What stands in the line now."""
        return self._said

    def problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do next."""
        self._say("! ", str(problem), wrong=True)

    def note(self, text: str) -> None:
        """Say something that is not wrong: what was done, or what is being done."""
        self._say("", text, wrong=False)

    def clear(self) -> None:
        """Say nothing."""
        self._say("", "", wrong=False)

    def _say(self, mark: str, text: str, *, wrong: bool) -> None:
        self._said = text
        self.set_class(wrong, "-wrong")
        self.display = bool(text)
        self.update(Content(mark + text))
