"""What a guesser meets: no memory bomb in a hostile file, no tell-tale, no cheap guess."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from supervise_tui.canonical import Json
from supervise_tui.problems import NotACabinet, WrongSecret
from supervise_tui.trust.costs import CABINET, CEILING, FLOOR, SIGNING, Argon2Costs
from supervise_tui.trust.keyslots import Slot, new_data_key, open_slot, passphrase_slot
from supervise_tui.trust.signing_keys import make_signing_key, unlock

pytestmark = pytest.mark.true_locks

HOSTILE = """
import json, sys, tracemalloc
from supervise_tui.problems import NotACabinet
from supervise_tui.trust.keyslots import Slot, open_slot
raw = json.loads(sys.stdin.read())
try:
    import resource
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
except ImportError:
    resource = None
tracemalloc.start()
for _ in range(20):
    try:
        open_slot(Slot.from_json(raw), "lantern marigold ferry", cabinet="c")
    except NotACabinet:
        continue
    raise SystemExit("a hostile slot was worked on")
assert tracemalloc.get_traced_memory()[1] < 5_000_000
if resource is not None:
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
"""


def slot_json() -> dict[str, Json]:
    keys = {"records": new_data_key()}
    return passphrase_slot(
        "lantern marigold ferry", keys, cabinet="c", person="p", role="owner", costs=FLOOR
    ).as_json()


@pytest.mark.parametrize(
    "costs",
    [
        {"memory_kib": 16 * 1_048_576, "passes": 3, "lanes": 4},
        {"memory_kib": CEILING.memory_kib, "passes": 4_000_000_000, "lanes": 4},
        {"memory_kib": CEILING.memory_kib, "passes": 3, "lanes": 16_777_215},
    ],
)
def test_a_hostile_slot_takes_no_memory_before_it_is_refused(costs: dict[str, Json]) -> None:
    raw = json.dumps(slot_json() | {"costs": costs})
    answer = subprocess.run(
        [sys.executable, "-c", HOSTILE], input=raw, capture_output=True, text=True, check=False, timeout=60
    )
    assert answer.returncode == 0, answer.stderr


def test_what_we_ship_with_costs_a_quarter_of_a_gibibyte_a_guess() -> None:
    for costs in (CABINET, SIGNING):
        assert costs.memory_kib >= 262_144
        assert costs.passes >= 3
        assert costs.checked() is costs


def test_a_cheaper_lock_than_owasp_allows_cannot_even_be_made() -> None:
    with pytest.raises(NotACabinet):
        passphrase_slot(
            "lantern marigold ferry",
            {"records": new_data_key()},
            cabinet="c",
            person="p",
            role="owner",
            costs=Argon2Costs(1_024, 1, 1),
        )
    with pytest.raises(NotACabinet):
        make_signing_key("lantern marigold ferry", Argon2Costs(8, 1, 1))


def test_a_wrong_secret_and_a_damaged_slot_cannot_be_told_apart() -> None:
    raw = slot_json()
    wrapped = str(raw["wrapped"])
    damaged = raw | {"wrapped": wrapped[:-2] + f"{int(wrapped[-2:], 16) ^ 1:02x}"}
    said = []
    for one, secret in ((raw, "another lantern ferry"), (damaged, "lantern marigold ferry")):
        with pytest.raises(WrongSecret) as caught:
            open_slot(Slot.from_json(one), secret, cabinet="c")
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_the_cabinet_passphrase_does_not_open_a_persons_signing_key() -> None:
    wrapped, _ = make_signing_key("heron bicycle jam", FLOOR)
    with pytest.raises(WrongSecret):
        unlock(wrapped, "lantern marigold ferry")


def test_nothing_typed_stands_in_what_is_said_about_it() -> None:
    with pytest.raises(WrongSecret) as caught:
        open_slot(Slot.from_json(slot_json()), "my private words", cabinet="c")
    assert "private" not in repr(caught.value) + str(caught.value)
