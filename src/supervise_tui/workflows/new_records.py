"""What can be started with a worker: what fits now stands first, everything else can be found by typing.

How a kind of record is started, and when it fits, stands in two open tables, by what a form `makes`:
a new kind adds its line to each. A kind that is in neither starts like any other record and is found
by typing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.domain.addendum import ADDENDUM
from supervise_tui.domain.agreement import AGREEMENT
from supervise_tui.domain.cadence import Due
from supervise_tui.domain.clocks import readings
from supervise_tui.domain.commitment import (
    EMPLOYERS,
    EMPLOYERS_RENEWAL,
    has_committed,
    is_due_anew,
)
from supervise_tui.domain.file_audit import FILE_AUDIT, act_for
from supervise_tui.domain.first_months import induction_end
from supervise_tui.domain.kinds import (
    AD_HOC,
    APPRAISAL,
    APPRAISAL_REVIEW,
    CASE,
    COMMITMENT,
    COMMITMENT_RENEWAL,
    COMPETENCE,
    DELEGATED,
    GROUP,
    INDUCTION_PLAN,
    INDUCTION_REVIEW,
    INFORMAL,
    OBSERVED,
    PLAN,
    PLAN_REVIEW,
    PROBATION_REVIEW,
    SEVERAL_AT_ONCE,
    SPOT_CHECK,
    SUBJECTS,
)
from supervise_tui.domain.raised import subject
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.supervision import facts_for
from supervise_tui.domain.whose_file import HOME_FILE, belongs_on
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store import people, records
from supervise_tui.workflows import agreements, file_audit, first_months, hold_supervision
from supervise_tui.workflows.clocks import gather, with_everything
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.layouts import SUPERVISION, default_layout
from supervise_tui.workflows.surroundings import agreement_standing

Start: TypeAlias = Callable[[Desk, str, str], Sheet]
"""(desk, worker's id, form's id) -> the record that was started."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What is known when the offers are put in order."""

    facts: Mapping[str, Json]
    """About the worker, by the names of `conditions.FACTS`."""
    layout: str
    """The id of the layout that supervisions are written in here."""
    due: Mapping[str, Due] = field(default_factory=dict)
    """Where the worker stands against each clock, by its id."""
    anew: bool = False
    """Their commitment is to be made anew, not only renewed [DEV-9]."""
    new_starter: bool = False
    """Their induction runs, or would by the policy."""
    on_file: frozenset[str] = frozenset()
    """The kinds of record that they have."""


Fits: TypeAlias = Callable[[Form, Around], str | None]
"""Says in a few words why a form fits now ("" when it needs no words), or None when it does not."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One form that can be started, or the draft of its kind that is being written."""

    form: Form
    fits: bool
    why: str = ""
    """Why it fits now, in a few words; may be empty."""
    draft: Record | None = None
    """Being written already: this is gone on with, nothing new is started."""
    about: str = ""
    """What the draft is about in a few words, where its form asks."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.draft.title if self.draft is not None else self.form.title


def _supervision_fits(form: Form, around: Around) -> str | None:
    return "" if form.id == around.layout else None


def _agreement_fits(form: Form, around: Around) -> str | None:
    student = around.facts.get("worker.is_student") is True
    if form.id != (agreements.PLACEMENT_FORM if student else agreements.USUAL_FORM):
        return None
    if around.facts.get("worker.has_agreement") is not True:
        return "there is none in force"
    return "due for review" if around.facts.get("worker.agreement_review_due") is True else None


def _always_fits(_form: Form, _around: Around) -> str:
    return ""


_ON_FILE = (State.DRAFT, State.OFFERED, State.PART_SIGNED, State.CLOSED, State.ON_PAPER)
DUE, OVERDUE = "due", "overdue"


def _by_its_clock(clock_id: str, first: str = "") -> Fits:
    """Fits once its clock is due; before the first of its kind for the reason `first`, if it has one."""

    def fits(_form: Form, around: Around) -> str | None:
        due = around.due.get(clock_id)
        if due is None:
            return None
        if due.state == "overdue":
            return OVERDUE
        if due.state == "due-soon":
            return f"{DUE} by {long_date(due.due_on)}" if due.due_on else DUE
        return first or None if due.state == "not-applicable" else None

    return fits


def _audit_fits(form: Form, around: Around) -> str | None:
    """At any time, on the file on which its clock runs [QA-1]."""
    return (_by_its_clock("file-audit")(form, around) or "") if "file-audit" in around.due else None


def _commitment_fits(form: Form, around: Around) -> str | None:
    """Offered when it is time for it; before the first it is found by typing, since nobody has to."""
    first = form.makes in (COMMITMENT, EMPLOYERS)
    return _by_its_clock("commitment")(form, around) if first == around.anew else None


def _start_commitment(desk: Desk, worker_id: str, form_id: str) -> Sheet:
    """The employer promises first; NotAllowed before that [DEV-9]."""
    with desk.cabinet.reading() as work:
        promised = records.find(work, worker=HOME_FILE, makes=EMPLOYERS)
    if not any(has_committed(record, desk.today) for record in promised):
        raise NotAllowed(
            "The employer promises first: there is no signed commitment of the employer's yet.",
            "Make it on the home's own file, then come back.",
        )
    return hold_supervision.start(desk, worker_id, form_id)


def _plan_fits(form: Form, around: Around) -> str | None:
    """A development plan comes after the induction [DEV-1]."""
    due = _by_its_clock("development-plan", "there is none yet")(form, around)
    return None if around.new_starter and due and not due.startswith((DUE, OVERDUE)) else due


def _induction_fits(_form: Form, around: Around) -> str | None:
    begun = INDUCTION_PLAN in around.on_file
    return f"{DUE}: a new starter has none yet" if around.new_starter and not begun else None


def _in_induction_fits(_form: Form, around: Around) -> str | None:
    return "in induction" if around.new_starter and INDUCTION_PLAN in around.on_file else None


def _probation_fits(form: Form, around: Around) -> str | None:
    due = around.due.get("probation-review")
    running = due is not None and due.state in ("on-time", "paused")
    return "on probation" if running else _by_its_clock("probation-review")(form, around)


STARTS: dict[str, Start] = {
    AGREEMENT: agreements.start,
    COMMITMENT: _start_commitment,
    FILE_AUDIT: file_audit.start,
    INDUCTION_PLAN: first_months.start_induction_plan,
    PROBATION_REVIEW: first_months.start_probation_review,
}
"""How a kind is started, where that is more than starting a record."""
FITS: dict[str, Fits] = {
    SUPERVISION: _supervision_fits,
    AGREEMENT: _agreement_fits,
    **dict.fromkeys((INFORMAL, SPOT_CHECK, AD_HOC, OBSERVED, CASE, GROUP), _always_fits),
    PROBATION_REVIEW: _probation_fits,
    INDUCTION_PLAN: _induction_fits,
    INDUCTION_REVIEW: _in_induction_fits,
    COMPETENCE: _in_induction_fits,
    DELEGATED: _by_its_clock("delegated-task"),
    PLAN: _plan_fits,
    PLAN_REVIEW: _by_its_clock("development-plan-review"),
    APPRAISAL: _by_its_clock("appraisal"),
    APPRAISAL_REVIEW: _by_its_clock("appraisal-review"),
    FILE_AUDIT: _audit_fits,
    **dict.fromkeys((COMMITMENT, COMMITMENT_RENEWAL, EMPLOYERS, EMPLOYERS_RENEWAL), _commitment_fits),
}
"""When a kind fits; the order here is the order on the screen, but that what is due comes before the rest."""


def offers(forms: Iterable[Form], around: Around, being_written: Sequence[Record]) -> list[Offer]:
    """Give what can be started: drafts first, then what fits in the order of FITS, then all by title.

    A draft stands for its whole kind: a second one is not begun beside it, but of kinds of which there
    may be several on one day.
    """
    signed = [form for form in forms if form.signers]  # what nobody signs makes no record
    begun = {record.makes for record in being_written} - SEVERAL_AT_ONCE
    found = [
        Offer(form=form, fits=True, draft=record)
        for record in being_written
        for form in _nearest(record, signed)
    ]
    for form in signed:
        if form.makes not in begun:
            why = FITS[form.makes](form, around) if form.makes in FITS else None
            found.append(Offer(form=form, fits=why is not None, why=why or ""))
    places = {makes: place for place, makes in enumerate(FITS)}

    def order(one: Offer) -> tuple[bool, bool, bool, int, str, str]:
        place = places.get(one.form.makes, len(places)) if one.fits else 0
        waits = one.fits and (one.form.makes == SUPERVISION or one.why.startswith((DUE, OVERDUE)))
        return one.draft is None, not one.fits, not waits, place, one.form.title, one.form.id

    return sorted(found, key=order)


def _nearest(record: Record, forms: Sequence[Form]) -> list[Form]:
    """The form of the library that a draft is shown by: the very one, else one of its kind; at most one."""
    kin = [form for form in forms if form.makes == record.makes]
    return sorted(kin, key=lambda form: (form.digest != record.form_digest, form.title != record.title))[:1]


def new_records(desk: Desk, worker_id: str) -> list[Offer]:
    """Give what can be started with this worker now, what fits first."""
    layout = default_layout(desk)
    with desk.cabinet.reading() as work:
        worker = people.worker(work, worker_id)
        agreed = agreement_standing(work, desk, worker_id)
        writing = records.find(work, worker=worker_id, states=[State.DRAFT])
        said = records.answers_in_file(work, worker_id, SUBJECTS)
        known = with_everything(work, desk, gather(work, desk, [worker]))[worker_id]
        ends = induction_end(worker, known.policy)
    more: dict[str, Json] = {
        "worker.has_agreement": agreed.in_force,
        "worker.agreement": agreed.sentence,
        "worker.agreement_review_due": agreed.in_force and agreed.wants_attention,
    }
    facts = facts_for(worker, today=desk.today, number=0, more=more)
    # An addendum is not offered: it is begun from the record that it belongs to.
    here = [form for form in desk.library.all() if form.kept_in is desk.keeps]
    forms = [form for form in here if form.makes != ADDENDUM and belongs_on(form, worker_id)]
    around = Around(
        facts=facts,
        layout=layout,
        due={one.clock.id: one.due for one in readings(known)},
        anew=is_due_anew(known),
        new_starter=ends is not None and desk.today <= ends,
        on_file=frozenset(one.makes for one in known.records if one.state in _ON_FILE),
    )
    found = [one for one in offers(forms, around, writing) if may_start(desk, one.form)]
    return [replace(one, about=subject(said.get(one.draft.id, {})) if one.draft else "") for one in found]


def may_start(desk: Desk, form: Form) -> bool:
    """Whether it is worth offering: who writes records sees all there is, who audits only that [QA-1]."""
    return desk.may(Act.WRITE_RECORDS) or desk.may(act_for(form.makes))


def start(desk: Desk, worker_id: str, form_id: str) -> Sheet:
    """Start a record on that form, in the way of its kind; NotAllowed says why not."""
    begin = STARTS.get(desk.library.get(form_id).makes, hold_supervision.start)
    return begin(desk, worker_id, form_id)


def start_of_kind(desk: Desk, worker_id: str, makes: str) -> Sheet:
    """Start a record of that kind on the first form that makes it, or open the draft that is there."""
    with desk.cabinet.reading() as work:
        drafts = records.find(work, worker=worker_id, states=[State.DRAFT], makes=makes)
    if drafts and makes not in SEVERAL_AT_ONCE:
        return hold_supervision.open_sheet(desk, drafts[-1].id)
    forms = [form for form in desk.library.all() if form.makes == makes and belongs_on(form, worker_id)]
    if not forms:
        raise NotFound("There is no form for that here.", "Press n on the file to see what there is.")
    return start(desk, worker_id, forms[0].id)
