"""The ideas that may be shared: what each says, by whom if they want that, how far it may go [ORG-8]."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.ideas import SharedIdea
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.save_copy import ask_where
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows.ideas import HOW_FAR, save_ideas, shared_ideas


class IdeasScreen(House):
    """A list; Enter reads an idea, p puts those that may go that far on a page."""

    CSS_PATH = "ideas.tcss"
    WHERE = "Ideas that may be shared"
    HELP = (
        "Here stand the ideas of your workers, each with how far it may be shared, as the worker has signed. "
        "A name stands here only where they wanted it. Once one is taken back it is gone from this list.\n\n"
        "Enter reads an idea. Press p for a page with those that may be shared in the team, in the home, in "
        "the organisation or outside. A worker shares an idea from their own file: n, then type “idea”."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "Read"),
        Binding("p", "page", "Save a page"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._ideas: list[SharedIdea] = []

    def way_back(self) -> Callable[[], House]:
        """Come back to the list."""
        return IdeasScreen

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield Static("As their authors have signed; taken back ones are gone.", classes="quiet", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again."""
        desk = self.desk
        self.run_slow(lambda: shared_ideas(desk), self._show, word="" if self._ideas else "Looking for ideas")

    def _show(self, ideas: list[SharedIdea]) -> None:
        self._ideas = ideas
        rows = [_row(number, one) for number, one in enumerate(ideas)]
        self.query_one(RowList).show(rows or [heading("No idea is shared yet.")])

    @on(OptionList.OptionSelected)
    def action_read(self) -> None:
        """Read the idea under the cursor."""
        from supervise_tui.ui.screens.help import Help

        chosen = self.query_one(RowList).chosen
        if chosen:
            one = self._ideas[int(chosen)]
            self.house.push_screen(Help(f"{one.idea}\n\n{_by(one)}", (), title=one.about, text_alone=True))

    def action_page(self) -> None:
        """Ask how far it is to go, then where the page is to be saved."""
        if not self._ideas:
            self.show_note("No idea is shared yet.")
            return

        def chosen(where: str | None) -> None:
            if where:
                self._save(where)

        self.house.push_screen(
            Ask.choice(
                "How far will the page go?",
                "Only ideas that may be shared that far stand on it.",
                [(key, words[0].upper() + words[1:]) for key, words in HOW_FAR.items()],
                value="home",
            ),
            chosen,
        )

    def _save(self, where: str) -> None:
        desk = self.desk
        made: list[Path] = []

        def save(folder: Path) -> None:
            made.append(save_ideas(desk, folder, where))

        def saved() -> None:
            if made:
                self.show_note(f"The page is here: {made[-1]}")

        ask_where(self, "Ideas to share", "One page to print or to send.", "Save the page", save, saved)


def _by(one: SharedIdea) -> str:
    who = f"From {one.by}" if one.by else "Shared without a name"
    return f"{who}; may be shared {', '.join(HOW_FAR.get(key, key) for key in one.where)}."


def _row(number: int, one: SharedIdea) -> Row:
    return Row(str(number), (one.about,), "bold", Content(_by(one)))
