"""A letter of a case is begun with what is known, signed, copied out, checked from outside, received."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Case, Entry
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.problems import BadInput, NotAllowed, NotIntact
from supervise_tui.store import plan_cases as kept
from supervise_tui.store import plan_letters, signing
from supervise_tui.workflows import letter_delivery, letter_signing, letters, plan_cases, read_history
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.find_words import find_words
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.trust_list import certificate
from tests.homes import SUPERVISOR_SECRET, Clock, choose_secrets
from tests.tools import need, run_tool

FILLED = Path(__file__).parents[1] / "forms" / "filled"
STORY: list[tuple[str, str, dict[str, Json]]] = [
    ("concern", "2026-02-02", {}),
    ("plan", "2026-02-02", {"starts_on": "2026-02-02", "ends_on": "2026-03-30"}),
    ("review", "2026-03-30", {"outcome": "formal", "reviewer": "Gwen Parry", "next_review_on": None}),
    ("scope", "2026-03-31", {"verdict": "applies", "union_representative": False}),
    ("advice", "2026-03-31", {"about": ["stage_1", "stage_2", "stage_3", "extension"]}),
]
TYPED: dict[str, Json] = {
    "meeting_on": "2026-04-09",
    "meeting_at": "14:00",
    "place": "The small office",
    "chair": "Gwen Parry, area manager",
    "help": "The staff helpline, your union, occupational health",
    "contact": "Marian Oakes, extension 12",
    "from_address": "14 Beck Lane\nHebden Mill",
}


def at_stage_1(desk: Desk, worker: Worker, clock: Clock) -> Case:
    """Put a case at stage 1 on Tuesday 31 March 2026; the entries are as their forms give them."""
    clock.at = datetime(2026, 2, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    choose_secrets(desk, worker)
    case = plan_cases.open_case(desk, worker.id)
    clock.at = datetime(2026, 3, 31, 10, 5, tzinfo=ZoneInfo("Europe/London"))
    for kind, on, more in STORY:
        written(desk, case, kind, on, **more)
    return case


def written(desk: Desk, case: Case, kind: str, on: str, **more: Json) -> None:
    """Write an entry straight into the case, with the example of its form."""
    said = json.loads((FILLED / f"improvement.{kind}.json").read_text(encoding="utf-8")) | more
    entry = Entry(
        id=secrets.token_hex(8),
        case=case.id,
        number=0,
        kind=kind,
        on=date.fromisoformat(on),
        answers=said,
        by=desk.holder,
    )
    with plans_desk(desk).cabinet.transaction() as work:
        kept.add_entry(work, entry, desk.now)


def test_an_invitation_from_the_first_word_to_the_clock_that_it_starts(
    desk: Desk, worker: Worker, clock: Clock, tmp_path: Path
) -> None:
    case = at_stage_1(desk, worker, clock)
    asked = letters.post(desk, case.id)
    assert [one.letter for one in asked.needed] == [LetterFor.INVITATION_1]

    begun = letters.begin(desk, case.id, LetterFor.INVITATION_1)
    assert {one.question for one in begun.lacks} >= {"meeting_on", "meeting_at", "place", "chair", "help"}
    assert "{meeting_day}" in begun.subject
    with pytest.raises(NotAllowed, match="cannot be signed yet"):
        letter_signing.sign(desk, begun.letter.id, SUPERVISOR_SECRET)
    with pytest.raises(BadInput):
        letters.save(desk, begun.letter.id, {"meeting_on": "soon", "place": "The small office"})
    sheet = letters.save(desk, begun.letter.id, TYPED)
    assert (sheet.lacks, sheet.edited, sheet.own) == ((), False, False)
    assert "Thursday 9 April 2026 at 14:00\nThe small office" in sheet.text
    mine = letters.save(desk, begun.letter.id, {"text": sheet.text.replace("Dear", "Good day,")})
    assert mine.edited
    assert letters.word_anew(desk, begun.letter.id).text == sheet.text
    draft = letter_signing.save_pdf(desk, begun.letter.id, tmp_path)
    assert draft.name == "2026-03-31 Ania Wójcik-Łęcka - Invitation to the stage 1 meeting - draft.pdf"

    final = letter_signing.sign(desk, begun.letter.id, SUPERVISOR_SECRET)
    assert final.is_final
    for act in (
        lambda: letters.save(desk, final.id, {"place": "Elsewhere"}),
        lambda: letters.drop(desk, final.id),
        lambda: letter_signing.sign(desk, final.id, SUPERVISOR_SECRET),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert letters.post(desk, case.id).needed == ()
    assert letters.open_letter(desk, final.id).text == sheet.text
    copy = letter_signing.save_pdf(desk, final.id, tmp_path)
    looked_at_from_outside(desk, copy, tmp_path)

    with pytest.raises(BadInput, match="lies ahead"):
        letter_delivery.deliver(desk, final.id, date(2026, 4, 1), "hand", "Her signature")
    clock.turn(days=2)
    with pytest.raises(NotAllowed, match="earliest day"):
        letter_delivery.deliver(desk, final.id, date(2026, 4, 2), "hand", "Her signature")
    given = letter_delivery.deliver(desk, final.id, date(2026, 3, 31), "hand", "Her signature")
    assert given.entry is not None
    assert (given.entry.kind, given.entry.on) == ("invitation", date(2026, 3, 31))
    state = letters.about_in(desk, case.id).standing
    assert (state.label, state.course.appointment and state.course.appointment.on) == (
        "Stage 1: invited",
        date(2026, 4, 9),
    )
    with pytest.raises(NotAllowed):
        letter_delivery.deliver(desk, final.id, date(2026, 3, 31), "hand", "Her signature")

    told = [line.what for line in read_history.history_lines(plans_desk(desk), worker.id)]
    assert told.count("saved a letter of an improvement plan as a PDF") == 2
    assert "made a letter of an improvement plan final" in told
    assert not any("letter" in line.what for line in read_history.history_lines(desk, worker.id))
    assert_words_are_found(desk, worker, final.id)
    next_one = letters.begin(desk, case.id, LetterFor.NEW_DATE)
    assert next_one.answers["help"] == TYPED["help"]
    assert next_one.answers["place"] == "The small office"
    assert_changes_are_found(desk, final.id)


def looked_at_from_outside(desk: Desk, copy: Path, folder: Path) -> None:
    """Our own check and two programs that are not ours agree about the signed letter."""
    with desk.cabinet.reading() as work:
        trusted = [signing.authority(work).certificate_der]
    seen = check_pdf(copy.read_bytes(), trusted)
    assert (seen.verdict, seen.findings) == (Verdict.KNOWN, ())
    assert [one.statement for one in seen.signatures] == [
        "This letter is from me, word by word as it stands here."
    ]
    assert seen.content is not None
    assert seen.content.called == "Letter 1"
    store, ca = folder / "nss", folder / "ca.pem"
    ca.write_bytes(certificate(desk))
    need("certutil")
    store.mkdir()
    run_tool("certutil", "-N", "-d", f"sql:{store}", "--empty-password")
    run_tool("certutil", "-A", "-d", f"sql:{store}", "-n", "home", "-t", "CT,C,C", "-i", str(ca))
    said = run_tool("pdfsig", "-nssdir", f"sql:{store}", str(copy))
    assert "Signature Validation: Signature is Valid." in said
    assert "Certificate Validation: Certificate is Trusted." in said
    run_tool("qpdf", "--check", str(copy))
    fonts = run_tool("pdffonts", str(copy)).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


def assert_words_are_found(desk: Desk, worker: Worker, letter_id: str) -> None:
    """The search among the plans finds a letter by all words of its title and text; elsewhere nothing."""
    plans = plans_desk(desk)
    (hit,) = find_words(plans, "invitation hebd").found
    assert (hit.worker, hit.letter and hit.letter.id, hit.record) == (worker, letter_id, None)
    assert (hit.title, hit.on) == ("Invitation to the stage 1 meeting", date(2026, 3, 31))
    assert "Hebden Mill" in hit.snippet.text
    assert find_words(plans, "invitation hebden", worker_id=worker.id).found == (hit,)
    assert find_words(plans, "invitation pelargonium").found == ()
    assert find_words(plans, "hebden", worker_id="0" * 16).found == ()
    assert find_words(desk, "hebden").found == ()


def assert_changes_are_found(desk: Desk, letter_id: str) -> None:
    """Words changed behind the program's back do not pass for what was signed."""
    assert check_cabinet(desk) == []
    with plans_desk(desk).cabinet.transaction() as work:
        work.connection().exec_driver_sql(
            "UPDATE plan_letter SET content = replace(content, '14:00', '15:00') WHERE made_at != ''"
        )
        letter = plan_letters.letter(work, letter_id)
        with pytest.raises(NotIntact):
            letters.signed_content(work, letter)
    assert any("letter" in one.casefold() for one in check_cabinet(desk))


def test_letters_stay_in_the_drawer(desk: Desk, worker: Worker, clock: Clock) -> None:
    case = at_stage_1(desk, worker, clock)
    begun = letters.begin(desk, case.id, LetterFor.INVITATION_1)
    letters.save(desk, begun.letter.id, TYPED)
    assert [one.letter and one.letter.id for one in find_words(plans_desk(desk), "Hebden Mill").found] == [
        begun.letter.id
    ]
    assert find_words(desk, "Hebden Mill").found == ()
    with desk.cabinet.reading() as work:
        count = work.connection().exec_driver_sql("SELECT count(*) FROM plan_letter").scalar()
    assert count == 0
    letters.drop(desk, begun.letter.id)
    assert letters.post(desk, case.id).letters == ()
    assert find_words(plans_desk(desk), "Hebden Mill").found == ()


def test_an_outcome_that_was_struck_as_a_mistake_is_told_in_no_letter(
    desk: Desk, worker: Worker, clock: Clock
) -> None:
    case = at_stage_1(desk, worker, clock)
    written(desk, case, "outcome", "2026-03-31", decision="no_action", reason="Meant for somebody else.")
    begun = letters.begin(desk, case.id, LetterFor.NO_ACTION)
    assert "Meant for somebody else." in begun.text
    assert not any("not written into the case" in one.sentence for one in begun.lacks)
    written(desk, case, "mistake", "2026-03-31", entry=len(STORY) + 1)
    assert any(
        "not written into the case" in one.sentence
        for one in letters.open_letter(desk, begun.letter.id).lacks
    )
    assert "somebody else" not in letters.begin(desk, case.id, LetterFor.NO_ACTION).text
