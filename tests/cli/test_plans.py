"""supervise plans: listed and shown to a key for plans; refused to any other in words that betray nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supervise_tui.domain.roles import KeyRole
from supervise_tui.store import plan_cases as kept
from supervise_tui.workflows.backups import make_backup
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.cli.conftest import Outcome, Run
from tests.domain import plan_story
from tests.homes import SUPERVISOR_SECRET
from tests.key_ring import SECRETS, KeyRing, key_ring


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    found = key_ring(tmp_path)
    found.clock.at = datetime(2026, 4, 1, 9, tzinfo=ZoneInfo("Europe/London"))
    return found


def with_a_case(ring: KeyRing) -> None:
    """Keep a case of Ania's that has come to stage 1."""
    desk, story = ring.open(), plan_story.at_stage_1()
    with plans_desk(desk).cabinet.transaction() as work:
        case = replace(story.case, id="ab" * 8, worker=ring.ania)
        kept.open_case(work, case, desk.holder, desk.now)
        for number, entry in enumerate(story.entries):
            kept.add_entry(work, replace(entry, id=f"{number:016x}", case=case.id), desk.now)
    close_desk(desk)


def asked(run: Run, ring: KeyRing, *words: str | Path, role: KeyRole = KeyRole.OWNER) -> Outcome:
    """Run `supervise plans` with the key of that role."""
    secret = ring.folder.parent / "secret.txt"
    secret.write_text(SECRETS[role] + "\n", "utf-8")
    first, *others = words
    return run("plans", first, ring.folder, *others, "--passphrase-file", secret)


def test_cases_are_listed_and_shown_with_what_is_missing(ring: KeyRing, run: Run) -> None:
    assert asked(run, ring, "list").out == "There are no improvement plans.\n"
    nothing = asked(run, ring, "show")
    assert (nothing.status, nothing.err) == (
        2,
        "There is no such improvement plan. See: supervise plans list\n",
    )

    with_a_case(ring)
    listed = asked(run, ring, "list")
    assert listed.status == 0
    assert listed.out.startswith("abababababababab  Ania Wójcik-Łęcka  Stage 1: meeting to be called")
    answer = json.loads(asked(run, ring, "list", "--worker", "ania", "--json").out)
    assert [(one["state"], one["over"]) for one in answer["cases"]] == [("stage-1", False)]

    shown = asked(run, ring, "show", "--case", "abab")
    assert shown.status == 0
    assert shown.out.startswith(
        "Ania Wójcik-Łęcka: Stage 1: meeting to be called, since Monday 30 March 2026"
    )
    assert "Not possible yet\n  Invite to the meeting\n    - " in shown.out
    assert "Written concern" in shown.out
    view = json.loads(asked(run, ring, "show", "--worker", "ania", "--json").out)
    assert [one["kind"] for one in view["entries"]] == ["concern", "plan", "review"]
    invite = next(one for one in view["steps"] if one["kind"] == "invitation")
    assert (invite["allowed"], bool(invite["missing"])) == (False, True)


def test_letters_are_listed_and_what_is_on_file_is_bundled_and_compared(
    ring: KeyRing, run: Run, tmp_path: Path
) -> None:
    with_a_case(ring)
    listed = asked(run, ring, "letters", "--case", "abab")
    assert (listed.status, listed.out) == (0, "Invitation to the stage 1 meeting  needed now\n")
    answer = json.loads(asked(run, ring, "letters", "--worker", "ania", "--json").out)
    assert [one["letter"] for one in answer["needed"]] == ["invitation_1"]
    assert asked(run, ring, "letters", "--to", tmp_path / "out").out.startswith("No letter of this case")
    signing = tmp_path / "signing.txt"
    signing.write_text(f"{SUPERVISOR_SECRET}\n", "utf-8")
    to, own = ("--to", tmp_path / "bundle.pdf"), ("--sign", "--secret-file", signing)
    assert asked(run, ring, "bundle", *to, *own[1:]).status == 2
    made = asked(run, ring, "bundle", "--worker", "ania", *to, *own)
    assert (made.status, made.out) == (0, f"{tmp_path / 'bundle.pdf'}\n")
    assert "not encrypted" in made.err
    assert "--sign" not in made.err
    seen = run("check", tmp_path / "bundle.pdf")
    assert (seen.status, "Signed by Marian Oakes" in seen.out) == (1, True), seen.out
    assert "who issued the signatures is unknown here" in seen.out

    # Compared with others it says nothing: it would be about one person.
    answer = json.loads(asked(run, ring, "compare", "--json").out)
    assert [(one["by"], one["too_few"], one["plans"]) for one in answer["lines"]] == [
        ("all", True, None),
        ("template", True, None),
        ("post", True, None),
    ]
    saved = asked(run, ring, "compare", "--csv", tmp_path / "c.csv")
    assert (saved.status, saved.out) == (0, f"{tmp_path / 'c.csv'}\n")
    assert "not encrypted" in saved.err
    assert "Ania" not in (tmp_path / "c.csv").read_text("utf-8-sig")
    assert asked(run, ring, "compare", "--with", tmp_path / "c.csv").out.splitlines()[:2] == [
        "All plans  Beck House  too few",
        "All plans  Beck House  too few",
    ]


def test_a_key_that_is_not_for_plans_hears_the_same_whether_there_are_any(ring: KeyRing, run: Run) -> None:
    def refused() -> list[Outcome]:
        words = (
            ["list"],
            ["show"],
            ["list", "--json"],
            ["show", "--case", "abab"],
            ["list", "--worker", "ania"],
            ["letters"],
            ["bundle", "--to", "b.pdf"],
            ["compare", "--csv", "c.csv"],
        )
        return [asked(run, ring, *one, role=KeyRole.DEPUTY) for one in words]

    before = refused()
    with_a_case(ring)
    assert refused() == before
    assert {(one.status, one.out, one.err) for one in before} == {
        (2, "", "This key is not for improvement plans. The owner of the cabinet can give one.\n")
    }


def test_a_damaged_drawer_is_told_and_put_back_from_a_backup_by_who_has_its_key(
    ring: KeyRing, run: Run, tmp_path: Path
) -> None:
    assert asked(run, ring, "mend").out == "The improvement plans are in order.\n"
    with_a_case(ring)
    desk, backup = ring.open(), tmp_path / "stick"
    make_backup(desk, backup)
    close_desk(desk)
    (file,) = ring.folder.glob("plans*.db")
    file.write_bytes(file.read_bytes()[:9_000])

    told = asked(run, ring, "mend")
    assert (told.status, "damaged" in told.err, "plans mend" in told.err) == (2, True, True)
    why, secret = ("--reason", "The stick failed."), ring.folder.parent / "then.txt"
    secret.write_text(SECRETS[KeyRole.OWNER] + "\n", "utf-8")
    put_back = ("mend", "--from", backup, *why, "--backup-passphrase-file", secret)
    refused = {asked(run, ring, *words, role=KeyRole.DEPUTY).err for words in (("mend",), put_back)}
    assert refused == {"This key is not for improvement plans. The owner of the cabinet can give one.\n"}
    for words in (("mend", "--empty", "--from", backup, *why), ("mend", "--empty")):
        assert asked(run, ring, *words).status == 2
    done = asked(run, ring, *put_back)
    assert (done.status, done.out) == (0, "The improvement plans are in order.\n")
    assert asked(run, ring, "list").out.startswith("abababababababab")
    assert asked(run, ring, "mend", "--empty", *why).status == 2  # there is nothing to replace
