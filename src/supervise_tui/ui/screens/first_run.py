"""The first run: the home, you, a passphrase, the recovery key; then the first worker."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, ContentSwitcher, Input, Static

from supervise_tui.domain.people import Nation, checked_line
from supervise_tui.problems import BadInput, Problem
from supervise_tui.trust.secrets_of_people import check_new_secret, strength, suggest_words
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.enter_field import keys_taken
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows import open_cabinet

if TYPE_CHECKING:
    from supervise_tui.workflows.desk import Desk

_PAGES = ("home", "passphrase", "key", "proof")
_OUT = "out"
"""Back to the screen from which a new cabinet was asked for."""
_DIFFERENT = "The two passphrases are not the same."
_ASKED_GROUPS = 2
"""Enough to know that the key is on paper; all 14 would be typed from the screen's memory anyway."""


class FirstRun(House):
    """Four pages, each with its own words and the way on at its end."""

    CSS_PATH = "first_run.tcss"
    HELP = (
        "A cabinet is a folder on this computer that holds your supervision records, encrypted. Nothing "
        "leaves the computer unless you copy it.\n\n"
        "Only the passphrase opens it, or the recovery key. Nobody can open it without one of them, not "
        "even the people who made this program, so keep the recovery key on paper in a safe place.\n\n"
        "Enter goes on from field to field. F3 suggests three words for the passphrase."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
        Binding("enter", "enter", show=False, priority=True),
        Binding("f3", "suggest", "Suggest three words"),
        Binding("f4", "show_secret", "Show or hide what is typed"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._groups: tuple[str, ...] = ()
        self._asked: tuple[int, ...] = ()
        self._folder_is_typed = False

    def where(self) -> str:
        """Say which page this is."""
        switcher = self.query(ContentSwitcher)
        page = _PAGES.index(switcher.first().current or "home") + 1 if switcher else 1
        return f"A new cabinet · page {page} of {len(_PAGES)}"

    def compose_body(self) -> ComposeResult:
        """Lay out the four pages."""
        with ContentSwitcher(initial="home"):
            with VerticalScroll(id="home"):
                yield from self._home_page()
            with VerticalScroll(id="passphrase"):
                yield from self._passphrase_page()
            with VerticalScroll(id="key"):
                yield from self._key_page()
            with VerticalScroll(id="proof"):
                yield from self._proof_page()

    def _home_page(self) -> ComposeResult:
        yield Static(
            "Welcome. A few questions, then your first supervision. Esc goes back a page; nothing is lost.",
            classes="words",
        )
        yield LineField(
            "Name of the home or service", help="as it should stand on records", id="organisation"
        )
        nation = Pick([(n.value, n.label) for n in Nation], value=Nation.ENGLAND.value, id="nation")
        nation.border_title = "Nation"
        nation.border_subtitle = "arrows choose; for bank holidays"
        yield nation
        yield LineField("Your name", help="as it should stand on records", id="name")
        yield LineField("Your post", help="registered manager, team leader", id="post")
        yield from _way_on("Go on")

    def _passphrase_page(self) -> ComposeResult:
        yield Static(
            "Choose a passphrase for the cabinet. Three or more words that have nothing to do with each "
            "other are strong and easy to remember. F3 suggests three.",
            classes="words",
        )
        yield LineField("Passphrase", secret=True, id="secret")
        yield LineField("The same again", secret=True, id="again")
        yield Static("", id="strength", markup=False)
        yield LineField("Folder of the cabinet", help="where it is kept on this computer", id="folder")
        yield from _way_on("Make the cabinet", suggest=True)

    def _key_page(self) -> ComposeResult:
        yield Static("Write this recovery key on paper now. It is shown only once.", classes="heading")
        yield Static(
            "It opens the cabinet if the passphrase is ever lost. Keep the paper where you keep the home's "
            "other important papers, not with this computer.",
            classes="words",
        )
        yield Static("", id="recovery", markup=False)
        yield from _way_on("I have written it down")

    def _proof_page(self) -> ComposeResult:
        yield Static("", id="which", classes="words", markup=False)
        for number in range(_ASKED_GROUPS):
            yield LineField("", id=f"group{number}")
        yield from _way_on("Done")

    def on_mount(self) -> None:
        """Start with the first field."""
        self._go("home")

    # -- going from page to page ---------------------------------------------------------------

    @property
    def page(self) -> str:
        """The id of the page in front."""
        return self.query_one(ContentSwitcher).current or "home"

    def _go(self, page: str) -> None:
        self.query_one(ContentSwitcher).current = page
        self.clear_problem()
        self.refresh_where()
        self.refresh_keys()
        self.set_focus(self._stops(page)[0])

    def shown_keys(self) -> list[Binding]:
        """Give only the keys that do something on this page."""
        kept = {"home": (), "passphrase": ("suggest", "show_secret"), "key": (), "proof": ()}[self.page]
        own = [b for b in self.BINDINGS if isinstance(b, Binding) and b.action in kept]
        back = [Binding("escape", "back", "Back")] if self._before() else []
        return [
            Binding("enter", "on", "Go on"),
            *own,
            *back,
            Binding("question_mark,f1", "help", "Help", key_display="F1"),
        ]

    def _stops(self, page: str) -> list[Widget]:
        return [w for w in self.query_one(f"#{page}").query("LineField, Pick, Button.on") if w.display]

    async def action_enter(self) -> None:
        """Go to the next field, or on from the last one, once the keys before Enter are in the field."""
        field = self.focused
        if not isinstance(field, LineField | Pick):
            raise SkipAction  # a button presses itself
        await keys_taken(field)
        stops = self._stops(self.page)
        following = stops[stops.index(field) + 1]
        if isinstance(following, Button):
            self.action_on()
        else:
            self.set_focus(following)

    @on(Button.Pressed, ".back")
    def _back_pressed(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        """Go back a page; once the cabinet is made there is no way back, only on."""
        before = self._before()
        if before == _OUT:
            self.dismiss()
        elif before:
            self._go(before)

    def _before(self) -> str:
        """Give the page that Esc goes back to; nothing where it does nothing."""
        way_out = _OUT if len(self.house.screen_stack) > 2 else ""
        return {"passphrase": "home", "proof": "key", "home": way_out}.get(self.page, "")

    @on(Button.Pressed, ".on")
    def action_on(self) -> None:
        """Check this page and go on."""
        try:
            {
                "home": self._leave_home,
                "passphrase": self._leave_passphrase,
                "key": self._leave_key,
                "proof": self._leave_proof,
            }[self.page]()
        except Problem as problem:
            self.show_problem(problem)

    def before_quitting(self) -> str:
        """The recovery key is shown only here."""
        if self._desk is None:
            return ""
        return "The cabinet is made and kept, but its recovery key will never be shown again."

    # -- the pages -----------------------------------------------------------------------------

    def _leave_home(self) -> None:
        for field, what in (
            ("organisation", "The name of the home"),
            ("name", "Your name"),
            ("post", "Your post"),
        ):
            try:
                checked_line(self._text(field), what)
            except BadInput:
                self.set_focus(self._field(field))
                raise
        if not self.query_one("#nation", Pick).value:
            self.set_focus(self.query_one("#nation"))
            raise BadInput("No nation is chosen.", "Choose one with the arrows.")
        if not self._folder_is_typed:
            self._field("folder").value = str(open_cabinet.default_folder(self._text("organisation")))
        self._go("passphrase")

    @on(Input.Changed, "#folder")
    def _folder_typed(self, event: Input.Changed) -> None:
        self._folder_is_typed = event.value != str(open_cabinet.default_folder(self._text("organisation")))

    @on(Input.Changed, "#secret")
    @on(Input.Changed, "#again")
    def _show_strength(self) -> None:
        said = self.query_one("#strength", Static)
        secret, again = self._text("secret"), self._text("again")
        if secret == again and self._problem_line().said.startswith(_DIFFERENT):
            self.clear_problem()
        if not secret:
            said.update("")
            return
        found = strength(secret)
        bar = "■" * found.score + "□" * (4 - found.score)
        if self.house.plain_lines:
            bar = "#" * found.score + "." * (4 - found.score)
        same = (
            ""
            if not again
            else ("  The two are the same." if secret == again else "  The two are not the same yet.")
        )
        said.update(Content(f"Strength {bar}  {found.words}{same}"))

    def action_suggest(self) -> None:
        """Put three random words into both fields and show them, to be written down or learnt."""
        if self.page != "passphrase":
            return
        words = suggest_words()
        for field in ("secret", "again"):
            self._field(field).password = False
            self._field(field).value = words
        self._field("secret").say("learn these words; F4 hides them, F3 gives others")

    @on(Button.Pressed, "#suggest")
    def _suggest_pressed(self) -> None:
        self.action_suggest()

    def action_show_secret(self) -> None:
        """Show or hide the passphrase."""
        if self.page != "passphrase":
            return
        hidden = self._field("secret").password
        for field in ("secret", "again"):
            self._field(field).password = not hidden

    def _leave_passphrase(self) -> None:
        secret, again = self._text("secret"), self._text("again")
        try:
            check_new_secret(secret, [self._text("organisation"), self._text("name")])
        except Problem:
            self.set_focus(self._field("secret"))
            raise
        if secret != again:
            self.set_focus(self._field("again"))
            raise BadInput(_DIFFERENT, "Type the second one again; F4 shows them.")
        if not self._text("folder").strip():
            self.set_focus(self._field("folder"))
            raise BadInput("The folder is empty.", "Please type where the cabinet should be kept.")
        self._make(Path(self._text("folder").strip()).expanduser(), secret)

    def _make(self, folder: Path, secret: str) -> None:
        app = self.house
        organisation, nation = self._text("organisation"), Nation(self.query_one("#nation", Pick).value)
        name, post = self._text("name"), self._text("post")
        self.run_slow(
            lambda: open_cabinet.make_cabinet(
                folder,
                organisation=organisation,
                nation=nation,
                name=name,
                post=post,
                passphrase=secret,
                state=app.state,
                **app.own_settings(),
            ),
            self._made,
            word="Making the cabinet; this takes a few seconds",
        )

    def _made(self, made: tuple[Desk, str]) -> None:
        self._desk, key = made
        self.house.keep_open(self._desk)
        for field in ("secret", "again"):
            self._field(field).value = ""
        self._groups = tuple(key.split())
        self.query_one("#recovery", Static).update(_in_rows(self._groups))
        self._go("key")

    def _leave_key(self) -> None:
        numbers = range(1, len(self._groups) + 1)
        self._asked = tuple(sorted(secrets.SystemRandom().sample(numbers, _ASKED_GROUPS)))
        first, second = self._asked
        self.query_one("#which", Static).update(
            "To be sure that it is on paper: please type "
            f"group {first} and group {second} of the recovery key. Esc shows the key once more."
        )
        for place, number in enumerate(self._asked):
            field = self._field(f"group{place}")
            field.value = ""
            field.border_title = f"Group {number}"
            field.say("four letters or digits")
        self._go("proof")

    def _leave_proof(self) -> None:
        for place, number in enumerate(self._asked):
            if _as_read(self._text(f"group{place}")) != _as_read(self._groups[number - 1]):
                self.set_focus(self._field(f"group{place}"))
                raise BadInput(
                    f"That is not group {number}.",
                    "Look at your paper again, or press Esc to see the key once more.",
                )
        desk = self._desk
        assert desk is not None  # noqa: S101 - this page comes after the cabinet is made
        self._forget()
        self.house.opened(desk, first_time=True)

    def _forget(self) -> None:
        self._groups, self._desk = (), None
        self.query_one("#recovery", Static).update("")

    def _field(self, name: str) -> LineField:
        return self.query_one(f"#{name}", LineField)

    def _text(self, name: str) -> str:
        return self._field(name).value


def _way_on(words: str, *, suggest: bool = False) -> ComposeResult:
    with Horizontal(classes="buttons"):
        yield Button(Content(f"[ {words} ]"), classes="on", compact=True)
        if suggest:
            yield Button(Content("[ Suggest three words ]"), id="suggest", compact=True)


def _in_rows(groups: tuple[str, ...]) -> Content:
    """Number the groups, so that they can be asked for and read aloud."""
    half = (len(groups) + 1) // 2
    rows = []
    for start in (0, half):
        part = groups[start : start + half]
        rows.append("   ".join(f"{number:>4}" for number in range(start + 1, start + 1 + len(part))))
        rows.append("   ".join(part))
        rows.append("")
    rows.pop()
    return Content("\n").join(
        Content(row).stylize("bold") if index % 3 == 1 else Content(row) for index, row in enumerate(rows)
    )


def _as_read(group: str) -> str:
    """Read a group as recovery keys are read: capitals, I and L are 1, O is 0."""
    return group.strip().upper().translate(str.maketrans("ILO", "110"))
