"""A form with every type of question, and a record on it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from supervise_tui.canonical import Json
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form, Option, Question
from supervise_tui.forms.reading import read_form
from tests.documents.sample_records import content

_FILE = Path(__file__).with_name("every_type.toml")
_LONG = (
    "Mrs A. wanted to walk to the window alone. The worker stood close, said what she was going to do, "
    "and waited. It took four minutes, and Mrs A. laughed when she got there."
)


@cache
def every_type() -> Form:
    """The form."""
    return read_form(_FILE.read_bytes(), _FILE.name)


def every_answer() -> dict[str, Json]:
    """An answer to each of its questions."""
    deferred: Json = {
        "id": "2",
        "text": "Nights",
        "by": "worker",
        "function": "support",
        "outcome": "deferred",
        "why": "The rota is not out yet",
    }
    return {
        "held_on": "2026-11-28",
        "started": "07:45",
        "length": 90,
        "place": "At Mrs A.'s home",
        "observer": {"person": "", "name": "Siân Llŷr-Parry"},
        "visits": 3,
        "manner": "room",
        "topic": "Morning visits",
        "mean_of_all": 3.25,
        "felt": ["rushed", "proud"],
        "felt~comment": "Rushed until nine, then it went well.",
        "hurt": True,
        "hurt~comment": "A graze on the left hand, cleaned at once and written in the book.",
        "hurt~evidence": [{"id": "1", "kind": "file", "ref": "accident-book.pdf", "text": "Page 41"}],
        "calm": 4,
        "help_needed": 2,
        "story": _LONG + "\n\n" + _LONG,
        "papers": [
            {"id": "1", "kind": "record", "ref": "12", "text": "Supervision of 3 October"},
            {"id": "2", "kind": "other", "ref": "", "text": "A card from the daughter"},
        ],
        "checks": {"fire": 5, "lift": 1, "words": 3},
        "standards": {"dignity": "met", "choice": "partly", "privacy": "unmet"},
        "wordy": {"one": "a", "two": "c"},
        "training": [
            {"id": "moving", "on": "2026-09-02", "passed": True, "note": _LONG},
            {"id": "medicine", "passed": False},
        ],
        "medicines": [
            {"id": "1", "when": "08:00", "who": {"person": "", "name": "Dafydd"}, "how": "well"},
            {"id": "2", "when": "12:30", "who": {"person": "", "name": "Ngozi"}, "how": "again"},
        ],
        "wide": [{"id": "1", "c1": "Adaeze", "c2": 7, "c3": 8, "c5": 12, "c6": 4, "c7": True, "c8": False}],
        "jobs": _jobs(),
        "agenda": [
            {"id": "1", "text": "How are you?", "by": "both", "standing": "standing.how"},
            deferred,
        ],
        "looked_at": [
            _looked_at("Lead the Thursday handover", "worker", "done", evidence="Three sheets seen"),
            _looked_at("Ask for a second person", "supervisor", "not-done", why="No answer yet"),
            _looked_at("Oil the trolley", "other", "carried", new_date="2027-02-01"),
        ],
        "actions": [
            {
                "id": "1",
                "what": "Watch one more round together",
                "owner": "supervisor",
                "owner_name": "",
                "by": "2026-12-14",
                "how_known": "It went well",
                "function": "development",
            }
        ],
    }


def _jobs() -> list[Json]:
    return [
        {
            "id": "1",
            "name": "Washing and dressing",
            "risk": True,
            "risk~comment": "The floor of the shower is slippery.",
            "minutes": 35,
            "seen": _LONG,
            "steps": [
                {"id": "a", "what": "Asks first", "went": 5},
                {"id": "b", "what": "Moves the chair", "went": 2, "slips": ["order", "hands"]},
            ],
        },
        {"id": "2", "name": "Breakfast", "risk": False, "minutes": 20},
    ]


def _looked_at(what: str, owner: str, outcome: str, **more: str) -> Json:
    return {
        "action": what[:4],
        "what": what,
        "owner": owner,
        "owner_name": "Marek, handyman" if owner == "other" else "",
        "by": "2026-11-20",
        "outcome": outcome,
        "why": "",
        "new_date": "",
        "evidence": "",
        **more,
    }


def every_record(**changes: Json) -> Content:
    """The record, with some answers changed."""
    return content(of_form=every_type(), answers={**every_answer(), **changes})


def with_words(words: str) -> Form:
    """The form with the same words wherever a form has words."""
    sections = tuple(
        replace(
            section,
            title=words,
            guidance=words,
            keep_together=True,
            page_break=False,
            questions=tuple(_worded(question, words) for question in section.questions),
        )
        for section in every_type().sections
    )
    scores = tuple(replace(score, label=words) for score in every_type().scores)
    return replace(every_type(), title=words, purpose=words, sections=sections, scores=scores)


_Asked = TypeVar("_Asked", bound=Question)


def _worded(question: _Asked, words: str) -> _Asked:
    changes: dict[str, object] = {"label": words, "help": words}
    for key in ("options", "rows"):
        if options := getattr(question, key, ()):
            changes[key] = tuple(Option(option.id, words) for option in options)
    for key in ("columns", "questions"):
        if inner := getattr(question, key, ()):
            changes[key] = tuple(_worded(one, words) for one in inner)
    for key in ("row_title", "unit", "lowest_label", "highest_label"):
        if hasattr(question, key):
            changes[key] = words
    for key in ("words", "prompts", "proposed"):
        if texts := getattr(question, key, ()):
            changes[key] = tuple(words for _ in texts)
    return replace(question, **changes)  # type: ignore[arg-type]
