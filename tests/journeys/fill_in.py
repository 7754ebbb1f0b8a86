"""Walks any form from the first key to the signed PDF and back: one line for each form.

    walk(tmp_path, "own.return_to_work", filled, library=Library(FOLDER))

`filled` is an example: answers as a draft holds them ({question id: answer}; comments, evidence and rows as
everywhere). The walk makes a home and a record on that form, opens it in the real program, and types the
example question by question, by keys alone, until each answer stands in the draft; then it names who signs
besides the two, gives the initials that rows ask for, has everybody sign, saves the PDF, and looks whether
the record.json inside it says what the example says. Marks that the program gives to rows are left out of
that: rows are told by their order. Answers that the draft begins with and the example leaves open stay.

What may be told besides: `begin` starts the record where more is needed than the form (a workplace, open
actions to look back at) and gives its id; `outside` names signers by role: {Role.OTHER: ("Delyth Pugh",
"Home manager")}, while optional ones who are not named are not asked; `without` leaves one of the two out
where the form can do without; `on` is the day of the talk. A form for a group is walked with two people: all
share what the example says, the first of them writes the own part, and each signs a record of their own.
What is kept with the plans is walked in the drawer.
`walk` gives what was walked: the open form, what was signed, the PDFs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pikepdf

from supervise_tui.canonical import Json, parse
from supervise_tui.domain.group import is_for_a_group, own_part
from supervise_tui.domain.people import Worker
from supervise_tui.domain.procedure_words import kind_of
from supervise_tui.forms.answers import answers_to_sign
from supervise_tui.forms.definition import (
    Form,
    InitialsQuestion,
    KeptIn,
    Role,
)
from supervise_tui.forms.library import Library
from supervise_tui.trust.costs import FLOOR
from supervise_tui.ui import file_rooms
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.workflows import hold_group, hold_supervision, improvement_plans, plan_cases, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.homes import (
    PASSPHRASE,
    Clock,
    add_ania,
    choose_secrets,
    make_home,
)
from tests.journeys.same_answers import unmarked
from tests.journeys.typed_answers import Typist
from tests.journeys.walker import Walker

DAY = date(2026, 11, 28)
"""The day of the talk, on which the examples of the tests are written."""
SIZE = (80, 24)
Begin = Callable[[Desk, Worker], str]


@dataclass
class Walked:
    """What a walk came to."""

    form: Form
    draft: dict[str, Json]
    """What stood in the draft before it was signed."""
    expected: dict[str, Json]
    """What the signatures have to cover, by the example."""
    pdfs: list[Path]
    signed: list[dict[str, Json]] = field(default_factory=list)
    """The answers inside each PDF."""


def walk(
    tmp_path: Path,
    form_id: str,
    filled: Mapping[str, Json],
    *,
    library: Library | None = None,
    begin: Begin | None = None,
    outside: Mapping[Role, tuple[str, str]] | None = None,
    without: Collection[Role] = (),
    on: date = DAY,
) -> Walked:
    """Fill a form in by keys, have everybody sign it, and read it back out of the PDF; see above."""
    clock = Clock(datetime(on.year, on.month, on.day, 14, 5, tzinfo=ZoneInfo("Europe/London")))
    folder, state = tmp_path / "beck.cabinet", tmp_path / "state"
    desk, _ = make_home(folder, state, clock)
    own = replace(desk, library=library or desk.library)
    worker = add_ania(desk)
    choose_secrets(desk, worker)
    for name in sorted({*_known_people(list(filled.values()))}):
        workers.add_worker(desk, name=name, post="Carer")
    record_id = begin(own, worker) if begin is not None else _started(own, worker, form_id)
    form = hold_supervision.open_sheet(_kept(own, form_id), record_id).form
    close_desk(desk)
    app = SuperviseApp(folder, passphrase=PASSPHRASE, state=state, now=clock, costs=FLOOR)
    sheet = asyncio.run(_through(app, record_id, form, filled, (outside or {}, without), tmp_path / "out"))
    expected = answers_to_sign(form, sheet.answers | dict(filled), sheet.facts)
    walked = Walked(form, sheet.answers, expected, sorted((tmp_path / "out").glob("*.pdf")))
    _read_back(walked)
    return walked


async def _through(
    app: SuperviseApp,
    record_id: str,
    form: Form,
    filled: Mapping[str, Json],
    who: tuple[Mapping[Role, tuple[str, str]], Collection[Role]],
    out: Path,
) -> hold_supervision.Sheet:
    async with app.run_test(size=SIZE) as pilot:
        try:
            walker = Walker(Typist(pilot), record_id, form, filled, out)
            await walker.until(lambda: isinstance(app.screen, Home), "home")
            if form.kept_in is KeptIn.PLANS:
                app.push_screen(file_rooms.plan_cases())
                await walker.on(PlanCases)
            await walker.all_of_it(*who)
        finally:
            app.shut()
    assert walker.sheet is not None
    return walker.sheet


def _kept(desk: Desk, form_id: str) -> Desk:
    """Give the desk at which the records of a form are kept."""
    return plans_desk(desk) if desk.library.get(form_id).kept_in is KeptIn.PLANS else desk


def _started(desk: Desk, worker: Worker, form_id: str) -> str:
    if desk.library.get(form_id).kept_in is KeptIn.PLANS:
        case = plan_cases.open_case(desk, worker.id)
        return improvement_plans.begin(desk, case.id, kind_of(form_id)).record.id
    if not is_for_a_group(desk.library.get(form_id)):
        return hold_supervision.start(desk, worker.id, form_id).record.id
    second = workers.add_worker(desk, name="Kofi Mensah", post="Carer")
    choose_secrets(desk, second)
    return hold_group.start(desk, [worker.id, second.id], form_id=form_id).copies[0].id


def _known_people(value: Json) -> Iterator[str]:
    """Give the names of those whom the example takes from the cabinet."""
    inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if isinstance(value, dict) and {*value} == {"person", "name"} and value["person"]:
        yield str(value["name"])
    for part in inside:
        yield from _known_people(part)


def _read_back(walked: Walked) -> None:
    """Open each PDF and hold its record.json against the example."""
    for path in walked.pdfs:
        with pikepdf.open(path) as pdf:
            names = pdf.Root.Names.EmbeddedFiles.Names
            record, form = (names[place].EF.F.read_bytes() for place in (1, 3))
            assert all("/V" in one for one in pdf.Root.AcroForm.Fields), "a signature is missing"
        assert form == walked.form.source
        walked.signed.append(cast("dict[str, dict[str, Json]]", parse(record))["answers"])
    own = [one for part in own_part(walked.form).sections for one in part.questions]
    for number, signed in enumerate(walked.signed):
        # In a group the example's own part is that of the first one alone.
        alone = {one.id for one in own} if number and is_for_a_group(walked.form) else set()
        wanted = {key: one for key, one in walked.expected.items() if key.partition("~")[0] not in alone}
        assert _compared(walked.form, signed) == _compared(walked.form, wanted)


def _compared(form: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Give what an example can say: who initialled which row is the program's to write."""
    asked = form.question
    kept = {key: one for key, one in answers.items() if not isinstance(asked(key), InitialsQuestion)}
    return {key: unmarked(asked(key), one) for key, one in kept.items()}
