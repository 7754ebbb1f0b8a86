"""The picture of a case says what each mark stands for, at the mark or by its number below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from supervise_tui.documents.bundle_drawing import draw_front
from supervise_tui.documents.case_bundle import BundlePaper, BundlePart
from supervise_tui.documents.timeline_drawing import Timeline
from supervise_tui.domain.case_timeline import CaseTimeline, Moment, timeline
from tests.domain import plan_story

TODAY = date(2026, 7, 1)


def drawn(letters: int) -> CaseTimeline:
    story = plan_story.appeal_met()
    sent = [
        Moment(f"Letter no. {number}", date(2026, 2, 2) + timedelta(days=9 * number))
        for number in range(letters)
    ]
    return timeline(story.case, story.entries, story.policy, story.nation, TODAY, sent[::-1])


@pytest.mark.parametrize(("letters", "rows"), [(0, []), (2, []), (14, ["Letters"])])
def test_marks_that_lie_too_close_for_words_have_numbers_and_a_line_below(
    letters: int, rows: list[str]
) -> None:
    told = replace(drawn(letters), meetings=(), decisions=())
    below = list(Timeline(told, TODAY).numbered())
    assert [one.partition(":")[0] for one in below] == rows
    for one in below:
        assert one.startswith("Letters: 1 Letter no. 0, 2 February 2026; 2 Letter no. 1, 11 February 2026; ")
        assert one.endswith("14 Letter no. 13, 30 May 2026")


def test_the_outline_leads_to_the_page_on_which_the_picture_begins() -> None:
    """Also where its words go on, on the next page."""
    story = plan_story.dismissed()
    part = BundlePart(on=TODAY, kind="Entry 1", title="Log entry", answers=(("What", "Seen"),))
    paper = BundlePaper(
        home="Beck House",
        worker="Ania Wójcik-Łęcka",
        post="Senior carer",
        opened_on=story.case.opened_on,
        state="Dismissed",
        made_on=TODAY,
        made_by="Marian Oakes",
        left_out=(),
        signed_as_a_whole="",
        timeline=drawn(400),
        parts=(part,) * 60,
    )
    raw, picture = draw_front(paper, {})
    pages = [page.extract_text() for page in PdfReader(BytesIO(raw)).pages]
    assert [number for number, page in enumerate(pages, 1) if "The course of the case" in page] == [picture]
    assert picture < len(pages)
