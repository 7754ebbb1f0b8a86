"""What a letter tells of the course of its case: concerns, plans, how far they led, the help given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure_words as words
from supervise_tui.domain.improvement_plan import FROM, SUPPORT, WHO, plan_in_force, rows_of
from supervise_tui.domain.letters import last_of
from supervise_tui.domain.plan_case import Entry, date_of, text_of
from supervise_tui.domain.plan_case_words import entry_title
from supervise_tui.domain.plan_trend import trends
from supervise_tui.domain.procedure_adjustments import Adjustment
from supervise_tui.domain.procedure_course import MEETING_WORDS
from supervise_tui.domain.procedure_words import EntryKind
from supervise_tui.forms.day_words import long_date


def said_in(entry: Entry | None, question: str) -> str:
    """Give the text of an answer in an entry; empty when there is neither."""
    return text_of(entry.answers, question) if entry is not None else ""


def why_called(entries: Sequence[Entry]) -> str:
    """Give the reasons of what led to a meeting last; before any review, what falls short."""
    led = (EntryKind.REVIEW, EntryKind.OUTCOME, EntryKind.RELAPSE, EntryKind.AUTHORITY)
    last = last_of(entries, *led)
    why = said_in(last, "because") or said_in(last, words.REASON)
    if last is not None and last.kind == EntryKind.AUTHORITY:
        who, post = said_in(last, "authorised_by"), said_in(last, "authorised_post")
        why += f"\n\nBecause of this a stage is left out. {who}{f' ({post})' if post else ''} allowed it."
    for kind, key in ((EntryKind.PLAN, "gap"), (EntryKind.CONCERN, "falls_short")):
        why = why or said_in(last_of(entries, kind), key)
    return why


def concerns(entries: Sequence[Entry]) -> str:
    """Give what falls short, with the examples and their days."""
    concern, plan = last_of(entries, EntryKind.CONCERN), last_of(entries, EntryKind.PLAN)
    told = [said_in(concern, "falls_short"), *_examples(concern)]
    if said_in(plan, "gap") not in told:
        told.append(said_in(plan, "gap"))
    return "\n".join(part for part in told if part)


def _examples(entry: Entry | None) -> Iterator[str]:
    for row in rows_of(entry.answers, "examples") if entry is not None else ():
        day, what = date_of(row, "on"), _in_a_line(text_of(row, "what"))
        if what:
            yield f"- {long_date(day)}: {what}" if day else f"- {what}"


def progress(entries: Sequence[Entry]) -> str:
    """Give each plan, review, meeting, outcome and time off sick with its day, then what the log shows."""
    lines = [_line(one) for one in sorted(entries, key=lambda one: (one.on, one.number)) if one.kind in _TOLD]
    plan = plan_in_force(entries)
    lines += [
        f"- The log on “{trend.objective.words}”: {trend.words}"
        for trend in (trends(plan, entries) if plan is not None else ())
    ]
    return "\n".join(lines)


_TOLD = (
    EntryKind.PLAN,
    EntryKind.EXTENSION,
    EntryKind.REVIEW,
    EntryKind.MEETING,
    EntryKind.OUTCOME,
    EntryKind.PAUSE,
    EntryKind.RETURN,
)


def _line(entry: Entry) -> str:
    what = entry_title(entry)
    ends = date_of(entry.answers, words.ENDS_ON)
    if entry.kind == EntryKind.MEETING:
        said = MEETING_WORDS.get(text_of(entry.answers, words.MEETING), "a meeting").partition(" ")[2]
        what = f"{said[:1].upper()}{said[1:]}"
    elif entry.kind == EntryKind.PLAN:
        what = "Plan decided by the manager" if said_in(entry, "agreed") == "decided" else "Plan agreed"
    elif entry.kind == EntryKind.EXTENSION:
        what = "More time for the plan"
    if ends is not None:
        what += f", until {long_date(ends)}"
    why = _in_a_line(said_in(entry, "because") or said_in(entry, words.REASON))
    return f"- {long_date(entry.on)}: {what}{f'. {why}' if why else ''}"


def support(
    entries: Sequence[Entry],
    adjustments: Iterable[Adjustment],
    *,
    all_plans: bool = False,
    with_days: bool = True,
) -> str:
    """Give the help of the plan that runs and of its extension, or of every plan, and the adjustments.

    Not `with_days` where a new plan is to come: the days are those of the old one.
    """
    plan, more = last_of(entries, EntryKind.PLAN), last_of(entries, EntryKind.EXTENSION)
    newest = [one for one in (plan, more) if one is not None and (plan is None or one.number >= plan.number)]
    told = [one for one in entries if one.kind in (EntryKind.PLAN, EntryKind.EXTENSION)]
    rows = [row for one in (told if all_plans else newest) for row in rows_of(one.answers, SUPPORT)]
    lines = [_help_line(row, with_days=with_days) for row in rows if text_of(row, words.WHAT)]
    lines += [f"- {one.what} (adjustment{_since(one)})" for one in adjustments]
    return "\n".join(dict.fromkeys(lines))


def _since(one: Adjustment) -> str:
    if one.in_place_on is not None:
        return f", in place since {long_date(one.in_place_on)}"
    return f", from {long_date(one.wanted_by)}" if one.wanted_by is not None else ""


def _help_line(row: Mapping[str, Json], *, with_days: bool) -> str:
    who, starts = text_of(row, WHO), date_of(row, FROM) if with_days else None
    by = f" ({who})" if who else ""
    return f"- {_in_a_line(text_of(row, words.WHAT))}{by}{f', from {long_date(starts)}' if starts else ''}"


def _in_a_line(text: str) -> str:
    """A point of a list is one line, or it would end there."""
    return " ".join(text.split())
