"""The forms at hand: those that come with the program, and an organisation's own folder before them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import LARGEST_FORM, read_form
from supervise_tui.forms.standing import STANDING_FILE, StandingLists, read_standing
from supervise_tui.problems import BadForm, Fault, FileTrouble, NotFound

_HERE = Path(__file__).resolve().parent


def shipped_folder() -> Path:
    """Give the folder of the shipped forms: inside the package, or beside it when run from the sources."""
    packaged = _HERE / "shipped"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "forms"


@dataclass(frozen=True)
class _Shelf:
    """What one reading of the folders gave."""

    shipped: dict[str, Form]
    own: dict[str, Form]
    standing: StandingLists
    broken: tuple[BadForm, ...]


class Library:
    """Forms by id, read when first asked for. An own form stands before the shipped one of its id."""

    def __init__(self, own_folder: Path | None = None) -> None:
        self._own_folder = own_folder
        self._shelf: _Shelf | None = None

    def read_from(self, own_folder: Path | None) -> None:
        """Take own forms from that folder from now on, and read everything anew when it is next asked for."""
        self._own_folder, self._shelf = own_folder, None

    def ids(self) -> list[str]:
        """Give the ids, sorted. FileTrouble if a folder cannot be read."""
        return sorted(self._forms())

    def get(self, form_id: str) -> Form:
        """Give the form to use now: the own one, else the shipped one, newest version; NotFound if none."""
        form = self._forms().get(form_id)
        if form is None:
            raise NotFound(f"There is no form “{form_id}”.", f"There are: {', '.join(self.ids())}.")
        return form

    def all(self) -> list[Form]:
        """Give every form to use now, by title."""
        return sorted(self._forms().values(), key=lambda form: (form.title, form.id))

    def is_own(self, form_id: str) -> bool:
        """Whether that form is the organisation's own."""
        return form_id in self._read().own

    def replaces(self, form_id: str) -> Form | None:
        """Give the shipped form that an own one stands before; None if there is none."""
        return self._read().shipped.get(form_id) if self.is_own(form_id) else None

    def moves_to(self, form: Form) -> Form | None:
        """Give the form that a draft made with `form` can move to; None when it is the one in use."""
        now = self._forms().get(form.id)
        return now if now is not None and now.digest != form.digest else None

    def standing(self) -> StandingLists:
        """Give the lists of agenda items that come up again and again [SES-11]."""
        return self._read().standing

    def broken(self) -> tuple[BadForm, ...]:
        """Give the own files that have faults: they are left out, and this says why."""
        return self._read().broken

    def _forms(self) -> dict[str, Form]:
        shelf = self._read()
        return {**shelf.shipped, **shelf.own}

    def _read(self) -> _Shelf:
        if self._shelf is None:
            self._shelf = _read_shelf(self._own_folder)
        return self._shelf


def _read_shelf(own_folder: Path | None) -> _Shelf:
    shipped: dict[str, Form] = {}
    own: dict[str, Form] = {}
    standing: StandingLists = {}
    broken: list[BadForm] = []
    for path in _toml_files(shipped_folder()):
        if path.name == STANDING_FILE:
            standing = read_standing(_bytes(path), path.name)
        else:
            _keep_newer(shipped, read_form(_bytes(path), path.name))
    for path in _toml_files(own_folder) if own_folder is not None and own_folder.is_dir() else []:
        try:
            if path.name == STANDING_FILE:
                standing = {**standing, **read_standing(_bytes(path), path.name)}
            else:
                _keep_newer(own, read_form(_bytes(path), path.name))
        except BadForm as faults:
            broken.append(faults)
        except FileTrouble as trouble:
            # One file that cannot be read must not keep the others from being used.
            broken.append(BadForm(path.name, [Fault(path.name, trouble.sentence, trouble.cure)]))
    return _Shelf(shipped, own, standing, tuple(broken))


def _keep_newer(newest: dict[str, Form], form: Form) -> None:
    known = newest.get(form.id)
    if known is None or form.version >= known.version:
        newest[form.id] = form


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.rglob("*.toml") if path.is_file())
    except OSError as error:
        raise FileTrouble("The folder with the forms cannot be read.", f"Look at {folder.name}.") from error


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FORM + 1)
    except OSError as error:
        raise FileTrouble(
            f"The form {path.name} cannot be read.", "Look at its rights, or copy it anew."
        ) from error
