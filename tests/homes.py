"""A made-up home to test in: real cabinets, real signatures, cheap Argon2 costs, a clock that we turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation, Worker
from supervise_tui.domain.record import Record
from supervise_tui.forms.definition import Role
from supervise_tui.trust.costs import FLOOR
from supervise_tui.workflows import (
    agreements,
    hold_supervision,
    open_cabinet,
    sign_off,
    signing_secrets,
    workers,
)
from supervise_tui.workflows.desk import Desk

PASSPHRASE = "otter lantern gravel"
WORKER_SECRET = "maple drum seventeen"
SUPERVISOR_SECRET = "copper violet thunder"


@dataclass
class Clock:
    """A wall clock that stands still until it is turned."""

    at: datetime = datetime(2026, 11, 17, 14, 5, tzinfo=ZoneInfo("Europe/London"))

    def __call__(self) -> datetime:
        """Give the time it shows."""
        return self.at

    def turn(self, **by: float) -> None:
        """Turn it by days, hours, minutes or seconds; backwards when negative."""
        self.at += timedelta(**by)


def make_home(folder: Path, state: Path, clock: Clock | None = None) -> tuple[Desk, str]:
    """Make the cabinet of Beck House and give its desk and recovery key."""
    return open_cabinet.make_cabinet(
        folder,
        organisation="Beck House",
        nation=Nation.ENGLAND,
        name="Marian Oakes",
        post="Deputy manager",
        passphrase=PASSPHRASE,
        state=state,
        now=clock or Clock(),
        costs=FLOOR,
    )


def add_ania(desk: Desk) -> Worker:
    """Add a worker whose name is not plain ASCII."""
    return workers.add_worker(desk, name="Ania Wójcik-Łęcka", post="Senior carer", hours=30)


def good_answers(desk: Desk) -> dict[str, Json]:
    """Give answers that leave no gap in the short layout."""
    today = desk.today
    return {
        "held_on": today.isoformat(),
        "start_time": "14:05",
        "minutes": 65,
        "place": "The small office",
        "no_agreement_reason": "We settled it on paper when Ania started, and will type it in next week.",
        "agenda": [
            {"id": "a1", "text": "Night rounds on the upper floor", "by": "worker", "outcome": "reached"},
            {"id": "a2", "text": "Medication refresher", "by": "supervisor", "outcome": "reached"},
        ],
        "outcomes_aimed_at": "A round that one person can do safely.",
        "summary": "Ania told how the 2 o'clock round overlaps with the bell of room 12. "
        "We agreed to try it at 1.30.",
        "actions": [
            {
                "id": "p1",
                "what": "Try the earlier round for two weeks",
                "owner": "worker",
                "owner_name": "",
                "by": (today + timedelta(days=14)).isoformat(),
                "how_known": "Fewer bells unanswered after five minutes",
            }
        ],
        "worth_worker": 4,
        "worth_supervisor": 5,
        "next_date": (today + timedelta(days=42)).isoformat(),
    }


def agreement_answers(desk: Desk) -> dict[str, Json]:
    """Give what an agreement asks beyond its proposed words."""
    return {
        "purpose": "To look at the work of the nights together, and at how Ania is.",
        "reach_supervisor": "Office extension 12, weekdays until four.",
        "next_line_manager": "Delyth Pugh, home manager",
        "complaints_manager": "Delyth Pugh, home manager",
        "complaints_contact": "Extension 10",
        "where_to_turn": "The staff helpline, occupational health, the GP.",
        "review_on": (desk.today + timedelta(days=300)).isoformat(),
    }


def signed_agreement(desk: Desk, worker: Worker, **answers: Json) -> Record:
    """Make an agreement with a worker and have both sign it."""
    sheet = agreements.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, agreement_answers(desk) | answers)
    choose_secrets(desk, worker)
    sign_off.offer(desk, sheet.record.id)
    sign_off.sign(desk, sheet.record.id, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, sheet.record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)


def held_answers(sheet: hold_supervision.Sheet, desk: Desk) -> dict[str, Json]:
    """Give good answers to a talk that also reached what was carried onto its agenda."""
    answers = good_answers(desk) | looked_back(sheet)
    there, written = sheet.answers.get("agenda"), answers["agenda"]
    assert isinstance(written, list)
    carried: list[Json] = [
        {**row, "outcome": "reached"}
        for row in (there if isinstance(there, list) else [])
        if isinstance(row, dict) and row.get("carried_from")
    ]
    return {**answers, "agenda": [*carried, *written]}


def looked_back(sheet: hold_supervision.Sheet) -> dict[str, Json]:
    """Give a review in which every open action was done."""
    rows = sheet.answers.get("action_review")
    done: list[Json] = [
        {**row, "outcome": "done"}
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    ]
    return {"action_review": done} if done else {}


def choose_secrets(desk: Desk, worker: Worker) -> None:
    """Let both choose their signing secrets, unless they have."""
    for person, secret in ((worker.id, WORKER_SECRET), (desk.owner.id, SUPERVISOR_SECRET)):
        if not signing_secrets.has_secret(desk, person):
            signing_secrets.choose_secret(desk, person, secret)


def offered_record(desk: Desk, worker: Worker) -> Record:
    """Hold a supervision and make it ready to sign, with both secrets chosen."""
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, held_answers(sheet, desk))
    choose_secrets(desk, worker)
    return sign_off.offer(desk, sheet.record.id)


def closed_record(desk: Desk, worker: Worker) -> Record:
    """Hold a supervision and have both sign it."""
    record = offered_record(desk, worker)
    sign_off.sign(desk, record.id, Role.WORKER, WORKER_SECRET)
    return sign_off.sign(desk, record.id, Role.SUPERVISOR, SUPERVISOR_SECRET)
