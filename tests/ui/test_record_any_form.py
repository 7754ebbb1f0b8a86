"""The screen of a record for any form: many stops, notes beside answers, actions out of answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from textual.widget import Widget
from textual.widgets import OptionList

from bench.long_form import FIRST, definition
from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.forms.library import Library
from supervise_tui.ui.screens.stops import Stops
from supervise_tui.ui.widgets.steps_bar import StepMark, StepsBar
from supervise_tui.workflows import hold_supervision
from supervise_tui.workflows.desk import Desk
from tests.forms.test_own_forms import FOLDER
from tests.journeys.table import Table, at_the_table

FORM = """
id = "own.talk"
version = 1
title = "A talk about the rota"
purpose = "To show what a form can ask beside an answer."
makes = "rota-talk"

[[signer]]
role = "worker"

[[signer]]
role = "supervisor"

[[section]]
id = "yours"
title = "Yours"
filled_by = "worker"

[[section.question]]
id = "paid"
type = "yes-no"
label = "Are you paid in time?"
comment_when = "answer == no"
warns_when = "answer == no"
offers_action_when = "answer == no"

[[section]]
id = "more"
title = "More"
shown_when = "paid == no"

[[section.question]]
id = "since"
type = "text"
label = "Since when"

[[section]]
id = "next"
title = "Next"

[[section.question]]
id = "actions"
type = "actions"
label = "Actions"
"""


def begun(name: str) -> Callable[[Desk, Worker], str]:
    """Give what starts a record on one of the own forms."""

    def prepare(desk: Desk, worker: Worker) -> str:
        object.__setattr__(desk, "library", Library(FOLDER))
        return hold_supervision.start(desk, worker.id, f"own.{name}").record.id

    return prepare


def on(text: str, form_id: str) -> Callable[[Desk, Worker], str]:
    """Give what starts a record on a form of that text."""

    def prepare(desk: Desk, worker: Worker) -> str:
        folder = desk.cabinet.folder.parent / "own forms"
        folder.mkdir()
        (folder / "form.toml").write_text(text, encoding="utf-8")
        object.__setattr__(desk, "library", Library(folder))
        return hold_supervision.start(desk, worker.id, form_id).record.id

    return prepare


def test_fifteen_stops_are_all_reachable_and_the_bar_shows_those_around_this_one(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        screen = await table.open()
        assert FIRST in table.text()
        assert "Ctrl+G" in table.text()
        assert "Part 15" not in table.text()
        await table.press("ctrl+g")
        await table.on(Stops)
        await table.until(lambda: "Part 15" in table.text(), "every part is listed")
        assert "1 still needed" not in table.text().splitlines()[0]
        await table.press("end", "up", "enter")
        await table.until(lambda: screen._at == "part_14", "the last part")
        assert "First of part 15" in table.text()
        assert "‹" in table.text().splitlines()[1]
        names = [name for name, _, _ in screen.own_commands()]
        assert "Go to Part 7" in names

    at_the_table(tmp_path, story, on(definition(), "bench.long"))


def test_an_answer_asks_for_a_comment_says_that_it_worries_and_becomes_an_action(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        screen = await table.open()
        assert "A talk about the rota with Ania" in table.text()
        assert "Ania fills this in" in table.text()
        assert table.app.workers_turn
        assert "Comment on" not in table.text()
        await table.type_in("n")
        await table.until(lambda: "Comment on “Are you paid in time?” (needed)" in table.text(), "a comment")
        assert "worth a closer look · Ctrl+N makes it an action" in table.text()
        await table.press("ctrl+n")
        await table.until(lambda: "is among the actions now" in table.text(), "the action")
        await table.press("ctrl+n")
        await table.until(lambda: "It is among the actions already" in table.text(), "not twice")
        await table.press("tab")
        await table.type_in("Two weeks late each month.")
        screen.flush()
        answers = hold_supervision.open_sheet(table.desk, table.record_id).answers
        actions = cast("list[dict[str, Json]]", answers["actions"])
        assert [row["what"] for row in actions] == ["Are you paid in time? No"]
        assert answers["paid~comment"] == "Two weeks late each month."
        # A section comes up with the answer, and the way on follows it.
        assert "Go on to More" in table.text()
        await table.press("pagedown", "pagedown")
        assert not table.app.workers_turn
        assert "Are you paid in time? No" in table.text()
        await table.press("pagedown")
        gaps = [str(option.prompt) for option in table.find("#gaps", OptionList).options]
        assert gaps == ["○ Action 1 does not say who does it.", "○ Action 1 has no date yet."]

    at_the_table(tmp_path, story, on(FORM, "own.talk"))


def test_going_on_from_a_step_that_an_answer_has_hidden_is_no_dead_end(tmp_path: Path) -> None:
    async def story(table: Table) -> None:
        screen = await table.open()
        await table.type_in("n")
        await table.until(lambda: "More" in table.text(), "the section")
        await table.press("pagedown")
        assert screen._at == "more"
        screen._opened_sheet.answers["paid"] = True
        screen._redraw()
        await table.press("pagedown")
        assert screen._at == "next"

    at_the_table(tmp_path, story, on(FORM, "own.talk"))


def test_a_gap_deep_inside_a_group_is_one_key_away(tmp_path: Path) -> None:
    def half_filled(desk: Desk, worker: Worker) -> str:
        record = begun("exit_interview")(desk, worker)
        posts: Json = [{"id": "1", "post": "Carer", "skills": [{"id": "s", "sure": 2}]}]
        rated: Json = {"start": 4, "training": 4, "manager": 4, "rota": 4}
        answers: dict[str, Json] = {"last_day": "2026-12-31", "reasons": ["pay"], "rated": rated}
        hold_supervision.save(desk, record, answers | {"posts": posts})
        return record

    async def story(table: Table) -> None:
        await table.open()
        await table.press("f5")
        gaps = table.find("#gaps", OptionList)
        lines = [str(option.prompt) for option in gaps.options]
        gaps.highlighted = next(n for n, line in enumerate(lines) if "“What” still needs" in line)
        await table.press("enter")
        await table.until(
            lambda: table.app.focused is not None and table.app.focused.id == "q-skill", "there"
        )
        await table.type_in("Lifting")
        await table.until(lambda: "Lifting · 2 quite" in table.text() or "Lifting" in table.text(), "typed")

    at_the_table(tmp_path, story, half_filled, size=(100, 40))


def test_a_bar_that_is_too_long_goes_with_the_step_in_hand() -> None:
    bar = StepsBar([StepMark(f"s{n}", f"A step with words {n}", "empty") for n in range(12)])
    bar.set_reactive(StepsBar.current, "s6")
    assert isinstance(bar, Widget)
    assert [bar._widths()[0], len(bar.marks)] == [19, 12]
