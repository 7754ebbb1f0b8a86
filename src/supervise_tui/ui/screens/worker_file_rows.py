"""The lines of a worker's file: who they are, what is due, what lies ahead, and one row a record."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from supervise_tui.domain.absences import absence_words, what_it_pauses
from supervise_tui.domain.agreement import Standing
from supervise_tui.domain.clocks import Reading
from supervise_tui.domain.flags import why_flagged
from supervise_tui.domain.induction import in_sight_words
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.domain.said_dates import say_gap
from supervise_tui.domain.six_cs import Advice
from supervise_tui.forms.day_words import day_and_month, long_date
from supervise_tui.forms.definition import Role
from supervise_tui.ui.screens.plan_words import outlook_words
from supervise_tui.ui.widgets.row_list import Row, heading
from supervise_tui.workflows.case_standing import CaseLine
from supervise_tui.workflows.file_openings import Opened
from supervise_tui.workflows.plan_supervision import Outlook
from supervise_tui.workflows.timeline import Timeline, TimelineLine

AGREEMENT, AHEAD, LOOKS = "agreement", "ahead", "looks"
AWAY, INDUCTION, TRAINING, SIX_CS = "away", "induction", "training", "six-cs"
"""Ids of the rows that are no records."""
CLOCK = "clock:"
"""Before the id of a clock, in the id of its row."""
PLAN = "plan:"
"""The same of an improvement plan."""
_OTHERS = {
    Role.WORKER: "the worker",
    Role.THIRD_PARTY: "somebody from outside",
    Role.OTHER: "the other signer",
}


def agreement_row(standing: Standing) -> Row:
    """Say how the agreement stands [AGR-4] [AGR-5]."""
    mark = "! " if standing.wants_attention else ""
    making = ", a new version is being made" if standing.being_made and standing.in_force else ""
    return Row(AGREEMENT, (f"  {mark}Agreement: {standing.short}{making}",))


def ahead_row(outlook: Outlook, today: date) -> Row:
    """Say what is planned."""
    words = outlook_words(outlook, today)
    mark = "! " if words.startswith("! ") else ""
    return Row(AHEAD, (f"  {mark}Next supervision: {words.removeprefix('! ')}",))


def standing_rows(view: Timeline, today: date) -> list[Row]:
    """Say who is away, what they may not do unobserved, which training runs out, what feedback suggests."""
    rows = []
    if view.away is not None:
        words = f"  {absence_words(view.away, today)} {what_it_pauses(view.away, today)}"
        rows.append(Row(AWAY, (words,), wraps=True))
    if not all(task.alone_by(today) for task in view.tasks):
        rows.append(Row(INDUCTION, (f"  ! {in_sight_words(view.tasks, today)}",), wraps=True))
    elif view.file.worker.in_induction(today):
        alone = in_sight_words(view.tasks, today)
        rows.append(Row(INDUCTION, (f"  {alone}" if alone else "  ! In induction: no task is written down",)))
    if view.training:
        rows.append(Row(TRAINING, (f"  ! Training: {view.training}",), wraps=True))
    if view.feedback is not None:
        mark = "! " if view.feedback.advice is Advice.TALK else ""
        rows.append(Row(SIX_CS, (f"  {mark}{view.feedback.words}",), wraps=True))
    return rows + [_clock_row(one, today) for one in view.pressing]


def plan_row(line: CaseLine, today: date) -> Row:
    """Say where an improvement plan stands; only who may see plans has such a row."""
    clock, now = line.clock, line.standing
    late = line.is_unsafe or (clock is not None and clock.state == "overdue")
    due = f"; {clock.title.lower()} {say_gap(clock.due_on, today)}" if clock and clock.due_on else ""
    words = f"  {'! ' if late else ''}Improvement plan: {now.label if now else ''}{due}"
    return Row(f"{PLAN}{line.case.id}", (words,), wraps=True)


def _clock_row(one: Reading, today: date) -> Row:
    """Say what else is due, and why."""
    mark = "! " if one.due.state == "overdue" else ""
    when = f" {say_gap(one.due.due_on, today)}." if one.due.due_on else ""
    words = f"  {mark}{one.clock.title}:{when} {one.due.reason}"
    return Row(f"{CLOCK}{one.clock.id}", (words,), wraps=True)


def looks_words(looks: tuple[Opened, ...]) -> str:
    """Say who else looked at the file last, for the worker to see [REC-5]."""
    last = looks[0]
    more = f" ({len(looks)} times in all)" if len(looks) > 1 else ""
    return f"Also looked at by {last.name}, {last.role}, on {long_date(last.at.date())}{more}"


def facts(worker: Worker, today: date) -> list[Content]:
    """Say who they are, one fact or two a line."""
    parts = []
    if worker.started_on:
        parts.append(f"since {long_date(worker.started_on)}")
    if worker.hours is not None:
        parts.append(f"{worker.hours:g} hours a week")
    lines = [Content.assemble((worker.name, "bold"), f" · {worker.post}"), Content(" · ".join(parts))]
    if worker.probation_ends_on:
        word = "ends" if worker.in_probation(today) else "ended"
        gap = f" ({say_gap(worker.probation_ends_on, today)})" if worker.in_probation(today) else ""
        lines.append(Content(f"Probation {word} on {long_date(worker.probation_ends_on)}{gap}"))
    if worker.left_on:
        lines.append(Content(f"Left on {long_date(worker.left_on)}"))
    return [line for line in lines if line.plain]


def due_line(view: Timeline, today: date) -> Content:
    """Say when the next one is due and why, and what is still to do."""
    due = view.file.due
    lines = [Content(due.reason)]
    if due.due_on is not None:
        mark = "! " if due.state == "overdue" else ""
        when = f"{mark}Next supervision by {long_date(due.due_on)}, {say_gap(due.due_on, today)}."
        lines = [Content.assemble((when, "bold"), f" {due.reason}")]
    if _may_have_been_before(view):
        lines.append(
            Content("Was there one before this file? Press e and give its day: it counts from then.")
        )
    if view.to_do:
        words = "1 action is" if view.to_do == 1 else f"{view.to_do} actions are"
        late = f", {view.late} late" if view.late else ""
        lines.append(Content(f"{'! ' if view.late else ''}{words} still to do{late}. Press a to see."))
    return Content("\n").join(lines)


def _may_have_been_before(view: Timeline) -> bool:
    """Whether they are overdue only as far as this file knows: it has none, and nobody told of one before."""
    none_here = not any(record.makes == "supervision" for record in view.file.records)
    return view.file.due.state == "overdue" and none_here and view.file.worker.supervised_on is None


def record_row(line: TimelineLine, reader: str) -> Row:
    """Give the row of one record; `reader` is the id of who has the cabinet open."""
    record = line.record
    day = day_and_month(line.day) if line.day else "no date yet"
    flag = "! " if record.flagged and line.dealt is None else ""
    branch = "└ " if line.hangs_on else ""
    cells = (f"{branch}{flag}{record.title}", day, f"no. {record.number}", record.state.label)
    below = " · ".join(part for part in (line.about, _signed(line, reader), *_actions(line)) if part)
    return Row(record.id, cells, "", Content(below) if below else None)


def timeline_rows(view: Timeline, reader: str) -> list[Row]:
    """Give a row for each record under headings of the years, and at the end how many are gone."""
    rows: list[Row] = []
    year = 0
    for line in view.lines:
        if line.hangs_on:
            pass  # stands with the record it belongs to, whatever its own year
        elif line.day is not None and line.day.year != year:
            year = line.day.year
            rows += [heading(""), heading(str(year))]
        elif line.day is None and line is view.lines[0]:
            rows.append(heading(""))
        rows.append(record_row(line, reader))
    if view.gone:
        words = "1 record was" if view.gone == 1 else f"{view.gone} records were"
        rows += [heading(""), heading(f"{words} discarded or cancelled: h shows when.")]
    return rows


def _signed(line: TimelineLine, reader: str) -> str:
    """Say who signed and when, and what was said against it."""
    flag = why_flagged(line.record.flagged)
    if line.dealt is not None:
        flag = f"{flag}, {line.dealt.words}"
    if not line.signed:
        return flag
    day = line.signed[-1].at.date()
    supervisor = "you" if line.record.supervisor == reader else "the supervisor"
    called = {**_OTHERS, Role.SUPERVISOR: supervisor}
    roles = " and ".join(called[one.role] for one in line.signed)
    signed = "typed in" if line.record.state is State.ON_PAPER else "signed"
    return ", ".join(
        part for part in (f"{signed} by {roles} on {day.day}/{day.month}/{day.year}", flag) if part
    )


def _actions(line: TimelineLine) -> tuple[str, ...]:
    """Say what the talk agreed and what it settled."""
    agreed = "1 action" if line.agreed == 1 else f"{line.agreed} actions"
    left = f", {line.still_to_do} still to do" if line.still_to_do else ", all settled"
    return (
        f"{agreed} agreed{left}" if line.agreed else "",
        f"{line.settled} earlier settled" if line.settled else "",
    )
