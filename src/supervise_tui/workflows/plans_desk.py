"""The desk over the drawer of improvement plans: all that is done with records is done there in the same way.

What is written at it stays in the drawer: nothing of it is on the home, the timeline, the search, the
exports or the history of the cabinet (docs/security.md).
"""

from __future__ import annotations

from dataclasses import replace

from supervise_tui.forms.definition import KeptIn
from supervise_tui.store.drawer import Drawer, drawer_of, opens_drawer
from supervise_tui.workflows.desk import Desk


def sees_plans(desk: Desk) -> bool:
    """Whether the key that opened the cabinet is one for improvement plans too."""
    return opens_drawer(desk.cabinet)


def plans_desk(desk: Desk) -> Desk:
    """Give the desk over the drawer; given that one, the same.

    Call it anew for each thing that is done: people and signing keys that came into the cabinet
    meanwhile are then known there too. NotAllowed without the key, NotACabinet when the file is
    damaged or missing, CabinetTooNew, FileTrouble.
    """
    drawer = drawer_of(desk.cabinet)
    if drawer is desk.cabinet:
        return desk
    return replace(desk, cabinet=drawer, keeps=KeptIn.PLANS, _newest=[])


def records_desk(desk: Desk) -> Desk:
    """Give the desk over the records of the same cabinet, to read in; given that one, the same.

    Nothing about plans is ever written there.
    """
    if not isinstance(desk.cabinet, Drawer):
        return desk
    return replace(desk, cabinet=desk.cabinet.home, keeps=KeptIn.RECORDS, _newest=[])


def is_plans_desk(desk: Desk) -> bool:
    """Whether it is the desk over the drawer."""
    return isinstance(desk.cabinet, Drawer)


def is_brought_over(desk: Desk, fingerprint: str) -> bool:
    """Whether, at the desk over the drawer, a signing key is one that the records have too."""
    return isinstance(desk.cabinet, Drawer) and desk.cabinet.has_key_of_records(fingerprint)
