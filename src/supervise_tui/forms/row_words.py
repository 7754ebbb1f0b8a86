"""Rows in words: headings and cells for paper and lists, and the same as plain lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from supervise_tui.canonical import Json
from supervise_tui.forms.blanks import filled_rows, inner_questions, said_rows
from supervise_tui.forms.day_words import day_in_words
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    EvidenceQuestion,
    GroupQuestion,
    MarksQuestion,
    MatrixQuestion,
    Question,
    RowsQuestion,
    TableQuestion,
    comment_key,
    evidence_key,
    evidence_question,
    row_question,
)
from supervise_tui.forms.evidence_marks import marks_in_words

_PEOPLE = {"worker": "Worker", "supervisor": "Supervisor", "both": "Both"}
OUTCOMES = {
    "reached": "talked about",
    "deferred": "deferred",
    "not-reached": "not reached",
    "done": "Done",
    "in-hand": "In hand",
    "not-done": "Not done",
    "dropped": "Dropped",
    "carried": "Carried over",
}
"""What became of agenda lines and actions, in words."""
EVIDENCE_KINDS = {
    "record": "Record",
    "action": "Action",
    "duty": "Code of conduct",
    "file": "File",
    "other": "Other",
}

Names = Mapping[str, str] | None
Say = Callable[[Question, Json, Names], str]
"""How one answer is put in words."""


def row_headings(question: RowsQuestion) -> list[str]:
    """Give the headings of the columns of `rows_in_words`; one is empty above the names of fixed rows."""
    match question:
        case AgendaQuestion():
            return ["What to talk about", "Brought by"]
        case ActionsQuestion():
            return ["What will be done", "Who", "By when", "How we will know"]
        case ActionReviewQuestion():
            return ["What was agreed", "Who", "By when", "Outcome", "Why", "New date", "What shows it"]
        case EvidenceQuestion():
            return ["What shows it", "Kind"]
        case MatrixQuestion():
            return ["", "Answer"]
        case MarksQuestion():
            return ["Evidence for"]
        case TableQuestion():
            return [*([""] if question.rows else []), *(column.label for column in question.columns)]
        case GroupQuestion():
            return [inner.label for inner in question.questions]
        case _:
            assert_never(question)


def rows_in_words(question: Question, value: Json, names: Names, say: Say) -> list[list[str]]:
    """Give the filled rows, one text for each heading; [] for types without rows."""
    people = {**_PEOPLE, **(names or {})}
    match question:
        case AgendaQuestion():
            return [_agenda_in_words(row, people) for _, row in filled_rows(value)]
        case ActionsQuestion():
            return [_action_in_words(row, people) for _, row in filled_rows(value)]
        case ActionReviewQuestion():
            return [_review_in_words(row, people) for _, row in filled_rows(value)]
        case EvidenceQuestion():
            return [_evidence_in_words(row) for _, row in said_rows(question, value)]
        case MatrixQuestion():
            return _matrix_in_words(question, value, say)
        case MarksQuestion():
            return [[line] for line in marks_in_words(value)]
        case TableQuestion() | GroupQuestion():
            return [_cells(question, row, names, say) for _, row in said_rows(question, value)]
        case _:
            return []


def rows_as_text(question: RowsQuestion, value: Json, names: Names, say: Say) -> str:
    """Give the filled rows as lines of text."""
    rows = rows_in_words(question, value, names, say)
    headings = row_headings(question)
    lines: list[str] = []
    for number, row in enumerate(rows, 1):
        match question:
            case GroupQuestion():
                lines.append(f"{question.row_title or 'Row'} {number}")
                lines += [_labelled(head, cell) for head, cell in zip(headings, row, strict=True) if cell]
            case MarksQuestion():
                lines += row
            case TableQuestion() | MatrixQuestion():
                plain = isinstance(question, MatrixQuestion)
                named = (
                    _labelled(head, cell) if head and not plain else cell
                    for head, cell in zip(headings, row, strict=True)
                    if cell
                )
                lines.append((": " if plain else "; ").join(named))
            case _:
                lines.append("; ".join(filter(None, row)))
    return "\n".join(lines) or plain_words(value)


def _labelled(label: str, said: str) -> str:
    """The answer behind its question; one of several lines stands below it, further in."""
    colon = "" if label.endswith("?") else ":"
    if "\n" not in said:
        return f"{label}{colon} {said}"
    return "\n".join([f"{label}{colon}", *(f"  {line}" for line in said.split("\n"))])


def plain_words(value: Json) -> str:
    """Give a value that no question describes as text."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(filter(None, (plain_words(item) for item in value)))
    if isinstance(value, dict):
        parts = ((key, plain_words(part)) for key, part in value.items() if key != "id")
        return ", ".join(f"{key}: {said}" for key, said in parts if said)
    return "" if value is None else str(value)


def _with_notes(text: str, notes: list[str]) -> str:
    said = "; ".join(filter(None, notes))
    return f"{text} ({said})" if said else text


def _agenda_in_words(row: Mapping[str, str], people: Mapping[str, str]) -> list[str]:
    outcome = OUTCOMES.get(row.get("outcome", ""), row.get("outcome", ""))
    why = row.get("why", "")
    became = f"{outcome}: {why}" if outcome and why else outcome or why
    carried = "carried over from last time" if row.get("carried_from") else ""
    text = _with_notes(row.get("text", ""), [row.get("function", ""), carried, became])
    return [text, people.get(row.get("by", ""), row.get("by", ""))]


def _owner(row: Mapping[str, str], people: Mapping[str, str]) -> str:
    owner = row.get("owner", "")
    return (row.get("owner_name", "") or "Somebody else") if owner == "other" else people.get(owner, "")


def _day(text: str) -> str:
    return day_in_words(text) if text else ""


def _action_in_words(row: Mapping[str, str], people: Mapping[str, str]) -> list[str]:
    carried = "carried over" if row.get("carried_from") else ""
    what = _with_notes(row.get("what", ""), [row.get("function", ""), carried])
    return [what, _owner(row, people), _day(row.get("by", "")), row.get("how_known", "")]


def _review_in_words(row: Mapping[str, str], people: Mapping[str, str]) -> list[str]:
    outcome = row.get("outcome", "")
    return [
        _with_notes(row.get("what", "") or row.get("action", ""), [row.get("plan", "")]),
        _owner(row, people),
        _day(row.get("by", "")),
        OUTCOMES.get(outcome, outcome),
        row.get("why", ""),
        _day(row.get("new_date", "")),
        row.get("evidence", ""),
    ]


def _evidence_in_words(row: Mapping[str, Json]) -> list[str]:
    text, ref, kind = (str(row.get(key) or "") for key in ("text", "ref", "kind"))
    if text and kind == "action":
        ref = ""  # an action's id says nothing to people
    named = text and ref and kind != "duty"  # of a duty its words say it all
    return [f"{text} ({ref})" if named else text or ref, EVIDENCE_KINDS.get(kind, kind)]


def _matrix_in_words(question: MatrixQuestion, value: Json, say: Say) -> list[list[str]]:
    if not isinstance(value, dict):
        return []
    rows = [[row.label, say(row_question(question, row), value.get(row.id), None)] for row in question.rows]
    known = {row.id for row in question.rows}
    rows += [[key, plain_words(cell)] for key, cell in value.items() if key not in known]
    return [row for row in rows if row[1]]


def _cells(
    question: TableQuestion | GroupQuestion, row: Mapping[str, Json], names: Names, say: Say
) -> list[str]:
    """One text for each column; comments, evidence and cells of another version stand in brackets."""
    inner = inner_questions(question)
    cells: list[str] = []
    known = {"id"}
    for key, asked in inner.items():
        notes = [say(evidence_question(asked), row.get(evidence_key(key)), names)]
        comment = row.get(comment_key(key))
        notes.append(f"comment: {comment}" if comment else "")
        said = say(asked, row.get(key), names)
        cells.append(_with_notes(said, notes) if said else "; ".join(filter(None, notes)))
        known |= {key, comment_key(key), evidence_key(key)}
    strange = [f"{key}: {plain_words(cell)}" for key, cell in row.items() if key not in known]
    if strange and cells:
        cells[-1] = _with_notes(cells[-1], strange) if cells[-1] else "; ".join(strange)
    if isinstance(question, TableQuestion) and question.rows:
        labels = {option.id: option.label for option in question.rows}
        cells.insert(0, labels.get(str(row.get("id")), str(row.get("id"))))
    return cells
