"""Asks people at the terminal, and reads a passphrase from there or from a file."""

from __future__ import annotations

import getpass
import sys
import warnings
from pathlib import Path

from supervise_tui.cli.words import note
from supervise_tui.problems import BadInput, FileTrouble

_LONGEST_SECRET = 4096
"""Bytes read of a passphrase file: far beyond any passphrase, so a wrong file cannot fill the memory."""


def ask(question: str) -> str:
    """Ask for one line; BadInput when nobody is there to answer."""
    print(f"{question} ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise BadInput("Nobody is there to answer.", "Give everything on the command line instead.")
    return line.strip()


def ask_secret(question: str) -> str:
    """Ask for a secret without showing it; BadInput when there is no terminal to hide it on."""
    try:
        with warnings.catch_warnings():
            # Without a terminal getpass would show what is typed, after a mere warning.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(f"{question} ", stream=None)
    except KeyboardInterrupt:
        note("")  # the shell's next line does not belong behind our question
        raise
    except (getpass.GetPassWarning, EOFError) as error:
        raise BadInput(
            "There is no terminal to ask for the passphrase.",
            "Give a file that holds it: --passphrase-file FILE (- for standard input).",
        ) from error


def secret_from(file: Path) -> str:
    """Read a secret from the first line of `file` ("-": standard input); FileTrouble, BadInput."""
    try:
        raw = sys.stdin.buffer.readline(_LONGEST_SECRET + 1) if str(file) == "-" else _first_line(file)
        secret = raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadInput(
            "The passphrase file is not plain text.", "Save it as UTF-8 text, one line."
        ) from error
    except OSError as error:
        raise FileTrouble(
            "The passphrase file cannot be read.", "Is it there, and may you read it?"
        ) from error
    if not secret:
        raise BadInput("The passphrase file is empty.", "Put the passphrase on its first line.")
    if len(raw) > _LONGEST_SECRET:
        raise BadInput("The first line of the passphrase file is too long.", "Is it the right file?")
    return secret


def _first_line(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.readline(_LONGEST_SECRET + 1)


def new_secret(file: Path | None, names: list[str]) -> str:
    """Get a new passphrase: from `file`, or typed twice and weighed; WeakSecret from a file."""
    from supervise_tui.problems import WeakSecret
    from supervise_tui.trust.secrets_of_people import check_new_secret, suggest_words

    if file is not None:
        secret = secret_from(file)
        check_new_secret(secret, names)
        return secret
    note(f"Choose a passphrase: three or more words, for example: {suggest_words()}")
    while True:
        secret = ask_secret("Passphrase (it does not show):")
        try:
            check_new_secret(secret, names)
        except WeakSecret as weak:
            note(str(weak))
            continue
        if ask_secret("The same once more:") == secret:
            return secret
        note("The two were not the same. Please try again.")
