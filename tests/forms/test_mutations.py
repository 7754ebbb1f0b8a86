"""Thousands of bent copies of the shipped form: each is a form or a list of faults, never anything else."""

from __future__ import annotations

import re
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import canonical_bytes, parse
from supervise_tui.forms.answers import answers_to_sign, check_answer, gaps, in_words
from supervise_tui.forms.definition import Form
from supervise_tui.forms.library import shipped_folder
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import BadForm, BadInput

SOURCE = (shipped_folder() / "session" / "short_layout.toml").read_bytes()
LINES = SOURCE.split(b"\n")
VALUE_LINES = [number for number, line in enumerate(LINES) if b" = " in line]
PLACE = re.compile(r"bent\.toml(, line [1-9]\d*)?(, (section|question|signatures)[ a-z0-9_]*)*")
THOUSANDS = settings(
    max_examples=500,
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


@THOUSANDS
@given(
    flips=st.lists(st.tuples(st.integers(0, len(SOURCE) - 1), st.integers(0, 255)), min_size=1, max_size=4),
    values=typed,
)
def test_flipped_bytes_give_a_form_or_faults(flips: list[tuple[int, int]], values: list[object]) -> None:
    bent = bytearray(SOURCE)
    for at, byte in flips:
        bent[at] = byte
    must_work(must_read_or_refuse(bytes(bent)), values)


@THOUSANDS
@given(gone=st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=6), values=typed)
def test_deleted_lines_give_a_form_or_faults(gone: set[int], values: list[object]) -> None:
    must_work(
        must_read_or_refuse(b"\n".join(line for number, line in enumerate(LINES) if number not in gone)),
        values,
    )


@THOUSANDS
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(VALUE_LINES), st.sampled_from(VALUE_LINES) | st.sampled_from(ODD_VALUES)),
        min_size=1,
        max_size=4,
    ),
    values=typed,
)
def test_swapped_values_give_a_form_or_faults(
    changes: list[tuple[int, int | bytes]], values: list[object]
) -> None:
    bent = list(LINES)
    for at, other in changes:
        value = LINES[other].partition(b" = ")[2] if isinstance(other, int) else other
        bent[at] = bent[at].partition(b" = ")[0] + b" = " + value
    must_work(must_read_or_refuse(b"\n".join(bent)), values)


@THOUSANDS
@given(cut=st.integers(0, len(SOURCE)), rest=st.binary(max_size=40), start=st.integers(0, len(SOURCE)))
def test_cut_and_spliced_files_give_a_form_or_faults(cut: int, rest: bytes, start: int) -> None:
    must_read_or_refuse(SOURCE[:cut] + rest + SOURCE[start:])


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(alphabet="id='\"=[]{}.,#\\\n\t ax1-:", max_size=200).map(str.encode))
def test_any_bytes_give_a_form_or_faults(source: bytes) -> None:
    assert must_read_or_refuse(source) is None
