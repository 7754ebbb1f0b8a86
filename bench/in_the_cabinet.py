"""Rows measured in this process: unlock to home, autosave, one signed PDF."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench.table import Row, median, percentile
from supervise_tui.canonical import Json
from supervise_tui.documents import record_pdf, signatures
from supervise_tui.domain.people import Worker
from supervise_tui.domain.sign_off import what_they_say
from supervise_tui.forms.definition import Role
from supervise_tui.store import signing
from supervise_tui.store.database import KEY_LENGTH, connect
from supervise_tui.trust import authority
from supervise_tui.trust.costs import CABINET
from supervise_tui.trust.wrapping import key_from_secret, new_salt
from supervise_tui.workflows import hold_supervision, open_cabinet, read_record, sign_off, signing_secrets
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.home import home

PARAGRAPH = "She told how the round at two overlaps with the bell of room 12, and what she tried. " * 24
"""About 2,000 characters: a summary as people write it."""


def _timed(act: Callable[[], object]) -> float:
    """Give the seconds that `act` takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def unlock_to_home(folder: Path, passphrase: str, state: Path, runs: int) -> Iterator[Row]:
    """From the passphrase to everything on the home screen, against deriving the key alone."""
    ours, bare = [], []
    for _ in range(runs):
        bare.append(_timed(lambda: key_from_secret(passphrase, new_salt(), CABINET)))
        opened: list[Desk] = []

        def unlock(into: list[Desk] = opened) -> None:
            into.append(open_cabinet.open_desk(folder, passphrase, state=state))
            home(into[0])

        ours.append(_timed(unlock))
        open_cabinet.close_desk(opened[0])
    yield Row(
        what="unlock to home",
        ours=median(ours),
        baseline=median(bare),
        against="Argon2id with the cabinet's costs, alone",
        unit="s",
        runs=runs,
    )


def autosave(desk: Desk, worker: Worker, folder: Path, saves: int) -> Iterator[Row]:
    """Saving one answer as it is typed, against one row in a bare encrypted database."""
    record = hold_supervision.start(desk, worker.id).record.id
    bare = _bare_database(folder / "bare.db")
    ours_ms, bare_ms = [], []
    for number in range(saves):
        text = f"{PARAGRAPH}{number}"

        def keep(text: str = text) -> None:
            hold_supervision.save(desk, record, {"summary": text})

        def commit(text: str = text) -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("UPDATE answers SET value = ? WHERE id = 1", (text,))
            bare.execute("COMMIT")

        ours_ms.append(_timed(keep) * 1000)
        bare_ms.append(_timed(commit) * 1000)
    bare.close()
    hold_supervision.discard(desk, record, "measured")
    for per_hundred in (50, 99):
        yield Row(
            what=f"autosave of one answer, p{per_hundred}",
            ours=percentile(ours_ms, per_hundred),
            baseline=percentile(bare_ms, per_hundred),
            against="one row committed in bare SQLCipher",
            unit="ms",
            runs=saves,
            goal=1.3 if per_hundred == 99 else None,
        )


def _bare_database(path: Path) -> Any:
    connection = connect(path, secrets.token_bytes(KEY_LENGTH))
    connection.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, value TEXT)")
    connection.execute("INSERT INTO answers VALUES (1, '')")
    return connection


def signed_pdf(desk: Desk, worker: Worker, runs: int) -> Iterator[Row]:
    """The whole act of signing by both, against drawing the PDF and signing it twice."""
    keys = _keys(desk, worker)
    ours, bare = [], []
    for turn in range(runs + 1):
        record = _offered(desk, worker)
        alone = _timed(lambda record=record: _draw_and_sign(desk, record, keys))  # type: ignore[misc]

        def act(record: str = record) -> None:
            for role in (Role.WORKER, Role.SUPERVISOR):
                sign_off.sign_with_key(desk, record, role, keys[role])

        whole = _timed(act)
        if turn:  # the first one loads the libraries
            ours.append(whole)
            bare.append(alone)
    yield Row(
        what="one PDF signed by both",
        ours=median(ours),
        baseline=median(bare),
        against="drawing it and signing it twice, alone",
        unit="s",
        runs=runs,
        goal=1.5,
    )


def _keys(desk: Desk, worker: Worker) -> dict[Role, ec.EllipticCurvePrivateKey]:
    keys = {}
    for role, person in ((Role.WORKER, worker.id), (Role.SUPERVISOR, desk.owner.id)):
        secret = f"maple {role.value} drum seventeen"
        signing_secrets.choose_secret(desk, person, secret)
        keys[role] = signing_secrets.unlock_key(desk, person, secret)
    return keys


def _offered(desk: Desk, worker: Worker) -> str:
    sheet = hold_supervision.start(desk, worker.id)
    hold_supervision.save(desk, sheet.record.id, _answers(desk) | _looked_back(sheet))
    sign_off.offer(desk, sheet.record.id)
    return sheet.record.id


def _looked_back(sheet: hold_supervision.Sheet) -> dict[str, Json]:
    """What the talk before agreed is done: each run has as much to sign as the one before."""
    rows = sheet.answers.get("action_review")
    done: list[Json] = (
        [{**row, "outcome": "done"} for row in rows if isinstance(row, dict)]
        if isinstance(rows, list)
        else []
    )
    return {"action_review": done} if done else {}


def _answers(desk: Desk) -> dict[str, Json]:
    soon = (desk.today + timedelta(days=14)).isoformat()
    return {
        "minutes": 65,
        "place": "The small office",
        "no_agreement_reason": "The two of us have just begun.",
        "agenda": [
            {"id": f"a{n}", "text": f"Night rounds, part {n}", "by": "worker", "outcome": "reached"}
            for n in range(6)
        ],
        "outcomes_aimed_at": "A round that one person can do safely.",
        "since_last_time": PARAGRAPH[:600],
        "summary": PARAGRAPH,
        "actions": [
            {
                "id": f"p{n}",
                "what": "Try the earlier round for two weeks",
                "owner": "worker",
                "owner_name": "",
                "by": soon,
                "how_known": "Fewer bells",
            }
            for n in range(4)
        ],
        "worth_worker": 4,
        "worth_supervisor": 5,
        "next_date": (desk.today + timedelta(days=42)).isoformat(),
    }


def _draw_and_sign(desk: Desk, record: str, keys: dict[Role, ec.EllipticCurvePrivateKey]) -> None:
    seen = read_record.read_through(desk, record)
    with desk.cabinet.reading() as work:
        issuer = signing.authority(work)
    pdf = record_pdf.draw_base(seen.content, seen.form)
    for signer in seen.waiting:
        key = keys[signer.role]
        certificate = authority.issue(
            issuer,
            key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
            person=signer.person,
            name=signer.name,
            post=signer.post,
            role=signer.role.value,
        )
        pdf = signatures.sign_pdf(
            pdf,
            signer=signer,
            says=what_they_say((), ()),
            at=desk.now(),
            key=key,
            certificate_der=certificate,
            authority_der=issuer.certificate_der,
        )
