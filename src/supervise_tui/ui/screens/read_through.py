"""Exactly what is signed, as text that two people read through together on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from textual.containers import VerticalScroll
from textual.content import Content as Styled
from textual.widgets import Static

from supervise_tui.domain.beside import said_beside
from supervise_tui.domain.kinds import is_formal
from supervise_tui.domain.record import Content, Signer, Voice
from supervise_tui.domain.whose_file import word_for
from supervise_tui.forms.answers import in_words, is_empty, plain_words, row_headings, rows_in_words
from supervise_tui.forms.definition import (
    ActionsQuestion,
    AgendaQuestion,
    Form,
    Question,
    Role,
    Section,
    is_marks_key,
    kept_with,
)
from supervise_tui.forms.evidence_marks import marks_in_words

Piece: TypeAlias = "str | tuple[str, str]"
HEADING = "bold underline"
LABEL = "bold"


def read_through_text(content: Content, form: Form) -> Styled:
    """Give the whole content by section: nothing that is signed is left out."""
    pieces: list[Piece] = [*_header(content)]
    for title, lines in said_beside(content):
        pieces += [(f"\n{title}\n", HEADING), *(f"{line}\n" for line in lines)]
    for section in form.sections:
        pieces += _section(section, content)
    pieces += _left_over(content, form)
    pieces += _voices("Disagreement", content.disagreements, content)
    pieces += _voices("Not signed, and why", content.declined, content)
    pieces += [("\nWho signs\n", HEADING), *(f"{_person(signer)}\n" for signer in content.expected)]
    return Styled.assemble(*pieces)


def _person(signer: Signer) -> str:
    return f"{signer.name}, {signer.post} ({signer.role.value})"


def _header(content: Content) -> Iterator[Piece]:
    yield (f"{content.title}\n", HEADING)
    number = f" · number {content.session_number} of these two" if is_formal(content.makes) else ""
    yield f"{content.organisation} · record {content.number}{number}\n"
    yield f"{word_for(content.worker.person)}: {content.worker.name}, {content.worker.post}\n"
    yield f"Supervisor: {content.supervisor.name}, {content.supervisor.post}\n"


def _section(section: Section, content: Content) -> Iterator[Piece]:
    asked = [
        asked
        for question in section.questions
        for asked in (question, *kept_with(question))
        if (asked is question and not question.shown_when) or not is_empty(content.answers.get(asked.id))
    ]
    if not asked:
        return
    yield (f"\n{section.title}\n", HEADING)
    for question in asked:
        yield from _answer(question, content)


def _answer(question: Question, content: Content) -> Iterator[Piece]:
    value = content.answers.get(question.id)
    names = {Role.WORKER.value: content.worker.name, Role.SUPERVISOR.value: content.supervisor.name}
    yield (question.label, LABEL)
    colon = " " if question.label.endswith("?") else ": "
    if is_empty(value):
        yield f"{colon}–\n"
    elif isinstance(question, AgendaQuestion | ActionsQuestion):
        yield "\n"
        headings = row_headings(question)
        for number, row in enumerate(rows_in_words(question, value, names), 1):
            rest = [f"{head}: {cell}" for head, cell in zip(headings[1:], row[1:], strict=True) if cell]
            yield f" {number:>2}. {row[0]}\n" + "".join(f"     {line}\n" for line in rest)
    else:
        words = in_words(question, value, names)
        yield f"\n{words}\n" if "\n" in words or len(words) > 50 else f"{colon}{words}\n"


def _left_over(content: Content, form: Form) -> Iterator[Piece]:
    """Answers that this form does not know: they are signed too, so they are shown."""
    known = {asked.id for question in form.questions() for asked in (question, *kept_with(question))}
    unknown = {key: value for key, value in content.answers.items() if key not in known}
    if unknown:
        yield ("\nFrom another version of the form\n", HEADING)
        for key, value in unknown.items():
            yield (key, LABEL)
            marks = "; ".join(marks_in_words(value)) if is_marks_key(key) else ""
            yield f": {marks or plain_words(value)}\n"


def _voices(title: str, voices: tuple[Voice, ...], content: Content) -> Iterator[Piece]:
    names = {one.role: one.name for one in (content.worker, content.supervisor, *content.expected)}
    if voices:
        yield (f"\n{title}\n", HEADING)
    for voice in voices:
        yield (f"{names.get(voice.role, voice.role.value)} ({voice.role.value}) writes:\n", LABEL)
        yield f"{voice.text}\n"


class ReadThroughText(VerticalScroll, can_focus=True):
    """The text, to scroll with the arrows and PgUp, PgDn; below it stands how much is still to come."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._text = Static("", markup=False)
        self.border_title = "Please read this together"

    def compose(self) -> Iterator[Static]:
        """One text."""
        yield self._text

    def on_mount(self) -> None:
        """The words below follow the text and the room for it."""
        self.watch(self, "virtual_size", self._say_how_far_soon, init=False)
        self.watch(self, "container_size", self._say_how_far_soon, init=False)

    def show(self, content: Content, form: Form) -> None:
        """Show this content from its beginning."""
        self._text.update(read_through_text(content, form))
        self.scroll_home(animate=False)
        self._say_how_far_soon()

    def say(self, text: Styled) -> None:
        """Show something else in its place: why there is nothing to read yet."""
        self._text.update(text)
        self.scroll_home(animate=False)
        self._say_how_far_soon()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the words below true."""
        super().watch_scroll_y(old_value, new_value)
        self._say_how_far()

    def on_resize(self) -> None:
        """The same text takes more or fewer lines."""
        self._say_how_far_soon()

    def _say_how_far_soon(self) -> None:
        self.call_after_refresh(self._say_how_far)

    def _say_how_far(self) -> None:
        more = self.max_scroll_y - self.scroll_offset.y
        self.border_subtitle = f"PgDn: {more} more lines" if more > 0 else "This is the end of it"
