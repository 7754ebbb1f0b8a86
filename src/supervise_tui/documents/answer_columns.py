"""The answers to one form as columns of a spreadsheet: one row a record, names that stay the same.

A column is called by the id of its question, never by its label or its place:

    minutes                 one answer: number, ISO day, yes/no, id of the option, text
    felt.calm               several: yes or no for each option; a matrix: the answer for each row
    observer, observer.person   a person's name, and their id in the cabinet
    training.moving.passed  a table with fixed rows: row, column
    actions.1.what          free rows, counted from 1 up to `MOST_ROWS`; `actions.more` has the rest as JSON
    hurt~comment            the comment on an answer
    notes~shows.1.ref       what an answer was marked as evidence for; only where something was

Whatever does not fit stays as JSON in its cell (see spreadsheet.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from supervise_tui.canonical import Json
from supervise_tui.documents.spreadsheet import as_json, as_table
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    ComputedQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    Form,
    GroupQuestion,
    LongTextQuestion,
    MarksQuestion,
    MatrixQuestion,
    NumberQuestion,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    TimeQuestion,
    YesNoQuestion,
    kept_with,
    notes_on,
)

MOST_ROWS = 20
"""Free rows that get columns of their own."""
_AGENDA = ("text", "by", "function", "standing", "outcome", "why", "carried_from")
_ACTION = ("what", "owner", "owner_name", "by", "how_known", "function", "carried_from")
_REVIEWED = (
    *("action", "what", "owner", "owner_name", "by", "outcome", "why", "new_date", "evidence"),
    "plan",
)
_EVIDENCE = ("kind", "ref", "text")

Cells: TypeAlias = "Iterator[tuple[str, Json]]"


def as_csv(records: Sequence[tuple[Content, Form]]) -> bytes:
    """Give the answers of records of one form (of any of its versions) as CSV: UTF-8 with BOM, CR LF.

    The newest version's columns come first, in its order; then those that only older ones have.
    """
    rows = [dict(_cells_of(content, form)) for content, form in records]
    names = _column_names(records, rows)
    return as_table(names, ([row.get(name) for name in names] for row in rows))


def answers_csv(form: Form, entries: Sequence[tuple[Mapping[str, Json], Mapping[str, Json]]]) -> bytes:
    """Give entries of one form that are no records as CSV: what is known of each, then its answers."""
    rows = [{**known, **dict(_answers(form, answers))} for known, answers in entries]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return as_table(names, ([row.get(name) for name in names] for row in rows))


def _column_names(records: Sequence[tuple[Content, Form]], rows: Sequence[Mapping[str, Json]]) -> list[str]:
    """Question by question, so that a row more in one record does not put its columns at the end."""
    found: dict[str, list[str]] = {}
    newest_first = sorted(zip(records, rows, strict=True), key=lambda pair: -pair[0][0].form_version)
    for _, row in newest_first:
        for name in row:
            names = found.setdefault(name.partition(".")[0], [])
            if name not in names:
                names.append(name)
    rest = found.pop(_OTHERS, [])
    return [*(name for names in found.values() for name in sorted(names, key=_by_row)), *rest]


def _by_row(name: str) -> tuple[int, int]:
    """Free rows in their order, `.more` behind them; all other columns stay as they are."""
    parts = name.split(".")
    if len(parts) > 1 and parts[1].isdigit():
        return 1, int(parts[1])
    return (2, 0) if parts[-1] == "more" and len(parts) == 2 else (0, 0)


_OTHERS = "other_answers"


def _cells_of(content: Content, form: Form) -> Cells:
    yield "record_number", content.number
    yield "record_id", content.record
    yield "form_id", content.form
    yield "form_version", content.form_version
    yield "organisation", content.organisation
    yield "session_number", content.session_number
    for who, signer in (("worker", content.worker), ("supervisor", content.supervisor)):
        yield f"{who}_name", signer.name
        yield f"{who}_post", signer.post
        yield f"{who}_id", signer.person
    yield "fingerprint", content.fingerprint
    yield from _answers(form, content.answers)


def _answers(form: Form, answers: Mapping[str, Json]) -> Cells:
    known: set[str] = set()
    for question in form.questions():
        for one in (question, *kept_with(question)):
            if isinstance(one, MarksQuestion) and one.id not in answers:
                continue  # nearly every answer could be marked, and few are
            known.add(one.id)
            yield from _answer(_named(one.id), one, answers.get(one.id))
    others = {key: value for key, value in answers.items() if key not in known}
    yield _OTHERS, as_json(others) if others else None


def _named(question_id: str) -> str:
    """A question may be called like one of the columns that stand before all answers."""
    return f"{question_id}_answer" if question_id in _FIXED else question_id


_FIXED = frozenset(
    {"record_number", "record_id", "form_id", "form_version", "organisation", "session_number"}
    | {f"{who}_{what}" for who in ("worker", "supervisor") for what in ("name", "post", "id")}
    | {"fingerprint", _OTHERS}
)


def _answer(name: str, question: Question, value: Json) -> Cells:
    match question:
        case (
            TextQuestion()
            | LongTextQuestion()
            | ChoiceQuestion()
            | YesNoQuestion()
            | ScaleQuestion()
            | NumberQuestion()
            | DateQuestion()
            | TimeQuestion()
            | DurationQuestion()
            | PlaceQuestion()
            | ComputedQuestion()
        ):
            yield name, value
        case PersonQuestion():
            given = value if isinstance(value, dict) else {"name": value}
            yield name, given.get("name")
            yield f"{name}.person", given.get("person")
        case SeveralQuestion():
            yield from _several(name, question, value)
        case MatrixQuestion():
            yield from _matrix(name, question, value)
        case TableQuestion() if question.rows:
            yield from _fixed_rows(name, question, value)
        case TableQuestion() | GroupQuestion():
            yield from _free_rows(name, question, value)
        case AgendaQuestion():
            yield from _numbered(name, _AGENDA, value)
        case ActionsQuestion():
            yield from _numbered(name, _ACTION, value)
        case ActionReviewQuestion():
            yield from _numbered(name, _REVIEWED, value)
        case EvidenceQuestion():
            yield from _numbered(name, _EVIDENCE, value)
        case _:
            assert_never(question)


def _several(name: str, question: SeveralQuestion, value: Json) -> Cells:
    chosen = value if isinstance(value, list) else [] if value is None else [value]
    for option in question.options:
        yield f"{name}.{option.id}", (option.id in chosen) if value is not None else None
    strange = [item for item in chosen if item not in {option.id for option in question.options}]
    if strange:
        yield f"{name}.more", as_json(strange)


def _matrix(name: str, question: MatrixQuestion, value: Json) -> Cells:
    given = value if isinstance(value, dict) else {}
    for row in question.rows:
        yield f"{name}.{row.id}", given.get(row.id)
    strange = {key: cell for key, cell in given.items() if key not in {row.id for row in question.rows}}
    if strange or (value is not None and not isinstance(value, dict)):
        yield f"{name}.more", as_json(strange or value)


def _fixed_rows(name: str, question: TableQuestion, value: Json) -> Cells:
    rows = value if isinstance(value, list) else []
    by_id = {str(row.get("id")): row for row in rows if isinstance(row, dict)}
    for option in question.rows:
        row = by_id.pop(option.id, {})
        for column in question.columns:
            yield from _answer(f"{name}.{option.id}.{column.id}", column, row.get(column.id))
    strange: list[Json] = [*by_id.values(), *(row for row in rows if not isinstance(row, dict))]
    if strange or (value is not None and not isinstance(value, list)):
        yield f"{name}.more", as_json(strange or value)


def _free_rows(name: str, question: TableQuestion | GroupQuestion, value: Json) -> Cells:
    inner: Sequence[Question] = (
        question.columns if isinstance(question, TableQuestion) else question.questions
    )
    rows, rest = _split_rows(value)
    for number, row in enumerate(rows or [{}], 1):
        known = {"id"}
        for asked in inner:
            for one in (asked, *notes_on(asked)):
                known.add(one.id)
                cell = row.get(one.id)
                place = f"{name}.{number}.{one.id}"
                if isinstance(one, GroupQuestion | TableQuestion | EvidenceQuestion | ActionsQuestion):
                    yield place, as_json(cell) if cell else None
                else:
                    yield from _answer(place, one, cell)
        strange = {key: cell for key, cell in row.items() if key not in known}
        if strange:
            yield f"{name}.{number}.more", as_json(strange)
    if rest:
        yield f"{name}.more", as_json(rest)


def _numbered(name: str, keys: Sequence[str], value: Json) -> Cells:
    rows, rest = _split_rows(value)
    for number, row in enumerate(rows or [{}], 1):
        for key in keys:
            yield f"{name}.{number}.{key}", row.get(key)
        strange = {key: cell for key, cell in row.items() if key not in {"id", *keys}}
        if strange:
            yield f"{name}.{number}.more", as_json(strange)
    if rest:
        yield f"{name}.more", as_json(rest)


def _split_rows(value: Json) -> tuple[list[dict[str, Json]], Json]:
    """The rows that get columns, and what is left for one cell."""
    if not isinstance(value, list):
        return [], value
    rows: list[dict[str, Json]] = []
    for row in value[:MOST_ROWS]:
        if not isinstance(row, dict):
            break
        rows.append(row)
    return rows, value[len(rows) :]
