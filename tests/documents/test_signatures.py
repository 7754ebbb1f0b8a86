"""One signature: by the right person, with the right words, and nothing else changed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyhanko.sign.signers.pdf_cms import ExternalSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.documents.low_s import P256_ORDER, with_low_s
from supervise_tui.documents.pades import named, written_cms
from supervise_tui.documents.record_pdf import draw_base
from supervise_tui.documents.signatures import sign_pdf
from supervise_tui.domain.record import Content
from supervise_tui.domain.sign_off import Says
from supervise_tui.problems import NotIntact
from supervise_tui.trust.authority import issue
from tests.documents.sample_records import (
    AT,
    SUPERVISOR,
    WORKER,
    content,
    declined,
    keys_for,
    short_form,
    sign,
    signed,
    with_people,
)


def verdict(pdf: bytes, what: Content, trusted: list[bytes]) -> Verdict:
    """The verdict, after looking that the content is the one that was drawn."""
    checked = check_pdf(pdf, trusted)
    assert checked.content == what
    assert checked.fingerprint == what.fingerprint
    return checked.verdict


def test_both_sign_and_what_they_say_comes_back() -> None:
    keys, what = keys_for(), content()
    checked = check_pdf(signed(what, keys), [keys.authority.certificate_der])
    assert checked.verdict is Verdict.KNOWN
    assert checked.findings == ()
    assert [(seen.name, seen.role, seen.post) for seen in checked.signatures] == [
        (WORKER.name, WORKER.role, WORKER.post),
        (SUPERVISOR.name, SUPERVISOR.role, SUPERVISOR.post),
    ]
    assert [seen.at for seen in checked.signatures] == [AT, AT + timedelta(minutes=1)]
    assert {seen.says for seen in checked.signatures} == {Says.AGREED}


def test_either_may_sign_first() -> None:
    keys, what = keys_for(), content()
    pdf = sign(sign(draw_base(what, short_form()), SUPERVISOR, what, keys), WORKER, what, keys)
    assert verdict(pdf, what, [keys.authority.certificate_der]) is Verdict.KNOWN


def test_one_signature_is_enough_when_the_other_declined() -> None:
    keys, what = keys_for(), declined()
    checked = check_pdf(signed(what, keys), [keys.authority.certificate_der])
    assert checked.verdict is Verdict.KNOWN
    assert [seen.says for seen in checked.signatures] == [Says.OTHER_DECLINED]


def test_the_bytes_that_were_signed_before_stay_as_they_are() -> None:
    keys, what = keys_for(), content()
    base = draw_base(what, short_form())
    one = sign(base, WORKER, what, keys)
    two = sign(one, SUPERVISOR, what, keys)
    assert one.startswith(base)
    assert two.startswith(one)


def test_the_panel_says_whose_clock_it_was() -> None:
    keys, what = keys_for(), content()
    summer = datetime(2026, 7, 3, 9, 30, 0, tzinfo=timezone(timedelta(hours=1)))
    pdf = sign(draw_base(what, short_form()), WORKER, what, keys, summer)
    with pikepdf.open(BytesIO(pdf)) as file:
        held = file.Root.AcroForm.Fields[0].V
        assert str(held.M) == "D:20260703093000+01'00'"
        assert str(held.Reason) == Says.AGREED.sentence
        assert str(held.Name) == WORKER.name


def test_the_description_of_the_file_holds_no_time_of_its_own() -> None:
    pdf = signed(content(), keys_for())
    with pikepdf.open(BytesIO(pdf)) as file:
        assert "/ModDate" not in file.docinfo
        assert "/CreationDate" not in file.docinfo
        assert b"ModifyDate" not in file.Root.Metadata.read_bytes()


def test_a_certificate_of_somebody_else_is_refused() -> None:
    keys, what = keys_for(), content()
    with pytest.raises(NotIntact):
        sign_pdf(
            draw_base(what, short_form()),
            signer=WORKER,
            says=Says.AGREED,
            at=AT,
            key=keys.private[SUPERVISOR.person],
            certificate_der=keys.certificates[SUPERVISOR.person],
            authority_der=keys.authority.certificate_der,
        )


def test_a_key_that_does_not_fit_its_certificate_is_refused() -> None:
    keys, what = keys_for(), content()
    with pytest.raises(NotIntact):
        sign_pdf(
            draw_base(what, short_form()),
            signer=WORKER,
            says=Says.AGREED,
            at=AT,
            key=keys.private[SUPERVISOR.person],
            certificate_der=keys.certificates[WORKER.person],
            authority_der=keys.authority.certificate_der,
        )


def test_one_key_for_two_people_is_refused() -> None:
    keys, what = keys_for(), content()
    one = sign(draw_base(what, short_form()), WORKER, what, keys)
    same = replace(keys, private=dict.fromkeys(keys.private, keys.private[WORKER.person]))
    public = (
        keys.private[WORKER.person].public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    certificate = issue(
        keys.authority,
        public,
        person=SUPERVISOR.person,
        name=SUPERVISOR.name,
        post=SUPERVISOR.post,
        role="supervisor",
    )
    same = replace(same, certificates={**keys.certificates, SUPERVISOR.person: certificate})
    with pytest.raises(NotIntact, match="same key"):
        sign(one, SUPERVISOR, what, same)


def test_saying_something_else_than_the_record_asks_for_is_refused() -> None:
    keys, what = keys_for(), content()
    with pytest.raises(NotIntact):
        sign_pdf(
            draw_base(what, short_form()),
            signer=WORKER,
            says=Says.DISAGREEMENT_RECORDED,
            at=AT,
            key=keys.private[WORKER.person],
            certificate_der=keys.certificates[WORKER.person],
            authority_der=keys.authority.certificate_der,
        )


def test_a_changed_file_does_not_get_a_second_signature() -> None:
    keys, what = keys_for(), content()
    one = bytearray(sign(draw_base(what, short_form()), WORKER, what, keys))
    one[200] ^= 1
    with pytest.raises(NotIntact):
        sign(bytes(one), SUPERVISOR, what, keys)


@pytest.mark.parametrize(
    "name", ["Ọlábísí Ẹ̀gbẹ́dá-Ṣówándé", "محمد عبد الرحمن", "W" * 120, "Siân Ŵyn", "王小明"]
)
def test_people_of_any_name_can_sign(name: str) -> None:
    what = with_people(name)
    keys = keys_for(what.expected)
    assert verdict(signed(what, keys), what, [keys.authority.certificate_der]) is Verdict.KNOWN


def test_signing_and_checking_work_inside_a_running_event_loop() -> None:
    keys, what = keys_for(), declined()

    async def inside() -> Verdict:
        return check_pdf(signed(what, keys), [keys.authority.certificate_der]).verdict

    assert asyncio.run(inside()) is Verdict.KNOWN


def test_of_the_two_equal_signatures_the_smaller_is_taken() -> None:
    high = encode_dss_signature(5, P256_ORDER - 7)
    assert decode_dss_signature(with_low_s(high)) == (5, 7)
    assert with_low_s(with_low_s(high)) == with_low_s(high)


def test_our_way_of_writing_a_signature_comes_to_the_bytes_of_pyhankos() -> None:
    keys = keys_for()
    leaf, authority = keys.certificates[WORKER.person], keys.authority.certificate_der
    digest, value = bytes(range(32)), bytes(range(70))
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register(x509.Certificate.load(authority))
    theirs = ExternalSigner(x509.Certificate.load(leaf), registry, value)
    written = asyncio.run(theirs.async_sign(digest, "sha256", use_pades=True))
    assert written_cms(digest, named(leaf), leaf, authority, lambda _: value) == written.dump()
