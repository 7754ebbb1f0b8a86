"""Ratings of the six Cs in the cabinet: typed in, brought in whole or not at all, read as means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.domain.six_cs import Rating
from supervise_tui.domain.six_cs_file import NEEDED
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import BadForm, BadInput, FileTrouble
from supervise_tui.workflows import new_records, six_cs
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines


def test_sheets_are_typed_in_brought_in_and_read_as_means(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    marks = dict.fromkeys(Value, 2)
    sheet = Rating(id="", worker=worker.id, of_self=False, day=desk.today, marks=marks, giver=" Mrs Okafor ")
    kept = six_cs.add_sheet(desk, sheet)
    own = six_cs.add_sheet(desk, replace(sheet, of_self=True))
    assert (kept.giver, own.giver) == ("Mrs Okafor", "")
    assert six_cs.six_cs_of(desk, worker.id).feedback[Value.CARE].words == "too few"

    file, day = tmp_path / "sheets.csv", desk.today.isoformat()
    good, bad = f"{day},feedback,3,3,3,3,3,3\n", f"{day},feedback,3,3,3,3,3,9\n"
    file.write_text(f"{','.join(NEEDED)}\n{good}{bad}{good}", encoding="utf-8")
    with pytest.raises(BadForm, match="line 3: Commitment"):
        six_cs.bring_in(desk, worker.id, file)
    assert len(six_cs.six_cs_of(desk, worker.id).ratings) == 2, "nothing is half brought in"
    file.write_text(f"{','.join(NEEDED)}\n{good}{good}", encoding="utf-8")
    assert six_cs.bring_in(desk, worker.id, file) == 2

    found = six_cs.six_cs_of(desk, worker.id)
    assert (found.feedback[Value.CARE].words, found.own[Value.CARE].words) == ("2.7", "too few")
    assert [one[Value.CARE].answers for one in found.feedback_by_quarter.values()] == [3]
    assert "think of a talk" in found.suggestion
    assert sorted(one.giver for one in found.ratings) == ["", "", "", "Mrs Okafor"]

    six_cs.take_out(desk, kept.id)
    assert len(six_cs.six_cs_of(desk, worker.id).ratings) == 3
    told = str(history_lines(desk))
    assert "from a file" in told
    assert "Okafor" not in told


def test_a_sheet_that_cannot_be_right_is_not_kept(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    sheet = Rating(id="", worker=worker.id, of_self=False, day=desk.today, marks={})
    wrong = {"None of the six": sheet, "from 1 to 5": replace(sheet, marks={Value.CARE: 6})}
    for said, one in wrong.items():
        with pytest.raises(BadInput, match=said):
            six_cs.add_sheet(desk, one)
    with pytest.raises(FileTrouble):
        six_cs.bring_in(desk, worker.id, tmp_path / "nowhere.csv")


def test_an_appraisal_proposes_the_mean_of_a_year_for_each_behaviour(desk: Desk, worker: Worker) -> None:
    sheet = Rating(id="", worker=worker.id, of_self=False, day=desk.today, marks={Value.CARE: 4})
    for mark in (4, 4, 5):
        six_cs.add_sheet(desk, replace(sheet, marks={Value.CARE: mark}))
    six_cs.add_sheet(desk, replace(sheet, of_self=True, marks={Value.CARE: 1}))
    begun = new_records.start(desk, worker.id, "development.appraisal").answers
    rows = {
        str(row["id"]): row
        for key, value in begun.items()
        if key.endswith("_behaviours") and isinstance(value, list)
        for row in value
        if isinstance(row, dict)
    }
    assert len(rows) == 5 + 6 + 5 + 7 + 9 + 4 + 4
    assert (rows["champions"]["proposed"], rows["champions"]["links"]) == (4.3, "care, commitment")
    assert "proposed" not in rows["open"], "communication and courage have no answers"
