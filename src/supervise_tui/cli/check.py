"""supervise check: is this signed PDF intact, and who signed it?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from supervise_tui.canonical import Json, in_fours
from supervise_tui.cli.exit_status import DONE, FOUND, NOT_POSSIBLE
from supervise_tui.cli.opening import AsJson, PassphraseFile, opened, with_secret
from supervise_tui.cli.words import complain, say, say_json
from supervise_tui.problems import Problem

if TYPE_CHECKING:
    from supervise_tui.documents.check import Checked, SignatureSeen

NAME = "check"
EXAMPLE = "supervise check ~/Papers/record-12.pdf --trust rosewood.pem"

_VERDICTS = {
    "known": "Intact, and signed by people known to us.",
    "unknown-issuer": "Intact, but who issued the signatures is unknown here.",
    "not-intact": "NOT intact.",
}


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Signed PDFs, cabinets or backups.", show_default=False),
    ],
    trust: Annotated[
        list[Path] | None,
        typer.Option("--trust", metavar="FILE", help="Count this certificate as known (may be given again)."),
    ] = None,
    cabinet: Annotated[
        Path | None,
        typer.Option("--cabinet", metavar="DIR", help="Count this cabinet's own certificate as known."),
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Check signed PDFs: intact? signed by whom, and when?

    Exit status 0 only if every file is intact and signed by people known here; 1 if not; 2 if a
    file is not there. Who is known comes from --trust, --cabinet and `supervise trust`, never from the PDF.
    """
    trusted = _trusted(trust or [], cabinet, passphrase_file)
    status = DONE
    answers: list[Json] = []
    for path in paths:
        try:
            seen = _look_at(path, trusted, passphrase_file)
        except Problem as problem:
            # The other files are still looked at; the status says that not all could be.
            seen = [_Seen(NOT_POSSIBLE, _not_possible(path, problem), "")]
            if not as_json:
                complain(problem)
        status = max([status, *(one.status for one in seen)])
        answers += [one.answer for one in seen]
        for one in seen:
            if one.words and not as_json:
                say(one.words + "\n")
    if as_json:
        say_json({"format": 1, "files": answers})
    return status


class _Seen(NamedTuple):
    """What came of one file."""

    status: int
    answer: Json
    words: str


def _trusted(files: list[Path], cabinet: Path | None, passphrase_file: Path | None) -> list[bytes]:
    from supervise_tui.trust.authority import read_authority_certificate
    from supervise_tui.workflows.this_computer import state_folder
    from supervise_tui.workflows.trust_list import certificate, read_certificate, trusted

    ders = [one.der for one in trusted(state_folder())]
    ders += [read_certificate(file).der for file in files]
    if cabinet is not None:
        with opened(cabinet, passphrase_file) as desk:
            ders.append(read_authority_certificate(certificate(desk)))
    return ders


def _look_at(path: Path, trusted: list[bytes], passphrase_file: Path | None) -> list[_Seen]:
    """Look at a PDF, a folder of them, a cabinet, or a backup."""
    from supervise_tui.workflows.backups import is_backup
    from supervise_tui.workflows.check_files import check

    if (path / "cabinet.json").is_file():
        return [_look_at_cabinet(path, passphrase_file)]
    if is_backup(path):
        return [_look_at_backup(path, passphrase_file)]
    return [
        _Seen(
            DONE if checked.verdict.value == "known" else FOUND,
            _as_json(file, checked),
            _in_words(file, checked),
        )
        for file, checked in check(path, trusted=trusted)
    ]


def _look_at_cabinet(path: Path, passphrase_file: Path | None) -> _Seen:
    from supervise_tui.workflows.check_files import check_cabinet

    with opened(path, passphrase_file) as desk:
        wrong = check_cabinet(desk)
    said = "NOT intact." if wrong else "The history and every signed record are intact."
    return _Seen(
        FOUND if wrong else DONE,
        {"file": str(path), "verdict": "not-intact" if wrong else "known", "findings": [*wrong]},
        "\n".join([str(path), f"  {said}", *(f"  - {one}" for one in wrong)]),
    )


def _look_at_backup(path: Path, passphrase_file: Path | None) -> _Seen:
    from supervise_tui.problems import BadBackup
    from supervise_tui.workflows.backups import check_backup, look_at
    from supervise_tui.workflows.this_computer import state_folder

    try:
        look_at(path)
        seen = with_secret(
            lambda secret: check_backup(path, secret, state=state_folder()),
            passphrase_file,
            f"Passphrase on the day of the backup {path.name} (it does not show):",
        )
    except BadBackup as bad:
        found: dict[str, Json] = {"file": str(path), "verdict": "not-intact", "findings": [str(bad)]}
        return _Seen(FOUND, found, f"{path}\n  NOT intact.\n  - {bad}")
    made = f"{seen.made_at:%d/%m/%Y} at {seen.made_at:%H:%M}"
    said = "NOT intact." if seen.wrong else "The backup, its history and every signed record are intact."
    lines = [str(path), f"  {said}", *(f"  - {one}" for one in seen.wrong)]
    lines += [f"  Backup of {seen.organisation}, made on {made}; records: {seen.records}"]
    lines += [f"  Fingerprint: {in_fours(seen.fingerprint)}"]
    return _Seen(
        FOUND if seen.wrong else DONE,
        {
            "file": str(path),
            "verdict": "not-intact" if seen.wrong else "known",
            "findings": [*seen.wrong],
            "fingerprint": seen.fingerprint,
            "backup": {
                "home": seen.organisation,
                "made_at": seen.made_at.isoformat(),
                "records": seen.records,
            },
        },
        "\n".join(lines),
    )


def _not_possible(path: Path, problem: Problem) -> Json:
    return {"file": str(path), "verdict": "not-possible", "findings": [str(problem)]}


def _in_words(file: Path, checked: Checked) -> str:
    from supervise_tui.domain.beside import said_beside

    lines = [str(file), f"  {_VERDICTS[checked.verdict.value]}"]
    lines += [f"  - {finding}" for finding in checked.findings]
    content = checked.content
    if content is not None:
        lines.append(f"  {content.called}: {content.title}, {content.worker.name}, {content.organisation}")
    if content is not None:
        for title, said in said_beside(content):
            lines += [f"  {title}:", *(f"    {line}" for line in said)]
    for seen in checked.signatures:
        when = f"{seen.at:%d/%m/%Y} at {seen.at:%H:%M}"
        lines.append(f"  Signed by {seen.name}, {seen.post} ({seen.role}), on {when}")
        lines.append(f"    saying: {seen.statement}")
        lines.append(f"    key: {in_fours(seen.key_fingerprint)}")
    if content is not None:
        lines += [f"  The {voice.role} does not agree: {voice.text}" for voice in content.disagreements]
        lines += [f"  The {voice.role} declined to sign: {voice.text}" for voice in content.declined]
    if checked.fingerprint:
        lines.append(f"  Fingerprint: {in_fours(checked.fingerprint)}")
    return "\n".join(lines)


def _as_json(file: Path, checked: Checked) -> dict[str, Json]:
    content = checked.content
    return {
        "file": str(file),
        "verdict": checked.verdict.value,
        "findings": [*checked.findings],
        "fingerprint": checked.fingerprint,
        "record": None
        if content is None
        else {
            "number": content.number,
            "title": content.title,
            "worker": content.worker.name,
            "supervisor": content.supervisor.name,
            "home": content.organisation,
            "cabinet": content.cabinet,
            "addendum_to": content.addendum_to.as_json() if content.addendum_to else None,
            "paper": content.paper.as_json() if content.paper else None,
        },
        "signatures": [_signature_json(seen) for seen in checked.signatures],
    }


def _signature_json(seen: SignatureSeen) -> dict[str, Json]:
    return {
        "name": seen.name,
        "role": seen.role.value,
        "post": seen.post,
        "at": seen.at.isoformat(),
        "says": seen.says.value,
        "key_replaced": seen.key_replaced,
        "key_fingerprint": seen.key_fingerprint,
    }
