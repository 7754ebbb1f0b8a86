"""The standing agenda lists: those that ship, an organisation's own, and their faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.forms.definition import StandingName
from supervise_tui.forms.library import Library
from supervise_tui.forms.standing import read_standing, standing_items
from supervise_tui.problems import BadForm

LIST = b'[[list]]\nid = "care"\ntitle = "Ours"\n[[list.item]]\nid = "pets"\nlabel = "The cat"\n'


def test_the_shipped_lists_hold_what_a_talk_needs() -> None:
    """[SES-11]"""
    lists = Library().standing()
    assert {name: len(one.items) for name, one in lists.items()} == {
        StandingName.STANDING: 12,
        StandingName.MANAGERS: 14,
        StandingName.CARE: 9,
    }
    first = lists[StandingName.STANDING].items[0]
    assert (first.id, first.label) == ("standing.agenda", "Agree the agenda")
    assert all(len(item.label) <= 50 for one in lists.values() for item in one.items)


def test_the_managers_list_is_offered_to_managers_only() -> None:
    lists = Library().standing()

    def offered(manages: bool) -> int:
        return len(standing_items(lists, [*StandingName], {"worker.manages_others": manages}))

    assert offered(True) - offered(False) == 14


def test_an_own_file_stands_in_place_of_the_lists_it_holds(tmp_path: Path) -> None:
    (tmp_path / "standing.toml").write_bytes(LIST)
    library = Library(tmp_path)
    lists = library.standing()
    assert [item.label for item in lists[StandingName.CARE].items] == ["The cat"]
    assert len(lists[StandingName.STANDING].items) == 12
    assert library.ids() == Library().ids()


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (b"", "no “list”"),
        (LIST.replace(b'"care"', b'"mine"'), "standing, managers, care"),
        (LIST + LIST, "there twice"),
        (LIST + b'[[list.item]]\nid = "pets"\nlabel = "x"', "there twice"),
        (LIST.replace(b"label", b"lable"), "Did you mean label?"),
        (LIST.replace(b"title", b'shown_when = "worker.manages"\ntitle'), "worker.manages_others"),
        (LIST.replace(b'id = "pets"', b'id = "pets"\nfunction = "fun"'), "management"),
        (b"[[list]", "not closed"),
    ],
)
def test_faults_are_named(source: bytes, part: str) -> None:
    with pytest.raises(BadForm, match=part) as caught:
        read_standing(source, "standing.toml")
    assert all(fault.where.startswith("standing.toml") for fault in caught.value.faults)


def test_a_broken_own_file_leaves_the_shipped_lists(tmp_path: Path) -> None:
    (tmp_path / "standing.toml").write_bytes(b"[[list]")
    library = Library(tmp_path)
    assert library.standing() == Library().standing()
    assert [one.faults[0].where for one in library.broken()] == ["standing.toml, line 1"]
