"""What an appraisal begins with: the levels usual for the post, and the Cs of each behaviour [DEV-5]."""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.forms.appraisal_bands import Bands, Behaviour, Domain
from supervise_tui.store import people
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk

BAND, SENIOR_POST, LEVEL, BEHAVIOURS, LINKS = "band", "senior", "_level", "_behaviours", "links"
"""Ids of questions in a form of an appraisal; two of them are endings after the id of a domain."""


def usual_for_the_post(work: Work, desk: Desk, worker_id: str) -> dict[str, Json]:
    """Give the band and its levels by the worker's post, where one names it, and what behaviours link to."""
    bands = desk.library.appraisal_bands()
    first = linked_rows(bands)
    band = bands.for_post(people.worker(work, worker_id).post)
    if band is not None:
        first |= {BAND: band.id, SENIOR_POST: band.senior}
        first |= {f"{domain}{LEVEL}": level.value for domain, level in band.levels.items()}
    return first


def linked_rows(bands: Bands) -> dict[str, Json]:
    """Give the rows of each domain with the Cs that they link to, by the id of their question."""
    return {
        f"{domain}{BEHAVIOURS}": [_row(one) for one in bands.behaviours.values() if one.domain is domain]
        for domain in Domain
    }


def _row(one: Behaviour) -> Json:
    return {"id": one.id, LINKS: ", ".join(link.value for link in one.links)}
