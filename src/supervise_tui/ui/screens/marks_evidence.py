"""Marks the answer in hand as evidence, or takes in what is on file, on the screen of a record [DEV-6]."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from textwrap import shorten

from supervise_tui.canonical import Json
from supervise_tui.domain.evidence import Marked, for_row, takes_evidence, taking, words_of_row
from supervise_tui.domain.group import is_for_a_group
from supervise_tui.forms.answers import in_words, is_unanswered
from supervise_tui.forms.definition import Question, RowsQuestion, TableQuestion, marks_key, may_be_marked
from supervise_tui.forms.evidence_marks import Shown, is_at, row_names, rows_of, shown_by, toggled
from supervise_tui.ui.screens.base import Command, House
from supervise_tui.ui.screens.choose_evidence import OnFileFor, WhatItShows
from supervise_tui.ui.widgets.questions import Asking
from supervise_tui.ui.widgets.questions.tables import TableAnswer
from supervise_tui.workflows.hold_supervision import Sheet

EVIDENCE_KEY = "ctrl+e"
_ROOM = 200
"""Characters of what is in hand, above the list."""
_WRITE_FIRST = "Write it first: then Ctrl+E marks it as evidence."


class MarksEvidence(House):
    """Says what the answer under the cursor is evidence for; in a form that takes evidence, offers it."""

    sheet: Sheet | None

    def in_hand(self) -> Sequence[Asking]:
        """Give the questions under the cursor, the innermost first; the last one is the form's own."""
        raise NotImplementedError

    async def typing_arrived(self) -> None:
        """Wait until what was typed just before has reached this screen."""

    def keep_answer(self, question_id: str, value: Json) -> None:
        """Keep an answer and show at once what it changes."""
        raise NotImplementedError

    def evidence_commands(self) -> Iterable[Command]:
        """The same in the palette."""
        if self.sheet is None:
            return
        if takes_evidence(self.sheet.form):
            yield "Evidence on file", "For the behaviour under the cursor (Ctrl+E)", self.action_mark_evidence
        elif self.sheet.can_show:
            what = "The note, action or example under the cursor (Ctrl+E)"
            yield "Mark as evidence", what, self.action_mark_evidence

    @property
    def no_evidence_here(self) -> bool:
        """Whether the key does nothing on this record."""
        return self.sheet is None or not (self.sheet.can_show or takes_evidence(self.sheet.form))

    async def action_mark_evidence(self) -> None:
        """Mark what is under the cursor, take a mark off, or take in what was marked elsewhere."""
        await self.typing_arrived()
        around, sheet = self.in_hand(), self.sheet
        if sheet is None:
            return
        if takes_evidence(sheet.form):
            self._offer_what_is_on_file(around, sheet)
        elif not sheet.can_show:
            shared = is_for_a_group(sheet.form)
            self.show_note(
                "What all share is no evidence for one of them: mark it in that person's own part."
                if shared
                else "In this record nothing is marked as evidence: it is not about one worker's work."
            )
        elif around:
            self._choose_what_it_shows(around[-1], sheet)

    # -- marking -------------------------------------------------------------------------------

    def _choose_what_it_shows(self, asking: Asking, sheet: Sheet) -> None:
        question = sheet.form.question(asking.question.id.partition("~")[0])
        if question is None or not may_be_marked(question):
            self.show_note("Go to a note, an action or an example: Ctrl+E marks it as evidence.")
            return
        of = asking.row_in_hand if asking.question is question else ""
        answer = sheet.answers.get(question.id)
        names = row_names(question, answer)
        if of and of not in names:
            self.show_note(_WRITE_FIRST)
            return
        commented = sheet.answers.get(f"{question.id}~comment")
        if is_unanswered(question, answer) and not commented:
            self.show_note(_WRITE_FIRST)
            return
        if isinstance(question, RowsQuestion) and names and not of:
            self.show_note("Go to the line that shows it: Ctrl+E marks that one as evidence.")
            return
        key = marks_key(question.id)
        there = [shown_by(row) for row in rows_of(sheet.answers.get(key)) if is_at(row, of)]
        if of:
            said = f"{names[of]}: {words_of_row(question, answer, of, {})}"
        else:
            said = f"{question.label}: {_said(question, answer) or commented}"

        def chosen(what: Shown | None) -> None:
            if what is None:
                return
            self.keep_answer(key, toggled(sheet.answers.get(key), what, of, secrets.token_hex(8)))
            off = any((one.kind, one.ref) == (what.kind, what.ref) for one in there)
            self.show_note(
                f"No longer evidence for: {what.text}."
                if off
                else f"Marked as evidence for: {what.text}. Ctrl+E takes it off again."
            )

        said = shorten(said, _ROOM, placeholder=" …")
        self.app.push_screen(WhatItShows(said, sheet.can_show, there), chosen)

    # -- taking in -----------------------------------------------------------------------------

    def _offer_what_is_on_file(self, around: Sequence[Asking], sheet: Sheet) -> None:
        table = next((one for one in around if isinstance(one, TableAnswer) and taking(one.question)), None)
        row = table.row_in_hand if table is not None else ""
        if table is None or not row:
            self.show_note("Go to a behaviour: Ctrl+E shows what is on file for it.")
            return
        question = table.question
        found = for_row(sheet.marked, question.id, row)
        name = _row_label(question, row)
        if not found:
            self.show_note(f"Nothing was marked for it since the last appraisal: {name}.")
            return
        column = taking(question)
        cells = next((one for one in table.rows if one.get("id") == row), {})

        def chosen(taken: list[Marked] | None) -> None:
            if taken:
                words = "\n".join(one.said for one in taken)
                self.run_worker(table.take_in(row, column, words), exit_on_error=True)

        self.app.push_screen(OnFileFor(name, found, str(cells.get(column) or "")), chosen)


def _said(question: Question, answer: Json) -> str:
    return " ".join(in_words(question, answer).split())


def _row_label(question: Question, row: str) -> str:
    rows = question.rows if isinstance(question, TableQuestion) else ()
    return next((one.label for one in rows if one.id == row), "")
