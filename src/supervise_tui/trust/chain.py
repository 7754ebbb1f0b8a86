"""The history chain: each event holds the hash of the one before, so none can change in silence."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

from supervise_tui.canonical import Json, fingerprint_of
from supervise_tui.problems import HistoryBroken, NotACabinet
from supervise_tui.trust.tags import DataKeys, same_tag, tag_of

GENESIS: Final = "0" * 64
"""What the first event of a chain gives as the hash before it."""


@dataclass(frozen=True, kw_only=True)
class ChainEvent:
    """One thing that happened: numbers, times, ids and digests, never names or text.

    `chain`: whose history (a worker's id, or "" for the cabinet's). `number`: from 1. `at`: local
    time with offset. `digest`: salted digest of the thing after the change. `previous`: hash of
    the event before, or GENESIS.
    """

    chain: str
    number: int
    at: str
    who: str
    what: str
    subject: str
    digest: str
    previous: str

    @property
    def hash(self) -> str:
        """The SHA-256 of this event's canonical bytes, 64 hex digits."""
        named: dict[str, Json] = {one.name: getattr(self, one.name) for one in fields(self)}
        return fingerprint_of({"type": "supervise-tui/event/1", **named})


class Head(NamedTuple):
    """The end of a chain: the number and hash of its last event (0 and GENESIS for an empty one)."""

    number: int
    hash: str


def append(
    previous: ChainEvent | None, *, chain: str, at: str, who: str, what: str, subject: str, digest: str
) -> ChainEvent:
    """Give the next event of a chain; `previous` is None for the first.

    HistoryBroken if `previous` belongs to another chain.
    """
    if previous is not None and previous.chain != chain:
        raise _broken(previous.number)
    return ChainEvent(
        chain=chain,
        number=1 if previous is None else previous.number + 1,
        at=at,
        who=who,
        what=what,
        subject=subject,
        digest=digest,
        previous=GENESIS if previous is None else previous.hash,
    )


def verify(events: Iterable[ChainEvent]) -> Head:
    """Give the head of a chain, its events in order; HistoryBroken names the first that does not fit.

    A chain that was cut short at its end looks whole: compare the head with the seal, with what a
    signature covers, and with receipts outside. Times are not compared: a clock may be wrong.
    """
    head, chain = Head(0, GENESIS), None
    for event in events:
        chain = event.chain if chain is None else chain
        if event.chain != chain or event.number != head.number + 1 or event.previous != head.hash:
            raise _broken(head.number + 1)
        head = Head(event.number, event.hash)
    return head


def salted_digest(salt: bytes, raw: bytes) -> str:
    """Give HMAC-SHA-256 of `raw` under a random salt of 16 bytes or more, as 64 hex digits.

    Once the salt is destroyed the digest tells nothing, not even to who can guess the content.
    """
    return hmac.new(salt, raw, hashlib.sha256).hexdigest()


def seal_tag(keys: DataKeys, seal: Mapping[str, Json]) -> str:
    """Give the tag of seal.json, over all but an entry "tag"; its key serves nothing else."""
    return tag_of(seal, keys, b"supervise-tui seal 1")


def check_seal_tag(keys: DataKeys, seal: Mapping[str, Json]) -> None:
    """Compare the entry "tag" of `seal`; HistoryBroken if it does not fit."""
    try:
        fits = same_tag(seal.get("tag"), seal_tag(keys, seal))
    except NotACabinet:
        fits = False
    if not fits:
        raise HistoryBroken(
            "The seal of this cabinet was not made by this program with this cabinet open.",
            "Ask who else had the folder, and compare with the last receipts.",
        )


def _broken(number: int) -> HistoryBroken:
    return HistoryBroken(
        f"The history does not fit at entry {number}: it was changed, or something was taken out.",
        "Compare with a backup and with the receipts that people were given.",
    )
