"""What the screen calls people and records: first names, whole names where two share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from supervise_tui.domain.people import Supervisor, Worker
from supervise_tui.domain.record import Content, Record
from supervise_tui.domain.whose_file import is_of_a_worker
from supervise_tui.forms.definition import Form, Role
from supervise_tui.workflows.layouts import SUPERVISION


def first_names(people: Mapping[Role, str]) -> dict[Role, str]:
    """Give each one's first name, or the whole name where another has the same first name."""
    first = {role: name.split()[0] if name.split() else name for role, name in people.items()}
    often = Counter(name.casefold() for name in first.values())
    return {role: people[role] if often[name.casefold()] > 1 else name for role, name in first.items()}


def signers_called(content: Content) -> dict[Role, str]:
    """Give what the screen calls everyone in a record that is read or signed."""
    the_two = (content.worker, content.supervisor)
    if not is_of_a_worker(content.worker.person):
        the_two = (content.supervisor, content.supervisor)
    people = {signer.role: signer.name for signer in (*the_two, *content.expected)}
    return first_names(people)


def the_two(worker: Worker, supervisor: Supervisor) -> dict[Role, str]:
    """Give what the screen calls the two who sit there, and both of them together.

    On a file of no worker there is one only: nothing can be left to the other.
    """
    if not is_of_a_worker(worker.id):
        return first_names({Role.SUPERVISOR: supervisor.name}) | {Role.BOTH: "both"}
    names = first_names({Role.WORKER: worker.name, Role.SUPERVISOR: supervisor.name})
    return names | {Role.BOTH: "both"}


def outsiders(form: Form) -> dict[Role, str]:
    """Give what the form calls those who sign beside the two."""
    return {rule.role: rule.label for rule in form.signers if rule.label}


def called(record: Record, name: str) -> str:
    """Give what a record is called: its form's title, the number of a supervision, with whom."""
    number = f" {record.session_number}" if record.makes == SUPERVISION else ""
    return f"{record.title}{number}{with_whom(record.worker, name)}"


def with_whom(file: str, name: str) -> str:
    """Give with whom a record is, to stand behind its title; on a file of no worker whose file it is."""
    return f" with {name}" if is_of_a_worker(file) else f" · {name}"
