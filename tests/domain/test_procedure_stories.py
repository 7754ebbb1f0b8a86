"""Random stories of cases: whatever happens in whatever order, the rules hold, or it is refused."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.domain.absences import Pause
from supervise_tui.domain.people import Nation
from supervise_tui.domain.plan_case import Entry, date_of, text_of
from supervise_tui.domain.procedure_course import Course
from supervise_tui.domain.procedure_dates import paused_on, term_end
from supervise_tui.domain.procedure_moment import LOOK_BACK
from supervise_tui.domain.procedure_moves import MOVES, event_of
from supervise_tui.domain.procedure_table import FROM, OVER, Event, State
from supervise_tui.domain.procedure_words import EntryKind, Letter, Meeting, Stage
from supervise_tui.domain.working_days import add_months, add_working_days
from supervise_tui.forms.procedure_policy import Term, TermUnit
from tests.domain import plan_story as told
from tests.domain.plan_story import OPENED, Story

STEPS = 50
STORIES = int(os.environ.get("SUPERVISE_STORIES", "20"))
"""How many are told in one run; for a long look by hand, say more."""
ENGLAND = Nation.ENGLAND
EIGHT_WEEKS = Term(8, TermUnit.WEEK)
FIVE = Term(5, TermUnit.WORKING_DAY)
BEGINNINGS = (
    Story,
    told.planned,
    told.invited_1,
    told.plan_1,
    told.invited_2,
    told.plan_2,
    told.invited_3,
    told.met_3,
    told.dismissed,
    told.appeal_invited,
    told.closed_1,
)
GAPS = (0, 0, 1, 1, 2, 5, 7)
SLIPS = (0, 0, 0, 0, 0, 0, 1, -1, 2, -7, 30)
"""How many days somebody is off the day that would be right."""
CHAIRS = ("Rhian Okoro", "Aled Nwosu", "Bronwen Iyer", "Odette Mbeki")
MESSES: Mapping[str, Sequence[Json]] = {
    "improvement": ("none", "some", "enough", "lasting"),
    "to_stage": ("stage_1", "stage_2", "stage_3", "informal"),
    "moved_for": ("companion", "illness", "missed", "employer", "often"),
    "meeting": ("stage_1", "stage_2", "stage_3", "interim", "appeal"),
    "letter": tuple(one.value for one in Letter),
    "reason": ("",),
    "longer_for": ("illness",),
    "longer_why": ("The aid comes in May.",),
    "in_absence": (True, False),
    "good_reason": (True, False),
    "trigger": ("incident",),
    "entry": tuple(range(60)),
    "in_place_on": (None, "2026-03-01"),
}
ENDING = frozenset(
    {Event.LEFT, Event.ELSEWHERE, Event.UNFOUNDED, Event.ROLE_AGREED, Event.APPEAL_WITHDRAWN, Event.REDEPLOY}
)
"""What would end most stories early: seldom."""
ASIDE = frozenset(
    {Event.NEW_DATE, Event.NOT_ATTENDED, Event.PAUSE, Event.SKIP, Event.CLOSE, Event.NO_ACTION, Event.STANDS}
)
"""What would keep most stories from going far: now and then."""
FIRST: Mapping[Event, tuple[tuple[str, Event], ...]] = {
    Event.INVITE: (
        ("looked yet", Event.SCOPE),
        ("advice from HR", Event.ADVICE),
        ("in writing yet", Event.DELIVERY),
        ("official", Event.OFFICIAL),
    ),
    Event.MEET: (("grievance", Event.GRIEVANCE_HEARD), ("summary", Event.SUMMARY)),
    Event.EXTENSION: (("decided on more", Event.EXTEND),),
}
"""What somebody who knows the rules does first when a move is not possible yet."""
FIT: Mapping[Event, dict[str, Json]] = {
    Event.CLOSE: {"improvement": "lasting"},
    Event.NO_ACTION: {"improvement": "lasting"},
    Event.ADJUSTMENT: {"in_place_on": "2026-02-02"},
}
QUESTIONS = (
    *("meeting", "meeting_on", "ends_on", "starts_on", "decision", "outcome", "to_stage", "entry", "covers"),
    *("about", "letter", "in_place_on", "time_until", "chair", "what", "improvement", "why_ended"),
    "next_review_on",
)
DECIDING = frozenset(
    {
        EntryKind.PLAN,
        EntryKind.REVIEW,
        EntryKind.EXTENSION,
        EntryKind.MEETING,
        EntryKind.INVITATION,
        EntryKind.NEW_DATE,
        EntryKind.OUTCOME,
        EntryKind.AUTHORITY,
    }
)
ODD: st.SearchStrategy[Json] = st.sampled_from(
    [None, True, 3, -1.5, 1e300, "", "x", "stage_2", "9999-12-31", "0001-01-01", ["a"], {"name": 4}, [None]]
)


@dataclass(frozen=True)
class Beat:
    """One thing that happens: somebody picks a move, waits some days, and may slip."""

    pick: int
    anything: bool
    gap: int
    slip: int
    mess: Mapping[str, Json]


def beats(seed: int) -> Iterator[Beat]:
    """Mostly a move that has its place, mostly with answers that fit."""
    chance = Random(seed)
    for _ in range(STEPS):
        messy = chance.sample(sorted(MESSES), 2) if chance.random() < 0.2 else []
        yield Beat(
            pick=chance.randrange(1000),
            anything=chance.random() < 0.08,
            gap=chance.choice(GAPS),
            slip=chance.choice(SLIPS),
            mess={question: chance.choice(MESSES[question]) for question in messy},
        )


def picked(story: Story, course: Course, beat: Beat, day: date) -> Event:
    """Choose what happens: a step that leads on more often than a note."""
    if beat.anything:
        return list(Event)[beat.pick % len(Event)]
    if course.paused(day) and beat.pick % 2:
        return Event.RETURN
    here = FROM[course.state]
    leading = [event for event, way in here.items() if way.decides or way.to is not course.state]
    left_out = (frozenset() if beat.pick % 31 == 0 else ENDING) | (
        frozenset() if beat.pick % 5 == 0 else ASIDE
    )
    known = [event for event in (leading if beat.pick % 4 else here) if event not in left_out]
    event = known[beat.pick % len(known)] if known else Event.DELIVERY
    offer = story.standing(day).offer(event) if event in FIRST else None
    missing = " ".join(offer.missing) if offer is not None else ""
    return next((first for said, first in FIRST.get(event, ()) if said in missing), event)


def happen(story: Story, course: Course, day: date, beat: Beat) -> Entry:
    """Make the entry of a beat: days that fit but for the slip, answers that fit but for the mess."""
    event, slip = picked(story, course, beat, day), timedelta(days=beat.slip)
    end, made = course.plan_end(day), course.appointment
    ends = day + timedelta(days=56)
    if event is Event.PLAN and end is not None and not course.plan_due:
        ends = end
    if event is Event.EXTENSION and end is not None:
        ends = max(end, day) + timedelta(days=56 if beat.pick % 2 else 28)
    meeting_on = term_end(day, FIVE, ENGLAND)
    if made is not None and event is Event.NEW_DATE:
        meeting_on = term_end(made.first_on, FIVE, ENGLAND)
    if made is not None and event in (Event.MEET, Event.MEET_INTERIM, Event.NOT_ATTENDED):
        day = max(day, made.on)
    if event is Event.FORMAL and end is not None:
        day = max(day, end - timedelta(days=7))
    if event is Event.APPEAL and course.dismissal_received_on is not None:
        day = max(day, term_end(course.dismissal_received_on, FIVE, ENGLAND) + slip)
    if event is Event.RELAPSE and course.ended_on is not None:
        day = max(day, add_months(course.ended_on, 12) + slip)
    state, following = course.state.value, day + timedelta(days=14)
    of_stage = f"stage_{state[6]}" if state.startswith("stage-") else "appeal"
    if state.endswith("-plan") and event in (Event.NEW_DATE, Event.NOT_ATTENDED):
        of_stage = "interim"
    said: dict[str, Json] = {
        "meeting": of_stage,
        "starts_on": day.isoformat(),
        "ends_on": (ends + slip).isoformat(),
        "meeting_on": (meeting_on + slip).isoformat(),
        "next_review_on": following.isoformat(),
        "letter": course.owed.value if course.owed else "plan",
        "to_stage": LOOK_BACK[course.stage].value if event is Event.RELAPSE else "stage_3",
        "in_absence": bool(made and made.missed),
        "adviser": "Bilal Hart",
        "advised_on": day.isoformat(),
        "chair": CHAIRS[2 * (beat.pick % 2) if state.startswith("stage-3") else beat.pick % 4],
        **MOVES[event].preset,
        **FIT.get(event, {}),
        **beat.mess,
    }
    kind = MOVES[event].kind
    kept = {key: value for key, value in said.items() if key != "chair" or kind in LED}
    return story.entry(kind, day, **kept)


LED = frozenset({EntryKind.INVITATION, EntryKind.MEETING})


@settings(max_examples=STORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(begin=st.sampled_from(BEGINNINGS), seed=st.integers(0, 1_000_000))
def test_no_story_of_fifty_events_breaks_a_rule(begin: type[Story], seed: int) -> None:
    story = begin()
    before = len(story.entries)
    day = max((one.on for one in story.entries), default=OPENED)
    for beat in beats(seed):
        day += timedelta(days=beat.gap)
        course = story.course(day)
        if course.state in OVER - {State.CLOSED}:
            break
        entry = happen(story, course, day, beat)
        refused = story.refusal(entry.kind, entry.on, **entry.answers)
        if refused is None:
            story.entries.append(entry)
            day = max(day, entry.on)
        else:
            assert refused.sentence.endswith(".")
            assert refused.cure == "" or refused.cure.endswith(".")
    standing = story.standing(day)
    assert all("off sick then" in fault for fault in standing.faults)
    Witness(story, before).says_all_is_well()


class Witness:
    """Looks at what was written with eyes of its own: it knows the rules, and nothing of the program."""

    def __init__(self, story: Story, before: int) -> None:
        gone = {one.answers.get("entry") for one in story.entries if one.kind == EntryKind.MISTAKE}
        self.log = [one for one in story.entries if one.number not in gone and one.kind != EntryKind.MISTAKE]
        self.story, self.new = story, {one.number for one in story.entries[before:]}

    def says_all_is_well(self) -> None:
        for at, entry in enumerate(self.log):
            if entry.number not in self.new:
                continue
            earlier = self.log[:at]
            self.decides_nothing_while_paused(entry, earlier)
            match entry.kind:
                case EntryKind.MEETING:
                    self.gives_notice(entry, earlier)
                case EntryKind.EXTENSION:
                    self.extends_within_limits(entry, earlier)
                case EntryKind.RELAPSE:
                    self.looks_back_a_year(entry, earlier)
                case EntryKind.APPEAL:
                    self.appeals_in_time(entry, earlier)
                case _:
                    self.leaves_no_stage_out(entry, earlier)

    def pauses(self, earlier: Sequence[Entry]) -> list[Pause]:
        found: list[Pause] = []
        for one in earlier:
            if one.kind == EntryKind.PAUSE:
                found.append(Pause(one.on, None))
            elif one.kind == EntryKind.RETURN and found:
                found[-1] = Pause(found[-1].first, one.on)
        return found

    def decides_nothing_while_paused(self, entry: Entry, earlier: Sequence[Entry]) -> None:
        """[PIP-13]"""
        if entry.kind in DECIDING:
            assert not paused_on(self.pauses(earlier), entry.on)

    def gives_notice(self, entry: Entry, earlier: Sequence[Entry]) -> None:
        """[PIP-6] [PIP-7]"""
        called = [one for one in earlier if one.kind == EntryKind.INVITATION]
        assert called, "no meeting without an invitation"
        asked = called[-1]
        assert text_of(asked.answers, "meeting") == text_of(entry.answers, "meeting")
        moved = [one for one in earlier if one.kind == EntryKind.NEW_DATE and one.number > asked.number]
        assert date_of((moved or [asked])[-1].answers, "meeting_on") == entry.on
        assert entry.on >= add_working_days(asked.on, 5, ENGLAND)
        missed = [one for one in earlier if one.kind == EntryKind.NOT_ATTENDED and one.number > asked.number]
        if entry.answers.get("in_absence") is True:
            assert moved
            assert missed
            assert missed[-1].on == entry.on

    def extends_within_limits(self, entry: Entry, earlier: Sequence[Entry]) -> None:
        """[PIP-3]"""
        ends = date_of(entry.answers, "ends_on")
        exception = text_of(entry.answers, "longer_for") and text_of(entry.answers, "longer_why")
        known = [one for one in earlier if one.kind in (EntryKind.PLAN, EntryKind.EXTENSION)]
        last = date_of(known[-1].answers, "ends_on")
        assert ends is not None
        assert last is not None
        # What a pause adds is the program's to count; without one the limit is plain.
        if not exception and not self.pauses(earlier):
            assert ends <= term_end(max(last, entry.on), EIGHT_WEEKS, ENGLAND)

    def looks_back_a_year(self, entry: Entry, earlier: Sequence[Entry]) -> None:
        """[PIP-11]"""
        closed = [
            one for one in earlier if event_of(one) in (Event.CLOSE, Event.NO_ACTION) and one.on <= entry.on
        ]
        assert entry.on <= add_months(closed[-1].on, 12)

    def appeals_in_time(self, entry: Entry, earlier: Sequence[Entry]) -> None:
        """[PIP-12]"""
        got = [one for one in earlier if text_of(one.answers, "letter") == Letter.DISMISSAL]
        letters = [one for one in got if one.kind == EntryKind.DELIVERY]
        if letters and not self.pauses(earlier):
            assert entry.on <= add_working_days(letters[0].on, 5, ENGLAND)

    def leaves_no_stage_out(self, entry: Entry, earlier: Sequence[Entry]) -> None:
        """[PIP-17]"""
        event = event_of(entry)
        stages = {Meeting.STAGE_1: Stage.INFORMAL, Meeting.STAGE_2: Stage.ONE, Meeting.STAGE_3: Stage.TWO}
        called = text_of(entry.answers, "meeting")
        if event is not Event.INVITE or called not in set(stages):
            return
        on_the_way = {
            Meeting.STAGE_1: "plan",
            Meeting.STAGE_2: Meeting.STAGE_1,
            Meeting.STAGE_3: Meeting.STAGE_2,
        }[Meeting(called)]
        went = any(one.kind == on_the_way or text_of(one.answers, "meeting") == on_the_way for one in earlier)
        assert went or any(one.kind in (EntryKind.AUTHORITY, EntryKind.RELAPSE) for one in earlier)


@settings(max_examples=2 * STORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    begin=st.sampled_from(BEGINNINGS),
    kinds=st.lists(
        st.tuples(
            st.sampled_from([*EntryKind, "unheard-of"]),
            st.dates(date(2025, 12, 1), date(2027, 12, 31)),
            st.dictionaries(
                st.sampled_from(QUESTIONS),
                ODD,
                max_size=6,
            ),
        ),
        max_size=20,
    ),
    today=st.dates(date(2025, 12, 1), date(2199, 12, 31)),
)
def test_whatever_is_written_it_can_be_read(
    begin: type[Story], kinds: list[tuple[str, date, dict[str, Json]]], today: date
) -> None:
    """Nothing is raised, and nobody is dismissed by a slip: no state comes without its move."""
    story = begin()
    for kind, on, answers in kinds:
        story.refusal(kind, on, **answers)
        story.force(kind, on, **answers)
    standing = story.standing(today)
    assert standing.state in State
    assert all(fault.strip() for fault in standing.faults)
    assert len({clock.id for clock in standing.clocks}) == len(standing.clocks)
