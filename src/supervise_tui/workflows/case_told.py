"""What an entry of a case says, in words: in a line for the list, and in full [PIP-15]."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from supervise_tui.domain.improvement_plan import plan_in_force
from supervise_tui.domain.plan_case import Entry
from supervise_tui.domain.plan_forms import form_for
from supervise_tui.domain.procedure_words import (
    CHAIR,
    CONTROL,
    CONTROL_STATE,
    DAY,
    ENDS_ON,
    ENTRY,
    EVIDENCE,
    HELD_ON,
    IMPROVEMENT,
    KEY_POINTS,
    MEETING,
    MEETING_ON,
    MOVED_FOR,
    OBJECTIVE,
    OUTCOME,
    REASON,
    RESULT,
    STARTS_ON,
    WHAT,
    WHAT_CHECKED,
    EntryKind,
    form_of,
)
from supervise_tui.forms.answers import in_words, is_unanswered
from supervise_tui.forms.definition import (
    ChoiceQuestion,
    Form,
    LongTextQuestion,
    PersonQuestion,
    Question,
    SeveralQuestion,
    TextQuestion,
)
from supervise_tui.problems import NotFound
from supervise_tui.workflows.case_standing import CaseView
from supervise_tui.workflows.desk import Desk

_FIRST: Mapping[str, tuple[str, ...]] = {
    EntryKind.CONCERN: ("falls_short",),
    EntryKind.PLAN: (STARTS_ON, ENDS_ON, "gap"),
    EntryKind.REVIEW: (IMPROVEMENT, OUTCOME, "because"),
    EntryKind.EXTENSION: (ENDS_ON, REASON),
    EntryKind.MEETING: (MEETING, CHAIR, KEY_POINTS),
    EntryKind.LOG: (RESULT, OBJECTIVE, "seen"),
    EntryKind.CHECK: ("found", WHAT_CHECKED, "note"),
    EntryKind.CONTROL: (CONTROL_STATE, CONTROL, WHAT, EVIDENCE),
    EntryKind.INVITATION: (MEETING, MEETING_ON, CHAIR),
    EntryKind.NEW_DATE: (MEETING_ON, MOVED_FOR),
}
"""By kind: the questions whose answers say most in one line; else the first that say something."""
_BEFORE: Mapping[str, str] = {STARTS_ON: "from ", ENDS_ON: "until ", MEETING_ON: "on "}
"""Before a day that stands alone in a line."""
_SHORT = (ChoiceQuestion, SeveralQuestion, PersonQuestion, TextQuestion, LongTextQuestion)
_LONGEST = 160
_PARTS = 3


def entry_lines(desk: Desk, view: CaseView) -> dict[str, str]:
    """Give what each entry says in a line, by its id; "" where its form is not known here."""
    forms = _Forms(desk, view.file.entries)
    return {entry.id: _line(forms.of(entry), entry) for entry in view.file.entries}


def entry_in_full(
    desk: Desk, view: CaseView, entry: Entry, *, without: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Give what a small entry says: question and answer, in the order of its form; some may be left out."""
    form = _Forms(desk, view.file.entries).of(entry)
    if form is None:
        return [(key, str(value)) for key, value in entry.answers.items() if key not in without]
    return [
        (asked.label, in_words(asked, entry.answers.get(asked.id)))
        for asked in form.questions()
        if asked.id not in without and not is_unanswered(asked, entry.answers.get(asked.id))
    ]


class _Forms:
    """The forms of a case's entries, with the rows of the plan that ran then: made once for each plan."""

    def __init__(self, desk: Desk, entries: Sequence[Entry]) -> None:
        self._desk, self._entries = desk, entries
        self._plans = [one.number for one in entries if one.kind == EntryKind.PLAN]
        self._made: dict[tuple[str, int], Form | None] = {}

    def of(self, entry: Entry) -> Form | None:
        """Give the form of an entry; None for a kind that this program does not know."""
        at = bisect_right(self._plans, entry.number)
        if (entry.kind, at) not in self._made:
            self._made[entry.kind, at] = self._make(entry.kind, at)
        return self._made[entry.kind, at]

    def _make(self, kind: str, at: int) -> Form | None:
        try:
            form = self._desk.library.get(form_of(kind))
        except NotFound:
            return None
        after = self._plans[at] if at < len(self._plans) else None
        until = [one for one in self._entries if after is None or one.number < after]
        return form_for(form, plan_in_force(until), until)


def _line(form: Form | None, entry: Entry) -> str:
    if form is None:
        return ""
    named = [form.question(key) for key in _FIRST.get(entry.kind, ())]
    asked = [one for one in named if one is not None] or [one for one in form.questions() if _is_telling(one)]
    said = [
        _BEFORE.get(one.id, "") + " ".join(in_words(one, entry.answers.get(one.id)).split())
        for one in asked
        if not is_unanswered(one, entry.answers.get(one.id))
    ]
    parts = said[:_PARTS]
    words = shortened(" · ".join(parts), _LONGEST)
    return words[:1].upper() + words[1:]


def shortened(words: str, longest: int) -> str:
    """Cut words to so many letters, at the end of one of them."""
    if len(words) <= longest:
        return words
    kept = words[:longest].rpartition(" ")[0] or words[: longest - 1]
    return kept.rstrip(" ·,;:") + "…"


def _is_telling(asked: Question) -> bool:
    return isinstance(asked, _SHORT) and asked.id not in (DAY, HELD_ON, ENTRY)
