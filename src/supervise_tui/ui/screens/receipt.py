"""The receipt: what the two can hold against the cabinet later; and the signed record, to read only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content as Styled
from textual.widgets import OptionList, Static

from supervise_tui.canonical import in_fours
from supervise_tui.domain.flags import why_flagged
from supervise_tui.domain.record import Record
from supervise_tui.forms.day_words import long_date
from supervise_tui.ui.file_rooms import for_record
from supervise_tui.ui.first_names import with_whom
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.read_through import ReadThroughText
from supervise_tui.ui.screens.save_copy import ask_for_folder, ask_where
from supervise_tui.ui.widgets.qr import Qr
from supervise_tui.ui.widgets.row_list import Row, RowList
from supervise_tui.workflows import addenda, paper_records, signed_records
from supervise_tui.workflows.layouts import SUPERVISION
from supervise_tui.workflows.pages_to_hang import page_kind, save_page
from supervise_tui.workflows.read_record import Receipt
from supervise_tui.workflows.signed_records import Around, Signed

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
        "This record is signed and closed: nobody can change it any more. A correction, or something to "
        "add, is a record of its own: press a to write one. It stands with this record from then on, and "
        "goes out with it.\n"
        "The fingerprint belongs to exactly this record. It stands on the PDF too, in words and as the "
        "square code: whoever has the PDF can check that nothing was changed.\n"
        "E saves the PDF again. R shows the record or the receipt. S, for one that was signed on paper, "
        "saves the scans. C, where a record gives a certificate or a poster, saves that page. Tab goes to "
        "the list of what belongs to it; Enter there opens it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "save_copy", "Save the PDF"),
        Binding("r", "turn", "Record or receipt"),
        Binding("a", "add_to", "Add to it"),
        Binding("s", "save_scans", "Save the scans"),
        Binding("c", "save_page", "Save the page"),
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
        self._around: Around | None = None
        self._relatives: dict[str, Record] = {}
        self._seen: Signed | None = None

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
        yield Static("", id="flag", markup=False)
        yield RowList(id="family")

    def on_mount(self) -> None:
        """Fetch and check both in a thread."""
        desk, record_id = self.desk, self.record_id
        for part in ("#record", "#receipt", "#flag", "#family"):
            self.query_one(part).display = False
        self.run_slow(
            lambda: signed_records.look(desk, record_id), self._show, word="Checking the signatures"
        )

    def where(self) -> str:
        """Which record this is."""
        if self._seen is None:
            return "Signed record"
        record = self._seen.record
        number = f" {record.session_number}" if record.makes == SUPERVISION else ""
        whom = with_whom(record.worker, self._seen.receipt.worker)
        return f"{record.title}{number}{whom}: {record.state.label}"

    def look_again(self) -> None:
        """An addendum may have been written, or a flag dealt with, on another screen."""
        if self._seen is not None:
            desk, record_id = self.desk, self.record_id
            self.run_slow(lambda: signed_records.around(desk, record_id), self._show_around, word="")

    def _show(self, signed: Signed | Record) -> None:
        if isinstance(signed, Record):
            self.house.switch_screen(for_record(signed))
            return
        self._seen = signed
        seen, receipt = signed.seen, signed.receipt
        self.refresh_where()
        self.refresh_keys()
        text = self.query_one(ReadThroughText)
        text.border_title = "The signed record"
        text.show(seen.content, seen.form)
        self.query_one("#fingerprints", Static).update(_fingerprints(receipt))
        self.query_one("#marks").mount(Qr(receipt.fingerprint, id="qr"), before=0)
        self._say_outcome()
        self._show_around(signed.around)

    def _show_around(self, around: Around) -> None:
        """Show what was said of a flag, and what belongs to this record [REC-2] [REC-3]."""
        flag = self.query_one("#flag", Static)
        why = why_flagged(around.record.flagged)
        why = why[:1].upper() + why[1:]
        if around.dealt is None:
            flag.update(f"! {why}: for the next line manager to look at." if why else "")
        else:
            flag.update(f"{why}; {around.dealt.words}: {around.dealt.what}")
        rows = [_relative(record, around.original) for record in around.relatives]
        self._relatives = {record.id: record for record in around.relatives}
        family = self.query_one("#family", RowList)
        family.border_title = "Belongs to it" if around.is_original else "Belongs to"
        family.border_subtitle = "Tab, then Enter opens"
        family.show(rows)
        self._around = around
        self._show_side()

    def _say_outcome(self) -> None:
        lines = []
        if self._just_signed:
            lines.append(f"Done: the record is {self._seen.record.state.label if self._seen else 'closed'}.")
        lines += [
            f"{'A scan' if 'scan-' in path.name else 'The PDF'} is here: {path}" for path in self._saved
        ]
        if not self._saved:
            lines.append("E saves the PDF in a folder, for the worker and for head office.")
        self.query_one("#outcome", Static).update("\n".join(lines))

    def _show_side(self) -> None:
        record, receipt = self.query_one("#record"), self.query_one("#receipt")
        record.display, receipt.display = not self._on_receipt, self._on_receipt
        # Beside the receipt they would leave no room for the square code on a small screen.
        around = None if self._on_receipt else self._around
        self.query_one("#flag").display = around is not None and bool(around.record.flagged)
        self.query_one("#family").display = around is not None and bool(around.relatives)
        if self.focused is None or not self.focused.display or self.focused.id != "family":
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
        """Save the PDF where they say; the addenda to it go along."""
        ask_for_folder(self, [self.record_id], self._copied)

    def shown_keys(self) -> Iterable[Binding]:
        """Offer to save scans only where there are some."""
        left = {"save_scans"} if self._seen is None or not self._seen.has_scans else set()
        page = page_kind(self._seen.record) if self._seen is not None else None
        for binding in super().shown_keys():
            if binding.action == "save_page" and page is not None:
                yield replace(binding, description=f"Save the {page.word}")
            elif binding.action != "save_page" and binding.action not in left:
                yield binding

    def action_save_page(self) -> None:
        """Save the certificate, or whatever page this kind of record gives, where they say."""
        page = page_kind(self._seen.record) if self._seen is not None else None
        if page is None:
            return
        desk, record_id = self.desk, self.record_id
        made: list[Path] = []
        ask_where(
            self,
            f"The {page.word}",
            "One page to print, to hang up or to give away. Where should it go?",
            f"Save the {page.word}",
            lambda folder: made.append(save_page(desk, record_id, folder)),
            lambda: self._copied(tuple(made)),
        )

    def action_save_scans(self) -> None:
        """Save the scans of the paper where they say."""
        desk, record_id = self.desk, self.record_id
        if self._seen is None or not self._seen.has_scans:
            return
        made: list[Path] = []

        def save(folder: Path) -> None:
            made.extend(paper_records.save_scans(desk, record_id, folder))

        ask_where(
            self,
            "The scans of the paper",
            "They are in the PDF too, as attachments. Outside the cabinet they can be read by anyone who can "
            "open that folder.",
            "Save the scans",
            save,
            lambda: self._copied(tuple(made)),
        )

    def action_add_to(self) -> None:
        """Write an addendum, or go on with the one that is being written [REC-3]."""
        if self._seen is None:
            return
        desk, record_id = self.desk, self.record_id
        self.run_slow(
            lambda: addenda.start(desk, record_id),
            lambda sheet: self.house.push_screen(for_record(sheet.record)),
            word="Starting the addendum",
        )

    @on(OptionList.OptionSelected, "#family")
    def _open_relative(self, event: OptionList.OptionSelected) -> None:
        record = self._relatives.get(event.option.id or "")
        if record is not None:
            self.house.push_screen(for_record(record))

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


def _relative(record: Record, original: Record) -> Row:
    held = record.held_on
    day = f"{held.day}/{held.month}/{held.year}" if held else "no date yet"
    mark = "" if record.id == original.id else "└ "
    return Row(record.id, (f"{mark}{record.title}", day, f"no. {record.number}", record.state.label))


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
