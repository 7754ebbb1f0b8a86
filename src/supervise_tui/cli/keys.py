"""supervise keys: who holds a key to this cabinet."""

from __future__ import annotations

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.words import say, say_json, say_table

NAME = "keys"
EXAMPLE = "supervise keys ~/Rosewood.cabinet"


def command(folder: Folder, as_json: AsJson = False, passphrase_file: PassphraseFile = None) -> int:
    """Say who holds a key to this cabinet, and since when.

    Also until when, and the days of the last backup and of the last drill. Keys are given and taken
    away on the screen, where each person types their own passphrase.
    """
    from supervise_tui.forms.day_words import long_date
    from supervise_tui.workflows.backups import last_backup
    from supervise_tui.workflows.key_holders import keys
    from supervise_tui.workflows.recovery import last_drill

    with opened(folder, passphrase_file) as desk:
        held, backup, drill = keys(desk), last_backup(desk), last_drill(desk)
    if as_json:
        listed: list[Json] = [
            {
                "key": key.key,
                "name": key.name,
                "post": key.post,
                "role": key.role,
                "since": key.since.isoformat() if key.since else None,
                "until": key.until.isoformat() if key.until else None,
                "plans": key.plans,
            }
            for key in held
        ]
        say_json(
            {
                "format": 1,
                "keys": listed,
                "last_backup": backup.at.isoformat() if backup else None,
                "last_drill": drill.isoformat() if drill else None,
            }
        )
        return DONE
    say_table(
        [
            ("Name", "Role", "Since", "Until"),
            *(
                (
                    key.name or "-",
                    key.role,
                    key.since.strftime("%d/%m/%Y") if key.since else "",
                    key.until.strftime("%d/%m/%Y") if key.until else "no end",
                )
                for key in held
            ),
        ]
    )
    say(f"Last backup: {long_date(backup.at.date()) if backup else 'none yet'}")
    say(f"Recovery key last tried: {long_date(drill.date()) if drill else 'never'}")
    return DONE
