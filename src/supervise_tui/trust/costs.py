"""Every number the trust layer rests on: what guessing a secret costs, and how often it may be tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from supervise_tui.canonical import Json
from supervise_tui.problems import NotACabinet
from supervise_tui.trust.strict_json import Fields


@dataclass(frozen=True)
class Argon2Costs:
    """What one guess costs with Argon2id: KiB of memory, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int

    def checked(self) -> Argon2Costs:
        """Give these costs if they lie between FLOOR and CEILING.

        Raises NotACabinet if not. It only compares numbers, so it is safe to call on what a
        stranger wrote: no memory is taken before it has passed.
        """
        pairs = (
            (self.memory_kib, FLOOR.memory_kib, CEILING.memory_kib),
            (self.passes, FLOOR.passes, CEILING.passes),
            (self.lanes, FLOOR.lanes, CEILING.lanes),
        )
        # bool is an int in Python: True must not pass for one lane.
        if any(type(value) is not int or not low <= value <= high for value, low, high in pairs):
            raise NotACabinet(
                "The lock of this cabinet asks for work outside the limits that we accept.",
                "It may be damaged, or made to do harm. Use a backup, or the copy named cabinet.json.before.",
            )
        return self

    def as_json(self) -> dict[str, Json]:
        """Give the costs as they stand in a key slot."""
        return {"memory_kib": self.memory_kib, "passes": self.passes, "lanes": self.lanes}

    @classmethod
    def from_json(cls, raw: Json) -> Argon2Costs:
        """Read costs and check them; NotACabinet on anything odd."""
        fields = Fields(raw, ("memory_kib", "passes", "lanes"))
        return cls(
            fields.whole_number("memory_kib"), fields.whole_number("passes"), fields.whole_number("lanes")
        ).checked()


# RFC 9106, section 4 offers 64 MiB with 3 passes and 4 lanes where memory is short, and 2 GiB with
# 1 pass where it is not. We stand between: 256 MiB is about what a laptop of a care home can spare
# while its owner waits a second (measured: 0.6 to 1.2 s; docs/security.md).
CABINET: Final = Argon2Costs(262_144, 3, 4)
"""For a cabinet passphrase."""
SIGNING: Final = Argon2Costs(262_144, 3, 4)
"""For a person's signing secret, which may be shorter."""

FLOOR: Final = Argon2Costs(19_456, 2, 1)
"""OWASP Password Storage Cheat Sheet: the least for Argon2id is 19 MiB, 2 passes, 1 lane."""
CEILING: Final = Argon2Costs(393_216, 6, 8)
"""A hostile file may cost at most 512 MiB and 10 s (design/security.md): 384 MiB and 6 passes stay below."""

FREE_TRIES: Final = 3
"""Wrong secrets before each further try has to wait."""
WAIT_SECONDS: Final = 40
"""How long: 3 at once and one each 40 s are 10 in 5 minutes, the most design/security.md allows."""

SECONDS_A_GUESS: Final = 1.0
"""Core-seconds one guess takes at CABINET and SIGNING: 0.96 measured (Intel Xeon, cryptography 50.0.2)."""

SECRET_LENGTH: Final = 8
"""Characters in a new secret, unless it is three words. NIST SP 800-63B, section 3.1.1.2, asks for 8
at least where a secret is not the only thing needed; here the file is needed too."""
SECRET_WORDS: Final = 3
"""Words that do as well."""
PIN_LENGTH: Final = 6
"""Digits in a PIN, where a person takes one after seeing what it costs to guess."""
SECRET_LIMIT: Final = 1_024
"""Characters we read of a secret: nobody types more, and a pasted book is not worth the work."""
