"""The seal: where the history stood, kept in the cabinet's folder and on this computer.

SQLCipher does not notice when an older copy of the database is put in its place. The seal does: on
opening, the history must hold the sealed hash at the sealed number. Its copy in the state folder
finds out when the whole folder was put back (security.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervise_tui.canonical import Json, canonical_bytes, parse
from supervise_tui.problems import BadInput, FileTrouble, HistoryBroken
from supervise_tui.store.durable import make_folder, read_small, write_whole
from supervise_tui.trust.chain import GENESIS, ChainEvent, Head, check_seal_tag, seal_tag
from supervise_tui.trust.keyslots import DataKeys

SEAL = "seal.json"
FORMAT = 1
_SIZE_LIMIT = 4096


@dataclass(frozen=True)
class SealPlaces:
    """Where the two copies of one cabinet's seal are kept."""

    folder: Path
    state_folder: Path
    cabinet: str

    @property
    def here(self) -> Path:
        """The copy in the cabinet's folder."""
        return self.folder / SEAL

    @property
    def on_this_computer(self) -> Path:
        """The copy in the state folder."""
        return self.state_folder / "seals" / f"{self.cabinet}.json"


@dataclass(frozen=True)
class SealCheck:
    """What the seals say: `broken` are warnings of harm, `notes` are not."""

    broken: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def write_seals(
    places: SealPlaces, head: Head, keys: DataKeys, now: datetime, *, next_keys: DataKeys | None = None
) -> None:
    """Write the seal in both places; FileTrouble if one fails, the other is tried.

    With `next_keys` it fits before and after the step from `keys` to them: whenever the power goes,
    the cabinet opens with a seal that holds. That gives nobody anything, since it takes both to make.
    """
    content: dict[str, Json] = {
        "format": FORMAT,
        "cabinet": places.cabinet,
        "number": head.number,
        "hash": head.hash,
        "at": now.isoformat(),
    }
    if next_keys is not None:
        content["next"] = seal_tag(next_keys, content)
    raw = canonical_bytes({**content, "tag": seal_tag(keys, content)})
    trouble: FileTrouble | None = None
    for path in (places.here, places.on_this_computer):
        try:
            make_folder(path.parent, "The program's own folder")
            write_whole(path, raw, "The seal of the cabinet")
        except FileTrouble as problem:
            trouble = problem
    if trouble is not None:
        raise trouble


def check_seals(
    places: SealPlaces, keys: DataKeys, event_at: Callable[[int], ChainEvent | None]
) -> SealCheck:
    """Hold both seals against the history; `event_at` gives the event of the cabinet's chain at a number."""
    broken: list[str] = []
    notes: list[str] = []
    try:
        sealed = _read(places.here, places.cabinet, keys)
        if sealed is None:
            broken.append("The seal of this cabinet is missing from its folder.")
        elif not holds(sealed, event_at):
            broken.append(
                "The history does not hold what the seal in the folder says: "
                "older records were put back, or the history was changed."
            )
    except HistoryBroken as problem:
        broken.append(problem.sentence)
    try:
        remembered = _read(places.on_this_computer, places.cabinet, keys)
        if remembered is None:
            notes.append(
                "This computer has not seen this cabinet before, so it cannot tell "
                "whether an older copy was put in its place."
            )
        elif not holds(remembered, event_at):
            broken.append(
                "This computer remembers a later history than this cabinet holds: "
                "an older copy was put back, or the history was changed."
            )
    except HistoryBroken:
        broken.append("What this computer remembers of this cabinet was changed.")
    return SealCheck(tuple(broken), tuple(notes))


def holds(sealed: Head, event_at: Callable[[int], ChainEvent | None]) -> bool:
    """Whether the history holds the sealed hash at the sealed number."""
    if sealed.number == 0:
        return sealed.hash == GENESIS
    event = event_at(sealed.number)
    return event is not None and event.hash == sealed.hash


def _read(path: Path, cabinet: str, keys: DataKeys) -> Head | None:
    """Read one copy; None if there is none, HistoryBroken if it is not ours."""
    try:
        raw = read_small(path, _SIZE_LIMIT)
    except FileNotFoundError:
        return None
    except OSError:
        raw = None
    odd = HistoryBroken("The seal of this cabinet cannot be read.")
    if raw is None:
        raise odd
    try:
        seal = parse(raw)
    except BadInput:
        raise odd from None
    if not isinstance(seal, dict):
        raise odd
    try:
        _check_tag(keys, seal)
    except BadInput:
        raise odd from None
    number, sealed_hash = seal.get("number"), seal.get("hash")
    ours = seal.get("format") == FORMAT and seal.get("cabinet") == cabinet and canonical_bytes(seal) == raw
    if not ours or type(number) is not int or not isinstance(sealed_hash, str):
        raise odd
    return Head(number, sealed_hash)


def _check_tag(keys: DataKeys, seal: dict[str, Json]) -> None:
    """HistoryBroken unless the seal's tag, or the one for the keys that come next, is by these keys."""
    try:
        check_seal_tag(keys, seal)
    except HistoryBroken:
        if "next" not in seal:
            raise
        without = {name: value for name, value in seal.items() if name not in ("next", "tag")}
        check_seal_tag(keys, {**without, "tag": seal["next"]})
