"""A group supervision from start to end: what all share, each one's own part, closing it, each signing."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from supervise_tui.canonical import in_fours
from supervise_tui.domain.group import said_names
from supervise_tui.domain.raised import subject
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.sign_off import Says
from supervise_tui.domain.supervision import StepState
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import Problem
from supervise_tui.ui import file_rooms
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.group_part import NO_ONES_FILE, GroupPart
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.participants import ChangeParticipants
from supervise_tui.ui.screens.save_copy import ask_for_folder
from supervise_tui.ui.screens.signing_turn import SigningTurn
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import hold_group, hold_supervision
from supervise_tui.workflows.hold_group import Group
from supervise_tui.workflows.hold_supervision import Sheet

SHARED, CLOSE, SIGN, TAKE_BACK, WHO, DISCARD = "shared", "close", "sign", "take-back", "who", "discard"
_SIGNED = (State.CLOSED, State.ON_PAPER)
_OWN_WORDS = {
    StepState.EMPTY: "nothing written",
    StepState.STARTED: "begun",
    StepState.COMPLETE: "written",
}


class GroupScreen(House):
    """Everything of one talk in one list; the cursor stands on what comes next."""

    CSS_PATH = "group.tcss"
    waits_in_hand_over = True
    HELP = (
        "One talk, a record on the file of each who was there. First write what all share: it is the same on "
        "every record. Then give each one the keyboard for their own part: the others never see it.\n\n"
        "Close it when all is written. Every record is then ready to sign: Enter on a name opens theirs, to "
        "read through and sign, today or another day. What they have agreed to you can sign in one go.\n\n"
        "Until the first of them is signed you can take all of them back and change what they share. After "
        "that only an own part that is not signed yet can still be changed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("escape", "back", "Leave"),
    ]

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        self._group: Group | None = None
        self._leaving = False

    def compose_body(self) -> ComposeResult:
        """Lay out how far it is above the list."""
        yield Static("", id="standing", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def where(self) -> str:
        """Say which talk it is."""
        if self._group is None:
            return "Group supervision"
        record = self._group.shared.record
        day = f" · {long_date(record.held_on)}" if record.held_on else ""
        return f"{record.title}{day}"

    def look_again(self) -> None:
        """Look again: something was written or signed."""
        desk, record_id = self.desk, self.record_id
        talk = self._group.talk if self._group else ""
        # Nobody's file is in hand here: several people look at the screen. Whose turn it is stays as it
        # was: after a participant's own part, leaving the group needs the passphrase.
        self.house.hand_over = NO_ONES_FILE
        self.run_slow(
            lambda: hold_group.open_group(desk, talk or hold_group.talk_of(desk, record_id)),
            self._show,
            word="" if self._group else "Opening",
            failed=self._gone,
        )

    def _gone(self, problem: Problem) -> None:
        if self._group is None:
            self.show_problem(problem)
        else:
            self._left()  # it was discarded

    def _show(self, group: Group) -> None:
        first = self._group is None or self._group.is_being_written is not group.is_being_written
        self._group = group
        self.record_id = group.copies[0].id  # the one it was opened with may be gone
        self.refresh_where()
        self.query_one("#standing", Static).update(_standing(group))
        rows = self.query_one(RowList)
        rows.show(_rows(group))
        if first:
            rows.choose(_next(group))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Do what the row under the cursor says."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, row_id: str) -> None:
        group, desk = self._group, self.desk
        if group is None or not row_id:
            return
        match row_id:
            case "shared":
                self.house.push_screen(GroupPart(group.shared.record.id, own=False))
            case "close":
                self.run_slow(lambda: hold_group.close(desk, group.talk), self._show, word="Closing the talk")
            case "sign":
                self._countersign(group)
            case "take-back":
                self.run_slow(
                    lambda: hold_group.take_back(desk, group.talk), self._show, word="Taking them back"
                )
            case "who":
                self.house.push_screen(ChangeParticipants(group))
            case "discard":
                self._ask_why(group)
            case _:
                self._open_record(next(copy for copy in group.copies if copy.id == row_id))

    def _countersign(self, group: Group) -> None:
        """The supervisor signs what participants have agreed to; then the copies are saved."""
        desk, ready = self.desk, group.for_supervisor
        ids = [one.record.id for one in ready]
        fingerprints = ", ".join(f"{one.name}: {in_fours(one.fingerprint[:12])}" for one in ready)

        def signed() -> None:
            ask_for_folder(self, ids, lambda _paths: self.look_again())

        SigningTurn(
            self,
            desk.owner.id,
            whose=desk.owner.name,
            other="Everyone else",
            says=f"By signing you say of each of these records:\n“{Says.AGREED.sentence}”\n"
            f"Their fingerprints begin {fingerprints}.",
            act=lambda secret: hold_group.countersign(desk, group.talk, secret, ids),
            done=signed,
        ).start()

    def _open_record(self, record: Record) -> None:
        from supervise_tui.ui import rooms

        if record.state is not State.DRAFT:
            self.house.push_screen(file_rooms.for_record(record))
            return
        assert self._group is not None  # noqa: S101 - one of its rows was chosen
        member = next(one for one in self._group.members if one.record == record)
        if not member.wrote:
            self.house.push_screen(GroupPart(record.id, own=True))
            return

        def answered(passphrase: str | None) -> None:
            if passphrase is not None:
                self.house.push_screen(GroupPart(record.id, own=True))

        # The first time it is empty, so nothing stands in the way; later anybody in the group could look.
        name = member.worker.name
        self.app.push_screen(
            rooms.ask_passphrase(
                self.desk,
                f"{name} has written here",
                f"This part is {name}'s alone, and others in the group may not read it. Open it only while "
                "the two of you look at the screen.",
            ),
            answered,
        )

    def _ask_why(self, group: Group) -> None:
        desk = self.desk
        wrote = [member.worker.name for member in group.members if member.wrote]
        agree = f" {said_names(wrote)} wrote in it: by going on you say that they agree." if wrote else ""

        def given(reason: str | None) -> None:
            if reason is not None:
                self.run_slow(
                    lambda: hold_group.discard(desk, group.talk, reason, workers_agree=bool(wrote)),
                    lambda _: self.house.leave_hand_over(self._left),
                    word="Discarding",
                )

        self.app.push_screen(
            OwnWords(
                "Discard the whole talk",
                "All records of it go for good, with everything in them. The history of each file keeps that "
                f"there was one, and the reason.{agree} Why does it go?",
                yes="Discard all of it",
            ),
            given,
        )

    def action_back(self) -> None:
        """Leave; everything is saved."""
        self.house.leave_hand_over(self._left)

    def _left(self) -> None:
        # A talk that was discarded is noticed twice: by who discarded it, and by looking again.
        if not self._leaving:
            self._leaving = True
            self.house.hand_over = None
            self.dismiss()


def _standing(group: Group) -> str:
    """Say what it is about, who was not there, and how far it is."""
    about = subject(group.shared.answers)
    away = said_names([member.worker.name for member in group.members if member.own is None])
    lines = [f"“{about}”" if about else "", _how_far(group), f"Not there: {away}." if away else ""]
    return "\n".join(line for line in lines if line)


def _how_far(group: Group) -> str:
    if group.is_being_written:
        missing = hold_group.gaps_of(group)
        if missing:
            return f"Being written. Still needed: {said_names(missing)}."
        return "Everything that is needed is there. Close it when each has written what they want to."
    if _all_signed(group):
        return "All records are signed."
    done = sum(copy.state in _SIGNED for copy in group.copies)
    return f"Closed. {done} of {len(group.copies)} records are signed; each opens with Enter on the name."


def _all_signed(group: Group) -> bool:
    return all(copy.state in _SIGNED for copy in group.copies)


def _rows(group: Group) -> list[Row]:
    rows: list[Row] = []
    if not group.stays:
        rows += [Row(SHARED, ("What all share", _needed(group)), "bold"), heading("")]
    rows.append(heading("The records" if group.stays else "Each one's own part"))
    rows += [_member(member.own, member.worker.name) for member in group.members if member.own is not None]
    rows.append(heading(""))
    drafts = sum(copy.state is State.DRAFT for copy in group.copies)
    if drafts:
        words = "1 record becomes" if drafts == 1 else f"{drafts} records become"
        rows.append(Row(CLOSE, (f"Close it: {words} ready to sign",)))
    if group.for_supervisor:
        number = len(group.for_supervisor)
        words = "the one that waits" if number == 1 else f"the {number} that wait"
        rows.append(Row(SIGN, (f"You sign {words} for you alone",)))
    if group.may_be_taken_back:
        rows.append(Row(TAKE_BACK, ("Take them back to change what all share (nobody has signed yet)",)))
    elif group.stays and not _all_signed(group):
        rows.append(Row("", (group.stays,), wraps=True))
    if group.is_being_written:
        rows += [Row(WHO, ("Change who takes part",)), Row(DISCARD, ("Discard the whole talk",))]
    return rows


def _needed(group: Group) -> str:
    missing = len(hold_supervision.gaps_of(group.shared))
    if not missing:
        return "complete"
    return "1 answer still needed" if missing == 1 else f"{missing} answers still needed"


def _member(own: Sheet, name: str) -> Row:
    record = own.record
    if record.state is not State.DRAFT:
        return Row(record.id, (name, record.state.label))
    missing = len(hold_supervision.gaps_of(own))
    state = hold_supervision.steps_of(own)
    words = _OWN_WORDS[state[0].state] if state else ""
    if missing:
        words = "1 answer still needed" if missing == 1 else f"{missing} answers still needed"
    return Row(record.id, (name, words))


def _next(group: Group) -> str:
    """Where the cursor goes: to what is missing, to who has not written or signed, to closing it."""
    if group.is_being_written:
        if hold_supervision.gaps_of(group.shared):
            return SHARED
        silent = (member.record for member in group.members if member.record and not member.wrote)
        return next((record.id for record in silent), CLOSE)
    open_ones = (copy for copy in group.copies if copy.state not in _SIGNED)
    return next((copy.id for copy in open_ones), "")
