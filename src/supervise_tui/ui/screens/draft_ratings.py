"""The ratings of a draft: each side gives theirs unseen by the other, both or none anew [SES-10]."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import Role, ScaleQuestion
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.rating_turn import RatingTurn
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.questions import Setting
from supervise_tui.ui.widgets.questions.choices import UnseenScaleAnswer


class DraftRatings:
    """Asks for them in front of `screen`; `hand_keyboard` says whether the worker has it now."""

    def __init__(self, screen: House, hand_keyboard: Callable[[bool], object]) -> None:
        self._screen = screen
        self._hand_keyboard = hand_keyboard

    def _unseen(self) -> dict[str, UnseenScaleAnswer]:
        return {widget.question.id: widget for widget in self._screen.query(UnseenScaleAnswer)}

    def show(self, answers: dict[str, Json]) -> None:
        """Let each know whether the other side has given theirs."""
        for widget in self._unseen().values():
            widget.other_given = answers.get(widget.question.unseen_with) is not None

    def hand_over(self, question_id: str, setting: Setting, answers: dict[str, Json]) -> None:
        """Hand the keyboard over for one rating."""
        widget = self._unseen()[question_id]
        if widget.shown:
            self._ask_to_rate_again(answers)
            return
        question = cast(ScaleQuestion, widget.question)
        whose = question.answered_by
        other = Role.SUPERVISOR if whose is Role.WORKER else Role.WORKER
        self._hand_keyboard(whose is Role.WORKER)

        def given(number: int | None) -> None:
            if number is None:
                return
            self._hand_keyboard(False)
            widget.give(number)
            answers[question.id] = number
            self.show(answers)
            self._screen.focus_next()

        self._screen.app.push_screen(RatingTurn(question, setting.name(whose), setting.name(other)), given)

    def _ask_to_rate_again(self, answers: dict[str, Json]) -> None:
        """Nobody changes theirs after seeing the other's: both are given anew, or none."""

        def answered(yes: str | None) -> None:
            if yes:
                for widget in self._unseen().values():
                    widget.give(None)
                    answers[widget.question.id] = None
                self.show(answers)

        self._screen.app.push_screen(
            Ask.confirm(
                "Both have seen both",
                "One of you alone cannot change theirs any more. You can both start again: "
                "both numbers go, and each of you gives a new one, unseen by the other.",
                yes="Start again",
                no="Leave them as they are",
            ),
            answered,
        )
