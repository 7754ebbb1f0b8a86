"""Whose file a record lies on: a worker's, the home's, or the supervisor's own.

Checklists, audits and promises of a whole service have no worker, and neither has a supervisor's look at
their own practice. They are records like all others all the same: begun as a draft, read through, signed
by whom their form asks, closed, added to, found, exported. So they lie on two files that stand beside the
workers' own: the home's, whose records are about the service, and the supervisor's own, about themselves.

The two have fixed ids: they are in no list of people, nobody supervises them, and the clocks of workers do
not run for them. Where a record names its worker they stand in that place, so
that nothing else has to know of them: `people.worker` gives them, with the name of the home or of the
supervisor, and `people.by_file` gives every file there is. A form says by `kind_of_file` where it belongs.
"""

from __future__ import annotations

from typing import Final

from supervise_tui.domain.people import Organisation, Supervisor, Worker
from supervise_tui.forms.definition import FileKind, Form

HOME_FILE: Final = "file-of-the-home"
OWN_FILE: Final = "file-of-the-supervisor"
"""Ids of the two; a worker's is 16 hexadecimal digits."""

_KINDS: Final = {HOME_FILE: FileKind.WORKPLACE, OWN_FILE: FileKind.SUPERVISOR}
NO_WORKERS: Final = tuple(_KINDS)


def file_kind(file: str) -> FileKind:
    """Give whose file it is: of the home, of the supervisor, or else a worker's."""
    return _KINDS.get(file, FileKind.WORKER)


def is_of_a_worker(file: str) -> bool:
    """Whether it is the file of somebody who is supervised."""
    return file not in _KINDS


def belongs_on(form: Form, file: str) -> bool:
    """Whether a record on that form may lie on that file."""
    kind = file_kind(file)
    if kind is FileKind.WORKER:
        return form.kind_of_file in (FileKind.WORKER, FileKind.PARTICIPANTS)
    return form.kind_of_file is kind


def home_file(home: Organisation) -> Worker:
    """Give the home as it stands in the place of a worker."""
    return Worker(id=HOME_FILE, name=home.name, post="The home's own file", care_work=False)


def own_file(owner: Supervisor) -> Worker:
    """Give the supervisor as they stand in the place of a worker, on a record about themselves."""
    return Worker(id=OWN_FILE, name=owner.name, post=owner.post, care_work=False)


def word_for(file: str) -> str:
    """Give the word that stands before the name on a record: who it is with, or what it is about."""
    return "Worker" if is_of_a_worker(file) else "About"
