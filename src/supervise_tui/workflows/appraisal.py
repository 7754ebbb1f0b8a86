"""What an appraisal is filled in with: usual levels, the Cs of each behaviour, a year's feedback [DEV-5]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from supervise_tui.canonical import Json
from supervise_tui.domain.kinds import APPRAISAL
from supervise_tui.domain.record import State
from supervise_tui.domain.six_cs import Mean, means, of_the_year, proposed
from supervise_tui.domain.six_cs_sheet import ratings_of
from supervise_tui.forms.appraisal_bands import Bands, Behaviour, Domain, Value
from supervise_tui.store import people, records, six_cs
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk

BAND, SENIOR_POST, LEVEL, BEHAVIOURS = "band", "senior", "_level", "_behaviours"
LINKS, PROPOSED, INSTEAD = "links", "proposed", "feedback"
"""Ids of questions in a form of an appraisal; LEVEL and BEHAVIOURS are endings after the id of a domain."""


def usual_for_the_post(work: Work, desk: Desk, worker_id: str) -> dict[str, Json]:
    """Give the band and its levels by the worker's post, where one names it, and what behaviours link to."""
    bands = desk.library.appraisal_bands()
    first = linked_rows(bands, _feedback(work, desk, worker_id))
    band = bands.for_post(people.worker(work, worker_id).post)
    if band is not None:
        first |= {BAND: band.id, **of_band(bands, band.id)}
    return first


def _feedback(work: Work, desk: Desk, worker_id: str) -> dict[Value, Mean]:
    year = of_the_year(ratings_of(six_cs.find(work, worker_id)), desk.today)
    return means(year, of_self=False)


def of_band(bands: Bands, band_id: str) -> dict[str, Json]:
    """Give what is usual for a band: whether it is a senior post, and the level of each domain."""
    band = bands.bands.get(band_id)
    if band is None:
        return {}
    levels: dict[str, Json] = {f"{domain}{LEVEL}": level.value for domain, level in band.levels.items()}
    return {SENIOR_POST: band.senior, **levels}


def after_another_band(
    bands: Bands, answers: Mapping[str, Json], before: Json, after: Json
) -> dict[str, Json]:
    """Give what changes with the band: what was usual becomes what is usual now; what was chosen stays."""
    was, now = of_band(bands, str(before)), of_band(bands, str(after))
    if not now:
        return {}
    usual = {key: now.get(key) for key in {**was, **now}}
    return {
        key: value
        for key, value in usual.items()
        if answers.get(key) != value and answers.get(key) in (None, was.get(key))
    }


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


def refresh_proposals(work: Work, desk: Desk, worker_id: str, now: datetime) -> None:
    """Bring the means in an appraisal that is being written up to the sheets as they are now."""
    for record in records.find(work, worker=worker_id, states=[State.DRAFT], makes=APPRAISAL):
        answers = records.answers(work, record.id)
        fresh = linked_rows(desk.library.appraisal_bands(), _feedback(work, desk, worker_id))
        changed = {
            key: rows
            for key, new in fresh.items()
            if (rows := with_new_means(answers.get(key), new)) != answers.get(key)
        }
        if changed:
            records.save_answers(work, record.id, changed, lambda: now)


def with_new_means(rows: Json, fresh: Json) -> Json:
    """Give the rows with the means of `fresh`; a row in which another mean was typed keeps what it says."""
    if not isinstance(rows, list) or not isinstance(fresh, list):
        return rows
    told = {row.get("id"): row.get(PROPOSED) for row in fresh if isinstance(row, dict)}
    return [_with_mean(row, told) if isinstance(row, dict) else row for row in rows]


def _with_mean(row: dict[str, Json], told: Mapping[Json, Json]) -> dict[str, Json]:
    if row.get(INSTEAD) is not None or row.get("id") not in told:
        return row
    kept = {key: value for key, value in row.items() if key != PROPOSED}
    mean = told[row.get("id")]
    return kept if mean is None else {**kept, PROPOSED: mean}
