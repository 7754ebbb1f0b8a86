"""One letter of a case: read it, put right what is missing, sign it, save it, say when it was received."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.domain.letter_lacks import IN_THE_CASE
from supervise_tui.domain.letters import HOW, SUBJECT, TEXT
from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.letter_template import HEADING
from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.few_fields import FewFields
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.list_entry import ListEntry
from supervise_tui.ui.screens.save_copy import save_and_tell
from supervise_tui.ui.screens.signing import DONE, FORGOTTEN, GiveSecret
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import letter_delivery, letter_signing, letters
from supervise_tui.workflows.letters import LetterSheet

_FACTS = ("facts", "head")
_WORDS = ("words",)
_MOST_SHOWN = 4
"""Gaps named at once: the letter has to stay in sight."""


class LetterScreen(House):
    """The letter as text, with what is missing above it; Enter does the next thing."""

    CSS_PATH = "letter.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "The letter as the worker will read it. What keeps it from being signed stands above it: a day that "
        "leaves too little notice, a fact that is not known yet, a right that got lost. Enter puts the first "
        "right; when nothing is missing it signs, and after that it asks when the worker has the letter.\n\n"
        "e opens the facts: days, names, reasons, addresses. w changes the words. If you change a fact "
        "later, look at words that you changed by hand; w, then F8, takes the template's again.\n\n"
        "s signs with your own signing secret. A signed letter never changes; if something is wrong in it, "
        "write a new one.\n\n"
        "x saves the PDF where you say. Outside the cabinet it is not encrypted."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Go on"),
        Binding("e", "facts", "Facts"),
        Binding("w", "words", "Words"),
        Binding("s", "sign", "Sign"),
        Binding("g", "given", "Received"),
        Binding("x", "save", "Save PDF"),
        Binding("r", "drop", "Throw away"),
    ]

    def __init__(self, letter_id: str, *, new: bool = False) -> None:
        super().__init__()
        self.letter_id, self._new = letter_id, new
        self._sheet: LetterSheet | None = None

    def where(self) -> str:
        """To whom, and which."""
        return f"{self._sheet.worker.name} › {self._sheet.title}" if self._sheet else "Letter"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        return partial(LetterScreen, self.letter_id)

    def compose_body(self) -> ComposeResult:
        """Where it stands, and the letter."""
        yield Static("", id="standing", markup=False)
        with VerticalScroll(id="page"):
            yield Static("", id="letter", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.set_focus(self.query_one("#page"))

    def look_again(self) -> None:
        """Look again: facts or words may have changed."""
        desk, letter_id = self.desk, self.letter_id
        self.run_slow(lambda: letters.open_letter(desk, letter_id), self._show, word="")

    def _show(self, sheet: LetterSheet) -> None:
        self._sheet = sheet
        self.refresh_where()
        self.query_one("#standing", Static).update(_standing(sheet))
        self.query_one("#letter", Static).update(_as_text(sheet, self.desk.today))
        self.refresh_keys()
        if self._new:
            # A new letter begins with its facts; what is known is filled in there.
            self._new = False
            self.action_facts()

    def shown_keys(self) -> Iterable[Binding]:
        """Give the keys that do something as the letter stands."""
        sheet = self._sheet
        hidden = {"facts", "words", "sign", "drop", "given"}
        if sheet is not None and self.desk.may(Act.WRITE_RECORDS):
            if not sheet.letter.is_final:
                hidden = {"given"} | ({"sign"} if sheet.lacks else set())
            elif sheet.letter.delivered_on is None:
                hidden -= {"given"}
        return [one for one in super().shown_keys() if one.action not in hidden]

    @property
    def _draft(self) -> LetterSheet | None:
        sheet = self._sheet
        writes = sheet is not None and not sheet.letter.is_final and self.desk.may(Act.WRITE_RECORDS)
        return sheet if writes else None

    def action_next(self) -> None:
        """Put right what is missing, sign, or say when it was received."""
        sheet = self._sheet
        if sheet is None or not self.desk.may(Act.WRITE_RECORDS):
            return
        if sheet.letter.delivered_on is not None:
            self.action_back()
        elif sheet.letter.is_final:
            self.action_given()
        elif not sheet.lacks:
            self.action_sign()
        else:
            here = next((one for one in sheet.lacks if one.question != IN_THE_CASE), None)
            if here is None:
                self.show_problem(BadInput("Something in the case comes first.", sheet.lacks[0].sentence))
            elif here.question in _questions(sheet, _FACTS):
                self.action_facts()
            else:
                self.action_words()

    def action_facts(self) -> None:
        """Open the facts, at the first that is missing."""
        if self._draft is not None:
            self.house.push_screen(LetterFacts(self._draft))

    def action_words(self) -> None:
        """Change the words."""
        if self._draft is not None:
            self.house.push_screen(LetterWords(self._draft))

    def action_sign(self) -> None:
        """Ask for the writer's own secret, and sign."""
        sheet, desk, letter_id = self._draft, self.desk, self.letter_id
        if sheet is None:
            return
        if sheet.lacks:
            self.show_problem(BadInput("The letter cannot be signed yet.", sheet.lacks[0].sentence))
            return
        words = (
            f"You sign this letter to {sheet.worker.name} as {desk.supervising.name}, "
            f"{desk.supervising.post}. From then on it stays as it is."
        )
        self.house.push_screen(
            GiveSecret(
                f"{desk.supervising.name} signs",
                words,
                lambda secret: letter_signing.sign(desk, letter_id, secret),
                label="Your own signing secret",
                yes="Sign",
                wait="Signing, this takes a moment",
            ),
            self._signed,
        )

    def _signed(self, outcome: str | None) -> None:
        if outcome == DONE:
            self.action_save()
        elif outcome == FORGOTTEN:
            from supervise_tui.ui import rooms

            self.house.push_screen(rooms.signing_secret(self.desk.supervising.id))

    def action_given(self) -> None:
        """Write down when the worker had it."""
        sheet = self._sheet
        if sheet is not None and sheet.letter.is_final and sheet.letter.delivered_on is None:
            self.house.push_screen(LetterReceived(sheet))

    def action_save(self) -> None:
        """Save the PDF where they say."""
        desk, letter_id = self.desk, self.letter_id
        save_and_tell(
            self,
            "The letter as a PDF",
            "To print it, or to send it. Where should it go?\n"
            "Outside the cabinet it can be read by anyone who can open that folder.",
            "Save the PDF",
            lambda folder: letter_signing.save_pdf(desk, letter_id, folder),
        )

    def action_drop(self) -> None:
        """Throw a draft away."""
        desk, letter_id = self.desk, self.letter_id
        if self._draft is None:
            return

        def answered(yes: str | None) -> None:
            if yes:
                self.run_slow(
                    lambda: letters.drop(desk, letter_id), lambda _: self.dismiss(), word="Taking it away"
                )

        self.house.push_screen(
            Ask.confirm(
                "Throw this letter away?",
                "What is typed in it is gone. It was not signed, so nothing in the case changes.",
                yes="Throw it away",
                no="Keep it",
            ),
            answered,
        )


def _questions(sheet: LetterSheet, sections: Iterable[str]) -> set[str]:
    wanted = set(sections)
    return {one.id for part in sheet.form.sections if part.id in wanted for one in part.questions}


def _standing(sheet: LetterSheet) -> Content:
    letter = sheet.letter
    if letter.delivered_on is not None:
        how = HOW.get(letter.delivered_how, letter.delivered_how)
        return Content(f"Signed. The worker has it since {long_date(letter.delivered_on)}: {how}.")
    if letter.is_final:
        return Content("Signed. Hand it over or send it; then Enter writes down when the worker has it.")
    own = " Words changed by hand: look whether its days still fit." if sheet.edited else ""
    if not sheet.lacks:
        return Content(f"Being written. Nothing is missing: read it, then Enter signs it.{own}")
    shown = [f"! {one.sentence}" for one in sheet.lacks[:_MOST_SHOWN]]
    if len(sheet.lacks) > _MOST_SHOWN:
        shown.append(f"and {len(sheet.lacks) - _MOST_SHOWN} more")
    head = Content(f"Being written. Still missing; Enter goes to the first.{own}")
    return Content("\n").join([head, *(Content.styled(line, "bold") for line in shown)])


def _as_text(sheet: LetterSheet, today: date) -> Content:
    """The letter as it goes, headings bold; a draft bears the day it is read on."""
    written = datetime.fromisoformat(sheet.letter.made_at).date() if sheet.letter.is_final else today
    lines = [Content(sheet.worker.name), Content(long_date(written)), Content("")]
    lines += [Content.styled(sheet.subject, "bold $primary"), Content("")]
    for line in sheet.text.split("\n"):
        if line.startswith(HEADING):
            lines.append(Content.styled(line.removeprefix(HEADING), "bold"))
        else:
            lines.append(Content(f"• {line[2:]}" if line.startswith("- ") else line))
    return Content("\n").join(lines)


class _LetterPage(ListEntry):
    """Some sections of the letter's form; everything is saved as it is typed."""

    LEADS_TO = "the letter"
    IN_THE_DRAWER = True
    PARTS: ClassVar[tuple[str, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("escape", "back", "Back to the letter"),
    ]

    def __init__(self, sheet: LetterSheet, answers: Mapping[str, Json]) -> None:
        parts = tuple(one for one in sheet.form.sections if one.id in self.PARTS)
        super().__init__(replace(sheet.form, sections=parts), sheet.worker, answers)
        self._sheet = sheet

    def way_back(self) -> Callable[[], House] | None:
        """After the lock: to the letter below."""
        return None

    def on_mount(self) -> None:
        """Start at what is missing first, once the page stands: below it starts at its top."""
        self.call_after_refresh(self._to_what_is_missing)

    def _to_what_is_missing(self) -> None:
        missing = [one.question for one in self._sheet.lacks]
        widgets = self._page.widgets if self._page is not None else {}
        first = next((widgets[one] for one in missing if one in widgets and widgets[one].display), None)
        if first is not None:
            self.set_focus(first.first_field)

    def save_changes(self, changes: Mapping[str, Json], *, note: bool) -> datetime:
        """Keep what was typed, in a thread."""
        letters.save(self.desk, self._sheet.letter.id, changes)
        return self.desk.now()


class LetterFacts(_LetterPage):
    """What the letter tells: days, names, reasons, addresses."""

    PARTS = _FACTS
    HELP = (
        "What the letter is made of. What the case says already is filled in: check it. Everything is saved "
        "as you type; Esc goes back to the letter, which is worded anew with it."
    )

    def __init__(self, sheet: LetterSheet) -> None:
        super().__init__(sheet, sheet.answers)

    def where(self) -> str:
        """Which letter."""
        return f"{self.worker.name} › {self._sheet.title} › Facts"


class LetterWords(_LetterPage):
    """Subject and text, to be changed by hand."""

    PARTS = _WORDS
    HELP = (
        "The words as they go. An empty line begins a paragraph, # a heading, - a point of a list. What the "
        "letter has to say (its day, its place, who may come along, until when to appeal) is checked before "
        "it is signed.\n\n"
        "F8 takes the words of the template again, with the facts as they are now."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "go_on", "Next question", priority=True),
        Binding("f8", "anew", "The template's words", priority=True),
        Binding("escape", "back", "Back to the letter"),
    ]

    def __init__(self, sheet: LetterSheet) -> None:
        super().__init__(sheet, {**sheet.answers, SUBJECT: sheet.subject, TEXT: sheet.text})

    def where(self) -> str:
        """Which letter."""
        return f"{self.worker.name} › {self._sheet.title} › Words"

    def _to_what_is_missing(self) -> None:
        super()._to_what_is_missing()
        for text in self.query(LongText):
            text.move_cursor((0, 0))  # a letter is read from its beginning

    def action_anew(self) -> None:
        """Take out what was changed by hand."""
        desk, letter_id = self.desk, self._sheet.letter.id
        self.autosave.flush()
        self.run_slow(
            lambda: letters.word_anew(desk, letter_id), lambda _: self.dismiss(), word="Wording it anew"
        )


class LetterReceived(FewFields):
    """When the worker had the letter, and how that is known."""

    CSS_PATH = "letter.tcss"
    IN_THE_DRAWER = True
    starts_in = "day"
    HELP = (
        "The day on which the worker had the letter in their hands. The notice of a meeting and the time to "
        "appeal are counted from it, so ask if you are not sure. It is written into the case, and is not "
        "changed afterwards."
    )

    def __init__(self, sheet: LetterSheet) -> None:
        super().__init__()
        self._sheet = sheet

    def where(self) -> str:
        """Which letter."""
        return f"{self._sheet.worker.name} › {self._sheet.title} › Received"

    def way_back(self) -> Callable[[], House] | None:
        """After the lock: to the letter below."""
        return None

    def compose_fields(self) -> Iterable[Widget]:
        """The day, the way, and what shows it."""
        today = self.desk.today
        yield DateField("The worker has it since", value=today, today=today, prefer="past", id="day")
        how = Pick(list(HOW.items()), value="hand", id="how", classes="boxed", upright=True)
        how.border_title = "How"
        yield how
        yield LineField("What shows it", help="a signature on your copy, the slip of the post", id="shows")

    def save(self) -> None:
        """Write it into the case."""
        day, shows = self.query_one("#day", DateField).value, self.text_in("shows")
        if day is None:
            self.refuse(BadInput("No day is typed yet.", "Type one, such as today."), "day")
            return
        if not shows:
            self.refuse(BadInput("What shows it?", "Write a few words: her signature, slip 14."), "shows")
            return
        desk, letter_id, how = self.desk, self._sheet.letter.id, self.query_one("#how", Pick).value

        def done(given: letter_delivery.Delivered) -> None:
            self.dismiss()
            if given.note:
                self.house.push_screen(Help(given.note, (), title="The last day to appeal", text_alone=True))

        self.run_slow(
            lambda: letter_delivery.deliver(desk, letter_id, day, how, shows),
            done,
            word="Writing it into the case",
            failed=lambda problem: self.refuse(problem, "day"),
        )
