"""Sign-off: what a signature says, and who signs [REC-1] [REC-2]."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from supervise_tui.domain.kinds import LETTER
from supervise_tui.domain.record import Content, Signer, Voice
from supervise_tui.forms.definition import Form, Role
from supervise_tui.problems import NotAllowed

SECRET_LENGTH = 8
"""Characters in a signing secret, unless it is three words (security.md)."""


class Says(StrEnum):
    """What a person says by signing."""

    AGREED = "agreed"
    DISAGREEMENT_RECORDED = "signed-with-disagreement-recorded"
    OTHER_DECLINED = "signed-after-the-other-declined"
    INITIALLED = "initialled-a-row"
    TRUE_COPY = "true-copy-of-the-signed-paper"
    LETTER = "letter"
    BUNDLE = "bundle"

    @property
    def sentence(self) -> str:
        """The statement printed in the signature panel."""
        return _SENTENCES[self]


_SENTENCES = {
    Says.AGREED: "I have read this record and agree that it is a true account.",
    Says.DISAGREEMENT_RECORDED: "I have read this record and sign it with the disagreement written in it.",
    Says.OTHER_DECLINED: "I have read this record and sign it with the reason for not signing written in it.",
    Says.INITIALLED: "I have read this row and it is right.",
    Says.TRUE_COPY: "I have typed this record from the paper that was signed by hand. It is a true copy.",
    Says.LETTER: "This letter is from me, word by word as it stands here.",
    Says.BUNDLE: "I took this bundle out of the cabinet. It holds what was on file for the case.",
}


NEW_KEY = "My signing key is new: the secret of the one before it was forgotten."
"""Said with every signature by a key that took the place of another without the old one's word."""


def spoken(says: Says, *, key_replaced: bool) -> str:
    """Give the whole statement that a signature carries."""
    return f"{says.sentence} {NEW_KEY}" if key_replaced else says.sentence


def what_they_say(disagreements: tuple[Voice, ...], declined: tuple[Voice, ...]) -> Says:
    """Give what a signature under this content says."""
    if declined:
        return Says.OTHER_DECLINED
    return Says.DISAGREEMENT_RECORDED if disagreements else Says.AGREED


def said_under(content: Content) -> Says:
    """Give what a signature under exactly this content says."""
    if content.paper is not None:
        return Says.TRUE_COPY
    if content.makes == LETTER:
        return Says.LETTER
    return what_they_say(content.disagreements, content.declined)


NOBODY_ELSE: Mapping[Role, Signer] = MappingProxyType({})


def expected_signers(
    form: Form,
    worker: Signer,
    supervisor: Signer,
    others: Mapping[Role, Signer] = NOBODY_ELSE,
    *,
    left_out: frozenset[Role] = frozenset(),
) -> tuple[Signer, ...]:
    """Give the people who sign, in the order of the form; optional ones only where somebody is named.

    `left_out` counts for optional ones alone. NotAllowed if the form asks for somebody whom nobody has
    named, or when nobody at all would sign.
    """
    people = {**others, Role.WORKER: worker, Role.SUPERVISOR: supervisor}
    found: list[Signer] = []
    for rule in form.signers:
        signer = people.get(rule.role)
        if rule.optional and rule.role in left_out:
            continue
        if signer is not None:
            found.append(signer)
        elif not rule.optional:
            raise NotAllowed(
                f"Nobody is named who signs as “{rule.label or rule.role}”.", "Name them in the form first."
            )
    if not found:
        raise NotAllowed("Nobody would sign this record.", "Take somebody in again on the sign-off step.")
    return tuple(found)


def may_decline(form: Form) -> frozenset[Role]:
    """Give the roles that may decline on this form."""
    return frozenset(rule.role for rule in form.signers if rule.may_decline)
