"""Action points that are live: raised, looked at again, settled; and gone with what raised them."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.domain.action_life import ActionState, Outcome, Review
from supervise_tui.domain.actions import ActionPoint, Owner
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store import action_points, records
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.work import Work
from tests.store.cabinets import ZOFIA, Clock, start_record

ONE, TWO, THREE = "1" * 16, "2" * 16, "3" * 16
TODAY = date(2026, 11, 17)
RING = ActionPoint(id="p1", what="Ring the pharmacy", owner=Owner.WORKER, by=date(2026, 12, 1))
READ = ActionPoint(id="p2", what="Read the policy", owner=Owner.SUPERVISOR, by=date(2026, 11, 20))


def raise_in(work: Work, record_id: str, *points: ActionPoint) -> list[str]:
    """Start a record and make its points live; give their ids, by day."""
    record = start_record(work, Clock(), record_id)
    action_points.keep_raised(work, record, points)
    return [action.id for action in action_points.open_actions(work, ZOFIA.id) if action.record == record_id]


def said(outcome: Outcome, record: str = TWO, on: date = TODAY, new_date: date | None = None) -> Review:
    """A review."""
    return Review(record=record, on=on, outcome=outcome, why="because", new_date=new_date, evidence="seen")


def test_what_is_agreed_is_open_the_earliest_day_first(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        raise_in(work, ONE, RING, READ, ActionPoint(id="p3", what="  "))
        live = action_points.open_actions(work, ZOFIA.id)
    assert [action.what for action in live] == ["Read the policy", "Ring the pharmacy"]
    assert all(action.state is ActionState.OPEN and action.record == ONE for action in live)


def test_a_change_in_the_record_changes_its_actions_and_a_row_taken_out_goes(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        raise_in(work, ONE, RING, READ)
        later = ActionPoint(id="p1", what="Ring the pharmacy twice", by=date(2026, 12, 8))
        action_points.keep_raised(work, records.fetch(work, ONE), [later])
        live = action_points.open_actions(work, ZOFIA.id)
    assert [(action.what, action.due_on) for action in live] == [(later.what, later.by)]


def test_rows_of_two_records_with_the_same_row_id_are_two_actions(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        assert raise_in(work, ONE, RING) != raise_in(work, TWO, RING)
        assert len(action_points.open_actions(work, ZOFIA.id)) == 2


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.DONE, ActionState.DONE),
        (Outcome.DROPPED, ActionState.DROPPED),
        (Outcome.CARRIED, ActionState.CARRIED),
        (Outcome.IN_HAND, ActionState.OPEN),
        (Outcome.NOT_DONE, ActionState.OPEN),
    ],
)
def test_a_review_leads_to_its_state(cabinet: Cabinet, outcome: Outcome, state: ActionState) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        start_record(work, Clock(), TWO)
        after = action_points.record_review(work, action, said(outcome))
        assert after.state is state
        assert action_points.thread(work, action).reviews == (said(outcome),)
        assert bool(action_points.open_actions(work, ZOFIA.id)) is state.is_live


def test_carried_gets_its_new_day_and_keeps_the_one_agreed_at_first(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        start_record(work, Clock(), TWO)
        after = action_points.record_review(work, action, said(Outcome.CARRIED, new_date=date(2027, 1, 5)))
    assert (after.agreed_by, after.due_on) == (RING.by, date(2027, 1, 5))


def test_a_record_speaks_once_about_an_action_and_can_take_it_back(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        start_record(work, Clock(), TWO)
        action_points.record_review(work, action, said(Outcome.DROPPED))
        action_points.record_review(work, action, said(Outcome.DONE))
        assert [review.outcome for review in action_points.thread(work, action).reviews] == [Outcome.DONE]
        assert action_points.forget_review(work, action, TWO).state is ActionState.OPEN


def test_the_last_talk_has_the_last_word_whatever_was_typed_first(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        for record in (TWO, THREE):
            start_record(work, Clock(), record)
        action_points.record_review(work, action, said(Outcome.NOT_DONE, THREE, date(2027, 1, 5)))
        after = action_points.record_review(work, action, said(Outcome.DONE, TWO))
    assert after.state is ActionState.OPEN


def test_a_record_still_shows_what_it_has_called_done_and_nothing_of_its_own(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        raise_in(work, TWO, READ)
        action_points.record_review(work, action, said(Outcome.DONE))
        seen = action_points.open_actions(work, ZOFIA.id, for_record=TWO)
        assert [one.id for one in seen] == [action]
        assert action_points.open_actions(work, ZOFIA.id, for_record=THREE)[0].what == READ.what


def test_an_action_is_not_looked_back_at_in_its_own_talk(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        with pytest.raises(NotAllowed):
            action_points.record_review(work, action, said(Outcome.DONE, ONE))
        with pytest.raises(NotFound):
            action_points.record_review(work, "nothing", said(Outcome.DONE))


def test_what_a_later_talk_has_looked_at_stays_when_the_row_goes(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        start_record(work, Clock(), TWO)
        assert not action_points.used_later(work, ONE)
        action_points.record_review(work, action, said(Outcome.IN_HAND))
        action_points.keep_raised(work, records.fetch(work, ONE), [])
        assert action_points.used_later(work, ONE)
        assert action_points.thread(work, action).action.what == RING.what


def test_a_discarded_record_takes_its_actions_and_its_words_about_others_along(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        (action,) = raise_in(work, ONE, RING)
        raise_in(work, TWO, READ)
        action_points.record_review(work, action, said(Outcome.DONE))
        action_points.drop_raised(work, TWO)
        live = action_points.open_actions(work, ZOFIA.id)
        assert [one.what for one in live] == [RING.what]
        action_points.drop_raised(work, ONE)
        assert action_points.of_worker(work, ZOFIA.id) == []


def test_late_is_what_is_past_and_still_to_do(cabinet: Cabinet) -> None:
    with cabinet.transaction() as work:
        raise_in(work, ONE, RING, READ)
        assert action_points.late(work, date(2026, 11, 20)) == []
        late = action_points.late(work, date(2026, 11, 23))
        assert [(one.what, one.days_late(date(2026, 11, 23))) for one in late] == [(READ.what, 3)]
        start_record(work, Clock(), TWO)
        action_points.record_review(work, late[0].id, said(Outcome.DONE))
        assert action_points.late(work, date(2026, 11, 23)) == []
