"""A program of its own that writes planted words into every place of a cabinet, then waits to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from supervise_tui.canonical import fingerprint
from supervise_tui.domain.people import Nation, Organisation, Supervisor, Worker
from supervise_tui.forms.definition import Form
from supervise_tui.store import cabinet as cabinets
from supervise_tui.store import (
    form_definitions,
    history,
    people,
    records,
    settings,
    signing,
)
from supervise_tui.store.work import Work
from supervise_tui.trust import authority, signing_keys
from supervise_tui.trust.costs import FLOOR
from tests.store.cabinets import Clock

PLANTED = "Zwartewaterkraken"
"""In every text that is written; nobody else writes it."""
SECRET = "Fuchsienblüte trägt Regenschirm"
SIGNING_SECRET = "Klettergerüst im Nebelwald"
CLOCK = Clock()


def main(folder: Path, state: Path) -> None:
    """Make a cabinet full of planted words; say so; wait; close it; say so; wait."""
    cabinet, recovery_key = cabinets.make(
        folder,
        Organisation(name=f"{PLANTED} House", nation=Nation.ENGLAND),
        Supervisor(id="0123456789abcdef", name=f"Anna {PLANTED}", post=f"{PLANTED} manager"),
        SECRET,
        costs=FLOOR,
        state_folder=state,
        now=CLOCK,
    )
    with cabinet.transaction() as work:
        plant(work, cabinet.id)
    for number in range(30):  # more than one page of the WAL, and old versions of the same row
        with cabinet.transaction() as work:
            records.save_answers(work, "r1", {"long": f"{PLANTED} {number} " * 800}, CLOCK)
    with cabinet.reading() as work:
        assert len(records.find(work)) == 1
        history.verify(work)
    cabinet.seal()
    print("open", recovery_key.replace(" ", ""), cabinet._keys["records"].hex(), flush=True)
    if sys.stdin.readline():
        cabinet.close()
        print("closed", flush=True)
        sys.stdin.readline()


def plant(work: Work, cabinet: str) -> None:
    """Write planted words into every table."""
    people.save_worker(work, Worker(id="w1", name=PLANTED, post=PLANTED))
    settings.put(work, "theme", PLANTED)
    source = PLANTED.encode()
    form = Form(
        id=PLANTED,
        version=1,
        title=PLANTED,
        purpose="",
        makes="supervision",
        signers=(),
        sections=(),
        source=source,
        digest=fingerprint(source),
    )
    form_definitions.keep(work, form)
    records.start(
        work,
        record_id="r1",
        makes=PLANTED,
        title=PLANTED,
        worker="w1",
        supervisor="0123456789abcdef",
        form_digest=form.digest,
        now=CLOCK,
    )
    records.save_answers(work, "r1", {PLANTED: PLANTED}, CLOCK)
    records.freeze(work, "r1", source * 100)
    records.put_sign_off_notes(work, "r1", {"disagreements": PLANTED})
    signing.keep_authority(work, authority.make_authority(cabinet, PLANTED))
    wrapped, _ = signing_keys.make_signing_key(SIGNING_SECRET, FLOOR)
    key = signing.keep_key(work, "w1", wrapped, source, CLOCK)
    signing.keep_signature(
        work,
        signing.StoredSignature(
            id="s1",
            record="r1",
            person="w1",
            role="worker",
            statement=source,
            signature=source,
            key_fingerprint=key.fingerprint,
            at=CLOCK().isoformat(),
        ),
    )
    signing.keep_pdf(work, "r1", 1, b"%PDF " + source * 4000)
    history.note(work, file="w1", who="w1", what="x", subject="r1", after=source, now=CLOCK, reason=PLANTED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
