"""A comparison of improvement plans in plain words: one line for a list, sentences for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from supervise_tui.domain.plan_comparison import FEWEST, TOO_FEW, Figures, Line, Stands
from supervise_tui.domain.six_cs import one_place


def counted(line: Line) -> str:
    """Give "4 plans", or "too few"."""
    if line.figures is None:
        return TOO_FEW
    return "1 plan" if line.plans == 1 else f"{line.plans} plans"


def how_they_stand(figures: Figures) -> str:
    """Give "2 closed, 1 running, 1 at stage 1; 1 had more time"."""
    said = ", ".join(f"{number} {one.label}" for one, number in figures.stands.items() if number)
    return f"{said}; {figures.extended} had more time" if figures.extended else said


def in_short(figures: Figures) -> tuple[str, str]:
    """Give length and reviews, each in a few words, to stand in columns."""
    weeks = "" if figures.weeks is None else _weeks(figures.weeks)
    reviews = f"{figures.in_time} of {figures.reviews} reviews in time" if figures.reviews else ""
    return weeks, reviews


def in_full(line: Line, help_kinds: Mapping[str, str], control_kinds: Mapping[str, str]) -> str:
    """Give everything that is known of a line, in sentences."""
    one = line.figures
    if one is None:
        return f"Too few: figures are given of {FEWEST} people at least, so that none tells of one of them."
    return "\n".join(_sentences(line, one, help_kinds, control_kinds))


def _sentences(
    line: Line, one: Figures, help_kinds: Mapping[str, str], control_kinds: Mapping[str, str]
) -> Iterator[str]:
    yield f"{counted(line)} with {line.people} people."
    yield ""
    yield "How they ended, or stand"
    for stands in Stands:
        if one.stands[stands]:
            yield f"{one.stands[stands]} {stands.label}"
    yield f"Of all, {one.formal} came to a formal stage; {one.extended} had more time."
    yield ""
    if one.weeks is None:
        yield f"How long: {TOO_FEW} to say."
    else:
        yield f"How long: half of them last up to {_weeks(one.weeks)}, from the first day to the end."
    yield _reviews(one)
    for title, found, kinds in (
        ("Help in them", one.help, help_kinds),
        ("Risk controls in them", one.controls, control_kinds),
    ):
        yield ""
        yield title
        yield from _of_kinds(found, kinds)


def _reviews(one: Figures) -> str:
    if not one.reviews:
        return "Reviews: none was due yet."
    said = f"Reviews: {one.in_time} of {one.reviews} in time"
    if not one.late:
        return f"{said}."
    if one.days_late is None:
        return f"{said}; {one.late} late."
    return f"{said}; {one.late} late, half of those by up to {_number(one.days_late)} days."


def _of_kinds(found: Mapping[str, int], kinds: Mapping[str, str]) -> Iterator[str]:
    order = [*kinds, *(kind for kind in sorted(found) if kind not in kinds)]
    used = [kind for kind in order if found.get(kind)]
    for kind in sorted(used, key=lambda kind: -found[kind]):
        yield f"{found[kind]} with: {_low(kinds.get(kind, kind))}"
    if not used:
        yield "None is said to have any."


def _low(label: str) -> str:
    return label[:1].lower() + label[1:]


def _weeks(number: Fraction) -> str:
    said = _number(number)
    return "1 week" if said == "1" else f"{said} weeks"


def _number(number: Fraction) -> str:
    return str(one_place(number)).removesuffix(".0")
