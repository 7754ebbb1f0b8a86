"""The bundle of a case: where it goes, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Input, Static

from supervise_tui.domain.sign_off import Says
from supervise_tui.problems import BadInput, NotAllowed, Problem
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.save_copy import usual_folder
from supervise_tui.ui.screens.signing import DONE, GiveSecret
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.workflows import case_bundle
from supervise_tui.workflows.case_bundle import Progress

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

_LOOK_EVERY = 0.2
"""Seconds between two looks at how far it is."""


class CaseBundleScreen(House):
    """One folder, one key; Esc stops it while it is made."""

    CSS_PATH = "letter.tcss"
    IN_THE_DRAWER = True
    HELP = (
        "One PDF with everything on file for the case, in order of time: signed records with their pages, "
        "letters, and every entry. It begins with an index and a picture of the course of the case. For a "
        "hearing, an appeal, an inspector, or for the worker who asks for it.\n\n"
        "Each signed file is attached to it as it was signed, so that its signatures can be checked.\n\n"
        "The bundle is not encrypted: whoever gets it can read it. So your passphrase is asked once more, "
        "and the history of the plans keeps that you took it. Nothing that lies in the folder already is "
        "overwritten.\n\n"
        "If you write plans and have a signing secret, you are asked for it too: the whole bundle is then "
        "signed by you, so that a change to any page shows. You may leave it unsigned.\n\n"
        "It may take a while. Esc stops it; then nothing is written."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "make", "Make the bundle"),
        Binding("escape", "back", "Stop, or back"),
    ]

    def __init__(self, case_id: str, name: str = "") -> None:
        super().__init__()
        self.case_id, self._person = case_id, name
        self._progress = Progress()
        self._looking: Timer | None = None

    def where(self) -> str:
        """Whose case."""
        return f"{self._person} › Case bundle" if self._person else "Case bundle"

    def way_back(self) -> Callable[[], House]:
        """Here again."""
        return partial(CaseBundleScreen, self.case_id, self._person)

    def compose_body(self) -> ComposeResult:
        """What it is, and the folder."""
        yield Static(
            "Everything on file for this case as one PDF, signed files attached.\n"
            "It is not encrypted: put it where only those may look who may read it.",
            id="warning",
        )
        yield LineField("Folder", value=str(usual_folder()), help="Enter makes it there", id="folder")
        with Horizontal(classes="buttons"):
            yield Button(Content("[ Make the bundle ]"), id="make", compact=True)
            yield Button(Content("[ Back ]"), id="back", compact=True)
        yield Static("", id="far", markup=False)

    def on_mount(self) -> None:
        """Start in the folder."""
        self.set_focus(self.query_one("#folder"))

    @on(Button.Pressed, "#make")
    @on(Input.Submitted, "#folder")
    def action_make(self) -> None:
        """Ask who takes it out of the cabinet, then make it."""
        from supervise_tui.ui import rooms

        typed = self.query_one("#folder", LineField).value.strip().strip('"')
        if not typed:
            self.show_problem(BadInput("No folder is typed yet.", "Type where the bundle should go."))
            return
        why = self.why_not("make")
        if why:
            self.show_problem(NotAllowed(why))
            return
        if self.busy:
            return

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.run_slow(lambda: case_bundle.may_sign(desk), may_sign)

        def may_sign(can: bool) -> None:
            folder = Path(typed).expanduser()
            if can:
                self._ask_to_sign(folder)
            else:
                self._make(folder)

        desk = self.desk

        self.house.push_screen(
            rooms.ask_passphrase(
                self.desk,
                "Take the whole case out of the cabinet",
                f"Everything on file for this case goes to {typed} as one PDF. It is not encrypted there: "
                "whoever can open that folder can read it. The history of the plans keeps that you took it.",
            ),
            answered,
        )

    def _ask_to_sign(self, folder: Path) -> None:
        """Who takes it can sign all of it, with their own secret."""
        desk = self.desk
        keys: list[ec.EllipticCurvePrivateKey] = []

        def answered(outcome: str | None) -> None:
            if outcome is not None:
                self._make(folder, keys.pop() if outcome == DONE else None)

        self.house.push_screen(
            GiveSecret(
                "Sign the whole bundle",
                f"The files in it keep their own signatures. With that of {desk.supervising.name} "
                f"over all of it, a change to any page shows.\nYou say: “{Says.BUNDLE.sentence}”",
                lambda secret: keys.append(case_bundle.unlock_to_sign(desk, secret)),
                label="Your own signing secret",
                yes="Sign it",
                wait="Looking at your secret",
                without="Leave it unsigned",
            ),
            answered,
        )

    def _make(self, folder: Path, key: ec.EllipticCurvePrivateKey | None = None) -> None:
        """Make it in a thread, and show how far it is; with `key` it is signed as a whole."""
        desk, case_id = self.desk, self.case_id
        signed = "Signed by you as a whole" if key is not None else "Not signed as a whole"
        progress = self._progress = Progress()
        self._looking = self.set_interval(_LOOK_EVERY, self._say_how_far)
        self.run_slow(
            lambda: case_bundle.save_bundle(desk, case_id, folder, progress.step, key),
            lambda path: self._made(path, signed),
            word="Putting the bundle together; Esc stops it",
            failed=self._failed,
        )

    def _say_how_far(self) -> None:
        done, total = self._progress.done, self._progress.total
        if total:
            bar = "█" * round(30 * done / total)
            filled = bar if not self.house.plain_lines else "#" * len(bar)
            self.query_one("#far", Static).update(f"{filled} {done} of {total} parts")

    def _made(self, path: Path, signed: str) -> None:
        self._stop_looking()
        self.show_note(f"Saved as {path.name} in {path.parent}. {signed}; not encrypted there.")

    def _failed(self, problem: Problem) -> None:
        self._stop_looking()
        self.query_one("#far", Static).update("")
        self.show_problem(problem)

    def _stop_looking(self) -> None:
        self._say_how_far()
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Stop what is under way; else leave."""
        if self.busy:
            self._progress.stopped = True
        else:
            self.dismiss()
