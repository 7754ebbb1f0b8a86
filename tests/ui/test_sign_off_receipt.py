"""The receipt's square code and the read-through hold exactly what was signed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from supervise_tui.canonical import fingerprint
from supervise_tui.domain.record import Content, Signer, Voice
from supervise_tui.forms.definition import Role
from supervise_tui.forms.library import Library
from supervise_tui.ui.screens.read_through import read_through_text
from supervise_tui.ui.screens.receipt import in_lines
from supervise_tui.ui.widgets.qr import qr_lines
from tests.tools import run_tool

PIXELS = 8
"""Of one module; a character of the terminal is two of them high."""


def photographed(lines: list[str], path: Path) -> None:
    """Draw the half blocks as a terminal does, and keep the picture."""
    width, height = len(lines[0]) * PIXELS, len(lines) * 2 * PIXELS
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        for column, character in enumerate(line):
            for half, dark in enumerate((character in "▀█", character in "▄█")):
                if dark:
                    left, top = column * PIXELS, (2 * row + half) * PIXELS
                    draw.rectangle((left, top, left + PIXELS - 1, top + PIXELS - 1), fill=0)
    picture.save(path)


def test_a_camera_reads_the_fingerprint_from_the_screen(tmp_path: Path) -> None:
    mark = fingerprint(b"a record")
    photographed(qr_lines(mark), tmp_path / "screen.png")
    assert mark in run_tool("zbarimg", "--quiet", "--raw", str(tmp_path / "screen.png"))


def test_the_square_code_leaves_room_for_the_words_beside_it_at_80_columns() -> None:
    lines = qr_lines(fingerprint(b"a record"))
    assert len(lines) <= 20
    assert len(lines[0]) + 1 + max(len(line) for line in in_lines("a" * 64).splitlines()) <= 79


@pytest.fixture
def content() -> Content:
    """A record with a disagreement, and an answer that its form does not know."""
    form = Library().get("session.short")
    worker = Signer(person="w1", name="Ngozi Adébáyọ̀", post="Care worker", role=Role.WORKER)
    supervisor = Signer(person="s1", name="Siân Pugh", post="Deputy manager", role=Role.SUPERVISOR)
    return Content(
        record="r1",
        number=7,
        makes="supervision",
        form=form.id,
        form_version=form.version,
        form_digest=form.digest,
        engine=1,
        title=form.title,
        organisation="Beck House",
        nation="wales",
        cabinet="c1",
        session_number=3,
        facts={"meeting.number": 3},
        worker=worker,
        supervisor=supervisor,
        answers={
            "held_on": "2026-11-17",
            "summary": "A talk [about] nights.",
            "actions": [
                {
                    "id": "a",
                    "what": "Ring the family",
                    "owner": "other",
                    "owner_name": "Huw",
                    "by": "2026-12-01",
                    "how_known": "They said so",
                }
            ],
            "worth_worker": 2,
            "from_elsewhere": "kept all the same",
        },
        disagreements=(Voice(role=Role.WORKER, text="I asked in September."),),
        declined=(Voice(role=Role.SUPERVISOR, text="I was not there."),),
        expected=(worker, supervisor),
        salt="00" * 32,
        drawn_by={},
    )


def test_all_that_is_signed_stands_in_the_read_through(content: Content) -> None:
    text = read_through_text(content, Library().get("session.short")).plain
    for words in (
        "Ngozi Adébáyọ̀, Care worker",
        "Siân Pugh, Deputy manager",
        "Tuesday 17 November 2026",
        "A talk [about] nights.",
        "Ring the family",
        "Huw",
        "Tuesday 1 December 2026",
        "They said so",
        "2 of 5",
        "kept all the same",
        "I asked in September.",
        "I was not there.",
    ):
        assert words in text
