"""What this computer remembers between two starts: its own folder, and which cabinets were opened here.

Kept apart from `open_cabinet`, and without its imports: the screen that asks for the passphrase
needs this, and must not load the database for it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import platformdirs

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
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (state / "cabinets.json").write_text(listed, "utf-8")
    except OSError:
        return  # A list for comfort: without it the folder is typed in.
