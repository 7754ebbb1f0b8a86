"""What is done with records is done with plans too, in the drawer, and the records know nothing of it."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.documents.check import Verdict
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.store import history, records
from supervise_tui.workflows import (
    check_files,
    export_records,
    find_words,
    plan_cases,
    read_history,
    timeline,
    trust_list,
)
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import is_plans_desk, plans_desk, records_desk, sees_plans
from tests.homes import choose_secrets
from tests.workflows.plan_forms import closed_concern, with_short_forms


def test_a_record_is_written_signed_exported_and_found_in_the_drawer_and_the_records_know_nothing(
    desk: Desk, worker: Worker, tmp_path: Path
) -> None:
    desk = with_short_forms(desk, tmp_path / "own")
    choose_secrets(desk, worker)
    with desk.cabinet.reading() as work:
        before = history.head(work, history.CABINET)
    assert sees_plans(desk)
    plans = plans_desk(desk)
    assert plans_desk(plans) is plans
    assert is_plans_desk(plans)
    assert not is_plans_desk(desk)
    assert records_desk(desk) is desk
    assert records_desk(plans).cabinet is desk.cabinet

    case = plan_cases.open_case(desk, worker.id)
    written = closed_concern(desk, case.id, "Pelargonium charts")
    with plans.cabinet.reading() as work:
        closed = records.fetch(work, written)
    assert closed.state is State.CLOSED
    (file,) = export_records.export(plans, [closed.id], tmp_path / "out")
    pem = tmp_path / "ca.pem"
    pem.write_bytes(trust_list.certificate(desk))
    trust_list.trust(desk.state, pem)
    (_, known) = check_files.check(file, trusted=[one.der for one in trust_list.trusted(desk.state)])[0]
    assert known.verdict is Verdict.KNOWN
    assert check_files.check_cabinet(plans) == []
    assert [one.record for one in find_words.find_words(plans, "pelargonium").found] == [closed]
    assert [line.record for line in timeline.timeline(plans, worker.id).lines] == [closed]
    assert any("signed" in line.what for line in read_history.history_lines(plans, worker.id))

    assert find_words.find_words(desk, "pelargonium").found == ()
    assert timeline.timeline(desk, worker.id).lines == ()
    with desk.cabinet.reading() as work:
        assert records.find(work) == []
        assert history.head(work, history.CABINET) == before
