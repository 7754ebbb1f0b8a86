"""What can be started with a worker: what fits now stands first, everything else can be found by typing.

How a kind of record is started, and when it fits (domain/what_fits.py), stands in two open tables, by
what a form `makes`: a new kind adds its line to each. A kind that is in neither starts like any other
record and is found by typing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from supervise_tui.canonical import Json
from supervise_tui.domain.addendum import ADDENDUM
from supervise_tui.domain.agreement import AGREEMENT
from supervise_tui.domain.cadence import has_left
from supervise_tui.domain.clocks import readings
from supervise_tui.domain.commitment import (
    EMPLOYERS,
    has_committed,
    is_due_anew,
)
from supervise_tui.domain.file_audit import FILE_AUDIT, act_for
from supervise_tui.domain.first_months import induction_end
from supervise_tui.domain.kinds import (
    COMMITMENT,
    INDUCTION_PLAN,
    LETTER,
    PROBATION_REVIEW,
    SEVERAL_AT_ONCE,
    SUBJECTS,
)
from supervise_tui.domain.last_time import what_about
from supervise_tui.domain.raised import subject
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.supervision import facts_for
from supervise_tui.domain.what_fits import (
    FITS,
    Around,
    Urgency,
    back_since,
    last_of_each_kind,
    why,
)
from supervise_tui.domain.whose_file import HOME_FILE, belongs_on
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotAllowed, NotFound
from supervise_tui.store import people, records
from supervise_tui.workflows import agreements, file_audit, first_months, hold_supervision
from supervise_tui.workflows.about_the_home import last_by_subject
from supervise_tui.workflows.clocks import gather, with_everything
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_supervision import Sheet
from supervise_tui.workflows.layouts import SUPERVISION, default_layout
from supervise_tui.workflows.surroundings import agreement_standing

Start: TypeAlias = Callable[[Desk, str, str], Sheet]
"""(desk, worker's id, form's id) -> the record that was started."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One form that can be started, or the draft of its kind that is being written."""

    form: Form
    fits: bool
    why: str = ""
    """Why it fits now, in a few words; may be empty."""
    urgency: Urgency = Urgency.ALWAYS
    draft: Record | None = None
    """Being written already: this is gone on with, nothing new is started."""
    about: str = ""
    """What the draft is about in a few words, where its form asks."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.draft.title if self.draft is not None else self.form.title


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


STARTS: dict[str, Start] = {
    AGREEMENT: agreements.start,
    COMMITMENT: _start_commitment,
    FILE_AUDIT: file_audit.start,
    INDUCTION_PLAN: first_months.start_induction_plan,
    PROBATION_REVIEW: first_months.start_probation_review,
}
"""How a kind is started, where that is more than starting a record."""


def offers(forms: Iterable[Form], around: Around, being_written: Sequence[Record]) -> list[Offer]:
    """Give what can be started: drafts first, then what fits, then all by title.

    Of what fits the supervision comes first, as what is done most; then what presses most, in the order
    of FITS. A draft stands for its whole kind: a second one is not begun beside it, but of kinds of which
    there may be several on one day.
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
            reason = why(form, around)
            pressing = reason.urgency if reason else Urgency.ALWAYS
            words = reason.words if reason else ""
            found.append(Offer(form=form, fits=reason is not None, why=words, urgency=pressing))
    places = {makes: place for place, makes in enumerate(FITS)}

    def order(one: Offer) -> tuple[bool, bool, bool, int, int, str, str]:
        place = places.get(one.form.makes, len(places)) if one.fits else 0
        usual = one.fits and one.form.makes == SUPERVISION
        title = one.form.title
        return one.draft is None, not one.fits, not usual, one.urgency, place, title, one.form.id

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
    forms = [form for form in here if form.makes not in (ADDENDUM, LETTER) and belongs_on(form, worker_id)]
    last = last_of_each_kind(known.records)
    around = Around(
        today=desk.today,
        facts=facts,
        layout=layout,
        agreement_form=agreements.PLACEMENT_FORM if worker.student else agreements.USUAL_FORM,
        due={one.clock.id: one.due for one in readings(known)},
        anew=is_due_anew(known),
        new_starter=ends is not None and desk.today <= ends,
        started_on=worker.started_on,
        last=last,
        planned=_planned(known.records),
        back_from_sickness=back_since(known.absences, last, desk.today),
        not_seen=sum(not task.alone_by(desk.today) for task in known.tasks),
    )
    found = [one for one in offers(forms, around, writing) if may_start(desk, one.form)]
    if has_left(worker, desk.today):
        found = [one for one in found if one.draft is not None]  # what was begun can be finished
    return [replace(one, about=subject(said.get(one.draft.id, {})) if one.draft else "") for one in found]


def _planned(found: Iterable[Record]) -> date | None:
    days = (one.held_on for one in found if one.makes == SUPERVISION and one.state is State.PLANNED)
    return min((day for day in days if day is not None), default=None)


def may_start(desk: Desk, form: Form) -> bool:
    """Whether it is worth offering: who writes records sees all there is, who audits only that [QA-1]."""
    return desk.may(Act.WRITE_RECORDS) or desk.may(act_for(form.makes))


def start(desk: Desk, worker_id: str, form_id: str, about: str | None = None) -> Sheet:
    """Start a record on that form, in the way of its kind; NotAllowed says why not.

    `about` is one of `looked_at_before`, or "" for something new; None where nobody was asked.
    """
    begin = STARTS.get(desk.library.get(form_id).makes)
    if begin is not None:
        return begin(desk, worker_id, form_id)
    return hold_supervision.start(desk, worker_id, form_id, about=about)


def looked_at_before(desk: Desk, file: str, form_id: str) -> list[tuple[str, date | None]]:
    """Give what earlier records on that form are about, such as teams, with the last day; newest first.

    Empty for a form that is always about the same.
    """
    makes = desk.library.get(form_id).makes
    with desk.cabinet.reading() as work:
        desk.check_file(file)
        found = last_by_subject(work, file, makes)
        names = [
            (what_about(makes, records.answers(work, one.id)), one.held_on)
            for one in reversed(found.values())
        ]
    return [one for one in names if one[0]]


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
