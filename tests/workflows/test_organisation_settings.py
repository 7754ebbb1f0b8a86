"""What a home chooses: kept, bounded, told in the history where records are concerned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supervise_tui.domain.people import Nation
from supervise_tui.problems import BadInput, FileTrouble
from supervise_tui.workflows import backups, layouts, this_computer
from supervise_tui.workflows import organisation_settings as settings
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, open_desk
from supervise_tui.workflows.read_history import history_lines
from tests.homes import PASSPHRASE, Clock

OWN = Path(__file__).parents[1] / "forms" / "own"


def told(desk: Desk) -> list[str]:
    """What the history says, newest first."""
    return [line.what for line in history_lines(desk)]


def test_everything_chosen_is_there_again_when_the_cabinet_is_opened_the_next_time(
    desk: Desk, tmp_path: Path
) -> None:
    settings.rename_home(desk, "  Rosewood   House ", Nation.WALES)
    settings.set_idle_times(desk, 3, 45)
    settings.set_reminder(desk, 14)
    settings.set_backups_to(desk, str(tmp_path))
    layouts.set_default_layout(desk, layouts.STRUCTURED_LAYOUT)
    settings.use_own_forms(desk, str(OWN))
    before = settings.chosen(desk)
    folder, state = desk.cabinet.folder, desk.state
    close_desk(desk)

    again = open_desk(folder, PASSPHRASE, state=state, now=Clock())
    try:
        assert settings.chosen(again) == before
        assert (again.organisation.name, again.organisation.nation) == ("Rosewood House", Nation.WALES)
        assert settings.idle_times(again) == settings.IdleTimes(still=3, lock=45)
        assert layouts.default_layout(again) == layouts.STRUCTURED_LAYOUT
        assert backups.proposed_folder(again) == str(tmp_path)
        assert again.library.is_own("own.exit_interview")
    finally:
        close_desk(again)


def test_what_concerns_the_records_stands_in_the_history(desk: Desk, tmp_path: Path) -> None:
    settings.rename_home(desk, "Rosewood House", Nation.ENGLAND)
    settings.set_idle_times(desk, 3, 45)
    settings.set_reminder(desk, 0)
    layouts.set_default_layout(desk, layouts.STRUCTURED_LAYOUT)
    settings.use_own_forms(desk, str(OWN))
    settings.set_backups_to(desk, str(tmp_path))
    assert told(desk)[:5] == [
        "chose the folder with the home's own forms",
        "chose the layout of new supervisions",
        "changed when to be reminded of a backup",
        "changed after how long the screen is covered and locked",
        "changed the name or the nation of the home",
    ]


def test_a_name_that_stays_the_same_is_no_event(desk: Desk) -> None:
    before = told(desk)
    settings.rename_home(desk, f" {desk.organisation.name} ", desk.organisation.nation)
    assert told(desk) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: settings.rename_home(desk, "  ", Nation.ENGLAND),
        lambda desk: settings.set_idle_times(desk, 0, 30),
        lambda desk: settings.set_idle_times(desk, 16, 30),
        lambda desk: settings.set_idle_times(desk, 5, 121),
        lambda desk: settings.set_idle_times(desk, 10, 5),
        lambda desk: settings.set_reminder(desk, -1),
        lambda desk: settings.set_reminder(desk, 61),
        lambda desk: settings.set_backups_to(desk, "/not/there/at/all"),
        lambda desk: settings.set_backups_to(desk, str(desk.cabinet.folder)),
        lambda desk: settings.use_own_forms(desk, "/not/there/at/all"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(desk: Desk, change: Callable[[Desk], object]) -> None:
    before, history = settings.chosen(desk), told(desk)
    with pytest.raises(BadInput):
        change(desk)
    assert (settings.chosen(desk), told(desk)) == (before, history)


def test_own_forms_count_at_once_and_a_faulty_one_is_named(desk: Desk, tmp_path: Path) -> None:
    shipped = desk.library.get(layouts.SHORT_LAYOUT)
    ours = shipped.source.decode().replace(f"version = {shipped.version}", "version = 9", 1)
    (tmp_path / "short.toml").write_text(ours, "utf-8")
    (tmp_path / "broken.toml").write_text("id = ", "utf-8")

    forms = settings.use_own_forms(desk, str(tmp_path))
    assert forms is not None
    assert [(form.version, old.version if old else 0) for form, old in forms.used] == [(9, shipped.version)]
    assert [bad.name for bad in forms.left_out] == ["broken.toml"]
    assert desk.library.get(layouts.SHORT_LAYOUT).version == 9

    (tmp_path / "broken.toml").unlink()
    (tmp_path / "short.toml").write_text(ours.replace("version = 9", "version = 10", 1), "utf-8")
    again = settings.own_forms(desk)
    assert again is not None
    assert ([form.version for form, _ in again.used], again.left_out) == ([10], ())

    assert settings.use_own_forms(desk, "") is None
    assert desk.library.get(layouts.SHORT_LAYOUT).version == shipped.version


def test_a_folder_that_is_gone_is_said_and_the_programs_forms_are_used(desk: Desk, tmp_path: Path) -> None:
    away = tmp_path / "drive"
    away.mkdir()
    settings.use_own_forms(desk, str(away))
    away.rmdir()
    forms = settings.own_forms(desk)
    assert forms is not None
    assert (forms.there, forms.used) == (False, ())
    assert desk.library.get(layouts.SHORT_LAYOUT)


def test_a_computer_that_cannot_keep_the_folder_says_so(desk: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    with pytest.raises(FileTrouble):
        this_computer.keep_own_forms(blocked / "state", tmp_path)
    assert this_computer.own_forms(blocked / "state") is None


@pytest.mark.parametrize("kept", ["", "[]", '{"folder": 3}', '{"folder": ""}'])
def test_a_spoilt_note_of_the_folder_is_as_good_as_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "own_forms.json").write_text(kept)
    assert this_computer.own_forms(tmp_path) is None
