"""A form about the home, or about the supervisor, leaves nothing to a worker."""

from __future__ import annotations

import pytest

from supervise_tui.forms.definition import FileKind
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import BadForm

FORM = """id = "test.home"
version = 1
title = "A look at the home"
purpose = "To be bent by tests."
makes = "look"
kind_of_file = "{kind}"

[[signer]]
role = "{signer}"

[[section]]
id = "look"
title = "The look"
filled_by = "{filler}"

[[section.question]]
id = "seen"
type = "text"
label = "Seen"
answered_by = "{author}"
"""
RIGHT = {"kind": "workplace", "signer": "supervisor", "filler": "both", "author": "supervisor"}


def faults(**changes: str) -> list[str]:
    try:
        read_form(FORM.format(**(RIGHT | changes)).encode(), "home.toml")
    except BadForm as bad:
        return [str(fault) for fault in bad.faults]
    return []


@pytest.mark.parametrize("kind", [FileKind.WORKPLACE, FileKind.SUPERVISOR])
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"signer": "worker"}, "who could sign it"),
        ({"filler": "worker"}, "who could fill it in"),
        ({"author": "worker"}, "who could answer"),
    ],
)
def test_what_is_left_to_a_worker_is_a_fault_there(
    kind: FileKind, changes: dict[str, str], says: str
) -> None:
    (fault,) = faults(kind=kind.value, **changes)
    assert says in fault


def test_on_a_workers_file_it_is_none() -> None:
    assert faults(kind="worker", signer="worker", filler="worker", author="worker") == []
    assert faults() == []
