"""What a record says, in the order in which it stands on paper.

Everything that is signed is drawn: questions that are shown, and apart from them whatever the content
holds besides (an answer to a question no longer shown, an id that the form does not know).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, PageBreak, Spacer

from supervise_tui.documents.answer_drawing import AnswerDrawing, Setting, with_notes
from supervise_tui.documents.flowing import fact_grid, paragraphs, plain_table, tinted, words
from supervise_tui.documents.house_style import (
    DEEP,
    LINE,
    ROOM_FOR_SECTION,
    TEXT_WIDTH,
    Styles,
)
from supervise_tui.documents.older_layouts import drawn_before_4, drawn_before_5
from supervise_tui.documents.panels import Seats
from supervise_tui.documents.remarks import BESIDES, SCORES, left_over
from supervise_tui.documents.sign_off_block import pieces_of_last_answer, sign_off, voices
from supervise_tui.domain.beside import said_beside
from supervise_tui.domain.record import Content, Signer
from supervise_tui.domain.whose_file import word_for
from supervise_tui.forms.answers import Notice, in_words, is_empty, scores, view, warnings
from supervise_tui.forms.definition import Fact, Form, Question, Role, Section

_LONGEST_FACT = 600
"""Characters of an answer in the head of the record."""
_HEADER_FACTS = (
    Fact.HELD_ON,
    Fact.START_TIME,
    Fact.MINUTES,
    Fact.PLACE,
    Fact.OTHERS_PRESENT,
    Fact.INTERRUPTED,
)


class Story:
    """Builds the flowables of one record; `seats` is filled while they are drawn."""

    def __init__(self, content: Content, form: Form) -> None:
        self.content, self.form = content, form
        self.styles = Styles()
        self.seats: Seats = {}
        self.facts = dict(content.facts)
        self.names = {"worker": content.worker.name, "supervisor": content.supervisor.name}
        self.drawing = AnswerDrawing(
            self.names,
            self.styles,
            room_for_cards=not drawn_before_4(content),
            before_5=drawn_before_5(content),
        )
        self.view = view(form, content.answers, self.facts)
        self.notices: dict[str, list[Notice]] = {}
        for notice in warnings(form, content.answers, self.facts):
            self.notices.setdefault(notice.question_id, []).append(notice)
        self._above = {question.id for question in self._header_questions()}

    def flowables(self) -> list[Flowable]:
        """Give the whole record."""
        said = [
            *self._header(),
            *self._sections(),
            *self._scores(),
            *self._besides(),
            *voices(self.content, self.form, self.styles),
        ]
        last = 0 if drawn_before_5(self.content) else pieces_of_last_answer(said, self.styles)
        signed = sign_off(self.content, self.form, self.styles, self.seats, said[len(said) - last :])
        return [*said[: len(said) - last], *signed]

    # --- header ---------------------------------------------------------------------------

    def _header(self) -> Iterator[Flowable]:
        content, styles = self.content, self.styles
        top = [
            [
                words(content.organisation, styles.home),
                words(f"Record {content.number}", styles.record_number),
            ]
        ]
        edges: list[Any] = [("LEFTPADDING", (0, 0), (0, 0), 0), ("RIGHTPADDING", (-1, 0), (-1, 0), 0)]
        yield plain_table(top, [TEXT_WIDTH * 0.72, TEXT_WIDTH * 0.28], edges)
        yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=7)
        yield words(content.title, styles.title)
        if subtitle := self._subtitle():
            yield words(subtitle, styles.subtitle)
        yield Spacer(0, 8)
        gap = 10.0
        card = (TEXT_WIDTH - gap) / 2
        yield tinted([[self._card(content.worker), "", self._card(content.supervisor)]], [card, gap, card], 1)
        yield Spacer(0, 5)
        if facts := self._header_facts():
            yield fact_grid(facts, 3, TEXT_WIDTH, styles.label, styles.value)
        for title, lines in said_beside(content):
            yield Spacer(0, 7)
            said = [words(title, styles.card_title), *(words(line, styles.value) for line in lines)]
            yield tinted([[said, ""]], [TEXT_WIDTH, 0], 1)

    def _subtitle(self) -> str:
        held = self.form.with_fact(Fact.HELD_ON)
        day = in_words(held, self.content.answers.get(held.id)) if held else ""
        if self.content.makes != "supervision" and self.content.drawn_by.get("layout") != "1":
            return day
        number = f"session {self.content.session_number} between these two people"
        return f"{day} · {number}" if day else number.capitalize()

    def _card(self, signer: Signer) -> list[Flowable]:
        return [
            words(_title(signer), self.styles.label),
            words(signer.name, self.styles.name),
            words(signer.post, self.styles.value),
        ]

    def _header_facts(self) -> list[tuple[str, str]]:
        return [(question.label, self._said(question)) for question in self._header_questions()]

    def _header_questions(self) -> list[Question]:
        found = (self.form.with_fact(fact) for fact in _HEADER_FACTS)
        shown = dict(pair for _, questions in self.view.sections for pair in with_notes(questions))
        return [q for q in found if q in shown and q is not None and self._fits_header(q, shown[q])]

    def _fits_header(self, question: Question, notes: Sequence[Question]) -> bool:
        noted = any(not is_empty(self.content.answers.get(note.id)) for note in notes)
        return not noted and question.id not in self.notices and len(self._said(question)) <= _LONGEST_FACT

    def _said(self, question: Question) -> str:
        return in_words(question, self.content.answers.get(question.id), self.names)

    # --- sections -------------------------------------------------------------------------

    def _sections(self) -> Iterator[Flowable]:
        begun = False
        for section, questions in self.view.sections:
            drawn = [
                question
                for question in questions
                if question.id not in self._above and question.id.partition("~")[0] not in self._above
            ]
            if not drawn:
                continue
            if section.page_break and begun:
                yield PageBreak()
            begun = True
            pieces = self._section(section, drawn)
            if section.keep_together:
                kept = [piece for piece in pieces if not isinstance(piece, CondPageBreak)]
                yield KeepTogether(kept)
            else:
                yield from pieces

    def _section(self, section: Section, drawn: Sequence[Question]) -> Iterator[Flowable]:
        yield CondPageBreak(self.drawing.room_for(drawn[0], ROOM_FOR_SECTION))
        yield words(section.title, self.styles.heading)
        yield HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=2)
        setting = Setting(
            self.content.answers, self.view.answers, self.facts, TEXT_WIDTH, section.columns, self.notices
        )
        yield from self.drawing.block(drawn, setting)

    def _scores(self) -> Iterator[Flowable]:
        found = [one for one in scores(self.form, self.content.answers, self.facts) if one.answered]
        if not found:
            return
        titles = {section.id: section.title for section in self.form.sections}
        pairs = [
            (f"{one.label} – {titles[one.section]}" if one.section else one.label, one.said) for one in found
        ]
        yield CondPageBreak(ROOM_FOR_SECTION)
        yield words("Scores", self.styles.heading)
        yield HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=2)
        yield fact_grid(pairs, min(3, len(pairs)), TEXT_WIDTH, self.styles.label, self.styles.value)
        yield words(SCORES, self.styles.small)

    # --- what stands beside the form -------------------------------------------------------

    def _besides(self) -> Iterator[Flowable]:
        """Answers that are signed although the form does not show them."""
        drawn = {question.id for _, questions in self.view.sections for question in questions}
        left = {key: v for key, v in self.content.answers.items() if key not in drawn and not is_empty(v)}
        if not left:
            return
        yield CondPageBreak(ROOM_FOR_SECTION)
        yield words(BESIDES, self.styles.heading)
        yield words("Answers to questions that this form does not ask, or no longer asks.", self.styles.small)
        for key, value in sorted(left.items()):
            question = self.form.question(key)
            yield words(question.label if question else key, self.styles.question)
            said = in_words(question, value, self.names) if question else ""
            yield from paragraphs(said or left_over(key, value), self.styles.body)


def _title(signer: Signer) -> str:
    return word_for(signer.person) if signer.role is Role.WORKER else signer.role.value.capitalize()
