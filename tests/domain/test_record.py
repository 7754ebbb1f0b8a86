"""A record's life: every state with every event against the table of the design, and its content."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.domain.addendum import Original
from supervise_tui.domain.paper_copy import HandSigned, PaperCopy, Scan, ScanKind
from supervise_tui.domain.record import (
    Circumstances,
    Content,
    Event,
    Signer,
    State,
    Voice,
    next_state,
    why_not,
)
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotAllowed, NotIntact

BOTH = frozenset({Role.WORKER, Role.SUPERVISOR})
READY = Circumstances(
    expected=BOTH,
    who=Role.WORKER,
    may_decline=frozenset({Role.WORKER}),
    reason="As we agreed.",
    flagged=True,
)
"""Circumstances in which every guard agrees, so that the table alone decides."""

TABLE: dict[tuple[State, Event], State] = {
    (State.PLANNED, Event.HOLD): State.DRAFT,
    (State.PLANNED, Event.MOVE): State.PLANNED,
    (State.PLANNED, Event.CANCEL): State.CANCELLED,
    (State.DRAFT, Event.OFFER): State.OFFERED,
    (State.DRAFT, Event.DISCARD): State.DISCARDED,
    (State.DRAFT, Event.SIGN_ON_PAPER): State.ON_PAPER,
    (State.OFFERED, Event.TAKE_BACK): State.DRAFT,
    (State.OFFERED, Event.SIGN): State.PART_SIGNED,
    (State.OFFERED, Event.DECLINE): State.OFFERED,
    (State.PART_SIGNED, Event.SIGN): State.PART_SIGNED,
    (State.PART_SIGNED, Event.DECLINE): State.OFFERED,
    (State.PART_SIGNED, Event.VOID): State.DRAFT,
    (State.CLOSED, Event.ADD_TO): State.CLOSED,
    (State.CLOSED, Event.DEAL_WITH_FLAG): State.CLOSED,
    (State.ON_PAPER, Event.ADD_TO): State.ON_PAPER,
    (State.ON_PAPER, Event.DEAL_WITH_FLAG): State.ON_PAPER,
    (State.CLOSED, Event.DESTROY): State.DESTROYED,
    (State.ON_PAPER, Event.DESTROY): State.DESTROYED,
}
"""record-life.md, written out by hand: what is not here cannot happen."""


@pytest.mark.parametrize(("state", "event"), list(itertools.product(State, Event)))
def test_every_state_meets_every_event(state: State, event: Event) -> None:
    """[REC-3]"""
    expected = TABLE.get((state, event))
    if expected is not None:
        assert why_not(state, event, READY) == ""
        assert next_state(state, event, READY) is expected
        return
    with pytest.raises(NotAllowed) as caught:
        next_state(state, event, READY)
    assert caught.value.sentence.startswith(f"A record that is {state.label} cannot be ")


def test_the_last_expected_signature_closes_the_record() -> None:
    """[REC-1]"""
    one_there = replace(READY, signed=frozenset({Role.WORKER}), who=Role.SUPERVISOR)
    assert next_state(State.PART_SIGNED, Event.SIGN, one_there) is State.CLOSED
    alone = replace(READY, expected=frozenset({Role.SUPERVISOR}), who=Role.SUPERVISOR)
    assert next_state(State.OFFERED, Event.SIGN, alone) is State.CLOSED


def test_either_order_of_signing_closes_it() -> None:
    for first, second in itertools.permutations([Role.WORKER, Role.SUPERVISOR]):
        state = next_state(State.OFFERED, Event.SIGN, replace(READY, who=first))
        assert state is State.PART_SIGNED
        then = replace(READY, who=second, signed=frozenset({first}))
        assert next_state(state, Event.SIGN, then) is State.CLOSED


@pytest.mark.parametrize(
    ("state", "event", "changes", "part"),
    [
        (State.DRAFT, Event.OFFER, {"gaps": 1}, "One answer is still needed."),
        (State.DRAFT, Event.OFFER, {"gaps": 3}, "3 answers are still needed."),
        (State.DRAFT, Event.SIGN_ON_PAPER, {"gaps": 1}, "One answer"),
        (State.DRAFT, Event.DISCARD, {"reason": " "}, "say why"),
        (State.DRAFT, Event.DISCARD, {"worker_wrote": True}, "worker has to agree"),
        (State.OFFERED, Event.SIGN, {"signed": frozenset({Role.WORKER})}, "has signed already"),
        (State.OFFERED, Event.SIGN, {"who": None}, "does not ask for that signature"),
        (State.OFFERED, Event.SIGN, {"expected": frozenset({Role.SUPERVISOR})}, "does not ask"),
        (State.OFFERED, Event.DECLINE, {"who": Role.SUPERVISOR}, "cannot decline"),
        (State.OFFERED, Event.DECLINE, {"declined": frozenset({Role.WORKER})}, "declined already"),
        (State.OFFERED, Event.DECLINE, {"reason": ""}, "say why"),
        (State.PART_SIGNED, Event.DECLINE, {"signed": frozenset({Role.WORKER})}, "signed already"),
        (State.PART_SIGNED, Event.VOID, {"used_later": True}, "Write an addendum"),
        (State.PART_SIGNED, Event.VOID, {"reason": ""}, "say why"),
        (State.PLANNED, Event.MOVE, {"reason": ""}, "say why"),
        (State.PLANNED, Event.CANCEL, {"reason": ""}, "say why"),
        (State.CLOSED, Event.DEAL_WITH_FLAG, {"flagged": False}, "nothing in this record"),
        (State.CLOSED, Event.DEAL_WITH_FLAG, {"reason": " "}, "what was done"),
        (State.CLOSED, Event.DESTROY, {"reason": ""}, "say why"),
    ],
)
def test_a_guard_says_why_not(state: State, event: Event, changes: dict[str, object], part: str) -> None:
    facts = replace(READY, **changes)  # type: ignore[arg-type]
    assert part in why_not(state, event, facts)
    with pytest.raises(NotAllowed):
        next_state(state, event, facts)


def test_a_draft_goes_when_the_worker_who_wrote_in_it_agrees() -> None:
    facts = replace(READY, worker_wrote=True, worker_agrees=True)
    assert next_state(State.DRAFT, Event.DISCARD, facts) is State.DISCARDED


def test_every_state_has_a_label_in_plain_words() -> None:
    assert len({state.label for state in State}) == len(State)


# --- content -----------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
answers: st.SearchStrategy[Any] = st.dictionaries(
    texts,
    st.none()
    | st.booleans()
    | st.integers(-1_000, 1_000)
    | texts
    | st.lists(st.dictionaries(texts, texts, max_size=2), max_size=2),
    max_size=4,
)


def signers(role: Role) -> st.SearchStrategy[Signer]:
    return st.builds(Signer, person=texts, name=texts, post=texts, role=st.just(role))


digits = st.text("0123456789abcdef", min_size=64, max_size=64)
days = st.dates()
originals = st.builds(
    Original,
    record=texts,
    number=st.integers(1, 9_999),
    title=texts,
    held_on=st.none() | days,
    fingerprint=digits,
)
scans = st.builds(
    Scan,
    kind=st.sampled_from(ScanKind),
    size=st.integers(1, 9_999),
    pages=st.integers(1, 60),
    sha256=digits,
)
papers = st.builds(
    PaperCopy,
    held_on=st.none() | days,
    signed_on=days,
    typed_on=days,
    typed_by=texts,
    signed_by=st.lists(
        st.builds(HandSigned, name=texts, post=texts, role=st.sampled_from(sorted(BOTH))), max_size=2
    ).map(tuple),
    scans=st.lists(scans, max_size=2).map(tuple),
)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    worker, supervisor = draw(signers(Role.WORKER)), draw(signers(Role.SUPERVISOR))
    voices = st.lists(st.builds(Voice, role=st.sampled_from(sorted(BOTH)), text=texts), max_size=2).map(tuple)
    return Content(
        record=draw(texts),
        number=draw(st.integers(1, 9_999)),
        makes="supervision",
        form="session.short",
        form_version=draw(st.integers(1, 99)),
        form_digest=draw(texts),
        engine=1,
        title=draw(texts),
        organisation=draw(texts),
        nation="wales",
        cabinet=draw(texts),
        session_number=draw(st.integers(1, 99)),
        worker=worker,
        supervisor=supervisor,
        answers=draw(answers),
        facts=draw(answers),
        disagreements=draw(voices),
        declined=draw(voices),
        expected=draw(st.sampled_from([(worker, supervisor), (supervisor, worker), (supervisor,)])),
        salt=draw(texts),
        drawn_by=draw(st.dictionaries(texts, texts, max_size=2)),
        addendum_to=draw(st.none() | originals),
        paper=draw(st.none() | papers),
    )


@given(contents())
def test_content_comes_back_from_its_canonical_bytes_with_the_same_fingerprint(content: Content) -> None:
    """[REC-4] Text is brought to NFC on the way: what comes back is the same content."""
    back = Content.from_json(parse(content.as_bytes()))
    assert back.as_bytes() == content.as_bytes()
    assert back.fingerprint == content.fingerprint
    assert Content.from_json(parse(back.as_bytes())) == back


def plain_content() -> Content:
    worker = Signer(person="w1", name="Nia Bowen", post="Carer", role=Role.WORKER)
    supervisor = Signer(person="s1", name="Tomos Rhys", post="Manager", role=Role.SUPERVISOR)
    return Content(
        record="r1",
        number=7,
        makes="supervision",
        form="session.short",
        form_version=1,
        form_digest="d",
        engine=1,
        title="Supervision",
        organisation="Hafan Deg",
        nation="wales",
        cabinet="c1",
        session_number=2,
        worker=worker,
        supervisor=supervisor,
        answers={"summary": "We talked."},
        facts={"meeting.number": 1},
        expected=(worker, supervisor),
        salt="00",
        drawn_by={"program": "0.1.0"},
    )


def test_any_change_changes_the_fingerprint() -> None:
    """[REC-1]"""
    content = plain_content()
    others = [
        replace(content, answers={"summary": "We talked!"}),
        replace(content, salt="01"),
        replace(content, number=8),
        replace(content, expected=(content.supervisor,)),
        replace(content, disagreements=(Voice(role=Role.WORKER, text="No."),)),
        replace(content, worker=replace(content.worker, post="Senior carer")),
    ]
    assert len({one.fingerprint for one in [content, *others]}) == 7


def test_declining_puts_the_reason_into_the_content_and_leaves_one_signer_fewer() -> None:
    """[REC-2]"""
    voice = Voice(role=Role.WORKER, text="It was not what I said.")
    after = plain_content().without(voice, "11")
    assert after.declined == (voice,)
    assert [signer.role for signer in after.expected] == [Role.SUPERVISOR]
    assert after.salt == "11"


KEYS = [(key,) for key in plain_content().as_json()] + [
    ("record", "number"),
    ("header", "worker"),
    ("form", "id"),
]


@pytest.mark.parametrize("path", KEYS)
@pytest.mark.parametrize("odd", [None, 3.5, [], {}, "x", [3], {"x": 1}, True])
def test_content_of_another_shape_is_refused(path: tuple[str, ...], odd: Json) -> None:
    value = parse(plain_content().as_bytes())
    assert isinstance(value, dict)
    table = value
    for key in path[:-1]:
        inner = table[key]
        assert isinstance(inner, dict)
        table = inner
    before = table[path[-1]]
    table[path[-1]] = odd
    try:
        content = Content.from_json(value)
    except NotIntact:
        return
    # What is accepted is another content of the same shape, never half read.
    assert type(before) is type(odd)
    assert content.as_bytes() == canonical_bytes(value)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner),
    )
)
def test_any_json_is_refused_plainly(value: Json) -> None:
    with pytest.raises(NotIntact):
        Content.from_json(value)


def test_an_unknown_part_in_the_content_is_refused() -> None:
    value = plain_content().as_json() | {"more": 1}
    with pytest.raises(NotIntact, match="does not know"):
        Content.from_json(value)


def test_an_addendum_and_a_paper_copy_of_another_shape_are_refused() -> None:
    """[REC-3] [REC-13]"""
    original = Original(record="r0", number=6, title="Supervision", held_on=None, fingerprint="a" * 64)
    scan = Scan(kind=ScanKind.PNG, size=9, pages=1, sha256="b" * 64)
    paper = PaperCopy(
        held_on=None,
        signed_on=date(2026, 11, 3),
        typed_on=date(2026, 11, 17),
        typed_by="Tomos Rhys",
        signed_by=(),
        scans=(scan,),
    )
    whole = replace(plain_content(), addendum_to=original, paper=paper)
    assert Content.from_json(whole.as_json()) == whole
    broken: list[tuple[str, Json]] = [
        ("addendum_to", {**original.as_json(), "fingerprint": "A" * 64}),
        ("addendum_to", {**original.as_json(), "number": True}),
        ("addendum_to", {**original.as_json(), "held_on": "yesterday"}),
        ("addendum_to", {**original.as_json(), "more": 1}),
        ("paper", {**paper.as_json(), "signed_on": ""}),
        ("paper", {**paper.as_json(), "scans": [{**scan.as_json(), "size": 0}]}),
        ("paper", {**paper.as_json(), "scans": [{**scan.as_json(), "kind": "exe"}]}),
        ("paper", None),
    ]
    for part, wrong in broken:
        with pytest.raises(NotIntact):
            Content.from_json(whole.as_json() | {part: wrong})


def test_content_without_addendum_or_paper_is_written_as_it_always_was() -> None:
    """What was signed before these existed keeps its fingerprint."""
    assert not {"addendum_to", "paper"} & plain_content().as_json().keys()


def test_a_number_that_json_cannot_keep_is_refused() -> None:
    value = plain_content().as_json() | {"answers": {"n": 2**60}}
    with pytest.raises(NotIntact):
        Content.from_json(value)
    with pytest.raises(BadInput):
        replace(plain_content(), answers={"n": 2**60}).as_bytes()
