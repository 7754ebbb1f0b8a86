"""Records about the service, or about the supervisor: on files that stand beside the workers' own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.documents.plain_text import as_text
from supervise_tui.domain.record import State
from supervise_tui.domain.roles import KeyRole
from supervise_tui.domain.whose_file import HOME_FILE, OWN_FILE
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed, NotOpened
from supervise_tui.store import signing
from supervise_tui.workflows import hold_supervision, new_records, sign_off, signing_secrets
from supervise_tui.workflows import workers as worker_work
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.clocks import clocks
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.find_words import find_words
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.read_record import read_through
from supervise_tui.workflows.timeline import timeline
from tests.homes import SUPERVISOR_SECRET, Clock, add_ania, make_home
from tests.key_ring import key_ring

FORM = """id = "own.{kind}"
version = 1
title = "A look at {kind}"
purpose = "To see how it stands."
makes = "look-at-{kind}"
kind_of_file = "{kind}"

[[signer]]
role = "supervisor"

[[section]]
id = "look"
title = "The look"

[[section.question]]
id = "held_on"
type = "date"
label = "Date"
fact = "held_on"
required = true

[[section.question]]
id = "seen"
type = "long-text"
label = "What you saw"
required = true

[[section.question]]
id = "actions"
type = "actions"
label = "Actions"
"""
ANSWERS: dict[str, Json] = {
    "seen": "The garden gate sticks.",
    "actions": [
        {"id": "p1", "what": "Plane the gate", "owner": "supervisor", "owner_name": "", "by": "2026-11-18",
         "how_known": "It shuts with one hand"}
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def clock() -> Clock:
    """The clock of the home."""
    return Clock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Desk]:
    """Beck House with two forms of its own, one for each of the files, and with a signed record on each."""
    folder = tmp_path_factory.mktemp("files")
    opened, _key = make_home(folder / "beck.cabinet", folder / "state", clock)
    (folder / "forms").mkdir()
    for kind in ("workplace", "supervisor"):
        (folder / "forms" / f"{kind}.toml").write_text(FORM.format(kind=kind), encoding="utf-8")
    opened.library.read_from(folder / "forms")
    add_ania(opened)
    signing_secrets.choose_secret(opened, opened.owner.id, SUPERVISOR_SECRET)
    for file, kind in ((HOME_FILE, "workplace"), (OWN_FILE, "supervisor")):
        sheet = new_records.start(opened, file, f"own.{kind}")
        hold_supervision.save(opened, sheet.record.id, ANSWERS)
        sign_off.offer(opened, sheet.record.id)
        sign_off.sign(opened, sheet.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    yield opened
    close_desk(opened)


@pytest.mark.parametrize(
    ("file", "about"),
    [(HOME_FILE, "Beck House, The home's own file"), (OWN_FILE, "Marian Oakes, Deputy manager")],
)
def test_one_is_written_signed_by_the_supervisor_alone_and_closed(desk: Desk, file: str, about: str) -> None:
    (line,) = timeline(desk, file).lines
    assert line.record.state is State.CLOSED
    with desk.cabinet.reading() as work:
        pdf, trusted = signing.pdf(work, line.record.id), signing.authority(work).certificate_der
    checked = check_pdf(pdf or b"", [trusted])
    assert checked.verdict is Verdict.KNOWN
    assert [one.role for one in checked.signatures] == ["supervisor"]
    seen = read_through(desk, line.record.id)
    text = as_text(seen.content, seen.form)
    assert f"About: {about}" in text
    assert "Worker" not in text


def test_they_are_in_no_list_of_workers_and_everything_else_finds_them(desk: Desk, clock: Clock) -> None:
    assert [line.worker.name for line in worker_work.find_workers(desk)] == ["Ania Wójcik-Łęcka"]
    assert [one.id for one in worker_work.everybody(desk)][1:] == [HOME_FILE, OWN_FILE]
    found = find_words(desk, "garden gate").found
    assert {one.worker.name for one in found} == {"Beck House", "Marian Oakes"}
    assert {line.about for line in history_lines(desk) if "signed" in line.what} == {
        "Beck House",
        "Marian Oakes",
    }
    assert check_cabinet(desk) == []
    clock.turn(days=3)
    late = home(desk).late_actions
    assert {(one.worker.name, one.owner, one.days) for one in late} == {
        ("Beck House", "Marian Oakes", 2),
        ("Marian Oakes", "Marian Oakes", 2),
    }
    clock.turn(days=-3)


def test_no_clock_of_workers_runs_for_them(desk: Desk) -> None:
    read = {one.worker.id: {reading.clock.id for reading in one.readings} for one in clocks(desk)}
    workers_own = {"supervision", "informal", "agreement", "appraisal"}
    assert not workers_own & (read[HOME_FILE] | read[OWN_FILE])
    assert "signature" in read[HOME_FILE]


def test_each_form_is_offered_where_it_belongs_and_refused_elsewhere(desk: Desk) -> None:
    (ania,) = (line.worker.id for line in worker_work.find_workers(desk))
    offered = {
        file: {offer.form.id for offer in new_records.new_records(desk, file)}
        for file in (ania, HOME_FILE, OWN_FILE)
    }
    assert "own.workplace" in offered[HOME_FILE]
    assert "own.supervisor" in offered[OWN_FILE]
    assert not {"own.workplace", "own.supervisor"} & offered[ania]
    assert not offered[HOME_FILE] & offered[ania]
    for file, form_id in (
        (ania, "own.workplace"),
        (HOME_FILE, "session.informal"),
        (OWN_FILE, "own.workplace"),
    ):
        with pytest.raises(NotAllowed, match="does not belong on this file"):
            new_records.start(desk, file, form_id)


def test_anyone_with_a_key_sees_the_homes_file_and_is_asked_before_the_supervisors_own(
    tmp_path: Path,
) -> None:
    ring = key_ring(tmp_path)
    deputy = ring.open(KeyRole.DEPUTY)
    try:
        assert timeline(deputy, HOME_FILE).lines == ()
        with pytest.raises(NotOpened):
            timeline(deputy, OWN_FILE)
        deputy.cabinet.open_file(OWN_FILE)
        forms = tmp_path / "forms"
        forms.mkdir()
        (forms / "own.toml").write_text(FORM.format(kind="supervisor"), encoding="utf-8")
        deputy.library.read_from(forms)
        with pytest.raises(NotAllowed, match="writes about themselves"):
            new_records.start(deputy, OWN_FILE, "own.supervisor")
    finally:
        close_desk(deputy)
