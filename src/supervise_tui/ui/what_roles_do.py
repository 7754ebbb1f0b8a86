"""Which key on which screen is for which act: hidden and explained to who may not do it [REC-5].

Nothing is kept from anybody here: the workflows refuse what a role may not do, whatever is pressed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from supervise_tui.domain.roles import Act

KEYS: Final = MappingProxyType(
    {
        ("Home", "add"): Act.CHANGE_WORKERS,
        ("Home", "export"): Act.EXPORT,
        ("WorkerFileScreen", "start"): Act.WRITE_RECORDS,
        ("WorkerFileScreen", "ahead"): Act.PLAN,
        ("WorkerFileScreen", "new_record"): Act.WRITE_RECORDS,
        ("WorkerFileScreen", "change"): Act.CHANGE_WORKERS,
        ("WorkerFileScreen", "export"): Act.EXPORT,
        ("WorkerFileScreen", "secret"): Act.WRITE_RECORDS,
        ("WorkerYearScreen", "save"): Act.EXPORT,
        ("AbsencesScreen", "note"): Act.PLAN,
        ("AbsencesScreen", "came_back"): Act.PLAN,
        ("AbsencesScreen", "cover"): Act.PLAN,
        ("AbsencesScreen", "take_back"): Act.PLAN,
        ("LearningScreen", "new"): Act.WRITE_RECORDS,
        ("LearningScreen", "take_out"): Act.WRITE_RECORDS,
        ("LearningScreen", "save"): Act.EXPORT,
        ("LearningEntry", "attach"): Act.WRITE_RECORDS,
        ("LearningEntry", "take_out"): Act.WRITE_RECORDS,
        ("LearningEntry", "copies"): Act.EXPORT,
        ("SixCsScreen", "new"): Act.WRITE_RECORDS,
        ("SixCsScreen", "bring_in"): Act.WRITE_RECORDS,
        ("SixCsScreen", "take_out"): Act.WRITE_RECORDS,
        ("SixCsScreen", "save"): Act.EXPORT,
        ("InductionScreen", "lists"): Act.CHANGE_WORKERS,
        ("InductionScreen", "own"): Act.CHANGE_WORKERS,
        ("InductionScreen", "take_back"): Act.CHANGE_WORKERS,
        ("FileOfNoWorker", "new_record"): Act.WRITE_RECORDS,
        ("FileOfNoWorker", "export"): Act.EXPORT,
        ("IdeasScreen", "page"): Act.EXPORT,
        ("PlanCases", "new"): Act.WRITE_RECORDS,
        ("PlanCase", "log"): Act.WRITE_RECORDS,
        ("PlanCase", "more"): Act.WRITE_RECORDS,
        ("PlanCase", "export"): Act.EXPORT,
        ("PlanCase", "bundle"): Act.EXPORT,
        ("CaseBundleScreen", "make"): Act.EXPORT,
        ("PlanComparison", "save"): Act.EXPORT,
        ("LettersScreen", "new"): Act.WRITE_RECORDS,
        ("LetterScreen", "sign"): Act.SIGN_AS_SUPERVISOR,
        ("LetterScreen", "save"): Act.EXPORT,
        ("CoverageScreen", "save"): Act.EXPORT,
        ("PolicyPreview", "use"): Act.CHANGE_SETTINGS,
        ("ReceiptScreen", "save_copy"): Act.EXPORT,
        ("ReceiptScreen", "save_scans"): Act.EXPORT,
        ("ReceiptScreen", "save_page"): Act.EXPORT,
        ("ReceiptScreen", "add_to"): Act.WRITE_RECORDS,
        ("FlagsScreen", "deal_with"): Act.SETTLE_FLAGS,
        ("KeysAndBackups", "backup"): Act.BACKUP,
        ("KeysAndBackups", "try"): Act.TRY_RECOVERY,
        ("KeysAndBackups", "passphrase"): Act.CHANGE_PASSPHRASE,
        ("KeysAndBackups", "give"): Act.CHANGE_KEYS,
        ("KeysAndBackups", "take"): Act.CHANGE_KEYS,
    }
)
"""By the screen's class and the name of its action."""


def act_of(screen: object, action: str) -> Act | None:
    """Give the act that a key of a screen is for; None when everybody may."""
    return KEYS.get((type(screen).__name__, action.partition("(")[0].removeprefix("screen.")))
