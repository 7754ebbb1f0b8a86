"""The training and portfolio list in the cabinet: kept, noted, due, taken out as a table [DEV-10]."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from supervise_tui.domain.learning import Standing
from supervise_tui.domain.people import Worker
from supervise_tui.problems import BadInput
from supervise_tui.workflows import learning
from supervise_tui.workflows.clocks import clocks
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines
from tests.scans import pages, picture


def test_an_entry_is_kept_answer_by_answer_and_goes_out_as_a_table(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    one = learning.new_entry(desk, worker.id)
    assert one.answers == {"mandatory": False}
    assert learning.portfolio(desk, worker.id).entries == (), "nothing is kept before the first answer"
    learning.save(desk, one, {"title": "=Moving and handling", "mandatory": True})
    with pytest.raises(BadInput, match="not a day"):
        learning.save(desk, one, {"done_on": "2025-11-20", "valid_until": "soon"}, note=False)
    with pytest.raises(BadInput, match="120 fit"):
        learning.save(desk, one, {"title": "x" * 121, "note": "y\n" * 2000}, note=False)
    kept = learning.portfolio(desk, worker.id).entries[0].learning.answers
    assert (kept["title"], kept["note"]) == ("x" * 121, "y\n" * 1999 + "y"), "too long yet, and not lost"
    learning.save(desk, one, {"title": "=Moving and handling", "note": None}, note=False)
    learning.save(desk, one, {"valid_until": "2026-11-20", "accepted": True}, note=False)
    other = learning.new_entry(desk, worker.id)
    learning.save(
        desk, other, {"title": "A night beside Bronwen", "done_on": "2026-08-20", "mandatory": None}
    )

    found = learning.portfolio(desk, worker.id)
    assert [(entry.learning.title, entry.standing) for entry in found.entries] == [
        ("=Moving and handling", Standing.RUNS_OUT),
        ("A night beside Bronwen", Standing.DONE),
    ]
    assert "mandatory" not in found.entries[1].learning.answers
    assert found.to_judge == 2
    due = next(one.due for one in clocks(desk)[0].readings if one.clock.id == "training")
    assert due.state == "due-soon"
    assert due.reason == "“=Moving and handling” runs out on Friday 20 November 2026."

    saved = learning.save_table(desk, worker.id, tmp_path)
    lines = saved.read_text(encoding="utf-8-sig").splitlines()
    assert saved.name == "Training Ania Wójcik-Łęcka 2026-11-17.csv"
    assert lines[0].startswith(
        "standing,title,how,mandatory,set_by,accredited,planned_on,done_on,valid_until"
    )
    assert lines[1].startswith("runs-out,'=Moving and handling,,yes,,,,2025-11-20,2026-11-20")
    assert len(lines) == 3

    learning.remove(desk, other.id, "Written on the wrong file")
    assert len(learning.portfolio(desk, worker.id).entries) == 1
    told = [(line.what, line.why) for line in history_lines(desk, worker.id)][:4]
    assert told == [
        ("took a learning out of the training and portfolio list", "Written on the wrong file"),
        ("saved the training and portfolio list as a table", ""),
        ("added a learning to the training and portfolio list", ""),
        ("added a learning to the training and portfolio list", ""),
    ]


def test_certificates_are_kept_with_an_entry_and_come_out_as_they_were(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    for name, raw in (("a.pdf", pages(2)), ("b.png", picture()), ("c.txt", b"no certificate")):
        (tmp_path / name).write_bytes(raw)
    one = replace(learning.new_entry(desk, worker.id), answers={"title": "First aid"})
    learning.attach(desk, one, tmp_path / "a.pdf")
    learning.attach(desk, one, tmp_path / "b.png")
    assert [entry.learning.title for entry in learning.portfolio(desk, worker.id).entries] == ["First aid"]
    with pytest.raises(BadInput, match="attached already"):
        learning.attach(desk, one, tmp_path / "a.pdf")
    with pytest.raises(BadInput, match="no PDF, PNG or JPEG"):
        learning.attach(desk, one, tmp_path / "c.txt")
    pdf, png = learning.files_of(desk, one)
    assert pdf.words.startswith("PDF, 2 pages")

    saved = learning.save_files(desk, one, tmp_path / "out")
    assert [path.name for path in saved] == ["First aid 1.pdf", "First aid 2.png"]
    assert [path.read_bytes() for path in saved] == [pages(2), picture()]
    learning.take_out_file(desk, one, png.sha256)
    assert learning.files_of(desk, one) == [pdf]
    told = [line.what for line in history_lines(desk, worker.id)][:4]
    assert told == [
        "took a file of a learning out",
        "saved copies of the files of a learning",
        "attached a file to a learning",
        "attached a file to a learning",
    ]
    learning.remove(desk, one.id, "Written twice")
    assert learning.files_of(desk, one) == []
