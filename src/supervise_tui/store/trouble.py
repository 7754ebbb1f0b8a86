"""Turn what the database driver raises into plain sentences; nothing of a query goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from supervise_tui.problems import FileTrouble, NotACabinet, Problem
from supervise_tui.store.durable import full_disk, not_writable

RECORDS_ARE = "The cabinet's records", "records.db"
PLANS_ARE = "The improvement plans", "plans.db"
"""What a database holds, and its file: for the sentence that it cannot be read."""
_MEND = "All else works. The owner can put it in order: on home, or with `supervise plans mend`."


def damaged(held: tuple[str, str] = RECORDS_ARE) -> NotACabinet:
    """The problem of a database that cannot be read with the right key."""
    what, file = held
    return NotACabinet(
        f"{what} cannot be read: the file {file} is damaged, or it does not belong to this cabinet.json.",
        _MEND if held is PLANS_ARE else "Leave the folder as it is and take the newest backup.",
    )


def missing_plans() -> NotACabinet:
    """The problem of a drawer that is not there."""
    what, file = PLANS_ARE
    return NotACabinet(
        f"{what} cannot be read: the file {file} is missing from the cabinet's folder.",
        f"If you have it, put it back. {_MEND}",
    )


def plain_problem(error: BaseException, held: tuple[str, str] = RECORDS_ARE) -> Problem | None:
    """Give the problem behind a driver's exception; None when it is a mistake of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    match code & 0xFF:
        case 13:
            return full_disk()
        case 8:
            return not_writable()
        case 11 | 26:
            return damaged(held)
        case 10 | 14 | 7 | 5 | 15 | 22 | 23:
            return FileTrouble(
                "The disk could not write or read the cabinet.",
                "What was saved before is safe. Check the disk and its free space, then try again.",
            )
    return None


@contextmanager
def plain_words(held: tuple[str, str] = RECORDS_ARE) -> Iterator[None]:
    """Raise the driver's troubles inside as FileTrouble or NotACabinet.

    `from None`: the driver's own exception may hold a statement, so it does not travel on.
    """
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        problem = plain_problem(error, held)
        if problem is None:
            raise
        raise problem from None
