"""A form that is kept with the plans is offered and begun there, and nowhere else [PIP-0]."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from supervise_tui.domain.people import Worker
from supervise_tui.forms.definition import KeptIn
from supervise_tui.forms.library import Library
from supervise_tui.problems import NotAllowed
from supervise_tui.workflows import hold_supervision, new_records
from supervise_tui.workflows.desk import Desk
from tests.forms.test_kept_in import apart


def with_one_apart(desk: Desk, folder: Path) -> Desk:
    folder.mkdir()
    (folder / "apart.toml").write_bytes(apart("improvement-small", 'kept_in = "plans"'))
    return replace(desk, library=Library(folder))


def titles(desk: Desk, worker: Worker) -> list[str]:
    return [one.form.id for one in new_records.new_records(desk, worker.id)]


def test_it_is_offered_and_begun_where_it_is_kept_alone(desk: Desk, worker: Worker, tmp_path: Path) -> None:
    here = with_one_apart(desk, tmp_path / "own")
    there = replace(here, keeps=KeptIn.PLANS)
    assert "test.small" not in titles(here, worker)
    assert "test.small" in titles(there, worker)
    assert "session.short" in titles(here, worker)
    assert "session.short" not in titles(there, worker)
    with pytest.raises(NotAllowed, match="“A small form” is not kept here"):
        new_records.start(here, worker.id, "test.small")
    with pytest.raises(NotAllowed, match="“Supervision” is not kept here"):
        hold_supervision.start(there, worker.id, "session.short")
