"""Renews the data keys of an open cabinet: who holds a key changes with it, in one step.

The stores are copied to new files under new keys, and those keys sealed to the slots that stay:
their holders need not be there. Replacing cabinet.json is the one step that counts. Before it the
cabinet is as it was, after it as it will be, and what is left over is swept away when it is opened
next (tests kill a process at each of the steps named here).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Engine
from sqlmodel import Session

from supervise_tui.problems import FileTrouble, NotAllowed, Problem
from supervise_tui.store import drawer_seal
from supervise_tui.store.database import open_database
from supervise_tui.store.drawer_file import ASIDE, copy_drawer
from supervise_tui.store.durable import write_whole
from supervise_tui.store.header import BEFORE, Header, header_bytes, make_header, read_header, write_header
from supervise_tui.store.opened import PLANS, RECORDS, Cabinet, Inside
from supervise_tui.store.seal import write_seals
from supervise_tui.store.sweeping import drop, sweep
from supervise_tui.store.verified_copy import copy_database, opens_with
from supervise_tui.store.work import Clock, Work
from supervise_tui.trust.chain import GENESIS, Head
from supervise_tui.trust.keyslots import DataKeys, Slot, new_data_key, reseal, wipe_keys

Plan: TypeAlias = Callable[[tuple[Slot, ...], DataKeys], tuple[tuple[Slot, ...], str]]
"""Given the slots, sealed to the new keys already, and those keys: the slots to be, and the id of the one
that counts as opened from then on."""
STEPS = ("begun", "copied", "noted", "sealed", "counts", "gone over")
"""What `step` is called with, in this order."""


def renew_keys(
    cabinet: Cabinet,
    plan: Plan,
    note: Callable[[Work], None],
    *,
    now: Clock,
    step: Callable[[str], object] = lambda name: None,
    around_damage: bool = False,
) -> None:
    """Give the cabinet new data keys and the slots of `plan`; `note` writes it into the history.

    The stores that the slot in use opens get new keys, another keeps its own (who cannot open it
    cannot copy it). NotAllowed while the history does not fit, FileTrouble from the disk: then all
    is as it was. It takes as long as copying the cabinet.

    A damaged drawer is NotACabinet: it has to be put in order first. With `around_damage` it keeps key
    and file: for who lost their passphrase, and can put nothing in order before they have a new one.
    """
    if cabinet.read_only:
        raise NotAllowed(
            "The keys cannot be changed while the history does not fit its seal.",
            "Accept the history with a reason first.",
        )
    before = cabinet.slots
    left = {PLANS} if around_damage and cabinet.drawer_trouble is not None else set()
    with cabinet.alone() as inside:
        keys: DataKeys = {
            store: bytearray(inside.keys[store]) if store in left else new_data_key()
            for store in cabinet.slot.stores
        }
    try:
        # Making a slot takes a second of work, so it is done before others are held off.
        slots, mine = plan(
            tuple(reseal(slot, keys, cabinet=cabinet.origin, partly=True) for slot in before), keys
        )
        rounds = {**cabinet.rounds, **dict.fromkeys(keys.keys() - left, secrets.token_hex(4))}
        header = make_header(cabinet.id, slots, keys, origin=cabinet.origin, rounds=rounds)
        opened = next(slot for slot in slots if slot.id == mine)
        with cabinet.alone() as inside:
            if inside.header.slots is not before:
                raise NotAllowed("The keys were changed meanwhile.", "Look at them again first.")
            step("begun")
            _renew(cabinet, inside, header, opened, keys, note, now, step)
    except BaseException:
        if cabinet.slots is before:
            wipe_keys(keys)
        raise
    cabinet.seal()


def _renew(
    cabinet: Cabinet,
    inside: Inside,
    header: Header,
    opened: Slot,
    keys: DataKeys,
    note: Callable[[Work], None],
    now: Clock,
    step: Callable[[str], object],
) -> None:
    engine = None
    try:
        head = _copy_stores(cabinet.folder, inside, header, keys)
        step("copied")
        engine = open_database(cabinet.folder / header.file_of(RECORDS), keys[RECORDS])
        _keep(engine, cabinet.id, note)
        step("noted")
        write_seals(inside.places, head, inside.keys, now(), next_keys=keys)
        if PLANS in keys:
            drawer_seal.write_again(inside.places, inside.keys[PLANS], next_key=keys[PLANS])
        step("sealed")
        _commit(cabinet.folder, header)
    except BaseException:
        if engine is not None:
            engine.dispose()
        for store in keys:
            if header.file_of(store) != inside.header.file_of(store):
                drop(cabinet.folder / header.file_of(store))
        raise
    step("counts")
    cabinet.go_over_to(Inside(places=inside.places, header=header, slot=opened, keys=keys, engine=engine))
    step("gone over")
    with suppress(FileTrouble):
        # The copy before would open nothing any more; what is kept beside the header must fit.
        write_whole(cabinet.folder / BEFORE, header_bytes(header), "The cabinet")
    drop(cabinet.folder / ASIDE)  # a key that was taken away would open it for ever
    sweep(cabinet.folder, header)


def _copy_stores(folder: Path, inside: Inside, header: Header, keys: DataKeys) -> Head:
    """Copy each store to its new file under its new key; give where the history stands."""
    head = Head(0, GENESIS)
    for store, key in keys.items():
        old, new = folder / inside.header.file_of(store), folder / header.file_of(store)
        if old == new:
            continue  # it keeps its key
        if store == RECORDS:
            head = copy_database(inside.engine, new, key).head
        elif old.exists():
            copy_drawer(old, inside.keys[store], new, key)
        else:
            continue
        if opens_with(new, inside.keys[store]):  # an in-place change of key has done this (facts-storage.md)
            raise FileTrouble("The copy was not locked with the new key.", "Nothing was changed. Try again.")
    return head


def _keep(engine: Engine, cabinet: str, note: Callable[[Work], None]) -> None:
    """Write the change into the history of the new file: it is there exactly if the change is."""
    with Session(engine, expire_on_commit=False) as session:
        session.connection()
        note(Work(session=session, cabinet=cabinet))
        session.commit()


def _commit(folder: Path, header: Header) -> None:
    """Replace cabinet.json: the one step that counts."""
    try:
        write_header(folder, header)
    except BaseException:
        # The disk may fail after the new one is in its place: then it counts.
        with suppress(Problem):
            if read_header(folder).rounds == header.rounds:
                return
        raise
