"""Every clock at its edges, by the code of its rule: one table, and each reason is one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from supervise_tui.domain.absences import Absence, AbsenceKind
from supervise_tui.domain.agreement import Agreement, standing
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.clocks import CLOCKS, readings
from supervise_tui.domain.frequency import Frequency
from supervise_tui.domain.induction import InductionTask
from supervise_tui.domain.people import Nation, Organisation, Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.six_cs import Rating
from supervise_tui.domain.whose_file import home_file
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.library import Library
from tests.domain.test_absences import away, held

TODAY = date(2026, 11, 25)
MEHMET = Worker(id="w", name="Mehmet Aydın", post="Carer", started_on=date(2020, 1, 1))
HOME = home_file(Organisation(name="Beck House", nation=Nation.ENGLAND))
POLICIES = {policy.id: policy for policy in Library().policies()}
TALK = date(2026, 11, 10)


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


def facts(*records: Record, today: date = TODAY, policy: str = "care-provider", **known: object) -> Facts:
    given: dict[str, object] = {"agreement": standing((), today), "worker": MEHMET, **known}
    return Facts(
        today=today,
        nation=Nation.SCOTLAND,
        policy=POLICIES[policy],
        records=records,
        **given,  # type: ignore[arg-type]
    )


def kind(makes: str, on: date, *, state: State = State.CLOSED) -> Record:
    return replace(held(on, state=state), makes=makes)


def cancelled(on: date = date(2026, 11, 27)) -> Record:
    return held(on, number=7, state=State.CANCELLED)


def agreed(signed_on: date, frequency: Frequency | None = None, today: date = TODAY) -> object:
    version = Agreement(
        record="a",
        worker="w",
        version=1,
        signed_on=signed_on,
        review_by=add_months(signed_on, 12),
        frequency=frequency,
    )
    return standing([version], today)


def task(name: str, competent_on: date | None = None) -> InductionTask:
    return InductionTask(id=name, worker="w", task=name, competent_on=competent_on)


def boss(first: date, back: date | None = None, **known: object) -> tuple[Absence, ...]:
    return (away(first, back, person="s", **known),)


OFFERED = held(TALK, state=State.OFFERED)
IN_INDUCTION = replace(MEHMET, induction_ends_on=date(2026, 12, 10))
SICK = {"r7": None}
DAY = timedelta(days=1)

TRIED = replace(MEHMET, started_on=date(2026, 10, 21), probation_ends_on=date(2027, 2, 26))


def looked(on: date, *, said: str = "", **known: object) -> Facts:
    """One review of a probation, held on that day, with what was decided in it."""
    review = kind("probation-review", on)
    decided = {review.id: {"decision": said}} if said else {}
    return facts(review, **{"worker": TRIED, "said": decided, **known})  # type: ignore[arg-type]


def delegated(*tasks: tuple[date, str, date | None, str]) -> Facts:
    """Records of delegated tasks: when, which, to be checked on, and whether it goes on."""
    records, said = [], {}
    for number, (on, task, check_on, stands) in enumerate(tasks, 1):
        record = replace(kind("delegated-task", on), id=f"d{number}", number=number)
        records.append(record)
        said[record.id] = {
            "about": task,
            "case_reference": "KM-17",
            "stands": stands,
            **({"check_on": check_on.isoformat()} if check_on else {}),
        }
    return facts(*records, said=said)


def rated(*marks: int, then: Record | None = None) -> Facts:
    sheets = tuple(Rating(of_self=False, day=TODAY, marks={Value.CARE: mark}) for mark in marks)
    return replace(facts(*([then] if then else [])), ratings=sheets)


JULY = date(2026, 7, 3)
TABLE: list[tuple[str, Facts, str, date | None, str]] = [
    # [AGR-7] what they agreed counts, and says that it deviates
    (
        "supervision",
        facts(held(TALK)),
        "on-time",
        date(2027, 2, 10),
        "under the policy “Small care provider”",
    ),
    (
        "supervision",
        facts(held(TALK), agreement=agreed(TALK, Frequency.THREE_WEEKLY)),
        "due-soon",
        dec(1),
        "differs from",
    ),
    # [CAD-9] five working days; St Andrew's day is none in Scotland
    ("rebooking", facts(held(TALK)), "not-applicable", None, "Nothing is cancelled"),
    ("rebooking", facts(cancelled()), "due-soon", dec(7), "5 working days from that day"),
    (
        "rebooking",
        facts(cancelled(), today=dec(7)),
        "due-soon",
        dec(7),
        "booked again by",
    ),
    (
        "rebooking",
        facts(cancelled(), today=dec(8)),
        "overdue",
        dec(7),
        "booked again by",
    ),
    ("rebooking", facts(cancelled(), held(TODAY, number=8, state=State.PLANNED)), "not-applicable", None, ""),
    ("rebooking", facts(cancelled(), off_sick=SICK), "due-soon", None, "count from the return"),
    (
        "rebooking",
        facts(cancelled(), off_sick=SICK, absences=(away(nov(24)),)),
        "paused",
        None,
        "count from the return",
    ),
    (
        "rebooking",
        facts(
            cancelled(),
            off_sick=SICK,
            absences=(away(nov(24), dec(11)),),
            today=dec(18),
        ),
        "due-soon",
        dec(18),
        "the return on Friday 11 December 2026",
    ),
    # [CAD-2] an hour in every calendar month
    ("informal", facts(informal_minutes=59), "due-soon", nov(30), "59 minutes in November so far"),
    ("informal", facts(informal_minutes=60), "on-time", nov(30), "1 hour in November so far"),
    ("informal", facts(today=nov(22)), "on-time", nov(30), "None in November so far"),
    ("informal", facts(today=date(2028, 2, 22)), "due-soon", date(2028, 2, 29), "None in February so far"),
    ("informal", facts(policy="residential-home"), "not-applicable", None, "asks for no informal contact"),
    ("informal", facts(absences=(away(TODAY),)), "paused", nov(30), "stands still"),
    # [CAD-8]
    ("line-of-sight", facts(), "not-applicable", None, "No induction is on file."),
    ("line-of-sight", facts(worker=IN_INDUCTION), "on-time", dec(10), "for every task"),
    (
        "line-of-sight",
        facts(worker=IN_INDUCTION, tasks=(task("medication"), task("personal care", TODAY))),
        "on-time",
        dec(10),
        "for medication (alone in personal care) until assessed as competent; the induction ends on",
    ),
    (
        "line-of-sight",
        facts(worker=IN_INDUCTION, tasks=(task("medication"),), today=dec(11)),
        "overdue",
        dec(10),
        "the induction ended on",
    ),
    ("line-of-sight", facts(tasks=(task("hoists", TODAY + DAY),)), "due-soon", None, "for hoists"),
    ("line-of-sight", facts(tasks=(task("hoists", TODAY),)), "not-applicable", None, "in every task"),
    # [CAD-10] two weeks unplanned, a month in any case
    ("cover", facts(), "not-applicable", None, "The supervisor is here."),
    (
        "cover",
        facts(supervisor_absences=boss(nov(11))),
        "on-time",
        dec(11),
        "two weeks",
    ),
    (
        "cover",
        facts(supervisor_absences=boss(nov(10))),
        "due-soon",
        dec(10),
        "next line",
    ),
    (
        "cover",
        facts(supervisor_absences=boss(date(2026, 10, 25))),
        "due-soon",
        nov(25),
        "next line",
    ),
    ("cover", facts(supervisor_absences=boss(date(2026, 10, 24))), "overdue", nov(24), "senior"),
    (
        "cover",
        facts(supervisor_absences=boss(TODAY, dec(24))),
        "due-soon",
        dec(25),
        "arranges cover",
    ),
    (
        "cover",
        facts(supervisor_absences=boss(nov(1), kind=AbsenceKind.LEAVE, planned=True)),
        "on-time",
        dec(1),
        "after a month",
    ),
    (
        "cover",
        facts(supervisor_absences=boss(date(2026, 9, 1), cover="Delyth Pugh", cover_from=date(2026, 9, 9))),
        "on-time",
        None,
        "Delyth Pugh stands in",
    ),
    # [CAD-11] 14 days, then the next one held; [CAD-12] 28 in the children's charity
    ("signature", facts(held(TALK)), "not-applicable", None, "Nothing waits"),
    ("signature", facts(OFFERED, today=nov(16)), "on-time", nov(24), "Record 1"),
    ("signature", facts(OFFERED, today=nov(17)), "due-soon", nov(24), "Record 1"),
    ("signature", facts(OFFERED), "due-soon", nov(24), "1 day past the 14"),
    (
        "signature",
        facts(OFFERED, held(TODAY, number=2)),
        "overdue",
        nov(24),
        "overdue since today",
    ),
    (
        "signature",
        facts(held(TALK, state=State.DRAFT, next_on=dec(20)), signed_by_hand=frozenset({"r1"})),
        "not-applicable",
        None,
        "Nothing waits",
    ),
    ("signature", facts(held(TALK, state=State.DRAFT, next_on=dec(20))), "due-soon", nov(24), "1 day past"),
    ("signature", facts(OFFERED, policy="charity-children"), "on-time", dec(8), "Record 1"),
    # [AGR-4] [AGR-5]
    ("agreement", facts(), "due-soon", None, "No agreement yet."),
    ("agreement", facts(agreement=agreed(date(2025, 12, 25))), "on-time", dec(25), "In force"),
    (
        "agreement",
        facts(agreement=agreed(date(2025, 12, 23))),
        "due-soon",
        dec(23),
        "review is due",
    ),
    ("agreement", facts(agreement=agreed(date(2025, 11, 24))), "overdue", nov(24), "1 day ago"),
    # [CAD-13] leap days clamp
    ("file-audit", facts(worker=HOME), "not-applicable", None, "starts with the first"),
    (
        "file-audit",
        facts(kind("file-audit", date(2026, 6, 2)), worker=HOME),
        "due-soon",
        dec(2),
        "within 6 months",
    ),
    (
        "file-audit",
        facts(kind("file-audit", date(2026, 5, 24)), worker=HOME),
        "overdue",
        nov(24),
        "within 6 months",
    ),
    ("commitment", facts(), "not-applicable", None, "nobody has to"),
    ("commitment", facts(kind("commitment", dec(2))), "not-applicable", None, "nobody has to"),
    (
        "commitment",
        facts(kind("commitment", date(2025, 12, 2))),
        "due-soon",
        dec(2),
        "is renewed within 12",
    ),
    (
        "commitment",
        facts(
            kind("commitment", date(2024, 12, 20)),
            kind("commitment-renewal", date(2025, 11, 24)),
        ),
        "overdue",
        nov(24),
        "again within 12",
    ),
    (
        "commitment",
        facts(
            kind("commitment", date(2024, 11, 26)),
            kind("commitment-renewal", date(2026, 1, 24)),
        ),
        "due-soon",
        nov(26),
        "made anew within 24",
    ),
    (
        "commitment",
        facts(kind("employers-commitment", date(2025, 11, 20)), worker=HOME),
        "overdue",
        nov(20),
        "renewed within 12",
    ),
    ("appraisal", facts(), "not-applicable", None, "starts with the first"),
    (
        "appraisal",
        facts(kind("appraisal", date(2025, 12, 3))),
        "on-time",
        dec(3),
        "within 12 months",
    ),
    ("appraisal", facts(kind("appraisal", date(2025, 12, 2))), "due-soon", dec(2), "within 12"),
    ("appraisal", facts(kind("appraisal", date(2025, 11, 24))), "overdue", nov(24), "within 12"),
    (
        "appraisal",
        facts(kind("appraisal", date(2028, 2, 29)), today=date(2029, 3, 1)),
        "overdue",
        date(2029, 2, 28),
        "within 12",
    ),
    ("appraisal-review", facts(), "not-applicable", None, "no appraisal on file"),
    (
        "appraisal-review",
        facts(kind("appraisal", date(2026, 5, 24))),
        "overdue",
        nov(24),
        "after 6 months",
    ),
    (
        "appraisal-review",
        facts(kind("appraisal", TALK), kind("appraisal-review", TODAY)),
        "not-applicable",
        None,
        "was looked at on",
    ),
    ("development-plan", facts(kind("development-plan", TALK)), "on-time", date(2027, 11, 10), "within 12"),
    (
        "development-plan-review",
        facts(kind("development-plan", date(2026, 5, 24))),
        "overdue",
        nov(24),
        "after 6 months",
    ),
    (
        "development-plan-review",
        facts(kind("development-plan", TALK), kind("development-plan-review", TODAY)),
        "not-applicable",
        None,
        "was looked at on",
    ),
    # [DEV-11] every two weeks, the last time by the last day; what was decided stops it
    ("probation-review", facts(), "not-applicable", None, "No probation is on file"),
    (
        "probation-review",
        facts(worker=TRIED),
        "overdue",
        nov(4),
        "there was none yet",
    ),
    ("probation-review", looked(nov(11)), "due-soon", nov(25), "last on Wednesday 11 November"),
    ("probation-review", looked(nov(16)), "on-time", nov(30), "Reviewed every 2 weeks"),
    ("probation-review", looked(nov(10)), "overdue", nov(24), "the last time with a decision"),
    (
        "probation-review",
        looked(nov(20), worker=replace(TRIED, probation_ends_on=nov(30))),
        "on-time",
        nov(30),
        "ends on Monday 30 November",
    ),
    ("probation-review", looked(nov(1), absences=(away(nov(2)),)), "paused", nov(15), "stands still"),
    (
        "probation-review",
        looked(nov(16), policy="council-social-care", worker=replace(TRIED, started_on=dec(1))),
        "not-applicable",
        None,
        "Starts on",
    ),
    ("probation-review", looked(nov(16), said="confirm"), "not-applicable", None, "was passed on"),
    ("probation-review", looked(nov(16), said="not_confirm"), "not-applicable", None, "not to confirm"),
    ("probation-review", looked(nov(16), said="extend"), "on-time", nov(30), "last on Monday 16"),
    (
        "probation-review",
        looked(nov(2), worker=replace(TRIED, probation_ends_on=nov(20))),
        "overdue",
        nov(20),
        "nothing is decided yet",
    ),
    (
        "probation-review",
        facts(worker=replace(TRIED, probation_ends_on=date(2026, 8, 26))),
        "not-applicable",
        None,
        "Probation ended on",
    ),
    # [DEV-12] the check that comes first; a later record of the same task for the same person counts
    ("delegated-task", facts(), "not-applicable", None, "No delegated task"),
    (
        "delegated-task",
        delegated((nov(2), "Insulin", dec(3), "begins")),
        "on-time",
        dec(3),
        "Insulin (KM-17)",
    ),
    (
        "delegated-task",
        delegated((nov(2), "Insulin", dec(2), "begins")),
        "due-soon",
        dec(2),
        "is checked again",
    ),
    (
        "delegated-task",
        delegated((nov(2), "Insulin", nov(24), "begins"), (nov(3), "PEG feed", dec(30), "begins")),
        "overdue",
        nov(24),
        "and 1 more after it",
    ),
    (
        "delegated-task",
        delegated((nov(2), "Insulin", nov(24), "begins"), (nov(24), "insulin", dec(30), "goes_on")),
        "on-time",
        dec(30),
        "insulin (KM-17)",
    ),
    (
        "delegated-task",
        delegated((nov(2), "Insulin", nov(24), "begins"), (nov(24), "Insulin", None, "ends")),
        "not-applicable",
        None,
        "No delegated task",
    ),
    (
        "delegated-task",
        replace(delegated((nov(2), "Insulin", dec(3), "begins")), told=False),
        "on-time",
        dec(3),
        "A delegated task is",
    ),
    (
        "probation-review",
        looked(nov(16), said="not_confirm", told=False),
        "not-applicable",
        None,
        "is decided",
    ),
    # [DEV-7] what is low stands in test_six_cs.py
    ("feedback", facts(), "not-applicable", None, "No feedback on the six Cs"),
    ("feedback", rated(2, 2), "not-applicable", None, "No feedback on the six Cs"),
    ("feedback", rated(2, 2, 2), "due-soon", None, "Feedback on care was low in Oct to Dec 2026"),
    ("feedback", rated(5, 5, 5), "not-applicable", None, "No feedback on the six Cs"),
    ("feedback", replace(rated(2, 2, 2), told=False), "due-soon", None, "Feedback on the six Cs asks"),
    ("feedback", rated(2, 2, 2, then=kind("ad-hoc", TODAY)), "not-applicable", None, "No feedback"),
    ("feedback", rated(2, 2, 2, then=kind("appraisal", TODAY)), "not-applicable", None, "No feedback"),
    ("feedback", rated(2, 2, 2, then=kind("appraisal", JULY)), "due-soon", None, "Feedback on care"),
    # [DEV-10] its edges stand in test_learning.py
    ("training", facts(), "not-applicable", None, "No mandatory training"),
    ("delegated-task", delegated((nov(2), "Insulin", None, "begins")), "due-soon", None, "no day is agreed"),
]


@pytest.mark.parametrize(("clock", "known", "state", "due_on", "words"), TABLE)
def test_each_clock_at_its_edges(
    clock: str, known: Facts, state: str, due_on: date | None, words: str
) -> None:
    found = {one.clock.id: one.due for one in readings(known)}[clock]
    assert (found.state, found.due_on) == (state, due_on), found.reason
    assert words in found.reason
    assert found.days == ((due_on - known.today).days if due_on else 0)
    assert found.reason.endswith(".")
    assert ". " not in found.reason


def test_every_clock_of_the_table_is_tried() -> None:
    assert {clock.id for clock in CLOCKS} == {row[0] for row in TABLE}
    assert len({clock.id for clock in CLOCKS}) == len(CLOCKS), "each stands once"


def test_no_clock_runs_for_somebody_who_left() -> None:
    left = facts(OFFERED, worker=replace(MEHMET, left_on=TODAY))
    assert {one.due.state for one in readings(left)} == {"not-applicable"}


def test_no_reason_calls_an_interval_the_law() -> None:
    for policy in POLICIES:
        known = facts(held(TALK), policy=policy)
        said = " ".join(one.due.reason for one in readings(known)).casefold()
        assert "law" not in said.split()
        assert POLICIES[policy].title.casefold() in said
