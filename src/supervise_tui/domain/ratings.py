"""How worthwhile each side found a talk: given unseen by the other, shown only together [SES-10]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervise_tui.canonical import Json
from supervise_tui.forms.definition import Form, Role, ScaleQuestion


@dataclass(frozen=True, kw_only=True)
class Worth:
    """Both sides' ratings of one talk, and the ends of the scale they were asked on."""

    worker: int
    supervisor: int
    lowest: int
    highest: int
    lowest_label: str = ""
    highest_label: str = ""


def worth(form: Form, answers: Mapping[str, Json]) -> Worth | None:
    """Give both ratings of a talk; None while one is missing, or when the form does not ask for them.

    They are the two scales that each side answers unseen by the other, whatever their ids are.
    """
    mine, others = _pair(form)
    if mine is None or others is None:
        return None
    given = answers.get(mine.id), answers.get(others.id)
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in given):
        return None
    return Worth(
        worker=int(str(given[0])),
        supervisor=int(str(given[1])),
        lowest=mine.lowest,
        highest=mine.highest,
        lowest_label=mine.lowest_label,
        highest_label=mine.highest_label,
    )


def _pair(form: Form) -> tuple[ScaleQuestion | None, ScaleQuestion | None]:
    for question in form.questions():
        if isinstance(question, ScaleQuestion) and question.answered_by is Role.WORKER:
            other = form.question(question.unseen_with) if question.unseen_with else None
            if isinstance(other, ScaleQuestion) and other.answered_by is Role.SUPERVISOR:
                return question, other
    return None, None
