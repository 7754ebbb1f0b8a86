"""The first run: the home and you, how often, a passphrase; then the recovery key and the first worker."""

from __future__ import annotations

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
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.enter_field import keys_taken
from supervise_tui.ui.widgets.line_field import LineField
from supervise_tui.ui.widgets.pick import Pick
from supervise_tui.workflows.this_computer import default_folder

if TYPE_CHECKING:
    from supervise_tui.forms.policy import Policy
    from supervise_tui.workflows.desk import Desk

_PAGES = ("home", "policy", "passphrase")
STEPS = len(_PAGES) + 1
"""With the paper for the recovery key, a screen of its own."""
_OUT = "out"
"""Back to the screen from which a new cabinet was asked for."""
_DIFFERENT = "The two passphrases are not the same."


class FirstRun(House):
    """Three pages, each with its own words and the way on at its end."""

    CSS_PATH = "first_run.tcss"
    AUTO_FOCUS = "#organisation"
    HELP = (
        "A cabinet is a folder on this computer that holds your supervision records, encrypted. Nothing "
        "leaves the computer unless you copy it.\n\n"
        "Only the passphrase opens it, or the recovery key. Nobody can open it without one of them, not "
        "even the people who made this program, so keep the recovery key on paper in a safe place.\n\n"
        "How often people are supervised is your organisation's own rule, never the law. The first one on "
        "the list suits most small homes; Settings changes it at any time, and shows first what another "
        "one would mean for the people you have.\n\n"
        "Enter goes on from field to field. F3 suggests three words for the passphrase."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority, so that keys typed right after Enter land in the next field (facts-tui.md, 4).
        Binding("enter", "enter", show=False, priority=True),
        Binding("f3", "suggest", "Suggest three words"),
        Binding("f4", "show_secret", "Show or hide what is typed"),
        Binding("f5", "restore", "Restore a backup"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._folder_is_typed = False
        self._policies: dict[str, Policy] = {}
        """Those to choose from by id, once that page is laid out."""

    def where(self) -> str:
        """Say which page this is."""
        switcher = self.query(ContentSwitcher)
        page = _PAGES.index(switcher.first().current or "home") + 1 if switcher else 1
        return f"A new cabinet · page {page} of {STEPS}"

    def compose_body(self) -> ComposeResult:
        """Lay out the first page; the others follow once the first can be seen."""
        with ContentSwitcher(initial="home"):
            with VerticalScroll(id="home", can_focus=False):
                yield from self._home_page()
            yield VerticalScroll(id="policy", can_focus=False)
            yield VerticalScroll(id="passphrase", can_focus=False)

    def _home_page(self) -> ComposeResult:
        yield Static(
            "A few questions, then your first supervision. If you have a backup, press F5.",
            classes="words",
        )
        yield LineField(
            "Name of the home or service", help="as it should stand on records", id="organisation"
        )
        nation = Pick(
            [(n.value, n.label) for n in Nation], value=Nation.ENGLAND.value, id="nation", classes="boxed"
        )
        nation.border_title = "Nation"
        nation.border_subtitle = "arrows choose; for bank holidays"
        yield nation
        yield LineField("Your name", help="as it should stand on records", id="name")
        yield LineField("Your post", help="registered manager, team leader", id="post")
        yield _way_on("Go on")

    def _policy_page(self) -> ComposeResult:
        yield Static(
            "How often is everyone to be supervised here? Choose the rule of your organisation. Not sure? "
            "Press Enter: the first one suits most small homes, and Settings changes it at any time.",
            classes="words",
        )
        from supervise_tui.forms.policy import DEFAULT_POLICY

        policy = Pick(
            [(one.id, f"{one.title}: {one.in_short}") for one in self._policies.values()],
            value=DEFAULT_POLICY,
            upright=True,
            id="cadence",
            classes="boxed",
        )
        policy.border_title = "How often: the policy"
        policy.border_subtitle = "arrows choose"
        yield policy
        yield Static("", id="about", markup=False)
        yield _way_on("Go on")

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
        yield _way_on("Make the cabinet", suggest=True)

    def on_mount(self) -> None:
        """Begin with the first field, and lay out the last page behind it."""
        self.call_after_refresh(self._lay_out_last_page)

    async def _lay_out_last_page(self) -> None:
        await self.query_one("#passphrase").mount_all(self._passphrase_page())

    async def _lay_out_policies(self) -> None:
        """Only now: reading them is not for the time before the first page is there."""
        if self._policies:
            return
        from supervise_tui.forms.shipped import shipped_policies

        self._policies = {one.id: one for one in shipped_policies()}
        await self.query_one("#policy").mount_all(self._policy_page())
        self._show_about()

    @on(Pick.Picked, "#cadence")
    def _show_about(self) -> None:
        """Say in full what the policy under the cursor means."""
        chosen = self._policies.get(self.query_one("#cadence", Pick).value)
        self.query_one("#about", Static).update(chosen.about if chosen else "")

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
        kept = {"home": ("restore",), "passphrase": ("suggest", "show_secret")}.get(self.page, ())
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
            await self.action_on()
        else:
            self.set_focus(following)

    @on(Button.Pressed, ".back")
    def _back_pressed(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        """Go back a page, or to where a new cabinet was asked for."""
        before = self._before()
        if before == _OUT:
            self.dismiss()
        elif before:
            self._go(before)

    def _before(self) -> str:
        """Give the page that Esc goes back to; nothing where it does nothing."""
        way_out = _OUT if len(self.house.screen_stack) > 2 else ""
        at = _PAGES.index(self.page)
        return _PAGES[at - 1] if at else way_out

    @on(Button.Pressed, ".on")
    async def action_on(self) -> None:
        """Check this page and go on."""
        if not self.query("#folder"):
            self.call_later(self.action_on)  # the last page is being laid out: a moment
            return
        try:
            if self.page == "home":
                self._check_home()
                await self._lay_out_policies()
                self._go("policy")
            elif self.page == "policy":
                self._leave_policy()
            else:
                self._leave_passphrase()
        except Problem as problem:
            self.show_problem(problem)

    def action_restore(self) -> None:
        """A backup instead of a new cabinet."""
        if self.page == "home":
            self.house.restore_a_backup()

    # -- the pages -----------------------------------------------------------------------------

    def _check_home(self) -> None:
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

    def _leave_policy(self) -> None:
        if not self.query_one("#cadence", Pick).value:
            self.set_focus(self.query_one("#cadence"))
            raise BadInput("No policy is chosen.", "Choose one with the arrows; the first one will do.")
        if not self._folder_is_typed:
            self._field("folder").value = str(default_folder(self._text("organisation")))
        self._go("passphrase")

    @on(Input.Changed, "#folder")
    def _folder_typed(self, event: Input.Changed) -> None:
        self._folder_is_typed = event.value != str(default_folder(self._text("organisation")))

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
        from supervise_tui.trust.secrets_of_people import strength  # not before the first page is there

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
        from supervise_tui.trust.secrets_of_people import suggest_words

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
        from supervise_tui.trust.secrets_of_people import check_new_secret

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
        policy = self.query_one("#cadence", Pick).value

        def make() -> tuple[Desk, str]:
            app.load_the_rest()
            from supervise_tui.workflows.open_cabinet import make_cabinet

            return make_cabinet(
                folder,
                organisation=organisation,
                nation=nation,
                name=name,
                post=post,
                passphrase=secret,
                policy=policy,
                state=app.state,
                **app.own_settings(),
            )

        self.run_slow(make, self._made, word="Making the cabinet; this takes a few seconds")

    def _made(self, made: tuple[Desk, str]) -> None:
        from supervise_tui.ui.screens.recovery_paper import RecoveryPaper

        desk, key = made
        app = self.house
        app.keep_open(desk)
        for field in ("secret", "again"):
            self._field(field).value = ""
        app.push_screen(RecoveryPaper(key, lambda: app.opened(desk, first_time=True), first=True))

    def _field(self, name: str) -> LineField:
        return self.query_one(f"#{name}", LineField)

    def _text(self, name: str) -> str:
        return self._field(name).value


def _way_on(words: str, *, suggest: bool = False) -> Horizontal:
    buttons = [Button(Content(f"[ {words} ]"), classes="on", compact=True)]
    if suggest:
        buttons.append(Button(Content("[ Suggest three words ]"), id="suggest", compact=True))
    return Horizontal(*buttons, classes="buttons")
