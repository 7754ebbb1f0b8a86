"""Going from one layout to the other and back: nothing is lost [SES-12]."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.domain.actions import action_points
from supervise_tui.domain.layouts import changes, laid_out
from supervise_tui.forms.definition import Function
from supervise_tui.forms.library import Library

SHORT, STRUCTURED = Library().get("session.short"), Library().get("session.structured")
_text = st.text("abc", min_size=1, max_size=5)
_function = st.sampled_from([*[function.value for function in Function], ""])


def _topic(number: int, function: str, topic: str, notes: str) -> dict[str, Json]:
    row: dict[str, Json] = {
        "id": f"t{number}",
        "topic": topic,
        "notes": notes,
        "decision": "d",
        "reason": "r",
    }
    return row | ({"function": function} if function else {})


topics = st.lists(st.tuples(_function, _text, _text), max_size=8).map(
    lambda drawn: [_topic(number, *one) for number, one in enumerate(drawn)]
)
actions = st.lists(st.tuples(_function, _text), max_size=8).map(
    lambda drawn: [
        {"id": f"a{number}", "what": what, "owner": "worker", "owner_name": "", "by": "", "how_known": ""}
        | ({"function": function} if function else {})
        for number, (function, what) in enumerate(drawn)
    ]
)


def by_id(value: Json) -> dict[str, Json]:
    rows = value if isinstance(value, list) else []
    return {str(row["id"]): row for row in rows if isinstance(row, dict)}


@given(topics, actions)
def test_from_short_to_structured_and_back_is_what_there_was(said: list[Json], agreed: list[Json]) -> None:
    answers: dict[str, Json] = {"summary": "s", "strange": [1], "reflections": said, "actions": agreed}
    there = laid_out(SHORT, STRUCTURED, answers)
    back = laid_out(STRUCTURED, SHORT, there)
    assert by_id(back.get("reflections")) == by_id(said)
    assert by_id(back.get("actions")) == by_id(agreed)
    assert (back["summary"], back["strange"]) == ("s", [1])


@given(topics, actions)
def test_every_action_is_an_action_point_in_either_layout(said: list[Json], agreed: list[Json]) -> None:
    answers: dict[str, Json] = {"reflections": said, "actions": agreed}
    points = action_points(STRUCTURED, laid_out(SHORT, STRUCTURED, answers))
    assert {point.id for point in points} == set(by_id(agreed))


def test_the_fixed_items_keep_their_names_in_the_short_layout_and_find_their_places_again() -> None:
    answers: dict[str, Json] = {
        "talk_management": [{"id": "targets", "notes": "Two of three met."}],
        "more_mediation": [{"id": "m1", "topic": "The car park", "notes": "Too far at night."}],
    }
    short = laid_out(STRUCTURED, SHORT, answers)
    assert short == {
        "reflections": [
            {"id": "targets", "notes": "Two of three met.", "function": "management",
             "topic": "Targets and objectives"},
            {"id": "m1", "topic": "The car park", "notes": "Too far at night.", "function": "mediation"},
        ]
    }  # fmt: skip
    assert laid_out(SHORT, STRUCTURED, short) == answers


def test_only_what_differs_is_saved() -> None:
    assert changes({"a": 1, "b": 2}, {"b": 2, "c": 3}) == {"a": None, "c": 3}
