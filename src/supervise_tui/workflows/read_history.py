"""Who did what, when: the history of a worker's file or of the whole cabinet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from supervise_tui.domain.roles import Act
from supervise_tui.store import (
    file_openings,
    history,
    key_holders,
    people,
    plan_cases,
    plan_letters,
    records,
)
from supervise_tui.store.cabinet import Work
from supervise_tui.store.file_openings import OPENED, Visitor
from supervise_tui.trust.chain import ChainEvent
from supervise_tui.workflows.desk import Desk

_WORDS = {
    "cabinet.made": "made the cabinet",
    "cabinet.history-accepted": "accepted a history that did not fit its seal",
    "clock.accepted": "wrote down that the clock is right, and was wrong before",
    "cabinet.restored": "made this cabinet anew from a backup",
    "drawer.in-order": (
        "put the second file of the cabinet in order, plans.db, which every cabinet has: "
        "it was damaged, missing or an older one"
    ),
    "drawer.put-back": "put these improvement plans back from a backup",
    "drawer.begun-empty": "began with no improvement plans: the file of before could not be read",
    "backup.made": "made a backup",
    "keys.added": "gave a key to the cabinet to",
    "keys.removed": "took a key to the cabinet away from",
    "keys.passphrase-changed": "changed the passphrase of their key",
    "keys.recovered": "opened the cabinet with the recovery key and chose a new passphrase",
    "keys.recovery-key-made": "made a new recovery key; the one before opens nothing any more",
    "recovery.tried": "tried the recovery key: it opens the cabinet",
    "policy.chosen": "chose how often people are to be supervised",
    "absence.kept": "wrote down an absence",
    "absence.removed": "took back an absence",
    "induction.task-kept": "wrote down a task of the induction",
    "induction.assessed": "wrote down what was found in a task of the induction",
    "induction.task-removed": "took back a task of the induction",
    "six-cs.added": "added a sheet of ratings of the six Cs",
    "six-cs.changed": "wrote on a sheet of ratings of the six Cs",
    "six-cs.brought-in": "brought in ratings of the six Cs from a file",
    "six-cs.saved": "saved a worker's ratings of the six Cs as a PDF",
    "six-cs.service-saved": "saved the means of the six Cs of the whole service as a table",
    "six-cs.taken-out": "took out a sheet of ratings of the six Cs",
    "learning.added": "added a learning to the training and portfolio list",
    "learning.changed": "wrote in the training and portfolio list",
    "learning.removed": "took a learning out of the training and portfolio list",
    "learning.file-attached": "attached a file to a learning",
    "learning.file-removed": "took a file of a learning out",
    "learning.files-saved": "saved copies of the files of a learning",
    "learning.saved": "saved the training and portfolio list as a table",
    "worker.added": "added the worker",
    "worker.changed": "changed the worker's details",
    "record.started": "started record",
    "record.planned": "planned record",
    "record.moved": "moved to another day: record",
    "record.cancelled": "cancelled record",
    "record.laid-out-anew": "changed the layout of record",
    "preparation.opened": "opened the worker's preparation at the worker's hand-over",
    "preparation.brought-in": "brought their preparation into record",
    "record.rows-initialled": "initialled rows in record",
    "record.offered": "made ready to sign: record",
    "record.taken-back": "took back for writing: record",
    "record.disagreement-written": "wrote a disagreement into record",
    "record.signed": "signed record",
    "record.closed": "signed and so closed record",
    "record.declined": "declined to sign record",
    "record.unlocked": "unlocked, so that the signature given is void: record",
    "record.discarded": "discarded record",
    "record.signed-on-paper": "signed as a true copy of the signed paper: record",
    "record.addendum-begun": "began an addendum, as record",
    "record.flag-dealt-with": "noted that the next line manager has dealt with record",
    "record.form-moved": "moved to the new version of its form: record",
    "audit.drawn": "drew the files for the audit, record",
    "record.exported": "exported a copy of record",
    "file.year-saved": "saved the year at a glance as a PDF",
    "coverage.saved": "saved the coverage of the cabinet to a file",
    "settings.home": "changed the name or the nation of the home",
    "settings.layout": "chose the layout of new supervisions",
    "settings.own-forms": "chose the folder with the home's own forms",
    "settings.idle-times": "changed after how long the screen is covered and locked",
    "settings.backup-reminder": "changed when to be reminded of a backup",
    OPENED: "opened the file",
    plan_cases.OPENED: "opened an improvement plan",
    plan_cases.ADDED: "added an entry to an improvement plan",
    "plan.progress-saved": "saved how an improvement plan goes to a file",
    plan_letters.MADE: "made a letter of an improvement plan final",
    plan_letters.DELIVERED: "wrote down that a letter of an improvement plan was received",
    "plan.letter-exported": "saved a letter of an improvement plan as a PDF",
    "plan.bundle-saved": "saved the bundle of an improvement plan as a PDF",
    "plan.bundle-signed": "signed the bundle of an improvement plan, and saved it as a PDF",
    "plan.comparison-saved": "saved a comparison of the improvement plans to a file",
    "key.made": "chose a signing secret",
    "key.replaced-without-the-old": "got a new signing key, the old secret being forgotten",
    "key.secret-changed": "changed their signing secret",
}

_OF_ITSELF = {"keys.passphrase-changed", "keys.recovered", "keys.recovery-key-made"}
"""Who did it is whom it is about."""


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One event in plain words."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    """The worker whose file it is, or nothing."""
    why: str = ""
    """The reason given, where one was."""


def history_lines(desk: Desk, worker_id: str | None = None) -> list[HistoryLine]:
    """Give the events of one file, or of the whole cabinet, newest first.

    NotOpened for one file that is shut. What people gave as a reason is said of files that are open [REC-5].
    """
    desk.check(Act.READ_HISTORY)
    if worker_id:
        desk.check_file(worker_id)
    with desk.cabinet.reading() as work:
        workers = {file: worker.name for file, worker in people.by_file(work).items()}
        names = workers | {person.id: person.name for person in people.supervisors(work)}
        names |= {person.id: person.name for person in people.outsiders(work)}
        subjects = {record.id: str(record.number) for record in records.find(work)}
        subjects |= {key: names.get(person, "") for key, person in key_holders.persons_of_keys(work).items()}
        visitors = file_openings.visitors(work, worker_id)
        told = []
        for event in history.events(work, worker_id):
            said = not event.chain or desk.sees_file(event.chain)
            told.append(
                HistoryLine(
                    number=event.number,
                    at=datetime.fromisoformat(event.at),
                    who=names.get(event.who, "someone who is not in this cabinet any more"),
                    what=_words(event.what, subjects.get(event.subject, "")),
                    about=workers.get(event.chain, ""),
                    why=_why(work, event, visitors, names) if said else "",
                )
            )
    return told[::-1]


def _why(
    work: Work, event: ChainEvent, visitors: Mapping[tuple[str, int], Visitor], names: Mapping[str, str]
) -> str:
    """The reason given; for the opening of a file, who looked and what for."""
    visitor = visitors.get((event.chain, event.number)) if event.what == OPENED else None
    if visitor is None:
        return history.reason(work, event)
    same = visitor.name.casefold() == names.get(event.who, "").casefold()
    return ", ".join((*(() if same else (f"for {visitor.name}",)), f"{visitor.role}: {visitor.purpose}"))


def _words(what: str, subject: str) -> str:
    words = _WORDS.get(what, what)  # an event of a newer program is shown by its own name
    return f"{words} {subject}".rstrip() if what not in _OF_ITSELF else words
