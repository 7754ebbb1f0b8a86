"""The end of a record on paper: what each side wrote at sign-off, the signature panels, the fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
)

from supervise_tui.canonical import Json, in_fours
from supervise_tui.documents.capacity import capacity
from supervise_tui.documents.flowing import plain_table, tinted_block, words
from supervise_tui.documents.house_style import (
    LEFT_TO_RIGHT,
    LINE,
    PAGE_HEIGHT,
    ROOM_FOR_SECTION,
    TEXT_WIDTH,
    Styles,
)
from supervise_tui.documents.marks import QrCode
from supervise_tui.documents.panels import PANEL_HEIGHT, PANEL_WIDTH, Seats, WaitingPanel
from supervise_tui.documents.safe_text import is_named, safe
from supervise_tui.domain.record import Content, Voice
from supervise_tui.forms.definition import Form

_LONGEST_LAST_ANSWER = 160.0
"""Points."""
_QR_SIDE = 82.0
"""Points: 2.5 dots a module at 100 dots an inch, which zbarimg reads."""
_TOLD = (
    "The square holds this fingerprint: it is the SHA-256 of record.json, which is attached to this file "
    "together with the form it was written on (form.toml). Any later change shows: check it with "
    "“supervise check” or a PDF reader that knows signatures. The times are those of the computer on "
    "which it was signed."
)
_TOLD_OF_BRACKETS = " What stands in brackets like [U+738B] could not be drawn; record.json has it as typed."


def voices(content: Content, form: Form, styles: Styles) -> Iterator[Flowable]:
    """Give the disagreements and the reasons for not signing, each in its author's own words [REC-2]."""
    for voice in content.disagreements:
        yield from _voice("Disagreement", voice, "writes", content, form, styles)
    for voice in content.declined:
        yield from _voice("Not signed", voice, "did not sign, and gives this reason", content, form, styles)


def _voice(
    heading: str, voice: Voice, verb: str, content: Content, form: Form, styles: Styles
) -> Iterator[Flowable]:
    people = (content.worker, content.supervisor, *content.expected)
    name = next((one.name for one in people if one.role is voice.role), "")
    role = capacity(voice.role, form, content).removeprefix("the ")
    yield CondPageBreak(ROOM_FOR_SECTION)
    yield words(heading, styles.heading)
    yield words(f"{LEFT_TO_RIGHT}{name}, {role}, {verb}:", styles.question)
    yield Spacer(0, 5)
    yield from tinted_block(voice.text, styles.voice)
    yield Spacer(0, 5)


def pieces_of_last_answer(said: Sequence[Flowable], styles: Styles) -> int:
    """Say how many of the last pieces are the last answer, if it is short: it stays with the signatures."""
    height = 0.0
    for count, piece in enumerate(reversed(said), 1):
        if isinstance(piece, CondPageBreak | PageBreak | KeepTogether):
            return 0
        height += float(piece.wrap(TEXT_WIDTH, PAGE_HEIGHT)[1])
        if height > _LONGEST_LAST_ANSWER:
            return 0
        if isinstance(piece, Table) or _styled(piece, styles.question):
            heads = 0
            while count + heads < len(said) and _is_head(said[-count - heads - 1], styles):
                heads += 1
            return count + heads
    return 0


def _is_head(piece: Flowable, styles: Styles) -> bool:
    return isinstance(piece, HRFlowable) or _styled(piece, styles.heading)


def _styled(piece: Flowable, how: Any) -> bool:
    return isinstance(piece, Paragraph) and piece.style.name == how.name


def sign_off(
    content: Content, form: Form, styles: Styles, seats: Seats, last: Sequence[Flowable] = ()
) -> Iterator[Flowable]:
    """Give a panel for each expected signer and the fingerprint, on one page; fills `seats` when drawn.

    `last` is what stays on that page with them: no signature stands on a page of its own.
    """
    waiting = [
        WaitingPanel(signer, capacity(signer.role, form, content), seats) for signer in content.expected
    ]
    rows = [
        [waiting[place], "", waiting[place + 1] if place + 1 < len(waiting) else ""]
        for place in range(0, len(waiting), 2)
    ]
    panels = plain_table(
        rows,
        [PANEL_WIDTH, TEXT_WIDTH - 2 * PANEL_WIDTH, PANEL_WIDTH],
        [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)],
        rowHeights=[PANEL_HEIGHT + 5] * len(rows),
    )
    yield KeepTogether(
        [
            *last,
            words("Sign-off", styles.heading),
            HRFlowable(width="100%", thickness=0.6, color=LINE, spaceBefore=0, spaceAfter=2),
            panels,
            _fingerprint(content, styles),
        ]
    )


def _fingerprint(content: Content, styles: Styles) -> Flowable:
    groups = in_fours(content.fingerprint).split()
    lines = "<br/>".join(safe(" ".join(groups[start : start + 8])) for start in (0, 8))
    brackets = any(is_named(text) for text in _texts_of(content.as_json()))
    text = [
        words("Fingerprint", styles.label),
        Paragraph(lines, styles.digits),
        Spacer(0, 3),
        words(_TOLD + (_TOLD_OF_BRACKETS if brackets else ""), styles.small),
    ]
    return plain_table(
        [[QrCode(content.fingerprint, _QR_SIDE), text]],
        [_QR_SIDE + 8, TEXT_WIDTH - _QR_SIDE - 8],
        [("LEFTPADDING", (0, 0), (0, -1), 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
    )


def _texts_of(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts_of(item)
