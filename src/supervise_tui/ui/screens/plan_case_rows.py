"""The lines of a case: what is to be looked at, what can be done, how the plan goes, what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from supervise_tui.domain.improvement_plan import Control
from supervise_tui.domain.letters import to_hand_over
from supervise_tui.domain.plan_case import Entry, struck
from supervise_tui.domain.plan_case_words import entry_title, title_of
from supervise_tui.domain.plan_next import Place, Step
from supervise_tui.domain.plan_trend import WORDS, Trend
from supervise_tui.domain.procedure_words import ControlState, Result
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.said_dates import say_date, say_gap
from supervise_tui.forms.day_words import day_and_month, long_date
from supervise_tui.ui.widgets.row_list import Row, heading
from supervise_tui.workflows.case_standing import CaseLine, CaseView

_MARKS = {Result.MET: "●", Result.PARTLY: "◐", Result.NOT_MET: "○"}
_NAMED = 3
"""Steps that most cases never need, and that a line has room for."""
_NEWEST = 12
"""Entries of an objective that a line has room for."""


@dataclass(frozen=True, repr=False)
class CaseRow:
    """A row, and what Enter does with it."""

    row: Row
    does: str
    why: str = ""
    """More on it, in a sentence or two."""
    due: date | None = None
    """By when, where it has its day."""


def when_due(day: date | None, today: date) -> str:
    """Give "by Tuesday 24 November, in 7 days", "3 days overdue"; nothing where there is no limit."""
    if day is None:
        return ""
    return say_gap(day, today) if day < today else f"by {say_date(day, today)}, {say_gap(day, today)}"


def line_row(line: CaseLine, today: date) -> Row:
    """Give the row of a case in a list: whose, where it stands, what is due by when."""
    if line.standing is None:
        return Row(line.case.id, (line.worker.name, "the file is shut", "Enter asks what you open it for"))
    clock = line.clock
    late = clock is not None and clock.state == "overdue"
    mark = "! " if late or line.is_unsafe else ""
    where = f"{line.standing.label}, paused" if line.standing.paused else line.standing.label
    due = ""
    if clock is not None and not line.standing.paused:
        due = f"{clock.title}: {say_gap(clock.due_on, today)}" if clock.due_on else clock.title
    told = "A risk control is not kept" if line.is_unsafe else ""
    if line.prompts and not told:
        told = line.prompts[0].because
    below = " · ".join(part for part in (told, due) if part)
    return Row(line.case.id, (f"{mark}{line.worker.name}", where), "", Content(below) if below else None)


def standing_words(view: CaseView, today: date) -> Content:
    """Say where the case stands and since when, and what is due next."""
    now = view.standing
    lines = [Content.assemble((now.label, "bold"), f" since {say_date(view.since, today)}")]
    if now.paused:
        since = max((one.first for one in now.course.pauses if one.end is None), default=None)
        day = f" since {say_date(since, today)}" if since else ""
        lines.append(Content(f"Paused{day}: off sick. Nothing is decided, and no time runs."))
    if now.state.is_over:
        return Content("\n").join([*lines, *(Content(one.words) for one in now.clocks)])
    clock = next((one for one in now.clocks if one.ours), None) or next(iter(now.clocks), None)
    if clock is not None and not now.paused:
        mark = "! " if clock.state == "overdue" else ""
        lines.append(Content(f"{mark}{clock.words}"))
    return Content("\n").join(lines)


def rows_of(
    view: CaseView, today: date, told: Callable[[Entry], str], *, writes: bool
) -> Iterable[tuple[str, list[CaseRow]]]:
    """Give the parts of the screen from top to bottom, each with its title; empty ones too."""
    yield "Look at this now", [*_look_now(view)]
    yield "Being written", [*_under_way(view, writes=writes)]
    if writes:
        begun = {kind for kind, _ in view.file.under_way}
        ahead = [one for one in view.steps if one.place is Place.NEXT and one.kind not in begun]
        taken = [_step(one, today) for one in ahead]
        yield "Next", sorted([*_letters(view, today), *taken], key=lambda one: one.due or date.max)
        yield "As the work goes on", [*_daily(view, today)]
        yield "Not possible yet", [_not_yet(one) for one in view.steps if one.place is Place.LATER]
    yield "Objectives", [*_objectives(view, writes=writes)]
    yield "Risk controls", [*_controls(view, writes=writes)]
    yield "What happened, newest first", [*_log(view, told)]


def _look_now(view: CaseView) -> Iterable[CaseRow]:
    """Prompts are read and talked about: nothing follows from them by itself."""
    for number, one in enumerate(view.progress.prompts if view.progress else ()):
        agreed = f"Agreed for then: {one.then}" if one.then else "Nothing was agreed for then."
        yield CaseRow(
            Row(f"prompt:{number}", (f"! {one.because}",), "bold", Content(agreed)),
            "read what was agreed for this",
            agreed,
        )
    faults = view.standing.faults
    if faults:
        many = "1 thing does" if len(faults) == 1 else f"{len(faults)} things do"
        yield CaseRow(
            Row(
                "faults",
                (f"! {many} written down {'does' if len(faults) == 1 else 'do'} not fit the rules",),
                "",
                Content(faults[0]),
            ),
            "read what, and why",
            "It stays as it is. Say in the next letter what was done about it.",
        )


def _under_way(view: CaseView, *, writes: bool) -> Iterable[CaseRow]:
    for kind, record in view.file.under_way:
        yield CaseRow(
            Row(f"record:{record.id}", (title_of(kind), record.state.label)),
            "go on with it",
            _state_words(record),
        )
    for _, record in view.addenda:
        if record.state in (State.DRAFT, State.OFFERED, State.PART_SIGNED):
            words = "It counts beside the record that it belongs to, once everybody has signed."
            yield CaseRow(
                Row(f"record:{record.id}", (record.title, record.state.label)), "go on with it", words
            )
    if writes:
        for draft in view.file.drafts:
            words = title_of(draft.kind)
            yield CaseRow(
                Row(f"draft:{draft.id}", (words, "being filled in")),
                "go on with it",
                "It counts once it is written into the case.",
            )


def _state_words(record: Record) -> str:
    return "It counts in the case once everybody has signed."


def _letters(view: CaseView, today: date) -> Iterable[CaseRow]:
    """What is to be written to the worker, and what is signed and not handed over yet [PIP-6] [PIP-10]."""
    for one in to_hand_over(view.post.letters):
        words = f"! Letter: {view.post.titles[one.id]}"
        yield CaseRow(
            Row(f"letter:{one.id}", (words, "signed, not received yet"), "bold"),
            "hand it over, and write down when the worker has it",
            "The notice and the time to appeal are counted from the day on which it is received.",
            today,
        )
    for need in view.post.needed:
        late = "! " if need.by is not None and need.by < today else ""
        title = view.post.called[need.letter]
        yield CaseRow(
            Row(f"letter:{need.letter.value}", (f"{late}Letter: {title}", when_due(need.by, today)), "bold"),
            "write it; days, rights and what the case says already are filled in",
            need.why,
            need.by,
        )


def _step(step: Step, today: date) -> CaseRow:
    by = when_due(step.by, today)
    late = "! " if step.by is not None and step.by < today else ""
    blocked = [one for one in step.offered if not one.allowed]
    missed = step.otherwise
    if missed and not missed.startswith("If "):
        missed = f"If it is late: {missed[:1].lower()}{missed[1:]}"
    names = ", ".join(one.label.partition(": ")[2] or one.label for one in blocked)
    why = f"Not yet possible: {names}. {missed}".strip() if len(step.offered) > 1 and blocked else missed
    return CaseRow(
        Row(f"step:{step.kind.value}", (f"{late}{step.label}", by), "bold" if by else ""),
        _does(step),
        why,
        step.by,
    )


def _does(step: Step) -> str:
    words = step.label[:1].lower() + step.label[1:]
    return words if len(words) < 60 else words[:57] + "…"


def _daily(view: CaseView, today: date) -> Iterable[CaseRow]:
    for step in view.steps:
        if step.place is Place.DAILY:
            yield _step(step, today)
    seldom = [step for step in view.steps if step.place is Place.SELDOM]
    if seldom:
        yield CaseRow(
            Row("more", (f"Something else ({len(seldom)})", "")),
            f"see what else there is: {_few(seldom)}",
        )


def _few(seldom: list[Step]) -> str:
    """Name them where they are few, as in a case that is over; else what is wanted most often."""
    if len(seldom) > _NAMED:
        return "advice, sickness, a grievance, an adjustment"
    return "; ".join(f"{one.label[:1].lower()}{one.label[1:]}" for one in seldom)


def _not_yet(step: Step) -> CaseRow:
    missing = step.missing
    words = "1 thing is missing" if len(missing) == 1 else f"{len(missing)} things are missing"
    return CaseRow(
        Row(f"step:{step.kind.value}", (step.label, words)),
        "see all that is missing",
        missing[0] if missing else "",
    )


def _objectives(view: CaseView, *, writes: bool) -> Iterable[CaseRow]:
    for trend in view.progress.trends if view.progress else ():
        one = trend.objective
        by = f"by {day_and_month(one.target)}" if one.target else ""
        good = f"Good enough: {one.criterion}" if one.criterion else ""
        yield CaseRow(
            Row(f"objective:{one.id}", (one.words, by), "", Content(_trend_words(trend))),
            "note progress on it" if writes else "read it in full",
            good,
        )


def _trend_words(trend: Trend) -> str:
    marks = "".join(_MARKS[one.result] for one in trend.points[-_NEWEST:])
    return f"{marks}  {trend.words}" if marks else trend.words


def trend_key() -> str:
    """Say what the marks mean."""
    return ", ".join(f"{_MARKS[one]} {WORDS[one]}" for one in Result)


def _controls(view: CaseView, *, writes: bool) -> Iterable[CaseRow]:
    for one in view.progress.controls if view.progress else ():
        mark = "! " if one.is_broken else ""
        yield CaseRow(
            Row(
                f"control:{one.id}",
                (f"{mark}{one.what}", control_words(one)),
                "bold" if one.is_broken else "",
                Content(f"Until: {one.ends_when}") if one.ends_when and not _is_lifted(one) else None,
            ),
            "say whether it is kept, or lift it" if writes else "read it in full",
            one.evidence,
        )


def _is_lifted(one: Control) -> bool:
    return one.state is ControlState.LIFTED


def control_words(one: Control) -> str:
    """Say what is true of a safeguard now: "lifted by Ida on 3 November"."""
    day = f" {day_and_month(one.since)}" if one.since else ""
    by = f" by {one.by_whom}" if one.by_whom else ""
    words = {
        ControlState.IN_FORCE: f"in force since{day}" if day else "in force",
        ControlState.BROKEN: f"NOT KEPT on{day}" if day else "NOT KEPT",
        ControlState.LIFTED: f"lifted{by} on{day}" if day else f"lifted{by}",
    }
    return words[one.state]


def _log(view: CaseView, told: Callable[[Entry], str]) -> Iterable[CaseRow]:
    taken_away = struck(view.file.entries)
    for entry in sorted(view.file.entries, key=lambda one: (one.on, one.number), reverse=True):
        gone = "(a mistake) " if entry.number in taken_away else ""
        added = sum(original == entry.record and one.state.is_signed for original, one in view.addenda)
        more = f"{added} {'addendum' if added == 1 else 'addenda'}" if added else ""
        words = " · ".join(part for part in (told(entry), more) if part)
        yield CaseRow(
            Row(
                f"entry:{entry.id}",
                (f"{gone}{entry_title(entry)}", day_and_month(entry.on), f"no. {entry.number}"),
                "",
                Content(words) if words else None,
            ),
            "read the signed record" if entry.record else "read it",
            long_date(entry.on),
        )


def as_rows(parts: Iterable[tuple[str, list[CaseRow]]]) -> tuple[list[Row], dict[str, CaseRow]]:
    """Give the rows of the list under their headings, and what Enter does by row."""
    rows: list[Row] = []
    known: dict[str, CaseRow] = {}
    for title, found in parts:
        if not found:
            continue
        if rows:
            rows.append(heading(""))
        rows.append(heading(title))
        for one in found:
            rows.append(one.row)
            known[one.row.id] = one
    return rows, known
