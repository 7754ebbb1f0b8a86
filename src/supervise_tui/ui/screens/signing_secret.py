"""Someone looks after their own signing secret: changes it with the old one, or replaces a forgotten one."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.forms.day_words import long_date
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.signing import DONE, FORGOTTEN, ChooseSecret, GiveSecret
from supervise_tui.ui.screens.signing_turn import forgotten_question
from supervise_tui.ui.widgets.row_list import Row, RowList
from supervise_tui.workflows import signing_secrets
from supervise_tui.workflows.signing_secrets import SecretStanding

_CHOOSE, _CHANGE, _FORGOTTEN, _BACK = "choose", "change", "forgotten", "back"


class SigningSecretScreen(House):
    """What is known of one person's key, and what they can do about its secret.

    A worker takes the keyboard for it: from then on only this page can be reached, and leaving it
    needs the passphrase of the cabinet.
    """

    CSS_PATH = "signing_secret.tcss"
    HELP = (
        "A signing secret is a person's signature. Only they know it, and they choose it alone.\n\n"
        "Changing it keeps the key: whatever was signed with it stays good, and nothing in later records "
        "looks different. The old secret is needed for that.\n\n"
        "A forgotten secret cannot be looked up. The person then gets a new key, and the program marks it "
        "for good as one that took another's place. What was signed before stays signed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Do it")]

    def __init__(self, person: str) -> None:
        super().__init__()
        self._person = person
        self._standing: SecretStanding | None = None

    @property
    def _is_supervisor(self) -> bool:
        return self._person == self.desk.supervising.id

    def where(self) -> str:
        """Say whose it is."""
        if self._standing is None:
            return "Signing secret"
        return "Your signing secret" if self._is_supervisor else f"{self._standing.name} › Signing secret"

    def compose_body(self) -> ComposeResult:
        """Lay out what is known above what can be done."""
        yield Static("", id="says", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list; a worker has the keyboard from here on."""
        self.set_focus(self.query_one(RowList))
        if not self._is_supervisor:
            self.house.hand_over, self.house.workers_turn = self._person, True

    def look_again(self) -> None:
        """Look at the key anew."""
        self._look()

    def _look(self, said: str = "") -> None:
        desk, person = self.desk, self._person

        def show(standing: SecretStanding) -> None:
            self._show(standing)
            if said:
                self.show_note(said)

        word = "" if self._standing else "Looking"
        self.run_slow(lambda: signing_secrets.standing(desk, person), show, word=word)

    def _show(self, standing: SecretStanding) -> None:
        self._standing = standing
        self.refresh_where()
        self.query_one("#says", Static).update(Content("\n\n").join(map(Content, self._words(standing))))
        back = Row(_BACK, ("Back",))
        if standing.chosen_on is None:
            rows = [Row(_CHOOSE, ("Choose a signing secret",)), back]
        else:
            rows = [
                Row(_CHANGE, ("Change it; the old one is needed",)),
                Row(_FORGOTTEN, ("It is forgotten: make a new key",)),
                back,
            ]
        self.query_one(RowList).show(rows)

    def _words(self, standing: SecretStanding) -> list[str]:
        start = (
            "This page is yours." if self._is_supervisor else f"{standing.name}, please take the keyboard."
        )
        words = [f"{start} Nobody else may know this secret: it is your signature."]
        if not self._is_supervisor:
            words.append("When you are done choose Back, and hand the laptop over.")
        if standing.chosen_on is None:
            words.append("None is chosen yet. You can do that now, or when you first sign.")
        else:
            mark = (
                " It took the place of one whose secret was forgotten." if standing.in_place_of_lost else ""
            )
            words.append(f"The key was made on {long_date(standing.chosen_on)}.{mark}")
            words.append(f"Fingerprint of the key, as receipts print it: {standing.fingerprint}")
        return words

    # -- what is chosen ------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._do(event.option.id or "")

    def action_choose(self) -> None:
        """Do what stands under the cursor."""
        self._do(self.query_one(RowList).chosen)

    def _do(self, row: str) -> None:
        if self._standing is None or self.busy:
            return
        if row == _CHOOSE:
            self._choose(signing_secrets.choose_secret, "The secret counts from now on.")
        elif row == _CHANGE:
            self._ask_old(self._standing.name)
        elif row == _FORGOTTEN:
            self._confirm_forgotten(self._standing.name)
        elif row == _BACK:
            self.action_back()

    def action_back(self) -> None:
        """Leave; after a worker had the keyboard the passphrase is asked first."""
        if self._is_supervisor:
            self.dismiss()
        else:
            self.house.leave_hand_over(self.dismiss)

    @property
    def _other(self) -> str:
        return "everybody else" if self._is_supervisor else self.desk.owner.name

    def _choose(self, make: signing_secrets.Make, said: str, *, forgotten: bool = False) -> None:
        assert self._standing is not None  # noqa: S101 - a way was chosen, so it is shown

        def kept(done: bool | None) -> None:
            if done:
                self._look(said)

        keep = partial(make, self.desk, self._person)
        name, apart = self._standing.name, self._standing.apart
        self.house.push_screen(ChooseSecret(name, self._other, keep, forgotten=forgotten, apart=apart), kept)

    def _ask_old(self, name: str) -> None:
        desk, person = self.desk, self._person
        old: list[str] = []

        def check(secret: str) -> None:
            signing_secrets.check_secret(desk, person, secret)
            old.append(secret)

        def answered(outcome: str | None) -> None:
            if outcome == DONE:
                secret = old.pop()

                def change(_desk: object, _person: str, new: str) -> None:
                    signing_secrets.change_secret(desk, person, secret, new)

                self._choose(change, "The new secret counts from now on. The key stays the same.")
            elif outcome == FORGOTTEN:
                self._confirm_forgotten(name)

        self.house.push_screen(
            GiveSecret(
                "First the secret that you have now",
                f"{name}, please type your own signing secret, while nobody looks.",
                check,
                label=f"{name}'s own signing secret",
                yes="Go on",
                wait="Looking whether it fits",
            ),
            answered,
        )

    def _confirm_forgotten(self, name: str) -> None:
        def answered(yes: str | None) -> None:
            if yes:
                self._choose(
                    signing_secrets.replace_secret,
                    "There is a new key. Receipts say from now on that it took another's place.",
                    forgotten=True,
                )

        self.house.push_screen(forgotten_question(name), answered)
