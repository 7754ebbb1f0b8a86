"""The bundle of a case holds everything in order of time, its pages numbered, its originals unchanged."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from supervise_tui.canonical import Json
from supervise_tui.documents.case_bundle import check_whole
from supervise_tui.documents.check import Verdict
from supervise_tui.domain.people import Worker
from supervise_tui.domain.sign_off import Says
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.problems import BadInput, WrongSecret
from supervise_tui.store import plan_letters, signing
from supervise_tui.workflows import (
    case_bundle,
    letter_delivery,
    letter_signing,
    letters,
    plan_cases,
    read_history,
)
from supervise_tui.workflows.case_bundle import Progress, Stopped
from supervise_tui.workflows.check_files import check
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.homes import SUPERVISOR_SECRET, Clock
from tests.plan_course import PlanCourse
from tests.tools import run_tool
from tests.workflows.test_letters import written


def case_with_a_plan(desk: Desk, worker: Worker, clock: Clock) -> PlanCourse:
    """Make a case with a signed concern, a plan, a log, a pause, and the letter with the plan."""
    course = PlanCourse(desk, worker, clock).begin()
    course.concern()
    # The plan stands on no signed record here: it would cost seconds, and shows nothing more.
    today, case = desk.today.isoformat(), course.view.case
    written(desk, case, "plan", today, starts_on=today, ends_on=course.day(42), next_review_on=course.day(14))
    begun = letters.begin(desk, course.case, LetterFor.PLAN)
    letters.save(desk, begun.letter.id, {"help": "The helpline", "contact": "Marian Oakes, extension 12"})
    letter_signing.sign(desk, begun.letter.id, SUPERVISOR_SECRET)
    letter_delivery.deliver(desk, begun.letter.id, desk.today, "hand", "Her signature")
    objective = course.plan.objectives[0].id
    for days, result in ((3, "not_met"), (4, "partly"), (5, "met")):
        clock.turn(days=days)
        today = desk.today.isoformat()
        written(desk, case, "log", today, day=today, objective=objective, result=result)
    written(desk, case, "pause", today, day=today)
    clock.turn(days=3)
    written(desk, case, "return", desk.today.isoformat(), day=desk.today.isoformat())
    return course


def test_a_bundle_has_everything_in_order_with_its_originals(
    desk: Desk, worker: Worker, clock: Clock, tmp_path: Path
) -> None:
    empty = plan_cases.open_case(desk, worker.id)
    with pytest.raises(BadInput, match="nothing on file"):
        case_bundle.save_bundle(desk, empty.id, tmp_path)
    course = case_with_a_plan(desk, worker, clock)
    letters.begin(desk, course.case, LetterFor.INVITATION_1)
    seen: list[tuple[int, int]] = []
    assert case_bundle.may_sign(desk)
    with pytest.raises(WrongSecret):
        case_bundle.unlock_to_sign(desk, "not this one at all")
    key = case_bundle.unlock_to_sign(desk, SUPERVISOR_SECRET)
    made = case_bundle.save_bundle(desk, course.case, tmp_path, lambda *at: seen.append(at), key)
    assert made.name.endswith("Ania Wójcik-Łęcka - case bundle.pdf")
    assert seen[-1][0] == seen[-1][1] == len(seen)
    run_tool("qpdf", "--check", str(made))
    assert_pages_are_where_the_index_says(made)

    listed = run_tool("pdfdetach", "-list", str(made))
    assert listed.startswith("2 embedded files")
    (tmp_path / "out").mkdir()
    run_tool("pdfdetach", "-saveall", "-o", str(tmp_path / "out"), str(made))
    with plans_desk(desk).cabinet.reading() as work:
        kept = [plan_letters.pdf(work, one.id) for one in course.view.post.letters if one.is_final]
        kept += [signing.pdf(work, one.record) or b"" for one in course.view.file.entries if one.record]
    originals = [one.read_bytes() for one in (tmp_path / "out").iterdir()]
    assert sorted(originals) == sorted(kept)
    with desk.cabinet.reading() as work:
        trusted = [signing.authority(work).certificate_der]
    signed_as_a_whole(made, trusted)
    said = text_of(made)
    assert "Not in it: 1 letter is still being written." in said
    assert "1 entry stands on no signed record of this cabinet." in said
    for words in (
        "Case bundle",
        "The course of the case",
        "Signed by the writer of this letter",
        "Log entry",
    ):
        assert words in said
    told = [line.what for line in read_history.history_lines(plans_desk(desk), worker.id)]
    assert told.count("signed the bundle of an improvement plan, and saved it as a PDF") == 1
    assert not any("bundle" in line.what for line in read_history.history_lines(desk, worker.id))

    progress = Progress(stopped=True)
    with pytest.raises(Stopped):
        case_bundle.save_bundle(desk, course.case, tmp_path / "stopped", progress.step)
    assert not (tmp_path / "stopped").exists()


def signed_as_a_whole(made: Path, trusted: list[bytes]) -> None:
    """Who takes it signs all of it: our program says so and another, and neither lets a changed byte pass."""
    (path, whole), *inside = check(made, trusted=trusted)
    assert (path, whole.verdict, whole.findings) == (made, Verdict.KNOWN, ())
    assert [(one.name, one.post, one.says) for one in whole.signatures] == [
        ("Marian Oakes", "Deputy manager", Says.BUNDLE)
    ]
    assert [one.verdict for _, one in inside] == [Verdict.KNOWN] * 2
    assert all(file.name.endswith(".pdf") for file, _ in inside)
    assert "signed by Marian Oakes, Deputy manager" in text_of(made)
    said = run_tool("pdfsig", "-nocert", str(made))
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert check(made, trusted=[])[0][1].verdict is Verdict.UNKNOWN_ISSUER

    raw, copy = made.read_bytes(), made.with_name("changed.pdf")
    seal = raw.index(b"/Contents <")
    places = [*range(0, len(raw), len(raw) // 3), *range(seal + 100, seal + 3300, 1000)]
    flipped = (raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in places)
    for changed in (raw + b"\n", raw[:-1], *flipped):
        found = check_whole(changed, trusted)
        assert found is not None
        assert (found.verdict, found.signatures) == (Verdict.NOT_INTACT, ())
    copy.write_bytes(raw.replace(b"(signature-of-the-bundle)", b"(signature-of-a-bundle__)"))
    assert check(copy, trusted=trusted)[0][1].verdict is Verdict.NOT_INTACT
    # Without its signature it is a bundle that nobody has signed: what counts is inside it.
    copy.write_bytes(raw[: raw.index(b"%%EOF\n") + 6])
    assert [one.verdict for _, one in check(copy, trusted=trusted)] == [Verdict.KNOWN] * 2
    copy.unlink()


def text_of(made: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(made).pages).split())


def assert_pages_are_where_the_index_says(made: Path) -> None:
    """Each entry of the outline leads to a page that begins with what it names, in order of time."""
    reader = PdfReader(BytesIO(made.read_bytes()))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert [re.search(r"Bundle page (\d+) of (\d+)", page)[0] for page in pages] == [  # type: ignore[index]
        f"Bundle page {number} of {len(pages)}" for number in range(1, len(pages) + 1)
    ]
    with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
        found = []
        for item in outline.root:
            assert isinstance(item.destination, pikepdf.Array)
            found.append((str(item.title), pdf.pages.index(pikepdf.Page(item.destination[0]))))
    assert [title for title, _ in found[:2]] == ["What is in it", "The course of the case"]
    index = pages[found[0][1]]
    for title, page in found[2:]:
        day, _, what = title.partition(": ")
        assert what.split(" (")[0] in pages[page] or "improvement plan" in pages[page].casefold(), title
        assert re.search(rf"{re.escape(day)} .*? {page + 1}\b", index), title
    assert [page for _, page in found] == sorted(page for _, page in found)


def test_the_picture_has_stages_pauses_and_trends_in_their_days(desk: Desk) -> None:
    from supervise_tui.domain.case_timeline import timeline
    from tests.domain import plan_story as story

    told = story.appeal_met()
    told.tell("outcome", date(2026, 6, 24), meeting="appeal", decision="stands")
    drawn = timeline(told.case, told.entries, told.policy, told.nation, date(2026, 7, 1))
    assert [(one.label, one.first) for one in drawn.stages] == [
        ("Informal", date(2026, 2, 2)),
        ("Stage 1", date(2026, 3, 30)),
        ("Stage 2", date(2026, 5, 13)),
        ("Stage 3", date(2026, 5, 27)),
        ("After dismissal", date(2026, 6, 9)),
    ]
    assert [one.label for one in drawn.plans] == ["Plan", "Plan"]
    assert [one.label for one in drawn.meetings] == [
        "Stage 1 meeting",
        "Stage 2 meeting",
        "Stage 3 hearing",
        "Appeal hearing",
    ]
    assert (drawn.first, drawn.last) == (date(2026, 2, 2), date(2026, 7, 1))
    assert [(one.label, one.on) for one in drawn.decisions][-3:] == [
        ("Dismissed", date(2026, 6, 9)),
        ("Appeal", date(2026, 6, 15)),
        ("Decision stands", date(2026, 6, 24)),
    ]
    assert (drawn.dismissal_received, drawn.appeal_until) == (date(2026, 6, 10), date(2026, 6, 17))
    assert drawn.ended == date(2026, 6, 24)


def test_the_picture_shows_what_became_of_risk_controls_and_when_a_plan_ended_early() -> None:
    from supervise_tui.domain.case_timeline import timeline
    from tests.domain import plan_story as story

    told = story.planned(controls=[{"id": "k1", "what": "No round alone"}])
    told.tell("control", date(2026, 2, 9), control="k1", state="broken")
    told.tell("control", date(2026, 2, 16), control="new_one", what="A second name", state="in_force")
    lifted: list[Json] = [{"id": "k1", "what": "No round alone", "state": "lifted"}]
    told.tell("review", date(2026, 3, 2), outcome="extend", safeguards=lifted)
    told.tell(
        "extension",
        date(2026, 3, 9),
        ends_on="2026-06-29",
        longer_for="other",
        longer_why="Late help.",
        adviser="Bilal Hart",
        advised_on="2026-03-06",
    )
    told.tell("review", date(2026, 4, 20), outcome="close", improvement="enough")
    drawn = timeline(told.case, told.entries, told.policy, told.nation, date(2026, 5, 1))
    assert [one.label for one in drawn.controls] == [
        "Not kept: No round alone",
        "In force: A second name",
        "Lifted: No round alone",
    ]
    assert [(one.label, one.last, one.meant) for one in drawn.plans] == [
        ("Plan", date(2026, 3, 30), None),
        ("More time, longer than usual", date(2026, 4, 20), date(2026, 6, 29)),
    ]
    assert drawn.ended == date(2026, 4, 20)
