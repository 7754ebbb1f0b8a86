"""Sign-off: read the record through, disagree, then each signs, declines, or leaves it for another day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.content import Content as Styled
from textual.widgets import Static

from supervise_tui.canonical import in_fours
from supervise_tui.domain.file_audit import act_for
from supervise_tui.domain.kinds import is_formal
from supervise_tui.domain.record import Record, Signer, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.sign_off import said_under
from supervise_tui.forms.definition import Role
from supervise_tui.ui.file_rooms import for_record
from supervise_tui.ui.first_names import signers_called, with_whom
from supervise_tui.ui.screens.own_words import OwnWords
from supervise_tui.ui.screens.read_and_choose import ReadAndChoose
from supervise_tui.ui.screens.read_through import ReadThroughText
from supervise_tui.ui.screens.save_copy import ask_for_folder
from supervise_tui.ui.screens.signing_turn import SigningTurn
from supervise_tui.workflows import own_words, read_record, sign_off
from supervise_tui.workflows.read_record import ReadThrough


class SignOffScreen(ReadAndChoose):
    """The whole text above, what can be done now below (or beside it on a wide screen)."""

    HELP = (
        "Read the record through together: PgDn and PgUp move the text. It is exactly what is signed.\n"
        "Then choose what to do below with the arrows, and press Enter.\n"
        "If one of you disagrees, write it down first: it becomes part of the record.\n"
        "Usually the worker signs first, then the supervisor; either can also sign on another day.\n"
        "Until somebody has signed you can go back and change the record."
    )

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        self._seen: ReadThrough | None = None

    def on_mount(self) -> None:
        """Fetch and check the record in a thread."""
        self._reload()

    def _reload(self) -> None:
        desk, record_id = self.desk, self.record_id
        self.run_slow(lambda: read_record.read_through(desk, record_id), self._show, word="Opening")

    def where(self) -> str:
        """What is signed here."""
        if self._seen is None:
            return "Sign-off"
        content = self._seen.content
        number = f" {content.session_number}" if is_formal(content.makes) else ""
        return f"Sign-off · {content.title}{number}{with_whom(content.worker.person, content.worker.name)}"

    # -- what is shown -------------------------------------------------------------------------

    def _show(self, seen: ReadThrough) -> None:
        if seen.record.state not in (State.OFFERED, State.PART_SIGNED):
            self.house.switch_screen(for_record(seen.record))
            return
        if self._seen is None:
            self.run_slow(_load_pdf_code, word="")
        same = self._seen is not None and self._seen.fingerprint == seen.fingerprint
        self._seen = seen
        self.house.hand_over = seen.record.worker
        self.refresh_where()
        if not same:
            self.query_one(ReadThroughText).show(seen.content, seen.form)
        self.show_ways(self._ways(seen), self._standing(seen))

    def on_resize(self) -> None:
        """Fit the words to the new width."""
        super().on_resize()
        if self._seen is not None:
            self.query_one("#standing", Static).update(self._standing(self._seen))

    def _called(self, role: Role) -> str:
        assert self._seen is not None  # noqa: S101 - asked only once the record is shown
        return signers_called(self._seen.content)[role]

    def _standing(self, seen: ReadThrough) -> Styled:
        pieces: list[str | tuple[str, str]] = []
        gap = "\n" if self.has_class("-wide") else "   "
        for signer in _worker_first(seen.content.expected):
            done = signer.role in seen.signed
            pieces.append(f"{self._called(signer.role)} {'● signed' if done else '○ not signed yet'}{gap}")
        pieces += [f"{self._called(voice.role)} – does not sign{gap}" for voice in seen.content.declined]
        return Styled.assemble(*pieces, ("What next?", "bold"))

    def _ways(self, seen: ReadThrough) -> list[tuple[str, str]]:
        if not (self.desk.may(Act.WRITE_RECORDS) or self.desk.may(act_for(seen.record.makes))):
            return [("leave", "Back: this key only reads it")]
        ways = [
            (f"sign-{s.role.value}", f"{self._called(s.role)} signs now")
            for s in _worker_first(seen.waiting)
            if s.role is not Role.SUPERVISOR or self.desk.may(Act.SIGN_AS_SUPERVISOR)
        ]
        if not seen.signed and len(seen.content.expected) > 1:  # nobody disagrees with themselves
            ways += [
                (f"disagree-{role.value}", f"{self._called(role)} {self._disagreement_words(seen, role)}")
                for role in (signer.role for signer in _worker_first(seen.content.expected))
            ]
        ways += [
            (f"decline-{role.value}", f"{self._called(role)} does not want to sign")
            for role in sorted(seen.may_decline)
        ]
        if seen.record.state is State.OFFERED:
            ways.append(("take-back", "Go back and change something"))
        else:
            ways.append(("void", "Unlock it to change something (the signature given is void)"))
        waiting = " and ".join(self._called(signer.role) for signer in seen.waiting)
        ways.append(("leave", f"Another day: {waiting} can sign later"))
        return ways

    def _disagreement_words(self, seen: ReadThrough, role: Role) -> str:
        written = any(voice.role is role for voice in seen.content.disagreements)
        return "changes their disagreement" if written else "disagrees: write it down"

    # -- what can be done ----------------------------------------------------------------------

    def do_way(self, way: str) -> None:
        """Do what was chosen."""
        act, _, role = way.partition("-")
        match act:
            case "sign":
                self._start_signing(Role(role))
            case "disagree":
                self._ask_disagreement(Role(role))
            case "decline":
                self._ask_decline(Role(role))
            case "take":
                desk, record_id = self.desk, self.record_id
                self.run_slow(
                    lambda: sign_off.take_back(desk, record_id), self._moved, word="Opening it again"
                )
            case "void":
                self._ask_void()
            case _:
                self.action_back()

    def _other(self, role: Role) -> str:
        """Who looks away while that one enters a secret."""
        if role is not Role.SUPERVISOR:
            return self._called(Role.SUPERVISOR)
        assert self._seen is not None  # noqa: S101 - a way was chosen, so the record is shown
        called = signers_called(self._seen.content)
        return called.get(Role.WORKER, "Everybody else")

    def _others(self, role: Role) -> str:
        """Everyone else who signs, as one would say it."""
        assert self._seen is not None  # noqa: S101 - a way was chosen, so the record is shown
        signers = _worker_first(self._seen.content.expected)
        return " and ".join(self._called(signer.role) for signer in signers if signer.role is not role)

    # -- signing -------------------------------------------------------------------------------

    def _start_signing(self, role: Role) -> None:
        assert self._seen is not None  # noqa: S101 - a way was chosen, so the record is shown
        desk, record_id, content = self.desk, self.record_id, self._seen.content
        signer = next(signer for signer in self._seen.waiting if signer.role is role)
        # Whoever signs beside the supervisor has the keyboard: leaving now needs the passphrase.
        self.house.workers_turn = role is not Role.SUPERVISOR
        SigningTurn(
            self,
            signer.person,
            whose=self._called(role),
            other=self._other(role),
            says=f"By signing you say:\n“{said_under(content).sentence}”\n"
            f"The fingerprint of the record you have read begins {in_fours(self._seen.fingerprint[:12])}.",
            act=lambda secret: sign_off.sign(desk, record_id, role, secret),
            done=self._signed,
        ).start()

    def _signed(self) -> None:
        self.house.workers_turn = False
        desk, record_id = self.desk, self.record_id
        self.run_slow(
            lambda: read_record.read_through(desk, record_id), self._after_signature, word="Checking"
        )

    def _after_signature(self, seen: ReadThrough) -> None:
        if seen.record.state is not State.CLOSED:
            self._show(seen)
            return

        from supervise_tui.ui.screens.receipt import ReceiptScreen

        ask_for_folder(
            self,
            [self.record_id],
            lambda paths: self.house.switch_screen(
                ReceiptScreen(self.record_id, saved=paths, just_signed=True)
            ),
        )

    # -- disagreeing, declining, going back ----------------------------------------------------

    def _ask_disagreement(self, role: Role) -> None:
        assert self._seen is not None  # noqa: S101 - a way was chosen, so the record is shown
        name, desk, record_id = self._called(role), self.desk, self.record_id
        before = next((v.text for v in self._seen.content.disagreements if v.role is role), "")

        def written(text: str | None) -> None:
            if text is not None and text != before:
                self.run_slow(
                    lambda: sign_off.write_disagreement(desk, record_id, role, text),
                    self._show,
                    word="Writing it into the record",
                )

        self._ask_own_words(
            own_words.disagreement_of(role),
            f"{name} disagrees",
            f"{name}, write what you see differently. It becomes part of the record, as you write it, "
            "and both of you sign with it in there. Take all of it out if you no longer disagree.",
            "Put it into the record",
            written,
            before=before,
        )

    def _ask_own_words(
        self,
        kept_as: str,
        title: str,
        words: str,
        yes: str,
        written: Callable[[str | None], None],
        *,
        before: str = "",
    ) -> None:
        """Ask for one person's own words, beginning with what they typed the last time they were here."""
        desk, record_id = self.desk, self.record_id

        def ask(typed: str) -> None:
            self.app.push_screen(
                OwnWords(
                    title,
                    words,
                    yes=yes,
                    text=typed or before,
                    may_be_empty=bool(before),
                    keep=partial(own_words.keep, desk, record_id, kept_as),
                ),
                written,
            )

        self.run_slow(lambda: own_words.kept(desk, record_id, kept_as), ask)

    def _ask_decline(self, role: Role) -> None:
        assert self._seen is not None  # noqa: S101 - a way was chosen, so the record is shown
        name, desk, record_id = self._called(role), self.desk, self.record_id
        again = (
            f" {' and '.join(self._called(one) for one in self._seen.signed)} signed already: that signature "
            "is void then, and they sign again with your reason in the record."
            if self._seen.signed
            else f" {self._others(role)} can then sign without you, and the next line manager is told."
        )

        def written(reason: str | None) -> None:
            if reason is not None:
                self.run_slow(
                    lambda: sign_off.decline(desk, record_id, role, reason),
                    self._moved,
                    word="Writing it down",
                )

        self._ask_own_words(
            own_words.decline_of(role),
            f"{name} does not want to sign",
            f"{name}, nobody has to sign. Please say why: your reason stands in the record.{again}",
            "I do not sign",
            written,
        )

    def _ask_void(self) -> None:
        desk, record_id = self.desk, self.record_id

        def written(reason: str | None) -> None:
            if reason is not None:
                self.run_slow(lambda: sign_off.void(desk, record_id, reason), self._moved, word="Unlocking")

        self._ask_own_words(
            own_words.UNLOCK,
            "Unlock this record",
            "The signature that was given is void then, and both of you sign again after the change. "
            "The history keeps that it was unlocked, and why.",
            "Unlock it",
            written,
        )

    def _moved(self, record: Record) -> None:
        if record.state in (State.OFFERED, State.PART_SIGNED):
            self._reload()
        else:
            self.house.switch_screen(for_record(record))


def _worker_first(signers: tuple[Signer, ...]) -> list[Signer]:
    return sorted(signers, key=lambda signer: signer.role is not Role.WORKER)


def _load_pdf_code() -> None:
    """Load what draws and signs the PDF while the two are reading: the first signature need not wait."""
    import supervise_tui.documents.pades
    import supervise_tui.documents.record_drawing  # noqa: F401
