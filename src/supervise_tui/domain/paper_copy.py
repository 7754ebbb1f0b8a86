"""A record that was held and signed on paper, typed in later: both days, who signed, the scans [REC-13]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast

from supervise_tui.canonical import Json, in_fours
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput

MOST_SCANS = 12
LARGEST_SCANS = 10 * 1024 * 1024
"""Bytes of all scans of one record together; they travel inside its PDF (documents/bounded.py)."""
_HASH = re.compile(r"[0-9a-f]{64}")


class ScanKind(StrEnum):
    """What a scan is, by what is in the file and not by its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"

    @property
    def suffix(self) -> str:
        """The end of its file name."""
        return ".jpg" if self is ScanKind.JPEG else f".{self.value}"

    @property
    def media_type(self) -> str:
        """Its type as PDF and e-mail name it."""
        return "application/pdf" if self is ScanKind.PDF else f"image/{self.value}"


@dataclass(frozen=True, kw_only=True)
class Scan:
    """One scan of the paper; its bytes are kept apart from this."""

    kind: ScanKind
    size: int
    """Bytes."""
    pages: int
    """Of a PDF; 1 of a picture."""
    sha256: str

    @property
    def words(self) -> str:
        """What it is, in a few words."""
        pages = "1 page" if self.pages == 1 else f"{self.pages} pages"
        return f"{self.kind.value.upper()}, {pages}, {max(1, round(self.size / 1024)):,} kB"

    def as_json(self) -> dict[str, Json]:
        """Give it as it stands in the content."""
        return {"kind": self.kind.value, "size": self.size, "pages": self.pages, "sha256": self.sha256}


@dataclass(frozen=True, kw_only=True)
class HandSigned:
    """Someone who signed the paper by hand."""

    name: str
    post: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class PaperCopy:
    """What the record says about the paper that it was typed from."""

    held_on: date | None
    signed_on: date
    """The day on the paper."""
    typed_on: date
    typed_by: str
    signed_by: tuple[HandSigned, ...]
    scans: tuple[Scan, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in plain words: the same on screen, on paper and in the texts to read."""
        who = " and ".join(f"{one.name} ({one.role.value})" for one in self.signed_by)
        held = f"Held on {long_date(self.held_on)}. " if self.held_on else ""
        typed = f"Typed in on {long_date(self.typed_on)} by {self.typed_by}."
        lines = [f"{held}Signed by hand on {long_date(self.signed_on)} by {who}.", typed]
        if not self.scans:
            lines.append("No scan of the paper is attached: the paper itself is kept.")
        for number, scan in enumerate(self.scans, 1):
            lines.append(
                f"Attached: {scan_name(number, scan)} ({scan.words}), SHA-256 {in_fours(scan.sha256)}"
            )
        return tuple(lines)

    def as_json(self) -> dict[str, Json]:
        """Give it as it stands in the content."""
        return {
            "held_on": self.held_on.isoformat() if self.held_on else "",
            "signed_on": self.signed_on.isoformat(),
            "typed_on": self.typed_on.isoformat(),
            "typed_by": self.typed_by,
            "signed_by": [
                {"name": one.name, "post": one.post, "role": one.role.value} for one in self.signed_by
            ],
            "scans": [scan.as_json() for scan in self.scans],
        }

    @classmethod
    def from_json(cls, value: Json) -> PaperCopy:
        """Read it back; KeyError, TypeError or ValueError if it is not of this shape."""
        part = cast("dict[str, Json]", value)
        held = str(part["held_on"])
        return cls(
            held_on=date.fromisoformat(held) if held else None,
            signed_on=date.fromisoformat(str(part["signed_on"])),
            typed_on=date.fromisoformat(str(part["typed_on"])),
            typed_by=str(part["typed_by"]),
            signed_by=tuple(_hand_signed(one) for one in cast("list[dict[str, Json]]", part["signed_by"])),
            scans=tuple(_scan(one) for one in cast("list[dict[str, Json]]", part["scans"])),
        )


def scan_name(number: int, scan: Scan) -> str:
    """Give the name of the attachment, counted from 1; nothing of the file's own name goes in."""
    return f"scan-{number:02d}{scan.kind.suffix}"


def check_room(scans: Sequence[Scan], new: Scan) -> None:
    """BadInput if another scan is one too many, is there already, or does not fit beside the others."""
    if any(one.sha256 == new.sha256 for one in scans):
        raise BadInput("This very file is attached already.", "Choose the next page.")
    if len(scans) >= MOST_SCANS:
        raise BadInput(f"{MOST_SCANS} files are the most.", "Put several pages into one PDF.")
    if sum(one.size for one in scans) + new.size > LARGEST_SCANS:
        raise BadInput(
            f"All scans together may have {LARGEST_SCANS // 1024 // 1024} MB.",
            "Scan again in grey, or with fewer dots (200 an inch are enough).",
        )


def check_days(held_on: date | None, signed_on: date, today: date) -> None:
    """BadInput unless the paper was signed after the talk and before today is over."""
    if signed_on > today:
        raise BadInput("That day is still to come.", "Type the day that stands on the paper.")
    if held_on is not None and signed_on < held_on:
        raise BadInput(
            f"The talk was held on {long_date(held_on)}, so it cannot have been signed before.",
            "Look at the two days on the paper.",
        )


def _hand_signed(value: dict[str, Json]) -> HandSigned:
    return HandSigned(name=str(value["name"]), post=str(value["post"]), role=Role(str(value["role"])))


def _scan(value: dict[str, Json]) -> Scan:
    size, pages, digits = value["size"], value["pages"], str(value["sha256"])
    whole = all(isinstance(one, int) and not isinstance(one, bool) and one > 0 for one in (size, pages))
    if not whole or not _HASH.fullmatch(digits):
        raise TypeError
    return Scan(
        kind=ScanKind(str(value["kind"])), size=cast("int", size), pages=cast("int", pages), sha256=digits
    )
