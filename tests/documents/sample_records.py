"""Made-up records, people and keys for the tests of documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from supervise_tui.canonical import Json
from supervise_tui.documents.record_pdf import draw_base, drawn_by
from supervise_tui.documents.signatures import sign_pdf
from supervise_tui.domain.record import Content, Signer, Voice
from supervise_tui.domain.sign_off import said_under
from supervise_tui.forms.definition import Form, Role
from supervise_tui.forms.reading import read_form
from supervise_tui.trust.authority import Authority, issue, make_authority

CABINET = "3f9c2b7d10a45e68"
HOME = "Rowan House, Aberdovey"
AT = datetime(2026, 11, 28, 15, 4, 5, tzinfo=timezone(timedelta(hours=0)))
WORKER = Signer(person="a1b2c3d4e5f60718", name="Adaeze Okonkwo", post="Senior care worker", role=Role.WORKER)
SUPERVISOR = Signer(
    person="0f1e2d3c4b5a6978", name="Rhys Prŷs-Jones", post="Registered manager", role=Role.SUPERVISOR
)
FORM_FILE = Path(__file__).parents[2] / "forms" / "session" / "short_layout.toml"

_SINCE = (
    "The night of 12 October stays with her: Mr T. fell in the corridor at 3:20, and she was alone.\n"
    "She called for help, kept him still and warm, and rang 999. He came home after two days.\n\n"
    "The two actions of last time are done: the medication refresher on 4 November, and the new handover "
    "sheet is in use on both floors."
)
_SUMMARY = (
    "What happened: two residents were unsettled for a week after the move of the dining room. Adaeze saw "
    "that the noise of the trolley was part of it, and asked for a quieter round.\n\n"
    "What we noticed: she reads small signs early. She finds it hard to ask colleagues twice.\n\n"
    "What it means: early signs are worth saying aloud at handover, even when they seem small.\n\n"
    "Decision: Adaeze leads the handover on Thursdays for six weeks. Reason: she sees things that the sheet "
    "does not ask for, and it gives her practice in asking."
)


@cache
def short_form() -> Form:
    """The shipped form of the short layout."""
    return read_form(FORM_FILE.read_bytes(), FORM_FILE.name)


def answers() -> dict[str, Json]:
    """A believable supervision."""
    return {
        "held_on": "2026-11-28",
        "start_time": "14:05",
        "minutes": 55,
        "place": "The garden room",
        "others_present": "",
        "interrupted": True,
        "agreement_in_force": True,
        "agenda": [
            {"id": "1", "text": "How are you?", "by": "both"},
            {"id": "2", "text": "The night of 12 October", "by": "worker"},
            {"id": "3", "text": "Handover on both floors", "by": "supervisor"},
            {"id": "4", "text": "Leave over the New Year", "by": "worker"},
        ],
        "outcomes_aimed_at": "A plan for nights alone on the floor; a decision on handover.",
        "since_last_time": _SINCE,
        "summary": _SUMMARY,
        "actions": [
            {
                "id": "1",
                "what": "Lead the Thursday handover for six weeks",
                "owner": "worker",
                "owner_name": "",
                "by": "2027-01-14",
                "how_known": "We look at three handover sheets together",
            },
            {
                "id": "2",
                "what": "Ask for a second person on nights from 1 to 5 o'clock",
                "owner": "supervisor",
                "owner_name": "",
                "by": "2026-12-04",
                "how_known": "An answer from the area manager, in writing",
            },
            {
                "id": "3",
                "what": "Oil the wheels of the dining trolley",
                "owner": "other",
                "owner_name": "Marek, handyman",
                "by": "2026-12-01",
                "how_known": "It is quiet",
            },
        ],
        "outcomes_reached": "Both. Nights alone stay open until the area manager answers.",
        "carried_supervisor": "Budget for a second person at night.",
        "carried_worker": "Moving and handling refresher in spring.",
        "worth_worker": 4,
        "worth_supervisor": 5,
        "comments_worker": "It helped to talk about that night without being told what to do.",
        "comments_supervisor": "Thank you for the openness.",
        "next_date": "2027-01-19",
        "next_time": "14:00",
        "next_place": "The garden room",
    }


def content(**changes: object) -> Content:
    """The content of that supervision, with `changes` to its parts."""
    form = changes.pop("of_form", None) or short_form()
    assert isinstance(form, Form)
    plain = Content(
        record="9a8b7c6d5e4f3021",
        number=12,
        makes=form.makes,
        form=form.id,
        form_version=form.version,
        form_digest=form.digest,
        engine=1,
        title=form.title,
        organisation=HOME,
        nation="wales",
        cabinet=CABINET,
        session_number=5,
        worker=WORKER,
        supervisor=SUPERVISOR,
        answers=answers(),
        facts={"meeting.number": 7, "worker.has_agreement": True},
        expected=(WORKER, SUPERVISOR),
        salt="5a" * 32,
        drawn_by=drawn_by(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def with_answers(**changes: Json) -> Content:
    """The content with some answers changed."""
    return content(answers={**answers(), **changes})


def with_people(worker: str, supervisor: str = SUPERVISOR.name) -> Content:
    """The content between two people of other names."""
    one, other = replace(WORKER, name=worker), replace(SUPERVISOR, name=supervisor)
    return content(worker=one, supervisor=other, expected=(one, other))


def declined() -> Content:
    """The content after the worker declined; the supervisor alone signs."""
    voice = Voice(role=Role.WORKER, text="The part about the night of 12 October is not what I said.")
    return content(declined=(voice,), expected=(SUPERVISOR,))


@dataclass(frozen=True)
class Keys:
    """A cabinet's authority and a key with a certificate for each person."""

    authority: Authority
    private: dict[str, ec.EllipticCurvePrivateKey]
    certificates: dict[str, bytes]


def keys_for(people: tuple[Signer, ...] = (WORKER, SUPERVISOR), organisation: str = HOME) -> Keys:
    """New keys under a new authority."""
    authority = make_authority(CABINET, organisation)
    private = {signer.person: ec.generate_private_key(ec.SECP256R1()) for signer in people}
    certificates = {
        signer.person: issue(
            authority,
            private[signer.person].public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
            person=signer.person,
            name=signer.name,
            post=signer.post,
            role=signer.role.value,
        )
        for signer in people
    }
    return Keys(authority, private, certificates)


def sign(pdf: bytes, signer: Signer, what: Content, keys: Keys, at: datetime = AT) -> bytes:
    """One signature."""
    return sign_pdf(
        pdf,
        signer=signer,
        says=said_under(what),
        at=at,
        key=keys.private[signer.person],
        certificate_der=keys.certificates[signer.person],
        authority_der=keys.authority.certificate_der,
    )


def signed(what: Content, keys: Keys, form: Form | None = None) -> bytes:
    """The file with all signatures, the worker first."""
    pdf = draw_base(what, form or short_form())
    for minutes, signer in enumerate(what.expected):
        pdf = sign(pdf, signer, what, keys, AT + timedelta(minutes=minutes))
    return pdf
