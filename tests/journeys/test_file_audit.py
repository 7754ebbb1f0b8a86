"""An auditor with their own key draws files by keys, answers, and signs; then the owner signs too [QA-1]."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pikepdf

from supervise_tui.canonical import Json, parse
from supervise_tui.domain.people import Worker
from supervise_tui.domain.record import State
from supervise_tui.domain.roles import KeyRole
from supervise_tui.forms.definition import Role
from supervise_tui.trust.costs import FLOOR
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.rooms import home_file
from supervise_tui.ui.screens.draw_files import DrawFiles
from supervise_tui.ui.screens.file_of_no_worker import FileOfNoWorker
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.new_record import NewRecord
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.signing import ChooseSecret, SignNow
from supervise_tui.workflows import hold_supervision, sign_off
from supervise_tui.workflows.export_records import export
from supervise_tui.workflows.open_cabinet import close_desk
from tests.homes import SUPERVISOR_SECRET
from tests.journeys.table import Table
from tests.key_ring import SECRETS, KeyRing, key_ring
from tests.workflows.test_file_audit import AUDITOR_SECRET, JUDGED, RESULT, files


def test_files_are_drawn_by_keys_and_the_record_is_signed_by_both(tmp_path: Path) -> None:
    ring = key_ring(tmp_path)
    record_id = asyncio.run(_audit(ring))
    owner = ring.open()
    closed = sign_off.sign(owner, record_id, Role.SUPERVISOR, SUPERVISOR_SECRET)
    assert closed.state is State.CLOSED
    (path,) = export(owner, [record_id], tmp_path / "out")
    kept = hold_supervision.open_sheet(owner, record_id).answers
    close_desk(owner)
    with pikepdf.open(path) as pdf:
        record = parse(pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.read_bytes())
    assert isinstance(record, dict)
    signed = record["answers"]
    assert isinstance(signed, dict)
    assert signed["seed"] == "otter 26"
    assert signed["files"] == kept["files"]


async def _audit(ring: KeyRing) -> str:
    auditor = SECRETS[KeyRole.AUDITOR]
    app = SuperviseApp(ring.folder, passphrase=auditor, state=ring.state, now=ring.clock, costs=FLOOR)
    async with app.run_test(size=(80, 24)) as pilot:
        table = Table(app, pilot, Worker(id="", name="", post=""), "")
        await table.on(Home)
        app.push_screen(home_file())
        await table.on(FileOfNoWorker)
        await table.press("n")
        await table.on(NewRecord)
        await table.until(lambda: "File audit" in table.text(), "what may be started")
        assert "Values" not in table.text()
        await table.press("enter")
        await table.on(DrawFiles)
        await table.press("ctrl+u")
        await table.type_in("100%\notter 26\n")
        screen = await table.on(RecordScreen)
        await table.until(lambda: screen.sheet is not None, "the files")
        assert screen.sheet is not None
        record_id = table.record_id = screen.sheet.record.id
        assert len(files(screen.sheet.answers)) == 2
        answered: list[Json] = [{**row, "judged": JUDGED} for row in files(screen.sheet.answers)]
        await table.press("escape")
        await table.on(FileOfNoWorker)
        hold_supervision.save(app.desk, record_id, {"files": answered, **RESULT})
        app.push_screen(RecordScreen(record_id))
        await table.on(RecordScreen)
        await table.until(lambda: "Read it through and sign" in table.text(), "everything is there")
        await table.press("enter")
        await table.on(SignOffScreen)
        await table.until(lambda: "Folasade signs now" in table.text(), "the ways")
        assert "Marian signs now" not in table.text()
        await table.choose("sign-other")
        await table.on(ChooseSecret)
        await table.type_in(f"{AUDITOR_SECRET}\n{AUDITOR_SECRET}\n")
        await table.on(SignNow)
        await table.type_in(f"{AUDITOR_SECRET}\n")
        await table.on(SignOffScreen)
        await table.until(lambda: "● signed" in table.text(), "signed")
        assert table.state_of_record() is State.PART_SIGNED
        app.shut()
    return record_id
