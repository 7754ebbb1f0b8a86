"""An idea of a worker's is shared as far as they signed for, until they take it back [ORG-8]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.domain.kinds import SHARED_IDEA
from supervise_tui.domain.record import Record

SHARED, TAKEN_BACK = SHARED_IDEA, "idea-taken-back"
"""Kinds of record on a worker's file."""
ABOUT, WHICH = "about", "idea_record"
"""The questions that say what an idea is in a few words, and name its record by its number when it is taken
back."""


@dataclass(frozen=True, kw_only=True)
class SharedIdea:
    """One idea with what its worker allows: nothing here says whose it is unless they said so."""

    about: str
    idea: str
    by: str
    """Their name; empty when it is shared without."""
    where: tuple[str, ...]
    """Ids of the options that the worker ticked."""


def shared(
    records: Iterable[Record], answers: Mapping[str, Mapping[str, Json]], names: Mapping[str, str]
) -> list[SharedIdea]:
    """Give the ideas whose consent stands, the newest first; only what is signed by all counts."""
    signed = [one for one in records if one.state.is_signed]
    back = {(one.worker, answers.get(one.id, {}).get(WHICH)) for one in signed if one.makes == TAKEN_BACK}
    found = [one for one in signed if one.makes == SHARED and (one.worker, one.number) not in back]
    found.sort(key=lambda one: -one.number)
    return [_idea(answers.get(one.id, {}), names.get(one.worker, "")) for one in found]


def _idea(said: Mapping[str, Json], name: str) -> SharedIdea:
    where = said.get("where")
    return SharedIdea(
        about=str(said.get(ABOUT) or ""),
        idea=str(said.get("idea") or ""),
        by=name if said.get("with_name") == "named" else "",
        where=tuple(str(one) for one in where) if isinstance(where, list) else (),
    )


def can_be_taken_back(records: Iterable[Record], answers: Mapping[str, Mapping[str, Json]]) -> list[int]:
    """Give the numbers of the ideas on one file that are shared still, the newest first."""
    signed = [one for one in records if one.state.is_signed]
    back = {answers.get(one.id, {}).get(WHICH) for one in signed if one.makes == TAKEN_BACK}
    return sorted(
        (one.number for one in signed if one.makes == SHARED and one.number not in back), reverse=True
    )
