"""What a check says: the three verdicts, the signatures seen, and what is wrong in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supervise_tui.domain.record import Content
from supervise_tui.domain.sign_off import Says, spoken
from supervise_tui.forms.definition import Role

UNSIGNED = "Nobody has signed this file."
"""The only finding on a file without any signature."""


class Verdict(StrEnum):
    """The three verdicts (record-life.md)."""

    KNOWN = "known"
    """Intact, and by people known to us."""
    UNKNOWN_ISSUER = "unknown-issuer"
    """Intact in itself; nobody here vouches for the cabinet that issued it."""
    NOT_INTACT = "not-intact"


@dataclass(frozen=True, kw_only=True)
class SignatureSeen:
    """One good signature: who, in what role and post, when by their computer's clock, what they say."""

    name: str
    role: Role
    post: str
    at: datetime
    says: Says
    key_fingerprint: str
    key_replaced: bool = False
    """The key took the place of one whose secret was forgotten."""

    @property
    def statement(self) -> str:
        """What the signature says in full."""
        return spoken(self.says, key_replaced=self.key_replaced)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found. Nothing that a file says of itself is given while its signatures do not hold."""

    verdict: Verdict
    signatures: tuple[SignatureSeen, ...]
    findings: tuple[str, ...]
    content: Content | None
    fingerprint: str
