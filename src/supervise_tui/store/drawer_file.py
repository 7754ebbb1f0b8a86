"""The file of the drawer, plans.db: as large, as new and as random with plans in it as without.

It is padded with pages that are encrypted like all others. Whoever holds its key has it written anew,
page for page, each time the cabinet is opened: so a copy from before and one from after differ in every
page, whether a word was written in between or not (security.md).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from supervise_tui.store import drawer_seal
from supervise_tui.store.database import AS_IT_IS, PAGE, UNSEEN, connect, make_engine, upgrade
from supervise_tui.store.durable import file_trouble, replace, sync_folder
from supervise_tui.store.header import Header
from supervise_tui.store.seal import SealPlaces
from supervise_tui.store.sweeping import COPY, drop
from supervise_tui.store.trouble import PLANS_ARE, damaged, missing_plans, plain_words
from supervise_tui.store.verified_copy import Tally, copy_database, to_the_disk
from supervise_tui.trust.chain import GENESIS, Head

PLANS: Final = "plans"
SMALLEST = 8 * 1024 * 1024
"""Bytes of the file from the start: room for a case with all its papers. It grows by doubling."""
ASIDE: Final = "plans.damaged"
"""Where a damaged file is kept when another takes its place: it stays until the keys are renewed."""
_OVERFLOW: Final = PAGE - 80 - 4
"""Bytes of a long value in one page: SQLCipher keeps 80, the chain to the next page 4
(https://sqlite.org/fileformat2.html#cell_payload_overflow_pages)."""


def make_file(places: SealPlaces, header: Header, key: bytearray) -> None:
    """Make the drawer's file, empty and padded, with its seal; FileTrouble, then there is none."""
    path = places.folder / header.file_of(PLANS)
    try:
        drawer_seal.write(places, Head(0, GENESIS), key)  # first: a file without its seal was tampered with
        fill_new(path, key)
    except BaseException:
        drop(path)
        raise


def fill_new(path: Path, key: bytearray) -> None:
    """Make an empty drawer's file at `path`, of full size, and bring it to the disk; FileTrouble."""
    with plain_words(PLANS_ARE):
        bring_up_to_date(path, key, "PRAGMA synchronous=OFF")  # to the disk once, as a whole
    to_the_disk(path)
    with suppress(OSError):
        path.chmod(0o600)


def renew_file(folder: Path, header: Header, key: bytearray) -> None:
    """Write the drawer's file anew under the same key, so that every page of it differs.

    NotACabinet when it is missing or damaged, and FileTrouble: then it is as it was. Call it with the
    lock held and the drawer shut.
    """
    path = folder / header.file_of(PLANS)
    check_there(path)
    fresh = folder / COPY.format(secrets.token_hex(4))
    try:
        # With all the checks of a copy: the driver does not tell when copying stops at a damaged page.
        copy_drawer(path, key, fresh, key)
        with plain_words(PLANS_ARE):
            bring_up_to_date(fresh, key)  # whether anybody looks into it or not
        # What a power cut left was played back when the file was read.
        put_in_place(fresh, path)
    finally:
        drop(fresh)


def put_in_place(fresh: Path, path: Path) -> None:
    """Put a whole new file in the place of the drawer's, in one step; FileTrouble."""
    try:
        journal(path).unlink(missing_ok=True)  # it must never meet the new one
        replace(fresh, path)
        sync_folder(path.parent)
    except OSError as error:
        raise file_trouble(error, "The cabinet") from None


def bring_up_to_date(path: Path, key: bytearray, *first: str) -> None:
    """Bring a file that nobody knows of yet to the newest version and its full size."""
    connection = connect(path, key, UNSEEN)
    try:
        for pragma in first:
            connection.execute(pragma)
        upgrade(connection)
        fill_up_at_rest(connection)
    finally:
        connection.close()


def journal(path: Path) -> Path:
    """Where SQLite keeps what it needs to undo a change that a power cut interrupts."""
    return path.with_name(f"{path.name}-journal")


def check_there(path: Path) -> None:
    """NotACabinet when the drawer's file is missing, or is shorter than any can be."""
    if not path.is_file():
        raise missing_plans()
    if path.stat().st_size < PAGE:
        raise damaged(PLANS_ARE)


def copy_drawer(source: Path, key: bytearray, target: Path, new_key: bytearray) -> Tally:
    """Copy the drawer's file to the new file `target` under `new_key`, look it over, say what it holds.

    NotACabinet when it is damaged, FileTrouble; then there is no copy. Nobody may write in it meanwhile.
    """
    engine = make_engine(source, key, AS_IT_IS)
    try:
        return copy_database(engine, target, new_key, PLANS_ARE)
    finally:
        engine.dispose()


def fill_up(run: Callable[[str], Any]) -> None:
    """Fill the file up to its next size, inside a transaction, before it is kept.

    `run` gives the first row of a statement. Nothing is done while the file has that size. Free pages
    are zeros before they are encrypted (secure_delete), so on the disk they look as all others do.
    """
    pages = run("PRAGMA page_count")[0]
    target = full_size(pages)
    if pages == target:
        return
    wanted = target - pages + run("PRAGMA freelist_count")[0]
    run("SAVEPOINT padding")
    for _ in range(3):  # the row itself may take a page or two: the second try knows how many
        run(f"INSERT INTO setting VALUES ('padding', zeroblob({wanted * _OVERFLOW}))")  # noqa: S608 - a number
        over = run("PRAGMA page_count")[0] - target
        if over == 0:
            run("DELETE FROM setting WHERE key = 'padding'")
            break
        run("ROLLBACK TO padding")
        wanted -= over
    run("RELEASE padding")


def full_size(pages: int) -> int:
    """Give how many pages the file has when it holds that many: the smallest size, doubled as needed."""
    size = SMALLEST // PAGE
    while size < pages:
        size *= 2
    return size


def fill_up_at_rest(connection: Any) -> None:
    """As `fill_up`, in a transaction of its own on a driver's connection."""

    def run(statement: str) -> Any:
        return connection.execute(statement).fetchone()

    connection.execute("BEGIN IMMEDIATE")
    try:
        fill_up(run)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
