"""Any form in the grammar with any answers it accepts: on paper, blank, as text, as HTML, as a table."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.documents.answer_columns import as_csv
from supervise_tui.documents.blank_form import blank_form
from supervise_tui.documents.plain_text import as_html, as_text
from supervise_tui.documents.record_pdf import draw_base
from supervise_tui.domain.record import Content
from supervise_tui.forms.answers import answers_to_sign, check_answer
from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import read_form
from supervise_tui.problems import BadInput
from tests.documents.sample_records import content
from tests.documents.test_plain_text import read
from tests.forms.any_form import answers, forms

_FACTS: dict[str, Json] = {"today": "2026-11-28", "worker.in_probation": True, "meeting.number": 7}


def a_few(usual: int) -> settings:
    """Drawing takes a while, so a sample; SUPERVISE_ANY_FORMS asks for more."""
    return settings(
        max_examples=int(os.environ.get("SUPERVISE_ANY_FORMS", usual)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def record(form: Form, data: st.DataObject) -> Content:
    """What of any answers would be signed."""
    kept: dict[str, Json] = {}
    for key, value in data.draw(answers(form)).items():
        question = form.question(key)
        try:
            kept[key] = check_answer(question, value) if question is not None else value
        except BadInput:
            continue
    signed = answers_to_sign(form, kept, _FACTS)
    return replace(content(of_form=form, answers=signed), facts=_FACTS)


@a_few(20)
@given(source=forms(), data=st.data())
def test_any_record_can_be_drawn(source: str, data: st.DataObject) -> None:
    form = read_form(source.encode(), "any.toml")
    assert draw_base(record(form, data), form).startswith(b"%PDF")


@a_few(12)
@given(source=forms())
def test_any_form_can_be_printed_blank(source: str) -> None:
    assert blank_form(read_form(source.encode(), "any.toml")).startswith(b"%PDF")


@a_few(40)
@given(source=forms(), data=st.data())
def test_any_record_can_be_read_as_text_html_and_table(source: str, data: st.DataObject) -> None:
    form = read_form(source.encode(), "any.toml")
    what = record(form, data)
    assert as_text(what, form)
    read(as_html(what, form))
    raw = as_csv([(what, form)]).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(raw, newline=""))
    assert len(head) == len(row) == len(set(head))
