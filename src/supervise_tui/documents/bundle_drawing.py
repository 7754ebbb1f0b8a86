"""Draws the pages of a case bundle that are its own: cover and index, and the entries in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable, HRFlowable, KeepTogether, PageBreak, Spacer

from supervise_tui.documents.case_bundle import BundlePaper, BundlePart
from supervise_tui.documents.flowing import fact_grid, paragraphs, plain_table, words
from supervise_tui.documents.house_style import DEEP, LINE, TEXT_WIDTH, Styles
from supervise_tui.documents.numbered_pages import lay_out
from supervise_tui.documents.timeline_drawing import fitting, timeline_flowables
from supervise_tui.forms.day_words import long_date

TOLD = (
    "Everything on file for this case, in order of time: signed records, letters, and entries that nobody "
    "signs. Each signed file is attached to this PDF just as it was signed; only there can its signatures "
    "be checked (“supervise check”, or a PDF reader). Its pages are shown here to be read."
)
_SHARES = (0.28, 0.53, 0.11, 0.08)
"""Of the width, for the columns of the index: the longest day stands in one line."""
_CELL_PADDING = 6.0
"""Points at each side of a cell, with a little to spare."""
_SHORT = 60
"""Letters of a question, and of its answer, that stand side by side."""


def draw_front(paper: BundlePaper, pages: Mapping[int, int]) -> tuple[bytes, int]:
    """Give cover, index and picture, and the page of the picture, from 1.

    `pages` has the first page of each part by its place, from 0.
    """
    styles, picture = Styles(), [1]
    story = [*_cover(paper, styles), *_index(paper, pages, styles), PageBreak(), _Here(picture, 0)]
    story += timeline_flowables(paper.timeline, paper.made_on, styles)
    return lay_out(story, _footer(paper), numbered=False), picture[0]


def draw_entries(paper: BundlePaper, parts: Sequence[BundlePart]) -> tuple[bytes, list[int]]:
    """Give entries that follow each other, and the page (from 1) on which each begins."""
    styles, begun = Styles(), [1] * len(parts)
    story: list[Flowable] = []
    for place, part in enumerate(parts):
        entry: list[Flowable] = [
            _Here(begun, place),
            words(f"{long_date(part.on)}: {part.title}", styles.heading),
            HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=3),
        ]
        if part.note:
            entry.append(words(part.note, styles.small))
        story += [KeepTogether([*entry, *_answers(part, styles)]), Spacer(0, 8)]
    return lay_out(story, _footer(paper), numbered=False), begun


def _answers(part: BundlePart, styles: Styles) -> Iterator[Flowable]:
    """In the order of the form: short answers that follow each other side by side, long ones below."""
    for short, run in groupby(part.answers, _is_short):
        if short:
            yield fact_grid(list(run), 3, TEXT_WIDTH, styles.label, styles.value)
            continue
        for asked, said in run:
            yield words(asked, styles.question)
            yield from paragraphs(said, styles.body)


def _is_short(pair: tuple[str, str]) -> bool:
    asked, said = pair
    return max(len(asked), len(said)) <= _SHORT and "\n" not in said


def _footer(paper: BundlePaper) -> tuple[str, str]:
    """Each page says whose it is: a bundle is taken apart on a table."""
    return (
        f"Case bundle of {long_date(paper.made_on)}: {paper.worker}",
        "Private: for those who work on the case",
    )


def _cover(paper: BundlePaper, styles: Styles) -> Iterator[Flowable]:
    top = [[words(paper.home, styles.home), words(long_date(paper.made_on), styles.record_number)]]
    edges: list[Any] = [("LEFTPADDING", (0, 0), (0, 0), 0), ("RIGHTPADDING", (-1, 0), (-1, 0), 0)]
    yield plain_table(top, [TEXT_WIDTH * 0.6, TEXT_WIDTH * 0.4], edges)
    yield HRFlowable(width="100%", thickness=2.2, color=DEEP, spaceBefore=0, spaceAfter=7)
    yield words("Case bundle", styles.title)
    yield words(f"{paper.worker}, {paper.post}", styles.subtitle)
    yield Spacer(0, 8)
    signed = sum(bool(part.pdf) for part in paper.parts)
    facts = [
        ("Case opened", long_date(paper.opened_on)),
        ("Where it stands", paper.state),
        ("Put together by", paper.made_by),
        ("Signed files in it", str(signed)),
        ("Entries in it", str(len(paper.parts) - signed)),
    ]
    yield fact_grid(facts, 3, TEXT_WIDTH, styles.label, styles.value)
    yield Spacer(0, 6)
    yield words(f"{TOLD} {paper.signed_as_a_whole}", styles.small)
    yield Spacer(0, 4)
    for sentence in paper.left_out:
        yield words(sentence, styles.warning)
    yield Spacer(0, 4)


def _index(paper: BundlePaper, pages: Mapping[int, int], styles: Styles) -> Iterator[Flowable]:
    yield words("What is in it", styles.heading)
    head = [words(one, styles.cell_head) for one in ("Day", "What", "")]
    rows: list[list[Any]] = [[*head, words("Page", styles.right_head)]]
    rows += [
        [
            words(long_date(part.on), styles.small_cell),
            [words(part.title, styles.cell), *_in_a_line(part.says, styles)],
            words(part.kind, styles.small_cell),
            words(str(pages.get(place, 0)), styles.small_right),
        ]
        for place, part in enumerate(paper.parts)
    ]
    rules: list[Any] = [
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("BACKGROUND", (0, 0), (-1, 0), DEEP),
    ]
    yield plain_table(rows, [TEXT_WIDTH * share for share in _SHARES], rules, repeatRows=1)


def _in_a_line(says: str, styles: Styles) -> Iterator[Flowable]:
    """What a part says, as far as it goes in a line: it is told in full on its page."""
    if says:
        room = TEXT_WIDTH * _SHARES[1] - 2 * _CELL_PADDING
        said = fitting(says, room, styles.small.fontSize)
        if said != says:
            said = f"{said[:-1].rpartition(' ')[0].rstrip(' ·,;:')}…"
        yield words(said, styles.small)


class _Here(Flowable):  # type: ignore[misc]
    """Notes the page that it comes to stand on."""

    def __init__(self, begun: list[int], place: int) -> None:
        super().__init__()
        self.begun, self.place = begun, place

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take no room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Note the page."""
        self.begun[self.place] = self.canv.getPageNumber()
