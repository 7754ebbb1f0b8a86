"""Starts the program: the screen when nothing else is asked for, else the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_NO_TERMINAL = (
    "supervise needs a terminal to show its screens. "
    "Open a terminal window and type supervise there, or see supervise --help for what scripts can use."
)
_NOT_POSSIBLE = 2


def open_ui(folder: Path | None, passphrase: str | None) -> int:
    """Show the screens on a cabinet, or on whatever was used last; gives the exit status."""
    if not _is_a_terminal():
        print(_NO_TERMINAL, file=sys.stderr)
        return _NOT_POSSIBLE
    from supervise_tui.ui.app import run

    return run(folder, passphrase=passphrase)


def _is_a_terminal() -> bool:
    # Textual would start all the same, and hang on a pipe or write control codes into a log.
    return os.environ.get("TERM") != "dumb" and bool(
        sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty()
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (without its name) and give the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:
        return open_ui(None, None)
    from supervise_tui.cli.app import main as run_command  # never loads Textual

    return run_command(words, open_ui=open_ui)


if __name__ == "__main__":
    sys.exit(main())
