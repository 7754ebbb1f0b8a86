"""The forms at hand: those that come with the program, and an organisation's own folder."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.forms.definition import Form
from supervise_tui.forms.reading import LARGEST_FORM, read_form
from supervise_tui.problems import BadForm, FileTrouble, NotFound

_HERE = Path(__file__).resolve().parent


def shipped_folder() -> Path:
    """Give the folder of the shipped forms: inside the package, or beside it when run from the sources."""
    packaged = _HERE / "shipped"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "forms"


class Library:
    """Forms by id, read when first asked for. An own form stands before a shipped one of its version."""

    def __init__(self, own_folder: Path | None = None) -> None:
        self._own_folder = own_folder
        self._newest: dict[str, Form] | None = None
        self._broken: list[BadForm] = []

    def ids(self) -> list[str]:
        """Give the ids, sorted. FileTrouble if a folder cannot be read."""
        return sorted(self._forms())

    def get(self, form_id: str) -> Form:
        """Give the newest version of that form; NotFound if there is none."""
        form = self._forms().get(form_id)
        if form is None:
            raise NotFound(f"There is no form “{form_id}”.", f"There are: {', '.join(self.ids())}.")
        return form

    def all(self) -> list[Form]:
        """Give the newest version of every form, by title."""
        return sorted(self._forms().values(), key=lambda form: (form.title, form.id))

    def broken(self) -> tuple[BadForm, ...]:
        """Give the own forms that have faults: they are left out, and this says why."""
        self._forms()
        return tuple(self._broken)

    def _forms(self) -> dict[str, Form]:
        if self._newest is None:
            self._broken = []
            newest: dict[str, Form] = {}
            for path in _toml_files(shipped_folder()):
                _keep_newer(newest, read_form(_bytes(path), path.name))
            if self._own_folder is not None and self._own_folder.is_dir():
                for path in _toml_files(self._own_folder):
                    try:
                        _keep_newer(newest, read_form(_bytes(path), path.name))
                    except BadForm as faults:
                        self._broken.append(faults)
            self._newest = newest
        return self._newest


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
