"""The agenda items that come up again and again, read from standing.toml [SES-11].

An organisation switches one off, adds its own or changes the words by a standing.toml in its own
folder, which then stands in place of the shipped one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.forms.conditions import FACTS, Condition, holds
from supervise_tui.forms.definition import Function, StandingName
from supervise_tui.forms.faults import Keys, nearest
from supervise_tui.forms.simple_types import read_id
from supervise_tui.forms.toml_files import open_toml

STANDING_FILE = "standing.toml"
MOST_ITEMS = 60


@dataclass(frozen=True, kw_only=True)
class StandingItem:
    """One item that may be put on an agenda."""

    id: str
    """"<list>.<item>", as an agenda row keeps it under `standing`."""
    label: str
    function: Function | None = None
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class StandingList:
    """One list of items."""

    id: StandingName
    title: str
    shown_when: str = ""
    """A condition on facts."""
    items: tuple[StandingItem, ...]


StandingLists = Mapping[StandingName, StandingList]


def read_standing(source: bytes, name: str) -> StandingLists:
    """Read the lists in `source`; BadForm holds every fault."""
    file = open_toml(source, name)
    lists: dict[StandingName, StandingList] = {}
    for path, values in file.top.tables("list", required=True, example="[[list]]"):
        keys = Keys(values, path, "list", file.faults)
        found = _read_list(keys)
        if found is not None and found.id in lists:
            keys.fault("id", f"The list “{found.id}” is there twice.", "Take one out.")
        elif found is not None:
            lists[found.id] = found
    file.top.done()
    file.faults.raise_if_any()
    return lists


def _read_list(keys: Keys) -> StandingList | None:
    name = keys.word_or_none("id", StandingName, required=True)
    title = keys.line("title", required=True, limit=80)
    shown_when = keys.condition("shown_when")
    for asked in sorted(Condition.parse(shown_when).names() - set(FACTS)) if shown_when else ():
        keys.fault("shown_when", f"There is no fact “{asked[:60]}”.", nearest(asked, FACTS))
    items: list[StandingItem] = []
    tables = keys.tables("item", required=True, example="[[list.item]]")
    if len(tables) > MOST_ITEMS:
        keys.fault("item", f"There are {len(tables)} items; {MOST_ITEMS} fit.", "Make it shorter.")
    for path, values in tables[:MOST_ITEMS]:
        inner = Keys(values, path, f"list {name or ''}", keys.faults)
        item = StandingItem(
            id=f"{name}.{read_id(inner)}",
            label=inner.line("label", required=True, limit=120),
            function=inner.word_or_none("function", Function),
            help=inner.text("help", limit=300),
        )
        if item.id in {other.id for other in items}:
            inner.fault("id", "This item is there twice.", "Give each its own id.")
        inner.done()
        items.append(item)
    keys.done()
    if name is None:
        return None
    return StandingList(id=name, title=title, shown_when=shown_when, items=tuple(items))


def standing_items(
    lists: StandingLists, names: Iterable[StandingName], facts: Mapping[str, Json]
) -> list[StandingItem]:
    """Give the items to offer on an agenda that names these lists, in their order."""
    wanted = [lists[name] for name in names if name in lists]
    return [item for one in wanted if holds(one.shown_when, {}, facts) for item in one.items]
