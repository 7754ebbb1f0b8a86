"""The library: shipped forms, own forms, versions, and broken own forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.forms.library import Library, shipped_folder
from supervise_tui.problems import NotFound
from tests.forms.written import with_questions

QUESTION = 'id = "a"\ntype = "text"\nlabel = "A"'


def test_every_shipped_form_can_be_read() -> None:
    files = list(shipped_folder().rglob("*.toml"))
    assert files
    library = Library()
    assert "session.short" in library.ids()
    assert len(library.all()) == len(library.ids()) <= len(files)
    assert library.broken() == ()


def test_an_own_form_is_found_and_the_newest_version_counts(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "a.toml").write_bytes(with_questions(QUESTION).replace(b"version = 1", b"version = 2"))
    (tmp_path / "deeper" / "b.toml").write_bytes(with_questions(QUESTION))
    assert Library(tmp_path).get("test.small").version == 2


def test_an_own_form_stands_before_the_shipped_one_of_its_version(tmp_path: Path) -> None:
    source = (shipped_folder() / "session" / "short_layout.toml").read_bytes()
    (tmp_path / "ours.toml").write_bytes(source.replace(b'title = "Supervision"', b'title = "Our time"'))
    assert Library(tmp_path).get("session.short").title == "Our time"


def test_a_broken_own_form_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = ")
    library = Library(tmp_path)
    assert library.ids() == Library().ids()
    assert [faults.faults[0].where for faults in library.broken()] == ["broken.toml, line 1"]


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert Library(tmp_path / "none").ids() == Library().ids()


def test_a_form_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"no form “session\.long”.*session\.short"):
        Library().get("session.long")
