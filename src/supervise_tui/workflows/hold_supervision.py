"""Hold a supervision: start its record, keep what is typed, go on another day, or discard it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from supervise_tui.canonical import Json
from supervise_tui.domain.actions import action_points
from supervise_tui.domain.addendum import ADDENDUM
from supervise_tui.domain.agenda import taken_off
from supervise_tui.domain.agreement import AGREEMENT, Standing
from supervise_tui.domain.evidence import Marked
from supervise_tui.domain.file_audit import FILE_AUDIT, act_for
from supervise_tui.domain.group import is_for_a_group, is_shared
from supervise_tui.domain.kinds import LETTER, SEVERAL_AT_ONCE
from supervise_tui.domain.looking_back import unknown_rows
from supervise_tui.domain.people import Supervisor, Worker
from supervise_tui.domain.preparation import SIDES, is_prepared
from supervise_tui.domain.record import Circumstances, Event, Record, State, next_state
from supervise_tui.domain.supervision import StepView, gaps_before_sign_off, steps
from supervise_tui.domain.whose_file import OWN_FILE, belongs_on, is_of_a_worker
from supervise_tui.forms import answers as answering
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.by_program import as_filled, has_filled
from supervise_tui.forms.day_words import day_of
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    AgendaQuestion,
    Fact,
    FileKind,
    Form,
    InitialsQuestion,
    KeptIn,
    Question,
    Role,
    is_marks_key,
)
from supervise_tui.forms.evidence_marks import Shown
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import action_points as store_actions
from supervise_tui.store import form_definitions, history, papers, people, records, row_initials
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows import evidence, live_actions
from supervise_tui.workflows.acts import act_on
from supervise_tui.workflows.agendas import OfferedList, offered
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.first_answers import (
    BROUGHT_INTO,
    PREPARATION_FORM,
    first_answers,
    reviewed,
    usable,
)
from supervise_tui.workflows.initials import initials_given
from supervise_tui.workflows.layouts import SUPERVISION, default_layout
from supervise_tui.workflows.pick_from import PickFrom, pick_from
from supervise_tui.workflows.plan_clocks import watched_until
from supervise_tui.workflows.shared_part import shared_with
from supervise_tui.workflows.surroundings import agreement_standing, facts_of, meeting_before
from supervise_tui.workflows.typed_in import as_typed
from supervise_tui.workflows.who_signs import SignerLine, names_of, nobody_named, who_signs


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A record with its form and answers, as the screen needs it."""

    record: Record
    form: Form
    worker: Worker
    supervisor: Supervisor
    answers: dict[str, Json]
    facts: dict[str, Json]
    last_actions: list[dict[str, Json]] = field(default_factory=list)
    """Action points of the supervision before this one, as they were agreed."""
    agreement: Standing
    """How their agreement stands on the day of this record."""
    offered: list[OfferedList] = field(default_factory=list)
    """Standing agenda items that can still be picked."""
    pick_from: PickFrom = field(default=PickFrom())
    """What people, places, records and actions its questions offer."""
    can_show: tuple[Shown, ...] = ()
    """What its answers can be marked as evidence for, while it is being written [DEV-6]."""
    marked: tuple[Marked, ...] = ()
    """What was marked in other records and can be taken into this one [DEV-6]."""
    not_brought_in: frozenset[Role] = frozenset()
    """Who has prepared something that is not in this draft; not what."""
    signers: tuple[SignerLine, ...] = ()
    """Who is to sign, while it is being written."""
    watched_until: date | None = None
    """Until when to look at the work together after a plan that succeeded; only ever shown [PIP-18]."""


def start(
    desk: Desk, worker_id: str, form_id: str = "", *, on_paper: bool = False, about: str | None = None
) -> Sheet:
    """Start a record with a worker on that form, else a supervision in the organisation's layout.

    A planned one of that kind becomes this one. `on_paper`: it was held and signed on paper, and is typed
    in now, so that no day or time is put there beforehand [REC-13]. `about` says which earlier one it is
    compared with, such as a team's own; "" is something new, None the last one [ORG-5]. NotAllowed
    while another one is being written, of kinds of which there is one at a time; and for a form that is
    for a group.
    """
    form = desk.library.get(form_id or default_layout(desk))
    if not form.signers:
        raise NotAllowed(f"Nobody signs “{form.title}”, so it makes no record.", "Choose another form.")
    if is_for_a_group(form):
        raise NotAllowed(f"“{form.title}” is for several people.", "Choose who takes part.")
    if form.makes == LETTER:
        raise NotAllowed("A letter is not a record.", "Write it from the case that it belongs to.")
    if form.makes == ADDENDUM:
        raise NotAllowed("An addendum belongs to a record that is signed.", "Open that one, and press a.")
    now = desk.now()
    with desk.cabinet.transaction(act_for(form.makes)) as work:
        record = begin(work, desk, worker_id, form, now, on_paper=on_paper)
        if on_paper:
            papers.keep(work, record.id, None)
        facts = facts_of(work, desk, record, people.worker(work, worker_id))
        first = first_answers(work, desk, form, record, facts, now, about=about)
        if on_paper:
            first = {key: value for key, value in first.items() if key not in guessed(form)}
        _keep_answers(work, desk, record, form, first, now)
    return open_sheet(desk, record.id)


def guessed(form: Form) -> set[str]:
    """The questions whose first answers are of the moment at which a talk begins."""
    asked = (form.with_fact(fact) for fact in (Fact.HELD_ON, Fact.START_TIME))
    return {question.id for question in asked if question is not None}


def begin(
    work: Work, desk: Desk, worker_id: str, form: Form, now: datetime, *, on_paper: bool = False
) -> Record:
    """Put a new, empty record on a worker's file; NotAllowed if they have left, or one is being written."""
    desk.check_file(worker_id)
    worker = people.worker(work, worker_id)
    _check_file_kind(desk, form, worker_id)
    if worker.left_on is not None and worker.left_on <= now.date():
        raise NotAllowed(f"{worker.name} has left.", "Take back the leaving date first, if that is wrong.")
    alone = form.makes not in SEVERAL_AT_ONCE
    if alone and records.find(work, worker=worker_id, states=[State.DRAFT], makes=form.makes):
        what = "A supervision" if form.makes == SUPERVISION else f"“{form.title}”"
        whom = f" with {worker.name}" if is_of_a_worker(worker_id) else ""
        raise NotAllowed(f"{what}{whom} is already being written.", "Open that one and go on with it.")
    form_definitions.keep(work, form)
    record = _begun(work, desk, worker_id, form, on_paper=on_paper)
    history.note(
        work,
        file=worker_id,
        who=desk.holder,
        what="record.started",
        subject=record.id,
        after=b"",
        now=lambda: now,
    )
    return record


def _check_file_kind(desk: Desk, form: Form, file: str) -> None:
    """Refuse a record where its form does not belong, and one about themselves by anybody else."""
    if form.kept_in is not desk.keeps:
        raise NotAllowed(f"“{form.title}” is not kept here.", f"Start it {_KEPT[form.kept_in]}.")
    if not belongs_on(form, file):
        where = _WHERE[form.kind_of_file]
        raise NotAllowed(f"“{form.title}” does not belong on this file.", f"Start it on {where}.")
    if file == OWN_FILE and desk.holder != desk.owner.id:
        raise NotAllowed("On this file the supervisor writes about themselves.", "It is theirs alone.")


_KEPT = {KeptIn.RECORDS: "on the worker's own file", KeptIn.PLANS: "among the improvement plans"}
_WHERE = {
    FileKind.WORKER: "the file of a worker",
    FileKind.PARTICIPANTS: "the file of a worker",
    FileKind.WORKPLACE: "the home's own file",
    FileKind.SUPERVISOR: "your own file",
}


def _begun(work: Work, desk: Desk, worker_id: str, form: Form, *, on_paper: bool) -> Record:
    """The planned record, now held, or a new one. What was held on paper was planned for a day gone by."""
    planned = records.find(work, worker=worker_id, states=[State.PLANNED], makes=form.makes)
    if on_paper:
        planned = [one for one in planned if one.held_on is not None and one.held_on <= desk.today]
    if planned:
        record = planned[-1]
        records.set_form(work, record.id, form.digest, form.title)
        records.set_supervisor(work, record.id, _held_by(desk, form))
        records.set_state(work, record.id, next_state(record.state, Event.HOLD, Circumstances()))
        return records.fetch(work, record.id)
    return records.start(
        work,
        record_id=secrets.token_hex(8),
        makes=form.makes,
        title=form.title,
        worker=worker_id,
        supervisor=_held_by(desk, form),
        form_digest=form.digest,
        now=desk.now,
    )


def _held_by(desk: Desk, form: Form) -> str:
    """Who stands in holds talks in their own name; an agreement is always the supervisor's [AGR-1].

    So is an audit, which is of the supervisor's files [QA-1].
    """
    return desk.owner.id if form.makes in (AGREEMENT, FILE_AUDIT) else desk.supervising.id


def open_sheet(desk: Desk, record_id: str) -> Sheet:
    """Open a record in any state, to read or to go on writing.

    NotOpened while its file is shut; NotAllowed for a draft, to a key that writes none [REC-5].
    """
    with desk.cabinet.reading() as work:
        record = records.fetch(work, record_id)
        if record.state.is_unfinished and not desk.may(act_for(record.makes)):
            raise NotAllowed(
                "This record is still being written.", "It can be read once it is ready to be signed."
            )
        form = desk.kept_form(work, record.form_digest)
        worker = people.worker(work, record.worker)
        answers, facts = records.answers(work, record_id), facts_of(work, desk, record, worker)
        if record.state is State.DRAFT:
            answers |= reviewed(work, record, form, answers)
            answers |= initials_given(work, record, form, answers, facts)
        day = min(record.held_on or desk.today, desk.today)
        supervisor = people.supervisor(work, record.supervisor)
        return Sheet(
            record=record,
            form=form,
            worker=worker,
            supervisor=supervisor,
            answers=answers,
            facts=facts,
            last_actions=_last_actions(work, desk, record) if form.makes == SUPERVISION else [],
            agreement=agreement_standing(work, desk, worker.id, day, without=record.id),
            offered=offered(desk.library.standing(), form, answers, facts),
            pick_from=pick_from(work, form, record) if record.state is State.DRAFT else PickFrom(),
            can_show=evidence.to_mark(desk, form, record) if record.state is State.DRAFT else (),
            marked=evidence.to_take(work, desk, form, record) if record.state is State.DRAFT else (),
            not_brought_in=_not_brought_in(work, desk, record),
            watched_until=watched_until(desk, worker.id) if form.makes == SUPERVISION else None,
            signers=who_signs(work, form, record_id, answers, names_of(worker, supervisor)),
        )


def _not_brought_in(work: Work, desk: Desk, record: Record) -> frozenset[Role]:
    if record.makes != SUPERVISION or record.state is not State.DRAFT:
        return frozenset()
    kept = {side: usable(work, record.worker, side) for side in SIDES}
    form = desk.library.get(PREPARATION_FORM)
    return frozenset(
        side for side, own in kept.items() if BROUGHT_INTO not in own and is_prepared(form, side, own)
    )


def _last_actions(work: Work, desk: Desk, record: Record) -> list[dict[str, Json]]:
    before = meeting_before(work, record, desk.today)
    if before is None:
        return []
    form = desk.kept_form(work, before.form_digest)
    return [point.as_row() for point in action_points(form, records.answers(work, before.id)) if point.what]


def _rows(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def save(
    desk: Desk,
    record_id: str,
    changes: Mapping[str, Json],
    *,
    worker_agrees: bool = False,
    let_go: Collection[str] = (),
) -> datetime:
    """Keep changed answers of a draft (None takes one away) and give the time they were kept.

    What can be kept is kept before BadInput is raised for the rest; text that is too long to sign
    is kept as well, and stands among the gaps until it is shortened. A point of the worker's leaves
    the agenda only when they agree [SES-7]: to all that goes, or to those named in `let_go`.
    """
    now = desk.now()
    refused: list[BadInput] = []
    with desk.cabinet.transaction(act_on(desk, record_id)) as work:
        record = records.fetch(work, record_id)
        if record.state is not State.DRAFT:
            raise NotAllowed(
                f"This record is {record.state.label}, so it cannot be changed.",
                "Take it back or unlock it first; after both have signed, write an addendum.",
            )
        form = desk.kept_form(work, record.form_digest)
        before = records.answers(work, record_id) if _has_guarded(form, changes) else {}
        shared = shared_with(work, record, form, changes)
        good: dict[str, Json] = {}
        for question_id, value in changes.items():
            question = form.question(question_id)
            try:
                _refuse_initials(question)
                _refuse_marks_on_all(form, question_id, value)
                checked = value if question is None else answering.check_answer(question, value)
                if question is not None and has_filled(question):
                    checked = as_filled(question, before.get(question_id), checked)
                if question is not None and not worker_agrees:
                    _keep_workers_points(question, before.get(question_id), checked, let_go)
                if is_shared(form, question_id) and shared.refusal:
                    raise BadInput(shared.refusal, "Open the group supervision to see what can be done.")
                if isinstance(question, ActionReviewQuestion):
                    _only_open_actions(checked, reviewed(work, record, form, before).get(question_id))
                good[question_id] = checked
            except BadInput as problem:
                refused.append(problem)
                kept = as_typed(question, value)
                if kept is not None and not (is_shared(form, question_id) and shared.refusal):
                    good[question_id] = kept
        _keep_answers(work, desk, record, form, good, now)
        same = {key: value for key, value in good.items() if is_shared(form, key)}
        for copy in shared.copies if same else ():
            _keep_answers(work, desk, copy, desk.kept_form(work, copy.form_digest), same, now)
    if refused:
        raise refused[0]
    return now


def _has_guarded(form: Form, changes: Mapping[str, Json]) -> bool:
    """Whether what was there before has to be looked at: not at every pause in typing."""
    asked = [form.question(question_id) for question_id in changes]
    return any(
        isinstance(question, AgendaQuestion | ActionReviewQuestion)
        or (question is not None and has_filled(question))
        for question in asked
    )


def _keep_workers_points(question: Question, before: Json, after: Json, let_go: Collection[str]) -> None:
    """Refuse an agenda that lacks a point of the worker's [SES-7]."""
    lost = taken_off(before, after) if isinstance(question, AgendaQuestion) else []
    gone = [item for item in lost if item.id not in let_go]
    if gone:
        raise BadInput(
            f"“{gone[0].text}” is the worker's own point, so it stays on the agenda.",
            "Put it off with a reason; or the worker says that it goes.",
        )


def _refuse_initials(question: Question | None) -> None:
    if isinstance(question, InitialsQuestion):
        raise BadInput("Initials are not typed.", "Whoever gives them enters their own signing secret.")


def _refuse_marks_on_all(form: Form, question_id: str, value: Json) -> None:
    """What all share lands on each file: it cannot be evidence for what one of them does [DEV-6]."""
    if is_marks_key(question_id) and value is not None and is_shared(form, question_id):
        raise BadInput(
            "What all share says nothing of one person alone, so it is no evidence for one.",
            "Write it in the own part of the person it is about, and mark it there.",
        )


def _only_open_actions(after: Json, there: Json) -> None:
    """Refuse a review of something that is no open action: its rows are never typed [SES-6]."""
    if unknown_rows(after, there):
        raise BadInput("Only actions that are open can be looked back at.", "Add new ones under Actions.")


def _keep_answers(
    work: Work, desk: Desk, record: Record, form: Form, good: Mapping[str, Json], now: datetime
) -> None:
    held, following = form.with_fact(Fact.HELD_ON), form.with_fact(Fact.NEXT_DATE)
    held_on = day_of(good[held.id]) if held is not None and held.id in good else record.held_on
    next_on = day_of(good[following.id]) if following is not None and following.id in good else record.next_on
    records.save_answers(work, record.id, good, lambda: now, {"held_on": held_on, "next_on": next_on})
    live_actions.follow_draft(work, desk, record, form, good)


def gaps_of(sheet: Sheet) -> list[Gap]:
    """Give all that still stands between this record and its signatures."""
    found = gaps_before_sign_off(sheet.form, sheet.answers, sheet.facts)
    return found + nobody_named(sheet.signers)


def steps_of(sheet: Sheet) -> list[StepView]:
    """Give the steps bar."""
    return steps(sheet.form, sheet.answers, sheet.facts)


def worker_wrote(form: Form, given: Mapping[str, Json]) -> bool:
    """Whether the worker has written something of their own into a draft."""
    for question in form.questions():
        value = given.get(question.id)
        if isinstance(question, AgendaQuestion):
            # What was carried over is not lost with this draft: it comes up again in the next.
            own = (row for row in _rows(value) if row.get("by") == Role.WORKER and row.get("text"))
            if any(not row.get("carried_from") for row in own):
                return True
        elif question.answered_by is Role.WORKER and not answering.is_empty(value):
            return True
    return False


def discard(desk: Desk, record_id: str, reason: str, *, worker_agrees: bool = False) -> None:
    """Discard a draft with a reason; NotAllowed if the worker wrote in it and does not agree."""
    with desk.cabinet.transaction(act_on(desk, record_id)) as work:
        record = records.fetch(work, record_id)
        form = desk.kept_form(work, record.form_digest)
        facts = Circumstances(
            reason=reason,
            worker_wrote=worker_wrote(form, records.answers(work, record_id)),
            worker_agrees=worker_agrees,
        )
        records.set_state(work, record_id, next_state(record.state, Event.DISCARD, facts))
        records.drop_answers(work, record_id)
        papers.drop(work, record_id)
        store_actions.drop_raised(work, record_id)
        row_initials.drop(work, record_id)
        history.note(
            work,
            file=record.worker,
            who=desk.holder,
            what="record.discarded",
            subject=record_id,
            after=b"",
            reason=reason,
            now=desk.now,
        )
