"""A letter on paper: previewed, signed by who writes it, copied out [PIP-10].

A letter is signed both ways that a record is, by the same machinery: a statement of its own, and the PDF.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from supervise_tui.canonical import Json
from supervise_tui.documents import record_pdf
from supervise_tui.domain.kinds import LETTER
from supervise_tui.domain.letters import GIVEN_ON, SUBJECT, TEXT
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.record import Content, Signer
from supervise_tui.domain.roles import Act
from supervise_tui.forms.answers import answers_to_sign
from supervise_tui.forms.definition import ENGINE, Role
from supervise_tui.problems import NotAllowed
from supervise_tui.store import form_definitions, history, plan_letters
from supervise_tui.store.cabinet import Work
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import name_for_a_file, write_new
from supervise_tui.workflows.letters import ANSWERS, SIGNATURE, SIGNED, LetterSheet, open_letter, sheet_of
from supervise_tui.workflows.plans_desk import plans_desk
from supervise_tui.workflows.signing_act import check_key, detached, signed_pdf
from supervise_tui.workflows.signing_secrets import unlock_key

EXPORTED = "plan.letter-exported"
"""What the history says of a letter that was copied out."""


def preview(desk: Desk, letter_id: str) -> bytes:
    """Give the pages of a draft, marked as one; of a letter that is final, the signed PDF itself."""
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        letter = plan_letters.letter(work, letter_id)
        sheet = sheet_of(work, plans, letter)
        if letter.is_final:
            return plan_letters.pdf(work, letter_id)
        content = content_to_sign(work, plans, sheet)
    from supervise_tui.documents.letter_drawing import draw_draft

    return draw_draft(content, sheet.form)


def save_pdf(desk: Desk, letter_id: str, folder: Path) -> Path:
    """Copy a letter into a folder, a draft as one; it is not encrypted there. Nothing is overwritten."""
    plans = plans_desk(desk)
    plans.check(Act.EXPORT)
    sheet, raw = open_letter(plans, letter_id), preview(plans, letter_id)
    day = sheet.answers.get(GIVEN_ON) or plans.today.isoformat()
    draft = "" if sheet.letter.is_final else " - draft"
    what = name_for_a_file(sheet.title.replace(":", ","))
    path = write_new(folder, f"{day} {name_for_a_file(sheet.worker.name)} - {what}{draft}.pdf", raw)
    with plans.cabinet.transaction(Act.EXPORT) as work:
        history.note(
            work,
            file=sheet.worker.id,
            who=plans.holder,
            what=EXPORTED,
            subject=letter_id,
            after=raw,
            now=plans.now,
        )
    return path


def sign(desk: Desk, letter_id: str, secret: str) -> CaseLetter:
    """Make a letter final: signed with the writer's own secret. WrongSecret, TooManyTries, NotAllowed."""
    plans = plans_desk(desk)
    plans.check(Act.SIGN_AS_SUPERVISOR)
    sheet = open_letter(plans, letter_id)
    if sheet.letter.is_final:
        raise NotAllowed("This letter is signed already.", "Write a new one if something has to change.")
    if sheet.lacks:
        raise NotAllowed("The letter cannot be signed yet.", sheet.lacks[0].sentence)
    return sign_with_key(plans, letter_id, unlock_key(plans, plans.supervising.id, secret))


def sign_with_key(desk: Desk, letter_id: str, key: ec.EllipticCurvePrivateKey) -> CaseLetter:
    """As `sign`, with a key that is unlocked already: statement, PDF, history at once."""
    plans = plans_desk(desk)
    plans.check(Act.SIGN_AS_SUPERVISOR)
    with plans.cabinet.transaction() as work:
        letter = plan_letters.letter(work, letter_id)
        sheet = sheet_of(work, plans, letter)
        if letter.is_final or sheet.lacks:
            raise NotAllowed(
                "The letter cannot be signed as it stands.", "Open it, and look what is missing."
            )
        content = content_to_sign(work, plans, sheet)
        signer, at = content.supervisor, plans.now()
        check_key(work, signer, key)
        given = detached(work, plans, content, signer, key, file=sheet.worker.id, at=at)
        base = record_pdf.draw_base(content, sheet.form)
        pdf = signed_pdf(work, base, content, sheet.form, signer, key, at)
        kept: dict[str, Json] = {
            ANSWERS: dict(content.answers),
            SIGNED: content.as_json(),
            SIGNATURE: given.as_json(),
        }
        form_definitions.keep(work, sheet.form)
        plan_letters.keep_letter(work, replace(letter, content=kept), plans.now)
        final = plan_letters.make_final(work, letter_id, pdf, plans.holder, plans.now)
    plans.cabinet.seal()
    return final


def content_to_sign(work: Work, plans: Desk, sheet: LetterSheet) -> Content:
    """What a signature covers: the words as they go, and what they were made of."""
    worker, writer = sheet.worker, plans.supervising
    signer = Signer(person=writer.id, name=writer.name, post=writer.post, role=Role.SUPERVISOR)
    facts: dict[str, Json] = {"today": plans.today.isoformat()}
    answers = {**sheet.answers, SUBJECT: sheet.subject, TEXT: sheet.text}
    made = [one for one in plan_letters.letters(work, sheet.letter.case) if one.is_final]
    return Content(
        record=sheet.letter.id,
        number=len(made) + 1,
        makes=LETTER,
        title=sheet.title,
        form=sheet.form.id,
        form_version=sheet.form.version,
        form_digest=sheet.form.digest,
        engine=ENGINE,
        organisation=plans.organisation.name,
        nation=plans.organisation.nation.value,
        cabinet=plans.cabinet.origin,
        session_number=0,
        worker=Signer(person=worker.id, name=worker.name, post=worker.post, role=Role.WORKER),
        supervisor=signer,
        answers=answers_to_sign(sheet.form, answers, facts),
        facts={**facts, "letter.template": sheet.template.digest},
        expected=(signer,),
        salt=secrets.token_hex(32),
        drawn_by=record_pdf.drawn_by(),
    )
