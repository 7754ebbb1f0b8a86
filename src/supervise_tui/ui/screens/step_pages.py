"""The pages of a record: one for each stop of the bar, and the last one that says what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import is_required, scores
from supervise_tui.forms.day_words import day_and_month
from supervise_tui.forms.definition import Form, Role, Section, kept_with
from supervise_tui.forms.showing import View
from supervise_tui.ui.widgets.questions import QuestionWidget, Setting, widget_for
from supervise_tui.ui.widgets.questions.choices import ChoosingAnswer
from supervise_tui.ui.widgets.questions.laying_out import actions_question, laid_out, remark_on, with_notes
from supervise_tui.ui.widgets.questions.shown_marks import marks_of_answer
from supervise_tui.ui.widgets.step_button import StepButton

SIGN_OFF = "sign-off"
_ROOMY = 34
"""Lines of a screen from which on each section says what it is about; else its help does (key F1)."""


class StepPage(VerticalScroll, can_focus=False):
    """The sections of one stop; made when it is first visited, then kept."""

    def __init__(
        self,
        page_id: str,
        sections: Sequence[Section],
        setting: Setting,
        *,
        above: Iterable[Widget] = (),
        next_title: str,
    ) -> None:
        super().__init__(id=page_id, classes="questions")
        self._sections = tuple(sections)
        self._setting = setting
        self._above = tuple(above)
        self._on = StepButton(f"Go on to {next_title}", "screen.next_step")
        self._asked = {section.id: with_notes(section.questions) for section in self._sections}
        self.widgets: dict[str, QuestionWidget] = {
            question.id: widget_for(question, setting, setting.answers.get(question.id))
            for asked in self._asked.values()
            for question in asked
        }
        # Here and not in compose: what applies may be shown anew before the page is on the screen.
        self._section_titles = {
            section.id: Static(
                _title(section, setting), classes="heading", id=f"section-{section.id}", markup=False
            )
            for section in self._sections
        }
        self._leads = {
            section.id: Static(section.guidance, classes="lead", markup=False)
            for section in self._sections
            if section.guidance
        }
        self._scores = Static("", classes="scores", markup=False)
        self._scores.border_title = "Worked out so far"
        self._score_lines: list[str] = []

    def compose(self) -> ComposeResult:
        """Titles, questions, and the way on."""
        yield from self._above
        for section in self._sections:
            yield self._section_titles[section.id]
            if section.id in self._leads:
                yield self._leads[section.id]
            yield from laid_out(self._asked[section.id], self.widgets)
        yield self._scores
        yield self._on

    def show_view(self, now: View) -> None:
        """Show the questions that apply now, the titles above them, and what the form says to them."""
        facts, form = self._setting.facts, self._setting.form
        asked = {question.id: question for _, questions in now.sections for question in questions}
        actions = actions_question(form) is not None
        for question_id, widget in self.widgets.items():
            widget.display = question_id in asked
            if question_id not in asked:
                continue
            question = asked[question_id]
            widget.look_around()
            widget.stands(
                needed=is_required(question, now.answers, facts),
                remark=remark_on(question, now.answers, facts, actions=actions),
                marks=marks_of_answer(question, now.answers),
            )
        for section in self._sections:
            self._section_titles[section.id].display = any(one.id in asked for one in self._asked[section.id])
        self._show_leads()
        self._show_scores()

    def show_anew(self, changed: Iterable[str]) -> None:
        """Show the answers that were changed by another one; only what is chosen from a few follows so."""
        for question_id in changed:
            widget = self.widgets.get(question_id)
            if isinstance(widget, ChoosingAnswer):
                widget.show_anew(self._setting.answers.get(question_id))

    def leads_to(self, title: str) -> None:
        """Say which step comes after this one: answers bring steps up and take them away."""
        self._on.say(f"Go on to {title}")

    def _show_scores(self) -> None:
        form = self._setting.form
        lines = score_lines(form, self._setting, [section.id for section in self._sections]) if form else []
        if lines != self._score_lines:
            self._score_lines = lines
            self._scores.update("\n".join(lines))
        self._scores.display = bool(lines)

    def _show_leads(self) -> None:
        roomy = self.app.size.height >= _ROOMY
        for section_id, lead in self._leads.items():
            lead.display = roomy and self._section_titles[section_id].display

    def help_on(self, widget: Widget) -> str:
        """Give what the form says to the section that a field of this page stands in; "" for none."""
        around = set(widget.ancestors_with_self)
        for section in self._sections:
            if section.guidance and any(self.widgets[one.id] in around for one in self._asked[section.id]):
                return f"{section.title}. {section.guidance}"
        return ""

    def on_show(self) -> None:
        """Bring the field with the cursor into sight: a page shown again has its places only now."""
        self._keep_cursor_in_sight()

    def on_resize(self) -> None:
        """The words at the foot take more or fewer lines: the cursor must not slip behind them."""
        self._show_leads()
        self.call_after_refresh(self._keep_cursor_in_sight)

    def _keep_cursor_in_sight(self) -> None:
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            focused.scroll_visible(animate=False)

    def first_field(self) -> Widget | None:
        """Where typing starts; what only tells something is passed over."""
        fields = (widget.first_field for widget in self.widgets.values() if widget.display)
        return next((field for field in fields if field.can_focus), None)


def sections_by_question(form: Form) -> dict[str, Section]:
    """Give the section of each question of the form, and of each note that may go with it."""
    return {
        asked.id: section
        for section in form.sections
        for question in section.questions
        for asked in (question, *kept_with(question))
    }


def _title(section: Section, setting: Setting) -> str:
    """The section's title, and who fills it in where that is one side alone."""
    who = filler(section, setting)
    return f"{section.title}  ·  {who} fills this in" if who else section.title


def filler(section: Section, setting: Setting) -> str:
    """Give who fills a section in, by name or as the form calls them; nothing when both do."""
    if section.filled_by is Role.BOTH:
        return ""
    return section.filled_by_label or setting.name(section.filled_by)


def score_lines(form: Form, setting: Setting, sections: Sequence[str] | None = None) -> list[str]:
    """Give what the scores say so far; with `sections` those that rest on questions there."""
    if not form.scores:
        return []
    here = {
        question.id
        for section in form.sections
        if sections is None or section.id in sections
        for question in section.questions
    }
    resting = {score.id for score in form.scores if any(ref.partition(".")[0] in here for ref in score.of)}
    titles = {section.id: section.title for section in form.sections}
    return [
        f"{given.label}{f' in “{titles[given.section]}”' if given.section else ''}: {given.said}"
        for given in scores(form, setting.answers, setting.facts)
        if given.id in resting and (not given.section or sections is None or given.section in sections)
    ]


def last_actions(rows: Sequence[dict[str, Json]], setting: Setting) -> Static:
    """Give the actions of the last record, to look back on in the review."""
    lines = [_action_line(row, setting) for row in rows] or ["There were none."]
    shown = Static("\n".join(lines), id="last-actions", markup=False)
    shown.border_title = "Actions agreed last time"
    return shown


def _action_line(row: dict[str, Json], setting: Setting) -> str:
    owner, by = str(row.get("owner") or ""), str(row.get("by") or "")
    who = str(row.get("owner_name") or "someone else") if owner == "other" else ""
    if not who and owner:
        who = setting.name(owner)
    when = f"by {day_and_month(date.fromisoformat(by))}" if by else ""
    return "• " + " · ".join(part for part in (str(row.get("what") or ""), who, when) if part)
