"""What a signature says, and who signs [REC-1] [REC-2]."""

from __future__ import annotations

import pytest

from supervise_tui.domain.record import Signer, Voice
from supervise_tui.domain.sign_off import Says, expected_signers, may_decline, what_they_say
from supervise_tui.forms.definition import Role
from supervise_tui.forms.library import Library

FORM = Library().get("session.short")
NIA = Signer(person="w1", name="Nia Bowen", post="Carer", role=Role.WORKER)
TOMOS = Signer(person="s1", name="Tomos Rhys", post="Manager", role=Role.SUPERVISOR)
VOICE = (Voice(role=Role.WORKER, text="I see it another way."),)


@pytest.mark.parametrize(
    ("disagreements", "declined", "says"),
    [
        ((), (), Says.AGREED),
        (VOICE, (), Says.DISAGREEMENT_RECORDED),
        ((), VOICE, Says.OTHER_DECLINED),
        (VOICE, VOICE, Says.OTHER_DECLINED),
    ],
)
def test_a_signature_says_what_stands_in_the_record(
    disagreements: tuple[Voice, ...], declined: tuple[Voice, ...], says: Says
) -> None:
    assert what_they_say(disagreements, declined) is says
    assert says.sentence.startswith("I have read this record")


def test_both_sign_the_short_layout_and_only_the_worker_may_decline() -> None:
    assert expected_signers(FORM, NIA, TOMOS) == (NIA, TOMOS)
    assert may_decline(FORM) == {Role.WORKER}


def test_each_signer_has_a_field_of_their_own_in_the_pdf() -> None:
    assert (NIA.field, TOMOS.field) == ("signature-worker", "signature-supervisor")
