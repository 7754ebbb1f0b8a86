"""The forms and policies at hand: those of the program, and an organisation's own folder before them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from supervise_tui.forms.appraisal_bands import BANDS_FILE, Bands, read_bands
from supervise_tui.forms.definition import Form
from supervise_tui.forms.induction_tasks import TASKS_FILE, TaskList, TaskLists, read_tasks
from supervise_tui.forms.letter_template import LetterTemplate, is_letter, read_letter
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.forms.policy import Policy
from supervise_tui.forms.policy_reading import read_policy
from supervise_tui.forms.procedure_policy import PROCEDURE_FILE, ProcedurePolicy, read_procedure
from supervise_tui.forms.read_by_rules import check_read_by_rules
from supervise_tui.forms.reading import LARGEST_FORM, read_form
from supervise_tui.forms.shipped import POLICIES, shipped_folder
from supervise_tui.forms.standing import STANDING_FILE, StandingLists, read_standing
from supervise_tui.forms.templates import FormOf, Template, is_template, read_template
from supervise_tui.problems import BadForm, Fault, FileTrouble, NotFound


@dataclass(frozen=True)
class _Shelf:
    """What one reading of the folders gave."""

    shipped: dict[str, Form]
    own: dict[str, Form]
    standing: StandingLists
    tasks: TaskLists
    bands: Bands
    shipped_policies: dict[str, Policy]
    own_policies: dict[str, Policy]
    broken: tuple[BadForm, ...]
    procedure: ProcedurePolicy = field(default_factory=ProcedurePolicy)
    templates: dict[str, Template] = field(default_factory=dict)
    own_templates: frozenset[str] = frozenset()
    letters: dict[LetterFor, LetterTemplate] = field(default_factory=dict)
    own_letters: frozenset[LetterFor] = frozenset()


class Library:
    """Forms and policies by id, read when first asked for; an own one stands before the shipped one."""

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

    def shipped(self, form_id: str) -> Form | None:
        """Give the form of that id that comes with the program; None if there is none."""
        return self._read().shipped.get(form_id)

    def moves_to(self, form: Form) -> Form | None:
        """Give the form that a draft made with `form` can move to; None when it is the one in use."""
        now = self._forms().get(form.id)
        return now if now is not None and now.digest != form.digest else None

    def standing(self) -> StandingLists:
        """Give the lists of agenda items that come up again and again [SES-11]."""
        return self._read().standing

    def induction_tasks(self) -> list[TaskList]:
        """Give the lists of tasks that a new worker does in sight of a colleague first [CAD-8]."""
        return list(self._read().tasks.values())

    def appraisal_bands(self) -> Bands:
        """Give what is usual in an appraisal for each band, and what behaviours link to [DEV-5]."""
        return self._read().bands

    def policies(self) -> list[Policy]:
        """Give every cadence policy to choose from, by title [CAD-1]."""
        shelf = self._read()
        every = {**shelf.shipped_policies, **shelf.own_policies}
        return sorted(every.values(), key=lambda policy: (policy.title, policy.id))

    def policy(self, policy_id: str) -> Policy:
        """Give the policy to use now: the own one, else the shipped one, newest version; NotFound if none."""
        shelf = self._read()
        found = shelf.own_policies.get(policy_id) or shelf.shipped_policies.get(policy_id)
        if found is None:
            there = ", ".join(sorted({*shelf.own_policies, *shelf.shipped_policies}))
            raise NotFound(f"There is no policy “{policy_id}”.", f"There are: {there}.")
        return found

    def is_own_policy(self, policy_id: str) -> bool:
        """Whether that policy is the organisation's own."""
        return policy_id in self._read().own_policies

    def procedure(self) -> ProcedurePolicy:
        """Give the numbers of the formal procedure: the organisation's own, else those shipped [PIP-4]."""
        return self._read().procedure

    def templates(self, begins: str) -> list[Template]:
        """Give what that form can begin from, by title; an own one stands before a shipped one [PIP-20]."""
        return [one for one in self.all_templates() if one.begins == begins]

    def all_templates(self) -> list[Template]:
        """Give every template to use now, by the form that it begins and its title."""
        every = self._read().templates.values()
        return sorted(every, key=lambda one: (one.begins, one.title, one.id))

    def template(self, template_id: str) -> Template:
        """Give the template to use now; NotFound if none."""
        found = self._read().templates.get(template_id)
        if found is None:
            there = ", ".join(sorted(self._read().templates))
            raise NotFound(f"There is no template “{template_id}”.", f"There are: {there}.")
        return found

    def is_own_template(self, template_id: str) -> bool:
        """Whether that template is the organisation's own."""
        return template_id in self._read().own_templates

    def letter(self, letter: LetterFor) -> LetterTemplate:
        """Give the template of a letter to use now: the own one, else the shipped one."""
        return self._read().letters[letter]

    def all_letters(self) -> list[LetterTemplate]:
        """Give the template of every letter to use now, in the order of the procedure."""
        return [self.letter(one) for one in LetterFor]

    def is_own_letter(self, letter: LetterFor) -> bool:
        """Whether that letter is worded by the organisation."""
        return letter in self._read().own_letters

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
    shelf = _Shelf({}, {}, {}, {}, Bands(), {}, {}, ())
    here = shipped_folder()
    for path in _forms_first(here):
        shelf = _put_on(shelf, path, here, own=False)
    if own_folder is None or not own_folder.is_dir():
        return shelf
    for path in _forms_first(own_folder):
        try:
            shelf = _put_on(shelf, path, own_folder, own=True)
        except BadForm as faults:
            shelf = replace(shelf, broken=(*shelf.broken, faults))
        except FileTrouble as trouble:
            # One file that cannot be read must not keep the others from being used.
            unread = BadForm(path.name, [Fault(path.name, trouble.sentence, trouble.cure)])
            shelf = replace(shelf, broken=(*shelf.broken, unread))
    return shelf


def _forms_first(folder: Path) -> list[Path]:
    """A template is read against the form that it begins, so that all forms are there by then."""
    return sorted(toml_files(folder), key=lambda path: (is_template(path, folder), path))


def _put_on(shelf: _Shelf, path: Path, folder: Path, *, own: bool) -> _Shelf:
    """Read one file and give the shelf with it, by where it stands and what it is called."""
    source = _bytes(path)
    if is_policy(path, folder):
        _keep_newer(shelf.own_policies if own else shelf.shipped_policies, read_policy(source, path.name))
    elif is_template(path, folder):
        return _with_template(shelf, read_template(source, path.name, _form_on(shelf)), own=own)
    elif is_letter(path, folder):
        return _with_letter(shelf, read_letter(source, path.name), own=own)
    elif path.name == STANDING_FILE:
        return replace(shelf, standing={**shelf.standing, **read_standing(source, path.name)})
    elif path.name == TASKS_FILE:
        return replace(shelf, tasks={**shelf.tasks, **read_tasks(source, path.name)})
    elif path.name == PROCEDURE_FILE:
        return replace(shelf, procedure=read_procedure(source, path.name))
    elif path.name == BANDS_FILE:
        return replace(shelf, bands=shelf.bands.with_own(read_bands(source, path.name)))
    else:
        form = read_form(source, path.name)
        if own:
            check_read_by_rules(form, shelf.shipped.get(form.id), path.name)
        _keep_newer(shelf.own if own else shelf.shipped, form)
    return shelf


def _form_on(shelf: _Shelf) -> FormOf:
    def form_of(form_id: str) -> Form:
        found = shelf.own.get(form_id) or shelf.shipped.get(form_id)
        if found is None:
            raise NotFound(f"There is no form “{form_id}”.", "See: supervise forms list")
        return found

    return form_of


def _with_template(shelf: _Shelf, one: Template, *, own: bool) -> _Shelf:
    known = shelf.templates.get(one.id)
    if known is not None and (one.id in shelf.own_templates) == own and known.version > one.version:
        return shelf
    mine = shelf.own_templates | {one.id} if own else shelf.own_templates
    return replace(shelf, templates={**shelf.templates, one.id: one}, own_templates=mine)


def _with_letter(shelf: _Shelf, one: LetterTemplate, *, own: bool) -> _Shelf:
    known = shelf.letters.get(one.letter)
    if known is not None and (one.letter in shelf.own_letters) == own and known.version > one.version:
        return shelf
    mine = shelf.own_letters | {one.letter} if own else shelf.own_letters
    return replace(shelf, letters={**shelf.letters, one.letter: one}, own_letters=mine)


_Kept = TypeVar("_Kept", Form, Policy)


def _keep_newer(newest: dict[str, _Kept], one: _Kept) -> None:
    known = newest.get(one.id)
    if known is None or one.version >= known.version:
        newest[one.id] = one


def is_policy(path: Path, folder: Path) -> bool:
    """Whether a file somewhere in `folder` is a policy: it stands in a folder of that name."""
    return POLICIES in path.relative_to(folder).parts[:-1]


def toml_files(folder: Path) -> list[Path]:
    """Give the files in a folder, however deep, that may be definitions; FileTrouble if it cannot be read."""
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
            f"The file {path.name} cannot be read.", "Look at its rights, or copy it anew."
        ) from error
