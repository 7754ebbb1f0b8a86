"""The numbers of the formal procedure as data: TOML bytes in, a policy out, or all of its faults at once.

An organisation writes its own into a procedure.toml in its own folder, which stands in place of the shipped
one; what it leaves out stays as shipped [PIP-4].
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from supervise_tui.canonical import fingerprint
from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.faults import Keys
from supervise_tui.forms.toml_files import open_toml
from supervise_tui.problems import BadForm, BadInput

PROCEDURE_FILE: Final = "procedure.toml"
NEWEST_VERSION: Final = 1_000_000
POLICIES_REMEMBERED: Final = 8
_SAID: Final = re.compile(r"(\d{1,3}) (working day|day|week|month)s?", re.ASCII)


class TermUnit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAY = "working day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_MOST: Final = {TermUnit.WORKING_DAY: 260, TermUnit.DAY: 365, TermUnit.WEEK: 104, TermUnit.MONTH: 36}


@dataclass(frozen=True)
class Term:
    """How long there is: working days of the nation, calendar days, weeks or months."""

    number: int
    unit: TermUnit

    @property
    def words(self) -> str:
        """Give "5 working days"."""
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


def parse_term(text: str) -> Term:
    """Give the length of time in `text`; BadInput says how to write it."""
    match = _SAID.fullmatch(" ".join(text.casefold().split()))
    if match is None or not 1 <= int(match[1]) <= _MOST[TermUnit(match[2])]:
        wrong = "This is not a number of working days, days, weeks or months up to 3 years."
        raise BadInput(wrong, 'Write it like "5 working days" or "8 weeks".')
    return Term(int(match[1]), TermUnit(match[2]))


_FIVE: Final = Term(5, TermUnit.WORKING_DAY)
_EIGHT_WEEKS: Final = Term(8, TermUnit.WEEK)
_YEAR: Final = Term(12, TermUnit.MONTH)
_WEEK: Final = Term(7, TermUnit.DAY)
_TWENTY: Final = Term(20, TermUnit.WORKING_DAY)


@dataclass(frozen=True, kw_only=True)
class ProcedurePolicy:
    """An organisation's own numbers, never the law's; the defaults are those of the shipped file."""

    version: int = 1
    title: str = "Improvement plans"
    about: str = ""
    plan_at_most: Term = _EIGHT_WEEKS
    """From a plan's first day to its last [PIP-3]."""
    extension_at_most: Term = _EIGHT_WEEKS
    """Beyond a plan's end, unless the extension is marked as an exception [PIP-3]."""
    decide_before_end: Term = _WEEK
    """How long before its end a review may send a plan on without one of its triggers."""
    meeting_notice: Term = _FIVE
    """From the invitation to a formal meeting or hearing [PIP-6]."""
    new_date_within: Term = _FIVE
    """From the first date to the one it is moved to [PIP-7]."""
    outcome_within: Term = _FIVE
    """From a meeting to its outcome in the worker's hands [PIP-10]."""
    appeal_within: Term = _FIVE
    """From receiving the letter to the appeal [PIP-12]."""
    appeal_notice: Term = _FIVE
    """From the invitation to an appeal hearing [PIP-6]."""
    appeal_heard_within: Term = _TWENTY
    """From receiving the appeal to its hearing [PIP-12]."""
    look_back: Term = _YEAR
    """After a plan has ended: falling again does not start anew [PIP-11]."""
    monitored_for: Term = _YEAR
    """After success [PIP-18]."""
    probation_first: bool = True
    """Whether probation must be over before the formal procedure [PIP-5]."""
    excluded_contracts: frozenset[Contract] = frozenset({Contract.AGENCY})
    """Whom the formal procedure is not for [PIP-5]."""
    source: bytes = field(repr=False, default=b"")
    digest: str = ""


TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "plan_at_most": "A plan lasts at most",
        "extension_at_most": "An extension lasts at most",
        "decide_before_end": "A review may send a plan on before its end by",
        "meeting_notice": "Notice of a formal meeting",
        "new_date_within": "A new date for a meeting within",
        "outcome_within": "The outcome of a meeting in writing within",
        "appeal_within": "Time to appeal",
        "appeal_notice": "Notice of an appeal hearing",
        "appeal_heard_within": "An appeal is heard within",
        "look_back": "Look-back after a plan",
        "monitored_for": "Looked at in supervision after success for",
    }
)
"""The settings that are lengths of time in words, in the order of the shipped file."""
_SHIPPED: Final = ProcedurePolicy()


@lru_cache(maxsize=POLICIES_REMEMBERED)
def read_procedure(source: bytes, name: str) -> ProcedurePolicy:
    """Read the policy in `source`; BadForm holds every fault with its line and what would be right.

    `name` is how the file is called in the faults.
    """
    try:
        file = open_toml(source, name)
        policy = _read_top(file.top, source)
        file.faults.leave_out_lines(file.torn, after=file.unreadable)
        file.faults.raise_if_any()
    except BadForm as bad:
        raise BadForm(name, bad.faults, what="procedure policy") from None
    return policy


def _read_top(keys: Keys, source: bytes) -> ProcedurePolicy:
    probation_first = keys.flag_or_none("probation_first")
    excluded = keys.words("excluded_contracts", Contract)
    policy = ProcedurePolicy(
        version=keys.whole("version", 1, least=1, most=NEWEST_VERSION, required=True),
        title=keys.line("title", required=True, limit=60),
        about=keys.line("about", required=True, limit=400),
        probation_first=_SHIPPED.probation_first if probation_first is None else probation_first,
        excluded_contracts=(
            _SHIPPED.excluded_contracts if keys.peek("excluded_contracts") is None else frozenset(excluded)
        ),
        source=source,
        digest=fingerprint(source),
        **{key: _term(keys, key) for key in TERMS},
    )
    keys.done()
    return policy


def _term(keys: Keys, key: str) -> Term:
    shipped: Term = getattr(_SHIPPED, key)
    text = keys.line(key, limit=40, example=f'"{shipped.words}"')
    if not text:
        if keys.peek(key) == "":
            keys.fault(key, f"“{key}” is empty.", f'Leave the line out, or write: {key} = "{shipped.words}"')
        return shipped
    try:
        return parse_term(text)
    except BadInput as problem:
        keys.fault(key, f"“{text}” cannot stand for “{key}”. {problem.sentence}", problem.cure)
        return shipped
