"""supervise forms: check a form definition, see which forms there are, and print one for pen and paper."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json, in_fours
from supervise_tui.cli.definitions import check_files, library_here
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.letter_templates import is_letter_id, letter_json, letter_of, letter_row, show_letter
from supervise_tui.cli.opening import AsJson
from supervise_tui.cli.words import complain, counted, say, say_json, say_table
from supervise_tui.problems import FileTrouble, NotAllowed

if TYPE_CHECKING:
    from supervise_tui.forms.definition import Form, Question
    from supervise_tui.forms.library import Library
    from supervise_tui.forms.templates import Template


class Side(StrEnum):
    """Whose part is printed."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"


def group() -> typer.Typer:
    """Give the commands `supervise forms check`, `list`, `show` and `print`."""
    app = typer.Typer(
        help="Check, list, show and print forms; begin one of your own.",
        epilog="Example: supervise forms check my_form.toml",
        rich_markup_mode=None,
    )
    app.command("check", epilog="Example: supervise forms check my_form.toml")(check)
    app.command("list", epilog="Example: supervise forms list")(list_forms)
    app.command("show", epilog="Example: supervise forms show session.short")(show)
    app.command("print", epilog="Example: supervise forms print session.short --to sheet.pdf")(print_blank)
    app.command("new", epilog="Example: supervise forms new home.debrief --to debrief.toml")(new)
    return app


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Form definitions (TOML).", show_default=False)
    ],
    as_json: AsJson = False,
) -> int:
    """Check form definitions and name every fault: where it is, what is wrong, what would be right."""
    from supervise_tui.forms.appraisal_bands import BANDS_FILE, read_bands
    from supervise_tui.forms.induction_tasks import TASKS_FILE, read_tasks
    from supervise_tui.forms.letter_template import looks_like_a_letter, read_letter
    from supervise_tui.forms.procedure_policy import PROCEDURE_FILE, read_procedure
    from supervise_tui.forms.read_by_rules import check_read_by_rules
    from supervise_tui.forms.reading import read_form
    from supervise_tui.forms.standing import STANDING_FILE, read_standing
    from supervise_tui.forms.templates import looks_like_one, read_template

    def summary(source: bytes, name: str) -> str:
        if name in (TASKS_FILE, STANDING_FILE):
            lists = read_tasks(source, name) if name == TASKS_FILE else read_standing(source, name)
            return counted(len(lists), "list", "lists")
        if name == PROCEDURE_FILE:
            procedure = read_procedure(source, name)
            return f"{procedure.title}: {procedure.about.rstrip('.')}"
        if name == BANDS_FILE:
            found = read_bands(source, name)
            behaviours = counted(len(found.behaviours), "behaviour", "behaviours")
            return f"{counted(len(found.bands), 'band', 'bands')}, {behaviours}"
        if looks_like_a_letter(source):
            letter = read_letter(source, name)
            return f"{letter.title}: a letter, {counted(len(letter.parts), 'part', 'parts')}"
        if looks_like_one(source):
            template = read_template(source, name, library_here().get)
            return f"{template.title}: begins {template.begins}, {_answers_of(template)}"
        form = read_form(source, name)
        check_read_by_rules(form, library_here().shipped(form.id), name)
        return f"{form.title}, {counted(len(form.questions()), 'question', 'questions')}"

    return check_files(files, "forms", summary, as_json=as_json)


def _answers_of(template: Template) -> str:
    return counted(len(template.answers), "answer", "answers")


def list_forms(as_json: AsJson = False) -> int:
    """List the forms, templates and letters in use: those of the program, and your own before them."""
    library = library_here()
    forms = sorted(library.all(), key=lambda form: form.id)
    if as_json:
        listed: list[Json] = [{**_as_json(form), **_whose_json(library, form)} for form in forms]
        faulty: list[Json] = [bad.name for bad in library.broken()]
        begun: list[Json] = [_template_json(library, one) for one in library.all_templates()]
        letters: list[Json] = [letter_json(library, one) for one in library.all_letters()]
        say_json({"format": 1, "forms": listed, "templates": begun, "letters": letters, "left_out": faulty})
        return DONE
    say_table(
        [
            [form.id, f"version {form.version}", _whose(library, form), form.title, form.purpose]
            for form in forms
        ]
        + [
            [one.id, f"version {one.version}", _whose_template(library, one), _titled(one), one.about]
            for one in library.all_templates()
        ]
        + [letter_row(library, one) for one in library.all_letters()]
    )
    for bad in library.broken():
        faults = counted(len(bad.faults), "fault", "faults")
        complain(f"{bad.name} is left out: it has {faults}. See: supervise forms check")
    return DONE


def _whose(library: Library, form: Form) -> str:
    if not library.is_own(form.id):
        return "program"
    return "own, instead of the program's" if library.replaces(form.id) else "own"


def _whose_json(library: Library, form: Form) -> dict[str, Json]:
    replaced = library.replaces(form.id)
    return {
        "whose": "own" if library.is_own(form.id) else "program",
        "instead_of": replaced.version if replaced else None,
    }


def _titled(one: Template) -> str:
    return f"Template: {one.title}"


def _whose_template(library: Library, one: Template) -> str:
    return "own" if library.is_own_template(one.id) else "program"


def _template_json(library: Library, one: Template) -> dict[str, Json]:
    return {
        "id": one.id,
        "version": one.version,
        "title": one.title,
        "about": one.about,
        "begins": one.begins,
        "digest": one.digest,
        "whose": _whose_template(library, one),
    }


def _as_json(form: Form) -> dict[str, Json]:
    return {
        "id": form.id,
        "version": form.version,
        "title": form.title,
        "purpose": form.purpose,
        "makes": form.makes,
        "kept_in": form.kept_in.value,
        "digest": form.digest,
    }


def show(
    form_id: Annotated[
        str, typer.Argument(metavar="ID", help="As `supervise forms list` gives it.", show_default=False)
    ],
    as_json: AsJson = False,
) -> int:
    """Show one form: its sections, its questions, and who signs; or a letter as its template words it."""
    if is_letter_id(form_id):
        show_letter(library_here(), form_id, as_json=as_json)
        return DONE
    form = library_here().get(form_id)
    if as_json:
        say_json({**_as_json(form), "format": 1, "source": form.source.decode("utf-8")})
        return DONE
    say(f"{form.title} ({form.id}, version {form.version})")
    say(form.purpose)
    say(
        "Signed by: "
        + ", ".join(f"{rule.role}{' (may decline)' if rule.may_decline else ''}" for rule in form.signers)
    )
    say(f"Fingerprint: {in_fours(form.digest)}")
    for section in form.sections:
        say()
        say(section.title)
        for question in section.questions:
            say(f"  {question.label}{_remark(question)}")
    return DONE


def print_blank(
    form_id: Annotated[
        str, typer.Argument(metavar="ID", help="As `supervise forms list` gives it.", show_default=False)
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The PDF to write.", show_default=False)],
    organisation: Annotated[
        str, typer.Option("--name", metavar="TEXT", help="The organisation at the head of the page.")
    ] = "",
    worker: Annotated[str, typer.Option("--worker", metavar="NAME", help="The worker's name.")] = "",
    supervisor: Annotated[
        str, typer.Option("--supervisor", metavar="NAME", help="The supervisor's name.")
    ] = "",
    side: Annotated[
        Side | None,
        typer.Option(
            "--for", help="Only what this side fills in, such as a preparation.", show_default=False
        ),
    ] = None,
) -> int:
    """Write a form as a PDF to fill in with a pen. Names that are not given are left as lines."""
    from supervise_tui.documents.blank_form import blank_form
    from supervise_tui.domain.preparation import sheet_of
    from supervise_tui.forms.definition import Role

    library = library_here()
    form = library.get(form_id)
    if side is not None:
        form = sheet_of(form, Role(side.value))
        if not form.sections:
            raise NotAllowed(f"Nothing in “{form.title}” is for the {side.value} alone.", "Print it whole.")
    names = {"worker": worker, "supervisor": supervisor}
    pdf = blank_form(form, organisation=organisation, names=names, standing=library.standing())
    _write_new(to, pdf)
    say(str(to))
    return DONE


def new(
    form_id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Small letters, digits, dots: home.debrief; or letter. and which: letter.dismissal",
            show_default=False,
        ),
    ],
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE", help="The form file to write.", show_default=False)
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="What the form is called.")
    ] = "A new form",
) -> int:
    """Write a first form to start from, with a word on each line of what can be changed.

    Of a letter it is the template in use, to be worded anew.
    """
    from supervise_tui.forms.skeleton import skeleton

    if is_letter_id(form_id):
        _write_new(to, letter_of(library_here(), form_id).source)
        say(str(to))
        return DONE
    _write_new(to, skeleton(form_id, title).encode("utf-8"))
    say(str(to))
    return DONE


def _write_new(file: Path, raw: bytes) -> None:
    try:
        with file.open("xb") as out:
            out.write(raw)
    except FileExistsError as error:
        raise FileTrouble(f"{file} is there already.", "Give another name, or move it away.") from error
    except OSError as error:
        raise FileTrouble(
            f"{file} cannot be written.", "Look at the folder and at the room on it."
        ) from error


def _remark(question: Question) -> str:
    if question.required is True:
        return " (needed)"
    return " (sometimes needed)" if question.required else ""
