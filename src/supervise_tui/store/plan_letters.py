"""Save and fetch the letters of cases: drafts, final PDFs, and the day each was received [PIP-6] [PIP-10]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from sqlmodel import col, select

from supervise_tui.canonical import Json, canonical_bytes, fingerprint, parse
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store import history, plan_cases
from supervise_tui.store.tables import PlanLetterPdfRow, PlanLetterRow
from supervise_tui.store.work import Clock, Work, moment

MADE, DELIVERED = "plan.letter-made", "plan.letter-delivered"
"""What the history says of a letter that was made final, and of one that was received."""


def keep_letter(work: Work, letter: CaseLetter, now: Clock) -> CaseLetter:
    """Keep a draft, new or changed; NotAllowed when it is final already."""
    row = work.session.get(PlanLetterRow, letter.id)
    if row is not None and row.made_at:
        raise NotAllowed("This letter is final: nothing of it changes any more.", "Write a new one.")
    kept = replace(letter, saved_at=moment(now), made_at="", delivered_on=None, delivered_how="")
    work.session.merge(
        PlanLetterRow(
            id=kept.id,
            plan_case=kept.case,
            kind=kept.kind,
            entry=kept.entry,
            content=canonical_bytes(dict(kept.content)).decode(),
            by_whom=kept.by,
            saved_at=kept.saved_at,
        )
    )
    work.session.flush()
    return kept


def make_final(work: Work, letter_id: str, pdf: bytes, who: str, now: Clock) -> CaseLetter:
    """Keep the final PDF of a letter, and note it; NotAllowed when there is one already."""
    row = _row(work, letter_id)
    if row.made_at:
        raise NotAllowed("This letter is final already.", "Write a new one.")
    row.made_at = moment(now)
    work.session.add(PlanLetterPdfRow(letter=letter_id, pdf=pdf))
    work.session.flush()
    _note(work, row, MADE, pdf, who, now)
    return _letter(row)


def deliver(work: Work, letter_id: str, on: date, how: str, who: str, now: Clock) -> CaseLetter:
    """Keep on which day and in which way the worker received a letter, and note it.

    NotAllowed for a draft, and a second time: clocks run from that day [PIP-12].
    """
    row = _row(work, letter_id)
    if not row.made_at:
        raise NotAllowed("This letter is a draft still.", "Make it final first.")
    if row.delivered_on is not None:
        raise NotAllowed("It is written down already when this letter was received.")
    row.delivered_on, row.delivered_how = on, how
    work.session.flush()
    after = canonical_bytes({"letter": fingerprint(pdf(work, letter_id)), "on": on.isoformat(), "how": how})
    _note(work, row, DELIVERED, after, who, now)
    return _letter(row)


def letter(work: Work, letter_id: str) -> CaseLetter:
    """Give the letter of that id; NotFound if there is none."""
    return _letter(_row(work, letter_id))


def letters(work: Work, case_id: str) -> list[CaseLetter]:
    """Give the letters of a case: drafts first, then the final ones in the order in which they were made."""
    rows = work.session.exec(
        select(PlanLetterRow)
        .where(PlanLetterRow.plan_case == case_id)
        .order_by(col(PlanLetterRow.made_at), col(PlanLetterRow.saved_at), col(PlanLetterRow.id))
    )
    return [_letter(row) for row in rows]


def pdf(work: Work, letter_id: str) -> bytes:
    """Give the final PDF of a letter; NotFound while it is a draft."""
    row = work.session.get(PlanLetterPdfRow, letter_id)
    if row is None:
        raise NotFound("This letter is a draft still: it has no PDF.")
    return row.pdf


def drop_letter(work: Work, letter_id: str) -> None:
    """Take a draft away; NotAllowed for a letter that is final."""
    row = _row(work, letter_id)
    if row.made_at:
        raise NotAllowed("A letter that is final stays.")
    work.session.delete(row)
    work.session.flush()


def _row(work: Work, letter_id: str) -> PlanLetterRow:
    row = work.session.get(PlanLetterRow, letter_id)
    if row is None:
        raise NotFound("There is no such letter here.")
    return row


def _note(work: Work, row: PlanLetterRow, what: str, after: bytes, who: str, now: Clock) -> None:
    worker = plan_cases.case(work, row.plan_case).worker
    history.note(work, file=worker, who=who, what=what, subject=row.id, after=after, now=now)


def _letter(row: PlanLetterRow) -> CaseLetter:
    content: Mapping[str, Json] = cast("dict[str, Json]", parse(row.content.encode()))
    return CaseLetter(
        id=row.id,
        case=row.plan_case,
        kind=row.kind,
        content=content,
        entry=row.entry,
        by=row.by_whom,
        saved_at=row.saved_at,
        made_at=row.made_at,
        delivered_on=row.delivered_on,
        delivered_how=row.delivered_how,
    )
