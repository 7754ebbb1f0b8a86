"""Ratings from a CSV file: all of them, or none and every fault with its line and its cure."""

from __future__ import annotations

from datetime import date

import pytest

from supervise_tui.domain.six_cs_file import read_sheets
from supervise_tui.domain.six_cs_sheet import Sheet
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.problems import BadForm

TODAY = date(2026, 11, 28)
HEAD = "day,from,care,compassion,competence,communication,courage,commitment,comment,where,name\n"
GOOD = (
    HEAD
    + '2026-11-28,feedback,5,4,4,5,,4,"Kind, calm",at home,Mrs Okafor\n\n27/11/2026,Self,3,3,3,3,3,3,,,\n'
)


def read(text: str | bytes, only: str = "w") -> list[Sheet]:
    source = text if isinstance(text, bytes) else text.encode()
    return read_sheets(source, "sheets.csv", TODAY, {"Ania Kowalska": "w", "Kofi Mensah": "k"}, only)


def faults(text: str | bytes, only: str = "w") -> list[str]:
    with pytest.raises(BadForm) as caught:
        read(text, only)
    assert all(one.right for one in caught.value.faults)
    return [f"{one.where}: {one.wrong}" for one in caught.value.faults]


def test_whole_sheets_are_read_and_what_was_left_out_stays_open() -> None:
    first, second = read(GOOD)
    assert (first.day, first.of_self, first.comment, first.giver) == (
        TODAY,
        False,
        "Kind, calm",
        "Mrs Okafor",
    )
    assert Value.COURAGE not in first.marks
    assert sum(first.marks.values()) == 22
    assert (second.day, second.of_self, len(second.marks)) == (date(2026, 11, 27), True, 6)


def test_it_may_be_as_spreadsheets_save_it() -> None:
    saved = "\ufeff" + HEAD.replace(",", ";").title() + "28.11.2026;FEEDBACK;5;4;4;5;1;4;Kind, calm;;\r\n"
    assert read(saved)[0].comment == "Kind, calm"


def test_every_fault_is_named_at_once_with_its_line_and_nobodys_words() -> None:
    found = faults(
        GOOD
        + "yesterday,her,6,4,4,5,x,4,Mrs Okafor,,\n"
        + "2026-11-29,self,,,,,,,,,\n2026-11-01,self,1,1,1,1,1,1,a,b,c,d\n"
    )
    assert found == [
        "line 5: Its day cannot be read.",
        "line 5: It does not say who it is from.",
        "line 5: Care is no number from 1 to 5.",
        "line 5: Courage is no number from 1 to 5.",
        "line 6: Its day is still to come.",
        "line 6: None of the six Cs is rated.",
        "line 7: It has 12 cells, the first line has 11.",
    ]


def test_a_file_may_be_about_several_workers_by_their_whole_names() -> None:
    head = HEAD.replace("name\n", "worker\n")
    row = "2026-11-28,feedback,5,5,5,5,5,5,,,"
    text = f"{head}{row}kofi  mensah\n{row}Ania Kowalska\n{row}Kofi Mensah\n"
    sheets = read(text, only="")
    assert [one.worker for one in sheets] == ["k", "w", "k"]
    assert len({one.id for one in sheets}) == 3, "two alike in one file are two sheets"
    assert [one.id for one in read(text, only="")] == [one.id for one in sheets], "and are the same again"
    assert faults(f"{head}{row}Kofi\n{row}\n", only="") == [
        "line 2: There is no worker of that name here.",
        "line 3: It does not say whom it is about.",
    ]
    assert faults(f"{head}{row}Kofi Mensah\n") == ["line 2: It is about somebody else."]
    assert faults(GOOD, only="") == ["line 1: Columns are missing: worker."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: Columns are missing: day, from, care"),
        (HEAD, "line 2: There is no sheet in it."),
        (HEAD.replace("courage,", ""), "line 1: Columns are missing: courage."),
        (HEAD.replace("where", "street"), "line 1: Column 10 is not known here."),
        (HEAD.replace("where", "care"), "line 1: The column care is there twice."),
        (HEAD.encode("utf-16"), "the file: It is not UTF-8."),
        (b"x" * 2_000_001, "the file: It is larger than 2 MB."),
        (
            HEAD + "2026-11-28,self,1,1,1,1,1,1," + "x" * 2001 + ",,\n",
            "line 2: The comment has more than 2000",
        ),
        (HEAD + "2026-11-28,self,²,1,1,1,1,1,,,\n", "line 2: Care is no number"),
        (HEAD + "2026-11-28,self,-1,1,1,1,1,1,,,\n", "line 2: Care is no number"),
    ],
)
def test_each_kind_of_fault(text: str | bytes, said: str) -> None:
    assert any(one.startswith(said) for one in faults(text))
