"""A small form in TOML that the tests bend in one place at a time."""

from __future__ import annotations

from supervise_tui.forms.definition import Form
from supervise_tui.forms.policy import Policy
from supervise_tui.forms.policy_reading import read_policy
from supervise_tui.forms.reading import read_form

HEAD = """id = "test.small"
version = 1
title = "A small form"
purpose = "To be bent by tests."
makes = "note"

[[signer]]
role = "worker"

[[section]]
id = "first"
title = "First"
step = "agenda"
"""


def with_questions(*questions: str) -> bytes:
    """Give a form file with these questions, each the lines under [[section.question]]."""
    return (HEAD + "".join(f"\n[[section.question]]\n{question}\n" for question in questions)).encode()


def small_form(*questions: str) -> Form:
    """Give the form of that file."""
    return read_form(with_questions(*questions), "small.toml")


POLICY_HEAD = """id = "our-home"
version = 1
title = "Our home"
about = "To be bent by tests."
"""


def policy_file(*rules: str, top: str = "") -> bytes:
    """Give a policy file with these lines at its top and these rules, each the lines after its title."""
    written = "".join(
        f'\n[[rule]]\ntitle = "Rule {number}"\n{rule}\n' for number, rule in enumerate(rules, 1)
    )
    return f"{POLICY_HEAD}{top}\n{written}".encode()


def policy_of(*rules: str, top: str = "") -> Policy:
    """Give the policy of that file."""
    return read_policy(policy_file(*rules, top=top), "our_home.toml")
