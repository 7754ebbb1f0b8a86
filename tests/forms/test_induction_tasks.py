"""Lists of tasks for new workers: those that are shipped, an organisation's own, and their faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.forms.induction_tasks import TASKS_FILE, read_tasks
from supervise_tui.forms.library import Library
from supervise_tui.problems import BadForm

OURS = b"""
[[list]]
id = "care"
title = "At Rosewood House"
tasks = ["Stair lift", "The minibus"]

[[list]]
id = "kitchen"
title = "In the kitchen"
tasks = ["Allergens"]
"""


def test_the_shipped_lists_name_no_task_twice() -> None:
    lists = Library().induction_tasks()
    assert [one.id for one in lists] == ["care", "children", "care_certificate"]
    for one in lists:
        assert len(one.tasks) == len({task.casefold() for task in one.tasks}) >= 8


def test_an_own_list_stands_in_place_of_the_one_with_its_id_and_others_beside_them(tmp_path: Path) -> None:
    (tmp_path / TASKS_FILE).write_bytes(OURS)
    lists = {one.id: one for one in Library(tmp_path).induction_tasks()}
    assert lists["care"].tasks == ("Stair lift", "The minibus")
    assert lists["kitchen"].title == "In the kitchen"
    assert "care_certificate" in lists


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        (b'title = "Ours"', "[[list]]"),
        (OURS.replace(b'"care"', b'"kitchen"'), "there twice"),
        (OURS.replace(b"Allergens", b"x" * 121), "121 characters"),
        (OURS.replace(b'tasks = ["Allergens"]', b"task = 1"), "“task” is not known here"),
    ],
)
def test_every_fault_is_named(source: bytes, wrong: str) -> None:
    with pytest.raises(BadForm) as caught:
        read_tasks(source, TASKS_FILE)
    assert any(wrong in str(fault) for fault in caught.value.faults)


def test_a_file_with_faults_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / TASKS_FILE).write_bytes(b"[[list]")
    library = Library(tmp_path)
    assert [one.id for one in library.induction_tasks()] == ["care", "children", "care_certificate"]
    assert [one.name for one in library.broken()] == [TASKS_FILE]
