"""What happens in the demo home between supervisions: short notes, ratings, an appraisal, a group of four.

Told in TOML like the stories, with days counted back from today.
"""

from __future__ import annotations

import re
import secrets
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Nation
from supervise_tui.domain.record import Record
from supervise_tui.domain.six_cs_sheet import COMMENT, DAY, FROM, WHERE, Sheet
from supervise_tui.domain.working_days import next_working_day
from supervise_tui.forms.appraisal_bands import Value
from supervise_tui.forms.definition import Form, marks_key
from supervise_tui.forms.evidence_marks import toggled
from supervise_tui.workflows import hold_group, hold_supervision, sign_off, six_cs_files
from supervise_tui.workflows.demo_story import Act, read_act
from supervise_tui.workflows.desk import Desk

_LATER = re.compile(r"\+(\d+) days")
SignAll = Callable[[Record], None]
"""Has both sign a record that is ready."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One short record of one worker."""

    worker: str
    form: str
    days_ago: int
    time: str
    actions: tuple[Act, ...]
    shows: Mapping[str, str]
    """By question: which behaviour or duty its answer is marked as evidence for."""
    answers: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one participant says alone."""

    name: str
    actions: tuple[Act, ...]
    answers: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class GroupTalk:
    """One group supervision."""

    days_ago: int
    time: str
    absent: tuple[str, ...]
    actions: tuple[Act, ...]
    parts: tuple[Part, ...]
    answers: Mapping[str, Json] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Who is asked."""
        return (*(part.name for part in self.parts), *self.absent)


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """Ratings of the six Cs that were given on one day: who rates, the marks, what was said."""

    worker: str
    days_ago: int
    time: str
    where: str
    rows: tuple[tuple[str, tuple[int, ...], str], ...] = field(repr=False)


def sheets() -> tuple[Sheets, ...]:
    """Read all ratings of the six Cs."""
    return tuple(
        Sheets(
            worker=raw["worker"],
            days_ago=raw["days_ago"],
            time="16:30",
            where=raw["where"],
            rows=tuple((who, tuple(marks), said) for who, marks, said in raw["rows"]),
        )
        for raw in _read("six_cs.toml")["sheets"]
    )


def write_sheets(desk: Desk, told: Sheets, worker_id: str) -> None:
    """Keep the sheets of one day, as if they came in a file."""
    six_cs_files.bring_in(desk, [_sheet(desk, told, worker_id, row) for row in told.rows])


def _sheet(desk: Desk, told: Sheets, worker_id: str, row: tuple[str, tuple[int, ...], str]) -> Sheet:
    who, marks, said = row
    answers: dict[str, Json] = {DAY: desk.today.isoformat(), FROM: who, WHERE: told.where}
    answers |= {value.value: mark for value, mark in zip(Value, marks, strict=True) if mark}
    if said:
        answers[COMMENT] = said
    return Sheet(id=secrets.token_hex(8), worker=worker_id, answers=answers)


def notes() -> tuple[Note, ...]:
    """Read all short records, and the appraisal."""
    return tuple(
        Note(
            worker=raw["worker"],
            form=raw["form"],
            days_ago=raw["days_ago"],
            time=raw["time"],
            actions=_acts(raw),
            shows=raw.get("shows", {}),
            answers=raw["answers"],
        )
        for name in ("notes.toml", "appraisal.toml")
        for raw in _read(name)["note"]
    )


def group_talk() -> GroupTalk:
    """Read the group supervision."""
    raw = _read("group.toml")
    return GroupTalk(
        days_ago=raw["days_ago"],
        time=raw["time"],
        absent=tuple(raw["absent"]),
        actions=tuple(read_act(row) for row in raw["actions_all"]["rows"]),
        parts=tuple(
            Part(
                name=part["name"],
                actions=_acts(part),
                answers={key: value for key, value in part.items() if key not in ("name", "actions")},
            )
            for part in raw["participant"]
        ),
        answers=raw["answers"],
    )


def _read(name: str) -> dict[str, Any]:
    story = files("supervise_tui.workflows") / "demo_stories" / "between" / name
    return tomllib.loads(story.read_text("utf-8"))


def _acts(raw: Mapping[str, Any]) -> tuple[Act, ...]:
    return tuple(read_act(row) for row in raw.get("actions", ()))


def action_rows(acts: Sequence[Act], day: date, nation: Nation) -> list[Json]:
    """Give action points as an answer keeps them, each due on a working day."""
    return [
        {
            "id": secrets.token_hex(8),
            "what": act.what,
            "owner": act.owner,
            "owner_name": act.owner_name,
            "by": next_working_day(day + timedelta(days=act.days), nation).isoformat(),
            "how_known": act.how_known,
        }
        for act in acts
    ]


def write_note(desk: Desk, note: Note, worker_id: str, nation: Nation, sign: SignAll) -> None:
    """Write one short record on the day the clock shows, and have both sign it."""
    sheet = hold_supervision.start(desk, worker_id, note.form)
    told = {key: _on_its_day(value, desk.today, nation) for key, value in note.answers.items()}
    given: dict[str, Json] = {**told, **_written_by(desk, sheet.form, note.answers)}
    if sheet.form.question("start_time") is not None:
        given["start_time"] = note.time
    if note.actions:
        given["actions"] = action_rows(note.actions, desk.today, nation)
    known = {one.ref: one for one in sheet.can_show}
    given |= {
        marks_key(asked): toggled(None, known[ref], "", secrets.token_hex(8))
        for asked, ref in note.shows.items()
    }
    hold_supervision.save(desk, sheet.record.id, given, worker_agrees=True)
    sign(sign_off.offer(desk, sheet.record.id))


def _on_its_day(value: Json, today: date, nation: Nation) -> Json:
    """Give the answer with days such as "+120 days" counted from today, each a working day."""
    if isinstance(value, list):
        return [_on_its_day(one, today, nation) for one in value]
    if isinstance(value, dict):
        return {key: _on_its_day(one, today, nation) for key, one in value.items()}
    later = _LATER.fullmatch(value) if isinstance(value, str) else None
    if later is None:
        return value
    return next_working_day(today + timedelta(days=int(later[1])), nation).isoformat()


def _written_by(desk: Desk, form: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """On the day itself, by the supervisor: what stands on the file of a person supported."""
    if form.question("written_by") is None or not answers.get("written_where"):
        return {}
    return {
        "written_on": desk.today.isoformat(),
        "written_by": {"person": desk.owner.id, "name": desk.owner.name},
    }


def hold_group_talk(
    desk: Desk, talk: GroupTalk, ids: Mapping[str, str], nation: Nation, sign: SignAll
) -> None:
    """Hold the group supervision on the day the clock shows, and have everyone sign their own record."""
    group = hold_group.start(desk, [ids[part.name] for part in talk.parts], [ids[one] for one in talk.absent])
    shared: dict[str, Json] = {**talk.answers, "start_time": talk.time}
    shared["actions_all"] = action_rows(talk.actions, desk.today, nation)
    hold_supervision.save(desk, group.shared.record.id, shared)
    for part, copy in zip(talk.parts, group.copies, strict=True):
        own: dict[str, Json] = dict(part.answers)
        if part.actions:
            own["actions"] = action_rows(part.actions, desk.today, nation)
        hold_supervision.save(desk, copy.id, own)
    for copy in hold_group.close(desk, group.talk).copies:
        sign(copy)
