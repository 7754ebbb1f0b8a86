"""What the foot of a record says about the question in hand, and the actions that come out of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.widget import Widget

from supervise_tui.canonical import Json
from supervise_tui.forms.answers import offered_actions
from supervise_tui.forms.definition import ActionsQuestion, Question, Role, Section
from supervise_tui.ui.screens.step_pages import filler
from supervise_tui.ui.widgets.questions import Asking, Setting
from supervise_tui.ui.widgets.questions.actions import action_row
from supervise_tui.ui.widgets.questions.choices import UnseenScaleAnswer
from supervise_tui.workflows.hold_supervision import Sheet


def questions_around(widget: Widget | None) -> list[Asking]:
    """Give the questions that a field belongs to, the innermost first."""
    nodes = widget.ancestors_with_self if widget is not None else ()
    return [node for node in nodes if isinstance(node, Asking)]


def guidance(around: Sequence[Asking], section: Section, setting: Setting) -> str:
    """Give what is wrong, else what helps: of the innermost question first, then of those around it."""
    wrong = next((asking.wrong for asking in around if asking.wrong), "")
    if wrong:
        return f"! {wrong}"
    said = next((words for asking in around if (words := asking.hint or asking.question.help)), "")
    words = said or section.guidance
    sides = (asking.question.answered_by for asking in around)
    who = next((side for side in sides if side is not Role.BOTH), None)
    if who is not None and not isinstance(around[0], UnseenScaleAnswer):
        return f"{setting.name(who)} writes this. {words}".strip()
    if section.filled_by is not Role.BOTH:
        return f"{filler(section, setting)} fills this in. {words}".strip()
    return words


@dataclass(frozen=True)
class ActionsMade:
    """The actions with the new ones behind them, and what is said about it."""

    rows: list[Json]
    new: tuple[str, ...]
    words: str


def actions_out_of(
    question: Question, actions: ActionsQuestion, sheet: Sheet, setting: Setting
) -> ActionsMade | None:
    """Give the actions that the answer to `question` offers; None when it offers none."""
    offered = offered_actions(sheet.form, sheet.answers, sheet.facts)
    sentences = [notice.sentence for notice in offered if notice.question_id == question.id]
    if not sentences:
        return None
    there = sheet.answers.get(actions.id)
    rows: list[Json] = list(there) if isinstance(there, list) else []
    known = {row.get("what") for row in rows if isinstance(row, dict)}
    new = tuple(words for words in dict.fromkeys(sentences) if words not in known)
    if not new:
        return ActionsMade(rows, new, "It is among the actions already.")
    rows += [action_row(setting.new_id(), words) for words in new]
    words = f"“{new[0]}” is among the actions now. Say there who does it, and by when."
    return ActionsMade(rows, new, words)
