"""Settings: what a home and this computer have chosen, one a line; Enter changes it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from supervise_tui.domain.absences import Absence, away_words
from supervise_tui.domain.people import Nation
from supervise_tui.problems import BadInput
from supervise_tui.ui import file_rooms, themes
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import absences, layouts, organisation_settings, policies
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.organisation_settings import Chosen, OwnForms

_HOME, _NATION, _LAYOUT, _FORMS = "home", "nation", "layout", "forms"
_LOOK, _STILL, _LOCK = "look", "still", "lock"
_POLICY, _SOON, _AWAY = "policy", "soon", "away"
_REMIND, _BACKUPS, _KEYS, _SECRET = "remind", "backups", "keys", "secret"

_LAYOUTS = {
    layouts.SHORT_LAYOUT: "Short, on one page",
    layouts.STRUCTURED_LAYOUT: "Structured, in three parts",
}
"""The program's own, in words that set them apart; others go by their title."""


@dataclass(frozen=True)
class _View:
    chosen: Chosen
    layouts: list[tuple[str, str]]
    layout: str
    forms: OwnForms | None
    policy: str
    """Its title."""
    soon: int
    away: Absence | None
    """The supervisor's own, if it lasts."""


class Settings(House):
    """A list of everything that can be chosen, with what it is now; nothing needs saving."""

    WHERE = "Settings"
    CSS_PATH = "settings.tcss"
    HELP = (
        "Each line says what is chosen now. Enter changes it; it counts at once, and nothing has to be "
        "saved.\n\n"
        "The name of the home stands on every new record; records that were made before keep the old one. "
        "The layout is how a new supervision is written down; each supervision can have another one.\n\n"
        "How often: the policy is your organisation's rule on how often people are supervised; Enter shows "
        "what another one would mean for your people before you choose it. Due soon is how early home speaks "
        "up. When the supervisor is away, the line below leads to who stands in.\n\n"
        "Own forms are files that you or your head office wrote. A form of yours stands before one of the "
        "program with the same name; docs/forms.md says how to write one.\n\n"
        "Look and own forms belong to this computer, everything else to the cabinet."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Change it")]

    def __init__(self) -> None:
        super().__init__()
        self._view: _View | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def way_back(self) -> Callable[[], House] | None:
        """It is quickly opened again."""
        return Settings

    def look_again(self) -> None:
        """Look at what is chosen now."""
        self._look()

    def _look(self, said: str = "") -> None:
        desk = self.desk

        def show(view: _View) -> None:
            self._view = view
            self.query_one(RowList).show(self._rows(view))
            self.refresh_where()
            if said:
                self.show_note(said)

        self.run_slow(lambda: _gather(desk), show, word="" if self._view else "Looking")

    def _rows(self, view: _View) -> list[Row]:
        chosen, idle = view.chosen, view.chosen.idle
        return [
            heading("The home"),
            Row(_HOME, ("Name on records", chosen.organisation.name)),
            Row(_NATION, ("Nation, for bank holidays", chosen.organisation.nation.label)),
            heading(""),
            heading("How often"),
            Row(_POLICY, ("Policy of the organisation", view.policy)),
            Row(_SOON, ("Due soon is", _soon_words(view.soon))),
            Row(_AWAY, ("Supervisor away, and cover", _away_words(view.away))),
            heading(""),
            heading("Supervisions"),
            Row(_LAYOUT, ("Layout of a new one", dict(view.layouts).get(view.layout, view.layout))),
            Row(_FORMS, ("Forms of your own", _forms_words(view.forms))),
            heading(""),
            heading("The screen"),
            Row(_LOOK, ("Look", themes.LABELS.get(self.house.theme, self.house.theme))),
            Row(_STILL, ("Cover or lock when nobody types for", _counted(idle.still, "minute"))),
            Row(_LOCK, ("Lock a supervision when nobody types for", _counted(idle.lock, "minute"))),
            heading(""),
            heading("Backups and secrets"),
            Row(_REMIND, ("Remind me of a backup after", _remind_words(chosen.remind_after))),
            Row(_BACKUPS, ("Backups go to", chosen.backups_to or "the folder used last")),
            Row(_SECRET, ("Your signing secret", "change it")),
            Row(_KEYS, ("Keys and backups", "open")),
        ]

    # -- what is chosen ------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._change(event.option.id or "")

    def action_choose(self) -> None:
        """Change what stands under the cursor."""
        self._change(self.query_one(RowList).chosen)

    def _change(self, row: str) -> None:
        from supervise_tui.ui import rooms

        view, house = self._view, self.house
        if view is None or self.busy or not row:
            return
        if row == _FORMS:
            house.push_screen(rooms.own_forms())
        elif row == _POLICY:
            house.push_screen(rooms.policies())
        elif row == _AWAY:
            house.push_screen(file_rooms.absences(self.desk.owner.id, self.desk.owner.name))
        elif row == _KEYS:
            house.push_screen(rooms.keys_and_backups())
        elif row == _SECRET:
            house.push_screen(rooms.signing_secret(self.desk.supervising.id))
        else:
            {
                _HOME: self._ask_home,
                _NATION: self._ask_nation,
                _SOON: self._ask_soon,
                _LAYOUT: self._ask_layout,
                _LOOK: self._ask_look,
                _STILL: self._ask_still,
                _LOCK: self._ask_lock,
                _REMIND: self._ask_remind,
                _BACKUPS: self._ask_backups,
            }[row](view)

    def _ask(self, question: Ask, said: str, then: Callable[[str], object] | None = None) -> None:
        def answered(answer: str | None) -> None:
            if answer is None:
                return
            if then is not None:
                then(answer)
            self._look(said)

        self.house.push_screen(question, answered)

    def _ask_home(self, view: _View) -> None:
        desk, home = self.desk, view.chosen.organisation
        self._ask(
            Ask.line(
                "Name of the home",
                "It stands on every new record. Records made before keep the name of then.",
                label="Name",
                value=home.name,
                check=lambda name: organisation_settings.rename_home(desk, name, home.nation),
            ),
            "The name stands on every record made from now on.",
        )

    def _ask_nation(self, view: _View) -> None:
        desk, home = self.desk, view.chosen.organisation

        def keep(nation: str) -> None:
            organisation_settings.rename_home(desk, home.name, Nation(nation or home.nation))

        self._ask(
            Ask.choice(
                "Nation of the home",
                "Working days and bank holidays are counted by it.",
                [(nation.value, nation.label) for nation in Nation],
                value=home.nation.value,
                check=keep,
            ),
            "Days are counted by it from now on.",
        )

    def _ask_soon(self, view: _View) -> None:
        desk = self.desk
        self._ask(
            Ask.line(
                "Due soon",
                "So many days before its last day something counts as due soon, at home and in every list. "
                f"From 0 to {policies.MOST_SOON_DAYS}.",
                label="Days",
                value=str(view.soon),
                check=lambda text: policies.set_soon_days(desk, _number(text)),
            ),
            "That counts from now on.",
        )

    def _ask_layout(self, view: _View) -> None:
        desk = self.desk
        self._ask(
            Ask.choice(
                "Layout of a new supervision",
                "Supervisions being written stay as they are.",
                view.layouts,
                value=view.layout,
                check=lambda form_id: layouts.set_default_layout(desk, form_id or view.layout),
            ),
            "New supervisions are laid out so from now on.",
        )

    def _ask_look(self, view: _View) -> None:
        self._ask(
            Ask.choice(
                "Look of the program",
                "On this computer. F12 goes through the looks anywhere.",
                [(name, themes.LABELS[name]) for name in themes.ORDER],
                value=self.house.theme,
            ),
            "",
            then=lambda name: self.house.choose_look(name or self.house.theme),
        )

    def _ask_still(self, view: _View) -> None:
        desk, idle = self.desk, view.chosen.idle

        def keep(text: str) -> None:
            minutes = _number(text)
            organisation_settings.set_idle_times(desk, minutes, max(idle.lock, minutes))

        self._ask_minutes(
            "A supervision is then covered, since two people may just be talking; everything else is locked.",
            organisation_settings.STILL_LIMITS,
            idle.still,
            keep,
        )

    def _ask_lock(self, view: _View) -> None:
        desk, idle = self.desk, view.chosen.idle
        self._ask_minutes(
            "A supervision that nobody touched for so long is saved and locked.",
            organisation_settings.LOCK_LIMITS,
            idle.lock,
            lambda text: organisation_settings.set_idle_times(desk, idle.still, _number(text)),
        )

    def _ask_minutes(
        self, words: str, limits: tuple[int, int], now: int, keep: Callable[[str], object]
    ) -> None:
        least, most = limits
        self._ask(
            Ask.line(
                "When nobody types",
                f"{words} From {least} to {most} minutes.",
                label="Minutes",
                value=str(now),
                check=keep,
            ),
            "That counts from now on.",
            then=lambda _: self.house.watch_by_choice(),
        )

    def _ask_remind(self, view: _View) -> None:
        desk = self.desk
        self._ask(
            Ask.line(
                "Remind me of a backup",
                "Home says so when the last backup is older than this. 0 is never.",
                label="Days",
                value=str(view.chosen.remind_after),
                check=lambda text: organisation_settings.set_reminder(desk, _number(text)),
            ),
            "That counts from now on.",
        )

    def _ask_backups(self, view: _View) -> None:
        desk = self.desk
        self._ask(
            Ask.line(
                "Where backups go",
                "A folder on a stick or another disk, proposed each time. Empty: the one used last.",
                label="Folder",
                value=view.chosen.backups_to,
                check=lambda text: organisation_settings.set_backups_to(desk, text),
            ),
            "That is proposed for the next backup.",
        )


def _gather(desk: Desk) -> _View:
    return _View(
        organisation_settings.chosen(desk),
        [(form.id, _LAYOUTS.get(form.id, form.title)) for form in layouts.layouts(desk)],
        layouts.default_layout(desk),
        organisation_settings.own_forms(desk),
        policies.in_use(desk).title,
        policies.soon(desk),
        absences.lasting(absences.absences_of(desk, desk.owner.id), desk.today),
    )


def _number(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError:
        raise BadInput("That is not a whole number.", "Type digits only, such as 7.") from None


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' * (number != 1)}"


def _soon_words(days: int) -> str:
    return f"{_counted(days, 'day')} before" if days else "on the last day"


def _away_words(away: Absence | None) -> str:
    if away is None:
        return "at work"
    return away_words(away) if away.cover_from is None else f"{away.cover} stands in"


def _remind_words(days: int) -> str:
    return _counted(days, "day") if days else "never"


def _forms_words(forms: OwnForms | None) -> str:
    if forms is None:
        return "none"
    if not forms.there:
        return "! the folder cannot be found"
    words = _counted(len(forms.used), "form")
    return f"! {words}, {_counted(len(forms.left_out), 'file')} with faults" if forms.left_out else words
