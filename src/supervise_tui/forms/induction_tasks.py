"""The lists of tasks that nobody does alone before somebody has seen them do it, read from TOML [CAD-8].

An organisation writes its own lists into an induction_tasks.toml in its own folder: one with the id of
a shipped list stands in its place, any other beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervise_tui.forms.faults import Keys
from supervise_tui.forms.simple_types import read_id
from supervise_tui.forms.toml_files import open_toml

TASKS_FILE = "induction_tasks.toml"
MOST_TASKS = 100
LONGEST_TASK = 120


@dataclass(frozen=True, kw_only=True)
class TaskList:
    """Tasks to choose from for a new worker."""

    id: str
    title: str
    tasks: tuple[str, ...]


TaskLists = Mapping[str, TaskList]


def read_tasks(source: bytes, name: str) -> TaskLists:
    """Read the lists in `source`; BadForm holds every fault."""
    file = open_toml(source, name)
    lists: dict[str, TaskList] = {}
    for path, values in file.top.tables("list", required=True, example="[[list]]"):
        keys = Keys(values, path, "list", file.faults)
        found = TaskList(
            id=read_id(keys),
            title=keys.line("title", required=True, limit=80),
            tasks=keys.texts("tasks", most=MOST_TASKS),
        )
        if found.id in lists:
            keys.fault("id", f"The list “{found.id}” is there twice.", "Take one out.")
        for task in found.tasks:
            if len(task) > LONGEST_TASK:
                right = f"Up to {LONGEST_TASK} characters fit."
                keys.fault("tasks", f"A task is {len(task)} characters long.", right)
        keys.done()
        lists[found.id] = found
    file.top.done()
    file.faults.raise_if_any()
    return lists
