"""A concern, then a plan, in the drawer: what is known already stands in them [PIP-1] [PIP-2] [PIP-20]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.workflows import hold_supervision, improvement_plans, new_records, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import open_sheet
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.forms.test_filled import FILLED
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, add_ania, choose_secrets, make_home


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Worker]]:
    """The desk over the drawer, with one worker; the tests here follow each other as a story does."""
    folder: Path = tmp_path_factory.mktemp("plans")
    desk, _ = make_home(folder / "beck.cabinet", folder / "state")
    worker = add_ania(desk)
    choose_secrets(desk, worker)
    yield plans_desk(desk), worker
    close_desk(desk)


def signed(desk: Desk, record_id: str, answers: Mapping[str, Json]) -> Record:
    hold_supervision.save(desk, record_id, answers)
    sign_off.offer(desk, record_id)
    sign_off.sign(desk, record_id, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def rows(answers: Mapping[str, Json], key: str) -> dict[str, dict[str, Json]]:
    value = answers[key]
    assert isinstance(value, list)
    return {str(row["id"]): row for row in value if isinstance(row, dict)}


def test_a_concern_begins_with_what_the_records_know(there: tuple[Desk, Worker]) -> None:
    desk, worker = there
    sheet = new_records.start(desk, worker.id, "improvement.concern")
    found = rows(sheet.answers, "prevention")
    assert list(found) == ["supervision", "agreement", "induction", "probation", "plan_rows", "training"]
    assert found["agreement"]["answer"] == "not_so"
    assert found["training"]["because"] == "No mandatory training is on the list."
    # A person adds to it and changes nothing in it.
    typed: list[Json] = [{"id": key, "answer": "fully", "comment": "We talk weekly"} for key in found]
    hold_supervision.save(desk, sheet.record.id, {"prevention": typed})
    kept = rows(open_sheet(desk, sheet.record.id).answers, "prevention")
    assert kept["agreement"] == found["agreement"] | {"comment": "We talk weekly"}
    filled = {key: value for key, value in FILLED["improvement.concern"].items() if key != "prevention"}
    assert signed(desk, sheet.record.id, filled).state is State.CLOSED


def test_a_plan_begins_with_the_concern_and_the_rest_from_its_template(there: tuple[Desk, Worker]) -> None:
    desk, worker = there
    concern = FILLED["improvement.concern"]
    assert [one.title for one in improvement_plans.templates(desk)] == [
        "Care plan adherence",
        "Communication",
        "Escalation and decisions",
        "Medication",
        "Record keeping",
    ]
    with pytest.raises(NotFound, match="no template “gardening”"):
        improvement_plans.start_plan(desk, worker.id, "gardening")
    sheet = improvement_plans.start_plan(desk, worker.id, "medication")
    assert sheet.answers["gap"] == concern["falls_short"]
    assert sheet.answers["examples"] == concern["examples"]
    assert sheet.answers["standard"] == concern["standard"]
    assert sheet.answers["rhythm"] == "week"  # the form itself proposes two weeks
    assert sheet.answers["next_review_on"] == "2026-11-24"
    assert len(rows(sheet.answers, "objectives")) == 2
    assert rows(sheet.answers, "triggers")["incident"]["then"]
    assert "account" not in sheet.answers
    with pytest.raises(NotAllowed, match="already being written"):
        improvement_plans.start_plan(desk, worker.id)
    filled = FILLED["improvement.plan"]
    assert signed(desk, sheet.record.id, filled).state is State.CLOSED


def test_a_plan_that_is_written_anew_begins_with_the_last_one_but_nobodys_words(
    there: tuple[Desk, Worker],
) -> None:
    desk, worker = there
    sheet = improvement_plans.start_plan(desk, worker.id)
    last = FILLED["improvement.plan"]
    assert sheet.answers["objectives"] == last["objectives"]
    assert sheet.answers["ends_on"] == last["ends_on"]
    assert not {"account", "agreed", "disagreement", "mitigating"} & set(sheet.answers)
    assert sheet.answers["held_on"] == "2026-11-17"
