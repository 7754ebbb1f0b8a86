"""Hundreds of bent copies of forms: each is a form or a list of faults, never anything else.

SUPERVISE_MUTATIONS=10000 bends thousands.
"""

from __future__ import annotations

import os
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import canonical_bytes, parse
from supervise_tui.forms.answers import answers_to_sign, check_answer, gaps, in_words
from supervise_tui.forms.definition import Form
from supervise_tui.forms.induction_tasks import TASKS_FILE
from supervise_tui.forms.library import is_policy, toml_files
from supervise_tui.forms.procedure_policy import PROCEDURE_FILE
from supervise_tui.forms.reading import LARGEST_FORM, read_form
from supervise_tui.forms.shipped import shipped_folder
from supervise_tui.forms.standing import STANDING_FILE
from supervise_tui.forms.templates import is_template
from supervise_tui.problems import BadForm, BadInput

SOURCES = [
    path.read_bytes()
    for folder in (shipped_folder(), Path(__file__).parent / "own")
    for path in toml_files(folder)
    if path.name not in (STANDING_FILE, TASKS_FILE, PROCEDURE_FILE)
    and not is_policy(path, folder)
    and not is_template(path, folder)
]
PLACE = re.compile(r"bent\.toml(, line [1-9]\d*)?(, (section|question|column|score|signatures)[ a-z0-9_]*)*")
WAYS = 4
MANY = settings(
    max_examples=int(os.environ.get("SUPERVISE_MUTATIONS", "600")) // WAYS,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ODD_VALUES = [
    b"-1",
    b"0",
    b"1e400",
    b"nan",
    b"true",
    b'""',
    b'"\\u0000"',
    b"[]",
    b"{}",
    b"[[]]",
    b"{ id = 3 }",
    b"2026-01-01",
]
ODD_VALUES += [
    b'"worker"',
    b'"both"',
    b'"held_on"',
    b'"today"',
    b"99999999999999999999",
    b'["a", "b"]',
    b'"x == 1"',
    b"'('",
    b'"text"',
]


def must_read_or_refuse(source: bytes) -> Form | None:
    try:
        return read_form(source, "bent.toml")
    except BadForm as problem:
        faults = problem.faults
    assert faults
    assert all(fault.wrong and PLACE.fullmatch(fault.where) for fault in faults), faults
    return None


def must_work(form: Form | None, typed: list[object]) -> None:
    """What was accepted as a form has to work as one."""
    if form is None:
        return
    answers = {}
    for question, value in zip(form.questions(), typed, strict=False):
        try:
            answers[question.id] = check_answer(question, value)  # type: ignore[arg-type]
        except BadInput:
            continue
        in_words(question, answers[question.id])
    gaps(form, answers, {"today": "2026-11-28"})
    signed = answers_to_sign(form, answers, {})
    assert parse(canonical_bytes(dict(signed))) == signed


typed = st.lists(
    st.none()
    | st.text(max_size=8)
    | st.integers(-1, 700)
    | st.booleans()
    | st.sampled_from(
        ["2026-11-28", "14:05", [{"id": "1", "text": "x"}], [{"id": "1", "what": "x", "by": "2026-12-01"}]]
    ),
    max_size=30,
)


sources = st.sampled_from(SOURCES)


@MANY
@given(
    source=sources,
    flips=st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 255)), min_size=1, max_size=4),
    values=typed,
)
def test_flipped_bytes_give_a_form_or_faults(
    source: bytes, flips: list[tuple[int, int]], values: list[object]
) -> None:
    bent = bytearray(source)
    for at, byte in flips:
        bent[at % len(source)] = byte
    must_work(must_read_or_refuse(bytes(bent)), values)


@MANY
@given(source=sources, gone=st.sets(st.integers(0, 1_000), min_size=1, max_size=6), values=typed)
def test_deleted_lines_give_a_form_or_faults(source: bytes, gone: set[int], values: list[object]) -> None:
    lines = source.split(b"\n")
    left_out = {number % len(lines) for number in gone}
    must_work(
        must_read_or_refuse(b"\n".join(line for number, line in enumerate(lines) if number not in left_out)),
        values,
    )


@MANY
@given(
    source=sources,
    changes=st.lists(
        st.tuples(st.integers(0, 1_000), st.integers(0, 1_000) | st.sampled_from(ODD_VALUES)),
        min_size=1,
        max_size=4,
    ),
    values=typed,
)
def test_swapped_values_give_a_form_or_faults(
    source: bytes, changes: list[tuple[int, int | bytes]], values: list[object]
) -> None:
    bent = source.split(b"\n")
    value_lines = [number for number, line in enumerate(bent) if b" = " in line]
    for at, other in changes:
        place = value_lines[at % len(value_lines)]
        if isinstance(other, int):
            value = bent[value_lines[other % len(value_lines)]].partition(b" = ")[2]
        else:
            value = other
        bent[place] = bent[place].partition(b" = ")[0] + b" = " + value
    must_work(must_read_or_refuse(b"\n".join(bent)), values)


@MANY
@given(
    source=sources,
    other=sources,
    cut=st.integers(0, 30_000),
    rest=st.binary(max_size=40),
    start=st.integers(0, 30_000),
)
def test_cut_and_spliced_files_give_a_form_or_faults(
    source: bytes, other: bytes, cut: int, rest: bytes, start: int
) -> None:
    must_read_or_refuse(source[: cut % len(source)] + rest + other[start % len(other) :])


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(alphabet="id='\"=[]{}.,#\\\n\t ax1-:", max_size=200).map(str.encode))
def test_any_bytes_give_a_form_or_faults(source: bytes) -> None:
    assert must_read_or_refuse(source) is None


TOP = """id = "slow.form"
version = 1
title = "Slow"
purpose = "Slow."
makes = "note"
[[signer]]
role = "worker"
[[section]]
id = "s"
title = "S"
"""
QUESTION = '[[section.question]]\nid = "q{0}"\ntype = "{1}"\nlabel = "{0}"\n'
GROUP = QUESTION.replace("{1}", "group") + "[[section.question.question]]\n"
INNER = 'id = "i{0}"\ntype = "text"\nlabel = "x"\n'
ASKS = 'shown_when = "qq{0} and x{0}"\n'


@pytest.mark.parametrize(
    "text",
    [
        "".join((QUESTION + ASKS).format(number, "text") for number in range(1_800)),
        "".join((GROUP + INNER).format(number) for number in range(1_400)),
        QUESTION.format(1, "table") + "[[section.question.column]]\n" * 6_000,
        QUESTION.format(1, "matrix") + f"rows = [{'{},' * 60_000}]\n",
        "[[score]]\n" * 18_000,
        "[[section]]\n" * 16_000,
        QUESTION.format(1, "text") + f'required = "{"(" * 400}x{")" * 400}"\n',
    ],
    ids=["conditions", "groups", "columns", "rows", "scores", "sections", "brackets"],
)
def test_no_file_keeps_the_reader_busy_for_long(text: str) -> None:
    """Each is made to be slow; five times as large, which is the limit, takes up to 4 s."""
    began = time.process_time()
    must_read_or_refuse((TOP + text).encode()[:LARGEST_FORM])
    assert time.process_time() - began < 10
