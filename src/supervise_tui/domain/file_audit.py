"""A manager looks into a sample of files: which ones, what the program answers itself, the clock [QA-1]."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from supervise_tui.canonical import Json, fingerprint
from supervise_tui.domain.action_life import LiveAction
from supervise_tui.domain.agreement import AgreementState
from supervise_tui.domain.cadence import Due, not_running, state_on, took_place, was_held
from supervise_tui.domain.clock_facts import Facts
from supervise_tui.domain.coverage import Covered, coverage
from supervise_tui.domain.record import Record, State
from supervise_tui.domain.roles import Act
from supervise_tui.domain.working_days import add_months
from supervise_tui.forms.answers import Gap
from supervise_tui.forms.day_words import long_date
from supervise_tui.problems import BadInput

FILE_AUDIT = "file-audit"
"""The kind of record, on the home's own file."""
SEED, DRAWN, FILES, FILE, FOUND = "seed", "drawn", "files", "file", "found"
"""Questions of its form, by id, that the rules here fill in."""
EVERY, LOOKS_BACK = 6, 12
"""Months: from one audit to the next, and how far the answers reach back."""
USUAL_SAMPLE = "20%"
YES, PARTLY, NO, NOT_APPLICABLE = "fully", "partly", "not_so", "n_a"


def act_for(makes: str) -> Act:
    """Give what writing a record of this kind is: an audit is for who did not write the records."""
    return Act.AUDIT if makes == FILE_AUDIT else Act.WRITE_RECORDS


# --- the draw -------------------------------------------------------------------------------------


def sample_size(said: str, of: int) -> int:
    """Read how many files: a number, or a share such as 20%, rounded up; BadInput for anything else.

    At least one, at most all there are.
    """
    text = said.strip().removesuffix("%").strip()
    share = said.strip().endswith("%")
    if not text.isascii() or not text.isdigit() or int(text) < 1 or (share and int(text) > 100):
        raise BadInput(f"“{said.strip()}” is no size of a sample.", "Type a number, or a share such as 20%.")
    if of < 1:
        raise BadInput("There is no file to look into yet.", "Add the first worker, then come back.")
    return min(of, math.ceil(int(text) * of / 100) if share else int(text))


def draw(files: Iterable[str], seed: str, size: int) -> list[str]:
    """Draw so many of these files, by their ids; anyone can repeat it with the same seed and files.

    The SHA-256 of "seed:id" puts the files in an order that nobody chose; the first ones are drawn.
    """
    return sorted(files, key=lambda file: fingerprint(f"{seed}:{file}".encode()))[:size]


# --- what the program answers itself --------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """One answer, and what it rests on in a sentence."""

    answer: str
    because: str


@dataclass(frozen=True, kw_only=True)
class FileKnown:
    """What is known of one file on the day of the audit."""

    facts: Facts
    offered_on: Mapping[str, date] = field(default_factory=dict)
    """By record: the day on which it was first given to sign."""
    actions: Sequence[tuple[LiveAction, bool]] = ()
    """Each with whether a later talk looked at it."""
    flags_open: int = 0
    """Disagreements and refusals that nobody has dealt with."""
    flags_dealt: int = 0
    complaints_named: bool = False
    """Whether the agreement says to whom a complaint goes."""

    @property
    def since(self) -> date:
        """The first day that is looked at."""
        return add_months(self.facts.today, -LOOKS_BACK)

    @property
    def talks(self) -> list[Record]:
        """The supervisions held in that time."""
        held = (one for one in self.facts.records if was_held(one, self.facts.today))
        return [one for one in held if one.held_on is not None and one.held_on >= self.since]


def agreement_found(facts: Facts) -> Found:
    """Say whether an agreement is in force."""
    standing = facts.agreement
    if standing.in_force:
        return Found(YES, standing.sentence)
    return Found(PARTLY if standing.being_made else NO, standing.sentence)


def _agreement_reviewed(known: FileKnown) -> Found:
    standing = known.facts.agreement
    if not standing.in_force:
        return Found(NOT_APPLICABLE, "There is none in force.")
    late = standing.state is AgreementState.REVIEW_OVERDUE
    return Found(NO if late else YES, standing.sentence)


def frequency_found(facts: Facts) -> Found:
    """Say whether supervisions were as often as agreed in the last twelve months."""
    lines = coverage([facts], LOOKS_BACK, facts.today).lines
    if not lines or lines[0].covered is Covered.NOT_COUNTED:
        return Found(NOT_APPLICABLE, lines[0].reason if lines else "They were not here.")
    line = lines[0]
    if line.covered is Covered.IN_TIME:
        return Found(YES, line.reason)
    return Found(PARTLY if line.held else NO, line.reason)


def _signed(known: FileKnown) -> Found:
    talks = known.talks
    return _share(sum(one.state.is_signed for one in talks), len(talks), "signed by everyone")


def _on_time(known: FileKnown) -> Found:
    within = known.facts.policy.sign_within_days
    given = [
        known.offered_on[one.id] <= one.held_on + timedelta(days=within)
        for one in known.talks
        if one.held_on is not None and one.id in known.offered_on
    ]
    return _share(sum(given), len(known.talks), f"given to sign within {within} days")


def _share(good: int, of: int, what: str) -> Found:
    if not of:
        return Found(NOT_APPLICABLE, "No supervision was held in the last 12 months.")
    words = f"{good} of {of} supervisions {'was' if good == 1 else 'were'} {what}."
    return Found(YES if good == of else PARTLY if good else NO, words)


def _actions_clear(known: FileKnown) -> Found:
    actions = [one for one, _ in known.actions]
    clear = sum(one.owner is not None and one.due_on is not None for one in actions)
    if not actions:
        return Found(NOT_APPLICABLE, "No action was agreed in the last 12 months.")
    words = f"{clear} of {len(actions)} {'has' if clear == 1 else 'have'} somebody who does it and a day."
    return Found(YES if clear == len(actions) else PARTLY if clear else NO, words)


def _followed_up(known: FileKnown) -> Found:
    past = [
        (one, looked_at)
        for one, looked_at in known.actions
        if looked_at or (one.due_on is not None and one.due_on < known.facts.today)
    ]
    good = sum(looked_at for _, looked_at in past)
    if not past:
        return Found(NOT_APPLICABLE, "No action has reached its day yet.")
    words = f"Of {len(past)} whose day is past, {good} {'was' if good == 1 else 'were'} looked at again."
    return Found(YES if good == len(past) else PARTLY if good else NO, words)


def _disagreements(known: FileKnown) -> Found:
    if not known.flags_open + known.flags_dealt:
        return Found(NOT_APPLICABLE, "None is on file.")
    if not known.flags_open:
        return Found(YES, "Each was dealt with by the next line manager.")
    answer = PARTLY if known.flags_dealt else NO
    return Found(answer, f"{known.flags_open} wait{'s' if known.flags_open == 1 else ''} to be dealt with.")


def _complaints(known: FileKnown) -> Found:
    if not known.facts.agreement.in_force:
        return Found(NO, "It stands in the agreement, and there is none in force.")
    words = "The agreement says to whom a complaint goes."
    return Found(YES, words) if known.complaints_named else Found(NO, "The agreement names nobody.")


def _none_missing(known: FileKnown) -> Found:
    waiting = [one for one in known.facts.records if one.state in (State.OFFERED, State.PART_SIGNED)]
    if not waiting:
        return Found(YES, "No record waits for a signature.")
    numbers = ", ".join(str(one.number) for one in waiting)
    return Found(NO, f"Still to sign: record {numbers}.")


ANSWERED: Mapping[str, Callable[[FileKnown], Found]] = {
    "agreement_signed": lambda known: agreement_found(known.facts),
    "agreement_reviewed": _agreement_reviewed,
    "frequency": lambda known: frequency_found(known.facts),
    "signed": _signed,
    "on_time": _on_time,
    "actions_clear": _actions_clear,
    "followed_up": _followed_up,
    "disagreements": _disagreements,
    "complaints": _complaints,
    "none_missing": _none_missing,
}
"""By the id of the row in the form: what the program answers itself; the rest is the auditor's."""


def found_rows(known: FileKnown, before: Json = None) -> list[Json]:
    """Give the rows of one file's table as an answer keeps them, with the auditor's comments of `before`."""
    return answer_rows({key: answer(known) for key, answer in ANSWERED.items()}, before)


def answer_rows(found: Mapping[str, Found], before: Json) -> list[Json]:
    """Give what the program answers as rows of a table, by their ids, with the comments of `before`."""
    there = (
        {row.get("id"): row for row in before if isinstance(row, dict)} if isinstance(before, list) else {}
    )
    rows: list[Json] = []
    for key, one in found.items():
        comment = there.get(key, {}).get("comment")
        row: dict[str, Json] = {"id": key, "answer": one.answer, "because": one.because}
        rows.append(row | ({"comment": comment} if comment else {}))
    return rows


# --- rules of the record, and its clock -----------------------------------------------------------


def audit_gaps(answers: Mapping[str, Json]) -> list[Gap]:
    """Give a gap when a file that was drawn is not there any more: the sample is not chosen by hand."""
    drawn, rows = answers.get(DRAWN), answers.get(FILES)
    names = {str(row.get(FILE)) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    asked = set(drawn.split("; ")) if isinstance(drawn, str) else set()
    if names == asked:
        return []
    words = "The files are not those that were drawn."
    return [Gap(section="files", question_id=FILES, row=None, sentence=f"{words} Discard it and draw anew.")]


def file_audit_clock(facts: Facts) -> Due:
    """A sample of files every 6 months, from the first audit on [QA-1]."""
    held = [one.held_on for one in facts.records if one.makes == FILE_AUDIT and took_place(one, facts.today)]
    last = max((day for day in held if day is not None), default=None)
    if last is None:
        return not_running("No file has been audited yet; the clock starts with the first.")
    by = add_months(last, EVERY)
    state = state_on(facts.today, by, by - timedelta(days=facts.soon_days))
    words = f"Files were last audited on {long_date(last)}; again within {EVERY} months."
    return Due(state, by, (by - facts.today).days, words, "", f"{EVERY} months")
