"""A sample of files that nobody chose, and what the program answers itself about each [QA-1]."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.action_life import ActionState, LiveAction
from supervise_tui.domain.actions import Owner
from supervise_tui.domain.agreement import Agreement, standing
from supervise_tui.domain.file_audit import (
    ANSWERED,
    FileKnown,
    act_for,
    audit_gaps,
    draw,
    found_rows,
    sample_size,
)
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import GroupQuestion, TableQuestion
from supervise_tui.forms.library import Library
from supervise_tui.problems import BadInput
from tests.domain.test_absences import held
from tests.domain.test_clocks import TODAY, facts

FILES = [f"{number:016x}" for number in range(40)]
FORM = Library().get("organisation.file_audit")


def test_the_draw_can_be_repeated_with_any_tool_that_knows_sha_256() -> None:
    by_hand = sorted(FILES, key=lambda file: hashlib.sha256(f"spring 26:{file}".encode()).hexdigest())
    assert draw(FILES, "spring 26", 5) == by_hand[:5]
    assert draw(reversed(FILES), "spring 26", 5) == by_hand[:5]
    assert draw(FILES, "autumn 26", 5) != by_hand[:5]
    seen = {file for seed in range(200) for file in draw(FILES, str(seed), 5)}
    assert seen == set(FILES)


@pytest.mark.parametrize(
    ("said", "of", "size"),
    [("3", 12, 3), ("20%", 12, 3), ("20 %", 1, 1), ("100%", 7, 7), ("50", 7, 7), ("1%", 300, 3)],
)
def test_a_sample_is_a_number_or_a_share_rounded_up(said: str, of: int, size: int) -> None:
    assert sample_size(said, of) == size


@pytest.mark.parametrize(("said", "of"), [("", 5), ("0", 5), ("some", 5), ("120%", 5), ("-1", 5), ("3", 0)])
def test_a_size_that_is_none_is_refused(said: str, of: int) -> None:
    with pytest.raises(BadInput):
        sample_size(said, of)


def test_the_form_asks_what_the_program_answers_and_what_only_a_person_can() -> None:
    group = next(one for one in FORM.questions() if isinstance(one, GroupQuestion))
    tables = {one.id: one for one in group.questions if isinstance(one, TableQuestion)}
    assert [row.id for row in tables["found"].rows] == list(ANSWERED)
    assert len(tables["judged"].rows) == 5
    assert {column.id for column in tables["found"].columns if column.by_program} == {"answer", "because"}


def action(**known: object) -> LiveAction:
    first = LiveAction(
        id="a", worker="w", record="r", what="Ring", owner=Owner.WORKER, raised_on=date(2026, 10, 1),
        agreed_by=date(2026, 11, 1), due_on=date(2026, 11, 1), state=ActionState.OPEN,
    )  # fmt: skip
    return replace(first, **known)  # type: ignore[arg-type]


AGREED = Agreement(
    record="a", worker="w", version=1, signed_on=date(2026, 6, 1), review_by=date(2027, 6, 1), frequency=None
)
HERE = facts(agreement=standing([AGREED], TODAY))
OLD = replace(AGREED, signed_on=date(2025, 6, 1), review_by=date(2026, 6, 1))
LATE = facts(agreement=standing([OLD], TODAY))
TALK = held(date(2026, 10, 20), number=4, state=State.CLOSED)
OPEN = held(date(2026, 11, 10), number=5, state=State.OFFERED)


NOBODYS = action(owner=None)


def known(*records: Record, **more: object) -> FileKnown:
    return FileKnown(facts=facts(*records, agreement=standing([AGREED], TODAY)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "given", "answer", "says"),
    [
        ("agreement_signed", FileKnown(facts=HERE), "fully", "force"),
        ("agreement_signed", FileKnown(facts=facts()), "not_so", ""),
        ("agreement_reviewed", FileKnown(facts=HERE), "fully", ""),
        ("agreement_reviewed", FileKnown(facts=LATE), "not_so", ""),
        ("agreement_reviewed", FileKnown(facts=facts()), "n_a", "none in force"),
        ("frequency", known(), "not_so", ""),
        ("frequency", known(TALK), "partly", "Overdue"),
        ("signed", known(), "n_a", "No supervision"),
        ("signed", known(TALK), "fully", "1 of 1"),
        ("signed", known(TALK, OPEN), "partly", "1 of 2"),
        ("on_time", known(TALK, offered_on={TALK.id: date(2026, 11, 3)}), "fully", "within 14 days"),
        ("on_time", known(TALK, offered_on={TALK.id: date(2026, 11, 4)}), "not_so", "0 of 1"),
        ("actions_clear", known(), "n_a", "No action"),
        ("actions_clear", known(actions=[(action(), False)]), "fully", "1 of 1"),
        ("actions_clear", known(actions=[(action(), False), (NOBODYS, False)]), "partly", "1 of 2"),
        ("followed_up", known(actions=[(action(due_on=date(2026, 12, 1)), False)]), "n_a", "its day"),
        ("followed_up", known(actions=[(action(), False)]), "not_so", "0 were"),
        ("followed_up", known(actions=[(action(), True)]), "fully", "1 was"),
        ("disagreements", known(), "n_a", "None"),
        ("disagreements", known(flags_dealt=1), "fully", "dealt with"),
        ("disagreements", known(flags_open=1), "not_so", "1 waits"),
        ("disagreements", known(flags_open=2, flags_dealt=1), "partly", "2 wait "),
        ("complaints", FileKnown(facts=facts()), "not_so", "none in force"),
        ("complaints", known(complaints_named=True), "fully", ""),
        ("complaints", known(), "not_so", "names nobody"),
        ("none_missing", known(TALK), "fully", "No record waits"),
        ("none_missing", known(OPEN), "not_so", "record 5"),
    ],
)  # fmt: skip
def test_the_program_answers_what_days_signatures_and_actions_say(
    key: str, given: FileKnown, answer: str, says: str
) -> None:
    found = ANSWERED[key](given)
    assert (found.answer, says in found.because) == (answer, True), found
    assert found.because.endswith(".")


def test_the_auditors_comments_stay_when_the_program_answers_anew() -> None:
    first = found_rows(known(OPEN))
    commented = [{**row, "comment": "Seen"} if isinstance(row, dict) else row for row in first]
    anew = found_rows(known(TALK), commented)
    last = anew[-1]
    assert isinstance(last, dict)
    assert (last["answer"], last["comment"]) == ("fully", "Seen")


def test_the_files_are_those_that_were_drawn() -> None:
    rows: list[Json] = [{"id": "1", "file": "Bethan"}, {"id": "2", "file": "Ania"}]
    drawn: dict[str, Json] = {"drawn": "Ania; Bethan", "files": rows}
    assert audit_gaps(drawn) == []
    assert len(audit_gaps(drawn | {"files": rows[1:]})) == 1


def test_an_audit_is_an_act_of_its_own() -> None:
    assert act_for("file-audit") is Act.AUDIT
    assert act_for("supervision") is Act.WRITE_RECORDS
