"""What a store function works in: one transaction of an open cabinet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection
from sqlmodel import Session

Clock: TypeAlias = Callable[[], datetime]
"""Gives the local time with its offset."""


@dataclass(frozen=True)
class Work:
    """One transaction. It ends with the `with` block that gave it; do not keep it.

    Only the store looks inside.
    """

    session: Session = field(repr=False)
    cabinet: str
    """The cabinet's id."""
    check_file: Callable[[str], object] = field(default=lambda worker: None, repr=False, compare=False)
    """Raises NotOpened while the file of that worker is shut to who has the cabinet open [REC-5]."""

    def connection(self) -> Connection:
        """The connection under the session, after the session's changes have been sent to it."""
        self.session.flush()
        return self.session.connection()


def moment(now: Clock) -> str:
    """Give the time as ISO text with its offset; ValueError if the clock gives none."""
    at = now()
    if at.tzinfo is None:
        raise ValueError("the clock gives no offset")
    return at.isoformat()
