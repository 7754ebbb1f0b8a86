"""A group supervision: one talk, a record on each participant's file, each signing their own [SES-2]."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from supervise_tui.canonical import Json
from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.domain.group import is_shared
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import Content, State
from supervise_tui.forms.definition import Role
from supervise_tui.forms.library import Library
from supervise_tui.problems import BadInput, NotAllowed, NotFound
from supervise_tui.store import action_points, records, signing
from supervise_tui.workflows import (
    form_moves,
    hold_group,
    hold_supervision,
    sign_off,
    signing_secrets,
    workers,
)
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.hold_group import Group
from supervise_tui.workflows.home import home
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.timeline import timeline
from tests.homes import SUPERVISOR_SECRET, WORKER_SECRET, Clock

SAID: dict[str, Json] = {
    "minutes": 90,
    "place": "The training room",
    "about": "Nights on the upper floor",
    "summary": "All four know the bell of room 12. We tried the earlier round on paper.",
    "topics": [{"id": "t1", "topic": "The round", "decision": "1.30 for two weeks.", "reason": "The bell."}],
    "actions_all": [
        {
            "id": "a1",
            "what": "Read the new night book",
            "owner": "worker",
            "owner_name": "",
            "by": "2026-12-01",
            "how_known": "Signed inside",
        }
    ],
}
OWN = ("Zażółć: it helped.", "I still worry about room 9.", "Diolch!", "I see it another way.")


@pytest.fixture
def four(desk: Desk) -> list[Worker]:
    """Four workers and their signing secrets."""
    names = ("Ania Wójcik-Łęcka", "Kofi Mensah", "Siân Prydderch", "Tariq Aziz-Holm")
    found = [workers.add_worker(desk, name=name, post="Carer") for name in names]
    signing_secrets.choose_secret(desk, desk.owner.id, SUPERVISOR_SECRET)
    return found


def ids(people: list[Worker]) -> list[str]:
    return [worker.id for worker in people]


def written(desk: Desk, people: list[Worker]) -> Group:
    group = hold_group.start(desk, ids(people))
    hold_supervision.save(desk, group.shared.record.id, SAID)
    for copy, words in zip(group.copies, OWN, strict=False):
        hold_supervision.save(desk, copy.id, {"comments_worker": words})
    return hold_group.open_group(desk, group.talk)


def sign(desk: Desk, record: str, worker: Worker) -> State:
    if not signing_secrets.has_secret(desk, worker.id):
        signing_secrets.choose_secret(desk, worker.id, WORKER_SECRET)
    sign_off.sign(desk, record, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, record, Role.SUPERVISOR, SUPERVISOR_SECRET).state


def test_one_talk_lands_on_four_files_with_each_ones_own_part_only(desk: Desk, four: list[Worker]) -> None:
    """[SES-2] [REC-12]"""
    group = hold_group.close(desk, written(desk, four).talk)
    signed = four[:2]  # two are enough to see it: the other two wait
    for worker, copy in zip(signed, group.copies, strict=False):
        assert sign(desk, copy.id, worker) is State.CLOSED
    with desk.cabinet.reading() as work:
        contents = [Content.from_bytes(records.frozen(work, copy.id)) for copy in group.copies]
        pdfs = [signing.pdf(work, copy.id) or b"" for copy in group.copies[:2]]
        trusted = signing.authority(work).certificate_der
    shared = [
        {key: value for key, value in one.answers.items() if is_shared(group.form, key)} for one in contents
    ]
    assert all(one == shared[0] for one in shared)
    assert shared[0]["participants"] == ("Ania Wójcik-Łęcka, Kofi Mensah, Siân Prydderch and Tariq Aziz-Holm")
    for worker, content, words in zip(four, contents, OWN, strict=True):
        assert content.worker.person == worker.id
        assert [one.person for one in content.expected] == [worker.id, desk.owner.id]
        assert content.answers["comments_worker"] == words
        others = set(OWN) - {words}
        assert not any(other in content.as_bytes().decode() for other in others)
    for pdf, content in zip(pdfs, contents, strict=False):
        checked = check_pdf(pdf, [trusted])
        assert checked.verdict is Verdict.KNOWN, checked.findings
        assert checked.content == content


def test_what_all_do_and_what_one_does_is_live_on_their_own_files(desk: Desk, four: list[Worker]) -> None:
    group = written(desk, four)
    own: Json = [
        {"id": "o1", "what": "Ring me on Sunday", "owner": "supervisor", "owner_name": "",
         "by": "2026-11-22", "how_known": ""}
    ]  # fmt: skip
    hold_supervision.save(desk, group.copies[1].id, {"actions": own})
    with desk.cabinet.reading() as work:
        todo = [[one.what for one in action_points.open_actions(work, worker.id)] for worker in four]
    assert todo == [
        ["Read the new night book"],
        ["Ring me on Sunday", "Read the new night book"],
        ["Read the new night book"],
        ["Read the new night book"],
    ]


def test_what_all_share_changes_in_all_drafts_whichever_is_open(desk: Desk, four: list[Worker]) -> None:
    group = written(desk, four)
    hold_supervision.save(desk, group.copies[2].id, {"summary": "Anew.", "held_on": "2026-11-16"})
    for copy in group.copies:
        sheet = hold_supervision.open_sheet(desk, copy.id)
        assert sheet.answers["summary"] == "Anew."
        assert str(sheet.record.held_on) == "2026-11-16"
    hold_supervision.save(desk, group.copies[0].id, {"topics": None})
    assert "topics" not in hold_supervision.open_sheet(desk, group.copies[3].id).answers


def test_it_is_closed_as_a_whole_or_not_at_all(desk: Desk, four: list[Worker]) -> None:
    group = written(desk, four)
    half: Json = [{"id": "o1", "what": "Something", "owner": "", "owner_name": "", "by": "", "how_known": ""}]
    hold_supervision.save(desk, group.copies[1].id, {"actions": half})
    hold_supervision.save(desk, group.copies[0].id, {"summary": None})
    with pytest.raises(NotAllowed) as refused:
        hold_group.close(desk, group.talk)
    assert str(refused.value).startswith(
        "Still needed: one answer in what all share and 2 answers in Kofi Mensah's own part."
    )
    again = hold_group.open_group(desk, group.talk)
    assert again.is_being_written
    assert not again.may_be_taken_back


def test_until_somebody_has_signed_it_can_all_be_taken_back_and_changed(
    desk: Desk, four: list[Worker]
) -> None:
    """[REC-3]"""
    group = hold_group.close(desk, written(desk, four[:2]).talk)
    first, second = group.copies
    with pytest.raises(NotAllowed, match="cannot be changed"):
        hold_supervision.save(desk, first.id, {"summary": "Anew."})
    sign_off.take_back(desk, first.id)
    with pytest.raises(BadInput, match="Kofi Mensah's record is ready to sign"):
        hold_supervision.save(desk, first.id, {"summary": "Anew.", "comments_worker": "Mine."})
    assert hold_supervision.open_sheet(desk, first.id).answers["comments_worker"] == "Mine."
    group = hold_group.take_back(desk, group.talk)
    assert group.stays == ""
    hold_supervision.save(desk, first.id, {"summary": "Anew."})
    group = hold_group.close(desk, group.talk)
    with desk.cabinet.reading() as work:
        told = [Content.from_bytes(records.frozen(work, copy.id)).answers["summary"] for copy in group.copies]
    assert told == ["Anew.", "Anew."]
    assert second.state is State.OFFERED


def test_after_the_first_signature_only_ones_own_part_changes(desk: Desk, four: list[Worker]) -> None:
    """[REC-3] [SES-2]"""
    group = hold_group.close(desk, written(desk, four[:2]).talk)
    first, second = group.copies
    signing_secrets.choose_secret(desk, four[0].id, WORKER_SECRET)
    sign_off.sign(desk, first.id, Role.WORKER, WORKER_SECRET)
    with pytest.raises(NotAllowed, match="Ania Wójcik-Łęcka's record is signed already"):
        hold_group.take_back(desk, group.talk)
    sign_off.take_back(desk, second.id)
    with pytest.raises(BadInput, match="signed already"):
        hold_supervision.save(desk, second.id, {"summary": "Another story."})
    hold_supervision.save(desk, second.id, {"comments_worker": "In my own words."})
    with pytest.raises(NotAllowed, match="signed already"):
        hold_group.change_participants(desk, group.talk, ids(four))
    hold_group.close(desk, group.talk)
    with desk.cabinet.reading() as work:
        told = [Content.from_bytes(records.frozen(work, copy.id)).answers for copy in group.copies]
    assert told[0]["summary"] == told[1]["summary"]
    assert told[1]["comments_worker"] == "In my own words."


def test_one_may_decline_and_one_may_sign_another_day(desk: Desk, four: list[Worker], clock: Clock) -> None:
    """[REC-2]"""
    group = hold_group.close(desk, written(desk, four[:2]).talk)
    first, second = group.copies
    sign_off.decline(desk, first.id, Role.WORKER, "That is not what I said about room 9.")
    assert sign_off.sign(desk, first.id, Role.SUPERVISOR, SUPERVISOR_SECRET).state is State.CLOSED
    with desk.cabinet.reading() as work:
        other = Content.from_bytes(records.frozen(work, second.id))
    assert other.declined == ()
    assert [line.record.id for line in home(desk).waiting] == [second.id]
    clock.turn(days=3)
    assert sign(desk, second.id, four[1]) is State.CLOSED


def test_the_supervisor_signs_in_one_go_what_was_agreed_to_and_nothing_else(
    desk: Desk, four: list[Worker]
) -> None:
    """[REC-1] [REC-2]"""
    group = hold_group.close(desk, written(desk, four[:3]).talk)
    with pytest.raises(NotAllowed, match="waits for you alone"):
        hold_group.countersign(desk, group.talk, SUPERVISOR_SECRET)
    sign_off.write_disagreement(desk, group.copies[2].id, Role.WORKER, "It was not only the trolley.")
    for worker, copy in zip(four[:3], group.copies, strict=True):
        signing_secrets.choose_secret(desk, worker.id, WORKER_SECRET)
        sign_off.sign(desk, copy.id, Role.WORKER, WORKER_SECRET)
    waiting = hold_group.open_group(desk, group.talk).for_supervisor
    assert [one.name for one in waiting] == ["Ania Wójcik-Łęcka", "Kofi Mensah"]
    signed = hold_group.countersign(desk, group.talk, SUPERVISOR_SECRET)
    assert [record.state for record in signed] == [State.CLOSED, State.CLOSED]
    assert [copy.state for copy in hold_group.open_group(desk, group.talk).copies] == [
        State.CLOSED,
        State.CLOSED,
        State.PART_SIGNED,
    ]


def test_who_was_not_there_has_no_record_and_no_reason_is_told(desk: Desk, four: list[Worker]) -> None:
    group = hold_group.start(desk, ids(four[:2]), ids(four[2:]))
    assert [member.record is not None for member in group.members] == [True, True, False, False]
    assert group.shared.facts["meeting.participants"] == "Ania Wójcik-Łęcka and Kofi Mensah"
    assert group.shared.facts["meeting.absent"] == "Siân Prydderch and Tariq Aziz-Holm"
    assert timeline(desk, four[2].id).lines == ()


def test_people_come_in_later_or_were_not_there_after_all(desk: Desk, four: list[Worker]) -> None:
    group = written(desk, four[:3])
    changed = hold_group.change_participants(
        desk, group.talk, ids([four[0], four[3]]), ids(four[1:3]), workers_agree=True
    )
    assert [member.worker.id for member in changed.members] == ids([four[0], four[3], *four[1:3]])
    late = changed.members[1].own
    assert late is not None
    assert late.answers["summary"] == SAID["summary"]
    assert "comments_worker" not in late.answers
    assert str(late.record.held_on) == "2026-11-17"
    with desk.cabinet.reading() as work:
        assert len(action_points.open_actions(work, four[3].id)) == 1
        assert action_points.open_actions(work, four[1].id) == []
    why = [line.why for line in history_lines(desk, four[1].id)]
    assert "Was not at this group supervision." in why


def test_what_somebody_wrote_goes_only_with_their_word(desk: Desk, four: list[Worker]) -> None:
    group = written(desk, four[:3])
    with pytest.raises(NotAllowed, match="has to agree"):
        hold_group.change_participants(desk, group.talk, ids(four[:2]), ids(four[2:3]))
    assert len(hold_group.open_group(desk, group.talk).copies) == 3


def test_all_records_move_to_a_new_version_of_the_form_together(
    desk: Desk, four: list[Worker], tmp_path: Path
) -> None:
    group = written(desk, four[:3])
    newer = group.form.source.replace(b"version = 1", b"version = 2", 1)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "group.toml").write_bytes(newer)
    later = replace(desk, library=Library(tmp_path / "own"))
    hold_group.close(desk, group.talk)
    sign_off.take_back(desk, group.copies[1].id)
    assert form_moves.offered_move(later, group.copies[1].id) is None, "the others are ready to sign"
    hold_group.take_back(desk, group.talk)
    assert form_moves.offered_move(later, group.copies[1].id) is not None
    form_moves.move(later, group.copies[1].id)
    moved = hold_group.open_group(later, group.talk)
    assert {copy.form_digest for copy in moved.copies} == {later.library.get("session.group").digest}
    assert moved.shared.answers["summary"] == SAID["summary"]
    words = [member.own.answers["comments_worker"] for member in moved.members if member.own]
    assert words == list(OWN[:3])


def test_a_group_is_two_workers_or_more(desk: Desk, four: list[Worker]) -> None:
    with pytest.raises(NotAllowed, match="at least two workers"):
        hold_group.start(desk, [four[0].id, four[0].id])
    group = hold_group.start(desk, ids(four[:2]))
    with pytest.raises(NotAllowed, match="at least two workers"):
        hold_group.change_participants(desk, group.talk, ids(four[:1]))
    with pytest.raises(NotAllowed, match="for several people"):
        hold_supervision.start(desk, four[0].id, "session.group")
    with pytest.raises(NotAllowed, match="not a form for a group"):
        hold_group.start(desk, ids(four), form_id="session.short")


def test_the_whole_talk_is_discarded_at_once(desk: Desk, four: list[Worker]) -> None:
    group = written(desk, four[:2])
    with pytest.raises(NotAllowed, match="has to agree"):
        hold_group.discard(desk, group.talk, "It was a team meeting.")
    assert hold_group.open_group(desk, group.talk).is_being_written
    hold_group.discard(desk, group.talk, "It was a team meeting.", workers_agree=True)
    with pytest.raises(NotFound):
        hold_group.open_group(desk, group.talk)


def test_home_shows_a_group_once_and_each_file_has_its_history(desk: Desk, four: list[Worker]) -> None:
    group = written(desk, four[:3])
    (line,) = home(desk).drafts
    assert (line.record.id, line.others) == (group.copies[0].id, ("Kofi Mensah", "Siân Prydderch"))
    hold_group.close(desk, group.talk)
    for worker in four[:3]:
        said = [line.what for line in history_lines(desk, worker.id)]
        assert [what.rstrip("0123456789 ") for what in said] == [
            "made ready to sign: record",
            "started record",
            "added the worker",
        ]
