"""supervise coverage, calendar, absences and induction."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from supervise_tui.forms.evidence_marks import toggled
from supervise_tui.workflows import evidence, hold_supervision, learning, plan_supervision, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from supervise_tui.workflows.worker_year import worker_year
from supervise_tui.workflows.workers import find_workers
from tests.cli.conftest import Home, Run
from tests.homes import PASSPHRASE, Clock, held_answers


def desk_of(home: Home, state: Path) -> Desk:
    return open_desk(home.folder, PASSPHRASE, state=state, now=Clock())


def test_coverage_opens_to_the_list_behind_each_figure(on_home: Run) -> None:
    outcome = on_home("coverage", "--on", "1/6/2027")
    assert outcome.out.splitlines() == [
        "3 months   0 of 1 in time, 0 in a hundred",
        "6 months   0 of 1 in time, 0 in a hundred",
        "12 months  0 of 1 in time, 0 in a hundred",
        "",
        "Records signed in time, 3 months   nothing to count",
        "Records signed in time, 6 months   nothing to count",
        "Records signed in time, 12 months  1 of 1, 100 in a hundred",
        "Agreement in force                 0 of 2, 0 in a hundred",
        "Open actions not late              0 of 1, 0 in a hundred",
        "Informal contact last month        0 of 2, 0 in a hundred",
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
    assert [(one["figure"], one["months"]) for one in answer["figures"]][-4:] == [
        ("signed", 12),
        ("agreement", None),
        ("actions", None),
        ("informal", None),
    ]
    assert answer["figures"][5]["workers"][0]["reason"] == "The one was signed in time."


def test_the_list_behind_one_figure_and_the_figures_as_files(on_home: Run, tmp_path: Path) -> None:
    behind = on_home("coverage", "--figure", "agreement").out.splitlines()
    assert behind == [
        "Agreement in force: 0 of 2, 0 in a hundred",
        "no  Ania Wójcik-Łęcka  No agreement yet.",
        "no  Bethan Ŵyn-Fôn     No agreement yet.",
    ]
    assert "It can be: supervision, signed" in on_home("coverage", "--figure", "smiles").err
    saved = on_home("coverage", "--to", tmp_path, "--as", "csv", "--on", "1/12/2026")
    assert saved.out == f"{tmp_path / 'Coverage 2026-12-01.csv'}\n"
    assert "agreement,Agreement in force,,2026-12-01" in (tmp_path / "Coverage 2026-12-01.csv").read_text(
        "utf-8"
    )
    on_home("coverage", "--to", tmp_path, "--without-names", "--on", "1/12/2026")
    assert (tmp_path / "Coverage 2026-12-01.pdf").read_bytes().startswith(b"%PDF")
    assert "saved the coverage of the cabinet" in on_home("history").out
    assert on_home("coverage", "--to", tmp_path, "--months", "3").status == 2


def test_planned_talks_go_out_as_a_calendar(run: Run, home: Home, state: Path, tmp_path: Path) -> None:
    desk = desk_of(home, state)
    try:
        ania = find_workers(desk, "Ania")[0].worker
        plan_supervision.plan(desk, ania.id, at="10:30", place="The library")
        first = plan_supervision.planned(desk, ania.id)
        assert first is not None
        plan_supervision.move(desk, first.record.id, date(2027, 1, 4), "The surveyor comes")
        plan_supervision.move(desk, first.record.id, date(2026, 12, 30), "He came early")
        year = worker_year(desk, ania.id)
        assert [(mark.day.day, mark.kind, mark.to) for mark in year.months[11]] == [
            (29, "moved", date(2027, 1, 4)),
            (30, "planned", None),
        ]
        # What was moved is said of it still when it is cancelled.
        plan_supervision.cancel(desk, first.record.id, "Flu", sickness=True)
        assert [mark.kind for mark in worker_year(desk, ania.id).months[11]] == ["moved", "cancelled"]
        plan_supervision.plan(desk, ania.id, date(2026, 12, 29), at="10:30", place="The library")
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


def test_a_year_is_told_in_words_and_saved_as_a_pdf(on_home: Run, tmp_path: Path) -> None:
    told = on_home("year", "--worker", "ania", "--year", "2026").out.splitlines()
    assert told == [
        "Ania Wójcik-Łęcka, 2026",
        "Tuesday 17 November  H  Supervision held (record 1)",
        "1 held, all in time.",
    ]
    outcome = on_home("year", "--worker", "ania", "--year", "2026", "--to", tmp_path, "--json")
    answer = json.loads(outcome.out)
    assert "not encrypted" in outcome.err
    assert answer["saved"] == str(tmp_path / "Year 2026 Ania Wójcik-Łęcka.pdf")
    assert (tmp_path / "Year 2026 Ania Wójcik-Łęcka.pdf").read_bytes().startswith(b"%PDF")
    assert answer["marks"] == [
        {
            "day": "2026-11-17",
            "kind": "held",
            "record": 1,
            "moved_to": None,
            "late_days": 0,
            "minutes": None,
        }
    ]
    assert len(answer["informal"]) == 12
    assert "saved the year at a glance as a PDF" in on_home("history", "--worker", "ania").out
    assert "Nothing in this year." in on_home("year", "--worker", "ania", "--year", "2024").out


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
    said = induction("assess", "--task", "medication", "--by", "Una", "--on", "17/11/2026", "--not-yet")
    assert said == "Medication: in sight of a colleague\n"
    (task,) = json.loads(induction("list", "--json"))["tasks"]
    assert (task["task"], task["competent_on"], task["assessed_by"]) == ("Medication", None, "")
    assert [(one["by"], one["found"]) for one in task["assessments"]] == [
        ("Delyth Pugh", "competent"),
        ("Una", "not-yet"),
    ]
    assert "There is no task hoists." in induction("assess", "--task", "hoists", "--by", "Delyth Pugh")


def test_training_is_listed_and_saved_as_a_table(
    home: Home, on_home: Run, tmp_path: Path, state: Path
) -> None:
    assert on_home("training", "--worker", "ania").out == "Nothing is written down yet.\n"
    desk = desk_of(home, state)
    ania = find_workers(desk, "ania")[0].worker
    learning.save(
        desk,
        learning.new_entry(desk, ania.id),
        {"title": "First aid", "mandatory": True, "done_on": "2024-12-03", "valid_until": "2025-12-02"},
    )
    close_desk(desk)
    assert on_home("training", "--worker", "ania").out == "First aid  ran out on Tuesday 2 December 2025\n"
    outcome = on_home("training", "--worker", "ania", "--to", tmp_path, "--json")
    answer = json.loads(outcome.out)
    assert "not encrypted" in outcome.err
    assert [one["standing"] for one in answer["entries"]] == ["run-out"]
    assert Path(answer["saved"]).read_text("utf-8-sig").splitlines()[1].startswith("run-out,First aid,")


def test_evidence_is_listed_by_what_it_shows(home: Home, on_home: Run, state: Path) -> None:
    assert on_home("evidence", "--worker", "ania").out == "Nothing is marked as evidence yet.\n"
    desk = desk_of(home, state)
    ania = find_workers(desk, "ania")[0].worker
    record = hold_supervision.start(desk, ania.id).record
    mark = toggled(None, evidence.can_show(desk)[0], "", "m1")
    said = held_answers(hold_supervision.open_sheet(desk, record.id), desk)
    hold_supervision.save(desk, record.id, {**said, "summary": "Rang.", "summary~shows": mark})
    sign_off.offer(desk, record.id)
    close_desk(desk)
    lines = on_home("evidence", "--worker", "ania").out.splitlines()
    assert lines[0] == "Keeps high standards of conduct, also when nobody looks (Personal qualities)"
    assert lines[1].endswith("(Supervision): Rang. (not signed by all yet)")
    (one,) = json.loads(on_home("evidence", "--worker", "ania", "--json").out)["marked"]
    assert (one["kind"], one["words"], one["signed"]) == ("behaviour", "Rang.", False)
