"""The library: shipped forms, own forms, versions, and broken own forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.forms.library import Library
from supervise_tui.forms.reading import FORMS_REMEMBERED, read_form
from supervise_tui.forms.shipped import shipped_folder
from supervise_tui.forms.skeleton import skeleton
from supervise_tui.problems import BadForm, NotFound
from tests.forms.written import with_questions

QUESTION = 'id = "a"\ntype = "text"\nlabel = "A"'


def test_every_shipped_form_can_be_read() -> None:
    files = list(shipped_folder().rglob("*.toml"))
    assert files
    library = Library()
    assert "session.short" in library.ids()
    assert len(library.all()) == len(library.ids()) <= len(files)
    assert library.broken() == ()


def test_all_shipped_forms_are_remembered_so_that_the_next_library_reads_none_again() -> None:
    shipped = len(Library().ids())
    assert 2 * shipped < FORMS_REMEMBERED
    before = read_form.cache_info().misses
    assert len(Library().all()) == shipped
    assert read_form.cache_info().misses == before


def test_an_own_form_is_found_and_the_newest_version_counts(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "a.toml").write_bytes(with_questions(QUESTION).replace(b"version = 1", b"version = 2"))
    (tmp_path / "deeper" / "b.toml").write_bytes(with_questions(QUESTION))
    assert Library(tmp_path).get("test.small").version == 2


def test_an_own_form_stands_before_the_shipped_one_whatever_their_versions(tmp_path: Path) -> None:
    shipped = Library().get("session.short")
    ours = shipped.source.replace(b'title = "Supervision"', b'title = "Our time"')
    (tmp_path / "ours.toml").write_bytes(ours.replace(b"version = 1", b"version = 1\n"))
    library = Library(tmp_path)
    assert library.get("session.short").title == "Our time"
    assert library.is_own("session.short")
    assert library.replaces("session.short") == shipped
    assert not Library().is_own("session.short")
    assert Library().replaces("session.short") is None


def test_a_draft_of_an_older_form_can_move_and_one_of_the_form_in_use_cannot(tmp_path: Path) -> None:
    old = read_form(with_questions(QUESTION), "old.toml")
    (tmp_path / "new.toml").write_bytes(with_questions(QUESTION).replace(b"version = 1", b"version = 2"))
    library = Library(tmp_path)
    newer = library.moves_to(old)
    assert newer is not None
    assert newer.version == 2
    assert library.moves_to(newer) is None
    assert Library().moves_to(old) is None


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


def test_the_first_form_to_start_from_has_no_faults_and_takes_any_title() -> None:
    text = skeleton("home.visit", 'After a "visit"')
    form = read_form(text.encode(), "visit.toml")
    assert (form.id, form.title) == ("home.visit", 'After a "visit"')
    assert text.count("#") > 10
    with pytest.raises(BadForm, match="cannot be a form's id"):
        skeleton("Home Visit", "After a visit")
