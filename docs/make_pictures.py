"""Draws the pictures of the documentation from the real program on the demo home.

Run `.venv/bin/python docs/make_pictures.py`; needs rsvg-convert, and pdftoppm for the page of a record.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from textual.pilot import Pilot

from supervise_tui.domain.record import State
from supervise_tui.store import records
from supervise_tui.ui import file_rooms, rooms
from supervise_tui.ui.app import SuperviseApp
from supervise_tui.ui.screens.base import House
from supervise_tui.ui.screens.home import Home
from supervise_tui.ui.screens.receipt import ReceiptScreen
from supervise_tui.ui.screens.record import RecordScreen
from supervise_tui.ui.screens.sign_off import SignOffScreen
from supervise_tui.ui.screens.worker_file import WorkerFileScreen
from supervise_tui.workflows.case_standing import case_lines
from supervise_tui.workflows.demo_home import DemoDoor, make_demo
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.export_records import export
from supervise_tui.workflows.home import home as look_home
from supervise_tui.workflows.open_cabinet import local_now

PICTURES = Path(__file__).parent / "pictures"
SIZE = (100, 32)
PATIENCE = 600
LEADING_BLANKS = re.compile(r'x="([\d.]+)"([^>]*) textLength="([\d.]+)"([^>]*)>((?:&#160;|\u00a0)+)')
CELL = 12.2
"""Width of a cell in Textual's drawing."""


def picture(app: SuperviseApp, name: str) -> None:
    """Keep what is on the screen as a PNG, drawn with fonts of this machine only."""
    drawn = re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot(title="supervise"))
    drawn = LEADING_BLANKS.sub(_past_the_blanks, drawn.replace("Fira Code", "DejaVu Sans Mono"))
    subprocess.run(  # noqa: S603
        ["rsvg-convert", "--width", "1000", "-o", str(PICTURES / f"{name}.png")],  # noqa: S607
        input=drawn.encode(),
        check=True,
    )
    fewer_colours(PICTURES / f"{name}.png")


def _past_the_blanks(found: re.Match[str]) -> str:
    """Begin a text where its first letter stands: rsvg-convert leaves blanks out that a text begins with."""
    x, more, length, rest, blanks = found.groups()
    by = CELL * len(blanks.replace("&#160;", " "))
    return f'x="{float(x) + by:.1f}"{more} textLength="{float(length) - by:.1f}"{rest}>'


def fewer_colours(file: Path) -> None:
    """Make a picture small: a terminal shows few colours."""
    with Image.open(file) as full:
        full.convert("RGB").quantize(48).save(file, optimize=True)


async def until(pilot: Pilot[int], happened: Callable[[], object]) -> None:
    """Wait until something is on the screen and at rest."""
    for _ in range(PATIENCE):
        await pilot.pause(0.05)
        if happened() and not getattr(pilot.app.screen, "busy", False):
            await pilot.pause(0.3)
            return
    raise SystemExit(f"never shown: {pilot.app.screen!r}")


def one_record(desk: Desk, state: State) -> str:
    """Give the newest record of that state."""
    with desk.cabinet.reading() as work:
        return records.find(work, states=[state])[0].id


async def front(app: SuperviseApp, pilot: Pilot[int], room: House) -> None:
    """Bring a screen to the front and wait until it shows what it has to."""
    app.push_screen(room)
    await until(pilot, lambda: app.screen is room)


async def draw(door: DemoDoor, state: Path) -> None:
    """Walk through the main screens and keep a picture of each."""
    app = SuperviseApp(door.folder, passphrase=door.passphrase, state=state)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Home))
        await until(pilot, lambda: "Overdue" in app.export_screenshot())
        picture(app, "home")
        desk = app.desk
        draft, half, closed = (
            one_record(desk, state) for state in (State.DRAFT, State.PART_SIGNED, State.CLOSED)
        )
        with desk.cabinet.reading() as work:
            worker = records.fetch(work, closed).worker
        app.push_screen(WorkerFileScreen(worker))
        await until(pilot, lambda: isinstance(app.screen, WorkerFileScreen))
        picture(app, "worker-file")
        for name, room in (
            ("new-record", file_rooms.new_record(worker)),
            ("next-supervision", file_rooms.next_supervision(worker)),
            ("agreement", file_rooms.agreement(worker)),
            ("ratings", file_rooms.ratings(worker)),
            ("year", file_rooms.worker_year(worker)),
            ("coverage", rooms.coverage()),
            ("induction", file_rooms.induction(look_home(desk).in_sight[0].worker.id)),
            ("policy", rooms.policy_preview(desk.library.policy("council-by-grade"))),
            ("calendar", rooms.month()),
            ("settings", rooms.settings()),
        ):
            await front(app, pilot, room)
            picture(app, name)
        app.push_screen(RecordScreen(draft))
        await until(pilot, lambda: isinstance(app.screen, RecordScreen) and app.screen.focused)
        await pilot.press("f3")
        await pilot.pause(0.5)
        picture(app, "supervision")
        app.push_screen(SignOffScreen(half))
        await until(pilot, lambda: isinstance(app.screen, SignOffScreen))
        picture(app, "sign-off")
        app.push_screen(ReceiptScreen(closed))
        await until(pilot, lambda: isinstance(app.screen, ReceiptScreen))
        picture(app, "receipt")
        with tempfile.TemporaryDirectory() as folder:
            (page,) = export(desk, [closed], Path(folder))
            page_picture(page)
        await front(app, pilot, file_rooms.plan_case(case_lines(desk)[0].case.id))
        await until(pilot, lambda: "Objectives" in app.export_screenshot())
        picture(app, "improvement-plan")


def page_picture(pdf: Path) -> None:
    """Keep the first page of a signed record."""
    command = ["pdftoppm", "-r", "60", "-png", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*command, str(pdf), str(PICTURES / "record")], check=True)  # noqa: S603
    fewer_colours(PICTURES / "record.png")


def main() -> None:
    """Make the demo home in a temporary folder and draw it."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        door = make_demo(
            Path(folder) / "Withy Lane.cabinet",
            state,
            progress=lambda done, total, words: print(f"\r{done}/{total}", end="", file=sys.stderr),
            now=local_now,
        )
        asyncio.run(draw(door, state))


if __name__ == "__main__":
    main()
