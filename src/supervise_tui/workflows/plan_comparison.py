"""Compare improvement plans for who may see them, and hand the figures on without a name [PIP-2]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from supervise_tui.canonical import Json
from supervise_tui.documents.spreadsheet import as_table
from supervise_tui.domain.improvement_plan import SUPPORT
from supervise_tui.domain.plan_comparison import (
    TOO_FEW,
    Comparison,
    Figures,
    Line,
    Stands,
    compared,
    facts_of,
)
from supervise_tui.domain.plan_comparison_table import (
    ALL,
    CONTROL,
    FIGURES,
    HEAD,
    HELP,
    LARGEST,
    POST,
    TEMPLATE,
    Told,
    cells,
    read_table,
)
from supervise_tui.domain.procedure_words import CONTROLS, EntryKind, form_of
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import Form
from supervise_tui.forms.questions import ChoiceQuestion, TableQuestion
from supervise_tui.problems import FileTrouble
from supervise_tui.store import history, people, plan_cases
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import name_for_a_file, write_new
from supervise_tui.workflows.plans_desk import plans_desk

SAVED = "plan.comparison-saved"
"""What the history says of a comparison that was saved as a table."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What the comparison shows, and the words for it."""

    home: str
    comparison: Comparison
    shut: int
    """Cases in files that are shut to who has the cabinet open: they are not counted [REC-5]."""
    help_kinds: Mapping[str, str]
    control_kinds: Mapping[str, str]
    """What each kind of help and of risk control is called, in the order of the form."""

    @property
    def on(self) -> date:
        """The day it is of."""
        return self.comparison.on

    @property
    def by(self) -> Mapping[str, tuple[Line, ...]]:
        """The lines with what they are by, as scripts know it."""
        found = self.comparison
        return {ALL: (found.all,), TEMPLATE: found.by_template, POST: found.by_post}


def compare(desk: Desk) -> Compared:
    """Compare the plans that who has the cabinet open may see; NotAllowed without the key for plans."""
    plans = plans_desk(desk)
    policy, nation, today = plans.library.procedure(), plans.organisation.nation, plans.today
    with plans.cabinet.reading() as work:
        whose, every = people.by_file(work), plan_cases.cases(work)
        seen = [one for one in every if plans.sees_file(one.worker)]
        facts = [
            facts_of(one, plan_cases.entries(work, one.id), whose[one.worker], policy, nation, today)
            for one in seen
        ]
    form = plans.library.get(form_of(EntryKind.PLAN))
    titles = {one.id: one.title for one in plans.library.all_templates()}
    return Compared(
        home=plans.organisation.name,
        comparison=compared(facts, titles, today),
        shut=len(every) - len(seen),
        help_kinds=_kinds(form, SUPPORT),
        control_kinds=_kinds(form, CONTROLS),
    )


def _kinds(form: Form, question_id: str) -> dict[str, str]:
    """Give the kinds that a table of the plan's form offers, with their labels."""
    question = form.question(question_id)
    columns = question.columns if isinstance(question, TableQuestion) else ()
    return {
        option.id: option.label
        for column in columns
        if column.id == "kind" and isinstance(column, ChoiceQuestion)
        for option in column.options
    }


def save_comparison(desk: Desk, to: Path) -> Path:
    """Write the figures as a table into a folder, or to a file named .csv; nothing is overwritten.

    No name of a worker is in it. NotAllowed for who may not copy records out, FileTrouble.
    """
    plans = plans_desk(desk)
    plans.check(Act.EXPORT)
    found = compare(plans)
    raw = as_table(_names(found), _rows(found))
    name = f"Improvement plans compared {name_for_a_file(found.home)} {found.on.isoformat()}.csv"
    folder, name = (to.parent, to.name) if to.suffix.casefold() == ".csv" else (to, name)
    with plans.cabinet.transaction(Act.EXPORT) as work:
        history.note(work, file="", who=plans.holder, what=SAVED, subject="", after=raw, now=plans.now)
        return write_new(folder, name, raw)


def _names(found: Compared) -> list[str]:
    kinds = [f"{HELP}{one}" for one in found.help_kinds] + [f"{CONTROL}{one}" for one in found.control_kinds]
    return [*HEAD, *(one.value for one in Stands), *FIGURES, *kinds]


def _rows(found: Compared) -> list[list[Json]]:
    head: list[Json] = [found.home, found.on.isoformat()]
    return [[*head, by, *_cells(line, found)] for by, lines in found.by.items() for line in lines]


def _cells(line: Line, found: Compared) -> list[Json]:
    if line.figures is None:
        return [line.label, TOO_FEW]
    return [line.label, line.plans, line.people, *as_json(line.figures, found).values()]


def as_json(figures: Figures, found: Compared) -> dict[str, Json]:
    """Give the figures of a line by the names that scripts and spreadsheets know, in their order."""
    return cells(figures, found.help_kinds, found.control_kinds)


def beside(found: Compared, others: Iterable[Path]) -> list[Told]:
    """Give every line with those that other services have saved; FileTrouble, BadForm names each fault."""
    told = [
        Told(home=found.home, on=found.on, by=by, line=line)
        for by, lines in found.by.items()
        for line in lines
    ]
    for path in others:
        try:
            with path.open("rb") as file:
                source = file.read(LARGEST + 1)
        except OSError as error:
            raise FileTrouble(f"{path} cannot be read.", "Look at its name and its rights.") from error
        told += read_table(source, path.name)
    return told
