"""Somebody of another organisation who signs with the two, as the form names them [AGR-6]."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from supervise_tui.canonical import Json
from supervise_tui.domain.people import Outsider
from supervise_tui.domain.record import Signer
from supervise_tui.forms.definition import Form, Role
from supervise_tui.store import people
from supervise_tui.store.cabinet import Work

WHO, POST = "third_party", "third_party_post"
"""Ids of the questions that name them, in any form that asks for their signature."""


def third_party(work: Work, form: Form, answers: Mapping[str, Json]) -> Signer | None:
    """Give who signs as the third party; kept in the cabinet, so that they keep one key for all papers.

    None when the form does not ask for one, or nobody is named.
    """
    if all(rule.role is not Role.THIRD_PARTY for rule in form.signers):
        return None
    who, post = answers.get(WHO), answers.get(POST)
    name = who.get("name") if isinstance(who, dict) else None
    if not isinstance(name, str) or not name:
        return None
    return outsider(work, name, post if isinstance(post, str) else "", Role.THIRD_PARTY)


def outsider(work: Work, name: str, post: str, role: Role) -> Signer:
    """Give somebody who is neither of the two as a signer; kept in the cabinet when they are new."""
    known = next((one for one in people.outsiders(work) if (one.name, one.post) == (name, post)), None)
    if known is None:
        known = Outsider(id=secrets.token_hex(8), name=name, post=post)
        people.save_outsider(work, known)
    return Signer(person=known.id, name=known.name, post=known.post, role=role)
