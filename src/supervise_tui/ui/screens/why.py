"""Who wanted it and why: asked when a planned supervision is moved or cancelled [CAD-9]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content as Styled
from textual.widgets import Button, Static

from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.base import Dialog
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.enter_field import EnterField, keys_taken
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.ui.widgets.problem_line import ProblemLine

_NEITHER = "neither"


@dataclass(frozen=True)
class Because:
    """What was said."""

    by: Role
    """WORKER or SUPERVISOR; BOTH for neither of the two alone."""
    why: str
    sickness: bool
    back_on: date | None = None
    """The first day at work again after sickness, where it is known."""


class Why(Dialog[Because | None]):
    """Asks who, whether for sickness, and why in a line; None when it is called off."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "call_off", "Back"),
        # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
        Binding("enter", "enter", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        words: str,
        names: Mapping[Role, str],
        *,
        yes: str,
        today: date | None = None,
    ) -> None:
        """With `today` sickness is asked about too, and until when."""
        super().__init__()
        self._asks_sickness = today is not None
        self._title, self._words, self._yes = title, words, yes
        who = [(role.value, names[role]) for role in (Role.WORKER, Role.SUPERVISOR)]
        self._who = Pick([*who, (_NEITHER, "Neither of you")], upright=False, id="who")
        self._who.border_title = "Who could not, or wanted it otherwise"
        self._ill = Pick([("no", "No"), ("yes", "Yes")], value="no", id="ill")
        self._ill.border_title = "Because somebody is off sick"
        self._back = DateField(
            "First day back at work",
            today=today or date.min,
            help="empty while nobody knows",
            id="back_on",
        )
        self._why = EnterField("Why", self.give, id="why")
        self._why.border_subtitle = "the history keeps it"

    def compose(self) -> ComposeResult:
        """The question, who, sickness, the reason."""
        with Vertical(classes="box") as box:
            box.border_title = Styled(self._title).markup
            yield Static(self._words, classes="words", markup=False)
            yield self._who
            if self._asks_sickness:
                yield self._ill
                yield self._back
            yield self._why
            yield ProblemLine()
            with Horizontal(classes="buttons"):
                yield Button(Styled(f"[ {self._yes} ]"), id="yes", compact=True)
                yield Button(Styled("[ Back ]"), id="no", compact=True)

    def on_mount(self) -> None:
        """Start with who; the day back is asked for once somebody is ill."""
        self._back.display = False
        self.set_focus(self._who)

    @on(Pick.Picked, "#ill")
    def _ask_back(self) -> None:
        self._back.display = self._ill.value == "yes"

    async def action_enter(self) -> None:
        """From the day on to the reason, once the keys before Enter are in it."""
        if self.focused is not self._back.line:
            raise SkipAction  # every other field has an Enter of its own
        await keys_taken(self._back.line)
        await keys_taken(self._back)
        self.set_focus(self._why)

    @on(Button.Pressed, "#yes")
    def give(self) -> None:
        """Give what was said, if all of it is there."""
        if not self._who.value:
            self._refuse("Nobody is chosen yet.", "Say who could not, or wanted it otherwise.", self._who)
        elif self._is_ill and self._who.value == _NEITHER:
            self._refuse("Nobody is chosen who is off sick.", "Say which of the two it is.", self._who)
        elif self._is_ill and self._back.problem is not None:
            self._refuse(self._back.problem.sentence, self._back.problem.cure, self._back.line)
        elif not self._why.value.strip():
            self._refuse("Nothing is written yet.", "Please say why in a few words.", self._why)
        else:
            by = Role.BOTH if self._who.value == _NEITHER else Role(self._who.value)
            back_on = self._back.value if self._is_ill else None
            self.dismiss(Because(by, self._why.value.strip(), self._is_ill, back_on))

    @property
    def _is_ill(self) -> bool:
        return self._asks_sickness and self._ill.value == "yes"

    def _refuse(self, wrong: str, cure: str, field: Pick | LineField) -> None:
        self.show_problem(BadInput(wrong, cure))
        self.set_focus(field)

    @on(Button.Pressed, "#no")
    def action_call_off(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
