"""Reads a cadence policy: TOML bytes in, a policy out, or all of its faults at once [CAD-1]."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from supervise_tui.canonical import fingerprint
from supervise_tui.forms.contracts import Contract
from supervise_tui.forms.faults import Faults, Keys
from supervise_tui.forms.intervals import Interval, Unit, parse_interval
from supervise_tui.forms.policy import AlsoCounts, InformalRule, PartTime, Policy, RatingsRule, Rule, Stage
from supervise_tui.forms.toml_files import open_toml
from supervise_tui.problems import BadForm, BadInput

MOST_RULES = 60
POLICIES_REMEMBERED = 32
NEWEST_VERSION = 1_000_000
LONGEST_WEEK = 80
MOST_MONTHS = 600
MOST_MINUTES = 44_640
"""There are no more in a month."""

MOST_QUARTERS = 12
HIGHEST_MARK = 5

_POLICY_ID = re.compile(r"[a-z][a-z0-9]*([-_.][a-z0-9]+)*")
_ANY = Interval(1, Unit.MONTH)


@lru_cache(maxsize=POLICIES_REMEMBERED)
def read_policy(source: bytes, name: str) -> Policy:
    """Read the policy in `source`; BadForm holds every fault with its line and what would be right.

    `name` is how the file is called in the faults.
    """
    try:
        file = open_toml(source, name)
        policy = _read_top(file.top, source)
        file.faults.leave_out_lines(file.torn, after=file.unreadable)
        if not file.faults.shaky and not file.torn and not file.faults.too_many:
            _check_order(policy, file.faults)
        file.faults.raise_if_any()
    except BadForm as bad:
        raise BadForm(name, bad.faults, what="policy") from None
    return policy


def _read_top(keys: Keys, source: bytes) -> Policy:
    policy_id = keys.line("id", required=True, limit=60, example='"our-home"')
    if policy_id and not _POLICY_ID.fullmatch(policy_id):
        keys.fault("id", f"“{policy_id}” cannot be a policy's id.", "Use small letters and dashes: our-home")
    policy = Policy(
        id=policy_id,
        version=keys.whole("version", 1, least=1, most=NEWEST_VERSION, required=True),
        title=keys.line("title", required=True, limit=60),
        about=keys.line("about", required=True, limit=400),
        part_time=keys.word_or_none("part_time", PartTime) or PartTime.AS_FULL_TIME,
        full_time_hours=_hours(keys, "full_time_hours") or 37.0,
        as_permanent=frozenset(keys.words("as_permanent", Contract)),
        first_months=keys.whole("first_months", 6, least=1, most=24),
        sign_within_days=keys.whole("sign_within_days", 14, least=1, most=365),
        induction=_interval(keys, "induction", required=False) or Policy.induction,
        induction_of_managers=_interval(keys, "induction_of_managers", required=False)
        or Policy.induction_of_managers,
        probation=_interval(keys, "probation", required=False) or Policy.probation,
        probation_reviews=_interval(keys, "probation_reviews", required=False) or Policy.probation_reviews,
        informal=_read_informal(keys),
        ratings=_read_ratings(keys),
        rules=_read_rules(keys),
        source=source,
        digest=fingerprint(source),
    )
    keys.done()
    return policy


def _hours(keys: Keys, key: str) -> float | None:
    hours = keys.number_or_none(key, whole=False)
    if hours is not None and not 0 < hours <= LONGEST_WEEK:
        keys.fault(key, f"“{key}” is hours a week, up to {LONGEST_WEEK}.", f"Write it like: {key} = 37")
        return None
    return hours


def _inside(keys: Keys, key: str, around: str) -> Keys | None:
    """Give what stands in the table of that name; None where there is none."""
    values = keys.raw(key)
    if values is None:
        return None
    if not isinstance(values, dict):
        keys.fault(key, f"“{key}” has to be a table.", f"Start it with a line [{key}]")
        return None
    return Keys(values, (*keys.path, key), around, keys.faults)


def _read_ratings(keys: Keys) -> RatingsRule:
    inner = _inside(keys, "ratings", "ratings of the six Cs")
    if inner is None:
        return RatingsRule()
    usual = RatingsRule()
    rule = RatingsRule(
        poor_below=_mark(inner, "poor_below", usual.poor_below),
        excellent_from=_mark(inner, "excellent_from", usual.excellent_from),
        steady_quarters=inner.whole("steady_quarters", usual.steady_quarters, least=1, most=MOST_QUARTERS),
    )
    if rule.excellent_from < rule.poor_below:
        wrong = "What is excellent would be poor as well."
        inner.fault("excellent_from", wrong, "Write a larger number here than in poor_below.")
    inner.done()
    return rule


def _mark(keys: Keys, key: str, usual: Fraction) -> Fraction:
    found = keys.number_or_none(key, whole=False)
    if found is None:
        return usual
    if not 1 <= found <= HIGHEST_MARK:
        keys.fault(key, f"“{key}” is from 1 to {HIGHEST_MARK}.", f"Write it like: {key} = 3.0")
        return usual
    return Fraction(str(found))  # as it is written: 3.2 in binary is a little more


def _read_informal(keys: Keys) -> InformalRule | None:
    inner = _inside(keys, "informal", "informal contact")
    if inner is None:
        return None
    minutes = inner.whole("minutes_a_month", 60, least=1, most=MOST_MINUTES, required=True)
    rule = InformalRule(minutes=minutes, also=frozenset(inner.words("also", AlsoCounts)))
    inner.done()
    return rule


def _read_rules(keys: Keys) -> tuple[Rule, ...]:
    tables = keys.tables("rule", required=True, example="[[rule]]")
    if len(tables) > MOST_RULES:
        keys.fault("rule", f"There are {len(tables)} rules; {MOST_RULES} fit.", "Put some together.")
    return tuple(
        _read_rule(Keys(values, path, f"rule {number}", keys.faults))
        for number, (path, values) in enumerate(tables[:MOST_RULES], 1)
    )


def _read_rule(keys: Keys) -> Rule:
    title = keys.line("title", required=True, limit=120, example='"Everyone else"')
    limit = _interval(keys, "limit", required=True) or _ANY
    usual = _interval(keys, "usual", required=False) or limit
    if usual.days_about > limit.days_about:
        wrong = f"The usual gap, {usual.words}, is longer than the limit, {limit.words}."
        keys.fault("usual", wrong, "After the usual gap it is due, after the limit overdue.")
    rule = Rule(
        title=title,
        usual=usual,
        limit=limit,
        contracts=frozenset(keys.words("contracts", Contract)),
        stages=frozenset(keys.words("stages", Stage)),
        grades=keys.texts("grades", most=100),
        posts=keys.texts("posts", most=100),
        care_work=keys.flag_or_none("care_work"),
        manages_others=keys.flag_or_none("manages_others"),
        hours_under=_hours(keys, "hours_under"),
        hours_from=_hours(keys, "hours_from"),
        months_under=_months(keys, "months_under"),
        months_from=_months(keys, "months_from"),
    )
    _check_range(keys, "hours", rule.hours_from, rule.hours_under)
    _check_range(keys, "months", rule.months_from, rule.months_under)
    keys.done()
    return rule


def _interval(keys: Keys, key: str, *, required: bool) -> Interval | None:
    text = keys.line(key, required=required, limit=40, example='"6 weeks"')
    if not text:
        return None
    try:
        return parse_interval(text)
    except BadInput as problem:
        keys.fault(key, f"“{text}” cannot stand for “{key}”. {problem.sentence}", problem.cure)
        return None


def _months(keys: Keys, key: str) -> int | None:
    if keys.peek(key) is None:
        return keys.whole_or_none(key)
    return keys.whole(key, 6, least=1, most=MOST_MONTHS)


def _check_range(keys: Keys, what: str, start: float | None, end: float | None) -> None:
    if start is not None and end is not None and end <= start:
        wrong = f"Nobody has at least {start:g} {what} and under {end:g}."
        keys.fault(f"{what}_under", wrong, "Write the larger number here, or two rules.")


def _check_order(policy: Policy, faults: Faults) -> None:
    """The first rule that fits counts: each has to have a chance, and the last one takes whoever is left."""
    last = len(policy.rules) - 1
    seen: dict[tuple[object, ...], int] = {}
    for number, rule in enumerate(policy.rules):
        path, around = ("rule", number), f"rule {number + 1}"
        if rule.conditions in seen:
            same = seen[rule.conditions] + 1
            wrong = f"Rule {same} asks for the same, so this one never counts."
            faults.add(path, around, wrong, "Take one out.")
        elif rule.fits_everyone and number < last:
            wrong = "This rule fits everyone, so those after it never count."
            faults.add(path, around, wrong, "Put it last, or say whom it is for.")
        seen.setdefault(rule.conditions, number)
    if policy.rules and not policy.rules[-1].fits_everyone:
        wrong = "The last rule does not fit everyone, so somebody may be left out."
        right = "Add a last rule with nothing but its title and limit."
        faults.add(("rule", last), f"rule {last + 1}", wrong, right)
