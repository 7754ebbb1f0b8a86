"""One worker's year, read from the facts each time: on the screen, and as a page of paper."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.documents.year_pdf import YearPaper, year_pdf
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.informal_contact import ContactRule, contact_rule
from supervise_tui.domain.roles import Act
from supervise_tui.domain.year_view import Year, year_of
from supervise_tui.store import history, people
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.clocks import gather, looked_back
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import name_for_a_file, write_new
from supervise_tui.workflows.informal_contact import minutes_of
from supervise_tui.workflows.layouts import SUPERVISION
from supervise_tui.workflows.moved_plans import moved_days


def worker_year(desk: Desk, worker_id: str, year: int | None = None) -> Year:
    """Give a worker's year at a glance, this one unless another is named.

    NotFound if there is no such worker, NotOpened while the file is shut.
    """
    desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        known = gather(work, desk, [people.worker(work, worker_id)])
        facts = looked_back(work, known)[worker_id]
        wanted = year or desk.today.year
        talks = (one.id for one in facts.records if one.makes == SUPERVISION)
        return year_of(facts, wanted, moved_days(work, talks), _minutes(work, desk, facts, wanted))


def save_year(desk: Desk, worker_id: str, folder: Path, year: int | None = None) -> Path:
    """Write the year as a PDF into `folder` and give its path; nothing is overwritten.

    It says when, and never what about or why somebody was away. NotAllowed for a key that takes no
    copies, NotOpened while the file is shut, FileTrouble.
    """
    desk.check(Act.EXPORT)
    shown = worker_year(desk, worker_id, year)
    paper = YearPaper(year=shown, home=desk.organisation.name, supervisor=desk.owner.name, made_on=desk.today)
    pdf = year_pdf(paper)
    with desk.cabinet.transaction(Act.EXPORT) as work:
        history.note(
            work,
            file=worker_id,
            who=desk.holder,
            what="file.year-saved",
            subject=worker_id,
            after=pdf,
            now=desk.now,
        )
        return write_new(folder, f"Year {shown.year} {name_for_a_file(shown.worker.name)}.pdf", pdf)


def _minutes(work: Work, desk: Desk, facts: Facts, year: int) -> dict[str, int]:
    """How long each informal contact of that year was, by record, as far as anybody knows."""
    rule = contact_rule(facts.policy) or ContactRule(0)
    of_year = [
        one for one in facts.records if one.held_on and one.held_on.year == year and rule.counts(one.makes)
    ]
    known = ((one.id, minutes_of(work, desk, one)) for one in of_year)
    return {record: minutes for record, minutes in known if minutes is not None}
