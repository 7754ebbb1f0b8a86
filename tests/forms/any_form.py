"""Any form in the grammar, and answers to it: strategies for tests of the engine and of what draws forms.

`forms()` gives TOML text: what it says is found by reading it. `answers(form)` gives what somebody may
have typed: mostly fitting, sometimes not.
"""

from __future__ import annotations

import json

from hypothesis import strategies as st

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    ChoiceQuestion,
    DateQuestion,
    DurationQuestion,
    EvidenceQuestion,
    Form,
    GroupQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    PersonQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TimeQuestion,
    YesNoQuestion,
    kept_with,
    notes_on,
    row_question,
)
from supervise_tui.forms.question_types import QuestionType

SIMPLE = ["text", "long-text", "choice", "yes-no", "scale", "number", "date", "time", "duration", "person"]
ONE_ANSWER = [*SIMPLE, "several", "place"]
PLAIN = [*ONE_ANSWER, "evidence", "computed", "matrix", "actions"]
IN_GROUP = [*PLAIN, "table"]
ALL = [*IN_GROUP, "group", "agenda", "action-review"]
FACTS = ["worker.in_probation", "meeting.is_first", "meeting.on_paper"]
LABELS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)

assert {kind.value for kind in QuestionType} == set(ALL)


class _Writer:
    """Writes one form; ids are numbered, and it remembers what conditions may ask for."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0
        self.score_of: list[str] = []
        self.lines: list[str] = []

    def new_id(self) -> str:
        self.count += 1
        return f"q{self.count}"

    def line(self, key: str, value: object) -> None:
        words = json.dumps(value, ensure_ascii=False)
        self.lines.append(f"{key} = {words}")

    def maybe(self, key: str, values: st.SearchStrategy[object]) -> None:
        if self.draw(st.booleans()):
            self.line(key, self.draw(values))

    def flip(self) -> bool:
        return self.draw(st.booleans())

    def options(self, key: str, least: int) -> list[str]:
        count = self.draw(st.integers(least, 4))
        ids = [f"o{number}" for number in range(count)]
        parts = ", ".join(
            f"{{ id = {json.dumps(one)}, label = {json.dumps(self.draw(LABELS), ensure_ascii=False)} }}"
            for one in ids
        )
        self.lines.append(f"{key} = [{parts}]")
        return ids

    def question(self, header: str, kinds: list[str], asked: list[tuple[str, str]], *, column: bool) -> None:
        """Write one question, with what its type adds; `asked` are ids and conditions on those before."""
        kind = self.draw(st.sampled_from(kinds))
        own = self.new_id()
        self.lines.append(f"[[{header}]]")
        self.line("id", own)
        self.line("type", kind)
        self.line("label", self.draw(LABELS))
        self.maybe("help", LABELS)
        earlier = [condition for _, condition in asked] + FACTS
        if self.flip():
            self.line(
                "shown_when",
                " and ".join(self.draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=2))),
            )
        if kind != "computed":
            self.line("required", self.draw(st.booleans() | st.sampled_from(earlier)))
        condition = self._type(header, kind, asked)
        if condition:
            self._own(kind, condition, column)
            asked.append((own, condition.replace("answer", own)))
        if header == "section.question" and kind in ("scale", "number", "duration"):
            self.score_of.append(own)

    def _own(self, kind: str, condition: str, column: bool) -> None:
        keys = ["warns_when"] if column else ["warns_when", "comment_when", "offers_action_when"]
        for key in keys:
            if kind != "person" and self.flip():
                self.line(key, condition)
        if not column and self.flip():
            self.line("evidence", True)

    def _type(self, header: str, kind: str, asked: list[tuple[str, str]]) -> str:
        """Write the keys of the type and give a condition on `answer` that makes sense; "" for none."""
        match kind:
            case "choice":
                return f"answer == '{self.options('options', 2)[0]}'"
            case "several":
                ids = self.options("options", 2)
                self.maybe("at_most", st.integers(1, len(ids)))
                return f"'{ids[-1]}' in answer"
            case "yes-no":
                self.maybe("not_applicable", st.booleans())
                return self.draw(st.sampled_from(["answer == no", "answer"]))
            case "scale":
                self.maybe("words", st.just(["low", "mid", "high"]))
                return "answer <= 2"
            case "number":
                self.maybe("decimals", st.integers(0, 3))
                self.maybe("at_least", st.integers(-5, 0))
                return "answer > 1"
            case "date":
                self.maybe("not_before", st.just("today"))
                return "answer > '2026-06-01'"
            case "time" | "text" | "long-text" | "place":
                return "answer == '12:00'"
            case "duration":
                return "answer >= 60"
            case "computed":
                self.line("computes", self.draw(st.sampled_from(FACTS)))
            case "matrix":
                self.options("rows", 1)
                if self.flip():
                    self.options("options", 2)
            case "table":
                self._table(header, asked)
            case "group":
                self._group(header, asked)
            case "agenda":
                self.maybe("standing", st.just(["standing", "care"]))
        return ""

    def _table(self, header: str, asked: list[tuple[str, str]]) -> None:
        if self.flip():
            self.options("rows", 1)
        else:
            self.maybe("at_least", st.integers(0, 3))
        inner = list(asked)
        for _ in range(self.draw(st.integers(1, 3))):
            self.question(f"{header}.column", SIMPLE, inner, column=True)

    def _group(self, header: str, asked: list[tuple[str, str]]) -> None:
        self.maybe("row_title", LABELS)
        deep = header.count("question") > 1
        inner = list(asked)
        for _ in range(self.draw(st.integers(1, 3))):
            kinds = IN_GROUP if deep else ALL[: ALL.index("agenda")]
            self.question(f"{header}.question", kinds, inner, column=False)


@st.composite
def forms(draw: st.DrawFn) -> str:
    """Give the TOML text of a form without faults, of any types."""
    writer = _Writer(draw)
    writer.lines += ['id = "any.form"', "version = 1", 'title = "Any"', 'purpose = "Any."', 'makes = "note"']
    writer.lines += ["[[signer]]", 'role = "worker"']
    asked: list[tuple[str, str]] = []
    for number in range(draw(st.integers(1, 3))):
        writer.lines += ["[[section]]", f'id = "s{number}"', f'title = "Part {number}"']
        for _ in range(draw(st.integers(1, 4))):
            writer.question("section.question", ALL, asked, column=False)
    if writer.score_of and writer.flip():
        how = draw(st.sampled_from(["mean", "sum", "count"]))
        writer.lines += ["[[score]]", 'id = "total"', 'label = "Total"', f'how = "{how}"']
        writer.line("of", writer.score_of)
        writer.line("by_section", writer.flip())
    return "\n".join(writer.lines) + "\n"


TYPED = st.text(max_size=12) | st.sampled_from(["=1+1", "[b]x[/b]", "\u202ex", "\x1b[2J", "a\nb", "12:00"])
DAYS = st.dates().map(str)
ODD: st.SearchStrategy[Json] = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2_000)
    | TYPED
    | st.just([])
    | st.floats()
    | st.just({"id": "x"})
)


def answer_to(question: Question) -> st.SearchStrategy[Json]:
    """Give what somebody may have answered: mostly something that fits."""
    return st.one_of(st.none(), ODD, *[_fitting(question)] * 4)


def _ids(options: tuple[Option, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from([option.id for option in options])


def _fitting(question: Question) -> st.SearchStrategy[Json]:
    strategy: st.SearchStrategy[Json] = TYPED
    match question:
        case ChoiceQuestion():
            strategy = _ids(question.options)
        case SeveralQuestion():
            strategy = st.lists(_ids(question.options), max_size=3).map(lambda ids: [*ids])
        case YesNoQuestion():
            strategy = st.booleans() | st.just("n/a")
        case ScaleQuestion():
            strategy = st.integers(question.lowest, question.highest)
        case NumberQuestion():
            strategy = st.integers(0, 99) | st.decimals(0, 99, places=question.decimals).map(float)
        case DateQuestion():
            strategy = DAYS
        case TimeQuestion():
            strategy = st.times().map(lambda time: time.strftime("%H:%M"))
        case DurationQuestion():
            strategy = st.integers(0, 1_440) | st.sampled_from(["1h 30", "90 min", "0:45"])
        case PersonQuestion():
            strategy = st.fixed_dictionaries({"person": st.sampled_from(["", "w1"]), "name": TYPED})
        case MatrixQuestion():
            strategy = st.fixed_dictionaries(
                {}, optional={row.id: answer_to(row_question(question, row)) for row in question.rows}
            )
        case TableQuestion():
            strategy = _rows(question.columns, [row.id for row in question.rows])
        case GroupQuestion():
            strategy = _rows(question.questions, [])
        case AgendaQuestion() | ActionsQuestion() | EvidenceQuestion() | ActionReviewQuestion():
            strategy = _lines(question)
        case _:
            pass
    return strategy


def _rows(questions: tuple[Question, ...], fixed: list[str]) -> st.SearchStrategy[Json]:
    cells = {asked.id: answer_to(asked) for inner in questions for asked in (inner, *notes_on(inner))}
    marks = st.sampled_from(fixed) if fixed else st.text("abc", min_size=1, max_size=2)
    row = st.fixed_dictionaries({"id": marks}, optional={**cells, "from_before": TYPED})
    return st.lists(row, max_size=3, unique_by=lambda one: str(one["id"])).map(lambda rows: [*rows])


def _lines(question: Question) -> st.SearchStrategy[Json]:
    who = st.sampled_from(["", "worker", "supervisor", "other", "both"])
    day = st.just("") | DAYS
    keys: dict[str, st.SearchStrategy[Json]] = {}
    mark = "id"
    match question:
        case AgendaQuestion():
            outcome = st.sampled_from(["", "reached", "deferred", "not-reached"])
            keys = {
                "text": TYPED,
                "by": who,
                "outcome": outcome,
                "why": TYPED,
                "function": st.just("support"),
            }
        case ActionsQuestion():
            keys = {"what": TYPED, "owner": who, "owner_name": TYPED, "by": day, "how_known": TYPED}
        case EvidenceQuestion():
            keys = {"kind": st.sampled_from(["", "file", "record"]), "ref": TYPED, "text": TYPED}
        case _:
            mark = "action"
            outcome = st.sampled_from(["", "done", "not-done", "carried"])
            keys = {"what": TYPED, "owner": who, "outcome": outcome, "why": TYPED, "new_date": day}
    row = st.fixed_dictionaries({mark: st.text("abc", min_size=1, max_size=2)}, optional=keys)
    return st.lists(row, max_size=3, unique_by=lambda one: str(one[mark])).map(lambda rows: [*rows])


def answers(form: Form) -> st.SearchStrategy[dict[str, Json]]:
    """Give answers to some of the questions, comments and evidence included, and one id it does not know."""
    asked = {
        one.id: answer_to(one) for question in form.questions() for one in (question, *kept_with(question))
    }
    return st.fixed_dictionaries({}, optional={**asked, "from_before": ODD})
