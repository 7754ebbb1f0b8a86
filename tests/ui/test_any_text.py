"""Any text in any field: nothing that can be typed or kept breaks the screen, in any type of question."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from textual.app import ComposeResult

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    ComputedQuestion,
    EvidenceQuestion,
    GroupQuestion,
    LongTextQuestion,
    MatrixQuestion,
    Option,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    YesNoQuestion,
    comment_question,
)
from supervise_tui.ui.widgets.questions import QuestionWidget, widget_for
from supervise_tui.ui.widgets.questions.inner_rows import InnerRows
from supervise_tui.workflows.pick_from import Pickable, PickFrom
from tests.ui.one_question import OneQuestion

NASTY = (
    "[b]bold[/b] [/] \\[ [@click=app.quit()]x[/] [red ]]][[[ \x1b[31mred\x1b[0m \u202eevil e\u0301\u0301 "
    "👩‍👩‍👧 ﷽ 𝔘 a\tb\nc\r\nd $not_a_variable %s {0} {name} \\"
)
"""Markup, escapes, line ends, marks without a letter, wide and joined signs: all in one."""


def questions(words: str) -> list[tuple[Question, Json]]:
    """Every type of question with these words wherever words can stand, and an answer made of them."""
    said = words.strip() or "Label"
    options = (Option("a", said), Option("b", f"{said} b"))
    row: dict[str, Json] = {"id": "r", "what": words, "owner": "other", "owner_name": words, "by": ""}
    columns = (
        TextQuestion(id="t", label=said, help=words),
        ChoiceQuestion(id="c", options=options, label=said, help=words),
    )
    cells: Json = [{"id": "r", "t": words, "c": words}]
    person: Json = {"person": words, "name": words}
    return [
        (TextQuestion(id="q1", label=said, help=words), words),
        (LongTextQuestion(id="q2", prompts=(said,), label=said, help=words), words),
        (ChoiceQuestion(id="q3", options=options, label=said, help=words), words),
        (SeveralQuestion(id="q4", options=options, label=said, help=words), ["a", words]),
        (YesNoQuestion(id="q5", label=said, help=words), words),
        (ScaleQuestion(id="q6", words=(said, said), lowest=1, highest=2, label=said, help=words), 2),
        (ScaleQuestion(id="q7", lowest_label=said, label=said, help=words), 1),
        (PersonQuestion(id="q8", label=said, help=words), person),
        (PlaceQuestion(id="q9", label=said, help=words), words),
        (
            EvidenceQuestion(id="q10", label=said, help=words),
            [{"id": "e", "kind": "file", "ref": words, "text": words}],
        ),
        (ComputedQuestion(id="q11", computes="worker.post", label=said, help=words), words),
        (TableQuestion(id="q12", columns=columns, label=said, help=words), cells),
        (
            TableQuestion(id="q13", columns=columns, rows=options, label=said, help=words),
            [{"id": "a", "t": words}],
        ),
        (
            MatrixQuestion(id="q14", rows=options, options=options, label=said, help=words),
            {"a": "a", "b": words},
        ),
        (MatrixQuestion(id="q15", rows=options, lowest_label=said, label=said, help=words), {"a": 4}),
        (GroupQuestion(id="q16", questions=columns, row_title=said, label=said, help=words), cells),
        (
            AgendaQuestion(id="q17", proposed=(said,), label=said, help=words),
            [{"id": "r", "text": words, "by": "worker"}],
        ),
        (ActionsQuestion(id="q18", label=said, help=words), [{**row, "how_known": words}]),
        (
            ActionReviewQuestion(id="q19", label=said, help=words),
            [{**row, "action": "r", "outcome": "carried", "why": words, "new_date": "", "evidence": words}],
        ),
        (comment_question(TextQuestion(id="q20", label=said), needed=True), words),
    ]


class Everything(OneQuestion):
    """All of them below each other."""

    def __init__(self, words: str) -> None:
        super().__init__(TextQuestion(id="first", label="First"))
        offered = (Pickable("x", words or "x", words),)
        self.setting = replace(self.setting, pick_from=PickFrom(workers=offered, places=(words,)))
        self._words = words
        self.widgets: list[QuestionWidget] = []

    def compose(self) -> ComposeResult:
        """One after the other, in the frame that pages have."""
        yield from super().compose()
        for question, value in questions(self._words):
            widget = widget_for(question, self.setting, value)
            self.widgets.append(widget)
            yield widget


async def shown(words: str) -> None:
    app = Everything(words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for widget in app.widgets:
            widget.stands(needed=True, remark="worth a closer look")
            if isinstance(widget, InnerRows) and widget.rows:
                await widget.open(0)
            app.screen.set_focus(widget.first_field if widget.first_field.can_focus else None)
        await pilot.pause()
        assert app.is_running


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
@example(NASTY)
@example("\\")
def test_any_words_can_be_shown_in_any_type_of_question(words: str) -> None:
    asyncio.run(shown(words))
