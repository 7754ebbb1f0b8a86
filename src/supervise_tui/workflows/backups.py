"""Backups of the open cabinet, the reminder to make one, and cabinets made anew from one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from supervise_tui.domain.roles import Act
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import FileTrouble
from supervise_tui.store import backup, backup_file, history, restoring, settings
from supervise_tui.store.backup import Made
from supervise_tui.store.opened import RECORDS
from supervise_tui.trust.costs import SIGNING, Argon2Costs
from supervise_tui.workflows.check_files import check_cabinet
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import close_desk, desk_of, local_now
from supervise_tui.workflows.this_computer import name_of

ENDING = ".cabinet-backup"
REMIND_AFTER = "backup.remind-after"
"""Setting: days after which the home screen speaks of a backup; 0: never."""
REMIND_DAYS = 7
BACKUPS_TO = "backup.folder"
"""Setting: the folder proposed for backups; empty: the one used last."""
_LAST = "backup.last"
_TRIED = 100
"""Names tried in a folder before giving up."""


@dataclass(frozen=True, kw_only=True)
class LastBackup:
    """The last backup that was made and read again: when, by which name."""

    at: datetime
    name: str
    folder: str = ""
    """Where it was written to, to be proposed again."""


@dataclass(frozen=True, kw_only=True)
class BackupSeen:
    """What a look into a backup found; `wrong` is empty when all is well."""

    made_at: datetime
    organisation: str
    records: int
    fingerprint: str
    wrong: tuple[str, ...]


def proposed_name(desk: Desk) -> str:
    """Give the name proposed for a backup made today."""
    return f"{name_of(desk.cabinet.folder)} {desk.today.isoformat()}{ENDING}"


def make_backup(desk: Desk, target: Path) -> Made:
    """Write a backup to the new file `target`, or under a name of its own into that folder.

    It was opened again and compared before this comes back. FileTrouble; nothing is overwritten.
    """
    desk.check(Act.BACKUP)
    if target.is_dir():
        target = _free_name(target, proposed_name(desk))
    made = backup.make_backup(desk.cabinet, target, now=desk.now)
    if not desk.cabinet.read_only:
        with desk.cabinet.transaction(Act.BACKUP) as work:
            if made.whole:
                settings.put(work, _LAST, backup.last_backup_json(made))
            history.note(
                work,
                file="",
                who=desk.holder,
                what="backup.made",
                subject=desk.cabinet.id,
                after=backup.digest_of(made),
                now=desk.now,
            )
        desk.cabinet.seal()
    return made


def proposed_folder(desk: Desk) -> str:
    """Give the folder to propose for a backup: the chosen one, else the one used last."""
    with desk.cabinet.reading() as work:
        folder = settings.get(work, BACKUPS_TO, "")
    if isinstance(folder, str) and folder:
        return folder
    last = last_backup(desk)
    return last.folder if last is not None else ""


def last_backup(desk: Desk) -> LastBackup | None:
    """Give the last backup of this cabinet; None if there was none."""
    with desk.cabinet.reading() as work:
        kept = settings.get(work, _LAST)
    if not isinstance(kept, dict):
        return None
    return LastBackup(
        at=datetime.fromisoformat(str(kept["at"])), name=str(kept["name"]), folder=str(kept.get("folder", ""))
    )


def reminder(desk: Desk) -> str:
    """Give one short sentence when a backup is due; empty when none is, or for who makes none."""
    if not desk.may(Act.BACKUP):
        return ""
    with desk.cabinet.reading() as work:
        days = settings.get(work, REMIND_AFTER, REMIND_DAYS)
        first = history.event_at(work, history.CABINET, 1)
    if not isinstance(days, int) or days <= 0:
        return ""
    last = last_backup(desk)
    if last is not None:
        return _too_old(last.at.date(), desk.today, days)
    began = datetime.fromisoformat(first.at).date() if first else desk.today
    if (desk.today - began).days < 1:
        return ""  # nobody is told off on the first day
    return "There is no backup yet: a lost laptop would take every record."


def restore(
    file: Path,
    secret: str,
    folder: Path,
    *,
    state: Path,
    now: Callable[[], datetime] = local_now,
    costs: Argon2Costs = SIGNING,
    by_recovery: bool = False,
) -> Desk:
    """Make a cabinet anew out of a backup, in a folder that is not there yet; give it open.

    `secret` is a passphrase (or the recovery key) of the day of the backup. WrongSecret, BadInput,
    TooManyTries, BadBackup, CabinetTooNew, FileTrouble; then nothing was written.
    """
    cabinet = restoring.restore(file, secret, folder, state_folder=state, now=now, by_recovery=by_recovery)
    return desk_of(cabinet, state=state, now=now, costs=costs)


def look_at(file: Path) -> None:
    """Say at once when the file cannot be a backup: BadBackup, CabinetTooNew, FileTrouble."""
    backup.read_label(file)


def is_backup(file: Path) -> bool:
    """Whether the file says of itself that it is a backup."""
    return backup_file.is_backup(file)


def check_backup(
    file: Path,
    secret: str,
    *,
    state: Path,
    now: Callable[[], datetime] = local_now,
    by_recovery: bool = False,
) -> BackupSeen:
    """Open a backup and check all of it: each byte, the history, every signed record.

    It is unpacked, encrypted as it is, into a temporary folder that is removed again. Errors as
    `restore`: a damaged backup is BadBackup, `wrong` is about a whole one with faults inside.
    """
    opened = backup.open_backup(file, secret, state_folder=state, now=now, by_recovery=by_recovery)
    contents, fingerprint = opened.contents, opened.fingerprint
    with tempfile.TemporaryDirectory(prefix="supervise-check-") as place:
        aside = Path(place)
        cabinet = restoring.restore_opened(opened, aside / "copy", state_folder=aside / "state", now=now)
        desk = desk_of(cabinet, state=aside / "state", now=now, remember=False)
        try:
            return BackupSeen(
                made_at=contents.made_at,
                organisation=desk.organisation.name,
                records=contents.tally_of(RECORDS).records,
                fingerprint=fingerprint,
                wrong=tuple(check_cabinet(desk)),
            )
        finally:
            close_desk(desk)


def _too_old(made: date, today: date, days: int) -> str:
    age = (today - made).days
    if age < 0:
        # Made while the clock was wrong, or it is now: waiting for that day could take years.
        return f"The last backup is from {long_date(made)}, a day still to come: make one anew."
    if age <= days:
        return ""
    return f"The last backup is {age} days old, from {long_date(made)}."


def _free_name(folder: Path, name: str) -> Path:
    stem = name.removesuffix(ENDING)
    for number in range(1, _TRIED):
        path = folder / (name if number == 1 else f"{stem} ({number}){ENDING}")
        if not path.exists():
            return path
    raise FileTrouble("There are many backups of today in that folder already.", "Type a name for this one.")
