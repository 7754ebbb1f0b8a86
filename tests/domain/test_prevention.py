"""What was done before a concern: days and signatures show a part of it, people say the rest [PIP-1]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import ActionState
from supervise_tui.domain.agreement import standing
from supervise_tui.domain.induction import InductionTask
from supervise_tui.domain.learning import Learning
from supervise_tui.domain.prevention import ANSWERED, PREVENTION, Known, prevention_rows
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import TableQuestion
from supervise_tui.forms.library import Library
from tests.domain.test_absences import held
from tests.domain.test_clocks import TODAY, facts
from tests.domain.test_file_audit import AGREED, action

FORM = Library().get("improvement.concern")
BARE = facts()
EARLIER, LATER = date(2026, 3, 1), date(2027, 3, 1)


def record(makes: str, on: date = EARLIER, number: int = 3) -> Record:
    return replace(held(on, number=number, state=State.CLOSED), makes=makes, id=f"{makes}{number}")


def known(*records: Record, said: str = "", **more: object) -> Known:
    worker = replace(BARE.worker, **{key: more.pop(key) for key in list(more) if hasattr(BARE.worker, key)})  # type: ignore[arg-type]
    answers: dict[str, dict[str, Json]] = {one.id: {"decision": said} for one in records} if said else {}
    around = replace(BARE, worker=worker, records=records, said=answers, **more)  # type: ignore[arg-type]
    return Known(facts=around)


def training(**answers: Json) -> Learning:
    return Learning(id=str(answers.get("title")), worker="w", answers={"mandatory": True} | answers)


FIRE = training(title="Fire safety", done_on="2026-01-10", valid_until="2027-01-10")
OLD = training(title="Medication", done_on="2025-01-10", valid_until="2026-01-10")
PLANNED = training(title="First aid", planned_on="2026-03-10")
TASK = InductionTask(id="t", worker="w", task="Hoist", competent_on=EARLIER, assessed_by="Bronwen")
NOT_YET = replace(TASK, id="u", competent_on=None, assessed_by="")


@pytest.mark.parametrize(
    ("row", "is_known", "answer", "because"),
    [
        ("supervision", known(), "not_so", "Overdue"),
        ("agreement", known(agreement=standing([AGREED], TODAY)), "fully", "force"),
        ("agreement", known(), "not_so", ""),
        ("induction", known(started_on=None), "n_a", "not on file when they started"),
        ("induction", known(induction_ends_on=LATER), "partly", "It runs until"),
        ("induction", known(induction_ends_on=EARLIER), "not_so", "nothing of it is on file"),
        ("induction", known(induction_ends_on=EARLIER, known_since=TODAY), "n_a", "before this file"),
        ("induction", known(induction_ends_on=EARLIER, tasks=(TASK,)), "fully", "It ended on"),
        ("induction", known(record("induction-plan"), induction_ends_on=EARLIER), "fully", ""),
        ("induction", known(induction_ends_on=EARLIER, tasks=(TASK, NOT_YET)), "partly", "One task is"),
        ("probation", known(), "n_a", "No probation is on file"),
        ("probation", known(probation_ends_on=LATER), "partly", "its own reviews come first; 0 reviews"),
        ("probation", known(probation_ends_on=EARLIER), "not_so", "without a decision on file; 0 reviews"),
        ("probation", known(probation_ends_on=EARLIER, known_since=TODAY), "n_a", "before this file"),
        ("probation", known(record("probation-review"), probation_ends_on=EARLIER), "partly", "1 review was"),
        (
            "probation",
            known(record("probation-review"), said="confirm", probation_ends_on=EARLIER),
            "fully",
            "It was passed; 1 review was held.",
        ),
        ("training", known(), "n_a", "No mandatory training"),
        ("training", known(learning=(FIRE,)), "fully", "valid"),
        ("training", known(learning=(FIRE, OLD)), "not_so", "Medication ran out."),
        ("training", known(learning=(OLD,), told=False), "not_so", "One mandatory training ran out."),
        ("training", known(learning=(FIRE, PLANNED)), "partly", "First aid was planned and is not done"),
        ("training", known(learning=(replace(OLD, answers={"title": "Tea"}),)), "n_a", ""),
        ("plan_rows", known(), "n_a", "Nothing was agreed"),
    ],
)
def test_the_program_says_what_it_knows_and_what_it_rests_on(
    row: str, is_known: Known, answer: str, because: str
) -> None:
    found = ANSWERED[row](is_known)
    assert (found.answer, because in found.because) == (answer, True), found


@pytest.mark.parametrize(
    ("states", "answer", "because"),
    [
        (["done", "done"], "fully", "2 of 2 are done; none is late."),
        (["done", "open"], "partly", "1 of 2 is done; 1 is late."),
        (["open"], "not_so", "0 of 1 are done; 1 is late."),
        (["dropped"], "n_a", "Nothing was agreed"),
    ],
)
def test_rows_that_were_agreed_are_done_or_late(states: list[str], answer: str, because: str) -> None:
    day = date(2026, 11, 1)
    agreed = [action(state=ActionState(one), due_on=day) for one in states]
    found = ANSWERED["plan_rows"](replace(known(), actions=agreed))
    assert (found.answer, because in found.because) == (answer, True), found


def test_the_form_asks_just_these_and_keeps_what_somebody_added() -> None:
    question = FORM.question(PREVENTION)
    assert isinstance(question, TableQuestion)
    assert [row.id for row in question.rows] == list(ANSWERED)
    before: list[Json] = [{"id": "training", "answer": "fully", "comment": "Booked for Friday"}]
    rows = prevention_rows(known(), before)
    assert check_answer(question, rows) == rows
    assert isinstance(rows[-1], dict)
    assert rows[-1]["comment"] == "Booked for Friday"
