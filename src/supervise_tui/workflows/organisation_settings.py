"""What a home has chosen: its name, own forms, idle times, backups. Each choice is kept at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.domain.people import Nation, Organisation, checked_line
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import Form
from supervise_tui.forms.letter_template import LetterTemplate
from supervise_tui.forms.templates import Template
from supervise_tui.problems import BadForm, BadInput
from supervise_tui.store import history, settings
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import this_computer
from supervise_tui.workflows.backups import BACKUPS_TO, REMIND_AFTER, REMIND_DAYS
from supervise_tui.workflows.desk import Desk

_IDLE = "idle"
STILL_LIMITS = (1, 15)
"""Minutes without a key until the screen is covered or locked: longer leaves a file open to who walks by."""
LOCK_LIMITS = (5, 120)
"""Minutes without a key until a supervision is locked for good; people talk for an hour."""
REMIND_LIMITS = (0, 60)
"""Days; 0 is never."""


@dataclass(frozen=True, kw_only=True)
class IdleTimes:
    """Minutes without a key or the mouse."""

    still: int = 5
    """Until a supervision is covered, and everything else locked."""
    lock: int = 30
    """Until a supervision is locked."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Everything that can be chosen, as it stands."""

    organisation: Organisation
    idle: IdleTimes
    remind_after: int
    """Days; 0: never."""
    backups_to: str
    """The folder proposed for backups; empty: the one used last."""
    own_forms: Path | None


@dataclass(frozen=True, kw_only=True)
class OwnForms:
    """What the folder with the home's own forms holds."""

    folder: Path
    there: bool
    """Whether the folder can be found at this moment."""
    used: tuple[tuple[Form, Form | None], ...]
    """Each own form in use, and the one that comes with the program in whose place it stands."""
    templates: tuple[Template, ...]
    """Own templates in use, for forms that begin half filled in."""
    letters: tuple[LetterTemplate, ...]
    """Letters of improvement plans that are worded here, each in place of the one of the program."""
    left_out: tuple[BadForm, ...]
    """Files with faults."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it is used."""
        return not (self.used or self.templates or self.letters)


def chosen(desk: Desk) -> Chosen:
    """Give everything that can be chosen, as it stands."""
    with desk.cabinet.reading() as work:
        days = settings.get(work, REMIND_AFTER, REMIND_DAYS)
        folder = settings.get(work, BACKUPS_TO, "")
        times = _idle(work)
    return Chosen(
        organisation=desk.organisation,
        idle=times or IdleTimes(),
        remind_after=days if isinstance(days, int) else REMIND_DAYS,
        backups_to=folder if isinstance(folder, str) else "",
        own_forms=this_computer.own_forms(desk.state),
    )


def rename_home(desk: Desk, name: str, nation: Nation) -> None:
    """Give the home another name or nation; records made before keep the old one. BadInput."""
    home = Organisation(name=checked_line(name, "The name of the home"), nation=nation)
    if home == desk.organisation:
        return
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        settings.put_organisation(work, home)
        _note(work, desk, "settings.home", {"name": home.name, "nation": home.nation.value})
    desk.cabinet.organisation = home


def idle_times(desk: Desk) -> IdleTimes | None:
    """Give the idle times that were chosen here; None when nobody has chosen any."""
    with desk.cabinet.reading() as work:
        return _idle(work)


def set_idle_times(desk: Desk, still: int, lock: int) -> None:
    """Keep both, in minutes; BadInput beyond STILL_LIMITS and LOCK_LIMITS, or when the lock comes first."""
    _within(still, STILL_LIMITS, "minutes")
    _within(lock, LOCK_LIMITS, "minutes")
    if lock < still:
        raise BadInput(
            "The lock would come before the cover.", f"Choose {still} minutes or more for the lock."
        )
    times: dict[str, Json] = {"still": still, "lock": lock}
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        settings.put(work, _IDLE, times)
        _note(work, desk, "settings.idle-times", times)


def set_reminder(desk: Desk, days: int) -> None:
    """Keep after how many days home speaks of a backup, 0 for never; BadInput beyond REMIND_LIMITS."""
    _within(days, REMIND_LIMITS, "days")
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        settings.put(work, REMIND_AFTER, days)
        _note(work, desk, "settings.backup-reminder", days)


def set_backups_to(desk: Desk, folder: str) -> None:
    """Keep the folder that is proposed for backups; empty for the one used last. BadInput if it is no folder.

    No event: it changes nothing about a record, and the history of a cabinet holds no path.
    """
    text = folder.strip()
    if text:
        place = Path(text).expanduser().absolute()
        _check_folder(place)
        if place.is_relative_to(desk.cabinet.folder):
            raise BadInput(
                "That folder is inside the cabinet.", "A backup has to be somewhere else: choose another."
            )
        text = str(place)
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        settings.put(work, BACKUPS_TO, text)


def use_own_forms(desk: Desk, folder: str) -> OwnForms | None:
    """Take own forms from that folder from now on, on this computer; none when it is empty.

    BadInput if it is no folder, FileTrouble if the choice cannot be kept.
    """
    desk.check(Act.CHANGE_SETTINGS)
    text = folder.strip()
    place = Path(text).expanduser().absolute() if text else None
    if place is not None:
        _check_folder(place)
    this_computer.keep_own_forms(desk.state, place)
    desk.library.read_from(place)
    with desk.cabinet.transaction(Act.CHANGE_SETTINGS) as work:
        digests: list[Json] = [form.digest for form, _ in _used(desk)]
        _note(work, desk, "settings.own-forms", digests)
    return own_forms(desk)


def own_forms(desk: Desk) -> OwnForms | None:
    """Read the folder of own forms anew and say what it holds; None when none was chosen."""
    folder = this_computer.own_forms(desk.state)
    desk.library.read_from(folder)
    if folder is None:
        return None
    library = desk.library
    return OwnForms(
        folder=folder,
        there=folder.is_dir(),
        used=tuple(_used(desk)),
        templates=tuple(one for one in library.all_templates() if library.is_own_template(one.id)),
        letters=tuple(one for one in library.all_letters() if library.is_own_letter(one.letter)),
        left_out=library.broken(),
    )


def _used(desk: Desk) -> list[tuple[Form, Form | None]]:
    library = desk.library
    return [(form, library.replaces(form.id)) for form in library.all() if library.is_own(form.id)]


def _check_folder(place: Path) -> None:
    try:
        there = place.is_dir()
    except OSError:
        there = False
    if not there:
        raise BadInput(f"{place} is not a folder.", "Type a folder that is there; ~ is your own one.")


def _idle(work: Work) -> IdleTimes | None:
    kept = settings.get(work, _IDLE)
    if not isinstance(kept, dict):
        return None
    still, lock = kept.get("still"), kept.get("lock")
    if not isinstance(still, int) or not isinstance(lock, int):
        return None
    return IdleTimes(still=still, lock=lock)


def _within(number: int, limits: tuple[int, int], unit: str) -> None:
    least, most = limits
    if not least <= number <= most:
        raise BadInput(f"{number} {unit} is not possible.", f"Choose from {least} to {most} {unit}.")


def _note(work: Work, desk: Desk, what: str, after: Json) -> None:
    history.note(
        work,
        file="",
        who=desk.holder,
        what=what,
        subject=desk.cabinet.id,
        after=canonical_bytes(after),
        now=desk.now,
    )
