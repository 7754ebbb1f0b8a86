"""Give someone a key of their own: who, what for, until when; then they type their passphrase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from supervise_tui.domain.roles import NEEDS_LAST_DAY, key_role
from supervise_tui.problems import BadInput, Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.new_passphrase import NewPassphrase
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.enter_field import EnterField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import key_holders


class GiveKey(House):
    """A form of one field a line; `given` is called with the name when the key is there."""

    WHERE = "Keys and backups › Give a key"
    CSS_PATH = "give_key.tcss"
    HELP = (
        "The person gets a passphrase of their own, which they type themselves: you do not see it, and they "
        "do not see yours. With it they can open everything in this cabinet that the key is for. What they "
        "do stands in the history under their name.\n\n"
        "Each role is for something else: the line under it says what. Whoever opens a worker's file with "
        "a key of their own is asked why, and the worker can see it. An inspector's key always has a last "
        "day.\n\n"
        "A last day is kept by this program: on the day after, the key opens nothing here. To be sure for "
        "good, take the key away then, which locks the cabinet anew.\n\n"
        "Improvement plans are kept apart: a key opens them only if you say so, "
        "and only you and a registered manager write in them."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "give", "Give the key")]

    def __init__(self, given: Callable[[str], object]) -> None:
        super().__init__()
        self._given = given

    def compose_body(self) -> ComposeResult:
        """Lay out the fields."""
        with VerticalScroll(can_focus=False):
            yield EnterField("Their name", self.action_go_on, id="name")
            yield EnterField("Their post", self.action_go_on, id="post")
            role = Pick(list(key_holders.ROLES.items()), id="role", upright=True, classes="boxed")
            role.border_title, role.border_subtitle = "What the key is for", "arrows choose"
            yield role
            yield Static("", id="says", markup=False)
            yield DateField(
                "Until", today=self.house.today, help="last day; empty: until it is taken away", id="until"
            )
            plans = Pick([("no", "No"), ("yes", "Yes")], value="no", id="plans", classes="boxed")
            plans.border_title, plans.border_subtitle = "Improvement plans too?", "arrows choose"
            yield plans
            with Horizontal(classes="buttons"):
                yield Button(Content("[ Go on ]"), id="give", compact=True)
                yield Button(Content("[ Back ]"), id="back", compact=True)

    def on_mount(self) -> None:
        """Start with the name."""
        self._field("post").say("deputy manager, regional manager")
        self.set_focus(self.query_one("#name"))

    @on(Pick.Picked, "#role")
    def _chosen(self, event: Pick.Picked) -> None:
        """Say what the role is for, and whether its key needs a last day."""
        self.query_one("#says", Static).update(key_role(event.value).says if event.value else "")
        needed = event.value in NEEDS_LAST_DAY
        self.query_one("#until", DateField).line.border_title = "Last day (needed)" if needed else "Until"

    @on(DateField.Submitted)
    def _enter(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    @on(Button.Pressed, "#give")
    def action_give(self) -> None:
        """Check the form, ask for the owner's passphrase, then let the person type theirs."""
        until = self.query_one("#until", DateField)
        name, post = self._text("name"), self._text("post")
        role = self.query_one("#role", Pick).value
        for field, value, what in (("name", name, "Their name"), ("post", post, "Their post")):
            if not value.strip():
                self._refuse(BadInput(f"{what} is empty.", "Please type it in."), field)
                return
        if not role:
            self._refuse(BadInput("It is not chosen what the key is for.", "Choose with the arrows."), "role")
            return
        if until.problem is not None:
            self.show_problem(until.problem)
            self.set_focus(until.line)
            return
        if until.value is None and role in NEEDS_LAST_DAY:
            self.show_problem(BadInput("Such a key has a last day.", "Type the day on which the visit ends."))
            self.set_focus(until.line)
            return
        self._ask(name, post, role, until.value, self.query_one("#plans", Pick).value == "yes")

    def _ask(self, name: str, post: str, role: str, until: date | None, plans: bool) -> None:
        from supervise_tui.ui import rooms

        desk = self.desk

        def keep(passphrase: str) -> None:
            key_holders.give_key(
                desk, name=name, post=post, role=role, passphrase=passphrase, until=until, plans=plans
            )

        def kept(done: bool | None) -> None:
            if done:
                self.dismiss()
                self._given(name)

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.house.push_screen(
                    NewPassphrase(
                        f"{name} chooses a passphrase",
                        f"{name}, please take the keyboard; everybody else, please look away. This "
                        "passphrase opens the cabinet and is yours alone: nobody else may know it. "
                        "Three or more words that have nothing to do with each other are strong and easy to "
                        "remember.",
                        keep,
                    ),
                    kept,
                )

        self.house.push_screen(
            rooms.ask_passphrase(
                desk,
                f"Give {name} a key",
                f"What this key is for: {key_role(role).says} First your own passphrase; then {name} types "
                "theirs.",
            ),
            answered,
        )

    def _refuse(self, problem: Problem, field: str) -> None:
        self.show_problem(problem)
        self.set_focus(self.query_one(f"#{field}"))

    def _text(self, field: str) -> str:
        return self._field(field).value

    def _field(self, field: str) -> LineField:
        return self.query_one(f"#{field}", LineField)
