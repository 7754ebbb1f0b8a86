"""What all screens have: key bar, problem line, help, and slow work that never stops the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar, cast, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.problems import NotOpened, Problem
from supervise_tui.ui.widgets.key_bar import KeyBar
from supervise_tui.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from supervise_tui.ui.app import SuperviseApp
    from supervise_tui.workflows.desk import Desk

Result = TypeVar("Result")
Command: TypeAlias = tuple[str, str, Callable[[], object]]
"""Something for the command palette: its name, what it does in a few words, what is done."""

MOVING: list[BindingType] = [
    # Priority: a key typed right after Tab must reach the next field, not the old one.
    Binding("tab", "go_on", "Next field", show=False, priority=True),
    Binding("shift+tab", "go_back", "Field before", show=False, priority=True),
]


@runtime_checkable
class Explains(Protocol):
    """A part of a screen that has something to say to the field in hand."""

    def help_on(self, widget: Widget) -> str:
        """Give it; "" for nothing."""


_ABOVE_HOME = 2
"""Screens that are never left so: the first paint, and home on it."""


class SlowWork:
    """Mixed into screens: runs a function in a thread and comes back with what it gave."""

    _busy = False
    _asking_visitor = False
    """Whether who looks is being asked why."""
    _once_in_front: Callable[[], object] | None = None
    """What met a shut file behind another screen: done once more when this one comes to the front."""

    @property
    def busy(self) -> bool:
        """Whether slow work that the user waits for is under way."""
        return self._busy

    @property
    def house(self) -> SuperviseApp:
        """The app, by its own type."""
        return cast("SuperviseApp", cast("Screen[Any]", self).app)

    def show_problem(self, problem: Problem) -> None:
        """Show what went wrong and what to do next; it stays until something else is said."""
        self._problem_line().problem(problem)

    def show_note(self, text: str) -> None:
        """Show something that is not wrong."""
        self._problem_line().note(text)

    def clear_problem(self) -> None:
        """Take away what was said."""
        self._problem_line().clear()

    def run_slow(
        self,
        fn: Callable[[], Result],
        then: Callable[[Result], object] | None = None,
        *,
        word: str = "One moment",
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Run `fn` in a thread, then `then` with its result here; a Problem goes to `failed`, or is shown.

        While it runs, `word` is shown and a second call is not taken: Enter pressed twice does a
        thing once. With `word=""` it runs in silence, beside anything else (autosave). When the
        screen is left meanwhile, the work is finished but its result is dropped.
        """
        if word and self._busy:
            return
        screen = cast("Screen[Any]", self)
        screen.run_worker(self._work(fn, then, word, failed), exit_on_error=True, group="slow")
        if word:
            self._busy = True
            self.show_note(f"{word} …")

    async def _work(
        self,
        fn: Callable[[], Result],
        then: Callable[[Result], object] | None,
        word: str,
        failed: Callable[[Problem], object] | None,
    ) -> None:
        was_open = self.house.is_open
        try:
            result = await asyncio.to_thread(fn)
        except NotOpened as shut:
            if self._still_here(word):
                again = partial(self.run_slow, fn, then, word=word, failed=failed)
                self._ask_visitor(shut.worker, again)
            return
        except Problem as problem:
            if self._still_here(word):
                (failed or self.show_problem)(problem)
            return
        # Locked meanwhile: this screen is about to go, and there is no desk for what comes next.
        if self._still_here(word) and then is not None and (self.house.is_open or not was_open):
            then(result)

    def _still_here(self, word: str) -> bool:
        """Take away what was said of the work; false when the screen was left while it ran."""
        self._busy = self._busy and not word
        screen = cast("Screen[Any]", self)
        # A screen that is being taken away loses what is on it first: its work may end just then.
        if not screen.is_attached or not screen.query(ProblemLine):
            return False
        if word:
            self.clear_problem()
        return True

    def _ask_visitor(self, worker: str, go_on: Callable[[], object]) -> None:
        """A file that is shut to who has the cabinet open: ask why they open it, then go on [REC-5]."""
        from supervise_tui.ui import rooms

        screen = cast("Screen[Any]", self)
        if self._asking_visitor:
            return
        if self.house.arriving or self.house.screen is not screen:
            self._once_in_front = go_on
            return
        self._asking_visitor = True

        def answered(opened: bool | None) -> None:
            if opened:
                self._asking_visitor = False
                go_on()
            elif len(self.house.screen_stack) > _ABOVE_HOME:
                screen.dismiss(None)  # nothing of the file was shown, and there is nothing to stay for
            else:
                self._asking_visitor = False

        desk = screen.desk if isinstance(screen, House) else self.house.desk
        self.house.push_screen(rooms.look_into(desk, worker), answered)

    def _problem_line(self) -> ProblemLine:
        return cast("Screen[Any]", self).query_one(ProblemLine)


class House(SlowWork, Screen[None]):
    """A whole screen: a line that says where you are, the body, the problem line, the keys.

    Subclasses give `compose_body`, HELP, WHERE and their BINDINGS; keys are shown in the order of
    `shown_keys`. `flush` writes what is not saved yet; `way_back` says how to come here again after
    a lock, holding ids only.
    """

    HELP: ClassVar[str] = ""
    """Plain sentences that explain this screen."""
    WHERE: ClassVar[str] = ""
    IN_THE_DRAWER: ClassVar[bool] = False
    """Whether it, and every screen that is opened from it, works among the improvement plans."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        Binding("escape", "back", "Back"),
        Binding("question_mark,f1", "help", "Help"),
    ]

    def where(self) -> str:
        """The words at the left of the top line."""
        return self.WHERE

    def compose(self) -> ComposeResult:
        """Lay out the frame around the body."""
        yield Static("", id="where", markup=False)
        with Vertical(id="body"):
            yield from self.compose_body()
        yield ProblemLine()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """Lay out what is particular to the screen."""
        yield from ()

    def _on_mount(self, event: object) -> None:
        self.refresh_where()
        self.refresh_keys()

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for bar in self.query(KeyBar):
            bar.show_for(event.widget)

    def on_screen_resume(self) -> None:
        """Look again, unless the screen is in front only for a moment on its way out."""
        if self.house.is_open and not self.house.clearing:
            waiting, self._once_in_front = self._once_in_front, None
            if waiting is not None:
                waiting()
            self.look_again()

    def look_again(self) -> None:
        """Read anew what is shown: called when the screen comes to the front of an open cabinet."""

    def refresh_where(self) -> None:
        """Draw the top line anew."""
        right = self.house.standing_in
        left = self.where()
        gap = max(2, self.house.size.width - 2 - Content(left).cell_length - Content(right).cell_length)
        self.query_one("#where", Static).update(Content(left + " " * gap + right))

    def on_resize(self) -> None:
        """Fit the top line to the new width."""
        self.refresh_where()

    def shown_keys(self) -> Iterable[Binding]:
        """Give the keys for the key bar, most important first, help last."""
        own = [
            b for b in type(self).BINDINGS if isinstance(b, Binding) and b.show and not self.why_not(b.action)
        ]
        common = [b for b in House.BINDINGS if isinstance(b, Binding) and b.show]
        taken = {b.action for b in own} | {b.key for b in type(self).BINDINGS if isinstance(b, Binding)}
        return [*own, *(b for b in common if b.action not in taken and b.key not in taken)]

    def own_commands(self) -> Iterable[Command]:
        """Give what the command palette offers on this screen."""
        return ()

    def why_not(self, action: str) -> str:
        """Say why who has the cabinet open may not use that key here; empty when they may."""
        from supervise_tui.ui.what_roles_do import act_of

        act = act_of(self, action)
        return self.desk.why_not(act) if act is not None and self.house.is_open else ""

    def refresh_keys(self) -> None:
        """Draw the key bar anew, after what the keys do has changed."""
        self.query_one(KeyBar).show(self.shown_keys())

    @property
    def desk(self) -> Desk:
        """The desk it works at: over the records, or over the drawer of improvement plans."""
        return self.house.desk_of(self)

    def flush(self) -> None:
        """Write at once what is typed and not saved: called before a lock, on leaving, on a closed window."""

    @property
    def unsaved(self) -> bool:
        """Whether something typed could not be written: it must not be locked away yet."""
        return False

    for_one_alone = False
    """Whether it holds what only one person may read: then it is locked away, not only covered."""
    waits_in_hand_over = False
    """Whether a supervision waits below for its agreement: what lies above ends no hand-over."""

    def before_quitting(self) -> str:
        """Give what would be lost by quitting now, in a sentence; nothing in most places."""
        return ""

    def way_back(self) -> Callable[[], House] | None:
        """Give what builds this screen again, from ids only; None when it is not worth coming back to."""
        record_id = getattr(self, "record_id", None)
        if isinstance(record_id, str):
            return partial(cast("Callable[[str], House]", type(self)), record_id)
        return None

    def action_go_on(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_go_back(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_back(self) -> None:
        """Leave this screen; nothing is lost."""
        self.flush()
        self.dismiss()

    def action_help(self) -> None:
        """Explain this screen, after what a form says to the part of it that is in hand."""
        around = self.focused.ancestors if self.focused is not None else []
        page = next((node for node in around if isinstance(node, Explains)), None)
        said = page.help_on(self.focused) if page is not None and self.focused is not None else ""
        self.house.show_help(f"{said}\n\n{self.HELP}" if said else self.HELP)


class Dialog(SlowWork, ModalScreen[Result]):
    """A question in front of a screen."""

    BINDINGS: ClassVar[list[BindingType]] = MOVING

    def flush(self) -> None:
        """Write at once what is typed and has a place to be kept; most questions have none."""

    @property
    def unsaved(self) -> bool:
        """Whether something typed could not be written: it must not be locked away yet."""
        return False

    def action_go_on(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_go_back(self) -> None:
        """Go to the field before."""
        self.focus_previous()
