"""Finding lines in TOML text."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.forms.toml_places import Path, find_places

TEXT = '''# a comment with [brackets] and "quotes
id = "x" # = 3
long = """
[not.a.header]
key = 1 \\""" still """
raw = \'\'\'
[nor.this]\'\'\'
list = [
  "a", # ]
  [1],
]
"quoted key".'other' = "a # b"

[[section]]
id = 1
[[section.question]]
id = "q1"
[[section.question]]
id = 'q2'
[[section]]
[[section.question]] # again
id = "q3"
  [ table . inner ]
  deep.er = { a = 1, b = "]" }
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 2),
        (("long",), 3),
        (("raw",), 6),
        (("list",), 8),
        (("quoted key", "other"), 12),
        (("section", 0), 14),
        (("section", 0, "question", 0), 16),
        (("section", 0, "question", 1, "id"), 19),
        (("section", 1), 20),
        (("section", 1, "question", 0, "id"), 22),
        (("section", 1, "question", 0, "label"), 21),
        (("table", "inner"), 23),
        (("table", "inner", "deep", "er", "a"), 24),
        (("nowhere",), 1),
    ],
)
def test_every_table_and_key_has_its_line(path: Path, line: int) -> None:
    assert find_places(TEXT).line(path) == line


def test_the_text_of_this_test_is_toml() -> None:
    assert tomllib.loads(TEXT)["section"][0]["question"][1]["id"] == "q2"


@given(st.text(alphabet="ab=[]{}\"'#.\\\n ,", max_size=60))
def test_any_text_can_be_scanned(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line in find_places(text).lines.values())


names = st.text(alphabet="abc", min_size=1, max_size=2)


@given(
    st.lists(names, max_size=5, unique=True), st.lists(st.lists(names, max_size=3, unique=True), max_size=4)
)
def test_keys_are_found_where_they_were_written(top: list[str], tables: list[list[str]]) -> None:
    lines = [f"{name} = 1" for name in top]
    expected: dict[Path, int] = {(name,): number for number, name in enumerate(top, 1)}
    for number, keys in enumerate(tables):
        lines += ["", "[[zz]]"]
        expected["zz", number] = len(lines)
        for key in keys:
            lines.append(f"{key} = [\n'x',\n]")
            expected["zz", number, key] = len("\n".join(lines).split("\n")) - 2
        lines = "\n".join(lines).split("\n")
    parsed: dict[str, Any] = tomllib.loads("\n".join(lines))
    places = find_places("\n".join(lines))
    assert places.lines == expected
    assert len(parsed.get("zz", [])) == len(tables)
