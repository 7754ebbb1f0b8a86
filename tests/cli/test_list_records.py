"""supervise list."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_each_record_stands_on_a_line_with_its_number_worker_day_and_state(on_home: Run) -> None:
    lines = on_home("list").out.splitlines()
    assert lines[0].split() == ["number", "kind", "worker", "held", "on", "state"]
    assert lines[1].split(maxsplit=2)[:2] == ["1", "supervision"]
    assert "Ania Wójcik-Łęcka" in lines[1]
    assert "17/11/2026" in lines[1]
    assert lines[1].endswith("signed and closed")
    assert lines[2].endswith("being written")


def test_columns_stand_under_each_other_whatever_the_script(on_home: Run) -> None:
    lines = on_home("list").out.splitlines()
    assert len({line.index("17/11/2026") for line in lines[1:]}) == 1


def test_only_one_worker_can_be_asked_for_by_a_part_of_the_name_without_accents(on_home: Run) -> None:
    lines = on_home("list", "--worker", "wyn-fon").out.splitlines()
    assert len(lines) == 2
    assert "Bethan Ŵyn-Fôn" in lines[1]


def test_a_name_that_fits_several_workers_names_them(on_home: Run) -> None:
    outcome = on_home("list", "--worker", "o")
    assert outcome.status == 2
    assert "Ania Wójcik-Łęcka, Bethan Ŵyn-Fôn" in outcome.err


def test_a_worker_can_be_named_by_their_post_where_only_one_holds_it(on_home: Run) -> None:
    assert "Bethan Ŵyn-Fôn" in on_home("list", "--worker", "cook").out


def test_a_name_that_nobody_has_is_said(on_home: Run) -> None:
    outcome = on_home("list", "--worker", "Gwladys")
    assert outcome.status == 2
    assert outcome.err.startswith("There is no worker called Gwladys")


def test_the_answer_for_scripts_keeps_its_shape(on_home: Run) -> None:
    answer = json.loads(on_home("list", "--since", "2026-11-01", "--json").out)
    assert answer["format"] == 1
    first = answer["records"][0]
    assert set(first) == {
        *("number", "id", "kind", "title", "worker", "worker_id", "session_number"),
        *("held_on", "next_on", "state", "flagged", "flag_dealt_on", "waiting"),
    }
    assert (first["number"], first["held_on"], first["state"]) == (1, "2026-11-17", "closed")


def test_since_a_later_day_leaves_the_older_ones_out(on_home: Run) -> None:
    assert on_home("list", "--since", "2019-01-01").out != on_home("list", "--worker", "Ania").out


def test_since_a_day_to_come_is_pointed_out(on_home: Run) -> None:
    outcome = on_home("list", "--since", "31/12/2199")
    assert outcome.status == 2
    assert outcome.err.startswith("31/12/2199 is still to come")
