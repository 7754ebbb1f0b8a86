"""supervise coverage, calendar, absences and induction."""

from __future__ import annotations

import json
from pathlib import Path

from supervise_tui.workflows import plan_supervision
from supervise_tui.workflows.coverage import worker_year
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from supervise_tui.workflows.workers import find_workers
from tests.cli.conftest import Home, Run
from tests.homes import PASSPHRASE, Clock


def desk_of(home: Home, state: Path) -> Desk:
    return open_desk(home.folder, PASSPHRASE, state=state, now=Clock())


def test_coverage_opens_to_the_list_behind_each_figure(on_home: Run) -> None:
    outcome = on_home("coverage", "--on", "1/6/2027")
    assert outcome.out.splitlines() == [
        "3 months   0 of 1 in time, 0 in a hundred",
        "6 months   0 of 1 in time, 0 in a hundred",
        "12 months  0 of 1 in time, 0 in a hundred",
    ]
    listed = on_home("coverage", "--on", "1/6/2027", "--months", "3").out.splitlines()
    assert listed[1] == "late         Ania Wójcik-Łęcka  Overdue on 92 days."
    assert listed[2].startswith("not counted  Bethan Ŵyn-Fôn")
    answer = json.loads(on_home("coverage", "--on", "1/12/2026", "--json").out)
    assert [(one["months"], one["in_time"], one["counted"]) for one in answer["coverage"]] == [
        (3, 1, 1),
        (6, 1, 1),
        (12, 1, 1),
    ]
    assert answer["coverage"][0]["workers"][0]["held"] == ["2026-11-17"]


def test_planned_talks_go_out_as_a_calendar(run: Run, home: Home, state: Path, tmp_path: Path) -> None:
    desk = desk_of(home, state)
    try:
        ania = find_workers(desk, "Ania")[0].worker
        plan_supervision.plan(desk, ania.id, at="10:30", place="The library")
        year = worker_year(desk, ania.id)
        assert [mark.day.isoformat() for mark in year.months[11]] == ["2026-12-29"]
    finally:
        close_desk(desk)
    secret = ("--passphrase-file", home.passphrase_file)
    to = tmp_path / "talks.ics"
    outcome = run("calendar", home.folder, "--to", to, *secret)
    assert outcome.status == 0
    assert "1 talk. The file is not encrypted" in outcome.err
    text = to.read_text("utf-8")
    assert "SUMMARY:Supervision: Ania Wójcik-Łęcka" in text
    assert "DTSTART;TZID=Europe/London:20261229T103000" in text
    assert run("calendar", home.folder, "--to", to, *secret).status == 2
    bare = tmp_path / "bare.ics"
    run("calendar", home.folder, "--to", bare, "--without-names", "--worker", "ania", *secret)
    assert "SUMMARY:Supervision\n" in bare.read_text("utf-8")
    assert "Ania" not in bare.read_text("utf-8")


def test_who_is_away_is_written_down_and_their_clock_stands_still(on_home: Run, run: Run, home: Home) -> None:
    def absences(command: str, *words: str) -> str:
        outcome = run("absences", command, home.folder, *words, "--passphrase-file", home.passphrase_file)
        assert outcome.status == 0, outcome.err
        return outcome.out

    assert absences("list") == "Nobody is away.\n"
    said = absences("add", "--worker", "ania", "--kind", "sickness", "--from", "20/11/2026")
    assert said == "Away sick since Friday 20 November 2026.\n"
    answer = json.loads(on_home("due", "--on", "2026-11-21", "--json").out)
    ania = next(one for one in answer["workers"] if one["worker"].startswith("Ania"))
    assert (ania["state"], ania["due_on"]) == ("paused", None)
    absences("back", "--worker", "ania", "--on", "30/11/2026")
    absences("add", "--kind", "leave", "--from", "1/12/2026", "--planned")
    assert "Delyth Pugh stands in from" in absences("cover", "--by", "Delyth Pugh", "--on", "2/12/2026")
    listed = json.loads(absences("list", "--json"))["absences"]
    assert [(one["person"], one["kind"], one["back_on"], one["cover"]) for one in listed] == [
        ("Marian Oakes", "leave", None, "Delyth Pugh"),
        ("Ania Wójcik-Łęcka", "sickness", "2026-11-30", ""),
    ]


def test_a_task_is_done_in_sight_until_somebody_has_seen_it(run: Run, home: Home) -> None:
    def induction(command: str, *words: str) -> str:
        file = ("--passphrase-file", home.passphrase_file)
        outcome = run("induction", command, home.folder, "--worker", "bethan", *words, *file)
        return outcome.out or outcome.err

    assert induction("list") == "No task is written down.\n"
    assert induction("add", "--task", "Medication") == "Medication: in sight of a colleague\n"
    said = induction("assess", "--task", "medication", "--by", "Delyth Pugh", "--on", "16/11/2026")
    assert said == "Medication: alone, seen by Delyth Pugh on Monday 16 November 2026\n"
    assert json.loads(induction("list", "--json"))["tasks"] == [
        {"task": "Medication", "competent_on": "2026-11-16", "assessed_by": "Delyth Pugh"}
    ]
    assert "There is no task hoists." in induction("assess", "--task", "hoists", "--by", "Delyth Pugh")
