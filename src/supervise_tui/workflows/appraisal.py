"""What an appraisal begins with: the usual levels, the Cs of each behaviour, a year's feedback [DEV-5]."""

from __future__ import annotations

from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.domain.six_cs import Mean, means, of_the_year, proposed
from supervise_tui.forms.appraisal_bands import Bands, Behaviour, Domain, Value
from supervise_tui.store import people, six_cs
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.six_cs import ratings

BAND, SENIOR_POST, LEVEL, BEHAVIOURS = "band", "senior", "_level", "_behaviours"
LINKS, PROPOSED = "links", "proposed"
"""Ids of questions in a form of an appraisal; two of them are endings after the id of a domain."""


def usual_for_the_post(work: Work, desk: Desk, worker_id: str) -> dict[str, Json]:
    """Give the band and its levels by the worker's post, where one names it, and what behaviours link to."""
    bands = desk.library.appraisal_bands()
    year = of_the_year(ratings(six_cs.find(work, worker_id)), desk.today)
    first = linked_rows(bands, means(year, of_self=False))
    band = bands.for_post(people.worker(work, worker_id).post)
    if band is not None:
        first |= {BAND: band.id, SENIOR_POST: band.senior}
        first |= {f"{domain}{LEVEL}": level.value for domain, level in band.levels.items()}
    return first


def linked_rows(bands: Bands, feedback: Mapping[Value, Mean]) -> dict[str, Json]:
    """Give the rows of each domain with their Cs and the feedback on these, by the id of their question."""
    return {
        f"{domain}{BEHAVIOURS}": [
            _row(one, feedback) for one in bands.behaviours.values() if one.domain is domain
        ]
        for domain in Domain
    }


def _row(one: Behaviour, feedback: Mapping[Value, Mean]) -> Json:
    mean = proposed(one.links, feedback)
    told: dict[str, Json] = {} if mean is None else {PROPOSED: float(mean)}
    return {"id": one.id, LINKS: ", ".join(link.value for link in one.links), **told}
