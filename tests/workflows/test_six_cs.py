"""Ratings of the six Cs in the cabinet: typed in, brought in whole or not at all, read as means."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.roles import KeyRole
from supervise_tui.domain.six_cs import Advice
from supervise_tui.domain.six_cs_file import NEEDED
from supervise_tui.domain.six_cs_sheet import Sheet
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import BadForm, BadInput, FileTrouble, NotAllowed, NotOpened
from supervise_tui.store import people
from supervise_tui.workflows import new_records, six_cs, six_cs_files, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.file_openings import open_file
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.six_cs_files import BroughtIn
from supervise_tui.workflows.timeline import timeline
from tests.key_ring import VISIT, key_ring


def typed(desk: Desk, worker: Worker, **answers: Json) -> Sheet:
    sheet = six_cs.new_sheet(desk, worker.id)
    six_cs.save(desk, sheet, {"day": desk.today.isoformat(), **answers})
    return next(one for one in six_cs.six_cs_of(desk, worker.id).sheets if one.id == sheet.id)


def brought(desk: Desk, file: Path, worker: str = "") -> BroughtIn:
    return six_cs_files.bring_in(desk, six_cs_files.read_file(desk, file, worker))


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
        six_cs_files.read_file(desk, file, worker.id)
    assert len(six_cs.six_cs_of(desk, worker.id).sheets) == 2, "nothing is half brought in"
    file.write_text(f"{','.join(NEEDED)}\n{good}{good}", encoding="utf-8")
    assert brought(desk, file, worker.id) == BroughtIn(new=2, already=0)
    assert brought(desk, file, worker.id) == BroughtIn(new=0, already=2), "the same file counts once"

    found = six_cs.six_cs_of(desk, worker.id)
    assert (found.feedback[Value.CARE].words, found.own[Value.CARE].words) == ("2.7", "too few")
    assert [one[Value.CARE].answers for one in found.feedback_by_quarter.values()] == [3]
    assert found.suggestion is not None
    assert "think of a talk" in found.suggestion.words
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
        six_cs_files.read_file(desk, Path("nowhere.csv"))


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


def test_what_feedback_suggests_goes_once_somebody_acts_on_it(desk: Desk, worker: Worker) -> None:
    for _ in range(3):
        typed(desk, worker, courage=1, **{"from": "feedback"})
    low = six_cs.six_cs_of(desk, worker.id).suggestion
    assert low is not None
    assert low.advice is Advice.TALK
    assert timeline(desk, worker.id).feedback == low, "the worker's file says so too"
    begun = new_records.start_of_kind(desk, worker.id, "appraisal")
    assert new_records.start_of_kind(desk, worker.id, "appraisal").record.id == begun.record.id
    assert six_cs.six_cs_of(desk, worker.id).suggestion is None


def test_paper_and_figures_name_nobody_and_the_service_tells_of_no_worker_alone(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    kofi = workers.add_worker(desk, name="Kofi Mensah", post="Carer")
    said = "She sat down with Mum"
    for mark in (5, 4):
        typed(desk, worker, care=mark, courage=1, comment=said, **{"from": "feedback", "name": "Mrs Okafor"})
    typed(desk, worker, care=1, **{"from": "self"})
    typed(desk, kofi, care=3, **{"from": "feedback"})

    paper = six_cs_files.save_paper(desk, worker.id, tmp_path)
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())
    assert said in words
    assert "Okafor" not in words

    table = six_cs_files.save_service(desk, tmp_path).read_text(encoding="utf-8-sig")
    lines = {line.split(",")[3]: line.split(",")[4:] for line in table.splitlines()[1:]}
    assert lines["care"] == ["4.0", "3"]
    assert lines["courage"] == ["too few", ""], "it would be about one worker alone"
    assert lines["commitment"] == ["", ""]
    assert "Ania" not in table


def test_a_key_that_only_reads_sees_feedback_without_names_and_no_own_view(tmp_path: Path) -> None:
    ring = key_ring(tmp_path)
    desk = ring.open()
    with desk.cabinet.reading() as work:
        ania = people.worker(work, ring.ania)
    typed(desk, ania, care=4, **{"from": "feedback", "name": "Mrs Okafor"})
    typed(desk, ania, care=5, **{"from": "self"})
    close_desk(desk)
    auditor = ring.open(KeyRole.AUDITOR)
    try:
        with pytest.raises(NotOpened):
            six_cs.six_cs_of(auditor, ring.ania)
        open_file(auditor, ring.ania, **VISIT)
        found = six_cs.six_cs_of(auditor, ring.ania)
        assert [(one.of_self, one.giver) for one in found.sheets] == [(False, "")]
        assert not found.sees_own
        assert found.own[Value.CARE].answers == 0
        for refused in (
            lambda: six_cs.new_sheet(auditor, ring.ania),
            lambda: six_cs_files.save_paper(auditor, ring.ania, tmp_path),
            lambda: six_cs_files.of_service(auditor),
        ):
            with pytest.raises(NotAllowed):
                refused()
    finally:
        close_desk(auditor)
