"""The last page of a draft: what is still missing, who signs, and the way to the signatures."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from supervise_tui.forms.answers import Gap
from supervise_tui.forms.definition import Role
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.step_button import StepButton
from supervise_tui.workflows.who_signs import SignerLine

_THE_TWO = (Role.WORKER, Role.SUPERVISOR)


class SignOffPage(VerticalScroll, can_focus=False):
    """Gaps, each one Enter away; signers, where the form leaves something open; buttons."""

    class GapChosen(Message):
        """Someone wants to go and fill this gap."""

        def __init__(self, gap: Gap) -> None:
            super().__init__()
            self.gap = gap

    class SignerChosen(Message):
        """Someone wants to name this signer, or to leave them out or take them in."""

        def __init__(self, line: SignerLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, page_id: str, *, on_paper: bool = False, alone: bool = False) -> None:
        super().__init__(id=page_id, classes="questions")
        self._alone = alone
        self._on_paper = on_paper
        self._gaps: tuple[Gap, ...] = ()
        self._open: tuple[SignerLine, ...] = ()
        self._shown = False
        self._words = Static("", id="gap-words", markup=False)
        self._list = MarkedList(id="gaps", markup=False)
        self._signers = MarkedList(id="signers", markup=False)
        self._signers.border_title = "Who else signs"
        self._signers.border_subtitle = "Enter: change"
        self._signers.display = False
        self._scores = Static("", id="all-scores", classes="scores", markup=False)
        self._scores.border_title = "Worked out"
        self._go = (
            StepButton("Read it through: it is a true copy of the paper", "screen.on_paper", id="offer")
            if on_paper
            else StepButton("Read it through and sign", "screen.offer", id="offer")
        )

    def compose(self) -> ComposeResult:
        """Words, gaps, who signs, buttons."""
        yield self._words
        yield self._list
        yield self._scores
        yield self._signers
        yield self._go
        other = "Attach a scan, or sign here after all" if self._on_paper else "This was signed on paper"
        yield StepButton(other, "screen.on_paper", id="on-paper")
        yield StepButton("Discard this draft", "screen.discard", id="discard")

    def show_scores(self, lines: Sequence[str]) -> None:
        """Show what the scores of the form say."""
        self._scores.display = bool(lines)
        self._scores.update("\n".join(lines))

    def show_signers(self, lines: Sequence[SignerLine]) -> None:
        """Show those of whom something is open: whom the form does not name, or can do without."""
        open_now = tuple(
            line for line in lines if not line.in_form and (line.role not in _THE_TWO or line.optional)
        )
        if open_now == self._open:
            return
        self._open = open_now
        at = self._signers.highlighted
        self._signers.clear_options()
        self._signers.add_options(Option(_words(line)) for line in open_now)
        self._signers.display = bool(open_now)
        if open_now:
            self._signers.highlighted = min(at or 0, len(open_now) - 1)

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show what is missing now."""
        if tuple(gaps) == self._gaps and self._shown:
            return
        self._gaps, self._shown = tuple(gaps), True
        self._list.clear_options()
        self._list.add_options(Option(f"○ {gap.sentence}") for gap in gaps)
        self._list.display = bool(gaps)
        self._go.display = not gaps
        if not gaps and self._on_paper:
            self._words.update(
                "Everything that is needed is typed in.\n\n"
                "Next you read it through against the paper, with the day on it and its scans,\n"
                "and sign that it is a true copy."
            )
            return
        if not gaps:
            self._words.update(
                "Everything that is needed is there.\n\n"
                f"Next you {'' if self._alone else 'both '}read the whole record through. "
                "Nothing is signed before that,\n"
                "and until somebody has signed you can come back and change it."
            )
            return
        self._list.highlighted = 0
        count = "One thing is" if len(gaps) == 1 else f"{len(gaps)} things are"
        self._words.update(f"{count} still missing before you can sign. Enter goes there.")

    def first_field(self) -> Widget:
        """The first gap, or the button."""
        return self._list if self._gaps else self._go

    @property
    def signers(self) -> Widget:
        """Where signers are named."""
        return self._signers

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the gap, or see to the signer."""
        event.stop()
        if event.option_list is self._signers:
            self.post_message(self.SignerChosen(self._open[event.option_index]))
        else:
            self.post_message(self.GapChosen(self._gaps[event.option_index]))


def _words(line: SignerLine) -> str:
    """One signer: who they are, and what Enter does."""
    if line.role in _THE_TWO:
        mark = " " if line.left_out else "x"
        return f"[{mark}] {line.name} signs (the form can do without)"
    if line.name:
        return f"{line.label}: {line.name}, {line.post}"
    need = "not asked to sign" if line.optional else "nobody is named yet"
    return f"{line.label}: {need}"
