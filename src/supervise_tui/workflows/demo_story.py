"""Reads the stories of the demo home: who works there, and what each supervision was about.

The stories are TOML, one file a worker, with days counted back from today, so that the demo is
always about the year that has just passed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from typing import Any

from supervise_tui.canonical import Json


class Ending(StrEnum):
    """How far the record has come."""

    SIGNED = "signed"
    DECLINED = "declined"
    WAITING = "waiting"
    """The supervisor has signed, the worker not yet."""
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class Act:
    """One action point; `owner` is worker, supervisor or other, and `days` counts from the talk."""

    owner: str
    owner_name: str
    what: str
    days: int
    how_known: str


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One supervision as the story tells it."""

    days_ago: int
    time: str
    minutes: int
    place: str
    ending: Ending
    others_present: str
    interrupted: bool
    no_agreement_reason: str
    agenda: tuple[tuple[str, str], ...]
    """(worker, supervisor or both; the line)."""
    actions: tuple[Act, ...]
    worth: tuple[int, int] | None
    """The worker's rating and the supervisor's."""
    next_in: int | None
    """Days to the next one where it was not held as agreed, or not yet."""
    texts: Mapping[str, str] = field(repr=False)
    """Answers by question id."""
    disagreement: tuple[str, str] | None = field(repr=False)
    """(role, their own words)."""
    decline: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """The next talk: planned, or cancelled for sickness, and what each side has written for it."""

    in_days: int
    time: str
    place: str
    cancelled: str
    """The reason; empty while it stands."""
    at_first_in_days: int | None
    """The day it was planned for at first, and then moved from."""
    moved: str
    """The reason; empty where it was not."""
    worker: dict[str, str] = field(repr=False)
    """Answers by question id of the preparation, and `points`, one a line."""
    supervisor: dict[str, str] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A task of the induction, and what somebody found who looked."""

    task: str
    days_ago: int | None
    """None while nobody has looked."""
    by: str
    alone: bool
    shows: str


@dataclass(frozen=True, kw_only=True)
class Learned:
    """One entry of the training and portfolio list, its days counted from today."""

    done_days_ago: int | None
    valid_days: int | None
    """From the day on which it was done."""
    planned_in: int | None
    answers: dict[str, Json] = field(repr=False)
    """All else, by question id."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """One worker and their year."""

    name: str
    post: str
    hours: float
    started_days_ago: int
    probation_days: int | None
    manages_others: bool
    care_work: bool
    review_in: int | None
    """Days from the agreement to its review, where that is sooner than in a year."""
    talks: tuple[Talk, ...]
    ahead: Ahead | None
    leave: tuple[tuple[int, int], ...]
    """Each time away on leave: how many days ago it began, and how many days it lasted."""
    induction_days: int | None
    """How long the induction lasts from the first day; None where there is none to tell of."""
    induction: tuple[Looked, ...]
    learning: tuple[Learned, ...]


_TEXTS = {
    "aims": "outcomes_aimed_at",
    "since": "since_last_time",
    "summary": "summary",
    "outcomes": "outcomes_reached",
    "carried_supervisor": "carried_supervisor",
    "carried_worker": "carried_worker",
    "comments_worker": "comments_worker",
    "comments_supervisor": "comments_supervisor",
}
"""Key in a story -> question of the short layout."""


def stories() -> tuple[Story, ...]:
    """Read all stories, in the order of their files."""
    folder = files("supervise_tui.workflows").joinpath("demo_stories")
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name
    )
    return tuple(_story(tomllib.loads(item.read_text("utf-8"))) for item in found)


def _story(raw: Mapping[str, Any]) -> Story:
    return Story(
        name=raw["name"],
        post=raw["post"],
        hours=raw["hours"],
        started_days_ago=raw["started_days_ago"],
        probation_days=raw.get("probation_days"),
        manages_others=raw.get("manages_others", False),
        care_work=raw.get("care_work", True),
        review_in=raw.get("review_in"),
        talks=tuple(_talk(talk) for talk in raw["supervision"]),
        ahead=_ahead(raw["ahead"]) if "ahead" in raw else None,
        leave=tuple((first, days) for first, days in raw.get("leave", ())),
        induction_days=raw.get("induction", {}).get("lasts_days"),
        induction=tuple(_looked(*row) for row in raw.get("induction", {}).get("tasks", ())),
        learning=tuple(_learned(one) for one in raw.get("learning", ())),
    )


def _learned(raw: Mapping[str, Any]) -> Learned:
    days = ("done_days_ago", "valid_days", "planned_in")
    return Learned(
        **{key: raw.get(key) for key in days},
        answers={key: value for key, value in raw.items() if key not in days},
    )


def _ahead(raw: Mapping[str, Any]) -> Ahead:
    return Ahead(
        in_days=raw["in_days"],
        time=raw["time"],
        place=raw["place"],
        cancelled=raw.get("cancelled", ""),
        at_first_in_days=raw.get("at_first_in_days"),
        moved=raw.get("moved", ""),
        worker=dict(raw.get("worker", {})),
        supervisor=dict(raw.get("supervisor", {})),
    )


def _looked(
    task: str, days_ago: int | None = None, by: str = "", alone: bool = False, shows: str = ""
) -> Looked:
    return Looked(task=task, days_ago=days_ago, by=by, alone=alone, shows=shows)


def _talk(raw: Mapping[str, Any]) -> Talk:
    worth = raw.get("worth")
    disagreement = raw.get("disagreement")
    return Talk(
        days_ago=raw["days_ago"],
        time=raw["time"],
        minutes=raw["minutes"],
        place=raw["place"],
        ending=Ending(raw.get("ends", "signed")),
        others_present=raw.get("others_present", ""),
        interrupted=raw.get("interrupted", False),
        no_agreement_reason=raw.get("no_agreement_reason", ""),
        agenda=tuple((by, line) for by, line in raw["agenda"]),
        actions=tuple(read_act(row) for row in raw.get("actions", ())),
        worth=(worth[0], worth[1]) if worth else None,
        next_in=raw.get("next_in"),
        texts={_TEXTS[key]: raw[key].strip() for key in _TEXTS if key in raw},
        disagreement=(disagreement[0], disagreement[1]) if disagreement else None,
        decline=raw.get("decline", ""),
    )


def read_act(row: Sequence[Any]) -> Act:
    """Read one action point: owner, what, days, how it will be known."""
    owner, what, days, how_known = row
    role, _, name = owner.partition(":")
    return Act(owner=role, owner_name=name, what=what, days=days, how_known=how_known)
