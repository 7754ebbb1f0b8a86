"""Makes the demo: a made-up home with a year of supervisions, through the workflows people use.

Nobody in it is real. Every signature is: each person has a key of their own, and each record was
signed with it on its day, as far as the clock that is passed in goes.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from supervise_tui.canonical import Json
from supervise_tui.domain.agenda import AgendaItem, ItemOutcome, items_in
from supervise_tui.domain.agreement import REVIEW_ON
from supervise_tui.domain.people import Nation
from supervise_tui.domain.record import Record
from supervise_tui.domain.working_days import is_working_day, next_working_day
from supervise_tui.forms.definition import Role
from supervise_tui.problems import FileTrouble, WeakSecret
from supervise_tui.trust.costs import CABINET, FLOOR, Argon2Costs
from supervise_tui.trust.secrets_of_people import check_new_secret, suggest_words
from supervise_tui.workflows import agreements, hold_supervision, sign_off, signing_secrets
from supervise_tui.workflows.demo_after import add_afterwards, deal_with_the_declined
from supervise_tui.workflows.demo_ahead import look_ahead, write_induction, write_learning, write_leave
from supervise_tui.workflows.demo_between import (
    GroupTalk,
    Note,
    Sheets,
    action_rows,
    group_talk,
    hold_group_talk,
    notes,
    sheets,
    write_note,
    write_sheets,
)
from supervise_tui.workflows.demo_plans import PlanStep, plan_steps, take_step
from supervise_tui.workflows.demo_story import Ending, Story, Talk, stories
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, local_now, make_cabinet
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.workers import add_worker

HOME = "Withy Lane House"
NATION = Nation.ENGLAND
SUPERVISOR = "Ruth Ansah-Whitfield"
SUPERVISORS_POST = "Registered manager"

_BEFORE_THE_FIRST = timedelta(days=7)
"""The cabinet was made this long before the first supervision in it."""
AGREED: dict[str, Json] = {
    "reach_supervisor": "Office extension 1, or the on-call telephone outside office hours.",
    "next_line_manager": "Ifan Prosser, area manager",
    "complaints_manager": "Ifan Prosser, area manager",
    "complaints_contact": "01632 960 114, or a letter to the area office",
    "where_to_turn": "The staff helpline (number on the notice board), occupational health, your GP.",
}
"""What no form can propose; all else in an agreement of the demo is as proposed."""


@dataclass(frozen=True, kw_only=True)
class DemoDoor:
    """How to get into the demo: its folder, its passphrase, and everyone's signing secret by name."""

    folder: Path
    passphrase: str = field(repr=False)
    secrets: dict[str, str] = field(repr=False)


class _Clock:
    """Shows the moment that the story has reached."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)


@dataclass(frozen=True)
class Meeting:
    """One talk on its day."""

    at: datetime
    story: Story
    talk: Talk
    next_on: date | None


@dataclass(frozen=True)
class Between:
    """Something that happens between supervisions, on its day."""

    at: datetime
    what: Note | Sheets | GroupTalk | PlanStep

    @property
    def words(self) -> str:
        """Whom it is with."""
        return "a group" if isinstance(self.what, GroupTalk) else self.what.worker


class _People:
    """The workers by name, everyone's secret, and the keys that are unlocked."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.ids: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        self.keys: dict[str, ec.EllipticCurvePrivateKey] = {}


def refuse_if_there(folder: Path) -> None:
    """Refuse a folder that is there already: the demo never writes into anything of yours."""
    if folder.exists() or folder.is_symlink():
        raise FileTrouble(f"{folder} is there already.", "Choose a folder that is not there yet.")


def make_demo(
    folder: Path,
    state: Path,
    *,
    progress: Callable[[int, int, str], None],
    now: Callable[[], datetime] = local_now,
    costs: Argon2Costs = CABINET,
) -> DemoDoor:
    """Make the demo home in `folder`, which must not be there yet, and give the door to it.

    `progress(done, total, words)` is called after each step. When it is stopped or fails, nothing
    of it is left. FileTrouble if the folder is there, or cannot be written.
    """
    refuse_if_there(folder)
    finish = now()
    told = stories()
    meetings = plan_year(told, finish)
    between = plan_between({story.name for story in told}, finish)
    clock = _Clock(datetime.combine(meetings[0].at.date() - _BEFORE_THE_FIRST, time(9), finish.tzinfo))
    passphrase = _new_secret(())
    try:
        desk, _recovery_key = make_cabinet(
            folder,
            organisation=HOME,
            nation=NATION,
            name=SUPERVISOR,
            post=SUPERVISORS_POST,
            passphrase=passphrase,
            state=state,
            now=clock.now,
            costs=costs,
        )
        try:
            # The secrets of these people are printed for everyone to try: they protect nothing, and at
            # full cost the thirteen keys alone would take half of the time.
            cheap = replace(desk, costs=FLOOR)
            people = _play(cheap, clock, meetings, between, finish.date(), progress)
            clock.at = max(clock.at, finish)
            deal_with_the_declined(cheap, str(AGREED["next_line_manager"]))
            for story in {meeting.story.name: meeting.story for meeting in meetings}.values():
                secret, worker = people.secrets[story.name], people.ids[story.name]
                write_induction(cheap, worker, story)
                write_learning(cheap, worker, story)
                write_leave(cheap, worker, story)
                if story.ahead is not None:
                    look_ahead(cheap, worker, secret, story.ahead, NATION)
        finally:
            close_desk(desk)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return DemoDoor(folder=folder, passphrase=passphrase, secrets=people.secrets)


def _new_secret(names: tuple[str, ...]) -> str:
    """Give three random words; drawn again in the rare case that they hold a name."""
    while True:
        words = suggest_words()
        try:
            check_new_secret(words, names)
        except WeakSecret:
            continue
        return words


# -- when ---------------------------------------------------------------------------------------------


def plan_year(told: tuple[Story, ...], finish: datetime) -> list[Meeting]:
    """Give all talks with their days, the oldest first, none later than `finish`."""
    found = []
    for story in told:
        days = [_held_on(talk.days_ago, finish.date()) for talk in story.talks]
        for number, (talk, day) in enumerate(zip(story.talks, days, strict=True)):
            at = datetime.combine(day, time.fromisoformat(talk.time), finish.tzinfo)
            following = days[number + 1] if number + 1 < len(days) else None
            if talk.next_in is not None:
                following = next_working_day(day + timedelta(days=talk.next_in), NATION)
            found.append(Meeting(min(at, finish), story, talk, following))
    return sorted(found, key=lambda meeting: meeting.at)


def plan_between(names: Collection[str], finish: datetime) -> list[Between]:
    """Give what happens between supervisions to people of these names, with its day."""
    told: list[Note | Sheets | GroupTalk | PlanStep] = [one for one in notes() if one.worker in names]
    told += [one for one in sheets() if one.worker in names]
    told += [one for one in plan_steps() if one.worker in names]
    talk = group_talk()
    if all(name in names for name in talk.names):
        told.append(talk)
    at = [
        datetime.combine(_held_on(one.days_ago, finish.date()), time.fromisoformat(one.time), finish.tzinfo)
        for one in told
    ]
    return [Between(min(moment, finish), one) for moment, one in zip(at, told, strict=True)]


def _held_on(days_ago: int, today: date) -> date:
    """Give the working day of a talk: the one told, or the last one before it; today stays today."""
    day = today - timedelta(days=days_ago)
    while days_ago and not is_working_day(day, NATION):
        day -= timedelta(days=1)
    return day


# -- what happens -------------------------------------------------------------------------------------


def _play(
    desk: Desk,
    clock: _Clock,
    meetings: list[Meeting],
    between: list[Between],
    today: date,
    progress: Callable[[int, int, str], None],
) -> _People:
    people = _People(today)
    total = len(meetings) + len(between) + len({meeting.story.name for meeting in meetings}) + 1
    done = 0

    def tell(words: str) -> None:
        nonlocal done
        done += 1
        progress(done, total, words)

    people.ids[SUPERVISOR] = desk.owner.id
    _give_key(desk, people, SUPERVISOR)
    tell(SUPERVISOR)
    happens: list[Meeting | Between] = [*meetings, *between]
    for meeting in sorted(happens, key=lambda one: one.at):
        if isinstance(meeting, Between):
            clock.at = max(clock.at, meeting.at)
            _meet_between(desk, clock, people, meeting)
            tell(f"{meeting.at:%d/%m/%Y} {meeting.words}")
            continue
        story = meeting.story
        if story.name not in people.ids:
            _welcome(desk, clock, people, meeting)
            tell(story.name)
        clock.at = max(clock.at, meeting.at)
        _hold(desk, clock, people, meeting)
        tell(f"{meeting.at:%d/%m/%Y} {story.name}")
    return people


def _give_key(desk: Desk, people: _People, name: str) -> None:
    """Let someone choose a signing secret, and unlock their key once for all their signatures."""
    secret = _new_secret((name, HOME))
    person = people.ids[name]
    signing_secrets.choose_secret(desk, person, secret)
    people.secrets[name] = secret
    people.keys[person] = signing_secrets.unlock_key(desk, person, secret)


def _welcome(desk: Desk, clock: _Clock, people: _People, meeting: Meeting) -> None:
    """Add a worker on the day before their first supervision here, and let them choose their secret."""
    story = meeting.story
    clock.at = max(clock.at, meeting.at - timedelta(days=1))
    started = people.today - timedelta(days=story.started_days_ago)
    probation = story.probation_days
    worker = add_worker(
        desk,
        name=story.name,
        post=story.post,
        started_on=started,
        probation_ends_on=started + timedelta(days=probation) if probation else None,
        hours=story.hours,
        manages_others=story.manages_others,
        care_work=story.care_work,
    )
    people.ids[story.name] = worker.id
    _give_key(desk, people, story.name)


def _hold(desk: Desk, clock: _Clock, people: _People, meeting: Meeting) -> None:
    """Hold one supervision: start it, write it, and bring it as far as its story goes."""
    talk = meeting.talk
    worker = people.ids[meeting.story.name]
    if not talk.no_agreement_reason and not agreements.agreement_state(desk, worker).in_force:
        _agree(desk, clock, people, meeting.story, worker)
    sheet = hold_supervision.start(desk, worker)
    hold_supervision.save(desk, sheet.record.id, _answers(meeting, sheet), worker_agrees=True)
    if talk.ending is Ending.DRAFT:
        return
    clock.forward(talk.minutes)
    record = sheet.record.id
    sign_off.offer(desk, record)
    if talk.disagreement:
        clock.forward(4)
        role, words = talk.disagreement
        sign_off.write_disagreement(desk, record, Role(role), words)
    if talk.ending is Ending.DECLINED:
        clock.forward(6)
        sign_off.decline(desk, record, Role.WORKER, talk.decline)
    if talk.ending is Ending.SIGNED:
        clock.forward(3)
        sign_off.sign_with_key(desk, record, Role.WORKER, people.keys[worker])
    clock.forward(1)
    sign_off.sign_with_key(desk, record, Role.SUPERVISOR, people.keys[desk.owner.id])
    if talk.disagreement:
        clock.forward(34)
        add_afterwards(desk, record, _both_sign(desk, clock, people))


def _both_sign(desk: Desk, clock: _Clock, people: _People) -> Callable[[Record], None]:
    """Give what has worker and supervisor sign a record, a minute each."""

    def sign(record: Record) -> None:
        for role, person in ((Role.WORKER, record.worker), (Role.SUPERVISOR, desk.owner.id)):
            clock.forward(1)
            sign_off.sign_with_key(desk, record.id, role, people.keys[person])

    return sign


def _meet_between(desk: Desk, clock: _Clock, people: _People, event: Between) -> None:
    """Let a short note be written, or a group meet, and everyone sign; ratings come in, a plan go on."""
    sign = _both_sign(desk, clock, people)
    if isinstance(event.what, Sheets):
        write_sheets(desk, event.what, people.ids[event.what.worker])
    elif isinstance(event.what, PlanStep):
        plans = plans_desk(desk)
        both = _both_sign(plans, clock, people)
        take_step(plans, event.what, people.ids[event.what.worker], NATION, both)
    elif isinstance(event.what, Note):
        write_note(desk, event.what, people.ids[event.what.worker], NATION, sign)
    else:
        hold_group_talk(desk, event.what, people.ids, NATION, sign)


def _agree(desk: Desk, clock: _Clock, people: _People, story: Story, worker: str) -> None:
    """Make the supervision agreement with a worker just before a talk, in the words it proposes."""
    record = agreements.start(desk, worker).record.id
    review: dict[str, Json] = {}
    if story.review_in is not None:
        review = {REVIEW_ON: (clock.at.date() + timedelta(days=story.review_in)).isoformat()}
    hold_supervision.save(desk, record, AGREED | review)
    sign_off.offer(desk, record)
    for role, person in ((Role.WORKER, worker), (Role.SUPERVISOR, desk.owner.id)):
        clock.forward(1)
        sign_off.sign_with_key(desk, record, role, people.keys[person])


def _agenda(meeting: Meeting, sheet: hold_supervision.Sheet) -> list[Json]:
    """What came over from the talk before, then the lines of the story."""
    carried = [item for item in items_in(sheet.answers.get("agenda")) if item.carried_from]
    own = [AgendaItem(id=secrets.token_hex(8), text=line, by=by) for by, line in meeting.talk.agenda]
    outcome = "" if meeting.talk.ending is Ending.DRAFT else ItemOutcome.REACHED.value
    return [replace(item, outcome=outcome).as_row() for item in (*carried, *own)]


def _looked_back(meeting: Meeting, sheet: hold_supervision.Sheet) -> dict[str, Json]:
    """What became of the open actions: most were done, one in four is carried over once."""
    rows: list[Json] = []
    day = meeting.at.date()
    given = sheet.answers.get("action_review")
    for place, row in enumerate(given if isinstance(given, list) else []):
        if not isinstance(row, dict):
            continue
        not_due_yet = isinstance(row["by"], str) and row["by"] > day.isoformat()
        if not_due_yet or place % 4 == 3:
            until = (meeting.next_on or next_working_day(day + timedelta(days=28), NATION)).isoformat()
            said = {"outcome": "carried", "why": "Begun, and it needs some more weeks.", "new_date": until}
        else:
            said = {"outcome": "done"}
        rows.append({**row, **said})
    return {"action_review": rows} if rows else {}


def _agreed(meeting: Meeting) -> list[Json]:
    """The action points: of three, two are for the next talk at the earliest, as people plan them."""
    rows: list[Json] = []
    for place, row in enumerate(action_rows(meeting.talk.actions, meeting.at.date(), NATION)):
        if isinstance(row, dict) and meeting.next_on is not None and place % 3 != 2:
            row = {**row, "by": max(str(row["by"]), meeting.next_on.isoformat())}
        rows.append(row)
    return rows


def _answers(meeting: Meeting, sheet: hold_supervision.Sheet) -> dict[str, Json]:
    talk, day = meeting.talk, meeting.at.date()
    answers: dict[str, Json] = {
        "held_on": day.isoformat(),
        "start_time": talk.time,
        "place": talk.place,
        "agenda": _agenda(meeting, sheet),
        **talk.texts,
    }
    if talk.ending is Ending.DRAFT:
        return answers
    answers |= _looked_back(meeting, sheet)
    answers["minutes"] = talk.minutes
    answers["interrupted"] = talk.interrupted
    answers["actions"] = _agreed(meeting)
    if talk.others_present:
        answers["others_present"] = talk.others_present
    if talk.no_agreement_reason:
        answers["no_agreement_reason"] = talk.no_agreement_reason
    if talk.worth:
        answers["worth_worker"], answers["worth_supervisor"] = talk.worth
    if meeting.next_on:
        answers |= {
            "next_date": meeting.next_on.isoformat(),
            "next_time": talk.time,
            "next_place": talk.place,
        }
    return answers
