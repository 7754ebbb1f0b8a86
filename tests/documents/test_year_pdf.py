"""A worker's year on paper: a planner, and the same in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from supervise_tui.documents.year_pdf import YearPaper, year_pdf
from tests.domain.test_coverage import TODAY
from tests.domain.test_year_view import whole_year
from tests.tools import run_tool


def paper(name: str = "Wanjiru Kamau") -> bytes:
    year = whole_year()
    year = replace(year, worker=replace(year.worker, name=name))
    return year_pdf(YearPaper(year=year, home="Beck House", supervisor="Marian Oakes", made_on=TODAY))


def test_the_year_is_a_whole_pdf_that_says_when_and_never_why(tmp_path: Path) -> None:
    file = tmp_path / "year.pdf"
    file.write_bytes(paper("Wanjiru <b>Kamau & محمد"))
    assert "No syntax or stream encoding errors found" in run_tool("qpdf", "--check", str(file))
    for line in run_tool("pdffonts", str(file)).splitlines()[2:]:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line
    first = run_tool("pdftotext", "-layout", "-l", "1", str(file), "-")
    assert "Wanjiru <b>Kamau &" in first
    assert "2, 1 in time" in first
    assert [month for month in ("January", "December") if month in first] == ["January", "December"]
    assert "65 of 60 min" in first
    second = run_tool("pdftotext", "-layout", "-f", "2", str(file), "-")
    assert "Last day in time, missed: held 30 days too late" in second
    assert "Supervisor away for the day" in second
    assert "sick" not in first + second
    assert "Page 2 of 2" in second
    assert "2026 at a glance, Wanjiru" in run_tool("pdfinfo", str(file))


def test_the_same_year_gives_the_same_bytes() -> None:
    assert paper() == paper()
