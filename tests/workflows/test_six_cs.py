"""Ratings of the six Cs in the cabinet: typed in, brought in whole or not at all, read as means."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.six_cs_file import NEEDED
from supervise_tui.domain.six_cs_sheet import Sheet
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import BadForm, BadInput, FileTrouble
from supervise_tui.workflows import new_records, six_cs
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines


def typed(desk: Desk, worker: Worker, **answers: Json) -> Sheet:
    sheet = six_cs.new_sheet(desk, worker.id)
    six_cs.save(desk, sheet, {"day": desk.today.isoformat(), **answers})
    return next(one for one in six_cs.six_cs_of(desk, worker.id).sheets if one.id == sheet.id)


def test_sheets_are_typed_in_brought_in_and_read_as_means(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    marks: dict[str, Json] = dict.fromkeys((value.value for value in Value), 2)
    kept = typed(desk, worker, **marks | {"from": "feedback", "name": " Mrs Okafor "})
    assert kept.giver == "Mrs Okafor"
    assert typed(desk, worker, **marks | {"from": "self", "name": "Mrs Okafor"}).giver == ""
    assert six_cs.six_cs_of(desk, worker.id).feedback[Value.CARE].words == "too few"

    file, day = tmp_path / "sheets.csv", desk.today.isoformat()
    good, bad = f"{day},feedback,3,3,3,3,3,3\n", f"{day},feedback,3,3,3,3,3,9\n"
    file.write_text(f"{','.join(NEEDED)}\n{good}{bad}{good}", encoding="utf-8")
    with pytest.raises(BadForm, match="line 3: Commitment"):
        six_cs.bring_in(desk, worker.id, file)
    assert len(six_cs.six_cs_of(desk, worker.id).sheets) == 2, "nothing is half brought in"
    file.write_text(f"{','.join(NEEDED)}\n{good}{good}", encoding="utf-8")
    assert six_cs.bring_in(desk, worker.id, file) == 2

    found = six_cs.six_cs_of(desk, worker.id)
    assert (found.feedback[Value.CARE].words, found.own[Value.CARE].words) == ("2.7", "too few")
    assert [one[Value.CARE].answers for one in found.feedback_by_quarter.values()] == [3]
    assert "think of a talk" in found.suggestion
    assert sorted(one.giver for one in found.sheets) == ["", "", "", "Mrs Okafor"]

    with pytest.raises(BadInput, match="reason"):
        six_cs.take_out(desk, kept.id, " ")
    six_cs.take_out(desk, kept.id, "It was about Kofi")
    assert len(six_cs.six_cs_of(desk, worker.id).sheets) == 3
    told = str(history_lines(desk))
    assert "from a file" in told
    assert "It was about Kofi" in told
    assert "Okafor" not in told


def test_what_is_still_being_typed_does_not_count_and_a_slip_is_said(desk: Desk, worker: Worker) -> None:
    assert typed(desk, worker, care=5).rating is None
    with pytest.raises(BadInput):
        typed(desk, worker, care=6)
    with pytest.raises(FileTrouble):
        six_cs.bring_in(desk, worker.id, Path("nowhere.csv"))


def test_an_appraisal_proposes_the_mean_of_a_year_for_each_behaviour(desk: Desk, worker: Worker) -> None:
    for mark in (4, 4, 5):
        typed(desk, worker, care=mark, **{"from": "feedback"})
    typed(desk, worker, care=1, **{"from": "self"})
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
