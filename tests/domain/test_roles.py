"""What each role may do, cell by cell; written out here a second time, on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.domain import roles
from supervise_tui.domain.roles import CAN_BE_GIVEN, TABLE, Act, KeyRole

EVERYONE = set(KeyRole) - {KeyRole.RECOVERY}
STAND_INS = {KeyRole.OWNER, KeyRole.DEPUTY, KeyRole.REGISTERED_MANAGER}
HOUSE = {KeyRole.OWNER, KeyRole.REGISTERED_MANAGER}
MANAGERS = {KeyRole.REGISTERED_MANAGER, KeyRole.NEXT_LINE_MANAGER, KeyRole.PROVIDER}
MAY: dict[Act, set[KeyRole]] = {
    Act.READ_FILE: EVERYONE,
    Act.READ_HISTORY: EVERYONE,
    Act.WRITE_RECORDS: STAND_INS,
    Act.SIGN_AS_SUPERVISOR: STAND_INS,
    Act.PREPARE: {KeyRole.OWNER},
    Act.PLAN: STAND_INS,
    Act.CHANGE_WORKERS: STAND_INS,
    Act.SETTLE_FLAGS: STAND_INS | MANAGERS,
    Act.AUDIT: MANAGERS | {KeyRole.AUDITOR},
    Act.EXPORT: STAND_INS | MANAGERS,
    Act.BACKUP: STAND_INS,
    Act.RESTORE: STAND_INS | {KeyRole.RECOVERY},
    Act.TRY_RECOVERY: {KeyRole.OWNER, KeyRole.RECOVERY},
    Act.CHANGE_PASSPHRASE: EVERYONE,
    Act.CHANGE_KEYS: {KeyRole.OWNER, KeyRole.RECOVERY},
    Act.CHANGE_SETTINGS: HOUSE,
    Act.ACCEPT_HISTORY: HOUSE,
    Act.DESTROY: HOUSE,
    Act.SEE_PLANS: EVERYONE,
    Act.WRITE_PLANS: HOUSE,
}


def test_every_role_is_asked_about_every_act() -> None:
    assert TABLE.keys() == {(role, act) for role in KeyRole for act in Act}
    assert MAY.keys() == set(Act)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", KeyRole)
def test_a_role_may_what_the_table_says_and_is_told_why_not(role: KeyRole, act: Act) -> None:
    assert roles.may(role, act) == (role in MAY[act])
    why = roles.why_not(role, act)
    assert (why == "") == (role in MAY[act])
    if why:
        assert why.startswith(("A ", "An ", "The ", "Who "))
        assert f"cannot {act.words}. " in why
        assert why.endswith(".")


def test_an_inspector_writes_nothing_and_takes_nothing_away() -> None:
    allowed = {act for act in Act if roles.may(KeyRole.INSPECTOR, act)}
    assert allowed == {Act.READ_FILE, Act.READ_HISTORY, Act.CHANGE_PASSPHRASE, Act.SEE_PLANS}


def test_a_role_of_a_newer_program_may_the_least() -> None:
    for act in Act:
        assert roles.may("archivist", act) == roles.may(KeyRole.INSPECTOR, act)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", KeyRole)
def test_where_plans_are_kept_only_the_owner_and_the_registered_manager_write(
    role: KeyRole, act: Act
) -> None:
    talks = {Act.WRITE_RECORDS, Act.SIGN_AS_SUPERVISOR, Act.PREPARE, Act.PLAN}
    who = HOUSE if act in talks | {Act.CHANGE_WORKERS, Act.AUDIT, Act.WRITE_PLANS} else MAY[act] & EVERYONE
    why = roles.why_not_in_plans(role, act)
    assert (why == "") == (role in who)
    assert why == "" or why.endswith(".")


def test_what_comes_with_the_cabinet_is_not_given() -> None:
    assert set(KeyRole) - set(CAN_BE_GIVEN) == {KeyRole.OWNER, KeyRole.RECOVERY}
    for role in KeyRole:
        assert role.label[0].isupper()
        assert role.says.endswith(".")


def test_the_page_on_security_shows_the_same_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
    for act in Act:
        cells = " | ".join("yes" if roles.may(role, act) else "–" for role in KeyRole)
        assert f"| {act.words} | {cells} |" in page, act
