"""What a supervisor is offered first under New record: six people, and a home, at a moment of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from supervise_tui.domain.absences import Absence, AbsenceKind
from supervise_tui.domain.cadence import Due, DueState
from supervise_tui.domain.kinds import (
    APPRAISAL,
    FORMAL,
    INDUCTION_PLAN,
    INFORMAL,
    PLAN,
)
from supervise_tui.domain.last_time import POLICY, VALUES
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.what_fits import Around, Urgency, back_since, last_of_each_kind, why
from supervise_tui.domain.whose_file import HOME_FILE, belongs_on
from supervise_tui.forms.definition import KeptIn
from supervise_tui.forms.library import Library
from supervise_tui.workflows.new_records import offers

TODAY = date(2026, 11, 17)
LIBRARY = Library()
FORMS = [form for form in LIBRARY.all() if form.kept_in is KeptIn.RECORDS]
THEIRS = [form for form in FORMS if belongs_on(form, "w")]
THE_HOMES = [form for form in FORMS if belongs_on(form, HOME_FILE)]
TITLES = {form.id: form.title for form in FORMS}


def due(state: DueState, day: date | None = None) -> Due:
    return Due(state, day, 0, "", "")


def around(**more: object) -> Around:
    known = Around(
        today=TODAY,
        facts={"worker.has_agreement": True},
        layout="session.short",
        agreement_form="agreement.supervision",
    )
    return replace(known, **more)  # type: ignore[arg-type]


NEW_STARTER = around(
    facts={},
    new_starter=True,
    started_on=date(2026, 10, 20),
    due={"probation-review": due("overdue", date(2026, 11, 3))},
    not_seen=5,
)
SETTLED_IN = around(
    new_starter=True,
    last={INDUCTION_PLAN: date(2026, 10, 21)},
    due={"probation-review": due("on-time", date(2026, 11, 24))},
    not_seen=1,
)
EXPERIENCED = around(
    started_on=date(2019, 3, 1),
    last={PLAN: date(2026, 2, 1), APPRAISAL: date(2025, 11, 30)},
    due={
        "supervision": due("due-soon", date(2026, 11, 25)),
        "appraisal": due("due-soon", date(2026, 11, 30)),
        "development-plan-review": due("overdue", date(2026, 8, 1)),
    },
)
BACK_AT_WORK = around(last={PLAN: date(2026, 2, 1)}, back_from_sickness=date(2026, 11, 16))
STUDENT = around(facts={"worker.is_student": True}, agreement_form="agreement.placement")
NEVER_WRITTEN_DOWN = around(started_on=date(2019, 3, 1), planned=TODAY)


@pytest.mark.parametrize(
    ("who", "first"),
    [
        (
            NEW_STARTER,
            [
                ("session.short", ""),
                ("development.probation", "overdue since Tuesday 3 November 2026"),
                ("development.induction", "a new starter has none yet"),
                ("agreement.supervision", "there is none in force"),
                ("session.observed", "5 tasks are not seen yet"),
                ("session.informal", ""),
            ],
        ),
        (
            SETTLED_IN,
            [
                ("session.short", ""),
                ("session.observed", "1 task is not seen yet"),
                ("development.probation", "on probation"),
                ("development.induction_review", "in induction"),
                ("development.competence", "in induction"),
                ("session.informal", ""),
            ],
        ),
        (
            EXPERIENCED,
            [
                ("session.short", "due by Wednesday 25 November 2026"),
                ("development.plan_review", "overdue since Saturday 1 August 2026"),
                ("development.appraisal", "due by Monday 30 November 2026"),
                ("session.informal", ""),
            ],
        ),
        (
            BACK_AT_WORK,
            [
                ("session.short", ""),
                ("session.informal", "back from sickness since Monday 16 November"),
                ("session.spot_check", ""),
            ],
        ),
        (
            STUDENT,
            [
                ("session.short", ""),
                ("agreement.placement", "there is none in force"),
                ("session.informal", ""),
            ],
        ),
        (NEVER_WRITTEN_DOWN, [("session.short", "planned for today"), ("session.informal", "")]),
    ],
    ids=["new starter", "in induction", "experienced", "back from sickness", "student", "nothing on file"],
)
def test_what_stands_first_and_why(who: Around, first: list[tuple[str, str]]) -> None:
    found = [(one.form.id, one.why) for one in offers(THEIRS, who, []) if one.fits]
    assert found[: len(first)] == first


@pytest.mark.parametrize(
    ("who", "form", "words"),
    [
        (NEVER_WRITTEN_DOWN, "development.plan", "there is none yet"),
        (NEVER_WRITTEN_DOWN, "development.appraisal", "there is none yet"),
        (around(started_on=date(2026, 3, 1)), "development.appraisal", None),
        (NEW_STARTER, "development.plan", None),
        (STUDENT, "development.plan", None),
        (replace(STUDENT, started_on=date(2024, 1, 1)), "development.appraisal", None),
        (STUDENT, "agreement.supervision", None),
        (around(), "session.structured", None),
        (around(), "development.delegated", None),
        (around(due={"delegated-task": due("overdue")}), "development.delegated", "overdue"),
        (around(due={"rebooking": due("due-soon")}), "session.short", "the last one was cancelled"),
        (around(planned=date(2026, 11, 20)), "session.short", "planned for Friday 20 November"),
        (around(due={"informal": due("due-soon", date(2026, 11, 30))}), "session.informal", "due by"),
        (around(due={"feedback": due("due-soon")}), "session.ad_hoc", "feedback on the six Cs was low"),
        (around(due={"feedback": due("due-soon")}), "development.appraisal", "feedback on the six Cs"),
        (around(), "organisation.shared_idea", None),
    ],
)
def test_whether_one_form_fits(who: Around, form: str, words: str | None) -> None:
    found = why(LIBRARY.get(form), who)
    if words is None:
        assert found is None
    else:
        assert found is not None
        assert found.words.startswith(words)


def test_what_presses_comes_before_what_is_only_missing() -> None:
    found = [one.urgency for one in offers(THEIRS, NEW_STARTER, []) if one.fits][1:]
    assert found == sorted(found)
    assert Urgency.OVERDUE < Urgency.DUE < Urgency.WANTED < Urgency.ALWAYS


@pytest.mark.parametrize(
    ("last", "fits"),
    [
        ({}, "there is none yet"),
        ({VALUES: date(2025, 3, 3)}, "the last one is of Monday 3 March 2025"),
        ({VALUES: date(2026, 3, 3)}, None),
    ],
)
def test_what_a_home_says_of_itself_comes_up_once_a_year(
    last: Mapping[str, date | None], fits: str | None
) -> None:
    found = {one.form.makes: one for one in offers(THE_HOMES, around(last=last), [])}
    assert (found[VALUES].why or None) == fits
    assert found[POLICY].why == "there is none yet"


def sick(first: date, back: date | None, *, told: bool = True) -> Absence:
    return Absence(id="a", person="w", kind=AbsenceKind.SICKNESS, first_day=first, back_on=back, told=told)


@pytest.mark.parametrize(
    ("absences", "last", "back"),
    [
        ([sick(date(2026, 10, 1), date(2026, 11, 16))], {}, date(2026, 11, 16)),
        ([sick(date(2026, 10, 1), None)], {}, None),
        ([sick(date(2026, 10, 1), TODAY + timedelta(days=3))], {}, None),
        ([sick(date(2026, 10, 1), date(2026, 10, 20))], {}, None),
        ([sick(date(2026, 10, 1), date(2026, 11, 16))], {INFORMAL: date(2026, 11, 16)}, None),
        ([sick(date(2026, 10, 1), date(2026, 11, 16))], {FORMAL: date(2026, 11, 2)}, date(2026, 11, 16)),
        ([sick(date(2026, 10, 1), date(2026, 11, 16), told=False)], {}, None),
    ],
    ids=["just back", "still away", "back soon", "long ago", "talked since", "talked before", "not told"],
)
def test_who_is_back_from_sickness_just_now(
    absences: list[Absence], last: Mapping[str, date | None], back: date | None
) -> None:
    assert back_since(absences, last, TODAY) == back


def test_the_last_of_each_kind_counts_drafts_but_not_what_was_discarded() -> None:
    def record(number: int, makes: str, state: State, on: date | None) -> Record:
        return Record(
            id=str(number),
            number=number,
            makes=makes,
            title="",
            worker="w",
            supervisor="s",
            form_digest="",
            state=state,
            session_number=0,
            held_on=on,
            next_on=None,
        )

    found = last_of_each_kind(
        [
            record(1, PLAN, State.CLOSED, date(2025, 1, 1)),
            record(2, PLAN, State.DRAFT, None),
            record(3, INFORMAL, State.DISCARDED, TODAY),
        ]
    )
    assert found == {PLAN: date(2025, 1, 1)}
