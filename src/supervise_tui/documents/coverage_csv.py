"""Coverage as a table for a spreadsheet: one row a figure, and one a worker behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from supervise_tui.canonical import Json
from supervise_tui.documents.spreadsheet import as_table
from supervise_tui.domain.figures import Figure

_NAMES = ("figure", "title", "months", "on", "worker", "worker_id", "post", "good", "counted", "reason")


def coverage_csv(figures: Iterable[Figure], on: date, *, names: bool = True) -> bytes:
    """Give the table; a row without a worker is the figure itself, and without `names` there are no others.

    `good` of `counted`: people, records or actions, as the figure counts them.
    """
    return as_table(_NAMES, _rows(figures, on, names=names))


def _rows(figures: Iterable[Figure], on: date, *, names: bool) -> Iterator[list[Json]]:
    for one in figures:
        head: list[Json] = [one.measure.value, one.measure.label, one.months, on.isoformat()]
        yield [*head, None, None, None, one.good, one.counted, one.words]
        for line in one.lines if names else ():
            who: list[Json] = [line.worker.name, line.worker.id, line.worker.post]
            yield [*head, *who, line.good, line.counted, line.reason]
