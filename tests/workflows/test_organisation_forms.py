"""What the forms about the home begin with, what becomes of ideas, a policy, values [ORG-3] to [ORG-8]."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.domain.whose_file import HOME_FILE, OWN_FILE
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed
from supervise_tui.workflows import hold_supervision, new_records, sign_off, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.ideas import save_ideas, shared_ideas
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.own_policy import policy_words
from supervise_tui.workflows.pages_to_hang import save_page
from tests.forms.test_filled import FILLED
from tests.homes import (
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    Clock,
    add_ania,
    closed_record,
    looked_back,
    make_home,
)

VALUES, POLICY = "organisation.values_checklist", "organisation.supervision_policy"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Beck House, where Ania has had a supervision."""
    folder = tmp_path_factory.mktemp("home")
    opened, _key = make_home(folder / "beck.cabinet", folder / "state", Clock())
    ania = add_ania(opened)
    closed_record(opened, ania)
    yield opened
    close_desk(opened)


@pytest.fixture(scope="module")
def ania(desk: Desk) -> Worker:
    """The worker."""
    return workers.find_workers(desk, "Ania")[0].worker


def signed(desk: Desk, file: str, form_id: str, **changes: Json) -> Record:
    sheet = new_records.start(desk, file, form_id)
    record = sheet.record
    hold_supervision.save(desk, record.id, FILLED[form_id] | looked_back(sheet) | changes)
    sign_off.offer(desk, record.id)
    for signer in desk.library.get(form_id).signers:
        if signer.role is Role.WORKER:
            sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
        elif signer.role is Role.SUPERVISOR:
            record = sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    return record


def begun(desk: Desk, file: str, form_id: str, about: str | None = None) -> dict[str, Json]:
    """Give the first answers of a new record, and put it away again."""
    sheet = new_records.start(desk, file, form_id, about)
    hold_supervision.discard(desk, sheet.record.id, "Only looked at")
    return sheet.answers


def test_an_evaluation_and_standards_are_compared_with_last_time(desk: Desk) -> None:
    assert "topics" not in begun(desk, HOME_FILE, "organisation.self_evaluation")
    signed(desk, HOME_FILE, "organisation.self_evaluation")
    again = begun(desk, HOME_FILE, "organisation.self_evaluation")
    assert again["topics"] == [
        {"id": "e1", "topic": "Leadership", "before": "good"},
        {"id": "e2", "topic": "Performance management", "before": "fair"},
    ]
    signed(desk, HOME_FILE, "organisation.team_standards")
    rows = begun(desk, HOME_FILE, "organisation.team_standards")["standards"]
    assert isinstance(rows, list)
    assert [row["before"] for row in rows if isinstance(row, dict)] == ["partly", "met", "not_met"]


def test_a_team_is_compared_with_itself_and_with_no_other_team(desk: Desk) -> None:
    form = "organisation.team_standards"
    signed(desk, HOME_FILE, form, about="Orchard wing")
    rows = FILLED[form]["standards"]
    assert isinstance(rows, list)
    other: list[Json] = [{**row, "standard": "No bell rings long"} for row in rows if isinstance(row, dict)]
    signed(desk, HOME_FILE, form, about="Night team", standards=other)
    found = new_records.looked_at_before(desk, HOME_FILE, form)
    assert [name for name, _ in found] == ["Night team", "Orchard wing"]
    latest = begun(desk, HOME_FILE, form)
    assert latest["about"] == "Night team"
    assert latest["action_review"]
    again = begun(desk, HOME_FILE, form, "Orchard wing")
    assert not again.get("action_review")  # theirs is done, and the other team's is not looked at here
    assert again["about"] == "Orchard wing"
    assert "No bell rings long" not in str(again["standards"])
    assert "standards" not in begun(desk, HOME_FILE, form, "")
    assert new_records.looked_at_before(desk, HOME_FILE, VALUES) == []


def test_what_was_said_last_time_is_not_changed_by_hand(desk: Desk) -> None:
    signed(desk, HOME_FILE, "organisation.self_evaluation")
    sheet = new_records.start(desk, HOME_FILE, "organisation.self_evaluation")
    rows = sheet.answers["topics"]
    assert isinstance(rows, list)
    better: list[Json] = [{**row, "before": "weak"} for row in rows if isinstance(row, dict)]
    hold_supervision.save(desk, sheet.record.id, {"topics": better})
    assert hold_supervision.open_sheet(desk, sheet.record.id).answers["topics"] == rows
    hold_supervision.discard(desk, sheet.record.id, "Only looked at")


def test_learning_needs_begin_with_what_is_open_in_the_development_plans(desk: Desk, ania: Worker) -> None:
    assert "from_plans" not in begun(desk, HOME_FILE, "organisation.learning_needs")
    signed(desk, ania.id, "development.plan")
    rows = begun(desk, HOME_FILE, "organisation.learning_needs")["from_plans"]
    assert isinstance(rows, list)
    assert {row["people"] for row in rows if isinstance(row, dict)} == {1}
    assert not any("Ania" in str(row) for row in rows)


def test_a_self_audit_begins_with_the_programs_own_figures(desk: Desk) -> None:
    found = begun(desk, OWN_FILE, "organisation.self_audit")
    assert found["on_time"] == "1 of 1 people (100%)"
    assert found["signed_in_time"] == "1 of 1 records (100%)"
    assert str(found["closed"]).endswith("actions (0%)")


def test_the_policy_is_shown_from_the_help_once_it_is_signed(desk: Desk) -> None:
    title, words = policy_words(desk)
    assert words.startswith("There is no signed policy yet")
    signed(desk, HOME_FILE, POLICY, purpose="So that nobody is alone with it.")
    title, words = policy_words(desk)
    assert title == "Supervision policy of Beck House"
    assert "So that nobody is alone with it." in words
    assert "at least every" in words
    assert begun(desk, HOME_FILE, POLICY)["purpose"] == "So that nobody is alone with it."


def test_values_hang_as_a_poster_and_a_thank_you_is_given(desk: Desk, ania: Worker, tmp_path: Path) -> None:
    poster = save_page(desk, signed(desk, HOME_FILE, VALUES).id, tmp_path)
    thanks = save_page(desk, signed(desk, ania.id, "organisation.acknowledgement").id, tmp_path)
    said = [" ".join(PdfReader(one).pages[0].extract_text().split()) for one in (poster, thanks)]
    assert "What we stand for" in said[0]
    assert "Nobody here is hurried." in said[0]
    assert "Thank you" in said[1]
    assert "Staying on after the power cut" in said[1]
    assert begun(desk, HOME_FILE, VALUES)["our_values"] == FILLED[VALUES]["our_values"]


def test_an_idea_is_shared_as_its_worker_signed_until_they_take_it_back(
    desk: Desk, ania: Worker, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        signed(desk, ania.id, "organisation.idea_taken_back")
    (draft,) = [one for one in new_records.new_records(desk, ania.id) if one.draft is not None]
    assert draft.draft is not None
    hold_supervision.discard(desk, draft.draft.id, "There was none", worker_agrees=True)
    first = signed(desk, ania.id, "organisation.shared_idea")
    named = signed(desk, ania.id, "organisation.shared_idea", with_name="named", where=["home"], about="Two")
    assert [(one.about, one.by, one.where) for one in shared_ideas(desk)] == [
        ("Two", ania.name, ("home",)),
        ("A cup of tea before the round", "", ("team", "organisation")),
    ]
    page = save_ideas(desk, tmp_path, "organisation")
    text = PdfReader(page).pages[0].extract_text()
    assert "A cup of tea" in text
    assert "Ania" not in text
    with pytest.raises(NotAllowed, match="outside"):
        save_ideas(desk, tmp_path, "outside")
    assert begun(desk, ania.id, "organisation.idea_taken_back")["idea_record"] == named.number
    signed(desk, ania.id, "organisation.idea_taken_back", idea_record=first.number)
    assert [one.about for one in shared_ideas(desk)] == ["Two"]
