"""Who may take a case bundle out of the cabinet, key by key; the history of the plans keeps each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from supervise_tui.documents.case_bundle import check_whole
from supervise_tui.domain import roles
from supervise_tui.domain.roles import Act, KeyRole
from supervise_tui.problems import NotAllowed, NotOpened
from supervise_tui.store import history, people
from supervise_tui.store import plan_cases as kept
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows import case_bundle, file_openings, plan_comparison, read_history, signing_secrets
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import HOME_TIME, close_desk, open_desk
from supervise_tui.workflows.plans_desk import plans_desk
from tests.domain import plan_story
from tests.homes import Clock, add_ania, make_home
from tests.key_ring import NAMES, SECRETS, give_all

SIGNING = "orchard bicycle ninety"
TAKES = {
    KeyRole.OWNER: True,
    KeyRole.DEPUTY: True,
    KeyRole.REGISTERED_MANAGER: True,
    KeyRole.NEXT_LINE_MANAGER: True,
    KeyRole.PROVIDER: True,
    KeyRole.AUDITOR: False,
    KeyRole.INSPECTOR: False,
}
SIGNS = {KeyRole.OWNER, KeyRole.REGISTERED_MANAGER}
"""Whoever writes plans; the others take a bundle that nobody has signed as a whole."""
TAKEN = "saved the bundle of an improvement plan as a PDF"


@dataclass(frozen=True)
class Keys:
    """A closed cabinet with one case, and a key for plans for every role."""

    folder: Path
    state: Path
    clock: Clock
    ania: str
    case: str

    def open(self, role: KeyRole) -> Desk:
        return open_desk(self.folder, SECRETS[role], state=self.state, now=self.clock, costs=FLOOR)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    place = tmp_path_factory.mktemp("keys")
    clock = Clock(datetime(2026, 4, 1, 9, tzinfo=HOME_TIME))
    desk, _ = make_home(place / "beck.cabinet", place / "state", clock)
    ania = add_ania(desk)
    story = plan_story.at_stage_1()
    case = replace(story.case, id="ab" * 8, worker=ania.id)
    with plans_desk(desk).cabinet.transaction() as work:
        kept.open_case(work, case, desk.holder, desk.now)
        for number, entry in enumerate(story.entries):
            kept.add_entry(work, replace(entry, id=f"{number:016x}", case=case.id), desk.now)
    give_all(desk, ("records", "plans"))
    with desk.cabinet.reading() as work:
        everybody = people.supervisors(work)
    for one in everybody:
        signing_secrets.choose_secret(desk, one.id, SIGNING)
    close_desk(desk)
    return Keys(place / "beck.cabinet", place / "state", clock, ania.id, case.id)


def heads(*cabinets: Cabinet) -> list[object]:
    found: list[object] = []
    for cabinet in cabinets:
        with cabinet.reading() as work:
            found.append(history.head(work, history.CABINET))
    return found


def test_every_role_stands_here() -> None:
    assert set(TAKES) == set(KeyRole) - {KeyRole.RECOVERY}
    assert roles.why_not_in_plans(KeyRole.RECOVERY, Act.EXPORT)


@pytest.mark.parametrize("role", TAKES)
def test_who_copies_records_out_takes_the_bundle_and_the_history_says_who(
    keys: Keys, role: KeyRole, tmp_path: Path
) -> None:
    desk = keys.open(role)
    plans = plans_desk(desk)
    to = tmp_path / "out"
    if role is not KeyRole.OWNER:
        before = heads(desk.cabinet, plans.cabinet)
        with pytest.raises((NotOpened, NotAllowed)):  # what for has to be said first
            case_bundle.save_bundle(desk, keys.case, to)
        compared = plan_comparison.compare(desk)
        assert (compared.shut, compared.comparison.all.plans) == (1, 0)
        assert heads(desk.cabinet, plans.cabinet) == before
        file_openings.open_file(plans, keys.ania, name=NAMES[role], role=role.label, purpose="The hearing")
    before = heads(desk.cabinet, plans.cabinet)
    assert case_bundle.may_sign(desk) == (role in SIGNS)
    if role not in SIGNS:
        with pytest.raises(NotAllowed):
            case_bundle.unlock_to_sign(desk, SIGNING)
    if TAKES[role]:
        made = case_bundle.save_bundle(desk, keys.case, to)
        assert check_whole(made.read_bytes(), []) is None
        assert "This file as a whole is not signed." in PdfReader(made).pages[0].extract_text()
        newest = next(one for one in read_history.history_lines(plans, keys.ania) if one.what == TAKEN)
        assert newest.who == (NAMES.get(role) or desk.owner.name)
        assert heads(desk.cabinet) == before[:1]
        assert not any("bundle" in line.what for line in read_history.history_lines(desk))
    else:
        with pytest.raises(NotAllowed) as refused:
            case_bundle.save_bundle(desk, keys.case, to)
        assert refused.value.sentence == roles.why_not_in_plans(role, Act.EXPORT)
        with pytest.raises(NotAllowed):
            plan_comparison.save_comparison(desk, to)
        assert heads(desk.cabinet, plans.cabinet) == before
        assert not to.exists()
    close_desk(desk)
