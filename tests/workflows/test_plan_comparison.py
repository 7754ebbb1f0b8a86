"""Plans of a whole home are compared for who may see them, and saved as a table that names nobody."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from supervise_tui.domain.people import Worker
from supervise_tui.domain.plan_comparison import Stands
from supervise_tui.store import history
from supervise_tui.store import plan_cases as kept
from supervise_tui.workflows import plan_comparison, read_history, workers
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.open_cabinet import HOME_TIME
from supervise_tui.workflows.plans_desk import plans_desk
from tests.domain import plan_story
from tests.domain.plan_story import Story
from tests.homes import Clock

NAMES = ("Ania Wójcik-Łęcka", "Bethan Rhys", "Chidi Anyanwu", "Dorota Lis")


def four_cases(desk: Desk, first: Worker) -> None:
    """Keep a case for each of four people; three are about medicines."""
    others = [workers.add_worker(desk, name=name, post="Care assistant") for name in NAMES[1:]]
    help_given = [{"id": "s1", "kind": "training", "what": "Refresher"}]
    stories: list[tuple[Worker, Story, str]] = [
        (first, plan_story.at_stage_1(), "medication"),
        (others[0], plan_story.planned(support=help_given), "medication"),  # type: ignore[arg-type]
        (others[1], plan_story.closed_1(), "medication"),
        (others[2], plan_story.planned(), ""),
    ]
    with plans_desk(desk).cabinet.transaction() as work:
        for place, (worker, story, template) in enumerate(stories):
            case = replace(story.case, id=f"{place:016x}", worker=worker.id, template=template)
            kept.open_case(work, case, desk.holder, desk.now)
            for entry in story.entries:
                one = replace(entry, id=f"{place:08x}{entry.number:08x}", case=case.id)
                kept.add_entry(work, one, desk.now)


def test_figures_of_four_people_and_the_table_without_their_names(
    desk: Desk, worker: Worker, clock: Clock, tmp_path: Path
) -> None:
    clock.at = datetime(2026, 6, 1, 9, tzinfo=HOME_TIME)
    nothing = plan_comparison.compare(desk)
    assert (nothing.comparison.all.plans, nothing.comparison.by_template) == (0, ())
    four_cases(desk, worker)
    found = plan_comparison.compare(desk)
    figures = found.comparison.all.figures
    assert figures is not None
    assert {one: number for one, number in figures.stands.items() if number} == {
        Stands.RUNNING: 2,
        Stands.STAGE_1: 1,
        Stands.CLOSED: 1,
    }
    assert (figures.help, found.shut) == ({"training": 1}, 0)
    assert found.help_kinds["training"] == "Training"
    # One plan from nothing would tell of one person: all of a kind are told together then.
    assert [(line.label, line.plans) for line in found.comparison.by_template] == [("All together", 4)]

    plans = plans_desk(desk)
    with desk.cabinet.reading() as work:
        before = history.head(work, history.CABINET)
    path = plan_comparison.save_comparison(desk, tmp_path / "out")
    named = plan_comparison.save_comparison(desk, tmp_path / "compared.csv")
    assert named == tmp_path / "compared.csv"
    assert path.name == "Improvement plans compared Beck House 2026-06-01.csv"
    assert path.read_bytes() == named.read_bytes()
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [(row["by"], row["group"], row["plans"]) for row in rows] == [
        ("all", "All plans", "4"),
        ("template", "All together", "4"),
        ("post", "All together", "4"),
    ]
    assert (rows[0]["home"], rows[0]["closed"], rows[0]["formal"], rows[0]["help_training"]) == (
        "Beck House",
        "1",
        "2",
        "1",
    )
    # Another service reads it beside its own: the same figures come out of the file again.
    mine, theirs = plan_comparison.beside(found, [])[0], plan_comparison.beside(found, [path])[3]
    assert (theirs.home, theirs.on, theirs.by, theirs.line.label) == (mine.home, mine.on, "all", "All plans")
    assert theirs.line.figures is not None
    assert theirs.line.figures.stands == figures.stands
    assert plan_comparison.as_json(theirs.line.figures, found) == plan_comparison.as_json(figures, found)
    said = path.read_text("utf-8-sig")
    assert not [name for name in NAMES if name.split()[0] in said]
    told = [line.what for line in read_history.history_lines(plans)]
    assert told.count("saved a comparison of the improvement plans to a file") == 2
    with desk.cabinet.reading() as work:
        assert history.head(work, history.CABINET) == before
