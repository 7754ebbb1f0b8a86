"""How often people are supervised: looked at on the people who are here, then chosen, by keys [CAD-1]."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supervise_tui.forms.shipped import POLICIES
from supervise_tui.ui.screens.help import Help
from supervise_tui.ui.screens.policies import PoliciesScreen
from supervise_tui.ui.screens.policy_preview import PolicyPreview
from supervise_tui.ui.screens.settings import Settings
from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.ui.widgets.row_list import RowList
from supervise_tui.workflows import organisation_settings, policies
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_history import history_lines
from supervise_tui.workflows.workers import add_worker
from tests.forms.written import policy_file
from tests.ui.shell import Shell, in_front


def words(shell: Shell) -> str:
    """The screen as running text."""
    return " ".join(shell.text().split())


async def choose(shell: Shell, row: str) -> None:
    """Enter on that row."""
    shell.find("#rows", RowList).choose(row)
    await shell.press("enter")


async def an_own_one_with_faults_is_named(shell: Shell) -> None:
    """In words, with the line."""
    rows = shell.find("#rows", RowList).rows
    await choose(shell, next(row.id for row in rows if "broken.toml" in row.cells[0]))
    await shell.on(Help)
    assert "broken.toml, line" in words(shell)
    await shell.press("escape")
    await shell.on(PoliciesScreen)


async def another_is_looked_at_and_used(shell: Shell) -> None:
    """First what it means for each; then why, and it counts."""
    rows = shell.find("#rows", RowList).rows
    await choose(shell, next(row.id for row in rows if row.cells[0] == "Our home"))
    await shell.on(PolicyPreview)
    assert "Not in use yet: “Small care provider” is." in words(shell)
    assert shell.rows[:2] == [
        "Different for 1 person",
        "Gurpreet Gill | due by 1/12/2026 | → ! overdue since 8/9/2026",
    ]
    assert "The same for 1 person" in shell.rows
    assert "1. Rule 1 | at least every week" in shell.rows
    assert policies.in_use(shell.app.desk).id == "care-provider"
    await shell.press("u")
    await shell.on(Ask)
    assert "It is different for 1 of 2 people." in words(shell)
    await shell.type_in(*"Nights need more", "enter")
    await shell.on(PoliciesScreen)
    await shell.until(lambda: "“Our home” is used from now on." in shell.said, "that it is used")
    assert shell.rows[1] == "Our home | your own"
    told = history_lines(shell.app.desk)[0]
    assert (told.what.split(":")[0], told.why) == (
        "chose how often people are to be supervised",
        "Nights need more",
    )
    await shell.press("enter")
    await shell.on(PolicyPreview)
    await shell.press("u")
    assert shell.said == "This policy is in use already."
    await shell.press("escape")
    await shell.on(PoliciesScreen)


def test_a_policy_is_looked_at_on_real_people_before_it_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "own" / POLICIES
    folder.mkdir(parents=True)
    ours = policy_file('posts = ["night"]\nlimit = "1 week"', 'limit = "3 months"')
    (folder / "ours.toml").write_bytes(ours)
    (folder / "broken.toml").write_bytes(policy_file())

    def people(desk: Desk) -> None:
        for name, post in (("Gurpreet Gill", "Night care assistant"), ("Olena Kovalenko", "Cook")):
            add_worker(desk, name=name, post=post, started_on=date(2026, 9, 1))
        organisation_settings.use_own_forms(desk, str(tmp_path / "own"))

    async def story(shell: Shell) -> None:
        await shell.press("s")
        await shell.on(Settings)
        assert "Policy of the organisation | Small care provider" in shell.rows
        await choose(shell, "soon")
        await shell.on(Ask)
        await shell.type_in("backspace", *"61", "enter")
        await shell.until(lambda: "from 0 to 60" in shell.said, "the limits")
        await shell.type_in("backspace", "backspace", *"14", "enter")
        await shell.on(Settings)
        await shell.until(lambda: "Due soon is | 14 days before" in shell.rows, "the setting")
        await choose(shell, "policy")
        await shell.on(PoliciesScreen)
        await an_own_one_with_faults_is_named(shell)
        await another_is_looked_at_and_used(shell)
        (folder / "ours.toml").write_bytes(ours.replace(b"1 week", b"2 weeks"))
        await shell.press("r")
        changed = "Our home | ! the one in use, as its file is now"
        await shell.until(lambda: changed in shell.rows, "what its file says now")
        assert policies.in_use(shell.app.desk).source == ours
        await shell.press("f")
        await shell.on(Ask)
        await shell.type_in(*str(folder / "broken.toml"), "enter")
        await shell.until(lambda: "broken.toml has" in shell.said, "its faults")
        shell.fill(answer=str(folder / "ours.toml"))
        await shell.press("enter")
        await shell.on(PolicyPreview)

    in_front(tmp_path, story, prepare=people)
