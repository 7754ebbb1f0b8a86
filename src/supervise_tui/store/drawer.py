"""The drawer of a cabinet: improvement plans in a second database, with key, history, search and seal.

It is used exactly as a cabinet is: whoever holds a `Drawer` can do with it all that can be done with
records. Only what the two must share is shared: folder, lock, turn, key slot and closing. What is
written here leaves nothing in the records, nor beside them, that could tell of it (security.md).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlmodel import Session

from supervise_tui.domain import roles
from supervise_tui.domain.roles import Act
from supervise_tui.problems import FileTrouble, HistoryBroken, NotAllowed, Problem
from supervise_tui.store import brought_over, drawer_file, drawer_seal, history, settings, signing
from supervise_tui.store.database import UNSEEN, make_engine, open_database
from supervise_tui.store.drawer_renewal import Renewal
from supervise_tui.store.durable import kept_time
from supervise_tui.store.opened import ACCEPTED, CABINET_ID, PLANS, RECORDS, Cabinet, Inside
from supervise_tui.store.seal import holds
from supervise_tui.store.tries import SIGNING, Tries
from supervise_tui.store.trouble import PLANS_ARE
from supervise_tui.store.work import Work
from supervise_tui.trust.chain import ChainEvent
from supervise_tui.trust.costs import FREE_TRIES

MADE = "drawer"
"""Setting in the records: this cabinet has a drawer, as each has; a file that is missing was lost."""
RESTORED = "cabinet.restored"


class Drawer(Cabinet):
    """The open drawer of an open cabinet; `drawer_of` gives it."""

    held = PLANS_ARE

    def __init__(self, home: Cabinet) -> None:
        header = home._header
        path = home.folder / header.file_of(PLANS)
        drawer_file.check_there(path)
        engine = open_database(path, home._keys[PLANS], writing=UNSEEN, held=PLANS_ARE)
        super().__init__(home._places, home.slot, header, home._keys, engine, home._lock, home._now)
        self._home = home
        self._turn = home._turn
        self._known = -1
        """How many changes the records had seen when they were last brought over."""

    @property
    def home(self) -> Cabinet:
        """The cabinet that it is the drawer of."""
        return self._home

    def why_not(self, act: Act) -> str:
        """Say why the key that opened the cabinet is not for that in here; empty when it is."""
        return roles.why_not_in_plans(self.slot.role, act)

    def bring_over(self) -> None:
        """Bring over from the records who is who, if anything was kept there since."""
        inside = self._is_inside() or self._home._is_inside(writing=True)
        if inside or self._known == self._home._kept:
            return  # inside a transaction nothing is sure yet: the next time will do
        known = self._home._kept
        with self._home.reading() as work:
            theirs = brought_over.raw(work)
        with self.reading() as work:
            new = not theirs <= brought_over.raw(work) or settings.get(work, CABINET_ID) is None
        if new:
            with self._home.reading() as work:
                brought = brought_over.read(work)
            with self._work(writing=True) as work:
                brought_over.write(work, brought)
                if settings.get(work, CABINET_ID) is None:
                    settings.put(work, CABINET_ID, self.id)
        self.organisation, self.owner, self.holder = (
            self._home.organisation,
            self._home.owner,
            self._home.holder,
        )
        self._known = known

    def look_over(self) -> None:
        """Hold the history against itself and its seals, and take in a copy that was restored."""
        with self._work(writing=False) as work:
            faults = history.faults(work)
            accepted = settings.get(work, ACCEPTED, [])
            of = settings.get(work, CABINET_ID)
            broken = self._seals_broken(
                lambda number: history.event_at(work, history.CABINET, number), ours=of in (None, self.id)
            )
        self._broken = (*faults, *broken)
        known = accepted if isinstance(accepted, list) else []
        self.read_only = bool(broken) or any(fault not in known for fault in faults)
        if not self.read_only and of not in (None, self.id):
            self._take_in(str(of))

    def _seals_broken(self, event_at: Callable[[int], ChainEvent | None], *, ours: bool) -> list[str]:
        """Say what does not fit the seals. A restored copy has none yet: it was sealed as another cabinet."""
        here, on_this_computer = drawer_seal.paths(self._places)
        broken = []
        for path, older in (
            (here, "The history of the improvement plans does not hold what their seal says"),
            (on_this_computer, "This computer remembers more of the improvement plans than there is"),
        ):
            try:
                sealed = drawer_seal.read(path, self.id, self._keys[PLANS])
            except HistoryBroken as problem:
                broken.append(problem.sentence)
                continue
            if sealed is None:
                if path is here and ours:
                    broken.append("The seal of the improvement plans is missing from the cabinet's folder.")
            elif not holds(sealed, event_at):
                broken.append(f"{older}: something older was put back, or the history was changed.")
        return broken

    def _take_in(self, before: str) -> None:
        with self._work(writing=True) as work:
            settings.put(work, CABINET_ID, self.id)
            history.note(
                work,
                file=history.CABINET,
                who=self.slot.person or str(settings.get(work, settings.OWNER)),
                what=RESTORED,
                subject=before,
                after=b"",
                now=self._now,
            )

    def seal(self) -> None:
        """Seal the history here alone: the records' seal says in plain when it was written.

        So does the time of a file, which is kept. That the bytes of this seal are others tells nothing:
        they are since the cabinet was opened.
        """
        self._not_inside("be sealed")
        if self.read_only:
            return
        seals = drawer_seal.paths(self._places)
        with kept_time(*seals, *(path.parent for path in seals)):
            try:
                drawer_seal.write(self._places, self.head(), self._keys[PLANS])
            except FileTrouble as trouble:
                self._home.note_unsealed(trouble)

    @contextmanager
    def alone(self) -> Iterator[Inside]:
        """As the cabinet's: what is copied or renewed is all of it."""
        with self._home.alone() as inside:
            yield inside

    def tries(self, name: str) -> Tries:
        """The tries at one secret: the same as in the records, so that none is won by changing over.

        Except for a signing key that only the drawer has: a file of counts in the folder, for somebody
        who signs nothing in the records, would tell of a plan. So these are counted inside the drawer.
        """
        person = name.removeprefix(SIGNING)
        if person == name:
            return self._home.tries(name)
        with self._home.reading() as work:
            known = signing.current_key(work, person) is not None
        return self._home.tries(name) if known else TriesInside(self, name)

    def has_key_of_records(self, fingerprint: str) -> bool:
        """Whether this signing key was brought over: it is changed where it came from."""
        with self._home.reading() as work:
            return signing.has_key(work, fingerprint)

    def close(self) -> None:
        """Close the drawer's database; the cabinet does all else when it is closed itself."""
        self._not_inside("be closed")
        with self._turn:
            self._closed = True
            with suppress(Exception):
                self._engine.dispose()

    def go_along(self) -> None:
        """Go on with the renewed key and file of the cabinet; only inside its `alone`."""
        with suppress(Exception):
            self._engine.dispose()
        self._keys, self._header, self.slot = self._home._keys, self._home._header, self._home.slot
        path = self.folder / self._header.file_of(PLANS)
        self._engine = make_engine(path, self._keys[PLANS], UNSEEN)

    @contextmanager
    def _work(self, *, writing: bool) -> Iterator[Work]:
        with kept_time(self.folder), super()._work(writing=writing) as work:
            yield work  # a journal comes and goes in the folder

    def _same_times(self) -> None:
        """Give its file the time of the records: after a kill, times then tell of those alone."""
        with suppress(OSError):
            at = (self.folder / self._header.file_of(RECORDS)).stat().st_mtime_ns
            os.utime(self.folder / self._header.file_of(PLANS), ns=(at, at))

    def _before_it_is_kept(self, session: Session) -> None:
        session.flush()
        connection = session.connection()

        def run(statement: str) -> Any:
            result = connection.exec_driver_sql(statement)
            return result.fetchone() if result.returns_rows else None

        drawer_file.fill_up(run)


class TriesInside(Tries):
    """Tries that are counted in the drawer's own database."""

    def __init__(self, drawer: Drawer, name: str) -> None:
        super().__init__([drawer.folder / f"{PLANS}-{name}"])  # no file: a name to know it by
        self._drawer, self._setting = drawer, f"tries.{name}"

    def _count(self) -> int:
        with self._drawer.reading() as work:
            count = settings.get(work, self._setting, 0)
        return count if isinstance(count, int) else FREE_TRIES

    def _keep(self, count: int) -> bool:
        try:
            with self._drawer._work(writing=True) as work:
                settings.put(work, self._setting, count)
        except FileTrouble:
            return False
        return True

    def _forget(self) -> None:
        with suppress(FileTrouble):
            self._keep(0)


def opens_drawer(cabinet: Cabinet) -> bool:
    """Whether the key that opened the cabinet is one for improvement plans, and its role may see them."""
    return PLANS in cabinet.slot.stores and not roles.why_not(cabinet.slot.role, Act.SEE_PLANS)


def drawer_of(cabinet: Cabinet) -> Drawer:
    """Open the drawer of a cabinet, or give it as it is open; what it must know is brought over.

    NotAllowed without the key for it; NotACabinet when its file is damaged or missing, CabinetTooNew,
    FileTrouble.
    """
    if isinstance(cabinet, Drawer):
        cabinet.bring_over()
        return cabinet
    if PLANS not in cabinet.slot.stores:
        raise NotAllowed("This key is not for improvement plans.", "The owner of the cabinet can give one.")
    why = roles.why_not(cabinet.slot.role, Act.SEE_PLANS)
    if why:
        raise NotAllowed(why)
    cabinet.settle()  # not one word is written before every page is another one
    with cabinet._turn:
        drawer = cabinet._inner
        if not isinstance(drawer, Drawer):
            drawer = _opened(cabinet)
            cabinet._inner = drawer
        drawer.bring_over()
        return drawer


def _opened(cabinet: Cabinet) -> Drawer:
    drawer = Drawer(cabinet)
    try:
        drawer.look_over()
    except BaseException:
        drawer.close()
        raise
    return drawer


def prepare_file(cabinet: Cabinet, *, new: bool = False) -> None:
    """See to the file of the drawer when a cabinet was opened: make it, or begin to have it written anew.

    Only with the key for it. Writing anew goes on in a thread, for which whoever uses the drawer, or
    closes the cabinet, waits; a note tells then when the file is damaged or missing.
    """
    if PLANS not in cabinet.slot.stores or cabinet.warnings:
        return
    path = cabinet.folder / cabinet._header.file_of(PLANS)
    with cabinet.reading() as work:
        made = settings.get(work, MADE) is True
    with suppress(Problem):  # a disk that may only be read, or is full: it stays as it is
        if path.exists() and not made:
            _keep_made(cabinet)  # the power went between the two
        if not path.exists() and not made:
            _make(cabinet)
            return
    if not new:
        cabinet.begin_renewal(Renewal(cabinet._places, cabinet._header, cabinet._keys[PLANS]))


def _make(cabinet: Cabinet) -> None:
    """Make the drawer of a cabinet from before there were any."""
    drawer_file.make_file(cabinet._places, cabinet._header, cabinet._keys[PLANS])
    _keep_made(cabinet)


def _keep_made(cabinet: Cabinet) -> None:
    with cabinet._work(writing=True) as work:
        settings.put(work, MADE, True)
