"""The history chain shows every change but one cut short at its end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.problems import HistoryBroken
from supervise_tui.trust.chain import (
    GENESIS,
    ChainEvent,
    Head,
    append,
    check_seal_tag,
    salted_digest,
    seal_tag,
    verify,
)
from supervise_tui.trust.keyslots import header_tag, new_data_key

WORDS = st.text(max_size=12)
PARTS = st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS)


def chain_of(parts: list[tuple[str, str, str, str, str]], name: str = "w1") -> list[ChainEvent]:
    events: list[ChainEvent] = []
    for at, who, what, subject, digest in parts:
        last = events[-1] if events else None
        events.append(append(last, chain=name, at=at, who=who, what=what, subject=subject, digest=digest))
    return events


def example(count: int = 5) -> list[ChainEvent]:
    return chain_of([("2026-11-21T14:05:00+00:00", "p1", f"step {i}", "r1", "aa" * 32) for i in range(count)])


@given(st.lists(PARTS, max_size=8))
def test_a_chain_that_nobody_touched_holds(parts: list[tuple[str, str, str, str, str]]) -> None:
    events = chain_of(parts)
    head = verify(events)
    assert head == (Head(len(events), events[-1].hash) if events else Head(0, GENESIS))
    assert verify(iter(events)) == head


@given(
    parts=st.lists(PARTS, min_size=2, max_size=6),
    place=st.integers(0, 4),
    name=st.sampled_from(["at", "who", "what", "subject", "digest"]),
    value=WORDS,
)
def test_a_changed_event_is_named_by_the_one_after_it(
    parts: list[tuple[str, str, str, str, str]], place: int, name: str, value: str
) -> None:
    events = chain_of(parts)
    place %= len(events) - 1
    changed = replace(events[place], **{name: value})  # type: ignore[arg-type]
    if changed.hash != events[place].hash:
        with pytest.raises(HistoryBroken, match=f"entry {place + 2}:"):
            verify([*events[:place], changed, *events[place + 1 :]])


@given(st.permutations(range(5)))
def test_events_in_another_order_are_found(order: list[int]) -> None:
    events = example()
    if order != sorted(order):
        with pytest.raises(HistoryBroken):
            verify([events[i] for i in order])


@pytest.mark.parametrize("gone", range(4))
def test_an_event_taken_out_is_found(gone: int) -> None:
    events = example()
    with pytest.raises(HistoryBroken, match=f"entry {gone + 1}:"):
        verify(events[:gone] + events[gone + 1 :])


def test_an_event_put_in_or_doubled_is_found() -> None:
    events = example()
    with pytest.raises(HistoryBroken, match="entry 3:"):
        verify([*events[:2], events[1], *events[2:]])


def test_an_event_of_another_chain_is_found() -> None:
    events = example()
    with pytest.raises(HistoryBroken, match="entry 3:"):
        verify([*events[:2], replace(events[2], chain="w2"), *events[3:]])
    with pytest.raises(HistoryBroken):
        append(events[-1], chain="w2", at="", who="", what="", subject="", digest="")


def test_a_chain_cut_short_looks_whole_so_its_head_must_be_compared() -> None:
    events = example()
    assert verify(events[:3]) == Head(3, events[2].hash)
    assert verify(events[:3]) != verify(events)


def test_a_changed_last_event_changes_the_head() -> None:
    events = example()
    assert verify([*events[:-1], replace(events[-1], what="nothing")]) != verify(events)


def test_the_same_events_under_two_names_have_other_hashes() -> None:
    parts = [("at", "who", "what", "subject", "digest")]
    assert chain_of(parts, "w1")[0].hash != chain_of(parts, "w2")[0].hash


def test_fields_do_not_run_into_each_other() -> None:
    first = append(None, chain="c", at="", who="ab", what="c", subject="", digest="")
    second = append(None, chain="c", at="", who="a", what="bc", subject="", digest="")
    assert first.hash != second.hash


def test_a_digest_tells_nothing_without_its_salt() -> None:
    assert salted_digest(b"a" * 32, b"text") != salted_digest(b"b" * 32, b"text")
    assert salted_digest(b"a" * 32, b"text") == salted_digest(b"a" * 32, b"text")
    assert len(salted_digest(b"a" * 32, b"")) == 64


def test_the_seal_tag_finds_every_change() -> None:
    keys = {"records": new_data_key()}
    seal: dict[str, Json] = {"number": 4, "hash": "ab" * 32}
    tagged = seal | {"tag": seal_tag(keys, seal)}
    check_seal_tag(keys, tagged)
    for changed in (
        seal,
        tagged | {"number": 3},
        tagged | {"tag": "0" * 64},
        tagged | {"tag": "\ud800"},
        tagged | {"x": float("nan")},
    ):
        with pytest.raises(HistoryBroken):
            check_seal_tag(keys, changed)
    with pytest.raises(HistoryBroken):
        check_seal_tag({"records": new_data_key()}, tagged)


def test_a_header_tag_cannot_serve_as_a_seal() -> None:
    keys = {"records": new_data_key()}
    assert seal_tag(keys, {"number": 1}) != header_tag({"number": 1}, keys)
