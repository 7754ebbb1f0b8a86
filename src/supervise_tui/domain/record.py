"""A filled form and its life: the states, what may happen in each, and the content that is signed.

The table is the one of the design (record-life.md); everything that changes a record goes through
`next_state`, so a way round it does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias, cast

from supervise_tui.canonical import Json, canonical_bytes, fingerprint, parse
from supervise_tui.domain.addendum import Original
from supervise_tui.domain.kinds import LETTER
from supervise_tui.domain.paper_copy import PaperCopy
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotAllowed, NotIntact

CONTENT_FORMAT = 1


class State(StrEnum):
    """Where a record stands in its life."""

    PLANNED = "planned"
    DRAFT = "draft"
    OFFERED = "offered"
    PART_SIGNED = "part-signed"
    CLOSED = "closed"
    ON_PAPER = "signed-on-paper"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"
    DESTROYED = "destroyed"

    @property
    def label(self) -> str:
        """The state in plain words."""
        return _LABELS[self]

    @property
    def is_signed(self) -> bool:
        """Closed for good: signed by everyone here, or on paper and typed in."""
        return self in (State.CLOSED, State.ON_PAPER)

    @property
    def is_unfinished(self) -> bool:
        """Not offered yet: it is for those who write in it."""
        return self in (State.PLANNED, State.DRAFT)


_LABELS = {
    State.PLANNED: "planned",
    State.DRAFT: "being written",
    State.OFFERED: "ready to sign",
    State.PART_SIGNED: "one signature still to come",
    State.CLOSED: "signed and closed",
    State.ON_PAPER: "signed on paper",
    State.CANCELLED: "cancelled",
    State.DISCARDED: "discarded",
    State.DESTROYED: "destroyed",
}


class Event(StrEnum):
    """What can happen to a record."""

    HOLD = "hold"
    MOVE = "move"
    CANCEL = "cancel"
    OFFER = "offer"
    TAKE_BACK = "take-back"
    DISCARD = "discard"
    SIGN = "sign"
    DECLINE = "decline"
    VOID = "void"
    SIGN_ON_PAPER = "sign-on-paper"
    ADD_TO = "add-to"
    """An addendum is begun: a record of its own, this one stays as it is."""
    DEAL_WITH_FLAG = "deal-with-flag"
    DESTROY = "destroy"


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """The facts that guards ask for."""

    gaps: int = 0
    """Required answers still missing."""
    signed: frozenset[Role] = frozenset()
    expected: frozenset[Role] = frozenset()
    """Who must sign, those who declined left out."""
    who: Role | None = None
    """Who signs or declines."""
    may_decline: frozenset[Role] = frozenset()
    declined: frozenset[Role] = frozenset()
    reason: str = ""
    worker_wrote: bool = False
    worker_agrees: bool = False
    used_later: bool = False
    """A later record has used its actions or carried items."""
    flagged: bool = False
    """The next line manager should look at it."""


def _needs_reason(facts: Circumstances) -> str:
    return "" if facts.reason.strip() else "Please say why: the history keeps the reason."


def _gaps_closed(facts: Circumstances) -> str:
    if not facts.gaps:
        return ""
    return "One answer is still needed." if facts.gaps == 1 else f"{facts.gaps} answers are still needed."


def _may_sign(facts: Circumstances) -> str:
    if facts.who in facts.signed:
        return f"The {facts.who} has signed already."
    return "" if facts.who in facts.expected else "This record does not ask for that signature."


def _may_decline(facts: Circumstances) -> str:
    if facts.who not in facts.may_decline:
        return "On this form that person cannot decline; they can write what they disagree with."
    if facts.who in facts.declined:
        return "They have declined already."
    if facts.who in facts.signed:
        return "They have signed already, so they cannot decline."
    return _needs_reason(facts)


def _may_discard(facts: Circumstances) -> str:
    if facts.worker_wrote and not facts.worker_agrees:
        return "The worker has written in it, so the worker has to agree that it goes."
    return _needs_reason(facts)


def _may_void(facts: Circumstances) -> str:
    if facts.used_later:
        return "A later record builds on this one. Write an addendum instead."
    return _needs_reason(facts)


def _is_flagged(facts: Circumstances) -> str:
    if not facts.flagged:
        return "There is nothing in this record that the next line manager has to look at."
    return "" if facts.reason.strip() else "Please write what was done."


def _after_signature(facts: Circumstances) -> State:
    assert facts.who is not None  # noqa: S101 - the guard has refused an unknown signer
    return State.CLOSED if facts.expected <= facts.signed | {facts.who} else State.PART_SIGNED


_Guard: TypeAlias = Callable[[Circumstances], str]
"""Says why not, or nothing."""


@dataclass(frozen=True)
class _Way:
    guard: _Guard
    to: State | Callable[[Circumstances], State]


def _always(_facts: Circumstances) -> str:
    return ""


_WAYS: Mapping[tuple[State, Event], _Way] = {
    (State.PLANNED, Event.HOLD): _Way(_always, State.DRAFT),
    (State.PLANNED, Event.MOVE): _Way(_needs_reason, State.PLANNED),
    (State.PLANNED, Event.CANCEL): _Way(_needs_reason, State.CANCELLED),
    (State.DRAFT, Event.OFFER): _Way(_gaps_closed, State.OFFERED),
    (State.DRAFT, Event.DISCARD): _Way(_may_discard, State.DISCARDED),
    (State.DRAFT, Event.SIGN_ON_PAPER): _Way(_gaps_closed, State.ON_PAPER),
    (State.OFFERED, Event.TAKE_BACK): _Way(_always, State.DRAFT),
    (State.OFFERED, Event.SIGN): _Way(_may_sign, _after_signature),
    (State.OFFERED, Event.DECLINE): _Way(_may_decline, State.OFFERED),
    (State.PART_SIGNED, Event.SIGN): _Way(_may_sign, _after_signature),
    (State.PART_SIGNED, Event.DECLINE): _Way(_may_decline, State.OFFERED),
    (State.PART_SIGNED, Event.VOID): _Way(_may_void, State.DRAFT),
    (State.CLOSED, Event.ADD_TO): _Way(_always, State.CLOSED),
    (State.CLOSED, Event.DEAL_WITH_FLAG): _Way(_is_flagged, State.CLOSED),
    (State.ON_PAPER, Event.ADD_TO): _Way(_always, State.ON_PAPER),
    (State.ON_PAPER, Event.DEAL_WITH_FLAG): _Way(_is_flagged, State.ON_PAPER),
    (State.CLOSED, Event.DESTROY): _Way(_needs_reason, State.DESTROYED),
    (State.ON_PAPER, Event.DESTROY): _Way(_needs_reason, State.DESTROYED),
}
"""(state, event) -> guard, next state. What is not here cannot happen."""


def refuse_if_never(state: State, event: Event) -> None:
    """NotAllowed if `event` cannot happen in this state in any circumstances."""
    if (state, event) not in _WAYS:
        raise NotAllowed(_never(state, event))


def _never(state: State, event: Event) -> str:
    return f"A record that is {state.label} cannot {_WORDS[event]}."


def why_not(state: State, event: Event, facts: Circumstances) -> str:
    """Say in one sentence why `event` cannot happen now; empty when it can."""
    way = _WAYS.get((state, event))
    if way is None:
        return _never(state, event)
    return way.guard(facts)


def next_state(state: State, event: Event, facts: Circumstances) -> State:
    """Give the state after `event`; NotAllowed with the reason when it cannot happen [REC-3]."""
    reason = why_not(state, event, facts)
    if reason:
        raise NotAllowed(reason)
    to = _WAYS[(state, event)].to
    return to if isinstance(to, State) else to(facts)


_WORDS = {
    Event.HOLD: "be held",
    Event.MOVE: "be moved",
    Event.CANCEL: "be cancelled",
    Event.OFFER: "be made ready to sign",
    Event.TAKE_BACK: "be taken back",
    Event.DISCARD: "be discarded",
    Event.SIGN: "be signed",
    Event.DECLINE: "be declined",
    Event.VOID: "be unlocked",
    Event.SIGN_ON_PAPER: "be closed as signed on paper",
    Event.ADD_TO: "be added to",
    Event.DEAL_WITH_FLAG: "be marked as dealt with",
    Event.DESTROY: "be destroyed",
}


@dataclass(frozen=True, kw_only=True)
class Signer:
    """One person whose signature the record expects, as they were on that day."""

    person: str
    """The person's id in the cabinet."""
    name: str
    post: str
    role: Role

    @property
    def field(self) -> str:
        """The name of their signature field in the PDF."""
        return f"signature-{self.role}"


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What one side wrote at sign-off: a disagreement or the reason for declining [REC-2]."""

    role: Role
    text: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that a signature covers, as it stood when it was frozen."""

    record: str
    number: int
    """Running number in this cabinet."""
    makes: str
    form: str
    form_version: int
    form_digest: str
    engine: int
    title: str
    organisation: str
    nation: str
    cabinet: str
    session_number: int
    """Running number between these two people [SES-6]."""
    worker: Signer
    supervisor: Signer
    answers: Mapping[str, Json]
    facts: Mapping[str, Json]
    """What conditions of the form asked about, as it stood: what is shown on paper hangs on them."""
    disagreements: tuple[Voice, ...] = ()
    declined: tuple[Voice, ...] = ()
    expected: tuple[Signer, ...]
    """Who signs, those who declined left out."""
    salt: str
    """32 random bytes in hex: without it nobody can guess a short record from its fingerprint."""
    drawn_by: Mapping[str, str]
    """Program, renderer and font versions."""
    addendum_to: Original | None = None
    """The closed record that this one is an addendum to [REC-3]."""
    paper: PaperCopy | None = None
    """The paper that this is a copy of; then only its typist signs here [REC-13]."""

    def as_json(self) -> dict[str, Json]:
        """Give the JSON that is attached to the PDF; its canonical bytes are what is signed."""
        more: dict[str, Json] = {}  # only where there is something: older contents stay as they were signed
        if self.addendum_to is not None:
            more["addendum_to"] = self.addendum_to.as_json()
        if self.paper is not None:
            more["paper"] = self.paper.as_json()
        return {
            **more,
            "format": CONTENT_FORMAT,
            "record": {"id": self.record, "number": self.number, "makes": self.makes, "title": self.title},
            "form": {
                "id": self.form,
                "version": self.form_version,
                "digest": self.form_digest,
                "engine": self.engine,
            },
            "header": {
                "organisation": self.organisation,
                "nation": self.nation,
                "cabinet": self.cabinet,
                "session_number": self.session_number,
                "worker": _signer_json(self.worker),
                "supervisor": _signer_json(self.supervisor),
            },
            "answers": dict(self.answers),
            "facts": dict(self.facts),
            "disagreements": [{"role": voice.role.value, "text": voice.text} for voice in self.disagreements],
            "declined": [{"role": voice.role.value, "text": voice.text} for voice in self.declined],
            "expected_signers": [_signer_json(signer) for signer in self.expected],
            "salt": self.salt,
            "drawn_by": dict(self.drawn_by),
        }

    def as_bytes(self) -> bytes:
        """The canonical bytes: what is signed, attached and fingerprinted."""
        return canonical_bytes(self.as_json())

    @property
    def called(self) -> str:
        """What it is called for short: "Record 12", or "Letter 3" of a case."""
        return f"{'Letter' if self.makes == LETTER else 'Record'} {self.number}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical bytes, hex."""
        return fingerprint(self.as_bytes())

    @classmethod
    def from_json(cls, value: Json) -> Content:
        """Read content back; NotIntact if it is not of this shape."""
        try:
            content = _read_content(cast("dict[str, Json]", value))
            # Compared as bytes: in Python True == 1, but it would not be what was signed.
            exact = content.as_bytes() == canonical_bytes(value)
        except (KeyError, TypeError, ValueError, AttributeError, BadInput) as error:
            raise NotIntact("The record inside cannot be read.") from error
        if not exact:
            raise NotIntact("The record inside holds something that this program does not know.")
        return content

    @classmethod
    def from_bytes(cls, raw: bytes) -> Content:
        """Read the canonical bytes back; NotIntact if they are not exactly that."""
        content = cls.from_json(parse(raw))
        if content.as_bytes() != raw:
            raise NotIntact("The record inside is not written in its one exact form.")
        return content

    def without(self, voice: Voice, salt: str) -> Content:
        """The content after that side declined: their reason in it, one signer fewer, a new salt."""
        return replace(
            self,
            declined=(*self.declined, voice),
            expected=tuple(signer for signer in self.expected if signer.role is not voice.role),
            salt=salt,
        )


def expected_in(raw: bytes) -> tuple[Signer, ...]:
    """Give who is to sign out of the canonical bytes, for a list: nothing else in them is read or checked.

    NotIntact if there are none in them.
    """
    try:
        found = cast("list[Json]", cast("dict[str, Json]", parse(raw))["expected_signers"])
        return tuple(_read_signer(item) for item in found)
    except (KeyError, TypeError, ValueError, BadInput) as error:
        raise NotIntact("The record inside cannot be read.") from error


def _signer_json(signer: Signer) -> dict[str, Json]:
    return {
        "person": signer.person,
        "name": signer.name,
        "post": signer.post,
        "role": signer.role.value,
        "field": signer.field,
    }


def _read_text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _read_number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _read_signer(value: Json) -> Signer:
    part = cast("dict[str, Json]", value)
    return Signer(
        person=_read_text(part["person"]),
        name=_read_text(part["name"]),
        post=_read_text(part["post"]),
        role=Role(_read_text(part["role"])),
    )


def _read_voices(value: Json) -> tuple[Voice, ...]:
    return tuple(
        Voice(role=Role(_read_text(item["role"])), text=_read_text(item["text"]))
        for item in cast("list[dict[str, Json]]", value)
    )


def _read_content(value: dict[str, Json]) -> Content:
    record, form, header = (cast("dict[str, Json]", value[key]) for key in ("record", "form", "header"))
    return Content(
        record=_read_text(record["id"]),
        number=_read_number(record["number"]),
        makes=_read_text(record["makes"]),
        title=_read_text(record["title"]),
        form=_read_text(form["id"]),
        form_version=_read_number(form["version"]),
        form_digest=_read_text(form["digest"]),
        engine=_read_number(form["engine"]),
        organisation=_read_text(header["organisation"]),
        nation=_read_text(header["nation"]),
        cabinet=_read_text(header["cabinet"]),
        session_number=_read_number(header["session_number"]),
        worker=_read_signer(header["worker"]),
        supervisor=_read_signer(header["supervisor"]),
        answers=dict(cast("dict[str, Json]", value["answers"])),
        facts=dict(cast("dict[str, Json]", value["facts"])),
        disagreements=_read_voices(value["disagreements"]),
        declined=_read_voices(value["declined"]),
        expected=tuple(_read_signer(item) for item in cast("list[Json]", value["expected_signers"])),
        salt=_read_text(value["salt"]),
        drawn_by={key: _read_text(item) for key, item in cast("dict[str, Json]", value["drawn_by"]).items()},
        addendum_to=Original.from_json(value["addendum_to"]) if "addendum_to" in value else None,
        paper=PaperCopy.from_json(value["paper"]) if "paper" in value else None,
    )


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record as the cabinet lists it, without its answers."""

    id: str
    number: int
    makes: str
    title: str
    worker: str
    """The worker's id."""
    supervisor: str
    """The supervisor's id."""
    form_digest: str
    state: State
    session_number: int
    held_on: date | None
    """The day it was held, or is planned for, once known."""
    next_on: date | None
    """The day agreed for the next one, once known."""
    flagged: str = ""
    """Why the next line manager should look: "declined" or "disagreement" [REC-2]."""
