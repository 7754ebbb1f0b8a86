"""A line that lists what fits while it is typed: people, places, records, actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from supervise_tui.canonical import Json
from supervise_tui.domain.finding import plain
from supervise_tui.forms.definition import Among, PersonQuestion, PlaceQuestion
from supervise_tui.ui.widgets.enter_field import EnterField, keys_taken
from supervise_tui.ui.widgets.marked_list import MarkedList
from supervise_tui.ui.widgets.questions.asking import Asking, Setting, widget_id
from supervise_tui.workflows.pick_from import Pickable

AT_ONCE = 8
"""What fits is shown up to here; more letters make it fewer."""


class SuggestingLine(EnterField):
    """The line itself; the arrows move in the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "look(1)", show=False),
        Binding("up", "look(-1)", show=False),
        Binding("escape", "shut", show=False),
    ]

    def __init__(self, on_enter: Callable[[], None], owner: SuggestedField, *, id: str) -> None:  # noqa: A002
        super().__init__("", on_enter, id=id)
        self._owner = owner

    def action_look(self, by: int) -> None:
        """Move in the list."""
        self._owner.look(by)

    def action_shut(self) -> None:
        """Close the list; when it is closed, Esc means what it means elsewhere."""
        if not self._owner.is_open:
            raise SkipAction
        self._owner.shut()

    def on_blur(self) -> None:
        """Nobody looks at the list any more."""
        self._owner.shut()


class Suggestions(MarkedList, can_focus=False):
    """What fits; the cursor stays in the line."""

    def on_resize(self) -> None:
        """Come into sight: only now the list has its place."""
        if self.size.height:
            self.scroll_visible(animate=False)


class SuggestedField(Vertical):
    """The line, and below it the list of what fits, while there is one."""

    DEFAULT_CSS = """
    SuggestedField {
        height: auto;
        width: 1fr;
    }
    SuggestedField > .suggestions {
        display: none;
        height: auto;
        max-height: 7;
    }
    SuggestedField.-open > .suggestions {
        display: block;
    }
    """
    can_focus = False

    def __init__(
        self,
        offered: Sequence[Pickable],
        *,
        id: str,  # noqa: A002 - Textual's name
        line_id: str,
        value: str = "",
        first: bool = False,
    ) -> None:
        super().__init__(id=id)
        self._offered = tuple(offered)
        self._first = first
        """Whether Enter takes the first that fits, also when nobody has moved to it."""
        self._fitting: tuple[Pickable, ...] = ()
        self.line = SuggestingLine(self._entered, self, id=line_id)
        self.line.value = value
        self._list = Suggestions(classes="suggestions", markup=False)

    def compose(self) -> ComposeResult:
        """The line; the list comes up when there is something to offer."""
        yield self.line
        yield self._list

    def offer(self, offered: Sequence[Pickable]) -> None:
        """Offer these from now on."""
        self._offered = tuple(offered)

    @property
    def offers_any(self) -> bool:
        """Whether there is anything to pick from."""
        return bool(self._offered)

    @property
    def is_open(self) -> bool:
        """Whether the list is on the screen."""
        return self.has_class("-open")

    def chosen(self, one: Pickable) -> None:
        """Someone has picked this one."""
        raise NotImplementedError

    def typed(self, text: str) -> None:
        """Someone has typed."""
        raise NotImplementedError

    def _show_fitting(self) -> None:
        words = plain(self.line.value).split()
        self._fitting = tuple(
            one for one in self._offered if all(word in plain(f"{one.words} {one.note}") for word in words)
        )[:AT_ONCE]
        self._list.clear_options()
        self._list.add_options(
            Option(f"{one.words} · {one.note}" if one.note else one.words) for one in self._fitting
        )
        self._list.highlighted = 0 if self._first and self._fitting else None
        self.set_class(bool(self._fitting), "-open")

    def look(self, by: int) -> None:
        """Open the list, or move in it."""
        if not self.is_open:
            self._show_fitting()
            if self._fitting:
                self._list.highlighted = 0 if by > 0 else len(self._fitting) - 1
            return
        at = self._list.highlighted
        if at is None:
            self._list.highlighted = 0 if by > 0 else len(self._fitting) - 1
        else:
            self._list.highlighted = (at + by) % len(self._fitting)

    def shut(self) -> None:
        """Take the list away."""
        self.remove_class("-open")

    def _take(self, one: Pickable) -> None:
        with self.prevent(Input.Changed):
            self.line.value = one.words
        self.line.cursor_position = len(one.words)
        self.shut()
        self.chosen(one)

    def _entered(self) -> None:
        """Enter takes what is highlighted, and goes on."""
        at = self._list.highlighted
        if self.is_open and at is not None and at < len(self._fitting):
            self._take(self._fitting[at])
        self.shut()
        self.screen.focus_next()

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Each key finds anew."""
        event.stop()
        self.typed(self.line.value)
        if self.line.has_focus and self.line.value.strip():
            self._show_fitting()
        else:
            self.shut()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes it too."""
        event.stop()
        await keys_taken(self.line)
        if event.option_index < len(self._fitting):
            self._take(self._fitting[event.option_index])
            self.screen.set_focus(self.line)


class SuggestedAnswer(Asking, SuggestedField):
    """A question that is answered on such a line."""

    @property
    def frame(self) -> Widget:
        """The line has the border."""
        return self.line

    @property
    def first_field(self) -> Widget:
        """The line."""
        return self.line


class PersonAnswer(SuggestedAnswer):
    """A person: one of the workers, picked by a part of the name, or anybody's name."""

    def __init__(self, question: PersonQuestion, setting: Setting, value: Json) -> None:
        self._only_workers = question.among is Among.WORKERS
        self._people = setting.pick_from.workers
        name = str(value.get("name") or "") if isinstance(value, dict) else str(value or "")
        super().__init__(
            self._people,
            id=widget_id(question.id),
            line_id=widget_id(question.id, "line"),
            value=name,
            first=self._only_workers,
        )
        self.asks(question, setting, value)
        self.wrong = self.fault_of(value)
        self.show_state()

    @property
    def hint(self) -> str:
        """How to name somebody."""
        if self.question.help or self.wrong:
            return ""
        if not self._people:
            return "" if not self._only_workers else "There are no workers in this cabinet yet."
        return "Type a part of the name; ↓ picks one of your workers." + (
            "" if self._only_workers else " Anybody else's name can be typed in full."
        )

    def chosen(self, one: Pickable) -> None:
        """Keep who it is."""
        self.took({"person": one.ref, "name": one.words})

    def typed(self, text: str) -> None:
        """Keep the name; a worker's whole name is that worker, if there is but one of it."""
        name = text.strip()
        if not name:
            self.took(None)
            return
        same = [one for one in self._people if plain(one.words) == plain(name)]
        if len(same) == 1:
            self.took({"person": same[0].ref, "name": same[0].words})
        elif self._only_workers:
            self.took(name, "Please pick one of your workers: ↓ shows who fits.")
        else:
            value: Json = {"person": "", "name": text}
            self.took(value, self.fault_of(value))

    def echo(self) -> str:
        """Who was picked."""
        known = self.answer
        ref = known.get("person") if isinstance(known, dict) else ""
        return next((one.note for one in self._people if ref and one.ref == ref), "")


class PlaceAnswer(SuggestedAnswer):
    """A place; those of the last records are offered."""

    def __init__(self, question: PlaceQuestion, setting: Setting, value: Json) -> None:
        places = setting.pick_from.places
        super().__init__(
            [Pickable("", place) for place in places],
            id=widget_id(question.id),
            line_id=widget_id(question.id, "line"),
            value=value if isinstance(value, str) else "",
        )
        self.asks(question, setting, value)
        self.wrong = self.fault_of(value)
        self.show_state()

    def chosen(self, one: Pickable) -> None:
        """Keep the place."""
        self.took(one.words, self.fault_of(one.words))

    def typed(self, text: str) -> None:
        """Keep what was typed."""
        value: Json = text if text.strip() else None
        self.took(value, self.fault_of(value))

    def echo(self) -> str:
        """That there is something to pick from."""
        return "↓ places you used before" if self.offers_any and not self.answer else ""
