"""What is printed cannot steer the terminal of the one who reads it."""

from __future__ import annotations

import json

import pytest

from supervise_tui.cli.words import say, say_json, say_table, width


def test_an_escape_sequence_in_a_strangers_name_does_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("Signed by Ann\x1b[2J\x9b31m\u202egnorw")
    assert capsys.readouterr().out == "Signed by Ann [2J 31m gnorw\n"


def test_json_escapes_what_cannot_be_printed_and_stays_the_same_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    value = {"name": "Ŵyn \x1b[2J\x9b \u202e ok 🙂"}
    say_json({**value})
    out = capsys.readouterr().out
    assert out.replace("\n", "").isprintable()
    assert "Ŵyn" in out
    assert json.loads(out) == value


def test_columns_count_what_is_seen_not_what_is_stored(capsys: pytest.CaptureFixture[str]) -> None:
    assert (width("Ọ́"), width("介護")) == (1, 4)
    say_table([["Ọ́ṣun", "x"], ["abcd", "y"]])
    first, second = capsys.readouterr().out.splitlines()
    assert (first, second) == ("Ọ́ṣun  x", "abcd  y")
