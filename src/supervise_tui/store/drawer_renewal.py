"""Has the drawer's file and seal written anew in a thread, while home is being read already.

It must be done before the first word of a session is written into the drawer, not at its end: a program
that is killed, or a copy of the folder taken meanwhile, would else show which pages a word went to.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from supervise_tui.problems import NotACabinet, Problem
from supervise_tui.store import drawer_seal
from supervise_tui.store.drawer_file import renew_file
from supervise_tui.store.header import Header
from supervise_tui.store.seal import SealPlaces


class Renewal:
    """One writing anew, under way from the start; `wait` for it before anything else touches the file."""

    def __init__(self, places: SealPlaces, header: Header, key: bytearray) -> None:
        # An interpreter that ends lets it finish. Killed at any moment, the old file or the new one is
        # there, and what was half copied is swept away at the next opening.
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawer")
        self._written = pool.submit(_renew, places, header, key)
        pool.shutdown(wait=False)

    def wait(self) -> NotACabinet | None:
        """Wait until it is done; give what is wrong with the file, if it is damaged or missing.

        A disk that may only be read, or is full, is no trouble: the file stays as it was.
        """
        try:
            self._written.result()
        except NotACabinet as problem:
            return problem
        except Problem:
            return None
        return None


def _renew(places: SealPlaces, header: Header, key: bytearray) -> None:
    renew_file(places.folder, header, key)
    # Another seal of the same history may be written meanwhile, since nobody has the drawer open yet: each
    # is written whole, and they say the same.
    drawer_seal.write_again(places, key)
