"""Every role against what can be done and what can be read: the one table holds wherever one asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from supervise_tui.domain import roles
from supervise_tui.domain.absences import AbsenceKind
from supervise_tui.domain.roles import CAN_BE_GIVEN, Act, KeyRole, may, why_not
from supervise_tui.domain.whose_file import HOME_FILE
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotAllowed, NotOpened, Problem
from supervise_tui.store import history
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows import (
    absences,
    action_thread,
    backups,
    coverage,
    export_answers,
    export_records,
    file_audit,
    file_openings,
    find_words,
    flags,
    hold_supervision,
    induction,
    key_holders,
    layouts,
    paper_records,
    plan_supervision,
    prepare,
    ratings_over_time,
    read_history,
    read_record,
    recovery,
    sign_off,
    signing_secrets,
    timeline,
    worker_year,
    workers,
)
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.due import due_list
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.waiting import waiting_list
from tests.homes import WORKER_SECRET, good_answers
from tests.key_ring import NAMES, SECRETS, KeyRing, key_ring

ROLES = [pytest.param(role, id=role.value) for role in CAN_BE_GIVEN]


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """A cabinet with a key for every role."""
    return key_ring(tmp_path)


@pytest.fixture
def visitor(ring: KeyRing, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The desk of the role that the test is about, with no file open."""
    desk = ring.open(request.param)
    yield desk
    close_desk(desk)


def look(desk: Desk, worker_id: str) -> None:
    """Open a file with what the key says, for a purpose."""
    asked = file_openings.before_opening(desk, worker_id)
    file_openings.open_file(desk, worker_id, name=asked.name, role=asked.role, purpose="To see how it goes")


def doing(ring: KeyRing, tmp_path: Path) -> list[tuple[Act, Callable[[Desk], object]]]:
    """Give a way to do each act, on Ania's file."""
    soon = timedelta(days=7)
    return [
        (Act.WRITE_RECORDS, lambda desk: hold_supervision.start(desk, ring.ania)),
        (Act.WRITE_RECORDS, lambda desk: hold_supervision.save(desk, ring.draft, {"summary": "Other"})),
        (Act.WRITE_RECORDS, lambda desk: hold_supervision.discard(desk, ring.draft, "By mistake")),
        (Act.WRITE_RECORDS, lambda desk: sign_off.offer(desk, ring.draft)),
        (Act.SIGN_AS_SUPERVISOR, lambda desk: sign_off.sign(desk, ring.draft, Role.SUPERVISOR, "x")),
        (Act.PREPARE, lambda desk: prepare.open_own(desk, ring.ania)),
        (Act.PLAN, lambda desk: plan_supervision.plan(desk, ring.ania, desk.today + soon)),
        (Act.PLAN, lambda desk: absences.away(desk, ring.ania, AbsenceKind.LEAVE, desk.today + soon)),
        (Act.CHANGE_WORKERS, lambda desk: induction.add_task(desk, ring.ania, "Night rounds")),
        (Act.CHANGE_WORKERS, lambda desk: workers.add_worker(desk, name="Iolo Vaughan", post="Cook")),
        (
            Act.SETTLE_FLAGS,
            lambda desk: flags.deal_with(desk, ring.signed, by="Delyth Pugh", on=desk.today, what="Talked"),
        ),
        (Act.EXPORT, lambda desk: export_records.export(desk, [ring.signed], tmp_path / "out")),
        (
            Act.EXPORT,
            lambda desk: export_answers.export_answers(desk, [ring.signed], "session.short", tmp_path / "o"),
        ),
        (Act.EXPORT, lambda desk: worker_year.save_year(desk, ring.ania, tmp_path / "out")),
        (Act.EXPORT, lambda desk: coverage.save_coverage(desk, tmp_path / "out", coverage.SaveAs.CSV)),
        (Act.EXPORT, lambda desk: paper_records.save_scans(desk, ring.signed, tmp_path / "out")),
        (Act.AUDIT, lambda desk: file_audit.begin(desk, HOME_FILE, "organisation.file_audit", size="1")),
        (Act.READ_HISTORY, read_history.history_lines),
        (Act.BACKUP, lambda desk: backups.make_backup(desk, tmp_path / "stick.cabinet-backup")),
        (Act.TRY_RECOVERY, lambda desk: recovery.try_recovery_key(desk, "0000")),
        (Act.CHANGE_PASSPHRASE, lambda desk: key_holders.change_passphrase(desk, "short")),
        (Act.CHANGE_KEYS, recovery.new_recovery_key),
        (Act.CHANGE_KEYS, lambda desk: key_holders.take_key(desk, desk.cabinet.slots[2].id)),
        (Act.CHANGE_SETTINGS, lambda desk: layouts.set_default_layout(desk, "session.structured")),
        (Act.ACCEPT_HISTORY, lambda desk: desk.cabinet.accept_history("We know of it.", desk.now)),
    ]


ELSEWHERE = {
    Act.READ_FILE,  # every way to read: below
    Act.RESTORE,  # there is no desk yet: below
    Act.SEE_PLANS,  # with a key for them: test_plans_desk.py
    Act.WRITE_PLANS,
    Act.DESTROY,  # nothing in the program destroys a signed record yet
}


def test_every_act_of_the_table_is_tried(ring: KeyRing, tmp_path: Path) -> None:
    assert {act for act, _ in doing(ring, tmp_path)} | ELSEWHERE == set(Act)
    code = Path(roles.__file__).parents[1]
    layers = (path for layer in ("store", "workflows", "cli", "ui") for path in (code / layer).rglob("*.py"))
    # Whoever lets the program destroy records tries it here too, and says so in docs/security.md.
    assert not [path.name for path in layers if "Act.DESTROY" in path.read_text("utf-8")]


def test_a_backup_is_made_a_cabinet_again_by_who_may(ring: KeyRing, tmp_path: Path) -> None:
    owner = ring.open()
    file = backups.make_backup(owner, tmp_path / "stick.cabinet-backup").path
    close_desk(owner)
    for role in CAN_BE_GIVEN:
        folder = tmp_path / f"{role}.cabinet"

        def restore(to: Path = folder, secret: str = SECRETS[role]) -> Desk:
            return backups.restore(file, secret, to, state=ring.state, now=ring.clock, costs=FLOOR)

        if may(role, Act.RESTORE):
            close_desk(restore())
            continue
        with pytest.raises(NotAllowed) as refused:
            restore()
        assert refused.value.sentence == why_not(role, Act.RESTORE)
        assert not folder.exists()


def reading(ring: KeyRing) -> list[Callable[[Desk], object]]:
    """Give every way to see something of Ania's or Bethan's file."""
    return [
        lambda desk: timeline.timeline(desk, ring.ania),
        lambda desk: worker_year.worker_year(desk, ring.ania),
        lambda desk: workers.worker_file(desk, ring.ania),
        lambda desk: read_record.read_through(desk, ring.signed),
        lambda desk: read_record.receipt(desk, ring.signed),
        lambda desk: hold_supervision.open_sheet(desk, ring.signed),
        lambda desk: hold_supervision.open_sheet(desk, ring.draft),
        lambda desk: ratings_over_time.ratings_over_time(desk, ring.ania),
        lambda desk: action_thread.actions_of(desk, ring.ania),
        lambda desk: read_history.history_lines(desk, ring.ania),
        lambda desk: file_openings.openings(desk, ring.ania),
        lambda desk: flags.likely_manager(desk, ring.signed),
        lambda desk: prepare.open_workers(desk, ring.ania, WORKER_SECRET),
        lambda desk: export_records.signed_record(desk, ring.signed),
        lambda desk: absences.absences_of(desk, ring.ania),
        lambda desk: absences.away_view(desk, ring.ania),
        lambda desk: induction.induction_of(desk, ring.ania),
        lambda desk: plan_supervision.outlook(desk, ring.ania),
        lambda desk: plan_supervision.planned(desk, ring.ania),
    ]


def head(desk: Desk) -> object:
    """Where the history stands."""
    with desk.cabinet.reading() as work:
        return history.head(work, history.CABINET)


@pytest.mark.parametrize("visitor", ROLES, indirect=True)
def test_what_the_table_refuses_is_refused_with_its_reason_and_changes_nothing(
    ring: KeyRing, visitor: Desk, tmp_path: Path
) -> None:
    role = visitor.cabinet.slot.role
    look(visitor, ring.ania)
    look(visitor, ring.bethan)
    before, slots = head(visitor), visitor.cabinet.slots
    for act, do in doing(ring, tmp_path):
        if may(role, act):
            continue
        with pytest.raises(NotAllowed) as refused:
            do(visitor)
        # A draft is already shut to who writes none: then that is what is said.
        assert refused.value.sentence in (why_not(role, act), why_not(role, Act.WRITE_RECORDS)), act
    assert (head(visitor), visitor.cabinet.slots) == (before, slots)
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob("*backup*"))


@pytest.mark.parametrize("visitor", ROLES, indirect=True)
def test_what_the_table_allows_is_not_refused(ring: KeyRing, visitor: Desk, tmp_path: Path) -> None:
    role = visitor.cabinet.slot.role
    look(visitor, ring.ania)
    look(visitor, ring.bethan)
    said = []
    for act, do in doing(ring, tmp_path):
        if may(role, act):
            try:
                do(visitor)
            except Problem as problem:  # a gap or a wrong secret is another matter
                said.append(problem.sentence)
    assert not [sentence for sentence in said if any(f"cannot {act.words}." in sentence for act in Act)]


@pytest.mark.parametrize("visitor", ROLES, indirect=True)
def test_nothing_of_a_file_is_seen_before_it_is_said_why(ring: KeyRing, visitor: Desk) -> None:
    before = head(visitor)
    for read in reading(ring):
        with pytest.raises(NotOpened) as shut:
            read(visitor)
        assert shut.value.worker in (ring.ania, ring.bethan)
    assert head(visitor) == before
    found = find_words.find_words(visitor, "round")
    assert found.found == ()
    assert [hit.record for hit in find_words.find_words(visitor, "Ania").found] == [None]  # who works here
    assert home(visitor).late_actions == []  # the names on home are no part of a file
    assert (waiting_list(visitor), flags.flag_list(visitor)) == ([], [])
    assert len(due_list(visitor)) == 2
    assert all(not line.why for line in read_history.history_lines(visitor) if line.about)


@pytest.mark.parametrize("visitor", ROLES, indirect=True)
def test_a_file_that_was_opened_can_be_read_and_no_other(ring: KeyRing, visitor: Desk) -> None:
    look(visitor, ring.ania)
    assert timeline.timeline(visitor, ring.ania).file.worker.id == ring.ania
    assert read_record.read_through(visitor, ring.signed).content.worker.name.startswith("Ania")
    assert [hit.worker.id for hit in find_words.find_words(visitor, "round").found] == [ring.ania]
    assert find_words.find_words(visitor, "lantern", worker_id=ring.bethan).found == ()
    with pytest.raises(NotOpened):
        timeline.timeline(visitor, ring.bethan)


@pytest.mark.parametrize("visitor", [KeyRole.INSPECTOR], indirect=True)
def test_a_draft_is_for_those_who_write_in_it(ring: KeyRing, visitor: Desk) -> None:
    look(visitor, ring.bethan)
    with pytest.raises(NotAllowed, match="still being written"):
        hold_supervision.open_sheet(visitor, ring.draft)
    assert find_words.find_words(visitor, "lantern").found == ()
    assert home(visitor).drafts == []


@pytest.mark.parametrize("visitor", [KeyRole.DEPUTY], indirect=True)
def test_a_deputy_holds_a_talk_in_their_own_name(ring: KeyRing, visitor: Desk) -> None:
    look(visitor, ring.ania)
    plan_supervision.plan(visitor, ring.ania, visitor.today)
    sheet = hold_supervision.start(visitor, ring.ania)
    assert sheet.supervisor.name == NAMES[KeyRole.DEPUTY]
    assert sheet.record.session_number == 1  # the first between these two
    review = sheet.answers.get("action_review")
    rows = review if isinstance(review, list) else []
    answers = good_answers(visitor) | {
        "action_review": [{**row, "outcome": "done"} for row in rows if isinstance(row, dict)]
    }
    hold_supervision.save(visitor, sheet.record.id, answers)
    sign_off.offer(visitor, sheet.record.id)
    signing_secrets.choose_secret(visitor, visitor.holder, "silver orchard pebble")
    sign_off.sign(visitor, sheet.record.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(visitor, sheet.record.id, Role.SUPERVISOR, "silver orchard pebble")
    seen = read_record.receipt(visitor, sheet.record.id)
    assert [key.name for key in seen.keys] == ["Ania Wójcik-Łęcka", NAMES[KeyRole.DEPUTY]]


def test_a_planned_talk_goes_to_whoever_holds_it(ring: KeyRing) -> None:
    desk = ring.open()
    planned = plan_supervision.plan(desk, ring.ania, desk.today).record
    assert (planned.supervisor, planned.session_number) == (desk.owner.id, 2)
    close_desk(desk)
    deputy = ring.open(KeyRole.DEPUTY)
    look(deputy, ring.ania)
    record = hold_supervision.start(deputy, ring.ania).record
    assert (record.id, record.supervisor, record.session_number) == (planned.id, deputy.holder, 1)
    close_desk(deputy)


def test_an_inspectors_key_needs_a_last_day(ring: KeyRing) -> None:
    desk = ring.open()
    with pytest.raises(BadInput, match="An inspector's key has a last day"):
        key_holders.give_key(
            desk, name="Ines Faria", post="Inspector", role="inspector", passphrase="wicker moth granite"
        )
    close_desk(desk)
