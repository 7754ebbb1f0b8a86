"""Whether a worker can do a task alone: who looked, when, what was found, and what shows it [CAD-8]."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from supervise_tui.domain.induction import Found, assessed_words
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Record
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import BadInput
from supervise_tui.ui.screens.few_fields import FewFields
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import induction
from supervise_tui.workflows.induction import TaskLine

_NO_RECORD = "none"
_RECORDS_OFFERED = 4
_SHOWN = 5
"""Earlier assessments at once."""


class AssessTask(FewFields):
    """What was found before, then the fields for a new assessment."""

    CSS_PATH = "assess_task.tcss"
    starts_in = "by"
    HELP = (
        "Say who looked, on which day, and what they found. “Can do it alone” ends the line of sight for "
        "this task from that day. “Not yet” keeps it, or puts it back: what was found last counts.\n\n"
        "What shows it: the rounds that were watched, what was asked, a certificate that somebody with "
        "experience brings. An observed practice or a spot check on the file can be named as well.\n\n"
        "Nothing is overwritten: all that was found before stays on top of this page."
    )

    def __init__(self, worker: Worker, line: TaskLine, records: Sequence[Record]) -> None:
        super().__init__()
        self._worker, self._line = worker, line
        self._records = tuple(records[:_RECORDS_OFFERED])

    def where(self) -> str:
        """Whose task."""
        return f"{self._worker.name} › Induction › {self._line.task.task}"

    def compose_fields(self) -> Iterable[Widget]:
        """Earlier assessments, then who, when, what, what shows it."""
        yield Static(self._before(), id="before", markup=False)
        yield LineField("Who looked", value=self._me(), help="by name", id="by")
        yield DateField(
            "When",
            value=self.house.today,
            today=self.house.today,
            nation=self.desk.organisation.nation,
            prefer="past",
            id="on",
        )
        found = Pick([(one.value, one.label) for one in Found], id="found", upright=True, classes="boxed")
        found.border_title = "What they found"
        yield found
        yield LineField("What shows it", help="rounds watched, a certificate; may be empty", id="evidence")
        if self._records:
            offered = [(one.id, _called(one)) for one in self._records]
            record = Pick(
                [(_NO_RECORD, "None"), *offered], value=_NO_RECORD, id="record", upright=True, classes="boxed"
            )
            record.border_title = "A record on the file that shows it"
            yield record

    def _me(self) -> str:
        return self.desk.cabinet.holder.name

    def _before(self) -> Content:
        known = self._line.assessments
        if not known:
            return Content("Nobody has looked yet: in sight of a colleague.")
        titles = {one.id: _called(one) for one in self._records}
        lines = []
        for one in known[-_SHOWN:]:
            shown = f" ({titles[one.record]})" if one.record in titles else ""
            lines.append(Content(f"{assessed_words(one)}{shown}"))
        if len(known) > _SHOWN:
            lines.insert(0, Content(f"{len(known) - _SHOWN} earlier"))
        return Content("\n").join([Content("Found so far").stylize("bold"), *lines])

    def save(self) -> None:
        """Check and keep."""
        desk, task_id = self.desk, self._line.task.id
        by, found = self.text_in("by"), self.query_one("#found", Pick).value
        on, evidence = self.query_one("#on", DateField).value, self.text_in("evidence")
        if not by:
            self.refuse(BadInput("Nobody is named yet.", "Type who looked."), "by")
        elif on is None:
            self.refuse(BadInput("There is no day yet.", "Type when they looked, such as today."), "on")
        elif on > desk.today:
            self.refuse(BadInput("That day is still to come.", "Type the day on which they looked."), "on")
        elif not found:
            self.refuse(BadInput("Nothing is chosen yet.", "Say whether they can do it alone."), "found")
        else:
            record = self.query_one("#record", Pick).value if self._records else _NO_RECORD
            shown = "" if record == _NO_RECORD else record
            self.run_slow(
                lambda: induction.assess(
                    desk, task_id, on, by, found=Found(found), evidence=evidence, record=shown
                ),
                lambda _: self.dismiss(),
                word="Saving",
            )


def _called(record: Record) -> str:
    day = f" of {long_date(record.held_on)}" if record.held_on else ""
    return f"{record.title}{day}, no. {record.number}"
