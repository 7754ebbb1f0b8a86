"""Draws a form for pen and paper: head, sections, signatures, and what form it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, PageBreak, Spacer

from supervise_tui.documents.blank_answers import WHO, BlankAnswers
from supervise_tui.documents.blank_marks import WritingLines
from supervise_tui.documents.capacity import in_a_sentence
from supervise_tui.documents.condition_words import ConditionWords
from supervise_tui.documents.flowing import paragraphs, plain_table, tinted, words
from supervise_tui.documents.house_style import DEEP, LINE, ROOM_FOR_SECTION, TEXT_WIDTH, Styles
from supervise_tui.documents.marks import QrCode
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.titled_pages import titled
from supervise_tui.domain.sign_off import Says
from supervise_tui.forms.definition import FileKind, Form, Question, Role, Section, SignerRule
from supervise_tui.forms.standing import StandingLists

_MODULE = 1.85
"""Points of one module of the square: 2.5 dots at 100 dots an inch, which zbarimg reads."""
_PARTICIPANTS = 6
_ROLE_WORDS = {Role.WORKER: "Worker", Role.SUPERVISOR: "Supervisor"}


def draw_blank(form: Form, organisation: str, names: Mapping[str, str], standing: StandingLists) -> bytes:
    """Give the pages as PDF (see blank_form.blank_form)."""
    sheet = _Sheet(form, organisation, names, standing)
    which = f"Form {form.id}, version {form.version}"
    pages = lay_out(list(sheet.flowables()), (which, "Private once it is filled in"))  # [REC-5]
    return titled(pages, f"{form.title} ({form.id}, version {form.version})")


def code_of(form: Form) -> str:
    """Give what the square of a printed form says."""
    return f"supervise form {form.id} version {form.version}"


class _Sheet:
    """Builds the flowables of one printed form."""

    def __init__(
        self, form: Form, organisation: str, names: Mapping[str, str], standing: StandingLists
    ) -> None:
        self.form, self.organisation, self.names = form, organisation, names
        self.styles = Styles()
        asked: dict[str, Question] = {question.id: question for question in form.questions()}
        self.answers = BlankAnswers(asked, self.styles, standing)
        self.conditions = ConditionWords(asked)

    def flowables(self) -> Iterator[Flowable]:
        """Give the whole form."""
        yield from self._head()
        for number, section in enumerate(self.form.sections):
            if section.page_break and number:
                yield PageBreak()
            pieces = list(self._section(section))
            if section.keep_together:
                yield KeepTogether([piece for piece in pieces if not isinstance(piece, CondPageBreak)])
            else:
                yield from pieces
        yield from self._signatures()

    # --- head ----------------------------------------------------------------------------------

    def _head(self) -> Iterator[Flowable]:
        styles, form = self.styles, self.form
        home = words(self.organisation or "Organisation:", styles.home)
        which = [
            words(f"Form {form.id}", styles.record_number),
            words(f"version {form.version}", styles.record_number),
        ]
        edges: list[Any] = [
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("RIGHTPADDING", (-1, 0), (-1, 0), 0),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ]
        square = QrCode(code_of(form), 0)
        square.width = square.height = side = _MODULE * (len(square.matrix) + 8)
        widths = [TEXT_WIDTH - 180 - side, 180, side]
        yield plain_table([[home, which, square]], widths, edges)
        yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=7)
        yield words(form.title, styles.title)
        yield from paragraphs(form.purpose, styles.subtitle)
        yield Spacer(0, 6)
        gap = 10.0
        card = (TEXT_WIDTH - gap) / 2
        yield tinted([[self._about(), "", self._card(Role.SUPERVISOR)]], [card, gap, card], 1)
        yield Spacer(0, 4)
        yield words(
            "Please write clearly with a dark pen. Answers marked “needed” cannot stay empty.", styles.small
        )

    def _about(self) -> list[Flowable]:
        """The worker; on a form of no worker what it is about."""
        match self.form.kind_of_file:
            case FileKind.WORKPLACE:
                name = self.organisation
                about: Flowable = words(name, self.styles.name) if name else WritingLines(1)
            case FileKind.SUPERVISOR:
                about = words("The supervisor themselves", self.styles.name)
            case _:
                return self._card(Role.WORKER)
        return [words("About", self.styles.label), about]

    def _card(self, role: Role) -> list[Flowable]:
        name = self.names.get(role.value, "")
        known = [words(name, self.styles.name)] if name.strip() else [WritingLines(1)]
        post = [words("Post", self.styles.label), WritingLines(1)]
        return [words(_ROLE_WORDS[role], self.styles.label), *known, Spacer(0, 4), *post]

    # --- sections ------------------------------------------------------------------------------

    def _section(self, section: Section) -> Iterator[Flowable]:
        yield CondPageBreak(ROOM_FOR_SECTION + 20)
        yield words(section.title, self.styles.heading)
        yield HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=2)
        if section.filled_by is not Role.BOTH:
            who = section.filled_by_label or WHO[section.filled_by]
            yield words(f"To be filled in by {who}.", self.styles.small)
        if section.shown_when:
            yield words(f"Only if {self.conditions.say(section.shown_when)}.", self.styles.small)
        yield from paragraphs(section.guidance, self.styles.small)
        yield from self.answers.block(section.questions, TEXT_WIDTH, section.columns)

    # --- signatures ----------------------------------------------------------------------------

    def _signatures(self) -> Iterator[Flowable]:
        if not self.form.signers:
            return  # a preparation: nobody signs it, and it becomes no record
        styles = self.styles
        yield KeepTogether(
            [
                words("Sign-off", styles.heading),
                HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=2),
                words(f"By signing you say: “{Says.AGREED.sentence}”", styles.small),
                words("If you do not agree with a part of it, write here what and why:", styles.small),
                WritingLines(3),
            ]
        )
        for rule in self.form.signers:
            yield from self._signature(rule)
        yield Spacer(0, 10)
        dots = "." * 30
        yield words(f"Kept in the program later: typed in on {dots} by {dots}", styles.small)

    def _signature(self, rule: SignerRule) -> Iterator[Flowable]:
        styles = self.styles
        who = in_a_sentence(rule.label) if rule.label else WHO[rule.role]
        if rule.each_participant:
            who = f"each participant ({who})"
        heads = [words(f"Signature of {who}", styles.question)]
        if rule.optional:
            heads.append(words("It can be left out.", styles.small))
        places = _PARTICIPANTS if rule.each_participant else 1
        name = "" if rule.each_participant else self.names.get(rule.role.value, "")
        pieces = [*heads, *(self._place(name) for _ in range(places))]
        if rule.may_decline:
            pieces += [words("If you do not want to sign, write why instead:", styles.small), WritingLines(1)]
        yield KeepTogether(pieces)

    def _place(self, name: str) -> Flowable:
        styles = self.styles
        printed: list[Flowable] = [words("Name", styles.label)]
        printed += [words(name, styles.value)] if name.strip() else [Spacer(0, 6), WritingLines(1)]
        cells = [
            printed,
            [words("Signature", styles.label), Spacer(0, 6), WritingLines(1)],
            [words("Date", styles.label), Spacer(0, 6), WritingLines(1)],
        ]
        widths = [TEXT_WIDTH * share for share in (0.34, 0.42, 0.24)]
        return plain_table([cells], widths, [("LEFTPADDING", (0, 0), (0, -1), 0)])
