"""Letters of a case: which are needed, begun with what the case says, written, checked [PIP-6] [PIP-10].

Signing one stands in letter_signing.py, delivering it in letter_delivery.py. All of it stays in the drawer.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from supervise_tui.canonical import Json
from supervise_tui.domain import procedure
from supervise_tui.domain.letter_facts import About, first_answers, values
from supervise_tui.domain.letter_lacks import Lacks, drafted, lacks
from supervise_tui.domain.letters import (
    GIVEN_ON,
    INVITES,
    KEPT_FOR_ALL,
    KEPT_FOR_CASE,
    LETTER_FORM,
    LETTER_OF,
    SUBJECT,
    TEXT,
    WHICH,
    Needed,
    needed,
)
from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_case import Case, struck
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.record import Content
from supervise_tui.forms.answers import gaps
from supervise_tui.forms.definition import Form
from supervise_tui.forms.letter_template import LetterTemplate
from supervise_tui.forms.letter_words import LetterFor
from supervise_tui.problems import NotIntact
from supervise_tui.store import people, plan_cases, plan_letters
from supervise_tui.store.cabinet import Work
from supervise_tui.store.signing import StoredSignature
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.read_record import check_signatures
from supervise_tui.workflows.typed_in import with_changes

ANSWERS, SIGNED, SIGNATURE = "answers", "signed", "signature"
"""Keys of a letter's content: what was chosen and written; once it is final, what was signed, and how."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """The letters of a case, and those that are needed now."""

    case: Case
    worker: Worker
    needed: tuple[Needed, ...]
    letters: tuple[CaseLetter, ...]
    """Drafts first, then the final ones in the order in which they were made."""
    titles: Mapping[str, str]
    """By letter's id."""
    called: Mapping[LetterFor, str]
    """What each letter is called, written or not."""


@dataclass(frozen=True, kw_only=True, repr=False)
class LetterSheet:
    """One letter, as it is being written or as it was signed."""

    letter: CaseLetter
    worker: Worker
    which: LetterFor
    form: Form
    template: LetterTemplate
    own: bool
    """Whether the organisation has worded its template."""
    answers: Mapping[str, Json]
    subject: str
    text: str
    edited: bool
    """Whether the text was changed by hand."""
    lacks: tuple[Lacks, ...]
    """What keeps it from being signed."""

    @property
    def title(self) -> str:
        """Which letter it is, as a list names it."""
        return self.template.title


# ---- reading


def post(desk: Desk, case_id: str) -> Post:
    """Give the letters of a case with those that are needed now; NotOpened while the file is shut."""
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        case = _seen(work, plans, case_id)
        about, found = about_of(work, plans, case), plan_letters.letters(work, case_id)
    return Post(
        case=case,
        worker=about.worker,
        needed=needed(about.standing, about.entries, found),
        letters=tuple(found),
        titles={one.id: plans.library.letter(which_of(one)).title for one in found},
        called={one: plans.library.letter(one).title for one in LetterFor},
    )


def which_of(letter: CaseLetter) -> LetterFor:
    """Give which letter it is."""
    said = _answers(letter).get(WHICH)
    return LetterFor(said) if isinstance(said, str) and said in set(LetterFor) else LetterFor.PLAN


def open_letter(desk: Desk, letter_id: str) -> LetterSheet:
    """Give a letter as it stands; NotIntact when a signed one does not fit its signature."""
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        return sheet_of(work, plans, plan_letters.letter(work, letter_id))


def sheet_of(work: Work, plans: Desk, letter: CaseLetter) -> LetterSheet:
    """Give a letter as it stands, within a transaction or a reading."""
    case = _seen(work, plans, letter.case)
    which, answers = which_of(letter), _answers(letter)
    template = plans.library.letter(which)
    if letter.is_final:
        content = signed_content(work, letter)
        worker, form, answers = people.worker(work, case.worker), _form(plans), dict(content.answers)
        subject, text, missing = str(answers.get(SUBJECT, "")), str(answers.get(TEXT, "")), []
    else:
        about, form = about_of(work, plans, case), _form(plans)
        worker = about.worker
        subject, text = drafted(template, values(about, answers), answers)
        missing = _lacks(form, which, about, answers, subject, text)
    return LetterSheet(
        letter=letter,
        worker=worker,
        which=which,
        form=form,
        template=template,
        own=plans.library.is_own_letter(which),
        answers=answers,
        subject=subject,
        text=text,
        edited=bool(answers.get(TEXT)) and not letter.is_final,
        lacks=tuple(missing),
    )


def _lacks(
    form: Form, which: LetterFor, about: About, answers: Mapping[str, Json], subject: str, text: str
) -> list[Lacks]:
    """What the form still asks, then what the letter lacks; nothing twice."""
    facts: dict[str, Json] = {"today": about.today.isoformat()}
    whole = {**answers, SUBJECT: subject, TEXT: text}
    asked = [Lacks(gap.sentence, gap.question_id) for gap in gaps(form, whole, facts)]
    known = {one.question for one in asked}
    found = lacks(which, about, answers, subject, text)
    return asked + [one for one in found if not one.question or one.question not in known]


def about_of(work: Work, plans: Desk, case: Case) -> About:
    """Give the case that letters are about, as it stands today."""
    entries = plan_cases.entries(work, case.id)
    gone = struck(entries)  # what was a mistake is not told to the worker as if it counted
    worker, policy = people.worker(work, case.worker), plans.library.procedure()
    nation = plans.organisation.nation
    return About(
        worker=worker,
        writer=plans.supervising,
        organisation=plans.organisation.name,
        nation=nation,
        entries=[one for one in entries if one.number not in gone],
        standing=procedure.standing(case, entries, policy, nation, plans.today, worker),
        policy=policy,
        today=plans.today,
    )


def _form(plans: Desk) -> Form:
    return plans.library.get(LETTER_FORM)


def _answers(letter: CaseLetter) -> dict[str, Json]:
    kept = letter.content.get(ANSWERS)
    return dict(kept) if isinstance(kept, dict) else {}


def _seen(work: Work, plans: Desk, case_id: str) -> Case:
    case = plan_cases.case(work, case_id)
    plans.check_file(case.worker)
    return case


def about_in(desk: Desk, case_id: str) -> About:
    """As `about_of`, for one case; NotOpened while the file is shut."""
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        return about_of(work, plans, _seen(work, plans, case_id))


# ---- writing


def begin(desk: Desk, case_id: str, which: LetterFor) -> LetterSheet:
    """Begin a letter with what the case says, and with what the last letter said of addresses and help."""
    plans = plans_desk(desk)
    with plans.cabinet.transaction() as work:
        case = _seen(work, plans, case_id)
        about = about_of(work, plans, case)
        entry = next(
            (one.entry for one in needed(about.standing, about.entries, []) if one.letter is which), ""
        )
        answers = _kept_before(work, case, which) | first_answers(which, about)
        answers.setdefault(GIVEN_ON, plans.today.isoformat())
        letter = CaseLetter(
            id=secrets.token_hex(8),
            case=case_id,
            kind=LETTER_OF[which].value,
            content={ANSWERS: answers},
            entry=entry,
            by=plans.holder,
        )
        return sheet_of(work, plans, plan_letters.keep_letter(work, letter, plans.now))


def _kept_before(work: Work, case: Case, which: LetterFor) -> dict[str, Json]:
    """What the last letter said that holds for the next one too."""
    found: dict[str, Json] = {}
    others = [one for other in plan_cases.cases(work) for one in plan_letters.letters(work, other.id)]
    for one in sorted(others, key=lambda one: one.saved_at):
        said = _answers(one)
        kept = KEPT_FOR_ALL + (KEPT_FOR_CASE if one.case == case.id else ())
        found |= {key: said[key] for key in kept if said.get(key)}
    if which not in INVITES or which in (LetterFor.INVITATION_3, LetterFor.APPEAL_INVITATION):
        # Who leads a hearing is somebody else each time.
        found.pop("chair", None)
    return found


def save(desk: Desk, letter_id: str, changes: Mapping[str, Json]) -> LetterSheet:
    """Keep changed answers of a draft (None takes one away); BadInput when one does not fit yet.

    That one is kept as it was typed, and the letter says what it lacks: nothing typed is lost.
    """
    plans = plans_desk(desk)
    with plans.cabinet.transaction() as work:
        letter = plan_letters.letter(work, letter_id)
        _seen(work, plans, letter.case)
        answers, refused = with_changes(_form(plans), _answers(letter), changes, draft=True)
        kept = plan_letters.keep_letter(work, replace(letter, content={ANSWERS: answers}), plans.now)
        sheet = sheet_of(work, plans, kept)
    if refused is not None:
        raise refused
    return sheet


def word_anew(desk: Desk, letter_id: str) -> LetterSheet:
    """Take what was changed by hand out again: subject and text are the template's, with the facts as now."""
    return save(desk, letter_id, {SUBJECT: None, TEXT: None})


def drop(desk: Desk, letter_id: str) -> None:
    """Take a draft away; NotAllowed for a letter that is signed."""
    plans = plans_desk(desk)
    with plans.cabinet.transaction() as work:
        _seen(work, plans, plan_letters.letter(work, letter_id).case)
        plan_letters.drop_letter(work, letter_id)


def signed_content(work: Work, letter: CaseLetter) -> Content:
    """Give what was signed, held against the signature; NotIntact when it does not fit any more."""
    content = Content.from_json(letter.content.get(SIGNED))
    try:
        given = StoredSignature.from_json(letter.content.get(SIGNATURE), letter.id)
    except (KeyError, TypeError, ValueError) as error:
        raise NotIntact("The signature of this letter cannot be read.", "Restore a backup.") from error
    check_signatures(work, [given], letter.id, content)
    return content
