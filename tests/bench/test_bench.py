"""The bench can be run: its rows come out, whatever the figures are."""

from __future__ import annotations

import json
from pathlib import Path

from bench import clocks, files, home_of_thousands
from bench.in_the_cabinet import autosave, signed_pdf
from bench.table import Row, as_json, as_text, percentile
from supervise_tui.workflows.open_cabinet import close_desk
from tests.homes import add_ania, make_home


def test_rows_come_out_with_both_sides_measured(tmp_path: Path) -> None:
    desk, _ = make_home(tmp_path / "beck.cabinet", tmp_path / "state")
    try:
        worker = add_ania(desk)
        rows = [
            *autosave(desk, worker, tmp_path, 3),
            *signed_pdf(desk, worker, 1),
            *files.rows(desk, 20, 1),
            *clocks.rows(20, 1),
        ]
    finally:
        close_desk(desk)
    desk, _ = make_home(tmp_path / "big.cabinet", tmp_path / "state")
    try:
        rows += home_of_thousands.rows(desk, 60, 1)
    finally:
        close_desk(desk)
    assert [row.what.split(",")[0] for row in rows] == [
        "autosave of one answer",
        "autosave of one answer",
        "one PDF signed by both",
        "search 20 records: a rare word",
        "search 20 records: a word in every record",
        "open a file of 90 records",
        "20 workers: when each is due",
        "20 workers: every clock of each",
        "home of 60 workers: everything it says",
        "its list of supervisions",
    ]
    assert all(row.ours > 0 and row.baseline > 0 for row in rows)


def test_the_table_names_its_baseline_and_says_how_many_times() -> None:
    row = Row(what="first paint", ours=0.6, baseline=0.5, against="a bare app", unit="s", runs=5, goal=1.2)
    printed = as_text([row])
    assert all(words in printed for words in ("first paint", "0.60 s", "0.50 s", "1.20", "a bare app"))
    assert json.loads(as_json([row]))[0]["ratio"] == 1.2


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 50) == 2.0
    assert percentile(list(map(float, range(1, 101))), 99) == 99.0
    assert percentile([7.0], 99) == 7.0
