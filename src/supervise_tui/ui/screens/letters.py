"""The letters of a case: what is needed now, what is being written, what the worker has [PIP-6] [PIP-10]."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.letters import HOW, Needed, to_hand_over
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import day_and_month, day_of
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.letter import LetterScreen
from supervise_tui.ui.widgets.choose import Choose
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import letters
from supervise_tui.workflows.letters import Post

_NEEDED, _LETTER, _OTHER = "needed", "letter", "other"


class LettersScreen(House):
    """One list: the letter that is needed now comes first; Enter writes it, or opens one."""

    CSS_PATH = "letter.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "Each step of the procedure has its letter. The one that is needed where the case stands comes "
        "first, with the day by which the worker is to have it. Enter begins it: days, rights and what the "
        "case says already are filled in.\n\n"
        "A letter is signed by who writes it, and then stays as it is. Once the worker has it, write down "
        "when and how: the notice and the time to appeal are counted from that day.\n\n"
        "n writes any other letter. The words of all letters can be made your own (see the guide, Letters)."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("n", "new", "Another letter"),
    ]

    def __init__(self, case_id: str, name: str = "") -> None:
        super().__init__()
        self.case_id, self._person = case_id, name
        self._post: Post | None = None

    def where(self) -> str:
        """Whose letters."""
        return f"{self._person} › Letters" if self._person else "Letters"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        return partial(LettersScreen, self.case_id, self._person)

    def compose_body(self) -> ComposeResult:
        """What is needed in a sentence, then the list."""
        yield Static("", id="now", markup=False)
        yield RowList(id="rows", by_part=True)

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def look_again(self) -> None:
        """Look again: a letter may have been written, signed or received."""
        desk, case_id = self.desk, self.case_id
        word = "" if self._post else "Looking it up"
        self.run_slow(lambda: letters.post(desk, case_id), self._show, word=word)

    def _show(self, found: Post) -> None:
        self._post, self._person = found, found.worker.name
        self.refresh_where()
        self.query_one("#now", Static).update(Content(_now(found)).stylize("bold"))
        self.query_one(RowList).show(self._rows(found), keep=False)

    def _rows(self, found: Post) -> list[Row]:
        rows: list[Row] = []
        writes = self.desk.may(Act.WRITE_RECORDS)
        if found.needed and writes:
            rows.append(heading("Needed now"))
            rows += [_needed_row(one, self._title(one.letter), self.desk.today) for one in found.needed]
            rows.append(heading(""))
        drafts = [one for one in found.letters if not one.is_final]
        final = [one for one in found.letters if one.is_final]
        waiting = {one.id for one in to_hand_over(final)}
        for title, some in (("Being written", drafts), ("Signed", final[::-1])):
            if some:
                told = (_row(one, found.titles[one.id], waits=one.id in waiting) for one in some)
                rows += [heading(title), *told, heading("")]
        if writes:
            rows.append(Row(_OTHER, ("Write another letter",)))
        return rows

    def _title(self, which: LetterFor) -> str:
        return self.desk.library.letter(which).title

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Write the letter that is needed, open one, or choose another."""
        kind, _, key = self.query_one(RowList).chosen.partition(":")
        if kind == _NEEDED:
            self._begin(LetterFor(key))
        elif kind == _LETTER:
            self.house.push_screen(LetterScreen(key))
        elif kind == _OTHER:
            self.action_new()

    def action_new(self) -> None:
        """Choose among all letters."""
        if not self.desk.may(Act.WRITE_RECORDS):
            return
        library = self.desk.library
        offered = [(one.value, library.letter(one).title, library.letter(one).about) for one in LetterFor]

        def chosen(which: str | None) -> None:
            if which is not None:
                self._begin(LetterFor(which))

        words = "The program says what is missing in it, and whether its days hold."
        at = self._post.needed[0].letter.value if self._post and self._post.needed else ""
        self.house.push_screen(Choose("Which letter?", words, offered, at=at), chosen)

    def _begin(self, which: LetterFor) -> None:
        desk, case_id = self.desk, self.case_id
        draft = next(
            (one for one in (self._post.letters if self._post else ()) if _same_draft(one, which)), None
        )
        if draft is not None:
            self.house.push_screen(LetterScreen(draft.id))
            return
        self.run_slow(
            lambda: letters.begin(desk, case_id, which),
            lambda sheet: self.house.push_screen(LetterScreen(sheet.letter.id, new=True)),
            word="Beginning it",
        )


def _same_draft(letter: CaseLetter, which: LetterFor) -> bool:
    return not letter.is_final and letters.which_of(letter) is which


def _now(found: Post) -> str:
    waiting = to_hand_over(found.letters)
    if waiting:
        what = found.titles[waiting[-1].id]
        return f"“{what}” is signed. Hand it over, then open it here and write down when."
    if found.needed:
        return found.needed[0].why
    return "No letter is needed now."


def _needed_row(one: Needed, title: str, today: date) -> Row:
    by = f"by {day_and_month(one.by)}" if one.by else ""
    late = "! " if one.by is not None and one.by < today else ""
    return Row(f"{_NEEDED}:{one.letter.value}", (f"{late}{title}", by), "bold")


def _row(one: CaseLetter, title: str, *, waits: bool) -> Row:
    if not one.is_final:
        return Row(f"{_LETTER}:{one.id}", (title, "not signed yet"))
    signed = day_of(one.made_at[:10])
    if one.delivered_on is None:
        said = "not received yet" if waits else "written anew since, not handed over"
        said = f"signed {day_and_month(signed)}, {said}" if signed else said
        return Row(f"{_LETTER}:{one.id}", (f"! {title}" if waits else title, said))
    how = HOW.get(one.delivered_how, one.delivered_how)
    return Row(f"{_LETTER}:{one.id}", (title, f"received {day_and_month(one.delivered_on)}", how))
