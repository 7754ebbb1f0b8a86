"""The home's own policy on supervision, as it was signed last: shown from the help [ORG-7]."""

from __future__ import annotations

from supervise_tui.domain.last_time import POLICY
from supervise_tui.domain.whose_file import HOME_FILE
from supervise_tui.forms.answers import in_words, view
from supervise_tui.forms.day_words import long_date
from supervise_tui.forms.definition import LongTextQuestion
from supervise_tui.workflows.about_the_home import last_signed
from supervise_tui.workflows.desk import Desk
from supervise_tui.workflows.read_record import content_of, form_of

NONE_YET = (
    "There is no signed policy yet.\n\n"
    "Start one on the home's own file: press n there and type “policy”. Words are proposed; change them to "
    "your own. Once it is signed it is shown here, and its PDF can be printed and handed out."
)


def policy_words(desk: Desk) -> tuple[str, str]:
    """Give a title and the text of the policy in force, or how to come to one."""
    with desk.cabinet.reading() as work:
        record = last_signed(work, HOME_FILE, POLICY)
        if record is None:
            return "Our supervision policy", NONE_YET
        content, form = content_of(work, record), form_of(work, desk, record)
    parts = [
        f"{question.label}\n{in_words(question, content.answers.get(question.id))}"
        for _, questions in view(form, content.answers, content.facts).sections
        for question in questions
        if isinstance(question, LongTextQuestion) and content.answers.get(question.id)
    ]
    since = f"In force from {long_date(record.held_on)}. " if record.held_on else ""
    parts.append(f"{since}It is record {record.number} on the home's own file; its PDF can be printed there.")
    return f"Supervision policy of {content.organisation}", "\n\n".join(parts)
