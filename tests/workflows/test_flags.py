"""What the next line manager should look at, and what was done about it [REC-2]."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.workflows import flags, sign_off
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.timeline import timeline
from tests.homes import SUPERVISOR_SECRET, closed_record, offered_record, signed_agreement

TODAY = date(2026, 11, 17)


def declined(desk: Desk, worker: Worker) -> Record:
    """A record that the worker did not want to sign."""
    record = offered_record(desk, worker)
    sign_off.decline(desk, record.id, Role.WORKER, "That is not what I said.")
    return sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def test_a_declined_record_is_listed_dealt_with_and_stays_to_be_seen(desk: Desk, worker: Worker) -> None:
    record = declined(desk, worker)
    assert home(desk).flags == 1
    flags.deal_with(
        desk,
        record.id,
        by="Delyth Pugh, home manager",
        on=TODAY,
        what="Spoke with both; the summary gets an addendum.",
    )
    (flag,) = flags.flag_list(desk)
    assert flag.why == "one side declined to sign"
    assert flag.dealt is not None
    assert flag.dealt.words == "dealt with on Tuesday 17 November 2026 by Delyth Pugh, home manager"
    assert home(desk).flags == 0
    (line,) = timeline(desk, worker.id).lines
    assert (line.record.flagged, line.dealt) == ("declined", flag.dealt)
    told = history_lines(desk, worker.id)[0]
    assert told.what == "noted that the next line manager has dealt with record 1"
    assert "Spoke with both" in told.why
    assert "Delyth Pugh" in told.why


def test_what_is_still_to_deal_with_stands_first(desk: Desk, worker: Worker) -> None:
    first, second = declined(desk, worker), declined(desk, worker)
    assert [flag.record.id for flag in flags.flag_list(desk)] == [second.id, first.id]
    flags.deal_with(desk, second.id, by="Delyth Pugh", on=TODAY, what="Talked it over.")
    assert [flag.record.id for flag in flags.flag_list(desk)] == [first.id, second.id]


def test_the_manager_named_in_the_agreement_is_offered(desk: Desk, worker: Worker) -> None:
    signed_agreement(desk, worker)
    assert flags.likely_manager(desk, declined(desk, worker).id) == "Delyth Pugh, home manager"


def test_nobody_is_offered_without_an_agreement(desk: Desk, worker: Worker) -> None:
    assert flags.likely_manager(desk, declined(desk, worker).id) == ""


def test_while_it_waits_for_a_signature_it_cannot_be_dealt_with(desk: Desk, worker: Worker) -> None:
    record = offered_record(desk, worker)
    sign_off.decline(desk, record.id, Role.WORKER, "That is not what I said.")
    with pytest.raises(NotAllowed, match="ready to sign"):
        flags.deal_with(desk, record.id, by="Delyth Pugh", on=TODAY, what="Talked it over.")


def test_a_record_without_a_flag_has_nothing_to_deal_with(desk: Desk, worker: Worker) -> None:
    with pytest.raises(NotAllowed, match="nothing in this record"):
        flags.deal_with(desk, closed_record(desk, worker).id, by="Delyth Pugh", on=TODAY, what="Read it.")


@pytest.mark.parametrize(
    ("by", "on", "what", "sentence"),
    [
        (" ", TODAY, "Read it.", "is empty"),
        ("Delyth Pugh", TODAY + timedelta(days=1), "Read it.", "still to come"),
        ("Delyth Pugh", TODAY - timedelta(days=1), "Read it.", "before the talk"),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Desk, worker: Worker, by: str, on: date, what: str, sentence: str
) -> None:
    record = declined(desk, worker)
    with pytest.raises(BadInput, match=sentence):
        flags.deal_with(desk, record.id, by=by, on=on, what=what)
    with pytest.raises(NotAllowed, match="what was done"):
        flags.deal_with(desk, record.id, by="Delyth Pugh", on=TODAY, what="  ")
    assert flags.flag_list(desk)[0].dealt is None
