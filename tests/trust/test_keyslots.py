"""Key slots: who opens what, and that nothing about them can be changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from supervise_tui.canonical import Json, canonical_bytes
from supervise_tui.problems import BadInput, NotACabinet, Problem, WrongSecret
from supervise_tui.trust.costs import CEILING, FLOOR, Argon2Costs
from supervise_tui.trust.keyslots import (
    DataKeys,
    Slot,
    check_header_tag,
    header_tag,
    new_data_key,
    open_slot,
    passphrase_slot,
    recovery_slot,
    reseal,
    wipe_keys,
)

pytestmark = pytest.mark.true_locks

CABINET = "c0ffee00c0ffee00"
WORDS = "lantern marigold ferry"


@pytest.fixture(scope="module")
def keys() -> DataKeys:
    return {"records": new_data_key(), "plans": new_data_key()}


@pytest.fixture(scope="module")
def slot(keys: DataKeys) -> Slot:
    return passphrase_slot(WORDS, keys, cabinet=CABINET, person="p1", role="owner", costs=FLOOR)


@pytest.fixture(scope="module")
def recovery(keys: DataKeys) -> tuple[Slot, str]:
    return recovery_slot(keys, cabinet=CABINET)


def reread(slot: Slot) -> Slot:
    """Give the slot as it comes back from cabinet.json."""
    return Slot.from_json(json.loads(canonical_bytes(slot.as_json())))


def test_a_passphrase_opens_its_slot(slot: Slot, keys: DataKeys) -> None:
    assert open_slot(reread(slot), WORDS, cabinet=CABINET) == keys


def test_a_recovery_key_opens_its_slot(recovery: tuple[Slot, str], keys: DataKeys) -> None:
    slot, text = recovery
    assert open_slot(reread(slot), f" {text.lower()} ", cabinet=CABINET) == keys


@pytest.mark.parametrize("typed", [f"  {WORDS} ", WORDS.replace(" ", "   "), WORDS.replace(" ", "\u00a0")])
def test_a_space_too_many_locks_nobody_out(slot: Slot, keys: DataKeys, typed: str) -> None:
    assert open_slot(slot, typed, cabinet=CABINET) == keys


def test_an_accent_typed_as_two_keys_is_the_same_secret(keys: DataKeys) -> None:
    slot = passphrase_slot("tŷ gwyn ger y môr", keys, cabinet=CABINET, person="p", role="owner", costs=FLOOR)
    assert open_slot(slot, "ty\u0302 gwyn ger y mo\u0302r", cabinet=CABINET) == keys


@pytest.mark.parametrize(
    "typed", ["", " ", "lantern marigold", WORDS.upper(), WORDS + ".", "x" * 5_000, "\ud800", "\x00"]
)
def test_a_wrong_passphrase_is_refused_with_a_plain_sentence(slot: Slot, typed: str) -> None:
    with pytest.raises(WrongSecret, match=r"^That does not fit\. Check Caps Lock") as caught:
        open_slot(slot, typed, cabinet=CABINET)
    assert caught.value.cure
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_another_recovery_key_is_refused(recovery: tuple[Slot, str], keys: DataKeys) -> None:
    _, other = recovery_slot(keys, cabinet=CABINET)
    with pytest.raises(WrongSecret):
        open_slot(recovery[0], other, cabinet=CABINET)


def test_a_slip_in_the_recovery_key_is_named_before_any_work(recovery: tuple[Slot, str]) -> None:
    slot, text = recovery
    with pytest.raises(BadInput, match="group 1"):
        open_slot(slot, ("0" if text[0] != "0" else "2") + text[1:], cabinet=CABINET)


def test_a_slot_of_another_cabinet_does_not_open(slot: Slot, recovery: tuple[Slot, str]) -> None:
    with pytest.raises(WrongSecret):
        open_slot(slot, WORDS, cabinet="another")
    with pytest.raises(WrongSecret):
        open_slot(recovery[0], recovery[1], cabinet="another")


def test_a_slot_whose_private_half_is_elsewhere_is_not_opened_by_words(slot: Slot) -> None:
    raw = slot.as_json() | {"kind": "public", "costs": None, "salt": "", "wrapped": ""}
    with pytest.raises(WrongSecret, match="key file"):
        open_slot(Slot.from_json(raw), WORDS, cabinet=CABINET)


def test_two_slots_of_the_same_person_share_nothing_but_the_person(slot: Slot, keys: DataKeys) -> None:
    again = passphrase_slot(WORDS, keys, cabinet=CABINET, person="p1", role="owner", costs=FLOOR)
    assert (again.id, again.salt, again.public, again.wrapped) != (
        slot.id,
        slot.salt,
        slot.public,
        slot.wrapped,
    )
    assert not set(again.sealed.values()) & set(slot.sealed.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "0" * 16),
        ("person", "p2"),
        ("role", "deputy"),
        ("name_hint", "Ola"),
        ("expires_on", "2031-01-01"),
        ("kind", "passphrase"),
    ],
)
def test_a_changed_label_no_longer_opens(recovery: tuple[Slot, str], name: str, value: str) -> None:
    slot, text = recovery
    with pytest.raises((WrongSecret, NotACabinet)):
        open_slot(Slot.from_json(slot.as_json() | {name: value}), text, cabinet=CABINET)


def test_a_store_taken_out_or_swapped_no_longer_opens(recovery: tuple[Slot, str]) -> None:
    slot, text = recovery
    fewer = replace(slot, stores=("records",), sealed={"records": slot.sealed["records"]})
    with pytest.raises(WrongSecret):
        open_slot(fewer, text, cabinet=CABINET)
    swapped = {"records": slot.sealed["plans"], "plans": slot.sealed["records"]}
    with pytest.raises(NotACabinet):
        open_slot(replace(slot, sealed=swapped), text, cabinet=CABINET)


def test_cheaper_costs_written_into_the_header_open_nothing(slot: Slot) -> None:
    with pytest.raises(WrongSecret):
        open_slot(replace(slot, costs=Argon2Costs(FLOOR.memory_kib, 3, 1)), WORDS, cabinet=CABINET)


def every_change_is_refused(slot: Slot, secret: str, step: int, changes: Callable[[int], list[int]]) -> int:
    """Change each `step`th byte of a slot as it is kept; all of them must be refused. Gives how many."""
    raw = canonical_bytes(slot.as_json())
    tried = 0
    for place in range(0, len(raw), step):
        for byte in set(changes(raw[place])) - {raw[place]}:
            changed = raw[:place] + bytes([byte]) + raw[place + 1 :]
            try:
                read = json.loads(changed)
            except ValueError:
                tried += 1
                continue
            with pytest.raises(Problem):
                open_slot(Slot.from_json(read), secret, cabinet=CABINET)
            tried += 1
    return tried


def test_every_single_changed_byte_of_a_recovery_slot_is_refused(recovery: tuple[Slot, str]) -> None:
    slot, text = recovery
    tried = every_change_is_refused(slot, text, 1, lambda byte: [byte ^ 1, byte ^ 32, 48, 65, 32])
    assert tried > 4 * len(canonical_bytes(slot.as_json()))


def test_sampled_changed_bytes_of_a_passphrase_slot_are_refused(slot: Slot) -> None:
    assert every_change_is_refused(slot, WORDS, 11, lambda byte: [byte ^ 1]) > 70


@pytest.mark.parametrize(
    "change",
    [
        {"costs": None},
        {"costs": Argon2Costs(CEILING.memory_kib + 1, 3, 4).as_json()},
        {"costs": {"memory_kib": 1e308, "passes": 3, "lanes": 4}},
        {"kind": "magic"},
        {"stores": []},
        {"stores": ["records", "plans"]},
        {"stores": ["plans", "plans"]},
        {"stores": [1]},
        {"stores": "records"},
        {"sealed": {}},
        {"sealed": {"records": "00"}},
        {"sealed": []},
        {"salt": ""},
        {"salt": "00" * 1_000_000},
        {"public": "AB" * 32},
        {"public": "zz" * 32},
        {"wrapped": "00" * 61},
        {"person": "x" * 2_001},
        {"person": "e\u0301"},
        {"person": None},
        {"expires_on": "tomorrow"},
        {"expires_on": "20300101"},
        {"more": 1},
    ],
)
def test_odd_slots_are_refused_when_read(slot: Slot, change: dict[str, Json]) -> None:
    with pytest.raises(NotACabinet):
        Slot.from_json(slot.as_json() | change)


@pytest.mark.parametrize("raw", [None, 1, "slot", [], {}])
def test_what_is_no_slot_at_all_is_refused(raw: Json) -> None:
    with pytest.raises(NotACabinet):
        Slot.from_json(raw)


def test_new_data_keys_are_given_to_an_absent_holder(slot: Slot) -> None:
    renewed = {"records": new_data_key(), "plans": new_data_key()}
    assert open_slot(reread(reseal(slot, renewed, cabinet=CABINET)), WORDS, cabinet=CABINET) == renewed


def test_a_key_that_is_missing_or_a_weak_public_half_is_never_sealed(slot: Slot, keys: DataKeys) -> None:
    with pytest.raises(NotACabinet):
        reseal(slot, {"records": keys["records"]}, cabinet=CABINET)
    with pytest.raises(NotACabinet):
        reseal(replace(slot, public=bytes(32)), keys, cabinet=CABINET)


def test_a_slot_shows_no_secret(slot: Slot, keys: DataKeys) -> None:
    shown = repr(slot) + canonical_bytes(slot.as_json()).decode()
    assert "lantern" not in shown
    assert not any(key.hex() in shown for key in keys.values())


def test_wiped_keys_are_gone() -> None:
    key = new_data_key()
    keys = {"records": key}
    wipe_keys(keys)
    assert key == bytes(32)
    assert not keys


def test_the_header_tag_finds_every_change(keys: DataKeys, slot: Slot) -> None:
    header: dict[str, Json] = {"format": 1, "id": CABINET, "slots": [slot.as_json()]}
    tagged = header | {"tag": header_tag(header, keys)}
    check_header_tag(tagged, keys)
    for name, value in (
        ("format", 2),
        ("id", "x"),
        ("slots", []),
        ("tag", "0" * 64),
        ("tag", None),
        ("new", 1),
    ):
        with pytest.raises(NotACabinet):
            check_header_tag({**tagged, name: value}, keys)
    with pytest.raises(NotACabinet):
        check_header_tag(header, keys)
    with pytest.raises(NotACabinet):
        check_header_tag(tagged | {"odd": float("inf")}, keys)


def test_the_header_tag_needs_the_records_key(keys: DataKeys) -> None:
    assert header_tag({"a": 1}, keys) != header_tag({"a": 1}, {"records": new_data_key()})
    with pytest.raises(NotACabinet):
        header_tag({"a": 1}, {"plans": keys["plans"]})
