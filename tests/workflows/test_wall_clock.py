"""A clock set back or forward: nothing is lost, it is said, and everything goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.agreement import AgreementState
from supervise_tui.domain.record import State
from supervise_tui.domain.wall_clock import Odd
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput
from supervise_tui.store import history, signing
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows import agreements, backups, hold_supervision, sign_off, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.wall_clock import accept_the_clock, look_at_the_clock
from tests.homes import (
    PASSPHRASE,
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    Clock,
    add_ania,
    choose_secrets,
    held_answers,
    make_home,
    signed_agreement,
)

RIGHT = Clock().at


@pytest.fixture(scope="module")
def a_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Clock]]:
    """A home and its clock; each test leaves it right."""
    place, clock = tmp_path_factory.mktemp("clock"), Clock()
    desk, _ = make_home(place / "beck.cabinet", place / "state", clock)
    yield desk, clock
    close_desk(desk)


@pytest.mark.parametrize(
    "wrong",
    [
        datetime(2000, 1, 1, 0, 3, tzinfo=RIGHT.tzinfo),
        datetime(2099, 7, 1, 9, 0, tzinfo=RIGHT.tzinfo),
        (RIGHT + timedelta(hours=9)).astimezone(timezone(timedelta(hours=14))),
    ],
    ids=["a battery that ran out", "set far forward", "another time zone, the next day already"],
)
def test_a_talk_is_written_signed_and_checked_while_the_clock_is_wrong_and_after(
    a_home: tuple[Desk, Clock], wrong: datetime
) -> None:
    desk, clock = a_home
    worker = add_ania(desk)
    choose_secrets(desk, worker)
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, {"summary": "Written before the jump."})
    clock.at = wrong
    try:
        sheet = hold_supervision.open_sheet(desk, sheet.record.id)
        assert sheet.answers["summary"] == "Written before the jump."
        hold_supervision.save(desk, sheet.record.id, held_answers(sheet, desk))
        sign_off.offer(desk, sheet.record.id)
        sign_off.sign(desk, sheet.record.id, Role.WORKER, WORKER_SECRET)
        clock.at = RIGHT
        closed = sign_off.sign(desk, sheet.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    finally:
        clock.at = RIGHT
    assert closed.state is State.CLOSED
    with desk.cabinet.reading() as work:
        signed = signing.signatures(work, closed.id)
        checked = check_pdf(signing.pdf(work, closed.id) or b"", [signing.authority(work).certificate_der])
        history.verify(work)
        number = [event.number for event in history.events(work, history.CABINET)]
    assert [datetime.fromisoformat(one.at) for one in signed] == [wrong, RIGHT], "each as its clock said"
    assert (checked.verdict, [one.at for one in checked.signatures]) == (Verdict.KNOWN, [wrong, RIGHT])
    assert number == sorted(number), "the order is that of the entries"
    assert home(desk).drafts == []


def test_what_was_written_by_a_clock_set_forward_is_told_until_somebody_says_why(tmp_path: Path) -> None:
    clock = Clock()
    desk, _ = make_home(tmp_path / "beck.cabinet", tmp_path / "state", clock)
    worker = add_ania(desk)
    clock.turn(days=3000)
    signed_agreement(desk, worker)
    backups.make_backup(desk, tmp_path / "one.cabinet-backup")
    close_desk(desk)
    clock.at = RIGHT
    desk = open_desk(tmp_path / "beck.cabinet", PASSPHRASE, state=tmp_path / "state", now=clock, costs=FLOOR)
    try:
        assert (desk.cabinet.warnings, desk.cabinet.read_only) == ((), False), "the seal holds"
        odd = look_at_the_clock(desk)
        assert odd is not None
        assert odd.odd is Odd.SET_BACK
        assert "made 8 years after that: on Saturday 3 February 2035, 14:05" in odd.sentence
        assert agreements.agreement_state(desk, worker.id).state is AgreementState.IN_FORCE, "it is signed"
        assert backups.reminder(desk).startswith(
            "The last backup is from Saturday 3 February 2035, a day still"
        )
        workers.add_worker(desk, name="Nia Evans", post="Carer")
        assert look_at_the_clock(desk) is not None, "a newer entry does not hide it"
        with pytest.raises(BadInput):
            accept_the_clock(desk, "  ")
        accept_the_clock(desk, "The laptop came back from repair with a wrong date")
        assert look_at_the_clock(desk) is None
        line = history_lines(desk)[0]
        assert line.what.startswith("wrote down that the clock is right")
        assert line.why == "The laptop came back from repair with a wrong date"
        clock.turn(days=-2)
        assert look_at_the_clock(desk) is not None, "another step back is told again"
        with desk.cabinet.reading() as work:
            history.verify(work)
    finally:
        close_desk(desk)


def test_a_step_back_while_the_cabinet_is_open_is_seen_without_any_entry(tmp_path: Path) -> None:
    clock = Clock()
    desk, _ = make_home(tmp_path / "beck.cabinet", tmp_path / "state", clock)
    close_desk(desk)
    clock.turn(days=100)
    desk = open_desk(tmp_path / "beck.cabinet", PASSPHRASE, state=tmp_path / "state", now=clock, costs=FLOOR)
    try:
        (note,) = desk.cabinet.notes
        assert "The newest entry here is 3 months old" in note
        clock.turn(days=-50)
        odd = look_at_the_clock(desk)
        assert odd is not None
        assert odd.odd is Odd.SET_BACK
        accept_the_clock(desk, "It was set forward by hand")
        assert look_at_the_clock(desk) is None
    finally:
        close_desk(desk)
