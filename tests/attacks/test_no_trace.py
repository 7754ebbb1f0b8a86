"""Whoever has no key for improvement plans finds no trace of one: two lives, equal but for the plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.app import command_line
from supervise_tui.domain.people import Outsider
from supervise_tui.domain.plan_letter import CaseLetter
from supervise_tui.domain.roles import KeyRole
from supervise_tui.forms.library import Library
from supervise_tui.problems import NotAllowed, WrongSecret
from supervise_tui.store import drawer_file, people, plan_letters
from supervise_tui.store.backup import make_backup, open_backup
from supervise_tui.store.backup_parts import Contents
from supervise_tui.workflows import open_cabinet, plan_cases, signing_secrets
from supervise_tui.workflows.home import home
from supervise_tui.workflows.open_cabinet import close_desk
from supervise_tui.workflows.plans_desk import plans_desk, sees_plans
from tests.homes import choose_secrets
from tests.key_ring import SECRETS, KeyRing, key_ring
from tests.workflows.plan_forms import closed_concern, with_short_forms

WORDS = "Pelargonium charts"
CHAIR = Outsider(id="c0" * 8, name="Ottoline Zapotec", post="Hearing chair")


@dataclass(frozen=True)
class Lives:
    """Two copies of one cabinet after the same days, one of them with plans."""

    without: KeyRing
    with_plans: KeyRing


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lives]:
    """Live both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawer_file, "SMALLEST", 4 * 1024 * 1024)
        rings = []
        for plans in (False, True):
            ground = tmp_path_factory.mktemp("two" if plans else "one")
            ring = key_ring(ground)
            for role, secret in SECRETS.items():
                (ground / role.value).write_text(f"{secret}\n", "utf-8")
            if plans:
                live_with_plans(ring, ground)
            else:
                close_desk(ring.open())
            rings.append(ring)
        yield Lives(*rings)


def live_with_plans(ring: KeyRing, ground: Path) -> None:
    """Open the cabinet as its owner, do with plans all that leaves something behind, and close it."""
    desk = with_short_forms(ring.open(), ground / "own")
    plans = plans_desk(desk)
    with plans.cabinet.reading() as work:
        ania = people.worker(work, ring.ania)
    choose_secrets(plans, ania)
    case = plan_cases.open_case(desk, ring.ania, "medication")
    closed_concern(desk, case.id, WORDS)
    plan_cases.save_entry(desk, plan_cases.new_entry(desk, case.id, "pause"), {"day": "2026-11-10"})
    plan_cases.start_record(desk, plan_cases.open_case(desk, ring.bethan).id, "concern")
    with plans.cabinet.transaction() as work:
        people.save_outsider(work, CHAIR)
        letter = CaseLetter(id="a0" * 8, case=case.id, kind="invitation", content={"why": WORDS})
        plan_letters.keep_letter(work, letter, desk.now)
        plan_letters.make_final(work, letter.id, WORDS.encode() * 20_000, desk.holder, desk.now)
    for person in (CHAIR.id, ring.bethan):  # neither has a signing secret in the records
        signing_secrets.choose_secret(plans, person, "violet kettle acorn")
        with pytest.raises(WrongSecret):
            signing_secrets.check_secret(plans, person, "another one")
    close_desk(desk)


def files(ring: KeyRing) -> dict[str, int]:
    """Every file of the cabinet and of the computer's memory of it, with its size."""
    return {
        str(path.relative_to(ring.folder.parent)): path.stat().st_size
        for top in (ring.folder, ring.state)
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_files_have_the_same_names_sizes_and_times_and_say_the_same(lives: Lives) -> None:
    one, other = files(lives.without), files(lives.with_plans)
    assert one == other
    for name in one:
        if name.endswith((".json", "lock")) and "cabinets" not in name:  # that one says where they lie
            mine, theirs = (ring.folder.parent / name for ring in (lives.without, lives.with_plans))
            assert mine.read_bytes() == theirs.read_bytes(), name
    for ring in (lives.without, lives.with_plans):
        assert len({path.stat().st_mtime_ns for path in ring.folder.glob("*.db")}) == 1


def rows(ring: KeyRing, role: KeyRole) -> dict[str, list[Any]]:
    """All that is in the records, table by table, read by who has that key."""
    desk = ring.open(role)
    with desk.cabinet.reading() as work:
        ask = work.connection().exec_driver_sql
        tables = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: [tuple(row) for row in ask(f"SELECT * FROM {name}")] for name in tables}
    close_desk(desk)
    return found


def test_the_records_hold_the_same_to_the_last_row_and_home_shows_the_same(lives: Lives) -> None:
    assert rows(lives.without, KeyRole.DEPUTY) == rows(lives.with_plans, KeyRole.DEPUTY)
    shown = []
    for ring in (lives.without, lives.with_plans):
        desk = ring.open(KeyRole.NEXT_LINE_MANAGER)
        assert not sees_plans(desk)
        with pytest.raises(NotAllowed):
            plans_desk(desk)
        assert (desk.cabinet.warnings, desk.cabinet.notes) == ((), ())
        shown.append(home(desk))
        close_desk(desk)
    assert shown[0] == shown[1]


def test_backups_of_whoever_makes_them_are_as_long_and_list_the_same(lives: Lives, tmp_path: Path) -> None:
    for role in (KeyRole.OWNER, KeyRole.DEPUTY):
        sizes, lists = set(), []
        for name, ring in (("without", lives.without), ("with", lives.with_plans)):
            desk = ring.open(role)
            made = make_backup(desk.cabinet, tmp_path / f"{name} {role}", now=ring.clock)
            close_desk(desk)
            assert made.whole
            sizes.add(made.size)
            backup = open_backup(made.path, SECRETS[KeyRole.DEPUTY], state_folder=tmp_path, now=ring.clock)
            lists.append(told(backup.contents))
        assert len(sizes) == 1
        assert lists[0] == lists[1]


def told(contents: Contents) -> Json:
    """What the list inside a backup says, but for the digests of encrypted bytes."""
    return [{"store": one.store, "size": one.size, "tally": one.tally.as_json()} for one in contents.parts]


ANIA = ("--worker", "Ania", "--purpose", "Stands in")
EVERYONE = ("--purpose", "Stands in")
LISTS: dict[str, tuple[str, ...]] = {
    "due": (),
    "coverage": (),
    "year": ANIA,
    "training": ANIA,
    "evidence": ANIA,
    "calendar": ("--to", "talks.ics", *EVERYONE),
    "list": EVERYONE,
    "export": ("--to", "copies", *EVERYONE),
    "check": (),
    "certificate": ("--to", "home.pem"),
    "history": EVERYONE,
    "backup": ("--to", "stick.cabinet-backup"),
    "keys": (),
    "policies preview": ("--use", "care-provider"),
    "absences list": EVERYONE,
    "induction list": ANIA,
    "ratings list": ANIA,
    "ratings means": (),
}
"""Every command that tells something out of a cabinet, with what it is asked."""
TELL_NOTHING = {
    *("demo", "new", "open", "restore", "recover", "passphrase"),
    *("trust add", "trust list", "forms check", "forms list", "forms show", "forms print", "forms new"),
    *("policies check", "policies list", "policies show", "policies use", "policies procedure"),
    *("absences add", "absences back", "absences cover", "induction add", "induction assess"),
    "ratings import",
}
"""Commands that tell nothing out of a cabinet, or only write."""


COMMANDS = typer.main.get_command(command_line())


def commands(group: Any, before: str = "") -> Iterator[str]:
    """Name every command there is."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        elif before != "plans ":  # those are for who may see plans: tests/cli/test_plans.py
            yield f"{before}{name}"


def test_no_command_is_forgotten_here() -> None:
    assert set(commands(COMMANDS)) == LISTS.keys() | TELL_NOTHING


def test_every_command_tells_a_deputy_the_same(
    lives: Lives,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    library = Library()  # read once: forty commands in one process need not read every form anew
    monkeypatch.setattr(open_cabinet, "Library", lambda folder: library)
    told, written = [], []
    for name, ring in (("without", lives.without), ("with", lives.with_plans)):
        monkeypatch.setenv("SUPERVISE_STATE_FOLDER", str(ring.state))
        place = tmp_path / name
        place.mkdir()
        monkeypatch.chdir(place)
        told.append({command: outcome(command, words, ring, capsys) for command, words in LISTS.items()})
        written.append(
            {str(path.relative_to(place)): path.stat().st_size for path in place.rglob("*") if path.is_file()}
        )
    assert told[0] == told[1]
    assert written[0] == written[1]
    statuses = {command: status for command, (status, _, _) in told[0].items()}
    assert set(statuses.values()) == {0}, told[0]
    assert WORDS not in str(told)


def outcome(
    command: str, words: tuple[str, ...], ring: KeyRing, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    """Run a command and give its status and what it printed, but for places, times and fingerprints."""
    secret = ("--passphrase-file", str(ring.folder.parent / KeyRole.DEPUTY.value))
    args = [*command.split(), str(ring.folder), *words, *secret]
    status = COMMANDS.main(args=args, prog_name="supervise", standalone_mode=False)
    printed = capsys.readouterr()
    return status or 0, unlike(printed.out, ring), unlike(printed.err, ring)


def unlike(text: str, ring: KeyRing) -> str:
    """Take out what is another in each life whatever happens in it."""
    for sign in (str(ring.folder.parent), ring.folder.parent.name):
        text = text.replace(sign, "")
    text = re.sub(r"(backup|folder): \S+/", "", text)
    text = re.sub(r"\d\d:\d\d(:\d\d)?", "", text)
    return re.sub(r"\b[0-9a-f]{4}( [0-9a-f]{4})+\b|[0-9a-f]{16,}", "", text)
