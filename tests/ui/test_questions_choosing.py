"""Several, matrix, scale, length of time, person, place, computed: typed fast, kept right, said plainly."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    Among,
    ChoiceQuestion,
    DurationQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
)
from supervise_tui.workflows.pick_from import Pickable, PickFrom
from tests.forms.test_own_forms import own
from tests.ui.one_question import OneQuestion, ask, text_of, type_fast

REASONS = SeveralQuestion(
    id="q",
    label="Why?",
    options=(Option("pay", "Pay"), Option("team", "The team"), Option("move", "We move")),
    at_most=2,
)
RATED = MatrixQuestion(
    id="q", label="How was it?", rows=(Option("start", "The start"), Option("rota", "The rota"))
)
NEEDS = MatrixQuestion(
    id="q",
    label="What do you need?",
    rows=(Option("talk", "Somebody to talk to"), Option("rest", "Time off")),
    options=(Option("now", "Now"), Option("later", "Later")),
)
PEOPLE = PickFrom(
    workers=(
        Pickable("w1", "Ania Wójcik-Łęcka", "Senior carer"),
        Pickable("w2", "Peggy Lunt", "Cook"),
        Pickable("w3", "Peggy Ann Lunt", "Carer"),
    ),
    places=("The small office", "The garden room"),
)


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (REASONS, "13", ["pay", "move"]),
        (REASONS, "3 1", ["pay"]),
        (REASONS, " ", ["pay"]),
        (RATED, "52", {"start": 5, "rota": 2}),
        (NEEDS, "21", {"talk": "later", "rest": "now"}),
        (ScaleQuestion(id="q", label="Like it?", lowest=0, highest=10), "1", 1),
        (ScaleQuestion(id="q", label="Like it?", lowest=0, highest=10), "10", 10),
        (ScaleQuestion(id="q", label="Like it?", lowest=0, highest=10), "70", 0),
        (ScaleQuestion(id="q", label="Ready?", words=("not yet", "nearly", "ready")), "3", 3),
        (NumberQuestion(id="q", label="Pay", decimals=2), "13.65", 13.65),
        (NumberQuestion(id="q", label="Pay", decimals=2), "13,5", 13.5),
        (NumberQuestion(id="q", label="Below nothing"), "-4", -4),
        (DurationQuestion(id="q", label="How long"), "1h 30", 90),
        (DurationQuestion(id="q", label="How long"), "95 min", 95),
        (PlaceQuestion(id="q", label="Where"), "Łódź café", "Łódź café"),
    ],
)
def test_what_is_typed_becomes_the_answer(question: Question, typed: str, answer: Json) -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, typed)
        assert app.answers[-1] == answer
        assert type(app.answers[-1]) is type(answer)
        assert app.wrong == ""

    ask(question, story)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (REASONS, ["team"]),
        (RATED, {"rota": 3}),
        (NEEDS, {"rest": "now"}),
        (DurationQuestion(id="q", label="How long"), 90),
        (DurationQuestion(id="q", label="How long"), 0),
        (NumberQuestion(id="q", label="Pay", decimals=2), 13.65),
        (PersonQuestion(id="q", label="Who"), {"person": "", "name": "Dr Okonjo"}),
        (PersonQuestion(id="q", label="Who", among=Among.WORKERS), {"person": "w2", "name": "Peggy Lunt"}),
        (PlaceQuestion(id="q", label="Where"), "The garden room"),
        (ScaleQuestion(id="q", label="Ready?", words=("not yet", "nearly", "ready")), 2),
    ],
)
def test_showing_an_answer_does_not_change_it(question: Question, value: Json) -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.pause()
        assert app.answers == []
        assert app.asked.answer == value
        assert app.asked.wrong == ""

    ask(question, story, value, pick_from=PEOPLE)


def test_no_more_are_ticked_than_fit() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "123")
        assert app.answers[-1] == ["pay", "team"]
        assert "2 at most: take another one out first" in text_of(app)
        await type_fast(pilot, "23")
        assert app.answers[-1] == ["pay", "move"]

    ask(REASONS, story)


def test_enter_goes_on_from_the_last_row_of_a_matrix() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("right", "enter", "left", "enter")
        assert app.answers[-1] == {"start": 1, "rota": 5}
        assert app.focused is not None
        assert app.focused.id == "after"

    ask(RATED, story)


def test_a_row_of_a_matrix_can_be_rated_with_the_mouse_and_taken_back() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        line = text_of(app).splitlines()[2]
        await pilot.click(offset=(line.index("4"), 2))
        assert app.answers[-1] == {"rota": 4}
        await pilot.press("backspace")
        assert app.answers[-1] is None

    ask(RATED, story)


def test_long_names_of_rows_stand_above_their_answers() -> None:
    long = "How sure you feel about moving and handling when you are on your own at night with one hoist"
    matrix = MatrixQuestion(
        id="q", label="How sure?", rows=(Option("a", long), Option("b", "Short")), lowest_label="not at all"
    )

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "4")
        said = text_of(app)
        assert "1 not at all" in said
        assert "one hoist" in said
        assert "(4)" in said

    ask(matrix, story)


def test_a_length_of_time_is_echoed_in_full_and_rubbish_is_said_to_be() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "1h 30")
        assert "1 hour 30 minutes" in text_of(app)
        await type_fast(pilot, "x")
        assert "not a length of time" in app.wrong

    ask(DurationQuestion(id="q", label="How long"), story)


def test_a_worker_is_found_by_a_part_of_the_name_without_its_accents() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "lecka\n")
        assert app.answers[-1] == {"person": "w1", "name": "Ania Wójcik-Łęcka"}
        assert app.focused is not None
        assert app.focused.id == "after"

    ask(PersonQuestion(id="q", label="Who", among=Among.WORKERS), story, pick_from=PEOPLE)


def test_anybody_else_is_kept_by_name_and_a_worker_is_picked_with_the_arrow() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "Peg")
        assert app.answers[-1] == {"person": "", "name": "Peg"}
        await pilot.press("down", "down", "enter")
        assert app.answers[-1] == {"person": "w3", "name": "Peggy Ann Lunt"}

    ask(PersonQuestion(id="q", label="Who"), story, pick_from=PEOPLE)


def test_a_stranger_where_a_worker_is_asked_for_is_said_to_be_none() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "Dr Okonjo")
        assert "pick one of your workers" in app.wrong

    ask(PersonQuestion(id="q", label="Who", among=Among.WORKERS), story, pick_from=PEOPLE)


def test_places_used_before_are_offered() -> None:
    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await pilot.press("down", "down", "enter")
        assert app.answers[-1] == "The garden room"

    ask(PlaceQuestion(id="q", label="Where"), story, pick_from=PEOPLE)


def test_a_worked_out_answer_follows_the_others() -> None:
    form, _ = own("volunteer_review")
    question = form.question("average")
    assert question is not None

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        assert "Nothing to show yet." in text_of(app)
        app.others.update({"welcome": 5, "informed": 2})
        app.asked.look_around()
        await pilot.pause()
        assert "3.5" in text_of(app)
        assert "filled in by the program" in text_of(app)
        assert app.answers == []

    ask(question, story, form=form)


def test_the_same_letter_again_goes_to_the_next_option_that_begins_so() -> None:
    question = ChoiceQuestion(
        id="q", label="Where", options=(Option("a", "Home"), Option("b", "Hospital"), Option("c", "Away"))
    )

    async def story(app: OneQuestion, pilot: Pilot[None]) -> None:
        await type_fast(pilot, "hh")
        assert app.answers[-1] == "b"

    ask(question, story)
