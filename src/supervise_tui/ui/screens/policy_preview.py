"""What a policy would mean for the people who are here, by name, before anybody chooses it [CAD-1]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.cadence import Due
from supervise_tui.forms.policy import Policy
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import policies
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.policy_preview import PreviewLine, preview


@dataclass(frozen=True)
class _View:
    lines: list[PreviewLine]
    used: Policy


class PolicyPreview(House):
    """The people for whom it would be different, those for whom it would not, then its rules."""

    CSS_PATH = "policies.tcss"
    HELP = (
        "For each person: by when the next supervision is due now, and by when it would be under this "
        "policy. The line below says which of its rules fits them. Enter opens their file.\n\n"
        "What two people have agreed in their agreement counts before any policy, so for them nothing "
        "changes but the words.\n\n"
        "Nothing is changed by looking. Press u to use the policy from now on: you are asked why, and the "
        "history keeps it. You can go back to another one at any time."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open the file"),
        Binding("u", "use", "Use this policy"),
    ]

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.policy = policy
        self._view: _View | None = None

    def where(self) -> str:
        """Which policy."""
        return f"How often › {self.policy.title}"

    def compose_body(self) -> ComposeResult:
        """What it says in short, then the people."""
        yield Static(Content(self.policy.about), id="words")
        yield RowList(id="rows", by_part=True)

    def on_mount(self) -> None:
        """Look ahead."""
        self.set_focus(self.query_one(RowList))
        desk, policy = self.desk, self.policy
        self.run_slow(lambda: _gather(desk, policy), self._show, word="Looking what it would mean")

    def why_not(self, action: str) -> str:
        """The one in use is used already."""
        if action == "use" and self._view is not None and self._is_used:
            return "This policy is in use already."
        return super().why_not(action)

    @property
    def _is_used(self) -> bool:
        return self._view is not None and self._view.used.digest == self.policy.digest

    def _show(self, view: _View) -> None:
        self._view = view
        self.refresh_keys()
        now = "In use now." if self._is_used else f"Not in use yet: “{view.used.title}” is. u uses this one."
        self.query_one("#words", Static).update(
            Content("\n").join([Content(self.policy.about), Content(now).stylize("bold")])
        )
        self.query_one(RowList).show(self._rows(view))

    def _rows(self, view: _View) -> list[Row]:
        rows: list[Row] = []
        changed = [line for line in view.lines if line.changes]
        same = [line for line in view.lines if not line.changes]
        if self._is_used:
            rows += _people(f"For {_counted(len(same))} this means", same, both=False)
        else:
            rows += _people(f"Different for {_counted(len(changed))}", changed, both=True)
            rows += _people(f"The same for {_counted(len(same))}", same, both=False)
        if not view.lines:
            rows += [heading("There are no workers yet."), heading("")]
        rows.append(heading("What it says: the first rule that fits somebody counts"))
        for number, rule in enumerate(self.policy.rules, 1):
            whom = Content(f"for {rule.whom}")
            rows.append(Row(f"rule:{number}", (f"{number}. {rule.title}", rule.how_often), "", whom))
        return rows + [Row(f"remark:{at}", (said,)) for at, said in enumerate(self.policy.remarks)]

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Open the file of the person under the cursor."""
        from supervise_tui.ui import rooms

        kind, _, key = self.query_one(RowList).chosen.partition(":")
        if kind == "worker":
            self.house.push_screen(rooms.worker_file(key))

    def action_use(self) -> None:
        """Ask why, and use it from now on."""
        view, desk, policy = self._view, self.desk, self.policy
        if view is None:
            return
        changed = sum(line.changes for line in view.lines)
        people = f"It is different for {changed} of {_counted(len(view.lines))}. " if view.lines else ""

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.dismiss()

        self.house.push_screen(
            Ask.line(
                f"Use “{policy.title}” from now on?",
                f"{people}It counts at once, at home and in every list. Records that are signed stay as they "
                "are. The history keeps who chose it, and why.",
                label="Why",
                help="may be empty",
                yes="Use it",
                check=lambda reason: policies.choose(desk, policy, reason.strip()),
            ),
            answered,
        )


def _gather(desk: Desk, policy: Policy) -> _View:
    return _View(preview(desk, policy), policies.in_use(desk))


def _counted(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _people(title: str, lines: Sequence[PreviewLine], *, both: bool) -> list[Row]:
    if not lines:
        return []
    rows = [heading(title)]
    for line in lines:
        then = _stands(line.then)
        stands = (_stands(line.now), f"→ {then}") if both else (then,)
        below = f"{line.rule}: {line.how_often}"
        if line.agreed:
            fits = "differs from" if line.then.deviates else "fits"
            below = f"as they agreed, which {fits} the policy: {line.how_often}"
        rows.append(Row(f"worker:{line.worker.id}", (line.worker.name, *stands), "", Content(below)))
    return [*rows, heading("")]


def _stands(due: Due) -> str:
    """Give a few words for a narrow column: "by 1/12/2026", "! since 8/9/2026"."""
    if due.due_on is None:
        return {"paused": "away", "not-applicable": "does not run"}.get(due.state, "no day known")
    day = f"{due.due_on.day}/{due.due_on.month}/{due.due_on.year}"
    if due.state == "overdue":
        return f"! overdue since {day}"
    if due.state == "paused":
        return f"away; by {day}"
    return f"due by {day}"
