"""Sign-off through the workflows: states, voices, signatures, receipts [REC-1] to [REC-4]."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.domain.sign_off import Says
from supervise_tui.forms.definition import Role
from supervise_tui.problems import NotAllowed, NotIntact, TooManyTries, WeakSecret, WrongSecret
from supervise_tui.store import records, signing
from supervise_tui.trust import statements
from supervise_tui.workflows import hold_supervision, sign_off, signing_secrets
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.read_record import read_through, receipt
from tests.homes import (
    SUPERVISOR_SECRET,
    WORKER_SECRET,
    choose_secrets,
    closed_record,
    good_answers,
    looked_back,
    offered_record,
    signed_agreement,
)


def kept_pdf(desk: Desk, record: str) -> bytes:
    with desk.cabinet.reading() as work:
        pdf = signing.pdf(work, record)
    assert pdf is not None
    return pdf


def own_authority(desk: Desk) -> list[bytes]:
    with desk.cabinet.reading() as work:
        return [signing.authority(work).certificate_der]


def test_a_draft_with_gaps_cannot_be_offered(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    with pytest.raises(NotAllowed, match="still needed"):
        sign_off.offer(desk, sheet.record.id)


def test_both_sign_and_the_record_is_closed_with_two_signatures_on_its_pdf(
    desk: Desk, worker: Worker
) -> None:
    record = closed_record(desk, worker)
    assert record.state is State.CLOSED
    checked = check_pdf(kept_pdf(desk, record.id), own_authority(desk))
    assert checked.verdict is Verdict.KNOWN, checked.findings
    assert [seen.role for seen in checked.signatures] == [Role.WORKER, Role.SUPERVISOR]
    assert checked.fingerprint == read_through(desk, record.id).fingerprint


def test_either_order_of_signing_works_and_the_other_may_sign_another_day(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    half = sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert half.state is State.PART_SIGNED
    assert [signer.role for signer in read_through(desk, record.id).waiting] == [Role.WORKER]
    done = sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    assert done.state is State.CLOSED
    assert check_pdf(kept_pdf(desk, record.id), own_authority(desk)).verdict is Verdict.KNOWN


def test_nobody_signs_twice(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    with pytest.raises(NotAllowed, match="signed already"):
        sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)


def test_one_person_cannot_sign_with_the_key_of_the_other(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    key = signing_secrets.unlock_key(desk, desk.owner.id, SUPERVISOR_SECRET)
    with pytest.raises(NotAllowed, match="not this person's"):
        sign_off.sign_with_key(desk, record.id, Role.WORKER, key)


def test_a_wrong_secret_signs_nothing_and_after_some_tries_there_is_a_wait(
    desk: Desk, worker: Worker
) -> None:
    record = offered_record(desk, worker)
    for _ in range(3):
        with pytest.raises(WrongSecret):
            sign_off.sign(desk, record.id, Role.WORKER, "not this one at all")
    with pytest.raises(TooManyTries):
        sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    assert read_through(desk, record.id).signed == ()


def test_a_disagreement_is_in_what_both_sign_and_flags_the_record(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    sign_off.write_disagreement(desk, record.id, Role.WORKER, "I do not think the round was late that often.")
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    done = sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert done.flagged == "disagreement"
    with desk.cabinet.reading() as work:
        said = {
            statements.Statement.from_bytes(one.statement).says for one in signing.signatures(work, record.id)
        }
    assert said == {Says.DISAGREEMENT_RECORDED.value}


def test_a_disagreement_cannot_be_slipped_in_after_a_signature(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    with pytest.raises(NotAllowed, match="before the first signature"):
        sign_off.write_disagreement(desk, record.id, Role.SUPERVISOR, "One more thing.")


def test_a_worker_may_decline_before_anyone_signed_and_the_supervisor_closes_it(
    desk: Desk, worker: Worker
) -> None:
    record = offered_record(desk, worker)
    declined = sign_off.decline(desk, record.id, Role.WORKER, "This is not what we talked about.")
    assert (declined.state, declined.flagged) == (State.OFFERED, "declined")
    done = sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert (done.state, done.flagged) == (State.CLOSED, "declined")
    checked = check_pdf(kept_pdf(desk, record.id), own_authority(desk))
    assert checked.verdict is Verdict.KNOWN, checked.findings
    assert checked.content is not None
    assert checked.content.declined[0].text == "This is not what we talked about."


def test_declining_after_the_other_signed_voids_that_signature(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    sign_off.decline(desk, record.id, Role.WORKER, "I want to think about it first.")
    seen = read_through(desk, record.id)
    assert seen.signed == ()
    assert [signer.role for signer in seen.waiting] == [Role.SUPERVISOR]
    with desk.cabinet.reading() as work:
        assert [one.void for one in signing.signatures(work, record.id, with_void=True)] == [True]
        assert signing.pdf(work, record.id) is None


def test_declining_without_a_reason_is_refused(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    with pytest.raises(NotAllowed, match="say why"):
        sign_off.decline(desk, record.id, Role.WORKER, "   ")


def test_unlocking_voids_the_signature_and_both_facts_stay_in_the_log(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    opened = sign_off.void(desk, record.id, "The date of the course was wrong.")
    assert opened.state is State.DRAFT
    hold_supervision.save(desk, record.id, {"place": "The garden room"})
    told = [line.what for line in history_lines(desk, worker.id)]
    assert any("unlocked" in what for what in told)
    assert any("signed record" in what for what in told)
    sign_off.offer(desk, record.id)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    done = sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert done.state is State.CLOSED


def test_a_closed_record_cannot_be_unlocked_or_changed(desk: Desk, worker: Worker) -> None:
    record = closed_record(desk, worker)
    with pytest.raises(NotAllowed):
        sign_off.void(desk, record.id, "A typing error.")
    with pytest.raises(NotAllowed):
        hold_supervision.save(desk, record.id, {"summary": "Something else."})


def test_the_receipt_names_each_key_and_the_head_of_the_history(desk: Desk, worker: Worker) -> None:
    record = closed_record(desk, worker)
    slip = receipt(desk, record.id)
    assert [key.role for key in slip.keys] == [Role.WORKER, Role.SUPERVISOR]
    assert len({key.fingerprint for key in slip.keys}) == 2
    assert slip.history_number > 0
    assert len(slip.history_hash) == 64
    assert slip.missing == ()


def test_a_forgotten_secret_gives_a_new_key_that_is_marked_on_the_receipt(desk: Desk, worker: Worker) -> None:
    first = closed_record(desk, worker)
    signing_secrets.replace_secret(desk, worker.id, "badger window eleven")
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk) | looked_back(sheet))
    sign_off.offer(desk, sheet.record.id)
    with pytest.raises(WrongSecret):
        sign_off.sign(desk, sheet.record.id, Role.WORKER, WORKER_SECRET)
    sign_off.sign(desk, sheet.record.id, Role.WORKER, "badger window eleven")
    remarks = [key.remark for key in receipt(desk, sheet.record.id).keys]
    assert "forgotten" in remarks[0]
    assert [key.remark for key in receipt(desk, first.id).keys] == ["", ""]


def test_a_changed_secret_keeps_the_same_key(desk: Desk, worker: Worker) -> None:
    choose_secrets(desk, worker)
    with desk.cabinet.reading() as work:
        before = signing.current_key(work, worker.id)
    signing_secrets.change_secret(desk, worker.id, WORKER_SECRET, "another quiet meadow")
    with desk.cabinet.reading() as work:
        after = signing.current_key(work, worker.id)
    assert before is not None
    assert after is not None
    assert before.fingerprint == after.fingerprint
    signing_secrets.check_secret(desk, worker.id, "another quiet meadow")
    with pytest.raises(WrongSecret):
        signing_secrets.check_secret(desk, worker.id, WORKER_SECRET)


@pytest.mark.parametrize("weak", ["1234567", "12345678", "17/11/2026", "Ania Wójcik-Łęcka", "aaaaaaaa"])
def test_a_secret_that_is_easy_to_guess_is_refused(desk: Desk, worker: Worker, weak: str) -> None:
    with pytest.raises(WeakSecret):
        signing_secrets.choose_secret(desk, worker.id, weak)
    assert not signing_secrets.has_secret(desk, worker.id)


def test_content_changed_in_the_database_no_longer_fits_its_signatures(desk: Desk, worker: Worker) -> None:
    record = closed_record(desk, worker)
    with desk.cabinet.transaction() as work:
        raw = records.frozen(work, record.id).replace(b"Ania told how", b"Ania was told")
        work.connection().exec_driver_sql(
            "UPDATE frozen_content SET content = ? WHERE record = ?", (raw, record.id)
        )
    with pytest.raises(NotIntact):
        read_through(desk, record.id)


def test_what_a_later_answer_has_hidden_is_not_signed(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, good_answers(desk))
    signed_agreement(desk, worker)
    sign_off.offer(desk, sheet.record.id)
    assert "no_agreement_reason" not in read_through(desk, sheet.record.id).content.answers


def test_a_supervision_dated_tomorrow_is_not_ready_to_sign(desk: Desk, worker: Worker) -> None:
    sheet = hold_supervision.start(desk, worker.id)
    tomorrow = (desk.today + timedelta(days=1)).isoformat()
    hold_supervision.save(desk, sheet.record.id, good_answers(desk) | {"held_on": tomorrow})
    with pytest.raises(NotAllowed, match="still needed"):
        sign_off.offer(desk, sheet.record.id)


def test_a_new_key_after_a_forgotten_secret_says_so_on_the_next_record(desk: Desk, worker: Worker) -> None:
    choose_secrets(desk, worker)
    signing_secrets.replace_secret(desk, worker.id, "badger window eleven")
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.WORKER, "badger window eleven")
    sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    checked = check_pdf(kept_pdf(desk, record.id), own_authority(desk))
    assert checked.verdict is Verdict.KNOWN, checked.findings
    assert [seen.key_replaced for seen in checked.signatures] == [True, False]
    assert "was forgotten" in checked.signatures[0].statement
