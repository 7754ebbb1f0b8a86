"""The supervision agreement with a worker: how it stands, its versions, make or renew it [AGR-1]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.domain.agreement import Standing
from supervise_tui.domain.people import Worker
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Form
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.of_a_worker import OfAWorker
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import agreements
from supervise_tui.workflows.agreements import Version
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet

_MAKE, _READ = "make:", "read:"


@dataclass(frozen=True)
class _Seen:
    worker: Worker
    standing: Standing
    versions: list[Version]
    forms: list[Form]


class AgreementScreen(OfAWorker):
    """The first row makes, renews or goes on; below it stand all versions, the newest first."""

    WHAT = "Agreement"
    CSS_PATH = "agreement.tcss"
    HELP = (
        "The agreement says how often you meet, what you talk about, and who may read the records. You make "
        "it together; it is in force once all have signed, and you look at it again within a year.\n\n"
        "A change makes a new version, which starts with the words of the one before. Earlier versions stay "
        "here to be read; Enter opens one.\n\n"
        "For a student or someone on a placement, their college or agency signs too."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Open")]

    def __init__(self, worker_id: str, name: str = "") -> None:
        super().__init__(worker_id, name)
        self._seen: _Seen | None = None

    def compose_body(self) -> ComposeResult:
        """How it stands, and the rows."""
        yield Static("", id="stands", markup=False)
        yield RowList(id="rows")

    def look_again(self) -> None:
        """Look again: one may have been signed."""
        desk, worker_id = self.desk, self.worker_id
        self.run_slow(
            lambda: _look(desk, worker_id), self._show, word="" if self._seen else "Opening the agreement"
        )

    def _show(self, seen: _Seen) -> None:
        self._seen, self.name_of_worker = seen, seen.worker.name
        self.refresh_where()
        stands = seen.standing
        mark = "! " if stands.wants_attention else ""
        self.query_one("#stands", Static).update(
            Content.assemble((f"{mark}{stands.sentence}", "bold"), *_frequency(stands))
        )
        self.query_one(RowList).show(_rows(seen))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, row_id: str) -> None:
        seen = self._seen
        if seen is None:
            return
        if row_id.startswith(_MAKE):
            desk, worker_id, form_id = self.desk, self.worker_id, row_id.removeprefix(_MAKE)
            self.run_slow(
                lambda: agreements.start(desk, worker_id, form_id), self._started, word="Starting it"
            )
        elif row_id.startswith(_READ):
            wanted = row_id.removeprefix(_READ)
            record = next(one.record for one in seen.versions if one.record.id == wanted)
            self.house.push_screen(file_rooms.for_record(record))
        elif row_id:
            self.house.push_screen(file_rooms.record(row_id))

    def _started(self, sheet: Sheet) -> None:
        self.house.push_screen(file_rooms.for_record(sheet.record))


def _look(desk: Desk, worker_id: str) -> _Seen:
    worker = agreements.worker_of(desk, worker_id)
    return _Seen(
        worker,
        agreements.agreement_state(desk, worker_id),
        agreements.versions(desk, worker_id),
        agreements.forms_for(desk, worker),
    )


def _frequency(stands: Standing) -> list[str]:
    agreed = stands.agreement.frequency if stands.agreement else None
    return [f"\nYou meet {agreed.label}, as you agreed."] if agreed else []


def _rows(seen: _Seen) -> list[Row]:
    rows: list[Row] = []
    if seen.standing.being_made:
        rows.append(Row(seen.standing.being_made, ("▸ Go on with the one that is being made",), "bold"))
    else:
        verb = "Make a new version" if seen.versions else "Make it"
        for place, form in enumerate(seen.forms):
            words = f"▸ {verb}: {form.title}" if place == 0 else f"  Another form: {form.title}"
            rows.append(Row(f"{_MAKE}{form.id}", (words,), "" if place else "bold", Content(form.purpose)))
    rows.append(heading(""))
    rows.append(heading("Versions" if seen.versions else "No version has been signed yet."))
    rows += [_version_row(one) for one in seen.versions]
    return rows


def _version_row(one: Version) -> Row:
    agreement = one.agreement
    now = "in force" if one.current else "replaced by a later one"
    below = f"signed by all on {long_date(agreement.signed_on)}, review by {long_date(agreement.review_by)}"
    cells = (f"Version {agreement.version}: {one.record.title}", now, f"no. {one.record.number}")
    return Row(f"{_READ}{one.record.id}", cells, "bold" if one.current else "", Content(below))
