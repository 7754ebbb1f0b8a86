"""The policies on how often people are supervised: which is used, which there are, what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.forms.policy import Policy
from supervise_tui.problems import BadForm
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import organisation_settings, policies
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.policies import PolicyLine

_FILE, _FOLDER, _AGAIN = "file", "folder", "again"


@dataclass(frozen=True)
class _View:
    offered: list[PolicyLine]
    left_out: list[BadForm]
    own_folder: bool


class PoliciesScreen(House):
    """The one in use on top; Enter on another shows first what it would mean."""

    WHERE = "Settings › How often: the policy"
    CSS_PATH = "policies.tcss"
    HELP = (
        "A policy says how often people are supervised here. It is your organisation's own rule, never the "
        "law, and its name stands beside every interval in this program.\n\n"
        "Enter on a policy shows what it says and what it would mean for each of the people who are here, by "
        "name. Nothing changes until you press u there.\n\n"
        "An organisation can write a policy of its own: docs/policies.md shows how. It lies in a folder "
        "“policies” inside the folder of your own forms, or f tries one out of any file. One with faults is "
        "left out, and Enter says what is wrong, with the line. r reads the folder anew."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Look at it"),
        Binding("f", "file", "From a file"),
        Binding("r", "again", "Read anew"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view: _View | None = None
        self._used = ""

    def compose_body(self) -> ComposeResult:
        """What a policy is, above the list."""
        yield Static(
            "Your organisation's own rule, never the law. Enter shows first what it means for your people.",
            id="words",
            markup=False,
        )
        yield RowList(id="rows", by_part=True)

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def way_back(self) -> Callable[[], House] | None:
        """It is quickly opened again."""
        return PoliciesScreen

    def look_again(self) -> None:
        """Look again: another one may be in use now."""
        self.action_again()

    def action_again(self) -> None:
        """Read the folder of own forms and policies anew."""
        desk = self.desk
        self.run_slow(lambda: _gather(desk), self._show, word="" if self._view else "Reading the policies")

    def _show(self, view: _View) -> None:
        self._view = view
        used = next(line.policy for line in view.offered if line.in_use)
        self.query_one(RowList).show(self._rows(view), keep=self._used in ("", used.digest))
        if self._used not in ("", used.digest):
            self.show_note(f"“{used.title}” is used from now on.")
        self._used = used.digest

    def _rows(self, view: _View) -> list[Row]:
        rows: list[Row] = []
        for in_use, title in ((True, "In use"), (False, "Others to choose from")):
            lines = [_row(line) for line in view.offered if line.in_use is in_use]
            rows += [heading(title), *lines, heading("")] if lines else []
        if view.left_out:
            rows.append(heading("Left out, because of faults (Enter shows them)"))
            rows += [
                Row(f"fault:{at}", (f"! {bad.name}", _faults(len(bad.faults))))
                for at, bad in enumerate(view.left_out)
            ]
            rows.append(heading(""))
        folder = "Forms and policies of your own" if view.own_folder else "Choose a folder for your own"
        return [*rows, Row(_FILE, ("Try one of your own from a file",)), Row(_FOLDER, (folder,))]

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Look at what stands under the cursor."""
        from supervise_tui.ui import rooms

        kind, _, key = self.query_one(RowList).chosen.partition(":")
        view = self._view
        if view is None:
            return
        if kind == _FILE:
            self.action_file()
        elif kind == _FOLDER:
            self.house.push_screen(rooms.own_forms())
        elif kind == "fault":
            self._show_faults(view.left_out[int(key)])
        elif kind == "policy":
            policy = next(line.policy for line in view.offered if line.policy.digest == key)
            self.house.push_screen(rooms.policy_preview(policy))

    def _show_faults(self, bad: BadForm) -> None:
        words = "\n\n".join(str(fault) for fault in bad.faults)
        self.house.push_screen(Help(words, (), title=bad.name))

    def action_file(self) -> None:
        """Try a policy out of a file."""
        read: list[Policy] = []

        def check(text: str) -> None:
            read.append(policies.from_file(text))

        def answered(text: str | None) -> None:
            from supervise_tui.ui import rooms

            if text is not None and read:
                self.house.push_screen(rooms.policy_preview(read[-1]))

        self.house.push_screen(
            Ask.line(
                "A policy of your own",
                "The file is read and nothing changes yet. If you use it, the cabinet keeps it as it is now.",
                label="File",
                help="ends in .toml",
                yes="Look at it",
                check=check,
            ),
            answered,
        )


def _gather(desk: Desk) -> _View:
    own = organisation_settings.own_forms(desk)  # reads the folder anew
    left_out = [bad for bad in own.left_out if bad.what == "policy"] if own is not None else []
    return _View(policies.offered(desk), left_out, own is not None)


def _row(line: PolicyLine) -> Row:
    whose = "your own" if line.own else ""
    if line.newer:
        whose = "! the one in use, as its file is now"
    return Row(f"policy:{line.policy.digest}", (line.policy.title, whose), "", Content(line.policy.in_short))


def _faults(number: int) -> str:
    return "1 fault" if number == 1 else f"{number} faults"
