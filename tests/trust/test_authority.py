"""Certificates of the cabinet's own authority, checked by openssl as well."""

from __future__ import annotations

import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from supervise_tui.problems import BadInput, NotACabinet
from supervise_tui.trust.authority import (
    Authority,
    as_pem,
    issue,
    make_authority,
    name_of,
    read_authority_certificate,
    shortened,
)
from supervise_tui.trust.signing_keys import key_fingerprint, public_der_of

CABINET = "0123456789abcdef"
PERSON = "fedcba9876543210"
NAMES = {
    "short": "Ann Wu",
    "arabic": ("عبد الرحمن محمد الحسيني بن يوسف " * 4)[:120],
    "yoruba": ("Ọláwálé Àjàyí Ṣẹ́gun Ìfẹ́olúwa " * 6)[:120],
    "decomposed": unicodedata.normalize("NFD", ("Ọláwálé Ṣẹ́gun " * 9)[:120]),
    "welsh": ("Gwenllïan Ŵyn Llŷr-Ŷstumllwyn o Fôn " * 4)[:120],
    "emoji": ("👩🏽‍⚕️👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿" * 9)[:120],
    "comma": 'O\'Brien, "Jo" + CN=Evil/OU=x\\, #1 ' * 3,
    "control": "A\x00\x1b[2Jb\u202egnol\u2066\ud800",
    "blank": " \t\u200f",
}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return make_authority(CABINET, "Tŷ Hafan – Rosewood House " * 4)


@pytest.fixture(scope="module")
def public_der() -> bytes:
    return public_der_of(ec.generate_private_key(ec.SECP256R1()))


def given_out(authority: Authority, public_der: bytes, name: str = "Ann Wu", post: str = "Carer") -> bytes:
    return issue(authority, public_der, person=PERSON, name=name, post=post, role="worker")


def subject(der: bytes) -> dict[x509.ObjectIdentifier, str]:
    return {part.oid: str(part.value) for part in x509.load_der_x509_certificate(der).subject}


def openssl(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["openssl", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("when", ["2019-12-31", "2026-11-21", "9999-12-30"])
def test_openssl_accepts_every_certificate_while_it_is_valid(
    tmp_path: Path, authority: Authority, public_der: bytes, kind: str, when: str
) -> None:
    leaf = given_out(authority, public_der, NAMES[kind], NAMES[kind])
    (tmp_path / "ca.pem").write_bytes(as_pem(authority.certificate_der))
    (tmp_path / "leaf.pem").write_bytes(as_pem(leaf))
    at = int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp())
    answer = openssl(
        *("verify", "-x509_strict", "-purpose", "smimesign", "-attime", str(at)),
        *("-CAfile", tmp_path / "ca.pem", tmp_path / "leaf.pem"),
    )
    assert (answer.returncode == 0) == (when >= "2020"), answer.stderr


def test_openssl_refuses_a_strangers_authority_with_the_same_names(
    tmp_path: Path, authority: Authority, public_der: bytes
) -> None:
    stranger = make_authority(CABINET, "Tŷ Hafan – Rosewood House " * 4)
    ours, theirs = (x509.load_der_x509_certificate(one.certificate_der) for one in (authority, stranger))
    assert ours.subject == theirs.subject
    (tmp_path / "ca.pem").write_bytes(as_pem(authority.certificate_der))
    (tmp_path / "leaf.pem").write_bytes(as_pem(given_out(stranger, public_der)))
    assert openssl("verify", "-CAfile", tmp_path / "ca.pem", tmp_path / "leaf.pem").returncode != 0


def test_a_leaf_cannot_speak_for_somebody_else(tmp_path: Path, authority: Authority) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    leaf = x509.load_der_x509_certificate(given_out(authority, public_der_of(private)))
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "The manager")]))
        .issuer_name(leaf.subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(leaf.not_valid_before_utc)
        .not_valid_after(leaf.not_valid_after_utc)
        .sign(private, SHA256())
    )
    (tmp_path / "ca.pem").write_bytes(as_pem(authority.certificate_der))
    (tmp_path / "leaf.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
    (tmp_path / "forged.pem").write_bytes(forged.public_bytes(Encoding.PEM))
    answer = openssl(
        "verify", "-CAfile", tmp_path / "ca.pem", "-untrusted", tmp_path / "leaf.pem", tmp_path / "forged.pem"
    )
    assert answer.returncode != 0
    assert "invalid CA certificate" in answer.stderr


def test_openssl_reads_what_each_certificate_is_for(
    tmp_path: Path, authority: Authority, public_der: bytes
) -> None:
    (tmp_path / "ca.pem").write_bytes(as_pem(authority.certificate_der))
    (tmp_path / "leaf.pem").write_bytes(as_pem(given_out(authority, public_der)))
    leaf = openssl("x509", "-in", tmp_path / "leaf.pem", "-noout", "-text").stdout
    root = openssl("x509", "-in", tmp_path / "ca.pem", "-noout", "-text").stdout
    assert "Digital Signature, Non Repudiation" in leaf
    assert "E-mail Protection" in leaf
    assert "1.3.6.1.5.5.7.3.36" in leaf or "Document Signing" in leaf
    assert "CA:FALSE" in leaf
    assert "CA:TRUE, pathlen:0" in root
    assert "Certificate Sign, CRL Sign" in root
    for text in (leaf, root):
        assert "Not Before: Jan  1 00:00:00 2020 GMT" in text
        assert "Not After : Dec 31 23:59:59 9999 GMT" in text
        assert "ecdsa-with-SHA256" in text
        assert "prime256v1" in text


@pytest.mark.parametrize("kind", NAMES)
def test_the_persons_id_is_exact_whatever_the_name(
    authority: Authority, public_der: bytes, kind: str
) -> None:
    der = given_out(authority, public_der, NAMES[kind], NAMES[kind])
    named = subject(der)
    assert named[NameOID.SERIAL_NUMBER] == PERSON
    assert named[NameOID.ORGANIZATIONAL_UNIT_NAME] == "worker"
    assert named[NameOID.COMMON_NAME] == (shortened(NAMES[kind]) or PERSON)
    assert all(len(text.encode()) <= 64 for text in named.values())
    # Joiners and tags belong to emoji; any other control sign could hide or turn a name.
    control = {letter for letter in named[NameOID.COMMON_NAME] if unicodedata.category(letter)[0] == "C"}
    assert all(letter == "\u200d" or letter >= "\U000e0020" for letter in control)


def test_short_names_and_posts_stand_as_they_are(authority: Authority, public_der: bytes) -> None:
    named = subject(given_out(authority, public_der, "Ọláwálé Ŵyn", "Senior carer, nights"))
    assert named[NameOID.COMMON_NAME] == "Ọláwálé Ŵyn"
    assert named[NameOID.TITLE] == "Senior carer, nights"
    assert named[NameOID.ORGANIZATION_NAME].startswith("Tŷ Hafan – Rosewood House")


def test_a_blank_post_or_organisation_is_left_out(public_der: bytes) -> None:
    named = subject(given_out(make_authority(CABINET, ""), public_der, post=""))
    assert NameOID.TITLE not in named
    assert NameOID.ORGANIZATION_NAME not in named


def test_the_authority_names_its_cabinet(authority: Authority) -> None:
    named = subject(authority.certificate_der)
    assert named[NameOID.COMMON_NAME] == "supervise cabinet 01234567"
    assert named[NameOID.SERIAL_NUMBER] == CABINET


def test_a_trusted_authority_is_shown_by_home_and_cabinet(authority: Authority) -> None:
    assert "Rosewood House" in name_of(authority.certificate_der)
    private = ec.generate_private_key(ec.SECP256R1())
    hostile = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "\x1b[2JRose\u202ewood\n" * 40)])
    foreign = (
        x509.CertificateBuilder(hostile, hostile, private.public_key(), 7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .sign(private, SHA256())
    )
    shown = name_of(foreign.public_bytes(Encoding.DER))
    assert shown.isprintable()
    assert len(shown) <= 64


def test_a_certificate_holds_the_persons_own_key_and_a_number_of_its_own(
    authority: Authority, public_der: bytes
) -> None:
    one, two = (x509.load_der_x509_certificate(given_out(authority, public_der)) for _ in range(2))
    key = one.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert one.serial_number != two.serial_number
    assert key == two.public_key()


@pytest.mark.parametrize("person", ["", "x" * 65, "a\x00b", "e\u0301"])
def test_an_id_that_would_have_to_be_changed_is_refused(
    authority: Authority, public_der: bytes, person: str
) -> None:
    with pytest.raises(BadInput):
        issue(authority, public_der, person=person, name="Ann", post="", role="worker")


def test_a_damaged_authority_or_key_is_refused(authority: Authority, public_der: bytes) -> None:
    other = make_authority(CABINET, "x")
    for broken in (
        replace(authority, private_der=b"no"),
        replace(authority, certificate_der=b"no"),
        replace(authority, private_der=other.private_der),
    ):
        with pytest.raises(NotACabinet):
            given_out(broken, public_der)
    with pytest.raises(NotACabinet):
        given_out(authority, public_der[:-1])


def test_an_authority_shows_no_secret(authority: Authority) -> None:
    assert repr(authority) == "Authority()"


def test_the_certificate_people_pass_on_is_read_back(authority: Authority) -> None:
    der = authority.certificate_der
    assert read_authority_certificate(as_pem(der)) == der
    assert read_authority_certificate(der) == der
    assert read_authority_certificate(b"From head office:\r\n" + as_pem(der).replace(b"\n", b"\r\n")) == der


@pytest.mark.parametrize("flip", [1, 2, 32, 128])
def test_every_single_changed_byte_of_an_authority_is_refused(flip: int) -> None:
    der = make_authority(CABINET, "Tŷ Hafan").certificate_der
    for place, byte in enumerate(der):
        with pytest.raises(BadInput, match="not the certificate of a cabinet"):
            read_authority_certificate(der[:place] + bytes([byte ^ flip]) + der[place + 1 :])


@given(st.binary(max_size=200))
def test_any_other_file_is_not_trusted(raw: bytes) -> None:
    for content in (raw, b"-----BEGIN CERTIFICATE-----\n" + raw, raw * 5_000):
        with pytest.raises(BadInput):
            read_authority_certificate(content)


def test_a_persons_certificate_cannot_be_trusted_as_an_authority(
    authority: Authority, public_der: bytes
) -> None:
    with pytest.raises(BadInput):
        read_authority_certificate(given_out(authority, public_der))


@given(st.text(max_size=150))
def test_a_shortened_name_fits_and_ends_on_a_whole_letter(name: str) -> None:
    short = shortened(name)
    assert len(short.encode()) <= 64
    assert shortened(short) == short
    if short.endswith("…") and not name.endswith("…"):
        assert not short[:-1].endswith("\u200d")


def test_a_letter_keeps_its_marks_or_goes_whole() -> None:
    for count in range(20, 64):
        short = shortened("x" * count + "e\u0323\u0302" * 30)
        assert "e\u0323…" not in unicodedata.normalize("NFD", short)
    assert shortened("👩🏽‍⚕️" * 10).removesuffix("…") in ("👩🏽‍⚕️" * 3, "👩🏽‍⚕️" * 4)


def test_a_fingerprint_names_the_key_in_the_certificate(authority: Authority, public_der: bytes) -> None:
    key = x509.load_der_x509_certificate(given_out(authority, public_der)).public_key()
    assert key_fingerprint(public_der) == key_fingerprint(
        key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
