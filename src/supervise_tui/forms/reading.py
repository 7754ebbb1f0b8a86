"""Reads a form file: TOML bytes in, a form out, or all of its faults at once.

Any bytes at all give a Form or BadForm, in bounded time and memory: size, nesting and counts are
checked before the work that they would make slow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from supervise_tui.canonical import fingerprint
from supervise_tui.forms.cross_checks import check_whole
from supervise_tui.forms.definition import (
    FileKind,
    Form,
    How,
    KeptIn,
    Question,
    Role,
    Score,
    Section,
    SignerRule,
    Step,
)
from supervise_tui.forms.faults import Keys
from supervise_tui.forms.kept_in import APART, check_kept_in
from supervise_tui.forms.question_types import read_question
from supervise_tui.forms.simple_types import ID_PATTERN, read_id
from supervise_tui.forms.toml_files import LARGEST_FORM, open_toml
from supervise_tui.forms.whose_file_checks import check_whose_file

__all__ = ["LARGEST_FORM", "read_form"]

MOST_QUESTIONS = 1_000
MOST_SECTIONS = 100
MOST_SCORES = 50
MOST_SIGNERS = 12
NEWEST_VERSION = 1_000_000
UNSIGNED = ("preparation", "learning", "six-cs", f"{APART}entry")
"""Kinds that nobody signs: their author's until brought in [SES-6], standing lists [DEV-8] [DEV-10], entries
in the log of an improvement plan [PIP-2]."""

_FORM_ID = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*")


FORMS_REMEMBERED = 256
"""A form never changes once it is read: reading a long one takes 50 ms. All that are shipped have to fit,
else each reading of the library drops the very ones that it reads next."""


@lru_cache(maxsize=FORMS_REMEMBERED)
def read_form(source: bytes, name: str) -> Form:
    """Read the form in `source`; BadForm holds every fault, each with line, section and question.

    `name` is how the file is called in the faults.
    """
    file = open_toml(source, name)
    faults = file.faults
    form = _read_top(file.top, source)
    faults.leave_out_lines(file.torn, after=file.unreadable)
    if not faults.shaky and not file.torn and not faults.too_many:
        check_whole(form, faults)
        check_whose_file(form, faults)
        check_kept_in(form, faults)
    faults.raise_if_any()
    return form


def _read_top(keys: Keys, source: bytes) -> Form:
    form_id = keys.line("id", required=True, limit=60, example='"session.short"')
    if form_id and not _FORM_ID.fullmatch(form_id):
        keys.fault(
            "id", f"“{form_id}” cannot be a form's id.", "Use small letters, digits, dots: session.short"
        )
    makes = keys.line("makes", required=True, limit=60, example='"supervision"')
    if makes and not ID_PATTERN.fullmatch(makes.replace("-", "_")):
        keys.fault("makes", f"“{makes}” cannot be a kind of record.", 'Write it like: makes = "supervision"')
    version = keys.whole("version", 1, least=1, most=NEWEST_VERSION, required=True)
    title = keys.line("title", required=True, limit=80)
    purpose = keys.line("purpose", required=True, limit=300)
    signers = _read_signers(keys, required=makes not in UNSIGNED)
    form = Form(
        id=form_id,
        version=version,
        title=title,
        purpose=purpose,
        makes=makes,
        kind_of_file=keys.word_or_none("kind_of_file", FileKind) or FileKind.WORKER,
        kept_in=keys.word_or_none("kept_in", KeptIn) or KeptIn.RECORDS,
        signers=signers,
        signing_order=_read_order(keys, signers),
        sections=_read_sections(keys),
        scores=_read_scores(keys),
        source=source,
        digest=fingerprint(source),
    )
    keys.done()
    return form


def _read_signers(keys: Keys, *, required: bool) -> tuple[SignerRule, ...]:
    rules: list[SignerRule] = []
    tables = keys.tables("signer", required=required, example="[[signer]]")
    if len(tables) > MOST_SIGNERS:
        keys.fault("signer", f"There are {len(tables)} signers; {MOST_SIGNERS} fit.", "Take some out.")
    for path, values in tables[:MOST_SIGNERS]:
        inner = Keys(values, path, "signatures", keys.faults)
        rule = _read_signer(inner)
        if rule is not None:
            if (rule.role, rule.label) in {(other.role, other.label) for other in rules}:
                inner.fault("role", f"The {rule.role} is there twice.", "Take one out.")
            rules.append(rule)
        inner.done()
    if rules and all(rule.optional for rule in rules):
        keys.fault("signer", "Nobody has to sign.", "Leave “optional” out for one of them.")
    return tuple(rules)


def _read_signer(keys: Keys) -> SignerRule | None:
    role = keys.word_or_none("role", Role, required=True)
    rule = SignerRule(
        role=role or Role.WORKER,
        may_decline=keys.flag("may_decline"),
        optional=keys.flag("optional"),
        each_participant=keys.flag("each_participant"),
        label=keys.line("label", limit=60),
    )
    if role is Role.BOTH:
        keys.fault("role", "“both” cannot sign.", "Write one [[signer]] for each of the two.")
    if role in (Role.THIRD_PARTY, Role.OTHER) and not rule.label:
        keys.fault("label", "It does not say who this is.", 'Write it like: label = "Practice educator"')
    if role in (Role.SUPERVISOR, Role.THIRD_PARTY) and rule.each_participant:
        right = "Leave the line out, or put it with the worker."
        keys.fault("each_participant", f"The {role} is not one of several participants.", right)
    return rule if role is not None else None


def _read_order(keys: Keys, signers: tuple[SignerRule, ...]) -> tuple[Role, ...]:
    words = keys.texts("signing_order")
    roles = tuple(rule.role for rule in signers)
    if words and sorted(words) != sorted(role.value for role in roles):
        right = "Name every signer once, or leave the line out for any order."
        keys.fault("signing_order", "The signing order does not fit the signers.", right)
        return ()
    return tuple(Role(word) for word in words)


def _read_sections(keys: Keys) -> tuple[Section, ...]:
    tables = keys.tables("section", required=True, example="[[section]]")
    if len(tables) > MOST_SECTIONS:
        keys.fault("section", f"There are {len(tables)} sections; {MOST_SECTIONS} fit.", "Make it shorter.")
    return tuple(
        _read_section(Keys(values, path, _around_section(values, number), keys.faults))
        for number, (path, values) in enumerate(tables[:MOST_SECTIONS], 1)
    )


def _read_section(keys: Keys) -> Section:
    section_id = read_id(keys)
    title = keys.line("title", required=True, limit=80)
    filled_by, label = _read_filled_by(keys)
    section = Section(
        id=section_id,
        title=title,
        step=keys.word_or_none("step", Step),
        guidance=keys.text("guidance", limit=800),
        filled_by=filled_by,
        filled_by_label=label,
        shown_when=keys.condition("shown_when"),
        keep_together=keys.flag("keep_together"),
        page_break=keys.flag("page_break"),
        columns=keys.whole("columns", 0, least=0, most=3),
        questions=_read_questions(keys),
    )
    keys.done()
    return section


def _read_filled_by(keys: Keys) -> tuple[Role, str]:
    """One of the roles, or "other:" and who it is."""
    text = keys.peek("filled_by")
    if isinstance(text, str) and text.startswith("other:"):
        label = keys.line("filled_by", limit=66).removeprefix("other:").strip()
        if not label:
            keys.fault("filled_by", "It does not say who this is.", 'Write: filled_by = "other:Night nurse"')
        return Role.OTHER, label
    role = keys.word_or_none("filled_by", Role) or Role.BOTH
    if role is Role.OTHER:
        keys.fault("filled_by", "It does not say who this is.", 'Write: filled_by = "other:Night nurse"')
    return role, ""


def _read_questions(keys: Keys) -> tuple[Question, ...]:
    tables = keys.tables("question", required=True, example="[[section.question]]")
    if len(tables) > MOST_QUESTIONS:
        keys.fault(
            "question", f"There are {len(tables)} questions; {MOST_QUESTIONS} fit.", "Make it shorter."
        )
    return tuple(
        read_question(Keys(values, path, f"{keys.around}, {_named('question', values, number)}", keys.faults))
        for number, (path, values) in enumerate(tables[:MOST_QUESTIONS], 1)
    )


def _around_section(values: Mapping[str, Any], number: int) -> str:
    return _named("section", values, number)


def _named(what: str, values: Mapping[str, Any], number: int) -> str:
    """Give "question held_on", or its number when it has no usable id."""
    given = values.get("id")
    return f"{what} {given if isinstance(given, str) and ID_PATTERN.fullmatch(given) else number}"


def _read_scores(keys: Keys) -> tuple[Score, ...]:
    tables = keys.tables("score", required=False, example="[[score]]")
    if len(tables) > MOST_SCORES:
        keys.fault("score", f"There are {len(tables)} scores; {MOST_SCORES} fit.", "Take some out.")
    return tuple(
        _read_score(Keys(values, path, _named("score", values, number), keys.faults))
        for number, (path, values) in enumerate(tables[:MOST_SCORES], 1)
    )


def _read_score(keys: Keys) -> Score:
    how = keys.word_or_none("how", How, required=True)
    score = Score(
        id=read_id(keys),
        label=keys.line("label", required=True, limit=80),
        how=how or How.MEAN,
        of=keys.texts("of", most=200),
        weights=keys.numbers("weights"),
        counts=keys.condition("counts"),
        by_section=keys.flag("by_section"),
    )
    if not score.of:
        keys.fault("of", "It does not say of which questions.", 'Write it like: of = ["calm", "skill"]')
    if how is How.WEIGHTED and len(score.weights) != len(score.of):
        wrong = f"There are {len(score.of)} questions but {len(score.weights)} weights."
        keys.fault("weights", wrong, "Write one weight for each question, in their order.")
    elif how is How.WEIGHTED and (min(score.weights) < 0 or not sum(score.weights)):
        keys.fault("weights", "Weights are 0 or more, and not all 0.", "Write numbers like 1, 2 or 0.5.")
    if how is not How.WEIGHTED and score.weights:
        keys.fault("weights", "Weights count for “weighted” only.", 'Write how = "weighted".')
    if how is not How.COUNT and score.counts:
        keys.fault("counts", "“counts” is for “count” only.", 'Write how = "count".')
    keys.done()
    return score
