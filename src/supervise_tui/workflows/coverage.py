"""Coverage of this cabinet: figures over the last months and of today, each with the list behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from supervise_tui.documents.coverage_csv import coverage_csv
from supervise_tui.documents.coverage_pdf import CoveragePaper, coverage_pdf
from supervise_tui.domain import figures as measured
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.coverage import WINDOWS, Coverage, coverages
from supervise_tui.domain.figures import Figure
from supervise_tui.domain.record import State
from supervise_tui.domain.roles import Act
from supervise_tui.store import action_points, history, papers, people, signing
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.clocks import gather, looked_back
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import write_new
from supervise_tui.workflows.informal_contact import minutes_by_worker


class SaveAs(StrEnum):
    """What coverage is saved as."""

    PDF = "pdf"
    CSV = "csv"


@dataclass(frozen=True)
class LookBack:
    """Everything that coverage shows, as it stands on a day."""

    on: date
    windows: tuple[Coverage, ...]
    """Supervision alone, month by month of each person."""
    figures: tuple[Figure, ...]
    """All that is measured, those that look back first."""

    def figure(self, figure_id: str) -> Figure | None:
        """Give the one of that id; None where it is not measured here."""
        return next((one for one in self.figures if one.id == figure_id), None)


def coverage(desk: Desk, months: Iterable[int] = WINDOWS, on: date | None = None) -> LookBack:
    """Look back over each of these numbers of months, and at how it stands today or on that day.

    Open actions are known as they stand today, so of a day that is past nothing is said of them.
    """
    day, windows = on or desk.today, tuple(months)
    with desk.cabinet.reading() as work:
        known = list(looked_back(work, gather(work, desk, people.workers(work), day)).values())
        signed, by_hand = _signed(work, known)
        covers = tuple(coverages(known, windows, day))
        found = [measured.supervised(one) for one in covers]
        found += [measured.signed_in_time(known, signed, by_hand, number, day) for number in windows]
        found.append(measured.agreed(known))
        if day >= desk.today:
            found.append(measured.acted(known, action_points.still_to_do(work)))
        talked = measured.talked_with(known, _last_month(work, desk, known, day), day)
    return LookBack(day, covers, (*found, *((talked,) if talked else ())))


def _signed(work: Work, known: Iterable[Facts]) -> tuple[dict[str, date], set[str]]:
    """When each record was signed by everyone who signs it, and the drafts whose paper is signed already."""
    days = {record: datetime.fromisoformat(at).date() for record, at in signing.last_signed(work).items()}
    drafts = [one.id for facts in known for one in facts.records if one.state is State.DRAFT]
    return days | papers.days_on_paper(work), papers.on_paper(work, drafts)


def _last_month(work: Work, desk: Desk, known: list[Facts], day: date) -> dict[str, int]:
    if not known:
        return {}
    return minutes_by_worker(work, desk, known[0].policy, day.replace(day=1) - timedelta(days=1))


def save_coverage(
    desk: Desk, folder: Path, save_as: SaveAs, on: date | None = None, *, names: bool = True
) -> Path:
    """Write coverage into `folder` and give the path; nothing is overwritten.

    Without `names` a PDF is its first page alone, and a table has no line of a person. NotAllowed for a
    key that takes no copies, FileTrouble.
    """
    desk.check(Act.EXPORT)
    found = coverage(desk, on=on)
    if save_as is SaveAs.PDF:
        paper = CoveragePaper(
            home=desk.organisation.name,
            supervisor=desk.owner.name,
            on=found.on,
            figures=found.figures,
            names=names,
        )
        raw = coverage_pdf(paper)
    else:
        raw = coverage_csv(found.figures, found.on, names=names)
    with desk.cabinet.transaction(Act.EXPORT) as work:
        history.note(
            work, file="", who=desk.holder, what="coverage.saved", subject="", after=raw, now=desk.now
        )
        return write_new(folder, f"Coverage {found.on.isoformat()}.{save_as.value}", raw)
