"""Answers that have parts: what is kept of them, what is refused, how they read, what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from supervise_tui.canonical import Json
from supervise_tui.domain.conduct import DUTIES
from supervise_tui.forms.answers import (
    answers_to_sign,
    check_answer,
    defaults,
    gaps,
    in_words,
    rows_in_words,
    scores,
    shown,
)
from supervise_tui.forms.definition import (
    ActionReviewQuestion,
    ActionsQuestion,
    AgendaQuestion,
    Among,
    ChoiceQuestion,
    ComputedQuestion,
    DurationQuestion,
    EvidenceQuestion,
    GroupQuestion,
    MatrixQuestion,
    NumberQuestion,
    Option,
    PersonQuestion,
    PlaceQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    YesNoQuestion,
)
from supervise_tui.problems import BadInput
from tests.forms.written import small_form

OPTIONS = (Option("a", "Apples"), Option("b", "Bread"), Option("c", "Cake"))
SEVERAL = SeveralQuestion(id="q", label="Q", options=OPTIONS, at_most=2)
LENGTH = DurationQuestion(id="q", label="Q", at_most=600)
PERSON = PersonQuestion(id="q", label="Q")
WORKER = PersonQuestion(id="q", label="Q", among=Among.WORKERS)
PLACE = PlaceQuestion(id="q", label="Q")
EVIDENCE = EvidenceQuestion(id="q", label="Q")
DECIMAL = NumberQuestion(id="q", label="Q", decimals=2, unit="kg")
WORDED = ScaleQuestion(id="q", label="Q", highest=3, words=("low", "mid", "high"))
RATED = MatrixQuestion(id="q", label="Q", rows=OPTIONS[:2])
CHOSEN = MatrixQuestion(
    id="q", label="Q", rows=OPTIONS[:2], options=(Option("x", "Now"), Option("y", "Later"))
)
COLUMNS = (TextQuestion(id="what", label="What"), YesNoQuestion(id="done", label="Done"))
FREE = TableQuestion(id="q", label="Q", columns=COLUMNS)
FIXED = TableQuestion(id="q", label="Q", columns=COLUMNS, rows=OPTIONS[:2])
INSIDE = GroupQuestion(id="in", label="In", questions=COLUMNS, row_title="Gap")
GROUP = GroupQuestion(
    id="q",
    label="Q",
    row_title="Job",
    questions=(ChoiceQuestion(id="kind", label="Kind", options=OPTIONS, comment="may"), INSIDE),
)
AGENDA = AgendaQuestion(id="q", label="Q")
ACTIONS = ActionsQuestion(id="q", label="Q")
REVIEW = ActionReviewQuestion(id="q", label="Q")


def review(**cells: str) -> dict[str, Json]:
    keys = ("action", "what", "owner", "owner_name", "by", "outcome", "why", "new_date", "evidence")
    row = dict.fromkeys(keys, "") | {"action": "7", "what": "Mend the hoist", "owner": "worker"} | cells
    return dict(row)


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (SEVERAL, ["c", "a"], ["a", "c"]),
        (LENGTH, "1h 30", 90),
        (LENGTH, "1,5 hours", 90),
        (LENGTH, "2:05", 125),
        (LENGTH, "90 min", 90),
        (LENGTH, "45", 45),
        (LENGTH, "1 hour and 1 minute", 61),
        (LENGTH, 0, 0),
        (PERSON, "  Dr Okonjo ", {"person": "", "name": "Dr Okonjo"}),
        (PERSON, {"person": "", "name": ""}, None),
        (WORKER, {"person": "w1", "name": "Huda"}, {"person": "w1", "name": "Huda"}),
        (PLACE, " The\nlounge ", "The lounge"),
        (DECIMAL, "2,50", 2.5),
        (DECIMAL, 2.0, 2),
        (DECIMAL, "7", 7),
        (RATED, {"b": "4", "a": 1}, {"a": 1, "b": 4}),
        (RATED, {"a": None}, None),
        (RATED, {"gone": "kept", "a": 2}, {"a": 2, "gone": "kept"}),
        (FREE, [{"id": "1", "done": "no", "what": " x "}], [{"id": "1", "what": "x", "done": False}]),
        (FREE, [{"id": "1", "gone": ["x"]}], [{"id": "1", "gone": ["x"]}]),
        (FIXED, [{"id": "b", "what": "y"}, {"id": "a"}], [{"id": "a"}, {"id": "b", "what": "y"}]),
        (
            GROUP,
            [{"id": "1", "kind": "a", "kind~comment": "why \n", "in": [{"id": "2", "done": True}]}],
            [{"id": "1", "kind": "a", "kind~comment": "why", "in": [{"id": "2", "done": True}]}],
        ),
        (
            AGENDA,
            [
                {
                    "id": "1",
                    "text": "Rota",
                    "by": "both",
                    "outcome": "deferred",
                    "why": "No time",
                    "standing": "",
                }
            ],
            [{"id": "1", "text": "Rota", "by": "both", "outcome": "deferred", "why": "No time"}],
        ),
        (REVIEW, [review(outcome="done")], [review(outcome="done")]),
        (
            EVIDENCE,
            [{"id": "1", "kind": "file", "ref": "a.pdf"}],
            [{"id": "1", "kind": "file", "ref": "a.pdf", "text": ""}],
        ),
    ],
)
def test_an_answer_is_kept_in_its_canonical_form(question: Question, typed: Json, kept: Json) -> None:
    assert check_answer(question, typed) == kept
    assert check_answer(question, kept) == kept


@pytest.mark.parametrize(
    ("question", "typed", "part"),
    [
        (SEVERAL, "a", "list of answers"),
        (SEVERAL, ["d"], "Choose some of: Apples, Bread, Cake."),
        (SEVERAL, ["a", "b", "c"], "There are 3; 2 at most."),
        (LENGTH, "soon", "not a length of time"),
        (LENGTH, "", ""),
        (LENGTH, "11h", "at most 10 hours"),
        (LENGTH, -5, "less than nothing"),
        (PERSON, 3, "has to be a person"),
        (PERSON, {"person": "w1", "colour": "red"}, "has to be a person"),
        (PERSON, "x" * 121, "121 characters"),
        (WORKER, "Dr Okonjo", "one of your workers"),
        (PLACE, "x" * 201, "201 characters"),
        (DECIMAL, 1.234, "2 decimals fit"),
        (DECIMAL, float("nan"), "whole number"),
        (DECIMAL, "x", "whole number"),
        (RATED, [1], "answer for each row"),
        (RATED, {"a": 6}, "“Apples”: This has to be between 1 and 5"),
        (CHOSEN, {"a": "z"}, "“Apples”: That is not one of the answers"),
        (RATED, {"No id": 1}, "does not belong there"),
        (RATED, {"gone": "x" * 200_000}, "too large"),
        (FREE, [{"id": "1"}, {"id": "1"}], "Line 2: This line has no mark"),
        (FREE, [{"what": "x"}], "no mark of its own"),
        (FREE, [{"id": "1", "done": "maybe"}], "Line 1: “Done”: This is answered with yes or no."),
        (FREE, ["x"], "list of lines"),
        (FREE, [{"id": str(number)} for number in range(101)], "101 lines; 100 fit"),
        (FIXED, [{"id": "b", "done": 3}], "“Bread”: “Done”"),
        (GROUP, [{"id": "1", "in": [{"id": "1", "done": 3}]}], "Line 1: “In”: Line 1: “Done”"),
        (AGENDA, [{"id": "1", "outcome": "lost"}], "reached, deferred, not-reached"),
        (ACTIONS, [{"id": "1", "function": "fun"}], "management, development"),
        (REVIEW, [review(outcome="lost")], "what became of it"),
        (REVIEW, [review(new_date="soon")], "not a day"),
        (EVIDENCE, [{"id": "1", "kind": "film"}], "record, action, duty, file, other"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_plain_words(question: Question, typed: Any, part: str) -> None:
    if not part:
        assert check_answer(question, typed) is None
        return
    with pytest.raises(BadInput) as caught:
        check_answer(question, typed)
    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (SEVERAL, ["a", "c"], "Apples, Cake"),
        (LENGTH, 61, "1 hour 1 minute"),
        (LENGTH, 0, "0 minutes"),
        (LENGTH, 120, "2 hours"),
        (PERSON, {"person": "w1", "name": "Huda"}, "Huda"),
        (DECIMAL, 2.5, "2.5 kg"),
        (WORDED, 2, "mid"),
        (WORDED, 9, "9 of 3"),
        (RATED, {"a": 4}, "Apples: 4 of 5"),
        (CHOSEN, {"a": "x", "gone": 3}, "Apples: Now\ngone: 3"),
        (FREE, [{"id": "1", "what": "x", "done": False}], "What: x; Done: No"),
        (FIXED, [{"id": "b", "what": "y"}], "Bread; What: y"),
        (FREE, [{"id": "1", "what": "x", "gone": "old"}], "What: x; Done: gone: old"),
        (
            GROUP,
            [{"id": "1", "kind": "a", "kind~comment": "good", "in": [{"id": "2", "done": True}]}],
            "Job 1\nKind: Apples (comment: good)\nIn:\n  Gap 1\n  Done: Yes",
        ),
        (
            AGENDA,
            [{"id": "1", "text": "Rota", "by": "worker", "outcome": "deferred", "why": "No time"}],
            "Rota (deferred: No time); Worker",
        ),
        (REVIEW, [review(outcome="not-done", why="No part")], "Mend the hoist; Worker; Not done; No part"),
        (EVIDENCE, [{"id": "1", "kind": "file", "ref": "a.pdf", "text": "Photo"}], "Photo (a.pdf); File"),
        (ComputedQuestion(id="q", label="Q", computes="today"), "2026-11-28", "Saturday 28 November 2026"),
        (ComputedQuestion(id="q", label="Q", computes="score.x"), 3.5, "3.5"),
        (ComputedQuestion(id="q", label="Q", computes="worker.in_probation"), False, "No"),
    ],
)
def test_an_answer_in_words_reads_as_people_say_it(question: Question, value: Json, words: str) -> None:
    assert in_words(question, value) == words


def test_blank_rows_are_not_in_the_words() -> None:
    assert rows_in_words(FREE, [{"id": "1"}, {"id": "2", "what": "x"}]) == [["x", ""]]
    assert in_words(FREE, [{"id": "1"}]) == ""


# --- gaps --------------------------------------------------------------------------------------

FACTS: dict[str, Json] = {"today": "2026-11-28"}
TABLE = (
    'id = "t"\ntype = "table"\nlabel = "Table"\n{}\n[[section.question.column]]\nid = "c"\ntype = "text"\n'
    'label = "Cell"\nrequired = true\n[[section.question.column]]\nid = "d"\ntype = "text"\nlabel = "D"'
)
ROWS = 'rows = [{ id = "x", label = "X" }, { id = "y", label = "Y" }]'
OPTION_LINE = 'options = [{ id = "a", label = "A" }, { id = "b", label = "B" }]'


@pytest.mark.parametrize(
    ("question", "value", "sentences"),
    [
        (TABLE.format("required = true"), None, ["“Table” still needs an answer."]),
        (
            TABLE.format("at_least = 2"),
            [{"id": "1", "c": "x"}],
            ["“Table” needs at least 2 rows; there is 1."],
        ),
        (
            TABLE.format("at_most = 1"),
            [{"id": "1", "c": "x"}, {"id": "2", "c": "y"}],
            ["“Table” takes 1 row; there are 2."],
        ),
        (
            TABLE.format(""),
            [{"id": "1"}, {"id": "2", "d": "x"}],
            ["“Table”, row 2: “Cell” still needs an answer."],
        ),
        (
            TABLE.format("required = true\n" + ROWS),
            [{"id": "x", "c": "1"}],
            ["“Table”, “Y” still needs an answer."],
        ),
        (TABLE.format(ROWS), [{"id": "x", "d": "1"}], ["“Table”, “X”: “Cell” still needs an answer."]),
        (TABLE.format(ROWS), None, []),
        (
            f'id = "t"\ntype = "matrix"\nlabel = "M"\nrequired = true\n{ROWS}',
            {"x": 1},
            ["“M”, “Y” still needs an answer."],
        ),
        (
            f'id = "t"\ntype = "several"\nlabel = "S"\nat_least = 2\n{OPTION_LINE}',
            ["a"],
            ["“S” needs at least 2 answers; there is 1."],
        ),
        (
            'id = "t"\ntype = "action-review"\nlabel = "R"',
            [
                review(),
                review(action="8", outcome="not-done"),
                review(action="9", outcome="dropped"),
                review(action="10", outcome="carried"),
                review(action="11", outcome="in-hand"),
            ],
            [
                "“Mend the hoist”: what became of it?",
                "“Mend the hoist” was not done, but does not say why.",
                "“Mend the hoist” was dropped, but does not say why.",
                "“Mend the hoist” is carried over, but has no new date.",
            ],
        ),
        (
            'id = "t"\ntype = "agenda"\nlabel = "A"',
            [{"id": "1", "text": "Rota", "by": "worker", "outcome": "deferred"}],
            ["Agenda line 1 is deferred, but does not say why."],
        ),
        (
            'id = "t"\ntype = "scale"\nlabel = "S"\ncomment_when = "answer < 3"',
            2,
            ["“Comment on “S”” still needs an answer."],
        ),
        ('id = "t"\ntype = "scale"\nlabel = "S"\ncomment_when = "answer < 3"', 3, []),
        ('id = "t"\ntype = "text"\nlabel = "S"\ncomment = "may"', "x", []),
    ],
)
def test_what_is_missing_is_said(question: str, value: Json, sentences: list[str]) -> None:
    """[SES-6] [SES-7]"""
    assert [gap.sentence for gap in gaps(small_form(question), {"t": value}, FACTS)] == sentences


def test_rows_are_counted_by_another_answer() -> None:
    form = small_form('id = "n"\ntype = "number"\nlabel = "How many"', TABLE.format('counted_by = "n"'))

    def said(wanted: Json) -> list[str]:
        return [gap.sentence for gap in gaps(form, {"n": wanted, "t": [{"id": "1", "c": "x"}]}, FACTS)]

    assert said(1) == said(None) == said("x")[1:] == []
    assert said(2) == ["“Table” has 1 row, but “How many” says 2."]
    assert said(0) == ["“Table” has 1 row, but “How many” says 0."]
    assert said(500) == ["“Table”: “How many” says 500, but at most 100 rows fit."]


def test_comments_and_evidence_stand_behind_their_question_and_are_signed() -> None:
    form = small_form(
        'id = "a"\ntype = "yes-no"\nlabel = "A"\ncomment_when = "answer == no"\nevidence = true',
        'id = "b"\ntype = "text"\nlabel = "B"\ncomment = "may"',
    )

    def ids(**answers: Json) -> list[str]:
        return [question.id for _, part in shown(form, answers, FACTS) for question in part]

    assert ids(a=False) == ["a", "a~comment", "a~evidence", "b", "b~comment"]
    assert ids(a=True) == ["a", "a~evidence", "b", "b~comment"]
    answers: dict[str, Json] = {"a": False, "a~comment": "Because", "b~evidence": [{"id": "1"}]}
    assert answers_to_sign(form, answers, FACTS) == answers
    assert "a~comment" not in answers_to_sign(form, answers | {"a": True}, FACTS)


def test_hidden_cells_are_not_signed_and_not_asked_for() -> None:
    inner = (
        '[[section.question.question]]\nid = "left"\ntype = "yes-no"\nlabel = "Left"\n'
        '[[section.question.question]]\nid = "why"\ntype = "text"\nlabel = "Why"\nrequired = true\n'
        'shown_when = "left == yes and deep == yes"'
    )
    form = small_form(
        'id = "deep"\ntype = "yes-no"\nlabel = "Deep"', f'id = "g"\ntype = "group"\nlabel = "G"\n{inner}'
    )
    rows: Json = [{"id": "1", "left": True}, {"id": "2", "left": False, "why": "x"}, {"id": "3"}]
    assert [gap.row for gap in gaps(form, {"deep": True, "g": rows}, FACTS)] == [0]
    assert gaps(form, {"deep": False, "g": rows}, FACTS) == []
    signed = answers_to_sign(form, {"deep": True, "g": rows}, FACTS)
    assert signed["g"] == [{"id": "1", "left": True}, {"id": "2", "left": False}]


def test_an_old_answer_outside_is_no_answer_inside() -> None:
    """A question that has moved into a group leaves its old answer behind: kept, but counting for nothing."""
    inner = '[[section.question.question]]\nid = "why"\ntype = "text"\nlabel = "Why"\nrequired = true\n'
    inner += '[[section.question.question]]\nid = "b"\ntype = "text"\nlabel = "B"'
    form = small_form(f'id = "g"\ntype = "group"\nlabel = "G"\n{inner}')
    answers: dict[str, Json] = {"why": "old", "g": [{"id": "1", "b": "x"}]}
    assert [gap.inside for gap in gaps(form, answers, FACTS)] == [("why",)]
    assert answers_to_sign(form, answers, FACTS)["why"] == "old"


def test_defaults_fill_a_new_record() -> None:
    form = small_form(
        'id = "a"\ntype = "date"\nlabel = "A"\ndefault = "today"',
        'id = "b"\ntype = "yes-no"\nlabel = "B"\ndefault = false',
        'id = "c"\ntype = "text"\nlabel = "C"',
    )
    assert defaults(form, FACTS) == {"a": "2026-11-28", "b": False}
    assert defaults(form, {}) == {"b": False}


# --- scores ------------------------------------------------------------------------------------

SCALES = [
    'id = "a"\ntype = "scale"\nlabel = "A"',
    'id = "b"\ntype = "scale"\nlabel = "B"\nshown_when = "a > 1"',
]


def scored(lines: str, **answers: Json) -> list[float | None]:
    source = [*SCALES[:1], SCALES[1] + f'\n[[score]]\nid = "s"\nlabel = "S"\nof = ["a", "b"]\n{lines}']
    return [one.value for one in scores(small_form(*source), answers, FACTS)]


def test_scores_are_worked_out_of_what_is_answered_and_on_view() -> None:
    assert scored('how = "mean"', a=4, b=5) == [4.5]
    assert scored('how = "sum"', a=4, b=5) == [9]
    assert scored('how = "weighted"\nweights = [1, 2]', a=4, b=5) == [4.67]
    assert scored('how = "count"', a=4, b=5) == [2]
    assert scored('how = "count"\ncounts = "answer > 4"', a=4, b=5) == [1]
    assert scored('how = "mean"', a=1, b=5) == [1]
    assert scored('how = "mean"') == [None]
    assert scored('how = "sum"') == [None]
    assert scored('how = "weighted"\nweights = [0, 2]', a=4) == [None]
    assert scored('how = "mean"\nby_section = true', a=4, b=5) == [4.5, 4.5]


def test_halves_are_rounded_up() -> None:
    weights = 'how = "weighted"\nweights = [0.195, 0.805]'
    assert scored(weights, a=2, b=3) == [2.81]
    assert scored('how = "weighted"\nweights = [0.335, 0.665]', a=4, b=3) == [3.34]


def test_of_fixed_rows_so_many_are_needed_as_the_form_says() -> None:
    form = small_form(
        TABLE.format(f"{ROWS}\nat_least = 1\nrequired = true"),
    )
    assert [gap.sentence for gap in gaps(form, {}, {})] == ["“Table” needs at least 1 row; there are 0."]
    assert gaps(form, {"t": [{"id": "y", "c": "said"}]}, {}) == []


def test_an_example_can_point_at_a_duty_of_the_code_of_conduct() -> None:
    question = EvidenceQuestion(id="e", label="E")
    rows: Json = [{"id": "1", "kind": "duty", "ref": "rights", "text": DUTIES["rights"]}]
    assert check_answer(question, rows) == rows
    assert rows_in_words(question, rows) == [[DUTIES["rights"], "Code of conduct"]]
    assert len(DUTIES) == 7
