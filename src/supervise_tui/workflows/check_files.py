"""Check signed PDFs: intact? signed by whom, when? what is wrong?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from supervise_tui.documents.bundle_reading import signed_files_in
from supervise_tui.documents.case_bundle import check_whole
from supervise_tui.documents.check import UNSIGNED, Checked, Verdict, check_pdf
from supervise_tui.domain.record import Content, State
from supervise_tui.problems import FileTrouble, Problem
from supervise_tui.store import history, people, plan_cases, plan_letters, records, signing
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.letters import signed_content
from supervise_tui.workflows.plans_desk import is_plans_desk, plans_desk, sees_plans
from supervise_tui.workflows.read_record import verify_signatures

LARGEST = 64 * 1024 * 1024
"""Bytes; a record is about 160 kB, so anything beyond this is something else."""


def check(path: Path, *, trusted: Sequence[bytes]) -> list[tuple[Path, Checked]]:
    """Check one PDF, those in a case bundle, or each PDF in a folder, against the certificates trusted here.

    FileTrouble when it cannot be read or a folder holds no PDF; anything else is a verdict.
    """
    if path.is_dir():
        found = sorted(path.glob("*.pdf"))
        if not found:
            raise FileTrouble(f"There is no PDF in {path}.", "Name a signed PDF or a folder of them.")
        return [one for file in found for one in _in_file(file, trusted)]
    return _in_file(path, trusted)


def _in_file(path: Path, trusted: Sequence[bytes]) -> list[tuple[Path, Checked]]:
    """In a case bundle the signed files inside it count, and who signed all of it, if somebody did."""
    raw = _bytes_of(path)
    whole = check_whole(raw, trusted) if raw is not None else None
    checked = whole or _checked(raw, trusted)
    if raw is None or (whole is None and checked.findings != (UNSIGNED,)):
        return [(path, checked)]
    inside = [(path / name, check_pdf(one, trusted)) for name, one in signed_files_in(raw)]
    return [(path, checked), *inside] if whole is not None else inside or [(path, checked)]


def check_one(path: Path, *, trusted: Sequence[bytes]) -> Checked:
    """Check one signed record; FileTrouble when it cannot be read at all."""
    return _checked(_bytes_of(path), trusted)


def _checked(raw: bytes | None, trusted: Sequence[bytes]) -> Checked:
    if raw is not None:
        return check_pdf(raw, trusted)
    return Checked(
        verdict=Verdict.NOT_INTACT,
        signatures=(),
        findings=("This file is far larger than any record of ours.",),
        content=None,
        fingerprint="",
    )


def _bytes_of(path: Path) -> bytes | None:
    """Give the bytes of a file; None when they are too many. FileTrouble when it cannot be read."""
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise FileTrouble(f"{path} cannot be read.", "Look at the name and try again.") from error


def check_cabinet(desk: Desk) -> list[str]:
    """Check the history and each signed record of an open cabinet; give what is wrong, if anything.

    Improvement plans are checked too by who may see them.
    """
    wrong = _check_store(desk)
    if is_plans_desk(desk) or not sees_plans(desk):
        return wrong
    try:
        plans = plans_desk(desk)
        found = _check_store(plans) + _check_entries(plans) + _check_letters(plans)
    except Problem as problem:
        return [*wrong, str(problem)]
    return wrong + [f"Improvement plans: {one}" for one in found]


def _check_entries(plans: Desk) -> list[str]:
    """Hold the entries of every plan against the history: nobody has signed those."""
    with plans.cabinet.reading() as work:
        names = {file: worker.name for file, worker in people.by_file(work).items()}
        return [
            f"Entry {entry.number} of the plan with {names.get(case.worker, '?')} does not fit the history."
            for case in plan_cases.cases(work)
            for entry in plan_cases.changed_entries(work, case.id)
        ]


def _check_letters(plans: Desk) -> list[str]:
    """Hold every signed letter against its signature, and its PDF against both."""
    wrong: list[str] = []
    with plans.cabinet.reading() as work:
        trusted = [signing.authority(work).certificate_der]
        signed = [
            (one, plan_letters.pdf(work, one.id))
            for case in plan_cases.cases(work)
            for one in plan_letters.letters(work, case.id)
            if one.is_final
        ]
        for one, pdf in signed:
            try:
                content = signed_content(work, one)
            except Problem as problem:
                wrong.append(f"A letter of {one.made_at[:10]}: {problem}")
                continue
            checked = check_pdf(pdf, trusted)
            if checked.verdict is not Verdict.KNOWN or checked.fingerprint != content.fingerprint:
                found = " ".join(checked.findings) or "its PDF does not fit what was signed."
                wrong.append(f"Letter {content.number} to {content.worker.name}: {found}")
    return wrong


def _check_store(desk: Desk) -> list[str]:
    wrong: list[str] = list(desk.cabinet.warnings)
    with desk.cabinet.reading() as work:
        try:
            history.verify(work)
        except Problem as problem:
            wrong.append(str(problem))
        names = {file: worker.name for file, worker in people.by_file(work).items()}
        trusted = [signing.authority(work).certificate_der]
        signed = records.find(work, states=[State.PART_SIGNED, State.CLOSED, State.ON_PAPER])
        kept = [(record, records.frozen(work, record.id), signing.pdf(work, record.id)) for record in signed]
        for record, raw, _pdf in kept:
            try:
                verify_signatures(work, record, Content.from_bytes(raw))
            except Problem as problem:
                wrong.append(f"Record {record.number} ({names.get(record.worker, '?')}): {problem}")
    for record, raw, pdf in kept:
        if not record.state.is_signed:
            continue
        checked = check_pdf(pdf or b"", trusted)
        if (
            checked.verdict is not Verdict.KNOWN
            or checked.content is None
            or checked.content.as_bytes() != raw
        ):
            found = " ".join(checked.findings) or "its PDF does not fit the record."
            wrong.append(f"Record {record.number} ({names.get(record.worker, '?')}): {found}")
    return wrong
