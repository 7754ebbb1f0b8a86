"""New record: what fits now stands first, the rest is there to be found, nothing is begun twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.what_fits import Around
from supervise_tui.domain.whose_file import belongs_on
from supervise_tui.forms.definition import KeptIn
from supervise_tui.forms.library import Library
from supervise_tui.workflows import hold_supervision, new_records, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.layouts import SHORT_LAYOUT
from supervise_tui.workflows.new_records import Offer, offers
from tests.forms.test_own_forms import FOLDER
from tests.homes import signed_agreement

FORMS = [form for form in Library(FOLDER).all() if belongs_on(form, "w") and form.kept_in is KeptIn.RECORDS]
KINDS = [
    "session.informal",
    "session.spot_check",
    "session.ad_hoc",
    "session.observed",
    "session.case",
    "session.group",
]
"""The other kinds of supervision [SES-1]: they fit at any time."""


def offered(drafts: list[Record] | None = None, **facts: Json) -> list[Offer]:
    known = {f"worker.{key}": value for key, value in facts.items()}
    form = "agreement.placement" if facts.get("is_student") else "agreement.supervision"
    around = Around(today=date(2026, 11, 17), facts=known, layout=SHORT_LAYOUT, agreement_form=form)
    return offers(FORMS, around, drafts or [])


def draft(makes: str) -> Record:
    return Record(
        id="d1",
        number=7,
        makes=makes,
        title="Begun on Monday",
        worker="w",
        supervisor="s",
        form_digest="an older version",
        state=State.DRAFT,
        session_number=2,
        held_on=date(2026, 11, 16),
        next_on=None,
    )


def fitting(found: list[Offer]) -> list[str]:
    return [one.form.id for one in found if one.fits]


def test_the_supervision_in_the_usual_layout_and_a_missing_agreement_stand_first() -> None:
    found = offered()
    assert fitting(found) == ["session.short", "agreement.supervision", *KINDS, "development.plan"]
    assert found[1].why == "there is none in force"
    rest = [one.form.title for one in found if not one.fits]
    assert rest == sorted(rest)
    assert {"session.structured", "own.return_to_work"} <= {one.form.id for one in found}


def test_a_student_is_offered_the_agreement_for_a_placement() -> None:
    assert fitting(offered(is_student=True)) == ["session.short", "agreement.placement", *KINDS]


def test_an_agreement_in_force_comes_up_only_when_it_is_due_for_review() -> None:
    assert fitting(offered(has_agreement=True)) == ["session.short", *KINDS, "development.plan"]
    due = offered(has_agreement=True, agreement_review_due=True)
    assert due[1].why == "due for review"


def test_a_form_that_nobody_signs_makes_no_record() -> None:
    assert "session.preparation" not in {one.form.id for one in offered()}


def test_a_draft_stands_first_and_for_its_whole_kind() -> None:
    found = offered([draft("supervision"), draft("return-talk")])
    assert [one.title for one in found[:2]] == ["Begun on Monday", "Begun on Monday"]
    assert [one.form.makes for one in found].count("supervision") == 1
    assert [one.form.makes for one in found].count("return-talk") == 1


def test_of_notes_there_may_be_several_on_one_day(desk: Desk, worker: Worker) -> None:
    first = new_records.start(desk, worker.id, "session.informal").record.id
    hold_supervision.save(desk, first, {"about": "Her rota"})
    found = [one for one in new_records.new_records(desk, worker.id) if one.form.makes == "informal"]
    assert [(one.draft.id if one.draft else "", one.about) for one in found] == [
        (first, "Her rota"),
        ("", ""),
    ]


def test_a_draft_whose_form_is_gone_does_not_stop_the_others() -> None:
    assert fitting(offered([draft("a kind of long ago")]))[0] == "session.short"


def test_each_kind_starts_in_its_own_way(desk: Desk, worker: Worker) -> None:
    begun = new_records.start(desk, worker.id, "agreement.supervision")
    assert begun.record.makes == "agreement"
    first = new_records.new_records(desk, worker.id)[0]
    assert first.draft is not None
    assert first.draft.id == begun.record.id
    talk = new_records.start(desk, worker.id, "session.structured")
    assert talk.form.id == "session.structured"


def test_what_is_offered_follows_the_worker(desk: Desk, worker: Worker) -> None:
    signed_agreement(desk, worker)
    assert fitting(new_records.new_records(desk, worker.id)) == ["session.short", *KINDS, "development.plan"]
    workers.change_worker(desk, replace(worker, student=True))
    hold_supervision.start(desk, worker.id)
    assert [one.draft is not None for one in new_records.new_records(desk, worker.id)].count(True) == 1
    workers.change_worker(desk, replace(worker, left_on=desk.today))
    (begun,) = new_records.new_records(desk, worker.id)
    assert begun.draft is not None  # nothing new once they have left; what was begun can be finished
