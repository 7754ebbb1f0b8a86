"""The door to signing: light to import, pyHanko comes with the first signature."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from supervise_tui.documents.off_the_loop import off_the_loop
from supervise_tui.domain.record import Signer
from supervise_tui.domain.sign_off import Says, spoken
from supervise_tui.problems import NotIntact, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


def sign_pdf(
    pdf: bytes,
    *,
    signer: Signer,
    says: Says,
    at: datetime,
    key: EllipticCurvePrivateKey,
    certificate_der: bytes,
    authority_der: bytes,
    key_replaced: bool = False,
    capacity: str = "",
) -> bytes:
    """Add one PAdES signature and give the longer file; the bytes before stay as they are.

    The first signature on a file certifies it (only signatures may follow), the others approve. `at` is
    local time with its offset; it, the name, the role and what the person says are all inside what is
    signed. `key_replaced`: the key took the place of one whose secret was forgotten, which is said too.
    `capacity`: as whom they sign, where that is not their role (see capacity.py).
    The result is checked before it is given back. NotIntact if the file that is to be signed, or
    the result, is not what it should be (someone else's certificate, a changed file).

    pyHanko starts an event loop of its own: inside a running loop this works in a thread while the caller
    waits, so a screen that must not stand still calls it in a thread itself.
    """
    from supervise_tui.documents.checking import check_after_signing
    from supervise_tui.documents.pades import add_signature

    as_whom = capacity or f"the {signer.role.value}"
    statement = spoken(says, key_replaced=key_replaced)

    def act() -> bytes:
        try:
            signed = add_signature(pdf, signer, as_whom, statement, at, key, certificate_der, authority_der)
            check_after_signing(pdf, signed, signer, statement)
        except Problem:
            raise
        except Exception as error:  # a damaged file makes pyHanko raise errors of many kinds
            raise NotIntact("This file is damaged, so it cannot be signed.", "Use a backup.") from error
        return signed

    return off_the_loop(act)
