"""Keys, the authority, signatures and PDFs come back as they were kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from supervise_tui.problems import NotFound
from supervise_tui.store import signing
from supervise_tui.store.cabinet import Cabinet
from supervise_tui.store.signing import StoredKey, StoredSignature
from supervise_tui.store.work import Work
from supervise_tui.trust import authority as authorities
from supervise_tui.trust import signing_keys
from supervise_tui.trust.costs import FLOOR
from tests.store.cabinets import ZOFIA, Place, start_record

SECRET = "maple drum seventeen"


@pytest.fixture
def work(cabinet: Cabinet, place: Place) -> Iterator[Work]:
    """A transaction in a cabinet that holds one record, r1."""
    with cabinet.transaction() as work:
        start_record(work, place.clock, "r1")
        yield work


def new_key(work: Work, place: Place, replaces: str = "", endorsed: bytes | None = None) -> StoredKey:
    """Make and keep a key of Zofia."""
    wrapped, _ = signing_keys.make_signing_key(SECRET, FLOOR)
    return signing.keep_key(work, ZOFIA.id, wrapped, b"certificate", place.clock, replaces, endorsed)


def sign(work: Work, key: StoredKey, signature_id: str, at: str) -> StoredSignature:
    """Keep a signature."""
    given = StoredSignature(
        id=signature_id,
        record="r1",
        person=ZOFIA.id,
        role="worker",
        statement=b"{}",
        signature=b"\x30",
        key_fingerprint=key.fingerprint,
        at=at,
    )
    signing.keep_signature(work, given)
    return given


def test_the_newest_key_is_current_and_the_older_ones_stay(work: Work, place: Place) -> None:
    assert signing.current_key(work, ZOFIA.id) is None
    first = new_key(work, place)
    second = new_key(work, place, replaces=first.fingerprint)
    third = new_key(work, place, replaces=second.fingerprint, endorsed=b"by the old one")
    assert signing.current_key(work, ZOFIA.id) == third
    assert signing.keys_of(work, ZOFIA.id) == [first, second, third]
    assert [key.replaced_without_old for key in (first, second, third)] == [False, True, False]


def test_a_kept_key_opens_with_its_secret_and_the_same_key_can_be_wrapped_anew(
    work: Work, place: Place
) -> None:
    kept = new_key(work, place)
    private = signing_keys.unlock(kept.wrapped, SECRET)
    signing.rewrap_key(work, kept.fingerprint, signing_keys.rewrap(private, "another long secret", FLOOR))
    again = signing.current_key(work, ZOFIA.id)
    assert again is not None
    assert again.fingerprint == kept.fingerprint
    signing_keys.unlock(again.wrapped, "another long secret")
    other, _ = signing_keys.make_signing_key(SECRET, FLOOR)
    with pytest.raises(NotFound):
        signing.rewrap_key(work, kept.fingerprint, other)


def test_what_is_secret_does_not_show_in_a_repr(work: Work, place: Place) -> None:
    kept = new_key(work, place)
    assert kept.wrapped.ciphertext.hex() not in repr(kept)
    assert repr(work).count("Session") == 0


def test_the_authority_is_kept_once(work: Work, cabinet: Cabinet) -> None:
    with pytest.raises(NotFound):
        signing.authority(work)
    made = authorities.make_authority(cabinet.id, "Rowan Court")
    signing.keep_authority(work, made)
    assert signing.authority(work) == made


def test_signatures_come_in_the_order_given_whatever_the_clock_said(work: Work, place: Place) -> None:
    key = new_key(work, place)
    first = sign(work, key, "zz", "2026-11-17T14:05:00+00:00")
    second = sign(work, key, "aa", "2025-11-17T14:05:00+00:00")
    assert signing.signatures(work, "r1") == [first, second]
    assert signing.signatures(work, "r2") == []


def test_void_signatures_stay_but_do_not_count(work: Work, place: Place) -> None:
    key = new_key(work, place)
    sign(work, key, "s1", "2026-11-17T14:05:00+00:00")
    assert signing.void_signatures(work, "r1") == 1
    sign(work, key, "s2", "2026-11-18T14:05:00+00:00")
    assert [one.id for one in signing.signatures(work, "r1")] == ["s2"]
    assert [one.void for one in signing.signatures(work, "r1", with_void=True)] == [True, False]


def test_the_newest_pdf_counts_until_all_are_dropped(work: Work) -> None:
    assert signing.pdf(work, "r1") is None
    signing.keep_pdf(work, "r1", 1, b"%PDF one")
    signing.keep_pdf(work, "r1", 2, b"%PDF two")
    assert signing.pdf(work, "r1") == b"%PDF two"
    signing.drop_pdfs(work, "r1")
    assert signing.pdf(work, "r1") is None
