"""The formal procedure as one table: what can happen in which state, its guards, the next state [PIP-4].

Help, docs and the diagram are drawn from it, and everything that changes where a case stands goes through it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final

from supervise_tui.domain.procedure_words import Stage


class State(StrEnum):
    """Where a case stands; a pause stands beside it [PIP-13]."""

    CONCERN = "concern"
    INFORMAL_PLAN = "informal-plan"
    STAGE_1 = "stage-1"
    STAGE_1_INVITED = "stage-1-invited"
    STAGE_1_MET = "stage-1-met"
    STAGE_1_PLAN = "stage-1-plan"
    STAGE_2 = "stage-2"
    STAGE_2_INVITED = "stage-2-invited"
    STAGE_2_MET = "stage-2-met"
    STAGE_2_PLAN = "stage-2-plan"
    STAGE_3 = "stage-3"
    STAGE_3_INVITED = "stage-3-invited"
    STAGE_3_MET = "stage-3-met"
    STAGE_3_PLAN = "stage-3-plan"
    DISMISSED = "dismissed"
    APPEALED = "appealed"
    APPEAL_INVITED = "appeal-invited"
    APPEAL_MET = "appeal-met"
    CLOSED = "closed"
    REDEPLOYED = "redeployed"
    STANDS = "stands"
    OVERTURNED = "overturned"
    ELSEWHERE = "elsewhere"
    ENDED = "ended"

    @property
    def stage(self) -> Stage | None:
        """How far the case has come; None where the state does not say."""
        if self is State.INFORMAL_PLAN or self is State.CONCERN:
            return Stage.INFORMAL
        return Stage(f"stage_{self.value[6]}") if self.value.startswith("stage-") else None

    @property
    def calls(self) -> bool:
        """Whether the meeting of a formal stage is to be called next."""
        return self in (State.STAGE_1, State.STAGE_2, State.STAGE_3)

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in OVER


class Event(StrEnum):
    """What can happen to a case."""

    CONCERN = "concern"
    PLAN = "plan"
    GO_ON = "go-on"
    CLOSE = "close"
    EXTEND = "extend"
    """A review finds that more time is needed."""
    FORMAL = "formal"
    EXTENSION = "extension"
    """The extension itself."""
    SKIP = "skip"
    INVITE = "invite"
    NEW_DATE = "new-date"
    NOT_ATTENDED = "not-attended"
    MEET = "meet"
    INVITE_INTERIM = "invite-interim"
    MEET_INTERIM = "meet-interim"
    INTERIM_OUTCOME = "interim-outcome"
    INTERIM_LONGER = "interim-longer"
    NO_ACTION = "no-action"
    NEW_PLAN = "new-plan"
    LONGER_PLAN = "longer-plan"
    NEXT_STAGE = "next-stage"
    ROLE_AGREED = "role-agreed"
    ROLE_TALK = "role-talk"
    """Another role was talked about and not agreed."""
    REDEPLOY = "redeploy"
    DISMISS = "dismiss"
    APPEAL = "appeal"
    APPEAL_WITHDRAWN = "appeal-withdrawn"
    STANDS = "stands"
    OVERTURNED = "overturned"
    RELAPSE = "relapse"
    ELSEWHERE = "elsewhere"
    LEFT = "left"
    SETTLED = "settled"
    """A concern that help was enough for."""
    UNFOUNDED = "unfounded"
    LOG = "log"
    CHECK = "check"
    CONTROL = "control"
    SCOPE = "scope"
    ADVICE = "advice"
    OFFICIAL = "official"
    SUMMARY = "summary"
    ADJUSTMENT = "adjustment"
    TEMPORARY_ROLE = "temporary-role"
    GRIEVANCE = "grievance"
    GRIEVANCE_HEARD = "grievance-heard"
    PAUSE = "pause"
    RETURN = "return"
    DELIVERY = "delivery"
    MISTAKE = "mistake"


OVER: Final = frozenset(
    {State.CLOSED, State.REDEPLOYED, State.STANDS, State.OVERTURNED, State.ELSEWHERE, State.ENDED}
)
"""States in which a case is over; from CLOSED a look-back may reopen it [PIP-11]."""
APPEALS: Final = frozenset({State.DISMISSED, State.APPEALED, State.APPEAL_INVITED, State.APPEAL_MET})
_GROUPS: Final[Mapping[str, frozenset[State]]] = {
    "any": frozenset(State),
    "open": frozenset(State) - OVER,
    "working": frozenset(State) - OVER - APPEALS,
    "with-plan": frozenset({State.INFORMAL_PLAN, State.STAGE_1_PLAN, State.STAGE_2_PLAN, State.STAGE_3_PLAN}),
    "waiting": frozenset(State) - OVER - APPEALS - {s for s in State if s.value.endswith("-met")},
}

SAME: Final = "same"
NAMED: Final = "named-stage"
"""The state in which the stage that the entry names is to be called."""

TOGETHER: Final[Mapping[str, tuple[str, ...]]] = {
    "formal": ("applies", "official", "advised"),
    "called": ("right-one", "letter", "told", "notice"),
    "held": (
        *("right-one", "right-procedure", "on-the-day", "noticed", "present"),
        *("heard", "official", "notes", "remote"),
    ),
    "decided": ("right-one", "heard", "reasoned"),
    "against": ("right-procedure", "remains", "adjusted"),
    "extended": ("extension-decided", "advised-extension", "extension-limit"),
    "onward": ("settled", "granted", "heard", "remains", "plan-over", "adjusted"),
    "skipped": ("heard", "official", "authorised", "forward"),
}
"""Guards that go together, by one word."""

# A state is a state, a group (open: not over; working: before a dismissal;
# waiting: the same, and no outcome is awaited) or a
# pattern; in the next state "?" is the number of the stage, "+" the one after it. All guards of a row have to
# hold; some words stand for several (`TOGETHER`).
TABLE: Final = """
state               event             guards                                                   next
concern             concern           -                                                        same
concern             plan              running written plan-limit                               informal-plan

with-plan           plan              running plan-limit                                       same
with-plan           go-on             running planned next-review in-time-of-plan              same
informal-plan       close             running planned settled enough                           closed
stage-[12]-plan     close             running planned settled enough                           closed
stage-3-plan        close             running planned settled lasting                          closed
informal-plan       extend            running planned unsteady                                 same
stage-[12]-plan     extend            running planned unsteady                                 same
stage-3-plan        extend            running planned more-time                                same
with-plan           extension         running planned extended                                 same
informal-plan       formal            running planned onward                                   stage-1
stage-[12]-plan     formal            running planned onward                                   stage-+
stage-3-plan        formal            running planned onward                                   stage-3

concern             skip              running skipped                                          named-stage
informal-plan       skip              running skipped                                          named-stage
stage-[12]          skip              running skipped                                          named-stage
stage-[12]-invited  skip              running skipped                                          named-stage
stage-[12]-plan     skip              running settled granted skipped                          named-stage

stage-[12]          invite            running formal called                                    stage-?-invited
stage-3             invite            running formal called chair                              stage-?-invited
stage-?-invited     new-date          running right-one new-date                               same
stage-?-invited     not-attended      running right-one on-the-day                             same
stage-[12]-invited  meet              running held                                             stage-?-met
stage-3-invited     meet              running held chair summary                               stage-?-met

stage-?-plan        invite-interim    running official advised called                          same
stage-?-plan        new-date          running right-one new-date                               same
stage-?-plan        not-attended      running right-one on-the-day                             same
stage-?-plan        meet-interim      running held                                             same
stage-?-plan        interim-outcome   running interim-met reasoned explained                   same
stage-?-plan        interim-longer    running interim-met planned reasoned explained unsteady  same

stage-[12]-met      no-action         running decided enough                                   closed
stage-3-met         no-action         running decided lasting                                  closed
stage-1-met         new-plan          running decided explained                                stage-?-plan
stage-[23]-met      new-plan          running decided explained direct                         stage-?-plan
stage-2-met         longer-plan       running decided explained not-direct unsteady            stage-?-plan
stage-3-met         longer-plan       running decided explained not-direct more-time           stage-?-plan
stage-2-met         next-stage        running decided explained against                        stage-+
stage-3-met         dismiss           running decided against dismissal                        dismissed
stage-?-met         redeploy          running right-one reasoned role-agreed                   redeployed
stage-?-met         role-agreed       running role-fits                                        same
waiting             role-agreed       running role-fits                                        redeployed
working             role-talk         -                                                        same

dismissed           appeal            grounds in-time                                          appealed
appealed            invite            running called chair                                     appeal-invited
appeal-invited      new-date          running right-one new-date                               same
appeal-invited      not-attended      running right-one on-the-day                             same
appeal-invited      meet              running held chair                                       appeal-met
appealed            appeal-withdrawn  -                                                        stands
appeal-invited      appeal-withdrawn  -                                                        stands
appeal-met          stands            running right-one reasoned                               stands
appeal-met          overturned        running right-one reasoned                               overturned

closed              relapse           looked-back reasoned                                     named-stage
working             elsewhere         running reasoned                                         elsewhere
concern             settled           running written reasoned                                 ended
waiting             unfounded         running reasoned                                         ended
working             left              reasoned                                                 ended

working             log               -                                                        same
working             check             has-plan                                                 same
working             control           has-plan                                                 same
working             scope             -                                                        same
working             official          union                                                    same
working             adjustment        -                                                        same
working             temporary-role    reasoned                                                 same
stage-3             summary           -                                                        same
stage-3-invited     summary           -                                                        same
open                advice            -                                                        same
open                grievance         -                                                        same
open                grievance-heard   grievance-open                                           same
open                pause             not-paused                                               same
open                return            paused                                                   same
any                 delivery          letter-there                                             same
any                 mistake           -                                                        same
"""


@dataclass(frozen=True)
class Way:
    """What one row of the table allows."""

    guards: tuple[str, ...]
    to: State | None
    """None: the stage that the entry names."""

    @property
    def decides(self) -> bool:
        """Whether something is decided or held in it, which a pause forbids [PIP-13]."""
        return "running" in self.guards


def _read(table: str) -> Iterator[tuple[tuple[State, Event], Way]]:
    for line in table.strip().splitlines()[1:]:
        if not line.strip():
            continue
        states, event, *guards, to = line.split()
        for state in states_of(states):
            each = [one for guard in guards if guard != "-" for one in TOGETHER.get(guard, (guard,))]
            yield (state, Event(event)), Way(tuple(each), _next(state, to))


def states_of(word: str) -> tuple[State, ...]:
    """Give the states that the first column of a row stands for, in their order."""
    if word in _GROUPS:
        return tuple(state for state in State if state in _GROUPS[word])
    return tuple(state for state in State if fnmatchcase(state.value, word))


def _next(state: State, word: str) -> State | None:
    if word == NAMED:
        return None
    if word == SAME:
        return state
    if "?" in word or "+" in word:
        number = int(state.value[6])
        return State(word.replace("?", str(number)).replace("+", str(number + 1)))
    return State(word)


def _once(rows: Iterator[tuple[tuple[State, Event], Way]]) -> Mapping[tuple[State, Event], Way]:
    found: dict[tuple[State, Event], Way] = {}
    for key, way in rows:
        if key in found:
            raise ValueError(f"{key} stands in the table twice")
        found[key] = way
    return MappingProxyType(found)


WAYS: Final = _once(_read(TABLE))
"""(state, event) -> guards, next state. What is not here cannot happen."""

FROM: Final[Mapping[State, Mapping[Event, Way]]] = MappingProxyType(
    {here: {event: way for (state, event), way in WAYS.items() if state is here} for here in State}
)
"""The same by state, in the order of the table."""


def to_call(stage: str) -> State:
    """Give the state in which the meeting of a formal stage is to be called; ValueError for no such stage."""
    return State(stage.replace("_", "-"))
