"""What this computer remembers between two starts: the cabinets opened here, where own forms are.

Kept apart from `open_cabinet`, and without its imports: the screen that asks for the passphrase
needs this, and must not load the database for it.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

import platformdirs

from supervise_tui.problems import FileTrouble

SUFFIX = ".cabinet"
_REMEMBERED = 20


def state_folder() -> Path:
    """Give the program's own folder on this computer; SUPERVISE_STATE_FOLDER names another."""
    named = os.environ.get("SUPERVISE_STATE_FOLDER")
    return Path(named) if named else Path(platformdirs.user_state_dir("supervise-tui", appauthor=False))


def default_folder(name: str) -> Path:
    """Give the folder proposed for the cabinet of the home called `name`."""
    safe = re.sub(r"[^\w\- ]+", "", name).strip() or "supervision"
    return Path(platformdirs.user_documents_dir()) / f"{safe}{SUFFIX}"


def free_folder(folder: Path) -> Path:
    """Give `folder`, or the same name with a number when something of that name is there."""
    name = folder.name.removesuffix(SUFFIX)
    number, found = 1, folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{name} ({number}){SUFFIX}")
    return found


def name_of(folder: Path) -> str:
    """Give a cabinet's name as its folder says it."""
    return folder.name.removesuffix(SUFFIX)


def remembered(state: Path) -> list[Path]:
    """Give the cabinets opened on this computer that are still there, latest first."""
    try:
        listed = json.loads((state / "cabinets.json").read_text("utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(listed, list):
        return []
    return [Path(item) for item in listed if isinstance(item, str) and Path(item, "cabinet.json").is_file()]


def remember(state: Path, folder: Path) -> None:
    """Put a cabinet at the head of those remembered."""
    folder = folder.resolve()
    others = [known for known in remembered(state) if known != folder]
    listed = json.dumps([str(path) for path in (folder, *others)][:_REMEMBERED], ensure_ascii=False)
    with suppress(OSError):  # A list for comfort: without it the folder is typed in.
        _write(state / "cabinets.json", listed)


def own_forms(state: Path) -> Path | None:
    """Give the folder with the home's own forms; None when none was chosen.

    Kept here and not in a cabinet: `supervise forms` needs it without a passphrase.
    """
    try:
        folder = json.loads((state / "own_forms.json").read_text("utf-8"))["folder"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Path(folder) if isinstance(folder, str) and folder else None


def keep_own_forms(state: Path, folder: Path | None) -> None:
    """Keep the folder with the home's own forms; FileTrouble if that cannot be written."""
    kept = json.dumps({"folder": "" if folder is None else str(folder)}, ensure_ascii=False)
    try:
        _write(state / "own_forms.json", kept)
    except OSError as error:
        raise FileTrouble(
            "The choice could not be kept on this computer.", "Make room on its disk, then try again."
        ) from error


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(text, "utf-8")
