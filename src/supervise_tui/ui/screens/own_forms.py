"""A home's own forms: the folder, which are used, which stand before the program's, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import Row, RowList, heading
from supervise_tui.workflows import organisation_settings
from supervise_tui.workflows.organisation_settings import OwnForms

_FOLDER, _AGAIN, _NONE = "folder", "again", "none"


class OwnFormsScreen(House):
    """The folder above its forms; a file with faults is left out, and Enter says why."""

    WHERE = "Settings › Forms of your own"
    CSS_PATH = "own_forms.tcss"
    HELP = (
        "An organisation can write forms of its own, or change one of the program's: a text file for each, "
        "all in one folder. docs/forms.md leads from nothing to a working form in ten minutes, and "
        "`supervise forms new` writes a first one.\n\n"
        "A form of yours with the same id as one of the program stands before it. Drafts keep the form they "
        "were begun with until you move them; signed records keep theirs for good.\n\n"
        "Templates lie in a folder “templates” in it, letters in a folder “letters”. `supervise forms list` "
        "names all of them and whose they are; `supervise forms new letter.plan --to FILE` gives a letter as "
        "it is, to be worded anew.\n\n"
        "A file with faults is left out, and everything else works. Put it right with a text editor, then "
        "press r: the folder is read anew."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open"),
        Binding("f", "folder", "Choose the folder"),
        Binding("r", "again", "Read anew"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._forms: OwnForms | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the folder above the list."""
        yield Static("", id="folder", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        """Put the cursor on the list."""
        self.set_focus(self.query_one(RowList))

    def way_back(self) -> Callable[[], House] | None:
        """It is quickly opened again."""
        return OwnFormsScreen

    def look_again(self) -> None:
        """Read the folder."""
        self.action_again()

    def action_again(self, said: str = "") -> None:
        """Read the folder anew: a form changed with a text editor counts from then on."""
        desk = self.desk

        def show(forms: OwnForms | None) -> None:
            self._show(forms)
            if said:
                self.show_note(said)

        self.run_slow(lambda: organisation_settings.own_forms(desk), show, word="Reading the forms")

    def _show(self, forms: OwnForms | None) -> None:
        self._forms = forms
        line = "No folder is chosen: the forms of the program are used."
        if forms is not None:
            line = f"Folder: {forms.folder}"
            if not forms.there:
                line = (
                    f"! {line}\nIt cannot be found at the moment. Until it is there, its forms are not used."
                )
        self.query_one("#folder", Static).update(Content(line))
        self.query_one(RowList).show(self._rows(forms))

    def _rows(self, forms: OwnForms | None) -> list[Row]:
        rows: list[Row] = []
        if forms is not None and forms.left_out:
            rows.append(heading("Left out, because of faults (Enter shows them)"))
            rows += [
                Row(f"fault:{at}", (f"! {bad.name}", _faults(len(bad.faults))))
                for at, bad in enumerate(forms.left_out)
            ]
            rows.append(heading(""))
        if forms is not None and forms.used:
            rows.append(heading("In use"))
            for form, replaced in forms.used:
                instead = f"instead of the program's version {replaced.version}" if replaced else "your own"
                rows.append(Row(f"form:{form.id}", (form.title, f"version {form.version}", instead)))
            rows.append(heading(""))
        if forms is not None:
            rows += _beside(forms)
        if forms is not None and forms.is_empty and forms.there and not forms.left_out:
            rows += [heading("There is no form in that folder yet."), heading("")]
        rows.append(Row(_FOLDER, ("Choose the folder" if forms is None else "Choose another folder",)))
        if forms is not None:
            rows += [Row(_AGAIN, ("Read the folder anew",)), Row(_NONE, ("Use no forms of our own",))]
        return rows

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "")

    def action_choose(self) -> None:
        """Do what stands under the cursor."""
        self._open(self.query_one(RowList).chosen)

    def _open(self, row: str) -> None:
        kind, _, key = row.partition(":")
        if row == _FOLDER:
            self.action_folder()
        elif row == _AGAIN:
            self.action_again()
        elif row == _NONE:
            self._use_none()
        elif kind == "fault" and self._forms is not None:
            bad = self._forms.left_out[int(key)]
            words = "\n\n".join(str(fault) for fault in bad.faults)
            self.house.push_screen(Help(words, (), title=bad.name))
        elif kind in ("form", "template", "letter"):
            self.show_note(f"This {kind} is {key}. Change it with a text editor in the folder above.")

    def action_folder(self) -> None:
        """Ask for the folder."""
        desk, before = self.desk, self._forms

        def answered(text: str | None) -> None:
            if text is not None:
                self.action_again("These forms are used from now on, also by the commands in a terminal.")

        self.house.push_screen(
            Ask.line(
                "Forms of your own",
                "The folder in which they lie, on this computer or on a drive that you share.",
                label="Folder",
                value=str(before.folder) if before else "",
                check=lambda text: organisation_settings.use_own_forms(desk, text),
            ),
            answered,
        )

    def _use_none(self) -> None:
        desk = self.desk
        self.run_slow(
            lambda: organisation_settings.use_own_forms(desk, ""),
            lambda _: self.action_again("Only the program's own forms are used. The files were not touched."),
            word="Changing it",
        )


def _beside(forms: OwnForms) -> list[Row]:
    """Templates and letters, which are no forms."""
    rows: list[Row] = []
    if forms.templates:
        rows.append(heading("Templates that a form can begin with"))
        rows += [
            Row(f"template:{one.id}", (one.title, f"version {one.version}", f"begins {one.begins}"))
            for one in forms.templates
        ]
        rows.append(heading(""))
    if forms.letters:
        rows.append(heading("Letters worded by you"))
        rows += [
            Row(
                f"letter:letter.{one.letter.value}",
                (one.title, f"version {one.version}", "instead of the program's"),
            )
            for one in forms.letters
        ]
        rows.append(heading(""))
    return rows


def _faults(number: int) -> str:
    return "1 fault" if number == 1 else f"{number} faults"
