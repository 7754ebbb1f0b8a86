"""The formal procedure as a picture and as lists, drawn from its table: for help and for the docs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from supervise_tui.domain.procedure_moves import MOVES, STATE_LABELS
from supervise_tui.domain.procedure_table import FROM, OVER, SAME, TABLE, WAYS, Event, State, states_of

WIDTH: Final = 78
"""Columns: fits a terminal of 80."""
_BOX: Final = 38

_PHASES: Final[Mapping[str, tuple[State, ...]]] = MappingProxyType(
    {
        "Concern": (State.CONCERN,),
        "Informal plan": (State.INFORMAL_PLAN,),
        "Stage 1": states_of("stage-1*"),
        "Stage 2": states_of("stage-2*"),
        "Stage 3": states_of("stage-3*"),
        "Dismissed": (State.DISMISSED,),
        "Appeal": (State.APPEALED, State.APPEAL_INVITED, State.APPEAL_MET),
        "Closed": (State.CLOSED,),
        "Redeployed": (State.REDEPLOYED,),
        "Decision stands": (State.STANDS,),
        "Overturned": (State.OVERTURNED,),
        "Elsewhere": (State.ELSEWHERE,),
        "Ended": (State.ENDED,),
    }
)
_SPINE: Final = ("Concern", "Informal plan", "Stage 1", "Stage 2", "Stage 3", "Dismissed", "Appeal")
_EVERYWHERE: Final = 5
"""From so many phases on, a way out is said once below the picture."""
_LATER: Final = "a later stage"
_TAKEN_UP: Final = "the next stage"
_TAKEN_FOR_GRANTED: Final = frozenset({"running", "right-one"})
"""Guards that go without saying in a list: what stands beside it says so."""

_ARROWS: Final[Mapping[Event, str]] = MappingProxyType(
    {
        Event.PLAN: "a plan",
        Event.CLOSE: "enough improvement",
        Event.FORMAL: "concern remains",
        Event.NEXT_STAGE: "concern remains",
        Event.NO_ACTION: "no further action",
        Event.SKIP: "with authority",
        Event.REDEPLOY: "another role, by agreement",
        Event.ROLE_AGREED: "another role, by agreement",
        Event.DISMISS: "dismissed, with notice",
        Event.APPEAL: "appeal",
        Event.APPEAL_WITHDRAWN: "taken back",
        Event.STANDS: "heard",
        Event.OVERTURNED: "heard",
        Event.RELAPSE: "falls again, within the look-back",
        Event.ELSEWHERE: "another procedure is the right one",
        Event.SETTLED: "help was enough",
        Event.UNFOUNDED: "the concern proved wrong",
        Event.LEFT: "the worker left",
    }
)
"""What an arrow of the picture says: for every event that leads from one phase to another."""

GUARD_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "running": "no pause",
        "not-paused": "no pause yet",
        "paused": "a pause that lasts",
        "written": "a written concern",
        "reasoned": "the reasons",
        "settled": "an outcome of any interim meeting",
        "granted": "an extension that a meeting gave is written and over",
        "has-plan": "a plan",
        "planned": "the plan is made",
        "plan-limit": "8 weeks at most, amended within its time",
        "next-review": "the day of the next review",
        "in-time-of-plan": "the plan is not over by then",
        "extension-decided": "a review or a meeting decided on it",
        "advised-extension": "advice from HR",
        "extension-limit": "8 weeks more at most, or an exception with its reason",
        "plan-over": "the plan is over or nearly, or one of its triggers",
        "enough": "enough improvement",
        "lasting": "enough improvement that has held",
        "unsteady": "some improvement, not steady",
        "more-time": "some improvement, or new support",
        "remains": "the concern remains",
        "adjusted": "adjustments are in place and had their time",
        "applies": "the procedure applies",
        "right-procedure": "still the right procedure",
        "official": "for a union representative: the official",
        "union": "a union representative",
        "advised": "advice from HR at this stage",
        "letter": "the last outcome is with the worker",
        "authorised": "a reason, and who allowed it; for stage 3 serious risk",
        "forward": "a later stage",
        "right-one": "the right meeting",
        "told": "reasons and the right to be accompanied",
        "notice": "5 working days' notice",
        "new-date": "a later day, within 5 working days",
        "on-the-day": "on its day",
        "noticed": "its whole notice",
        "present": "the worker there, or the second date missed and an offer to write",
        "heard": "a grievance about the handling was heard",
        "notes": "key points, no sound recorded",
        "remote": "if remote: equipment",
        "chair": "a chair who is new to the case and senior",
        "summary": "the summary, shared before and read",
        "interim-met": "an interim meeting was held",
        "explained": "plan and next stage explained",
        "direct": "entered directly, so there is no plan to extend",
        "not-direct": "a plan to extend",
        "role-fits": "a vacant, suitable role, and its pay is known",
        "role-agreed": "another role is agreed",
        "dismissal": "notice, other roles considered, to whom to appeal",
        "grounds": "grounds in writing",
        "in-time": "within 5 working days of the letter",
        "looked-back": "within 12 months, at the stage that follows from its last plan",
        "grievance-open": "an open grievance",
        "letter-there": "that letter is on its way",
    }
)
"""Each guard in a few words, with the numbers as shipped."""


HERE: Final = "▶"
"""Beside where a case stands."""


def diagram(here: State | None = None) -> str:
    """Draw the procedure from top to bottom, ways out to the right, in `WIDTH` columns.

    With `here` the place where a case stands is marked: by a sign, which needs no colour.
    """
    at = _phase_of(here) if here is not None else ""
    everywhere = _everywhere()
    below = _said(everywhere)
    lines: list[str] = []
    for number, phase in enumerate(_SPINE):
        following = _SPINE[number + 1] if number + 1 < len(_SPINE) else ""
        ways = _ways_out(phase)
        aside = [
            f"── {said} ─> {to}"
            for to, events in ways.items()
            for said in _said(events)
            if to != following and said not in below
        ]
        down = " / ".join(_said(ways.get(following, frozenset())))
        lines += _box(phase, aside, leads_on=bool(down), here=here if phase == at else None)
        if down:
            lines += [f"{' ' * (_BOX // 2)}│ {down}", f"{' ' * (_BOX // 2)}▼"]
    if here is not None and at not in _SPINE:
        lines += ["", f"{HERE} {STATE_LABELS[here]}"]
    lines += ["", *_below(everywhere)]
    return "\n".join(line.rstrip() for line in lines)


def _phase_of(state: State) -> str:
    return next(name for name, states in _PHASES.items() if state in states)


def _ways_out(phase: str) -> dict[str, frozenset[Event]]:
    """Give where a phase leads to, with the events that lead there, in the order of the table."""
    found: dict[str, set[Event]] = {}
    for state in _PHASES[phase]:
        for event, way in FROM[state].items():
            to = _LATER if way.to is None else _phase_of(way.to)
            if to != phase:
                found.setdefault(to, set()).add(event)
    return {to: frozenset(events) for to, events in found.items()}


def _everywhere() -> frozenset[Event]:
    counts: dict[Event, int] = {}
    for phase in _SPINE:
        for event in {event for events in _ways_out(phase).values() for event in events}:
            counts[event] = counts.get(event, 0) + 1
    return frozenset(event for event, count in counts.items() if count >= _EVERYWHERE)


def _said(events: frozenset[Event]) -> list[str]:
    return list(dict.fromkeys(_ARROWS[event] for event in Event if event in events))


def _box(phase: str, aside: Sequence[str], *, leads_on: bool, here: State | None = None) -> list[str]:
    inner = _BOX - 4
    steps = [_step(state) for state in _PHASES[phase]]
    said = [phase, ", ".join(steps)] if len(steps) > 1 else [phase]
    if here is not None:
        said[0] = f"{HERE} {STATE_LABELS[here]}"
    said += [""] * (len(aside) - len(said))
    foot = "─" * (_BOX // 2 - 1) + ("┬" if leads_on else "─") + "─" * (_BOX - _BOX // 2 - 2)
    body = [f"│ {text:<{inner}} │{aside[row] if row < len(aside) else ''}" for row, text in enumerate(said)]
    return [f"┌{'─' * (_BOX - 2)}┐", *body, f"└{foot}┘"]


_STEPS: Final[Mapping[str, str]] = {"invited": "meeting", "met": "outcome", "plan": "plan"}


def _step(state: State) -> str:
    return _STEPS.get(state.value.rsplit("-", 1)[-1], "invitation")


def _below(everywhere: frozenset[Event]) -> Iterator[str]:
    for to in ("Redeployed", "Elsewhere", "Ended"):
        events = {event for (_, event), way in WAYS.items() if way.to in _PHASES[to]}
        for said in _said(frozenset(events & everywhere)):
            yield f"From almost everywhere ── {said} ─> {to}"
    for phase in (name for name in _PHASES if name not in _SPINE):
        for to, events_there in _ways_out(phase).items():
            for said in _said(events_there):
                yield f"{phase} ── {said} ─> {to if to != _LATER else _TAKEN_UP}"


def moves_table() -> str:
    """List every move that leads on or decides, in Markdown: where, what, what it needs, where it leads."""
    found: dict[tuple[Event, tuple[str, ...], str], list[State]] = {}
    for states, event, guards, to in _rows():
        if WAYS[states[0], event].decides or to != SAME:
            then = "stays" if to == SAME else _then(states, event)
            found.setdefault((event, guards, then), []).extend(states)
    lines = ["| where | what | needs | then |", "| --- | --- | --- | --- |"]
    for (event, guards, then), places in found.items():
        needs = "; ".join(GUARD_WORDS[one] for one in guards if one not in _TAKEN_FOR_GRANTED)
        where = "<br>".join(STATE_LABELS[state] for state in places) if len(places) < 5 else _many(places)
        lines.append(f"| {where} | {MOVES[event].label} | {needs or 'nothing more'} | {then} |")
    return "\n".join(lines)


def facts_list() -> str:
    """Name every fact that can be written down without deciding anything, in Markdown."""
    found: dict[str, str] = {}
    for states, event, guards, to in _rows():
        way = WAYS[states[0], event]
        if not way.decides and to == SAME:
            needs = "; ".join(GUARD_WORDS[one] for one in guards)
            before = f"{found[label]}, " if (label := MOVES[event].label) in found else ""
            found[label] = f"{before}{_many(states)}{f'; needs {needs}' if needs else ''}"
    return "\n".join(f"- {label}: {where}" for label, where in found.items())


def _rows() -> Iterator[tuple[tuple[State, ...], Event, tuple[str, ...], str]]:
    for line in TABLE.strip().splitlines()[1:]:
        if line.strip():
            words, event, *_, to = line.split()
            states = states_of(words)
            yield states, Event(event), WAYS[states[0], Event(event)].guards, to


def _then(states: Sequence[State], event: Event) -> str:
    leads = [WAYS[state, event].to for state in states]
    if None in leads:
        return "the stage that is named"
    return "<br>".join(dict.fromkeys(STATE_LABELS[to] for to in leads if to is not None))


def _many(states: Sequence[State]) -> str:
    """Say in a few words which states those are."""
    if len(states) == len(State):
        return "at any time"
    if not set(states) & OVER:
        for name in ("open", "working", "waiting"):
            if set(states) == set(states_of(name)):
                return _GROUP_WORDS[name]
    return ", ".join(STATE_LABELS[state] for state in states)


_GROUP_WORDS: Final[Mapping[str, str]] = {
    "open": "while the case is open",
    "working": "any time before a dismissal",
    "waiting": "before a dismissal, while no outcome is awaited",
}
