"""One kind hint on how an objective is worded, while it is being typed; it never blocks [DEV-3].

An objective that can be looked at later says what will be seen, how much of it, who does it, by which
day, and stays within reach. Words are compared as they stand in English; a hint is a question to
think about, so it may be wrong now and then and nothing rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import (
    DateQuestion,
    Form,
    GroupQuestion,
    PersonQuestion,
    Question,
    TableQuestion,
)

FEWEST_WORDS = 2
"""Before that nothing is said: somebody has only begun to type."""
QUOTED = 24
"""Characters of the objective that a hint quotes, so that it fits one line of the screen."""


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """What other fields of the same row say or ask, so that the words need not."""

    measure: bool = False
    owner: bool = False
    day: bool = False


NOWHERE = Elsewhere()
LAST_DAY = "ends_on"
"""Where a form asks for its last day, all in it is for that day."""
MEASURED_BY = ("measure", "criterion")
"""Questions of a row, by id, that say how much; where its rows become actions, `raises` names the one."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SEEN = _words(
    """
    accompany add agree answer apply arrange ask assess attend book bring brief build buy call carry
    cascade chair change check clean coach collect complete cook count cover cut deliver demonstrate
    describe design do draft draw drive explain feed file fill find finish fit follow get give go
    greet hand help hold induct introduce invite join keep label lead leave list log make map
    measure meet mentor move name note observe offer order organise pass phone plan post practise
    prepare present print produce put read rebook record reduce register rehearse reply report
    return review rewrite ring role-play run save send set shadow share show sign sit speak spend
    start stop study submit suggest supervise support swap take teach tell test tidy train type
    update use visit walk wash watch wear weigh write
    """
)
"""Things that somebody else can see being done."""
_HIDDEN = _words(
    """
    be become being feel know understand appreciate realise recognise value respect consider
    think remember believe accept grow embrace
    """
)
"""What goes on inside somebody: nobody can see it."""
_GENERAL = _words(
    """
    improve develop enhance increase strengthen progress better raise boost deepen widen try aim
    hope want work learn gain maintain continue ensure
    """
)
"""Beginnings that say where to, not what will be done."""
_WEAK = _HIDDEN | _GENERAL

_OUT_OF_REACH = re.compile(
    r"\b(always|never|everything|everyone|everybody|every time|all the time|at all times|perfect|perfectly"
    r"|100 ?%|no mistakes|without any mistakes?)(?!\w)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"\b(we|us|someone|somebody|anyone|the team|all staff|they)\b", re.IGNORECASE)
_NUMBER_WORDS = _words(
    """
    one two three four five six seven eight nine ten twelve once twice half daily weekly fortnightly
    monthly yearly each every none nobody certificate signed passed pass competent
    """
)
_MEASURE = re.compile(rf"\d|%|\b({'|'.join(sorted(_NUMBER_WORDS))})\b", re.IGNORECASE)
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow easter christmas spring summer "
    "autumn winter"
)
_DAY = re.compile(
    rf"\b(by|before|until|within|in|on|from|end of|next|this)\s+(the\s+)?"
    r"(end\s+of\s+|next\s+|early\s+|late\s+)?"
    rf"(\d|{'|'.join((_MONTHS + ' ' + _DAYS).split())}|week|month|year|a week|a month|our next|half)"
    r"|\d{1,2}[./]\d{1,2}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def smart_hint(text: str, elsewhere: Elsewhere = NOWHERE) -> str:
    """Give one hint on the wording of an objective, or "" when there is nothing to ask [DEV-3].

    The first of these that is missing: something to be seen, within reach, a measure, a name, a day.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < FEWEST_WORDS:
        return ""
    if not _can_be_seen(words):
        return f"“{_quoted(text)}”: what would we see on shift?"
    far = _OUT_OF_REACH.search(text)
    if far:
        return f"“{far.group().casefold()}” is a lot to ask: what is within reach by then?"
    if not elsewhere.measure and not _MEASURE.search(text):
        return "How much, how often, how well? How will you know?"
    nobody = _NO_NAME.search(text)
    if not elsewhere.owner and nobody:
        return f"Who does it? One name says more than “{nobody.group().casefold()}”."
    if not elsewhere.day and not _DAY.search(text):
        return "By when? With a day you can look at it again in time."
    return ""


def _can_be_seen(words: list[str]) -> bool:
    """Whether something is named that is done, and does not only go on inside somebody.

    What begins with a weak word may still say how: "improve my records by writing them at once".
    """
    able = words.index("able") if words[:3].count("able") else -1
    rest = words[able + 1 :]
    place = next((at for at, word in enumerate(rest) if word not in _BEFORE), 0)
    if rest and _stem(rest[place]) not in _WEAK:
        return True
    pairs = zip(rest[place:], rest[place + 1 :], strict=False)
    return any(
        _stem(word) in _SEEN and word not in _NOT_DONE and before not in _NAMES_A_THING
        for before, word in pairs
    )


_BEFORE = _words(
    """
    i to will want shall must should need can going would like the a my you
    """
)
"""Small words with which an objective may begin before it says what it is about."""
_NAMES_A_THING = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "our",
        "your",
        "his",
        "her",
        "their",
        "its",
        "more",
        "better",
        "good",
        "of",
        "in",
        "on",
        "about",
        "for",
        "with",
    ]
)
"""After these a word is a thing, not a deed: "my records", "in practice"."""
_NOT_DONE = _words(
    """
    support help practice plan order record training report
    """
)
"""Words that are things more often than deeds, wherever they stand."""


def _stem(word: str) -> str:
    """Give a verb as the tables have it: "writing", "writes" and "improved" become "write", "improve"."""
    if word in _SEEN or word in _WEAK:
        return word
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            root = word[: -len(ending)]
            shorter = root[:-1] if len(root) > 2 and root[-1] == root[-2] else root
            for form in (root, root + "e", shorter):
                if form in _SEEN or form in _WEAK:
                    return form
    return word


def _quoted(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"


def around(form: Form | None, question_id: str, answers: Mapping[str, Json]) -> Elsewhere:
    """Say what the other questions of the same row give, for `smart_hint`.

    A day and a name that the row asks for count as given: the field itself says when it is empty. What
    shows it, or measures it, counts once something stands there. Outside a row the objective is the
    worker's own, and so it is in one that asks for a measure; its day is the last one of a plan.
    """
    row = _row_of(form, question_id)
    if row is None:
        return Elsewhere(owner=True, day=form is not None and form.question(LAST_DAY) is not None)
    inner = row.columns if isinstance(row, TableQuestion) else row.questions
    known = [answers.get(one) for one in ([row.raises.how_known] if row.raises is not None else MEASURED_BY)]
    return Elsewhere(
        measure=any(isinstance(one, str) and one.strip() for one in known),
        owner=row.raises is not None or any(_names_who(one) for one in inner),
        day=any(isinstance(one, DateQuestion) for one in inner),
    )


def _names_who(question: Question) -> bool:
    return isinstance(question, PersonQuestion) or question.id in MEASURED_BY


def _row_of(form: Form | None, question_id: str) -> TableQuestion | GroupQuestion | None:
    """Give the table or group that a question stands in; None for one that stands in none."""
    waiting: list[Question] = [*form.questions()] if form is not None else []
    while waiting:
        question = waiting.pop()
        if not isinstance(question, TableQuestion | GroupQuestion):
            continue
        inner = question.columns if isinstance(question, TableQuestion) else question.questions
        if any(one.id == question_id for one in inner):
            return question
        waiting += inner
    return None
