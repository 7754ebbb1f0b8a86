"""What this computer remembers of how the program should look: small, and without any record."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from supervise_tui.ui.themes import DARK, ORDER


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """How it should look."""

    theme: str = ""
    """One of `themes.ORDER`; empty: nobody has chosen yet."""


def read(state: Path) -> Preferences:
    """Read the preferences; the defaults when there are none, or they make no sense."""
    try:
        kept = json.loads((state / "looks.json").read_text("utf-8"))
        theme = kept["theme"]
    except (OSError, ValueError, KeyError, TypeError):
        return Preferences()
    return Preferences(theme=theme if theme in ORDER else "")


def keep(state: Path, preferences: Preferences) -> None:
    """Keep the preferences; a folder that cannot be written costs only the comfort."""
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (state / "looks.json").write_text(json.dumps(asdict(preferences)), "utf-8")
    except OSError:
        return


def first_theme() -> str:
    """Give the theme for someone who has not chosen yet."""
    if os.environ.get("TERM") == "linux":
        return "high-contrast"  # sixteen colours only: greys would melt together
    return DARK
