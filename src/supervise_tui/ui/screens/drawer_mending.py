"""The questions that put the improvement plans in order when their file is damaged or an older one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from supervise_tui.ui.widgets.ask import Ask
from supervise_tui.workflows import backups, drawer_mending
from supervise_tui.workflows.desk import Desk

if TYPE_CHECKING:
    from supervise_tui.ui.guarded import Guarded

_BACKUP, _EMPTY = "backup", "empty"
_WHY = "Why, as far as you know"


def put_in_order(house: Guarded, then: Callable[[], object]) -> None:
    """Ask how, for a file that cannot be read; `then` once it is in order."""

    def chosen(how: str | None) -> None:
        if how == _BACKUP:
            put_back(house, then)
        elif how == _EMPTY:
            _begin_empty(house, then)

    house.push_screen(
        Ask.choice(
            "Put the improvement plans in order",
            "Their file, plans.db, is damaged, missing, or not of this cabinet. Everything else is whole and "
            "works; only keys cannot be changed before this is done. Is the file still somewhere, as it was? "
            "Then lock the cabinet and copy it back first.",
            ((_BACKUP, "Put them back from a backup"), (_EMPTY, "There is none: begin with no plans")),
            value=_BACKUP,
            yes="Go on",
        ),
        chosen,
    )


def put_back(house: Guarded, then: Callable[[], object]) -> None:
    """Ask for the backup, the reason and its passphrase."""
    desk = house.desk

    def named(file: str | None) -> None:
        if file is not None:
            _ask_why(house, _path(file), then)

    house.push_screen(
        Ask.line(
            "Which backup?",
            "Only the improvement plans are taken out of it; all else stays as it is today. Take the newest "
            "one from before the damage.",
            label="Backup file",
            value=drawer_mending.last_backup_file(desk),
            yes="Go on",
            check=lambda file: backups.look_at(_path(file)),
        ),
        named,
    )


def _ask_why(house: Guarded, file: Path, then: Callable[[], object]) -> None:
    def answered(reason: str | None) -> None:
        if reason is not None:
            _ask_secret(house, house.desk, file, reason, then)

    house.push_screen(
        Ask.line(
            "What happened?",
            "The history of the plans keeps your reason, for who may see plans. The history of the cabinet "
            "says only that the file was put in order.",
            label=_WHY,
            yes="Go on",
            check=drawer_mending.check_reason,
        ),
        answered,
    )


def _ask_secret(house: Guarded, desk: Desk, file: Path, reason: str, then: Callable[[], object]) -> None:
    house.push_screen(
        Ask.secret(
            "Put the plans back",
            "The passphrase or the recovery key of the day on which the backup was made. What was written in "
            "plans after that day is not in it: compare with the letters and papers that were given out.",
            label="Passphrase on the day of the backup",
            yes="Put them back",
            check=lambda secret: drawer_mending.put_back(desk, file, secret, reason),
        ),
        _once_done(house, then),
    )


def _begin_empty(house: Guarded, then: Callable[[], object]) -> None:
    desk = house.desk
    house.push_screen(
        Ask.line(
            "Begin with no plans?",
            "Every plan, letter and paper in the damaged file is then out of reach. The file itself is kept "
            "beside the new one, as plans.damaged, until keys are changed. The history of the plans begins "
            "with your reason.",
            label=_WHY,
            yes="Begin with no plans",
            check=lambda reason: drawer_mending.begin_empty(desk, reason),
        ),
        _once_done(house, then),
    )


def _once_done(house: Guarded, then: Callable[[], object]) -> Callable[[str | None], None]:
    def answered(answer: str | None) -> None:
        if answer is not None:
            house.drawer_is_another()
            then()

    return answered


def _path(typed: str) -> Path:
    return Path(typed.strip()).expanduser()
