"""The demo home: stories that can be believed, and a year that was really signed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from supervise_tui.documents.check import Verdict
from supervise_tui.domain.agreement import AgreementState
from supervise_tui.domain.record import State
from supervise_tui.domain.working_days import is_working_day
from supervise_tui.forms.definition import Role
from supervise_tui.problems import FileTrouble
from supervise_tui.store import records, signing
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows.case_standing import case_lines
from supervise_tui.workflows.check_files import check, check_cabinet
from supervise_tui.workflows.clocks import clocks, clocks_of
from supervise_tui.workflows.demo_home import NATION, SUPERVISOR, make_demo, plan_between, plan_year
from supervise_tui.workflows.demo_plans import PlanStep, plan_steps
from supervise_tui.workflows.demo_story import Ending, Story, Talk, stories
from supervise_tui.workflows.export_records import export
from supervise_tui.workflows.flags import flag_list
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import HOME_TIME, close_desk, open_desk
from supervise_tui.workflows.signing_secrets import check_secret
from tests.homes import Clock

TOLD = stories()
KINDS = {"informal": 3, "spot-check": 1, "observed": 1, "ad-hoc": 1, "case": 1, "group": 4, "appraisal": 1}
"""Talks of other kinds, by what their form makes: a group of four makes four records."""
TALKS = [(story, talk) for story in TOLD for talk in story.talks]
NAMES = [f"{story.name} {talk.days_ago}" for story, talk in TALKS]


def silent(_done: int, _total: int, _words: str) -> None:
    """Watch the work without a word."""


# -- the stories -----------------------------------------------------------------------------------------


def test_there_are_twelve_workers_and_more_than_thirty_signed_supervisions() -> None:
    assert len({story.name for story in TOLD}) == 12
    ends = Counter(talk.ending for _story, talk in TALKS)
    assert ends[Ending.SIGNED] >= 30
    assert (ends[Ending.DECLINED], ends[Ending.WAITING], ends[Ending.DRAFT]) == (1, 1, 2)


@pytest.mark.parametrize(("story", "talk"), TALKS, ids=NAMES)
def test_a_story_is_of_a_length_that_people_write(story: Story, talk: Talk) -> None:
    if talk.ending is Ending.DRAFT:
        return
    assert 60 <= len(talk.texts["summary"].split()) <= 180
    assert len(talk.agenda) >= 3
    assert {by for by, _line in talk.agenda} & {"worker", "both"}
    assert {by for by, _line in talk.agenda} & {"supervisor", "both"}
    assert talk.texts["since_last_time"]
    assert talk.texts["outcomes_aimed_at"]


@pytest.mark.parametrize(("story", "talk"), TALKS, ids=NAMES)
def test_decisions_have_reasons_and_actions_have_an_owner_and_a_day(story: Story, talk: Talk) -> None:
    if talk.ending is Ending.DRAFT:
        return
    staff = {other.name for other in TOLD}
    assert len(talk.actions) >= 2
    for act in talk.actions:
        assert act.owner in ("worker", "supervisor", "other")
        assert (act.owner_name in staff) == (act.owner == "other")
        assert act.days > 0
        assert act.how_known


def test_no_sentence_is_told_twice() -> None:
    sentences = [
        sentence.strip()
        for _story, talk in TALKS
        for text in (*talk.texts.values(), talk.decline)
        for sentence in re.split(r"(?<=[.?!])\s", text)
        if len(sentence) > 40
    ]
    assert [sentence for sentence, times in Counter(sentences).items() if times > 1] == []


def test_people_supported_are_named_by_initials_only() -> None:
    text = "\n".join(" ".join(talk.texts.values()) for _story, talk in TALKS)
    assert re.findall(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+", text) == []
    assert len(set(re.findall(r"\b[A-Z]\.[A-Z]\.", text))) >= 8


def test_no_month_or_season_is_named_since_the_year_moves_with_today() -> None:
    text = "\n".join(" ".join(talk.texts.values()) for _story, talk in TALKS)
    words = "January|February|April|June|July|August|September|October|November|December"
    assert re.findall(rf"\b(?:{words}|summer|winter|autumn|Christmas|Easter)\b", text) == []


# -- the calendar ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "today", [date(2026, 11, 21), date(2027, 1, 1), date(2028, 2, 29), date(2029, 5, 28)]
)
def test_on_any_day_the_year_has_just_passed(today: date) -> None:
    finish = datetime(today.year, today.month, today.day, 8, 30, tzinfo=HOME_TIME)
    meetings = plan_year(TOLD, finish)
    assert [meeting.at for meeting in meetings] == sorted(meeting.at for meeting in meetings)
    assert all(meeting.at <= finish for meeting in meetings)
    for meeting in meetings:
        day = meeting.at.date()
        assert day == today or is_working_day(day, NATION)
        assert meeting.next_on is None or meeting.next_on > day


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2027, 1, 10), date(2028, 4, 20)])
def test_on_any_day_the_steps_of_a_plan_come_in_their_order(today: date) -> None:
    finish = datetime(today.year, today.month, today.day, 8, 30, tzinfo=HOME_TIME)
    happened = plan_between({story.name for story in TOLD}, finish)
    for name in {step.worker for step in plan_steps()}:
        steps = [one for one in happened if isinstance(one.what, PlanStep) and one.words == name]
        assert [one.what.kind for one in steps if isinstance(one.what, PlanStep)][:2] == ["concern", "plan"]
        assert [one.at for one in steps] == sorted(one.at for one in steps)
        assert len({one.at for one in steps}) == len(steps)


# -- the home --------------------------------------------------------------------------------------------


@pytest.mark.long
def test_the_whole_demo_is_truly_signed_and_shows_a_life_like_home(tmp_path: Path, state: Path) -> None:
    told: list[tuple[int, int, str]] = []
    clock = Clock()
    door = make_demo(
        tmp_path / "demo.cabinet", state, progress=lambda *step: told.append(step), now=clock, costs=FLOOR
    )
    assert [done for done, _total, _words in told] == list(range(1, told[0][1] + 1))
    assert door.passphrase not in repr(door)
    assert next(iter(door.secrets)) == SUPERVISOR
    assert len(set(door.secrets.values())) == 13

    desk = open_desk(door.folder, door.passphrase, state=state, now=clock)
    try:
        assert desk.cabinet.warnings == ()
        assert check_cabinet(desk) == []
        with desk.cabinet.reading() as work:
            everything = sorted(records.find(work), key=lambda one: one.number)
            given = {one.id: signing.signatures(work, one.id) for one in everything}
            trusted = [signing.authority(work).certificate_der]
        closed = [one for one in everything if one.state is State.CLOSED]
        by_both = [one for one in closed if {s.role for s in given[one.id]} == {"worker", "supervisor"}]
        assert len(by_both) >= 30
        assert [one.flagged for one in closed if one.flagged] == ["declined", "disagreement"]
        assert {flag.record.flagged: flag.dealt is not None for flag in flag_list(desk)} == {
            "declined": True,
            "disagreement": False,
        }
        assert sum(one.makes == "addendum" for one in closed) == 1
        assert [one.number for one in everything] == list(range(1, len(everything) + 1))

        kinds = Counter(one.makes for one in closed)
        assert {kind: kinds[kind] for kind in KINDS} == KINDS

        view = home(desk)
        assert view.workers == 12
        assert sum(line.due.state == "overdue" for line in view.due) >= 2
        assert [[one.role for one in line.missing] for line in view.waiting] == [[Role.WORKER]]
        assert len(view.drafts) == 2
        stands = {line.worker.name.split()[0]: line.standing.state for line in view.agreements}
        assert stands == {
            "Peggy": AgreementState.NONE,
            "Wojciech": AgreementState.REVIEW_OVERDUE,
            "Folásadé": AgreementState.REVIEW_DUE,
        }
        ahead = {plan.worker.name.split()[0]: plan.prepared for plan in view.planned}
        assert ahead["Gurpreet"] == {Role.WORKER, Role.SUPERVISOR}
        assert len(ahead) == 3
        assert [line.when.by for line in view.to_rebook] == [None], "after sickness, from the return"

        # Two improvement plans, for who holds the key: one runs, one went well.
        plans = {line.worker.name.split()[0]: line for line in case_lines(desk)}
        now = {name: line.standing for name, line in plans.items()}
        assert {name: (one and one.label, one and one.faults) for name, one in now.items()} == {
            "Carys": ("Informal plan", ()),
            "Wojciech": ("Closed after improvement", ()),
        }
        assert plans["Carys"].clock is not None
        assert (plans["Carys"].clock.id, plans["Carys"].clock.state) == ("review", "due-soon")
        assert now["Wojciech"] is not None
        assert now["Wojciech"].monitored_until is not None

        # One file is read without the rest of the cabinet, and says the same.
        for one in clocks(desk):
            assert clocks_of(desk, one.worker.id) == one.readings

        check_secret(desk, view.waiting[0].worker.id, door.secrets[view.waiting[0].worker.name])
        out = tmp_path / "out"
        export(desk, [one.id for one in closed[:2]], out)
    finally:
        close_desk(desk)
    assert [checked.verdict for _file, checked in check(out, trusted=trusted)] == [Verdict.KNOWN] * 2


def test_a_demo_that_is_stopped_leaves_nothing_behind(tmp_path: Path, state: Path) -> None:
    def stop(done: int, _total: int, _words: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(tmp_path / "demo.cabinet", state, progress=stop, now=Clock(), costs=FLOOR)
    assert not (tmp_path / "demo.cabinet").exists()


def test_a_demo_never_goes_into_a_folder_that_is_there(tmp_path: Path, state: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(FileTrouble, match="is there already"):
        make_demo(tmp_path, state, progress=silent, now=Clock(), costs=FLOOR)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"


def test_secrets_differ_each_time(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = replace(TOLD[10], talks=TOLD[10].talks[-1:])
    monkeypatch.setattr("supervise_tui.workflows.demo_home.stories", lambda: (short,))
    doors = [
        make_demo(tmp_path / name, state, progress=silent, now=Clock(), costs=FLOOR)
        for name in ("one", "two")
    ]
    assert (
        len({door.passphrase for door in doors} | {s for door in doors for s in door.secrets.values()}) == 6
    )
