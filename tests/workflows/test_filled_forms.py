"""Every filled example goes into the cabinet, onto a signed PDF, and comes back from it as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.record import Content, State
from supervise_tui.forms.answers import check_answer
from supervise_tui.forms.definition import ComputedQuestion, Form, Role
from supervise_tui.forms.library import Library
from supervise_tui.store import signing
from supervise_tui.workflows import hold_supervision, new_records, sign_off, signing_secrets, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, make_home

FOLDER = Path(__file__).parent.parent / "forms" / "filled"
FILLED: dict[str, dict[str, Json]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One home for all examples; each has a worker of its own."""
    here = tmp_path_factory.mktemp("filled")
    (here / "state").mkdir()
    opened, _recovery_key = make_home(here / "beck.cabinet", here / "state")
    signing_secrets.choose_secret(opened, opened.owner.id, SUPERVISOR_SECRET)
    yield opened
    close_desk(opened)


def without_words(form: Form) -> list[str]:
    """Questions that nobody is helped with."""
    return [question.id for question in form.questions() if not question.help]


@pytest.mark.parametrize("form_id", FILLED)
def test_a_filled_form_goes_through_the_cabinet_and_a_signed_pdf_and_back(desk: Desk, form_id: str) -> None:
    worker = workers.add_worker(desk, name="Ania Wójcik-Łęcka", post=form_id, hours=30)
    signing_secrets.choose_secret(desk, worker.id, WORKER_SECRET)
    sheet = new_records.start(desk, worker.id, form_id)
    hold_supervision.save(desk, sheet.record.id, FILLED[form_id])
    kept = hold_supervision.open_sheet(desk, sheet.record.id)
    assert [gap.sentence for gap in hold_supervision.gaps_of(kept)] == []
    sign_off.offer(desk, sheet.record.id)
    sign_off.sign(desk, sheet.record.id, Role.WORKER, WORKER_SECRET)
    done = sign_off.sign(desk, sheet.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert done.state is State.CLOSED
    with desk.cabinet.reading() as work:
        pdf, trusted = signing.pdf(work, done.id), signing.authority(work).certificate_der
    checked = check_pdf(pdf or b"", [trusted])
    assert checked.verdict is Verdict.KNOWN, checked.findings
    content = checked.content
    assert content is not None
    assert Content.from_bytes(content.as_bytes()) == content
    assert {key: content.answers[key] for key in FILLED[form_id]} == FILLED[form_id]
    for question in kept.form.questions():
        if question.id in content.answers and not isinstance(question, ComputedQuestion):
            assert check_answer(question, content.answers[question.id]) == content.answers[question.id]


@pytest.mark.parametrize("form_id", FILLED)
def test_no_question_of_a_form_is_left_without_help_and_every_one_is_in_its_example(form_id: str) -> None:
    form = Library().get(form_id)
    assert without_words(form) == []
    asked = {question.id for question in form.questions() if not isinstance(question, ComputedQuestion)}
    assert asked - set(FILLED[form_id]) <= {"plan_review"}
