"""A record held and signed on paper is typed in: both days, the scans, a true copy signed [REC-13]."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.paper_copy import LARGEST_SCANS
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Content, State
from supervise_tui.domain.sign_off import Says
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, FileTrouble, NotAllowed, NotFound, WrongSecret
from supervise_tui.store import papers, records, signing
from supervise_tui.workflows import hold_supervision, paper_records, plan_supervision, sign_off
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import CopyAs, export
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.read_record import read_through, receipt
from supervise_tui.workflows.waiting import waiting_list
from tests.homes import SUPERVISOR_SECRET, choose_secrets, good_answers, offered_record
from tests.scans import pages, picture

HELD, SIGNED_ON = date(2026, 10, 27), date(2026, 10, 29)


def typed_in(desk: Desk, worker: Worker) -> str:
    """Type in a supervision of three weeks ago whose action was due last week."""
    record = paper_records.start_from_paper(desk, worker.id).record
    answers = good_answers(desk)
    actions = answers["actions"]
    assert isinstance(actions, list)
    assert isinstance(actions[0], dict)
    answers |= {"held_on": HELD.isoformat(), "actions": [{**actions[0], "by": "2026-11-10"}]}
    hold_supervision.save(desk, record.id, answers)
    choose_secrets(desk, worker)
    return record.id


def with_scans(desk: Desk, record_id: str, folder: Path) -> Content:
    """Say the day on the paper, attach two scans, and give what is to be signed."""
    (folder / "page one.png").write_bytes(picture("PNG"))
    (folder / "rest.pdf").write_bytes(pages(2))
    paper_records.say_signed_on(desk, record_id, SIGNED_ON)
    paper_records.add_scan(desk, record_id, folder / "page one.png")
    seen = paper_records.add_scan(desk, record_id, folder / "rest.pdf")
    assert seen.gaps == ()
    assert seen.content is not None
    return seen.content


def test_the_typist_signs_a_true_copy_that_shows_both_days_and_holds_the_scans(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    record_id = typed_in(desk, worker)
    content = with_scans(desk, record_id, tmp_path)
    done = paper_records.close(desk, record_id, content, SUPERVISOR_SECRET)
    assert (done.state, done.held_on) == (State.ON_PAPER, HELD)
    seen = read_through(desk, record_id)
    paper = seen.content.paper
    assert paper is not None
    assert (paper.held_on, paper.signed_on, paper.typed_on) == (HELD, SIGNED_ON, desk.today)
    assert [one.name for one in paper.signed_by] == [worker.name, desk.owner.name]
    assert seen.waiting == ()

    (path,) = export(desk, [record_id], tmp_path / "out")
    with desk.cabinet.reading() as work:
        trusted = [signing.authority(work).certificate_der]
        assert papers.scans(work, record_id) == []
    checked = check_pdf(path.read_bytes(), trusted)
    assert checked.verdict is Verdict.KNOWN, checked.findings
    assert [one.says for one in checked.signatures] == [Says.TRUE_COPY]
    assert "true copy" in checked.signatures[0].statement
    assert check_cabinet(desk) == []
    saved = paper_records.save_scans(desk, record_id, tmp_path / "out")
    assert [one.read_bytes() for one in saved] == [picture("PNG"), pages(2)]
    assert [one.name for one in saved] == ["0001 scan-01.png", "0001 scan-02.pdf"]
    (text,) = export(desk, [record_id], tmp_path / "out", CopyAs.TEXT)
    words = text.read_text(encoding="utf-8-sig")
    assert "Held on Tuesday 27 October 2026. Signed by hand on Thursday 29 October 2026" in words
    assert "Typed in on Tuesday 17 November 2026 by Marian Oakes." in words


def test_it_counts_as_held_and_closed(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    record_id = typed_in(desk, worker)
    paper_records.close(desk, record_id, with_scans(desk, record_id, tmp_path), SUPERVISOR_SECRET)
    assert waiting_list(desk) == []
    assert receipt(desk, record_id).missing == ()
    assert history_lines(desk, worker.id)[0].what == "signed as a true copy of the signed paper: record 1"
    for act in (
        lambda: sign_off.void(desk, record_id, "A slip"),
        lambda: sign_off.take_back(desk, record_id),
        lambda: hold_supervision.save(desk, record_id, {"summary": "Other"}),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_without_a_scan_it_says_that_the_paper_is_kept(desk: Desk, worker: Worker) -> None:
    record_id = typed_in(desk, worker)
    seen = paper_records.say_signed_on(desk, record_id, SIGNED_ON)
    assert seen.content is not None
    paper_records.close(desk, record_id, seen.content, SUPERVISOR_SECRET)
    paper = read_through(desk, record_id).content.paper
    assert paper is not None
    assert "the paper itself is kept" in paper.sentences[-1]


def test_a_draft_of_any_kind_can_turn_out_to_be_signed_on_paper(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    seen = paper_records.was_on_paper(desk, sheet.record.id)
    assert (seen.signed_on, seen.content) == (None, None)
    assert paper_records.say_signed_on(desk, sheet.record.id, desk.today).content is not None
    paper_records.was_not_on_paper(desk, sheet.record.id)
    choose_secrets(desk, worker)
    assert sign_off.offer(desk, sheet.record.id).state is State.OFFERED
    assert read_through(desk, sheet.record.id).content.paper is None


def test_an_offered_record_is_not_turned_into_paper(desk: Desk, worker: Worker) -> None:
    with pytest.raises(NotAllowed, match="too late"):
        paper_records.was_on_paper(desk, offered_record(desk, worker).id)


def test_past_action_dates_are_a_gap_only_where_nothing_was_on_paper(desk: Desk, worker: Worker) -> None:
    record_id = typed_in(desk, worker)
    changed = good_answers(desk)["actions"]
    assert isinstance(changed, list)
    assert isinstance(changed[0], dict)
    hold_supervision.save(desk, record_id, {"actions": [{**changed[0], "by": "2026-10-01"}]})
    assert hold_supervision.gaps_of(hold_supervision.open_sheet(desk, record_id)) == []
    paper_records.was_not_on_paper(desk, record_id)
    (gap,) = hold_supervision.gaps_of(hold_supervision.open_sheet(desk, record_id))
    assert "due before the day on which it was agreed" in gap.sentence


def test_no_day_or_time_is_guessed_and_a_plan_for_a_day_to_come_stays(desk: Desk, worker: Worker) -> None:
    plan_supervision.plan(desk, worker.id, date(2026, 12, 1))
    sheet = paper_records.start_from_paper(desk, worker.id)
    assert not {"held_on", "start_time"} & {key for key, value in sheet.answers.items() if value}
    with desk.cabinet.reading() as work:
        assert len(records.find(work, states=[State.PLANNED])) == 1


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2026, 11, 18), "still to come"), (date(2026, 10, 26), "cannot have been")]
)
def test_a_day_that_cannot_stand_on_the_paper_is_refused(
    desk: Desk, worker: Worker, day: date, sentence: str
) -> None:
    record_id = typed_in(desk, worker)
    with pytest.raises(BadInput, match=sentence):
        paper_records.say_signed_on(desk, record_id, day)


def test_a_held_day_moved_behind_the_day_on_the_paper_is_said(desk: Desk, worker: Worker) -> None:
    record_id = typed_in(desk, worker)
    paper_records.say_signed_on(desk, record_id, SIGNED_ON)
    hold_supervision.save(desk, record_id, {"held_on": "2026-11-02"})
    seen = paper_records.was_on_paper(desk, record_id)
    assert seen.signed_on is None


def test_nothing_is_signed_that_was_not_shown(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    record_id = typed_in(desk, worker)
    content = with_scans(desk, record_id, tmp_path)
    (tmp_path / "third.jpg").write_bytes(picture("JPEG"))
    paper_records.add_scan(desk, record_id, tmp_path / "third.jpg")
    with pytest.raises(NotAllowed, match="changed since"):
        paper_records.close(desk, record_id, content, SUPERVISOR_SECRET)
    with pytest.raises(WrongSecret):
        paper_records.close(desk, record_id, content, "not this one at all")
    with desk.cabinet.reading() as work:
        assert records.fetch(work, record_id).state is State.DRAFT
        assert len(papers.scans(work, record_id)) == 3


def test_with_gaps_or_without_the_day_it_cannot_be_closed(desk: Desk, worker: Worker) -> None:
    record_id = typed_in(desk, worker)
    seen = paper_records.say_signed_on(desk, record_id, SIGNED_ON)
    assert seen.content is not None
    hold_supervision.save(desk, record_id, {"summary": None})
    with pytest.raises(NotAllowed, match="One answer is still needed"):
        paper_records.close(desk, record_id, seen.content, SUPERVISOR_SECRET)


def test_scans_are_looked_into_counted_and_taken_out_again(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    record_id = typed_in(desk, worker)
    scan = tmp_path / "scan.png"
    scan.write_bytes(picture("PNG"))
    (first,) = paper_records.add_scan(desk, record_id, scan).scans
    with pytest.raises(BadInput, match="attached already"):
        paper_records.add_scan(desk, record_id, scan)
    scan.write_bytes(b"no picture at all")
    with pytest.raises(BadInput, match="no PDF, PNG or JPEG"):
        paper_records.add_scan(desk, record_id, scan)
    with pytest.raises(FileTrouble, match="cannot be read"):
        paper_records.add_scan(desk, record_id, tmp_path / "gone.png")
    with pytest.raises(BadInput, match="folder"):
        paper_records.add_scan(desk, record_id, tmp_path)
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * LARGEST_SCANS)
    with pytest.raises(BadInput, match="10 MB"):
        paper_records.add_scan(desk, record_id, scan)
    assert paper_records.take_out_scan(desk, record_id, first.sha256).scans == ()


def test_a_draft_that_was_never_said_to_be_paper_takes_no_scan(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    (tmp_path / "scan.png").write_bytes(picture("PNG"))
    with pytest.raises(NotFound):
        paper_records.add_scan(desk, sheet.record.id, tmp_path / "scan.png")


def test_a_discarded_draft_leaves_no_scan_behind(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    record_id = typed_in(desk, worker)
    with_scans(desk, record_id, tmp_path)
    hold_supervision.discard(desk, record_id, "Typed in twice", worker_agrees=True)
    with desk.cabinet.reading() as work:
        assert papers.scans(work, record_id) == []
        assert not papers.is_on_paper(work, record_id)


def test_a_disagreement_written_before_is_kept_in_the_paper_copy_and_flagged(
    desk: Desk, worker: Worker
) -> None:
    record = offered_record(desk, worker)
    sign_off.write_disagreement(desk, record.id, Role.WORKER, "I asked in September.")
    sign_off.take_back(desk, record.id)
    paper_records.was_on_paper(desk, record.id)
    seen = paper_records.say_signed_on(desk, record.id, desk.today)
    assert seen.content is not None
    assert seen.content.disagreements[0].text == "I asked in September."
    assert paper_records.close(desk, record.id, seen.content, SUPERVISOR_SECRET).flagged == "disagreement"
    assert read_through(desk, record.id).content == seen.content
