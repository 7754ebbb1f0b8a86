"""supervise policies: how often people are to be supervised here, and what another rule would mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supervise_tui.canonical import Json
from supervise_tui.cli.definitions import bytes_of, check_files, library_here
from supervise_tui.cli.exit_status import DONE
from supervise_tui.cli.opening import AsJson, Folder, PassphraseFile, opened
from supervise_tui.cli.said_days import day_said, iso
from supervise_tui.cli.words import counted, say, say_json, say_table
from supervise_tui.problems import BadInput

if TYPE_CHECKING:
    from supervise_tui.domain.cadence import Due
    from supervise_tui.forms.policy import Policy, Rule
    from supervise_tui.workflows.policy_preview import PreviewLine

PolicyId = Annotated[
    str, typer.Argument(metavar="ID", help="As `supervise policies list` gives it.", show_default=False)
]


def group() -> typer.Typer:
    """Give the commands `supervise policies check`, `list`, `show`, `procedure`, `preview` and `use`."""
    app = typer.Typer(
        help="How often people are supervised: policies to look at and use.",
        epilog="Example: supervise policies preview ~/Rosewood.cabinet --use council-social-care",
        rich_markup_mode=None,
    )
    app.command("check", epilog="Example: supervise policies check our_home.toml")(check)
    app.command("list", epilog="Example: supervise policies list")(list_policies)
    app.command("show", epilog="Example: supervise policies show council-social-care")(show)
    app.command("procedure", epilog="Example: supervise policies procedure")(procedure)
    app.command(
        "preview", epilog="Example: supervise policies preview ~/Rosewood.cabinet --file our_home.toml"
    )(preview)
    app.command("use", epilog="Example: supervise policies use ~/Rosewood.cabinet --use residential-home")(
        use
    )
    return app


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Policies (TOML).", show_default=False)
    ],
    as_json: AsJson = False,
) -> int:
    """Check policies and name every fault: where it is, what is wrong, what would be right."""
    from supervise_tui.forms.policy_reading import read_policy

    def summary(source: bytes, name: str) -> str:
        policy = read_policy(source, name)
        return f"{policy.title}, {counted(len(policy.rules), 'rule', 'rules')}"

    return check_files(files, "policies", summary, as_json=as_json)


def list_policies(as_json: AsJson = False) -> int:
    """List the policies to choose from: those of the program, and your own before them."""
    policies = library_here().policies()
    if as_json:
        say_json({"format": 1, "policies": [_as_json(policy) for policy in policies]})
    else:
        say_table([[policy.id, policy.title, policy.about] for policy in policies])
    return DONE


def show(policy_id: PolicyId, as_json: AsJson = False) -> int:
    """Show one policy: its rules in their order; the first that fits somebody counts."""
    policy = library_here().policy(policy_id)
    if as_json:
        say_json({**_as_json(policy), "format": 1, "source": policy.source.decode("utf-8-sig")})
        return DONE
    say(f"{policy.title} ({policy.id}, version {policy.version})")
    say(policy.about)
    say()
    say_table(
        [[f"{number}.", rule.title, rule.how_often, rule.whom] for number, rule in enumerate(policy.rules, 1)]
    )
    say()
    for line in policy.remarks:
        say(line)
    return DONE


def procedure(as_json: AsJson = False) -> int:
    """Show the formal procedure: its numbers as they count here, and how one step leads to the next."""
    from supervise_tui.domain.procedure_diagram import diagram
    from supervise_tui.forms.procedure_policy import TERMS

    policy = library_here().procedure()
    numbers = [(key, getattr(policy, key).words) for key in TERMS]
    excluded = sorted(contract.value for contract in policy.excluded_contracts)
    if as_json:
        terms: dict[str, Json] = dict(numbers)
        left_out: list[Json] = list(excluded)
        whom: dict[str, Json] = {
            "probation_first": policy.probation_first,
            "excluded_contracts": left_out,
        }
        top: dict[str, Json] = {"format": 1, "title": policy.title, "version": policy.version}
        say_json({**top, **terms, **whom, "digest": policy.digest})
        return DONE
    say(f"{policy.title} (version {policy.version})")
    say(policy.about)
    say()
    say_table([[TERMS[key], words] for key, words in numbers])
    say()
    say(diagram())
    return DONE


OneOfOurs = Annotated[
    str | None, typer.Option("--use", metavar="ID", help="A policy that the program knows.")
]
AFile = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="A policy of your own (TOML).")]


def preview(
    folder: Folder,
    policy_id: OneOfOurs = None,
    file: AFile = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As it would stand on that day.")
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Say what a policy would mean for the people who are here. Nothing is changed by it."""
    given = _given(policy_id, file)
    from supervise_tui.workflows.policies import in_use
    from supervise_tui.workflows.policy_preview import preview as look_ahead

    with opened(folder, passphrase_file) as desk:
        policy = given or desk.library.policy(policy_id or "")
        day = day_said(on, desk.today) or desk.today
        lines = look_ahead(desk, policy, day)
        now = in_use(desk)
    if as_json:
        people: list[Json] = [_line_as_json(line) for line in lines]
        say_json(
            {"format": 1, "policy": policy.id, "instead_of": now.id, "on": day.isoformat(), "workers": people}
        )
        return DONE
    say(f"{policy.title} instead of {now.title}:")
    if not lines:
        say("No workers yet.")
        return DONE
    say_table([[line.worker.name, line.rule, _stands(line.now), "->", _stands(line.then)] for line in lines])
    changed = sum(line.changes for line in lines)
    people_word = counted(len(lines), "person", "people")
    say(f"It would be different for {changed} of {people_word}.")
    agreed = sum(line.agreed for line in lines)
    if agreed:
        differ = sum(line.then.deviates for line in lines)
        rhythm = counted(agreed, "person has an agreement", "people have an agreement")
        say(f"{rhythm}, which counts before any policy; {differ} would differ from this one.")
    return DONE


def _stands(due: Due) -> str:
    from supervise_tui.forms.day_words import long_date

    state = due.state.replace("-", " ")
    return f"{state}, by {long_date(due.due_on)}" if due.due_on else state


def _given(policy_id: str | None, file: Path | None) -> Policy | None:
    """Read the policy of a file, before the cabinet is opened; BadInput unless exactly one is named."""
    if (policy_id is None) is (file is None):
        raise BadInput("Which policy?", "Give --use ID, or --file FILE.")
    if file is None:
        return None
    from supervise_tui.forms.policy_reading import read_policy

    return read_policy(bytes_of(file), file.name)


def use(
    folder: Folder,
    policy_id: OneOfOurs = None,
    file: AFile = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why: the history keeps it.")] = "",
    passphrase_file: PassphraseFile = None,
) -> int:
    """Use this policy in a cabinet from now on. One of your own is kept in the cabinet, as it is now."""
    given = _given(policy_id, file)
    from supervise_tui.workflows.policies import choose

    with opened(folder, passphrase_file) as desk:
        policy = choose(desk, given or desk.library.policy(policy_id or ""), reason)
    say(f"{policy.title}. {policy.about}")
    return DONE


def _as_json(policy: Policy) -> dict[str, Json]:
    return {
        "id": policy.id,
        "version": policy.version,
        "title": policy.title,
        "about": policy.about,
        "rules": [_rule_as_json(rule) for rule in policy.rules],
        "informal_minutes_a_month": policy.informal.minutes if policy.informal else None,
        "sign_within_days": policy.sign_within_days,
        "ratings": {
            "poor_below": float(policy.ratings.poor_below),
            "excellent_from": float(policy.ratings.excellent_from),
            "steady_quarters": policy.ratings.steady_quarters,
        },
        "digest": policy.digest,
    }


def _rule_as_json(rule: Rule) -> Json:
    return {"title": rule.title, "usual": rule.usual.words, "limit": rule.limit.words, "whom": rule.whom}


def _line_as_json(line: PreviewLine) -> Json:
    return {
        "worker": line.worker.name,
        "worker_id": line.worker.id,
        "rule": line.rule,
        "changes": line.changes,
        "agreed": line.agreed,
        "deviates": line.then.deviates,
        "now": {"state": line.now.state, "due_on": iso(line.now.due_on), "reason": line.now.reason},
        "then": {"state": line.then.state, "due_on": iso(line.then.due_on), "reason": line.then.reason},
    }
