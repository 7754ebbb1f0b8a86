"""The commitment: the employer's first, then a worker's; tasks become actions, with a certificate [DEV-9]."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from supervise_tui.canonical import Json
from supervise_tui.domain.actions import action_points
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.whose_file import HOME_FILE
from supervise_tui.forms.definition import Role, TableQuestion
from supervise_tui.problems import NotAllowed
from supervise_tui.workflows import hold_supervision, new_records, sign_off
from supervise_tui.workflows.action_thread import actions_of
from supervise_tui.workflows.clocks import clocks_of
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.pages_to_hang import page_kind, save_page
from tests.forms.test_filled import FILLED, LIBRARY
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, add_ania, choose_secrets, make_home

STAFF, EMPLOYERS = "development.commitment", "organisation.employers_commitment"


@pytest.fixture(scope="module")
def clock() -> Clock:
    """The clock of the home."""
    return Clock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Desk]:
    """Beck House, where everybody has a signing secret."""
    folder = tmp_path_factory.mktemp("promises")
    opened, _key = make_home(folder / "beck.cabinet", folder / "state", clock)
    choose_secrets(opened, add_ania(opened))
    yield opened
    close_desk(opened)


@pytest.fixture(scope="module")
def ania(desk: Desk) -> Worker:
    """The worker who promises."""
    from supervise_tui.workflows.workers import find_workers

    return find_workers(desk)[0].worker


@pytest.fixture(scope="module")
def refused(desk: Desk, ania: Worker) -> str:
    """What is said while the employer has not promised."""
    with pytest.raises(NotAllowed) as why:
        new_records.start(desk, ania.id, STAFF)
    return str(why.value)


@pytest.fixture(scope="module")
def employers(desk: Desk, refused: str) -> Record:
    """The employer's commitment, signed."""
    return signed(desk, HOME_FILE, EMPLOYERS)


@pytest.fixture(scope="module")
def promised(desk: Desk, ania: Worker, employers: Record) -> Record:
    """Ania's commitment, signed."""
    return signed(desk, ania.id, STAFF)


def signed(desk: Desk, file: str, form_id: str) -> Record:
    record = new_records.start(desk, file, form_id).record
    hold_supervision.save(desk, record.id, FILLED[form_id])
    sign_off.offer(desk, record.id)
    if file != HOME_FILE:
        sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def test_there_are_41_tasks_by_statement_and_at_least_one_is_chosen_for_each() -> None:
    tables = [one for one in LIBRARY.get(STAFF).questions() if isinstance(one, TableQuestion)]
    assert [len(table.rows) for table in tables] == [6, 6, 5, 6, 6, 6, 6]
    assert {(table.required, table.at_least) for table in tables} == {(True, 1)}
    promises = [one for one in LIBRARY.get(EMPLOYERS).questions() if isinstance(one, TableQuestion)]
    assert len(promises) == 7


def test_a_task_is_chosen_once_it_has_a_day_and_is_told_from_others_of_its_name() -> None:
    form = LIBRARY.get(STAFF)
    rows: Json = [{"id": "gifts", "by": "2026-12-18"}, {"id": "needs", "how": "Ask around"}]
    found = [point for point in action_points(form, {"responsibility_tasks": rows}) if point.what]
    assert [(point.id, point.what[:30]) for point in found] == [
        ("responsibility_tasks.gifts", "Find out why we have rules on ")
    ]


def test_the_employer_promises_first(refused: str, promised: Record) -> None:
    assert refused.startswith("The employer promises first")
    assert promised.state is State.CLOSED


def test_its_tasks_are_actions_of_who_made_it_or_of_whom_it_names(
    desk: Desk, ania: Worker, employers: Record, promised: Record
) -> None:
    theirs = actions_of(desk, ania.id)
    assert len(theirs) == 8
    assert {one.owner for one in theirs} == {ania.name}
    of_home = {one.owner for one in actions_of(desk, HOME_FILE)}
    assert of_home == {"Marian Oakes", "Delyth Pugh", "Bronwen Lloyd"}


def test_it_is_renewed_after_a_year_and_offered_then(
    desk: Desk, ania: Worker, promised: Record, clock: Clock
) -> None:
    def offered() -> set[str]:
        return {one.form.id for one in new_records.new_records(desk, ania.id) if one.fits}

    assert not {one for one in offered() if "commitment" in one}
    clock.turn(days=362)
    (due,) = [one.due for one in clocks_of(desk, ania.id) if one.clock.id == "commitment"]
    assert (due.state, due.days) == ("due-soon", 3)
    assert "development.commitment_renewal" in offered()
    assert STAFF not in offered()
    clock.turn(days=-362)


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("promised", ("Commitment to good care", "Wójcik-Łęcka", "I will always answer for what I do")),
        ("employers", ("Our commitment to our staff", "Beck House", "We will always hire people for")),
    ],
)
def test_the_certificate_is_one_page_with_the_promises(
    desk: Desk, which: str, says: tuple[str, ...], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    record: Record = request.getfixturevalue(which)
    kind = page_kind(record)
    assert kind is not None
    path = save_page(desk, record.id, tmp_path)
    (page,) = PdfReader(path).pages
    text = " ".join(page.extract_text().split())
    for words in says:
        assert words in text
    assert text.count("will always") == 7
