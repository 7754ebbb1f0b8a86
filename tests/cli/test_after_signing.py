"""What the commands say of records that wait, addenda, flags and paper copies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from supervise_tui.forms.definition import Role
from supervise_tui.workflows import addenda, flags, hold_supervision, paper_records, sign_off, workers
from supervise_tui.workflows.open_cabinet import close_desk
from tests.cli.conftest import Home, Outcome, Run
from tests.homes import (
    PASSPHRASE,
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    add_ania,
    choose_secrets,
    closed_record,
    good_answers,
    make_home,
    offered_record,
)
from tests.scans import picture


@pytest.fixture(scope="session")
def made_with_more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ania's record with an addendum; Huw's declined and dealt with; one on paper; one that waits."""
    place = tmp_path_factory.mktemp("more")
    desk, _ = make_home(place / "beck.cabinet", place / "state")
    ania = add_ania(desk)
    record = closed_record(desk, ania)
    more = addenda.start(desk, record.id).record
    said = {"concerns": "Action 1", "instead": "Three weeks, not two.", "reason": "A slip of the pen."}
    hold_supervision.save(desk, more.id, dict(said))
    sign_off.offer(desk, more.id)
    sign_off.sign(desk, more.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, more.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    huw = workers.add_worker(desk, name="Huw Prosser", post="Cook", hours=20)
    declined = offered_record(desk, huw)
    sign_off.decline(desk, declined.id, Role.WORKER, "That is not what I said.")
    sign_off.sign(desk, declined.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    flags.deal_with(desk, declined.id, by="Delyth Pugh", on=desk.today, what="Spoke with both.")
    ida = workers.add_worker(desk, name="Ida Blom", post="Night carer", hours=20)
    paper = paper_records.start_from_paper(desk, ida.id).record
    hold_supervision.save(desk, paper.id, good_answers(desk) | {"held_on": "2026-11-10"})
    choose_secrets(desk, ida)
    paper_records.say_signed_on(desk, paper.id, date(2026, 11, 11))
    (place / "scan.png").write_bytes(picture("PNG"))
    seen = paper_records.add_scan(desk, paper.id, place / "scan.png")
    assert seen.content is not None
    paper_records.close(desk, paper.id, seen.content, SUPERVISOR_SECRET)
    offered_record(desk, ida)
    close_desk(desk)
    return place / "beck.cabinet"


@pytest.fixture
def on_more(run: Run, made_with_more: Path, tmp_path: Path, state: Path) -> Callable[..., Outcome]:
    """Run a command on a copy of it."""
    folder = Path(shutil.copytree(made_with_more, tmp_path / "beck.cabinet"))
    home = Home(folder, tmp_path / "words.txt")
    home.passphrase_file.write_text(PASSPHRASE)

    def on(command: str, *words: str | Path) -> Outcome:
        return run(command, home.folder, *words, "--passphrase-file", home.passphrase_file)

    return on


def test_due_lists_what_waits_for_a_signature_with_its_clock(on_more: Run) -> None:
    out = on_more("due", "--on", "5/12/2026").out
    line = out[out.index("Waiting for a signature") :].splitlines()[1]
    assert line.startswith("due")
    assert "4 days past the 14" in line
    assert "needs Ida Blom and Marian Oakes, held 18 days ago" in line
    answer = json.loads(on_more("due", "--on", "5/12/2026", "--json").out)
    (waiting,) = answer["waiting"]
    assert waiting == {
        "record": 5,
        "worker": "Ida Blom",
        "state": "due",
        "sign_by": "2026-12-01",
        "days_since_held": 18,
        "missing": [{"name": "Ida Blom", "role": "worker"}, {"name": "Marian Oakes", "role": "supervisor"}],
    }


def test_list_says_who_has_to_sign_yet_and_which_flags_were_dealt_with(on_more: Run) -> None:
    lines = on_more("list").out.splitlines()
    assert "needs Ida Blom and Marian Oakes" in lines[5]
    assert lines[3].endswith("signed and closed (declined, dealt with)")
    assert lines[2].split()[:2] == ["2", "addendum"]
    assert lines[4].endswith("signed on paper")
    found = json.loads(on_more("list", "--json").out)["records"]
    assert found[2]["flag_dealt_on"] == "2026-11-17"
    assert found[4]["waiting"]["sign_by"] == "2026-12-01"


def test_a_record_goes_out_with_its_addendum_and_check_tells_of_both(
    on_more: Run, run: Run, made_with_more: Path, tmp_path: Path
) -> None:
    exported = on_more("export", "--to", tmp_path / "papers", "--record", "1")
    first, second = exported.out.splitlines()
    assert "With them 1 addendum: each goes with its record." in exported.err
    assert on_more("certificate", "--to", tmp_path / "beck.pem").status == 0
    checked = run("check", first, second, "--trust", tmp_path / "beck.pem")
    assert checked.status == 0, checked.out
    assert "This is an addendum to:\n    Record 1: Supervision, of Tuesday 17 November 2026" in checked.out
    told = json.loads(run("check", second, "--trust", tmp_path / "beck.pem", "--json").out)["files"][0]
    original = json.loads(run("check", first, "--trust", tmp_path / "beck.pem", "--json").out)["files"][0]
    assert told["record"]["addendum_to"]["fingerprint"] == original["fingerprint"]


def test_check_tells_of_the_paper_and_its_scan(on_more: Run, run: Run, tmp_path: Path) -> None:
    (path,) = on_more("export", "--to", tmp_path / "papers", "--record", "4").out.splitlines()
    on_more("certificate", "--to", tmp_path / "beck.pem")
    checked = run("check", path, "--trust", tmp_path / "beck.pem")
    assert checked.status == 0, checked.out
    assert "Typed in on Tuesday 17 November 2026 by Marian Oakes." in checked.out
    assert "Attached: scan-01.png" in checked.out
    assert "saying: I have typed this record from the paper" in checked.out


def test_a_whole_cabinet_with_all_of_these_is_intact(on_more: Run) -> None:
    assert on_more("check").status == 0
