"""Whose certificates count on this computer, and this cabinet's own to give out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from supervise_tui.canonical import fingerprint
from supervise_tui.problems import BadInput, FileTrouble
from supervise_tui.store import signing
from supervise_tui.trust import authority
from supervise_tui.workflows.desk import Desk

LARGEST = 100_000
"""Bytes; a certificate has about one thousand."""


@dataclass(frozen=True, kw_only=True)
class Trusted:
    """A certificate that was taken in here."""

    name: str
    fingerprint: str
    """SHA-256 of the certificate, hex."""
    der: bytes


def read_certificate(file: Path) -> Trusted:
    """Read a cabinet's certificate (PEM or DER); BadInput if it is none."""
    try:
        if file.stat().st_size > LARGEST:
            raise BadInput(
                f"{file.name} is too large for a certificate.",
                "Name the file made by 'supervise certificate'.",
            )
        raw = file.read_bytes()
    except OSError as error:
        raise FileTrouble(f"{file} cannot be read.", "Look at the name and try again.") from error
    der = authority.read_authority_certificate(raw)
    return Trusted(name=authority.name_of(der), fingerprint=fingerprint(der), der=der)


def trust(state: Path, file: Path) -> Trusted:
    """Take a certificate into the list of those that count; taking it twice changes nothing."""
    seen = read_certificate(file)
    folder = state / "trusted"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / f"{seen.fingerprint[:32]}.der").write_bytes(seen.der)
    except OSError as error:
        raise FileTrouble(
            "The certificate could not be kept on this computer.", "Make room and try again."
        ) from error
    return seen


def trusted(state: Path) -> list[Trusted]:
    """Give the certificates that count on this computer, by name; unreadable ones are left out."""
    found = []
    for file in sorted((state / "trusted").glob("*.der")):
        try:
            found.append(read_certificate(file))
        except (BadInput, FileTrouble):
            continue
    return sorted(found, key=lambda one: one.name)


def certificate(desk: Desk) -> bytes:
    """Give this cabinet's certificate as PEM: whoever has it can check records without us."""
    with desk.cabinet.reading() as work:
        own = signing.authority(work)
    return authority.as_pem(own.certificate_der)
