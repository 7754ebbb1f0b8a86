"""The keys that are hidden by role are those that there are."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from supervise_tui.domain.roles import Act
from supervise_tui.ui.screens.absences import AbsencesScreen
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.case_bundle import CaseBundleScreen
from supervise_tui.ui.screens.coverage import CoverageScreen
from supervise_tui.ui.screens.file_of_no_worker import FileOfNoWorker
from supervise_tui.ui.screens.flags import FlagsScreen
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.ideas import IdeasScreen
from supervise_tui.ui.screens.induction import InductionScreen
from supervise_tui.ui.screens.keys_and_backups import KeysAndBackups
from supervise_tui.ui.screens.learning import LearningScreen
from supervise_tui.ui.screens.learning_entry import LearningEntry
from supervise_tui.ui.screens.letter import LetterScreen
from supervise_tui.ui.screens.letters import LettersScreen
from supervise_tui.ui.screens.plan_case import PlanCase
from supervise_tui.ui.screens.plan_cases import PlanCases
from supervise_tui.ui.screens.plan_comparison import PlanComparison
from supervise_tui.ui.screens.policy_preview import PolicyPreview
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.six_cs import SixCsScreen
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.ui.screens.worker_year import WorkerYearScreen
from supervise_tui.ui.what_roles_do import KEYS, act_of

SCREENS: dict[str, type[House]] = {
    screen.__name__: screen
    for screen in (
        Home,
        WorkerFileScreen,
        WorkerYearScreen,
        CoverageScreen,
        ReceiptScreen,
        FlagsScreen,
        KeysAndBackups,
        AbsencesScreen,
        InductionScreen,
        LearningScreen,
        LearningEntry,
        SixCsScreen,
        FileOfNoWorker,
        IdeasScreen,
        PolicyPreview,
        PlanCases,
        PlanCase,
        CaseBundleScreen,
        PlanComparison,
        LettersScreen,
        LetterScreen,
    )
}


@pytest.mark.parametrize(("screen", "action"), KEYS)
def test_every_key_named_is_a_key_of_that_screen(screen: str, action: str) -> None:
    kind = SCREENS[screen]
    assert action in {key.action for key in kind.BINDINGS if isinstance(key, Binding)}
    assert hasattr(kind, f"action_{action}")


def test_what_is_not_named_is_for_everybody() -> None:
    assert act_of(Home(), "add") is Act.CHANGE_WORKERS
    assert act_of(Home(), "workers") is None
