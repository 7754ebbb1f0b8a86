"""Coverage on paper and as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from supervise_tui.documents.coverage_csv import coverage_csv
from supervise_tui.documents.coverage_pdf import CoveragePaper, coverage_pdf
from supervise_tui.domain.coverage import coverage
from supervise_tui.domain.figures import Figure, agreed, supervised
from tests.domain.test_absences import held
from tests.domain.test_coverage import LONG_HERE, TODAY, known
from tests.tools import run_tool


def figures() -> tuple[Figure, ...]:
    here = [
        known(held(date(2026, 11, 1)), worker=replace(LONG_HERE, name='=HYPERLINK("x") & <b>Ọlá</b>')),
        known(held(date(2026, 3, 1)), worker=replace(LONG_HERE, name="محمد", id="m")),
    ]
    return (*(supervised(coverage(here, months, TODAY)) for months in (3, 12)), agreed(here))


def paper(*, names: bool = True) -> bytes:
    return coverage_pdf(
        CoveragePaper(home="Beck House", supervisor="Marian Oakes", on=TODAY, figures=figures(), names=names)
    )


def test_the_first_page_has_no_names_and_the_lists_follow(tmp_path: Path) -> None:
    file = tmp_path / "coverage.pdf"
    file.write_bytes(paper())
    assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", str(file))
    for line in run_tool("pdffonts", str(file)).splitlines()[2:]:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line
    first = run_tool("pdftotext", "-layout", "-l", "1", str(file), "-")
    assert "Last 3 months" in first
    assert "1 of 2, 50 in a hundred" in first
    assert "HYPERLINK" not in first
    second = run_tool("pdftotext", "-layout", "-f", "2", str(file), "-")
    assert '=HYPERLINK("x") & <b>Ọlá</b>' in second
    assert "Overdue on 92 days." in second
    alone = tmp_path / "alone.pdf"
    alone.write_bytes(paper(names=False))
    assert "HYPERLINK" not in run_tool("pdftotext", "-layout", str(alone), "-")
    assert paper() == paper()


def test_no_name_becomes_a_formula_in_the_table() -> None:
    rows = list(csv.DictReader(io.StringIO(coverage_csv(figures(), TODAY).decode("utf-8-sig"))))
    assert rows[0] == {
        "figure": "supervision",
        "title": "Supervision in time",
        "months": "3",
        "on": "2026-11-25",
        "worker": "",
        "worker_id": "",
        "post": "",
        "good": "1",
        "counted": "2",
        "reason": "1 of 2, 50 in a hundred",
    }
    assert [row["worker"] for row in rows[1:3]] == ["محمد", '\'=HYPERLINK("x") & <b>Ọlá</b>']
    assert [row["good"] for row in rows[1:3]] == ["0", "1"]
    bare = coverage_csv(figures(), TODAY, names=False).decode("utf-8-sig")
    assert len(bare.splitlines()) == 4
