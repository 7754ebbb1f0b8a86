"""Pages made out of a signed record, to hang up or to give away: certificates, a thank-you, a poster.

What a kind of record gives stands in one table, by what its form `makes`. The page says which record it
was made from; the record itself stays what is signed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from supervise_tui.canonical import Json, in_fours
from supervise_tui.documents.hung_page import HungPage, hung_page
from supervise_tui.domain.commitment import EMPLOYERS
from supervise_tui.domain.kinds import ACKNOWLEDGEMENT, COMMITMENT
from supervise_tui.domain.last_time import VALUES
from supervise_tui.domain.record import Content, Record
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import day_in_words
from supervise_tui.forms.definition import Fact, Form, YesNoQuestion
from supervise_tui.problems import NotAllowed
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import note_export, signed_record, write_new

Draw: TypeAlias = Callable[[Content, Form], HungPage]


@dataclass(frozen=True)
class PageKind:
    """One kind of page that a record gives."""

    word: str
    """What it is called, in the middle of a sentence."""
    draw: Draw


def page_kind(record: Record) -> PageKind | None:
    """Give what page a closed record gives, or None."""
    return PAGES.get(record.makes) if record.state.is_signed else None


def save_page(desk: Desk, record_id: str, folder: Path) -> Path:
    """Draw the page of a signed record into `folder` and give its path; nothing is overwritten.

    NotAllowed for a record that gives none, or to a key that takes no copies; FileTrouble.
    """
    desk.check(Act.EXPORT)
    one = signed_record(desk, record_id)
    kind = page_kind(one.record)
    if kind is None:
        raise NotAllowed("No page is made of such a record.", "Save its PDF instead: press e.")
    raw = hung_page(kind.draw(one.content, one.form))
    whose = re.sub(r"[^\w-]+", "-", one.content.worker.name)[:60].strip("-")
    path = write_new(folder, f"{kind.word.replace(' ', '-')}-{whose}-{one.record.number}.pdf", raw)
    note_export(desk, one.record, raw)
    return path


def _page(content: Content, form: Form, title: str, **parts: object) -> HungPage:
    number = f"Record {content.number}, fingerprint {in_fours(content.fingerprint[:16])}"
    return HungPage(home=content.organisation, title=title, foot=number, **parts)  # type: ignore[arg-type]


def _day(content: Content, form: Form) -> str:
    asked = form.with_fact(Fact.HELD_ON)
    return day_in_words(str(content.answers.get(asked.id))) if asked is not None else ""


def _promises(content: Content, form: Form) -> tuple[tuple[str, str], ...]:
    """The promises that were said yes to: each begins with who promises."""
    return tuple(
        (f"{question.label}.", "")
        for question in form.questions()
        if isinstance(question, YesNoQuestion)
        and content.answers.get(question.id) is True
        and question.label.startswith(("I will always", "We will always"))
    )


def _signed(content: Content, form: Form) -> tuple[str, ...]:
    names = [f"{one.name}, {one.post}" for one in content.expected]
    return (*names, f"Signed on {_day(content, form)}" if len(names) else "")


def _commitment(content: Content, form: Form) -> HungPage:
    return _page(
        content,
        form,
        "Commitment to good care",
        whom=content.worker.name,
        post=content.worker.post,
        words="has promised, of their own free will:",
        lines=_promises(content, form),
        signed=_signed(content, form),
    )


def _employers(content: Content, form: Form) -> HungPage:
    return _page(
        content,
        form,
        "Our commitment to our staff",
        words="To everybody who works here we promise:",
        lines=_promises(content, form),
        signed=_signed(content, form),
    )


def _thanks(content: Content, form: Form) -> HungPage:
    said = {key: str(value) for key, value in content.answers.items() if isinstance(value, str)}
    return _page(
        content,
        form,
        "Thank you",
        whom=content.worker.name,
        post=content.worker.post,
        words=said.get("what", ""),
        lines=((said.get("about", ""), ""),),
        signed=_signed(content, form),
    )


def _values(content: Content, form: Form) -> HungPage:
    rows: Json = content.answers.get("our_values")
    lines = tuple(
        (str(row.get("value", "")), str(row.get("meaning", "")))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    )
    return _page(content, form, "What we stand for", lines=lines)


PAGES: dict[str, PageKind] = {
    COMMITMENT: PageKind("certificate", _commitment),
    EMPLOYERS: PageKind("certificate", _employers),
    ACKNOWLEDGEMENT: PageKind("thank-you", _thanks),
    VALUES: PageKind("poster", _values),
}
"""By what a record's form makes."""
