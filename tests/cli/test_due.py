"""supervise due."""

from __future__ import annotations

import json
from datetime import datetime

from supervise_tui.domain.clocks import CLOCKS
from supervise_tui.forms.definition import FileKind
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows.open_cabinet import HOME_TIME, close_desk, open_desk
from tests.cli.conftest import Home, Run
from tests.homes import PASSPHRASE, add_ania


def test_everyone_is_named_with_where_they_stand_and_why(on_home: Run) -> None:
    outcome = on_home("due", "--on", "17/11/2026")
    assert outcome.status == 0
    assert outcome.out.startswith("Beck House, Tuesday 17 November")
    line = next(row for row in outcome.out.splitlines() if "Ania Wójcik-Łęcka" in row)
    assert line.startswith("on time")
    assert "Agreed at the last one" in line
    assert "Agreement: none yet." in line


def test_being_overdue_is_not_a_fault_of_the_command(on_home: Run) -> None:
    outcome = on_home("due", "--on", "1/6/2027")
    assert outcome.status == 0
    assert outcome.out.splitlines()[1].startswith("overdue   Ania Wójcik-Łęcka")


def test_the_answer_for_scripts_keeps_its_shape(on_home: Run) -> None:
    answer = json.loads(on_home("due", "--on", "2026-11-17", "--json").out)
    assert (answer["format"], answer["home"], answer["on"]) == (1, "Beck House", "2026-11-17")
    ania = next(one for one in answer["workers"] if one["worker"].startswith("Ania"))
    stands = {"state", "due_on", "days", "limit", "reason", "policy"}
    assert set(ania) == {"worker", "worker_id", "post", "deviates", "clocks"} | stands
    assert {frozenset(one) for one in ania["clocks"]} == {frozenset({"clock", "title"} | stands)}
    assert [one["clock"] for one in ania["clocks"]] == [
        clock.id for clock in CLOCKS if FileKind.WORKER in clock.on
    ]
    assert [one["clock"] for one in answer["home_clocks"]] == ["signature", "file-audit", "commitment"]
    assert (ania["state"], ania["due_on"], ania["days"]) == ("on-time", "2026-12-29", 42)


def test_a_clock_that_stands_before_the_newest_entry_is_told_beside_the_answer(
    on_home: Run, home: Home
) -> None:
    ahead = datetime(2090, 3, 1, 9, 0, tzinfo=HOME_TIME)
    desk = open_desk(
        home.folder, PASSPHRASE, state=home.folder.parent / "other", now=lambda: ahead, costs=FLOOR
    )
    add_ania(desk)
    close_desk(desk)
    outcome = on_home("due", "--on", "17/11/2026", "--json")
    assert outcome.status == 0
    assert "the newest entry here was made" in " ".join(outcome.err.split())
    assert "1 March 2090" in " ".join(outcome.err.split())
    assert json.loads(outcome.out)["format"] == 1


def test_a_day_that_is_none_is_said_in_plain_words(on_home: Run) -> None:
    outcome = on_home("due", "--on", "someday")
    assert outcome.status == 2
    assert "someday" in outcome.err
    assert outcome.out == ""
