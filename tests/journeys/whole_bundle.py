"""Opens a case bundle with outside tools, as a panel that has none of our programs would.

    everything_is_in(course, made, tmp_path / "apart")

looks whether all that is on file for the case is in it: every entry, record and letter stands in the index,
in order of time, with the page on which it begins; each signed file lies in it byte by byte, and all
signatures are good, that over the whole too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from supervise_tui.documents.case_bundle import BundlePart
from supervise_tui.forms.day_words import long_date
from supervise_tui.store import plan_letters, signing
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.workflows import case_bundle
from supervise_tui.workflows.case_standing import CaseView
from supervise_tui.workflows.plans_desk import plans_desk
from tests.plan_course import PlanCourse
from tests.tools import run_tool


def everything_is_in(course: PlanCourse, made: Path, apart: Path) -> str:
    """Hold a bundle against its case; gives the words of its pages, a form feed after each."""
    run_tool("qpdf", "--check", str(made))
    assert_signatures(made)
    said = run_tool("pdftotext", "-layout", str(made), "-")
    pages = said.split("\f")[:-1]
    plans, view = plans_desk(course.desk), course.view
    parts = case_bundle.paper_of(plans, view).parts
    letters = [one for one in view.post.letters if one.is_final]
    added = [one for _, one in view.addenda if one.state.is_signed]
    assert len(parts) == len(view.file.entries) + len(letters) + len(added)
    assert [one.on for one in parts] == sorted(one.on for one in parts)
    assert_index(pages, parts)
    assert_numbered(pages)
    assert_signed_files(made, apart, _signed_files(plans.cabinet, view))
    return said


def assert_index(pages: Sequence[str], parts: Sequence[BundlePart]) -> None:
    """Each part has its line in the index, in that order, and its words on the page that is named."""
    course = next(number for number, page in enumerate(pages) if "The course of the case" in page)
    lines = iter("\n".join(pages[:course]).splitlines())
    for part in parts:
        begins = f"{long_date(part.on)}  {part.title.split()[0]}"
        found = next(
            (line for line in lines if " ".join(line.split()).startswith(" ".join(begins.split()))), ""
        )
        assert part.kind in found, f"{part.title} of {long_date(part.on)} is not in the index in its place"
        page = " ".join(pages[int(found.split()[-1]) - 1].split())
        told = {"Entry": f"{long_date(part.on)}: {part.title}", "Letter": "Dear "}
        assert told.get(part.kind.split()[0], part.title) in page, f"{part.title} is not on its page"


def assert_numbered(pages: Sequence[str]) -> None:
    """Every page says which it is, and none of them is empty."""
    total = len(pages)
    for number, page in enumerate(pages, 1):
        assert f"Bundle page {number} of {total}" in page, number
        words = re.sub(r"Bundle page \d+ of \d+", "", page).split()
        assert len(words) > 25, f"page {number} of {total} says only {' '.join(words)}"


def assert_signed_files(made: Path, apart: Path, originals: Sequence[bytes]) -> None:
    """The signed files lie in it as they were signed, and poppler finds their signatures good."""
    apart.mkdir()
    run_tool("pdfdetach", "-saveall", "-o", str(apart), str(made))
    files = sorted(apart.iterdir())
    assert sorted(one.read_bytes() for one in files) == sorted(originals)
    for one in files:
        assert_signatures(one)


def assert_signatures(pdf: Path) -> None:
    """Poppler finds every signature in it good, and that there is one."""
    checked = run_tool("pdfsig", "-nocert", str(pdf))
    assert checked.count("Signature Validation: Signature is Valid.") == checked.count("Signature #") > 0


def _signed_files(cabinet: Cabinet, view: CaseView) -> list[bytes]:
    records = [one.record for one in view.file.entries if one.record]
    with cabinet.reading() as work:
        found = [signing.pdf(work, one) or b"" for one in records]
        found += [signing.pdf(work, one.id) or b"" for _, one in view.addenda if one.state.is_signed]
        return found + [plan_letters.pdf(work, one.id) for one in view.post.letters if one.is_final]
