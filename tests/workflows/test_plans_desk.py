"""What is done with records is done with plans too, in the drawer, and the records know nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.documents.check import Verdict
from supervise_tui.domain.people import Outsider, Worker
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.record import State
from supervise_tui.problems import NotAllowed, NotOpened
from supervise_tui.store import history, people, records
from supervise_tui.store import plan_cases as plan_cases_kept
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows import (
    check_files,
    export_records,
    file_openings,
    find_words,
    key_holders,
    plan_cases,
    read_history,
    signing_secrets,
    timeline,
    trust_list,
)
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from supervise_tui.workflows.plans_desk import is_plans_desk, plans_desk, records_desk, sees_plans
from tests.homes import PASSPHRASE, Clock, choose_secrets
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

    seen = {"seen": "The trolley stood unlocked.", "result": "not_met"}
    with plans.cabinet.transaction() as work:
        entry = Entry(id="e" * 16, case=case.id, number=0, kind="log", on=desk.today, answers=seen)
        plan_cases_kept.add_entry(work, entry, desk.now)
    (found,) = find_words.find_words(plans, "unlocked troll").found
    assert (found.worker, found.record, found.title) == (worker, None, "Log entry")
    assert (found.entry and found.entry.id, found.asked) == (entry.id, "What was seen or heard")
    assert find_words.find_words(plans, "unlocked pelargonium").found == ()

    assert find_words.find_words(desk, "pelargonium").found == ()
    assert find_words.find_words(desk, "trolley").found == ()
    assert timeline.timeline(desk, worker.id).lines == ()
    with desk.cabinet.reading() as work:
        assert records.find(work) == []
        assert history.head(work, history.CABINET) == before


def test_a_key_for_plans_reads_them_and_its_role_says_whether_it_writes(
    desk: Desk, worker: Worker, state: Path, clock: Clock
) -> None:
    case = plan_cases.open_case(desk, worker.id)
    keys = {"deputy": "linen harbour magpie", "registered-manager": "copper window sparrow"}
    for role, passphrase in keys.items():
        key_holders.give_key(desk, name=role, post="Stands in", role=role, passphrase=passphrase, plans=True)
    close_desk(desk)
    for role, passphrase in keys.items():
        theirs = open_desk(desk.cabinet.folder, passphrase, state=state, now=clock, costs=FLOOR)
        assert sees_plans(theirs)
        assert plan_cases.cases(theirs) == [(case, worker)]
        with pytest.raises(NotOpened):
            plan_cases.case_file(theirs, case.id)
        plans = plans_desk(theirs)
        file_openings.open_file(plans, worker.id, name=role, role="Stands in", purpose="The weekly check")
        assert plan_cases.case_file(theirs, case.id).entries == ()
        if role == "deputy":
            with pytest.raises(NotAllowed, match="A deputy cannot write improvement plans"):
                plan_cases.open_case(theirs, worker.id)
        else:
            plan_cases.open_case(theirs, worker.id)
        close_desk(theirs)
    owner = open_desk(desk.cabinet.folder, PASSPHRASE, state=state, now=clock, costs=FLOOR)
    assert len(file_openings.openings(plans_desk(owner), worker.id)) == 2
    assert file_openings.openings(owner, worker.id) == []  # in the records nobody looked at anything
    close_desk(owner)


def test_a_secret_chosen_at_a_plan_counts_there_alone_and_one_chosen_later_counts_in_both(
    desk: Desk, worker: Worker
) -> None:
    plans = plans_desk(desk)
    chair = Outsider(id="c0" * 8, name="Ottoline Zapotec", post="Hearing chair")
    with plans.cabinet.transaction() as work:
        people.save_outsider(work, chair)
    assert signing_secrets.standing(plans, worker.id).apart  # the person is told so
    assert not signing_secrets.stays_apart(plans, chair.id)  # who signs nothing else need not choose again
    assert not signing_secrets.stays_apart(desk, worker.id)
    signing_secrets.choose_secret(plans, worker.id, "violet kettle acorn")
    assert not signing_secrets.has_secret(desk, worker.id)
    signing_secrets.check_secret(plans, worker.id, "violet kettle acorn")
    signing_secrets.choose_secret(desk, worker.id, "violet kettle acorn")  # the same one will do
    signing_secrets.check_secret(desk, worker.id, "violet kettle acorn")
    plans = plans_desk(desk)
    signing_secrets.check_secret(plans, worker.id, "violet kettle acorn")
    fingerprints = {signing_secrets.standing(one, worker.id).fingerprint for one in (desk, plans)}
    assert len(fingerprints) == 1
