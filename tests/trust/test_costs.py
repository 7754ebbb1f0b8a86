"""What a guess costs, and that hostile costs are refused before any work."""

from __future__ import annotations

import pytest

from supervise_tui.canonical import Json
from supervise_tui.problems import NotACabinet
from supervise_tui.trust.costs import CABINET, CEILING, FLOOR, FREE_TRIES, SIGNING, WAIT_SECONDS, Argon2Costs

pytestmark = pytest.mark.true_locks

HOSTILE = [
    Argon2Costs(2**40, 3, 4),
    Argon2Costs(CEILING.memory_kib + 1, 3, 4),
    Argon2Costs(FLOOR.memory_kib - 1, 3, 4),
    Argon2Costs(262_144, 0, 4),
    Argon2Costs(262_144, 11, 4),
    Argon2Costs(262_144, 10**30, 4),
    Argon2Costs(262_144, 3, 0),
    Argon2Costs(262_144, 3, 9),
    Argon2Costs(262_144, 3, True),
    Argon2Costs(-262_144, 3, 4),
]


@pytest.mark.parametrize("costs", [CABINET, SIGNING, FLOOR, CEILING])
def test_our_own_costs_are_accepted_and_read_back(costs: Argon2Costs) -> None:
    assert Argon2Costs.from_json(costs.as_json()) == costs


@pytest.mark.parametrize("costs", HOSTILE)
def test_costs_outside_the_limits_are_refused(costs: Argon2Costs) -> None:
    with pytest.raises(NotACabinet):
        costs.checked()
    with pytest.raises(NotACabinet):
        Argon2Costs.from_json(costs.as_json())


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "",
        {},
        {"memory_kib": 262_144, "passes": 3},
        {"memory_kib": 262_144, "passes": 3, "lanes": 4, "more": 1},
        {"memory_kib": 262_144.0, "passes": 3, "lanes": 4},
        {"memory_kib": "262144", "passes": 3, "lanes": 4},
    ],
)
def test_costs_of_another_shape_are_refused(raw: Json) -> None:
    with pytest.raises(NotACabinet):
        Argon2Costs.from_json(raw)


def test_no_more_than_ten_tries_fit_into_five_minutes() -> None:
    tries, seconds = FREE_TRIES, WAIT_SECONDS
    while seconds < 300:
        tries, seconds = tries + 1, seconds + WAIT_SECONDS
    assert tries <= 10
