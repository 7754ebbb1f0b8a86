"""Signed on paper: the day on it, its scans, and the typist's word that this is a true copy [REC-13]."""

from __future__ import annotations

from datetime import date

from textual.content import Content as Styled
from textual.widgets import OptionList

from supervise_tui.canonical import in_fours
from supervise_tui.domain.paper_copy import scan_name
from supervise_tui.domain.record import State
from supervise_tui.domain.sign_off import said_under
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import BadInput, NotAllowed, Problem
from supervise_tui.ui.file_rooms import for_record
from supervise_tui.ui.screens.read_and_choose import ReadAndChoose
from supervise_tui.ui.screens.read_through import ReadThroughText
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.save_copy import ask_for_folder, dragged
from supervise_tui.ui.screens.signing_turn import SigningTurn
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import paper_records
from supervise_tui.workflows.paper_records import Typed


class PaperRecordScreen(ReadAndChoose):
    """What will stand in the record above, what is still to do below (or beside it on a wide screen)."""

    HELP = (
        "This record was held and signed on paper, and is typed in now. It keeps both days: the one on the "
        "paper and today.\n"
        "Attach a scan of the paper if you can: a PDF, PNG or JPEG. It is kept encrypted in the cabinet and "
        "goes out inside the signed PDF.\n"
        "When everything is there, read it through against the paper: PgDn and PgUp move the text. Then you "
        "sign that it is a true copy. After that nobody can change it. Keep the paper all the same."
    )

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        self._typed: Typed | None = None

    def on_mount(self) -> None:
        """Fetch it in a thread."""
        desk, record_id = self.desk, self.record_id
        self.run_slow(
            lambda: paper_records.was_on_paper(desk, record_id),
            self._show,
            word="Opening",
            failed=self._not_here,
        )

    def _not_here(self, problem: Problem) -> None:
        """It was signed or given to sign meanwhile: its own screen shows how it stands."""
        self.show_problem(problem)

    def where(self) -> str:
        """What is typed in here."""
        if self._typed is None:
            return "Signed on paper"
        return f"Signed on paper · {self._typed.record.title} with {self._typed.worker}"

    # -- what is shown -------------------------------------------------------------------------

    def _show(self, typed: Typed) -> None:
        self._typed = typed
        self.house.hand_over = typed.record.worker
        self.refresh_where()
        text = self.query_one(ReadThroughText)
        if typed.content is not None:
            text.border_title = "Read this against the paper"
            text.show(typed.content, typed.form)
        else:
            text.border_title = "Still to do"
            text.say(_still_to_do(typed))
        kept = self.query_one("#ways", OptionList).highlighted or 0
        self.show_ways(_ways(typed), _standing(typed), at=kept if typed.content is None else 0)

    # -- what can be done ----------------------------------------------------------------------

    def do_way(self, way: str) -> None:
        """Do what was chosen."""
        act, _, which = way.partition(":")
        match act:
            case "sign":
                self._sign()
            case "day":
                self._ask_day()
            case "scan":
                self._ask_scan()
            case "out":
                self._take_out(which)
            case "write":
                self._write()
            case "not-paper":
                self._not_paper()
            case _:
                self.action_back()

    # -- what can be done ----------------------------------------------------------------------

    def _ask_day(self) -> None:
        assert self._typed is not None  # noqa: S101 - a way was chosen, so it is shown
        from supervise_tui.domain.said_dates import parse_said_date

        desk, record_id = self.desk, self.record_id
        held, known = self._typed.record.held_on, self._typed.signed_on
        likely = known or held

        def keep(text: str) -> None:
            day = parse_said_date(text, desk.today, desk.organisation.nation, prefer="past")
            paper_records.say_signed_on(desk, record_id, day)

        self.app.push_screen(
            Ask.line(
                "The day on the paper",
                "On which day was the paper signed by hand? If it was on two days, type the later one.",
                label="Signed on",
                value=_as_typed(likely),
                help="24/11, fri, yesterday",
                yes="That is the day",
                check=keep,
            ),
            self._again,
        )

    def _again(self, answer: str | None) -> None:
        if answer is None:
            return
        desk, record_id = self.desk, self.record_id
        self.run_slow(lambda: paper_records.was_on_paper(desk, record_id), self._show)

    def _ask_scan(self) -> None:
        desk, record_id = self.desk, self.record_id

        def keep(text: str) -> None:
            typed = text.strip().strip("'\"")
            if not typed:
                raise BadInput("No file is typed yet.", "Type where it lies, or drag it into this window.")
            paper_records.add_scan(desk, record_id, dragged(typed))

        self.app.push_screen(
            Ask.line(
                "A scan of the paper",
                "A PDF, PNG or JPEG. It is copied into the cabinet and kept encrypted there; the file itself "
                "stays where it is: delete it when you no longer need it.\n"
                "In most terminals you can drag the file into this window.",
                label="File",
                help="for example ~/Documents/scan.pdf",
                yes="Attach it",
                check=keep,
            ),
            self._again,
        )

    def _take_out(self, sha256: str) -> None:
        desk, record_id = self.desk, self.record_id
        self.run_slow(
            lambda: paper_records.take_out_scan(desk, record_id, sha256), self._show, word="Taking it out"
        )

    def _write(self) -> None:
        assert self._typed is not None  # noqa: S101 - a way was chosen, so it is shown
        self.house.switch_screen(for_record(self._typed.record))

    def _not_paper(self) -> None:
        desk, record_id = self.desk, self.record_id

        def answered(yes: str | None) -> None:
            if yes:
                self.run_slow(
                    lambda: paper_records.was_not_on_paper(desk, record_id),
                    lambda _: self._write(),
                    word="One moment",
                )

        self.app.push_screen(
            Ask.confirm(
                "Not signed on paper after all?",
                "Then it is signed here like any other record, by everyone. What is typed stays; scans that "
                "are attached are taken out.",
                yes="It is signed here",
                no="Back",
            ),
            answered,
        )

    # -- signing -------------------------------------------------------------------------------

    def _sign(self) -> None:
        typed = self._typed
        if typed is None or typed.content is None:
            self.show_problem(NotAllowed("Something is still missing.", "It stands above."))
            return
        content, desk, record_id = typed.content, self.desk, self.record_id
        SigningTurn(
            self,
            content.supervisor.person,
            whose=typed.typist,
            other="Everyone else",
            says=f"By signing you say:\n“{said_under(content).sentence}”\n"
            f"The fingerprint of the record you have read begins {in_fours(content.fingerprint[:12])}.",
            act=lambda secret: paper_records.close(desk, record_id, content, secret),
            done=self._signed,
        ).start()

    def _signed(self) -> None:
        ask_for_folder(
            self,
            [self.record_id],
            lambda paths: self.house.switch_screen(
                ReceiptScreen(self.record_id, saved=paths, just_signed=True)
            ),
        )


def _as_typed(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _standing(typed: Typed) -> Styled:
    held, signed = typed.record.held_on, typed.signed_on
    lines = [
        f"{'●' if held else '○'} Held: {long_date(held) if held else 'the record does not say yet'}",
        f"{'●' if signed else '○'} Signed: {long_date(signed) if signed else 'not said yet'}",
        f"{'●' if typed.scans else '○'} Scans: {len(typed.scans) or 'none'}",
    ]
    return Styled.assemble("\n".join(lines), ("\nWhat next?", "bold"))


def _still_to_do(typed: Typed) -> Styled:
    pieces: list[str | tuple[str, str]] = []
    if typed.record.state is State.DRAFT and typed.gaps:
        pieces.append(("From the paper is still missing:\n", "bold"))
        pieces += [f"○ {gap.sentence}\n" for gap in typed.gaps]
        pieces.append("\n")
    if typed.signed_on is None:
        pieces.append("○ The day on which the paper was signed.\n")
    pieces.append("\nThen you read it through here, and sign that it is a true copy of the paper.")
    return Styled.assemble(*pieces)


def _ways(typed: Typed) -> list[tuple[str, str]]:
    ways: list[tuple[str, str]] = []
    if typed.content is not None:
        ways.append(("sign", f"{typed.typist.split()[0]} signs: it is a true copy"))
    if typed.gaps:
        missing = "one answer" if len(typed.gaps) == 1 else f"{len(typed.gaps)} answers"
        ways.append(("write", f"Type in what is missing ({missing})"))
    day = (
        "Say on which day the paper was signed" if typed.signed_on is None else "Change the day on the paper"
    )
    ways.append(("day", day))
    ways.append(("scan", "Attach a scan" if not typed.scans else "Attach another scan"))
    ways += [
        (f"out:{scan.sha256}", f"Take out {scan_name(number, scan)} ({scan.words})")
        for number, scan in enumerate(typed.scans, 1)
    ]
    if not typed.gaps:
        ways.append(("write", "Go back and change something"))
    ways.append(("not-paper", "It was not signed on paper after all"))
    ways.append(("leave", "Go on another day"))
    return ways
