"""supervise history."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_it_says_who_did_what_when_the_latest_first(on_home: Run) -> None:
    lines = on_home("history", "--worker", "ania").out.splitlines()
    assert lines[0].startswith("17/11/2026 14:05  Marian Oakes")
    assert "signed" in lines[0]
    assert lines[-1].endswith("added the worker")


def test_the_answer_for_scripts_keeps_its_shape(on_home: Run) -> None:
    answer = json.loads(on_home("history", "--json").out)
    assert answer["format"] == 1
    assert all(set(event) == {"number", "at", "who", "what", "about", "why"} for event in answer["events"])
    assert {event["about"] for event in answer["events"]} == {"", "Ania Wójcik-Łęcka", "Bethan Ŵyn-Fôn"}
