"""supervise plans letters, and supervise plans bundle: what of a case goes on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.finding import Purpose, WorkerName
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened, with_secret
from supervise_tui.cli.plans import WhichCase, one_case
from supervise_tui.cli.said_days import iso
from supervise_tui.cli.words import note, say, say_json, say_table
from supervise_tui.problems import BadInput

if TYPE_CHECKING:
    from supervise_tui.domain.letters import Needed
    from supervise_tui.domain.plan_letter import CaseLetter
    from supervise_tui.workflows.letters import Post

_PLAIN = "What is saved is not encrypted: whoever gets it can read it."


def letters(
    folder: Folder,
    case: WhichCase = None,
    worker: WorkerName = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FOLDER", help="Save the signed ones there; nothing is overwritten."),
    ] = None,
    purpose: Purpose = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """List the letters of a case, and those that are needed now; with --to save the signed ones as PDFs."""
    from supervise_tui.workflows.letter_signing import save_pdf
    from supervise_tui.workflows.letters import post

    with opened(folder, passphrase_file) as desk:
        plans, case_id = one_case(desk, worker, purpose, case)
        found = post(plans, case_id)
        called = {one.letter.value: found.called[one.letter] for one in found.needed}
        final = [one for one in found.letters if one.is_final]
        saved = [save_pdf(plans, one.id, to) for one in final] if to is not None else []
    if as_json:
        say_json(_post_json(found, called, saved))
    elif to is not None:
        for path in saved:
            say(str(path))
        if not saved:
            say("No letter of this case is signed yet.")
    else:
        lines = [_needed_words(one, called) for one in found.needed]
        lines += [_letter_words(one, found) for one in found.letters]
        say_table(lines or [["No letter is needed, and none was written."]])
    if saved:
        note(_PLAIN)
    return DONE


def bundle(
    folder: Folder,
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FILE", help="A PDF that is not there yet, or a folder.", show_default=False
        ),
    ],
    case: WhichCase = None,
    worker: WorkerName = None,
    purpose: Purpose = None,
    sign: Annotated[
        bool, typer.Option("--sign", help="Sign the whole bundle, with your own signing secret.")
    ] = False,
    secret_file: Annotated[
        Path | None,
        typer.Option(
            "--secret-file", metavar="FILE", help="With --sign: read that secret from FILE, not the terminal."
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Put everything on file for a case together as one PDF: indexed, in order of time, originals attached.

    Ctrl+C stops it; then nothing is written. Who takes it is noted in the history of the plans.
    """
    from supervise_tui.workflows.case_bundle import save_bundle, unlock_to_sign

    if secret_file is not None and not sign:
        raise BadInput("--secret-file goes with --sign.", "Say both, or neither.")
    with opened(folder, passphrase_file) as desk:
        plans, case_id = one_case(desk, worker, purpose, case)
        key = None
        if sign:
            question = "Your own signing secret (it does not show):"
            key = with_secret(lambda secret: unlock_to_sign(plans, secret), secret_file, question)
        saved = save_bundle(plans, case_id, to, key=key)
    say(str(saved))
    note(_PLAIN)
    if not sign:
        note("It is not signed as a whole; --sign does that. The signed files in it are as they were.")
    return DONE


def _needed_words(one: Needed, called: dict[str, str]) -> list[str]:
    from supervise_tui.forms.day_words import long_date

    by = f"needed by {long_date(one.by)}" if one.by else "needed now"
    return [called[one.letter.value], by]


def _letter_words(one: CaseLetter, found: Post) -> list[str]:
    from supervise_tui.forms.day_words import long_date

    if not one.is_final:
        return [found.titles[one.id], "being written"]
    if one.delivered_on is None:
        return [found.titles[one.id], "signed, not received yet"]
    return [found.titles[one.id], f"received {long_date(one.delivered_on)}"]


def _post_json(found: Post, called: dict[str, str], saved: list[Path]) -> dict[str, Json]:
    needed: list[Json] = [
        {"letter": one.letter.value, "title": called[one.letter.value], "by": iso(one.by)}
        for one in found.needed
    ]
    written: list[Json] = [
        {
            "id": one.id,
            "kind": one.kind,
            "title": found.titles[one.id],
            "signed_at": one.made_at or None,
            "received_on": iso(one.delivered_on),
            "how": one.delivered_how or None,
        }
        for one in found.letters
    ]
    return {
        "format": 1,
        "case": found.case.id,
        "worker": found.worker.name,
        "needed": needed,
        "letters": written,
        "saved": [str(path) for path in saved],
    }
