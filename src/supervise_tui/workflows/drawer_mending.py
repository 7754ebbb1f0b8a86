"""Put the improvement plans in order when their file is damaged, missing or an older one."""

from __future__ import annotations

from pathlib import Path

from supervise_tui.domain.roles import Act
from supervise_tui.problems import BadInput, NotAllowed
from supervise_tui.store import drawer_mending
from supervise_tui.store.backup import open_backup
from supervise_tui.store.drawer_mending import Harm
from supervise_tui.trust.keyslots import normalise_recovery_key, wipe_keys
from supervise_tui.workflows.backups import last_backup
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.plans_desk import is_plans_desk, records_desk

__all__ = ["Harm", "begin_empty", "check_reason", "harm", "last_backup_file", "put_back"]


def harm(desk: Desk) -> Harm | None:
    """Say what is wrong with the file; None when nothing is, and for who can do nothing about it."""
    if is_plans_desk(desk) or desk.cabinet.read_only or not desk.may(Act.ACCEPT_HISTORY):
        return None
    return drawer_mending.harm(desk.cabinet)


def put_back(desk: Desk, file: Path, secret: str, reason: str) -> None:
    """Put the plans of a backup in the place of those that cannot be read, or that are older.

    `secret`: a passphrase or the recovery key of the day of the backup. WrongSecret, TooManyTries,
    BadBackup, FileTrouble; NotAllowed, also when the backup does not help. Then nothing was changed.
    """
    check_reason(reason)
    cabinet = records_desk(desk).cabinet
    by_recovery = _is_recovery_key(secret)
    backup = open_backup(file, secret, state_folder=desk.state, now=desk.now, by_recovery=by_recovery)
    try:
        drawer_mending.put_back(cabinet, backup, reason, now=desk.now)
    finally:
        wipe_keys(backup.keys)


def begin_empty(desk: Desk, reason: str) -> None:
    """Begin with no plans, in the place of those that cannot be read; NotAllowed, FileTrouble."""
    drawer_mending.begin_empty(records_desk(desk).cabinet, reason, now=desk.now)


def check_reason(reason: str) -> None:
    """NotAllowed for an empty reason: said before anybody types a passphrase."""
    if not reason.strip():
        raise NotAllowed("Please say why: the history of the plans keeps the reason.")


def last_backup_file(desk: Desk) -> str:
    """Give where the last backup went, if it still lies there; else nothing."""
    last = last_backup(records_desk(desk))
    file = Path(last.folder) / last.name if last is not None else None
    return str(file) if file is not None and file.is_file() else ""


def _is_recovery_key(secret: str) -> bool:
    try:
        normalise_recovery_key(secret)
    except BadInput:
        return False
    return True
