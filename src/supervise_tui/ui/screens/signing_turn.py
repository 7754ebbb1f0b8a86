"""One person signs: a secret chosen when they have none, entered, or replaced when it is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.signing import DONE, FORGOTTEN, ChooseSecret, SignNow
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import signing_secrets
from supervise_tui.workflows.desk import Desk


class SigningTurn:
    """Asks `person` in front of `screen`, does `act` with their secret, then calls `done`.

    `whose` and `other` are what the screen calls them and the one who looks away; `says` is what they
    read before they enter the secret.
    """

    def __init__(
        self,
        screen: House,
        person: str,
        *,
        whose: str,
        other: str,
        says: str,
        act: Callable[[str], object],
        done: Callable[[], object],
    ) -> None:
        self._screen, self._person = screen, person
        self._whose, self._other, self._says = whose, other, says
        self._act, self._done = act, done
        self._apart = False
        """Whether a first secret that is chosen now counts for improvement plans only."""

    def start(self) -> None:
        """Ask for the secret; for a first one where there is none yet."""
        desk = self._screen.desk
        self._screen.run_slow(lambda: self._has_secret(desk), self._go_on)

    def _has_secret(self, desk: Desk) -> bool:
        self._apart = signing_secrets.stays_apart(desk, self._person)
        return signing_secrets.has_secret(desk, self._person)

    def _go_on(self, has_secret: bool) -> None:
        if has_secret:
            self._ask()
        else:
            self._choose(forgotten=False)

    def _choose(self, *, forgotten: bool) -> None:
        make = signing_secrets.replace_secret if forgotten else signing_secrets.choose_secret
        self._screen.app.push_screen(
            ChooseSecret(
                self._whose,
                self._other,
                partial(make, self._screen.desk, self._person),
                forgotten=forgotten,
                apart=self._apart and not forgotten,
            ),
            lambda kept: self._ask() if kept else None,
        )

    def _ask(self) -> None:
        self._screen.app.push_screen(
            SignNow(self._whose, self._other, says=self._says, sign=self._act), self._answered
        )

    def _answered(self, outcome: str | None) -> None:
        if outcome == DONE:
            self._done()
        elif outcome == FORGOTTEN:
            self._confirm_forgotten()

    def _confirm_forgotten(self) -> None:
        self._screen.app.push_screen(
            forgotten_question(self._whose), lambda yes: self._choose(forgotten=True) if yes else None
        )


def forgotten_question(name: str) -> Ask:
    """Give the question before a forgotten secret is replaced: what stays, and what is marked for good."""
    return Ask.confirm(
        f"{name} has forgotten the signing secret",
        f"Nobody can look it up. {name} can choose a new one now, with a new key. "
        "What was signed before stays signed. From now on the receipts say that the key took the "
        "place of an earlier one whose secret was forgotten.",
        yes=f"{name} chooses a new one",
        no="Try the old one again",
    )
