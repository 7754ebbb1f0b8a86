"""From a concern to more time: what is known already stands in each record [PIP-1] [PIP-2] [PIP-20]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import cast

import pikepdf
import pytest

from supervise_tui.canonical import Json, parse
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.forms.by_program import has_filled
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.workflows import hold_supervision, improvement_plans, plan_cases, read_history, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import signed_record
from supervise_tui.workflows.hold_supervision import open_sheet
from supervise_tui.workflows.improvement_plans import Progress
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.forms.test_filled import FILLED
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock, add_ania, choose_secrets, make_home
from tests.journeys.same_answers import unmarked


@dataclass(frozen=True)
class Story:
    """A case on its desk; the tests here follow each other as a story does."""

    desk: Desk
    worker: Worker
    case: str
    clock: Clock

    def signed(self, record_id: str, answers: Mapping[str, Json]) -> Record:
        """Fill a record in, and have both sign it."""
        hold_supervision.save(self.desk, record_id, answers)
        sign_off.offer(self.desk, record_id)
        sign_off.sign(self.desk, record_id, Role.WORKER, WORKER_SECRET)
        closed = sign_off.sign(self.desk, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)
        self.reads_back(record_id, answers)
        return closed

    def reads_back(self, record_id: str, answers: Mapping[str, Json]) -> None:
        """Hold what the signed PDF says against what was filled in."""
        form = open_sheet(self.desk, record_id).form
        with pikepdf.open(BytesIO(signed_record(self.desk, record_id).pdf)) as pdf:
            names = pdf.Root.Names.EmbeddedFiles.Names
            record, source = (names[place].EF.F.read_bytes() for place in (1, 3))
        assert source == form.source
        said = cast("dict[str, dict[str, Json]]", parse(record))["answers"]
        for key, value in answers.items():
            question = form.question(key)
            if question is not None and not has_filled(question):
                assert unmarked(question, said[key]) == unmarked(question, value)

    def entry(self, kind: str, **answers: Json) -> None:
        """Add a small form."""
        form = improvement_plans.entry_form(self.desk, self.case, kind)
        draft = plan_cases.new_entry(self.desk, self.case, kind, form)
        draft = plan_cases.save_entry(self.desk, draft, {**FILLED[f"improvement.{kind}"], **answers}, form)
        plan_cases.add_entry(self.desk, draft, form)

    def goes(self) -> Progress:
        """How the plan goes."""
        found = improvement_plans.progress(self.desk, self.case)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A case of Ania's, with nothing in it yet."""
    folder: Path = tmp_path_factory.mktemp("plans")
    clock = Clock()
    desk, _ = make_home(folder / "beck.cabinet", folder / "state", clock)
    worker = add_ania(desk)
    choose_secrets(desk, worker)
    case = plan_cases.open_case(desk, worker.id, "care-plan")
    yield Story(plans_desk(desk), worker, case.id, clock)
    close_desk(desk)


def rows(answers: Mapping[str, Json], key: str) -> dict[str, dict[str, Json]]:
    value = answers[key]
    assert isinstance(value, list)
    return {str(row["id"]): row for row in value if isinstance(row, dict)}


def test_a_concern_begins_with_what_the_records_know(story: Story) -> None:
    sheet = improvement_plans.begin(story.desk, story.case, "concern")
    found = rows(sheet.answers, "prevention")
    assert list(found) == ["supervision", "agreement", "induction", "probation", "plan_rows", "training"]
    assert found["agreement"]["answer"] == "not_so"
    assert found["training"]["because"] == "No mandatory training is on the list."
    # A person adds to it and changes nothing in it.
    typed: list[Json] = [{"id": key, "answer": "fully", "comment": "We talk weekly"} for key in found]
    hold_supervision.save(story.desk, sheet.record.id, {"prevention": typed})
    kept = rows(open_sheet(story.desk, sheet.record.id).answers, "prevention")
    assert kept["agreement"] == found["agreement"] | {"comment": "We talk weekly"}
    filled = {key: value for key, value in FILLED["improvement.concern"].items() if key != "prevention"}
    assert story.signed(sheet.record.id, filled).state is State.CLOSED


def test_a_plan_begins_with_the_concern_and_the_rest_from_its_template(story: Story) -> None:
    concern = FILLED["improvement.concern"]
    assert [one.title for one in improvement_plans.templates(story.desk)] == [
        "Care plan adherence",
        "Communication",
        "Escalation and decisions",
        "Medication",
        "Record keeping",
    ]
    assert improvement_plans.progress(story.desk, story.case) is None
    with pytest.raises(NotFound, match="no template “gardening”"):
        improvement_plans.begin_plan(story.desk, story.case, "gardening")
    # Opened with another template; it can be chosen anew when the plan begins.
    sheet = improvement_plans.begin_plan(story.desk, story.case, "medication")
    assert plan_cases.case_file(story.desk, story.case).case.template == "medication"
    assert sheet.answers["gap"] == concern["falls_short"]
    assert sheet.answers["examples"] == concern["examples"]
    assert sheet.answers["standard"] == concern["standard"]
    assert sheet.answers["rhythm"] == "week"  # the form itself proposes two weeks
    assert sheet.answers["next_review_on"] == "2026-11-24"
    assert len(rows(sheet.answers, "objectives")) == 2
    assert rows(sheet.answers, "triggers")["incident"]["then"]
    assert "account" not in sheet.answers
    hold_supervision.save(story.desk, sheet.record.id, FILLED["improvement.plan"] | {"ends_on": "2027-01-20"})
    with pytest.raises(NotAllowed, match=r"longer than 8 weeks.*Wednesday 13 January 2027 at the latest"):
        sign_off.offer(story.desk, sheet.record.id)
    with pytest.raises(NotAllowed, match="already being written"):
        improvement_plans.begin(story.desk, story.case, "plan")
    assert story.signed(sheet.record.id, FILLED["improvement.plan"]).state is State.CLOSED


def test_the_log_shows_how_it_goes_and_what_was_not_kept_shows_at_once(story: Story) -> None:
    assert [one.words for one in story.goes().trends] == ["No entry in the log yet"] * 2
    for day, result in enumerate(["not_met", "partly", "met"], 18):
        story.clock.turn(days=1)
        story.entry("log", objective="o1", day=f"2026-11-{day}", result=result)
    story.entry("check", what_checked="k1", day="2026-11-20", found="in_order")
    kept = plan_cases.case_file(story.desk, story.case).entries[-1].answers
    assert kept["what_checked"] == "k1"
    assert "which" not in kept  # asked of another check alone, and typed before it was this one
    story.entry("control", control="c2", day="2026-11-20", state="broken")
    goes = story.goes()
    assert goes.trends[0].words == "3 entries: 1 met, 1 partly, 1 not met; getting better"
    assert [(one.id, one.is_broken) for one in goes.controls] == [("c2", True), ("c1", False)]
    assert [(one.trigger.value, one.then) for one in goes.prompts] == [
        ("control_broken", "Marian asks the shift on the same day how it came about")
    ]
    assert goes.review_on.isoformat() == "2026-11-25"
    assert goes.held == "Not every objective is met yet; then it has to hold for 3 weeks."
    assert goes.late == ()


def test_a_review_begins_with_the_log_and_what_it_says_of_a_safeguard_counts(story: Story) -> None:
    sheet = improvement_plans.begin(story.desk, story.case, "review")
    assert rows(sheet.answers, "progress")["o1"]["log_says"] == story.goes().trends[0].words
    assert rows(sheet.answers, "safeguards")["c2"]["state"] == "broken"
    assert sheet.answers["next_review_on"] == "2026-11-27"
    more_time = {"held_on": "2026-11-20", "outcome": "extend", "next_review_on": "2026-11-27"}
    assert story.signed(sheet.record.id, FILLED["improvement.review"] | more_time).state is State.CLOSED
    goes = story.goes()
    assert [(one.id, one.state.value) for one in goes.controls] == [("c2", "in_force"), ("c1", "lifted")]
    assert goes.prompts == ()
    assert [one.result.value for one in goes.trends[1].reviewed] == ["partly"]


def test_how_it_goes_is_saved_as_a_page_and_the_drawer_remembers(story: Story, tmp_path: Path) -> None:
    saved = improvement_plans.save_progress(story.desk, story.case, tmp_path)
    assert saved.name == "How the plan goes Ania Wójcik-Łęcka 2026-11-20.pdf"
    assert saved.read_bytes().startswith(b"%PDF")
    last = read_history.history_lines(story.desk, story.worker.id)
    assert any(line.what == "saved how an improvement plan goes to a file" for line in last)


def test_an_extension_begins_where_the_plan_ends_and_moves_its_end(story: Story) -> None:
    sheet = improvement_plans.begin(story.desk, story.case, "extension")
    assert sheet.answers["ends_on"] == "2027-02-09"
    assert sheet.answers["next_review_on"] == "2026-11-27"
    assert sheet.answers["standards"] == FILLED["improvement.plan"]["standard"]
    day = {"held_on": "2026-11-20", "advised_on": "2026-11-19"}
    story.signed(sheet.record.id, FILLED["improvement.extension"] | day)
    assert str(story.goes().plan.ends_on) == "2027-02-09"


def test_a_plan_that_is_written_anew_begins_with_the_last_one_but_nobodys_words(story: Story) -> None:
    sheet = improvement_plans.begin(story.desk, story.case, "plan")
    assert sheet.answers["objectives"] == FILLED["improvement.plan"]["objectives"]
    assert sheet.answers["ends_on"] == "2027-02-09"
    assert not {"account", "agreed", "disagreement", "mitigating"} & set(sheet.answers)
    assert sheet.answers["held_on"] == "2026-11-20"
    hold_supervision.discard(story.desk, sheet.record.id, "Begun to look at it.")


def test_a_meeting_that_nobody_was_invited_to_is_not_signed(story: Story) -> None:
    sheet = improvement_plans.begin(story.desk, story.case, "meeting")
    assert "meeting" not in sheet.answers
    assert sheet.answers["remote"] is False
    notes = FILLED["improvement.meeting"] | {"meeting": "stage_1", "held_on": "2026-11-20"}
    hold_supervision.save(story.desk, sheet.record.id, notes)
    with pytest.raises(NotAllowed):
        sign_off.offer(story.desk, sheet.record.id)
    with pytest.raises(NotAllowed):
        story.entry("outcome")
