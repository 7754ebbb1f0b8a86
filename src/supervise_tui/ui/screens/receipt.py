"""The receipt: what the two can hold against the cabinet later; and the signed record, to read only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content as Styled
from textual.widgets import Static

from supervise_tui.canonical import in_fours
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui.rooms import for_record
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.read_through import ReadThroughText
from supervise_tui.ui.screens.save_copy import ask_for_folder
from supervise_tui.ui.widgets.qr import Qr
from supervise_tui.workflows import read_record
from supervise_tui.workflows.read_record import ReadThrough, Receipt

GROUPS_IN_LINE = 8


def in_lines(hex_digits: str) -> str:
    """Give a fingerprint in groups of four, eight groups a line: two people can read it to each other."""
    groups = in_fours(hex_digits).split()
    return "\n".join(
        " ".join(groups[start : start + GROUPS_IN_LINE]) for start in range(0, len(groups), GROUPS_IN_LINE)
    )


class ReceiptScreen(House):
    """Opens on the record; right after signing, on the receipt. R goes from one to the other."""

    CSS_PATH = "receipt.tcss"
    HELP = (
        "This record is signed and closed: nobody can change it any more, and a correction is a record "
        "of its own.\n"
        "The fingerprint belongs to exactly this record. It stands on the PDF too, in words and as the "
        "square code: whoever has the PDF can check that nothing was changed.\n"
        "E saves the PDF again. R shows the record or the receipt."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "save_copy", "Save the PDF"),
        Binding("r", "turn", "Record or receipt"),
        Binding("escape", "back", "To the file"),
        Binding("pagedown", "read(1)", "Read on", key_display="PgDn", priority=True),
        Binding("pageup", "read(-1)", "Read back", key_display="PgUp", priority=True, show=False),
    ]

    def __init__(self, record_id: str, *, saved: tuple[Path, ...] = (), just_signed: bool = False) -> None:
        super().__init__()
        self.record_id = record_id
        self._saved = saved
        self._on_receipt = just_signed
        self._just_signed = just_signed
        self._receipt: Receipt | None = None

    def way_back(self) -> Callable[[], House] | None:
        """Here again, on the same side."""
        return partial(ReceiptScreen, self.record_id, just_signed=self._on_receipt)

    def compose_body(self) -> ComposeResult:
        """Both sides; one of them is shown."""
        yield ReadThroughText(id="record")
        with VerticalScroll(id="receipt", can_focus=True):
            yield Static("", id="outcome", markup=False)
            with Horizontal(id="marks"):
                yield Static("", id="fingerprints", markup=False)

    def on_mount(self) -> None:
        """Fetch and check both in a thread."""
        desk, record_id = self.desk, self.record_id
        self.query_one("#record").display = self.query_one("#receipt").display = False
        self.run_slow(
            lambda: (read_record.read_through(desk, record_id), read_record.receipt(desk, record_id)),
            self._show,
            word="Checking the signatures",
        )

    def where(self) -> str:
        """Which record this is."""
        if self._receipt is None:
            return "Signed record"
        number = self._receipt.record.session_number
        return f"Supervision {number} with {self._receipt.worker}: signed and closed"

    def _show(self, both: tuple[ReadThrough, Receipt]) -> None:
        seen, receipt = both
        if not seen.record.state.is_signed:
            self.house.switch_screen(for_record(seen.record))
            return
        self._receipt = receipt
        self.refresh_where()
        text = self.query_one(ReadThroughText)
        text.border_title = "The signed record"
        text.show(seen.content, seen.form)
        self.query_one("#fingerprints", Static).update(_fingerprints(receipt))
        self.query_one("#marks").mount(Qr(receipt.fingerprint, id="qr"), before=0)
        self._say_outcome()
        self._show_side()

    def _say_outcome(self) -> None:
        lines = []
        if self._just_signed:
            lines.append("Done: the record is signed and closed.")
        lines += [f"The PDF is here: {path}" for path in self._saved]
        if not self._saved:
            lines.append("E saves the PDF in a folder, for the worker and for head office.")
        self.query_one("#outcome", Static).update("\n".join(lines))

    def _show_side(self) -> None:
        record, receipt = self.query_one("#record"), self.query_one("#receipt")
        record.display, receipt.display = not self._on_receipt, self._on_receipt
        self.set_focus(receipt if self._on_receipt else record)

    def action_turn(self) -> None:
        """Show the other side."""
        self._on_receipt = not self._on_receipt
        self._show_side()

    def action_read(self, pages: int) -> None:
        """Move by a page."""
        shown = self.query_one("#receipt" if self._on_receipt else "#record")
        shown.scroll_relative(y=pages * max(1, shown.scrollable_content_region.height - 1), animate=False)

    def action_save_copy(self) -> None:
        """Save the PDF where they say."""
        ask_for_folder(self, [self.record_id], self._copied)

    def _copied(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self._saved += paths
            self._say_outcome()
            self._on_receipt = True
            self._show_side()

    def action_back(self) -> None:
        """Go back to the file; a supervision that was handed over ends here."""
        self.house.leave_hand_over(self._left)

    def _left(self) -> None:
        self.dismiss()


def _fingerprints(receipt: Receipt) -> Styled:
    pieces: list[str | tuple[str, str]] = [
        ("Fingerprint of the record\n", "bold"),
        f"{in_lines(receipt.fingerprint)}\n\n",
    ]
    for key in receipt.keys:
        at = datetime.fromisoformat(key.signed_at)
        pieces += [
            (f"{key.name} ({key.role.value})\n", "bold"),
            f"signed {long_date(at.date())}\nat {at:%H:%M} with the key\n{in_lines(key.fingerprint)}\n",
        ]
        if key.remark:
            pieces.append(f"{key.remark}\n")
        pieces.append("\n")
    pieces += [
        (f"History of this file: event {receipt.history_number}\n", "bold"),
        in_lines(receipt.history_hash),
    ]
    return Styled.assemble(*pieces)
