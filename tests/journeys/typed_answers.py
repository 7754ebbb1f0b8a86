"""How one answer of each type is typed: keys only, as somebody at the screen would press them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, assert_never, cast

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    GroupQuestion,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    PlaceQuestion,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
)
from supervise_tui.ui.screens.rating_turn import RatingTurn
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.questions import QuestionWidget
from supervise_tui.ui.widgets.questions.action_review import CARRIED, OUTCOMES, ActionReviewAnswer
from supervise_tui.ui.widgets.questions.actions import OTHER, ActionsAnswer
from supervise_tui.ui.widgets.questions.agenda import AgendaAnswer
from supervise_tui.ui.widgets.questions.choices import UnseenScaleAnswer
from supervise_tui.ui.widgets.questions.inner_rows import InnerRows
from supervise_tui.ui.widgets.questions.lines import typed_date, typed_duration
from supervise_tui.ui.widgets.questions.row_box import asking

Row = dict[str, Json]

TYPED = 8
"""Characters of a text that are typed one by one; the rest is pasted, which costs the test far less."""
DIGITS = 9
_YES_NO = {True: "y", False: "n", "n/a": "3"}


class Typist:
    """Presses keys as fast as a terminal sends them, and waits only until they are taken."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.app = pilot.app

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys by name, or characters, one behind the other; then wait until they are taken."""
        for key in keys:
            character = key if len(key) == 1 else None
            name = _character_to_key(key) if character else key
            self.app.post_message(events.Key(name, "\n" if key == "enter" else character))
        await self.taken()

    async def text(self, text: str) -> None:
        """Type the beginning of a text and paste the rest."""
        head, tail = text[:TYPED], text[TYPED:]
        for character in head:
            key = "enter" if character == "\n" else _character_to_key(character)
            self.app.post_message(events.Key(key, character))
        if tail:
            self.app.post_message(events.Paste(tail))
        await self.taken()

    async def taken(self) -> None:
        """Wait until the keys have done what they do, on the screen in front too."""
        await self._passed(self.app)
        for _ in range(3):
            around = self.app.focused.ancestors_with_self if self.app.focused is not None else [self.screen]
            for node in around:
                if isinstance(node, Widget) and node.is_attached:
                    await self._passed(node)

    async def _passed(self, node: Any) -> None:
        passed = asyncio.Event()
        if node.call_later(passed.set):
            await asyncio.wait_for(passed.wait(), 30)

    async def to(self, widget: Widget, key: str = "tab") -> None:
        """Go on with that key until the cursor is in the widget, as somebody who looks for it would."""
        for _ in range(200):
            focused = self.app.focused
            if focused is not None and widget in focused.ancestors_with_self:
                return
            await self.press(key)
        raise AssertionError(f"No key leads to {widget!r}.")

    async def in_list(self, listed: OptionList, index: int, *keys: str) -> None:
        """In a list that has the cursor go to a row, and press keys there."""
        await self.press("home", *["down"] * sum(not o.disabled for o in listed.options[:index]), *keys)


async def answer(typist: Typist, widget: QuestionWidget, value: Json) -> None:
    """Type the answer into the widget of its question, which has the cursor."""
    question = widget.question
    match question:
        case TextQuestion() | PlaceQuestion() | NumberQuestion() | TimeQuestion():
            await _line(typist, str(value))
        case DateQuestion():
            await _line(typist, typed_date(value))
        case DurationQuestion():
            await _line(typist, typed_duration(value))
        case PersonQuestion():
            await _line(typist, str(cast(Row, value)["name"]))
        case LongTextQuestion():
            await typist.press("ctrl+home", "ctrl+shift+end", "delete")
            await typist.text(str(value))
            await typist.press("tab")
        case ChoiceQuestion():
            await _one_of(typist, [option.id for option in question.options], str(value))
        case YesNoQuestion():
            await typist.press(_YES_NO[cast(bool, value)], "enter")
        case ScaleQuestion() if isinstance(widget, UnseenScaleAnswer):
            await _unseen(typist, str(value))
        case ScaleQuestion():
            await typist.press(*str(value), "enter")
        case SeveralQuestion():
            await _several(typist, widget, question, cast("list[str]", value))
        case MatrixQuestion():
            await _matrix(typist, question, cast(Row, value))
        case TableQuestion() | GroupQuestion() | EvidenceQuestion():
            await _rows(typist, cast(InnerRows, widget), cast("list[Row]", value))
        case AgendaQuestion():
            await _agenda(typist, cast(AgendaAnswer, widget), cast("list[Row]", value))
        case ActionsQuestion():
            await _actions(typist, cast(ActionsAnswer, widget), cast("list[Row]", value))
        case ActionReviewQuestion():
            await _review(typist, cast(ActionReviewAnswer, widget), cast("list[Row]", value))
        case ComputedQuestion():
            raise AssertionError(f"{question.id} is worked out, so an example has no answer to it.")
        case _:
            assert_never(question)


async def _line(typist: Typist, text: str) -> None:
    await typist.press("end", "ctrl+u")
    await typist.text(text)
    await typist.press("enter")


async def _one_of(typist: Typist, options: Sequence[str], value: str) -> None:
    place = options.index(value)
    if all(option.isdecimal() for option in options):
        await typist.press(*value, "enter")
    elif place < DIGITS:
        await typist.press(str(place + 1), "enter")
    else:
        # The first arrow takes what is under the cursor, each further one goes on from there.
        await typist.press("1", *["down"] * place, "enter")


async def _several(
    typist: Typist, widget: QuestionWidget, question: SeveralQuestion, value: list[str]
) -> None:
    there = widget.answer if isinstance(widget.answer, list) else []
    wrong = [one for one in question.options if (one.id in value) is not (one.id in there)]
    # Taking away comes first: there may be no room for more.
    for option in sorted(wrong, key=lambda one: one.id in value):
        place = question.options.index(option)
        await typist.press(*([str(place + 1)] if place < DIGITS else ["home", *["down"] * place, "space"]))
    await typist.press("enter")


async def _matrix(typist: Typist, question: MatrixQuestion, value: Row) -> None:
    steps = [option.id for option in question.options]
    last = len(question.options) if steps else question.highest
    await typist.press(*["up"] * len(question.rows))
    at = 0
    for place, row in enumerate(question.rows):
        if row.id not in value:
            continue
        number = str(steps.index(str(value[row.id])) + 1) if steps else str(value[row.id])
        await typist.press(*["down"] * (place - at), *number)
        goes_on = not any(str(one).startswith(number) for one in range(int(number) + 1, last + 1))
        at = min(place + goes_on, len(question.rows) - 1)
    await typist.press(*["enter"] * (len(question.rows) - at))


async def _unseen(typist: Typist, value: str) -> None:
    await typist.press("enter")
    assert isinstance(typist.screen, RatingTurn)
    await typist.press(*value, "enter")
    while isinstance(typist.screen, RatingTurn):
        await asyncio.sleep(0)
    await typist.taken()


# -- rows ------------------------------------------------------------------------------------------


async def _rows(typist: Typist, rows: InnerRows, value: list[Row]) -> None:
    for number, row in enumerate(value):
        if rows.is_free and number >= len(rows.rows):
            await typist.press("a")
        else:
            index = number if rows.is_free or "id" not in row else _place(rows, row, number)
            await typist.in_list(rows.list, index, "enter")
        assert rows._box is not None, f"Row {number + 1} of {rows.question.id} did not open."
        for key, widget in rows._box.widgets.items():
            if widget.display and row.get(key) is not None and asking(widget).answer != row[key]:
                await typist.to(widget)
                await answer(typist, cast(QuestionWidget, widget), row[key])
        await typist.to(rows._box)
        await typist.press("escape")
        assert rows._box is None


def _place(rows: InnerRows, row: Row, number: int) -> int:
    """A fixed row is found by its name; a counted one by its number."""
    ids = [one.get("id") for one in rows.rows]
    return ids.index(row["id"]) if row["id"] in ids else number


async def _agenda(typist: Typist, agenda: AgendaAnswer, value: list[Row]) -> None:
    wanted = [row["text"] for row in value]
    for place in reversed(range(len(agenda.rows))):
        if agenda.rows[place].get("text") not in wanted:
            await typist.to(agenda.list, "shift+tab")
            await typist.in_list(agenda.list, place, "r")
    await typist.to(agenda._text)
    side = agenda.question.answered_by in ("worker", "supervisor")
    for row in value:
        if row["text"] in [one.get("text") for one in agenda.rows]:
            continue
        await typist.text(str(row["text"]))
        whose = ["tab", str(["worker", "supervisor", "both"].index(str(row["by"])) + 1)]
        await typist.press(*([] if side else whose), "enter")
        await typist.to(agenda._text, "shift+tab")
    marks = {"reached": "t", "not-reached": "n", "deferred": "p"}
    for row in value:
        mark = marks.get(str(row.get("outcome")))
        at = [one.get("text") for one in agenda.rows].index(row["text"])
        if mark is None or agenda.rows[at].get("outcome") == row["outcome"]:
            continue
        await typist.to(agenda.list, "shift+tab")
        await typist.in_list(agenda.list, at, mark)
        if isinstance(typist.screen, Ask):
            await typist.text(str(row["why"]))
            await typist.press("enter")


async def _actions(typist: Typist, actions: ActionsAnswer, value: list[Row]) -> None:
    owners = [value for value, _name in actions._owner.options]  # a file of no worker has fewer
    there = [row.get("what") for row in actions.rows]
    for row in value:
        if row["what"] in there:
            continue
        await typist.to(actions._what)
        await typist.text(str(row["what"]))
        await typist.press("enter", str(owners.index(str(row["owner"])) + 1), "enter")
        if row["owner"] == OTHER:
            await typist.text(str(row["owner_name"]))
            await typist.press("enter")
        await typist.text(typed_date(row["by"]))
        await typist.press("enter")
        await typist.text(str(row.get("how_known") or ""))
        await typist.press("enter")


async def _review(typist: Typist, review: ActionReviewAnswer, value: list[Row]) -> None:
    outcomes = [outcome for outcome, _ in OUTCOMES]
    for row in value:
        await typist.to(review.list, "shift+tab")
        place = [one.get("what") for one in review.rows].index(row["what"])
        await typist.in_list(review.list, place, "enter", str(outcomes.index(str(row["outcome"])) + 1))
        await typist.press("enter")
        if row["outcome"] != "done":
            await typist.text(str(row.get("why") or ""))
            await typist.press("enter")
        if row["outcome"] == CARRIED:
            await _line(typist, typed_date(row["new_date"]))
        await typist.text(str(row.get("evidence") or ""))
