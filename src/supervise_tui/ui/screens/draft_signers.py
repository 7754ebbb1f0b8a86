"""Who signs a draft: naming somebody from outside, and leaving out whom the form can do without."""

from __future__ import annotations

from collections.abc import Callable

from supervise_tui.domain.people import checked_line
from supervise_tui.forms.definition import Form, InitialsQuestion, Role, notes_on
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import hold_supervision, who_signs
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.who_signs import SignerLine

_THE_TWO = (Role.WORKER, Role.SUPERVISOR)


def has_initials(form: Form) -> bool:
    """Whether rows of this form ask for initials."""
    return any(isinstance(note, InitialsQuestion) for one in form.questions() for note in notes_on(one))


class DraftSigners:
    """Asks in front of `screen`, which has a `record_id`; what is kept then is read anew for `changed`."""

    def __init__(self, screen: House, changed: Callable[[Sheet], object]) -> None:
        self._screen, self._changed = screen, changed
        self._record: str = getattr(screen, "record_id", "")

    def read_anew(self) -> None:
        """Read who signs now."""
        desk, record = self._screen.desk, self._record
        self._screen.run_slow(lambda: hold_supervision.open_sheet(desk, record), self._changed)

    def see_to(self, line: SignerLine) -> None:
        """Leave one of the two out or take them in again; name anybody else."""
        if line.role in _THE_TWO:
            self._leave_out(line, out=not line.left_out)
        else:
            self._ask_name(line)

    def _leave_out(self, line: SignerLine, *, out: bool) -> None:
        desk, record = self._screen.desk, self._record
        self._screen.run_slow(
            lambda: who_signs.leave_out(desk, record, line.role, out=out), lambda _: self.read_anew()
        )

    def _ask_name(self, line: SignerLine) -> None:
        without = " Leave the name empty if nobody is asked." if line.optional else ""

        def check(name: str) -> None:
            if name.strip() or not line.optional:
                checked_line(name, "The name")

        def named(name: str | None) -> None:
            if name is not None and name.strip():
                self._ask_post(line, name)
            elif name is not None:
                self._leave_out(line, out=True)

        self._screen.app.push_screen(
            Ask.line(
                line.label,
                "Who signs? The name stands in the record, and they choose a signing secret of their own."
                + without,
                label="Name",
                value=line.name,
                yes="Go on",
                check=check,
            ),
            named,
        )

    def _ask_post(self, line: SignerLine, name: str) -> None:
        desk, record = self._screen.desk, self._record

        def given(post: str | None) -> None:
            if post is not None:
                self._screen.run_slow(
                    lambda: who_signs.name_signer(desk, record, line.role, name, post),
                    lambda _: self.read_anew(),
                )

        self._screen.app.push_screen(
            Ask.line(
                name,
                "What is their post, and where do they work?",
                label="Post",
                value=line.post,
                yes="Keep it",
                check=lambda post: checked_line(post, "The post"),
            ),
            given,
        )
