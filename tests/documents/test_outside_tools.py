"""What programs that are not ours say of a signed record.

Debian packages: poppler-utils, libnss3-tools (certutil), qpdf, zbar-tools.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.documents.sample_records import (
    SUPERVISOR,
    WORKER,
    content,
    declined,
    keys_for,
    short_form,
    signed,
    with_people,
)
from tests.tools import need, run_tool


@pytest.fixture(scope="module")
def trusted_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with signed.pdf and a certificate store that trusts its cabinet."""
    folder = tmp_path_factory.mktemp("outside")
    keys = keys_for()
    (folder / "signed.pdf").write_bytes(signed(content(), keys))
    (folder / "declined.pdf").write_bytes(signed(declined(), keys))
    authority = x509.load_der_x509_certificate(keys.authority.certificate_der)
    (folder / "ca.pem").write_bytes(authority.public_bytes(Encoding.PEM))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def pdfsig(folder: Path, name: str) -> str:
    """What poppler says of the signatures when it trusts the cabinet."""
    store = folder / "nss"
    if not store.exists():
        need("certutil")
        store.mkdir()
        run_tool("certutil", "-N", "-d", f"sql:{store}", "--empty-password")
        run_tool(
            "certutil", "-A", "-d", f"sql:{store}", "-n", "home", "-t", "CT,C,C", "-i", str(folder / "ca.pem")
        )
    return run_tool("pdfsig", "-nssdir", f"sql:{store}", str(folder / name))


def test_poppler_finds_two_valid_trusted_signatures_and_the_last_covers_all(trusted_folder: Path) -> None:
    said = pdfsig(trusted_folder, "signed.pdf")
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("Certificate Validation: Certificate is Trusted.") == 2
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    last = said.split("Signature #2")[1]
    assert "- Total document signed" in last
    assert SUPERVISOR.name in last
    assert WORKER.name in said.split("Signature #2")[0]


def test_poppler_accepts_a_declined_record_with_its_one_signature(trusted_folder: Path) -> None:
    said = pdfsig(trusted_folder, "declined.pdf")
    assert said.count("Signature is Valid.") == said.count("Certificate is Trusted.") == 1
    assert "- Total document signed" in said


def test_qpdf_finds_nothing_wrong(trusted_folder: Path) -> None:
    said = run_tool("qpdf", "--check", str(trusted_folder / "signed.pdf"))
    assert "No syntax or stream encoding errors found" in said


def test_every_font_is_embedded(trusted_folder: Path, tmp_path: Path) -> None:
    what = with_people("محمد عبد الرحمن", "Ọlábísí Ẹ̀gbẹ́dá ☺")
    other = tmp_path / "scripts.pdf"
    other.write_bytes(signed(what, keys_for(what.expected)))
    for file in (trusted_folder / "signed.pdf", other):
        lines = run_tool("pdffonts", str(file)).splitlines()[2:]
        assert len(lines) >= 4
        for line in lines:
            embedded, subset, unicode_map = line.split()[-5:-2]
            assert (embedded, subset, unicode_map) == ("yes", "yes", "yes"), line


def test_the_square_reads_as_the_fingerprint_at_100_dots_an_inch(
    trusted_folder: Path, tmp_path: Path
) -> None:
    need("zbarimg")
    run_tool("pdftoppm", "-r", "100", "-png", str(trusted_folder / "signed.pdf"), str(tmp_path / "page"))
    pages = sorted(str(page) for page in tmp_path.glob("page*.png"))
    said = run_tool("zbarimg", "-q", "--raw", *pages, ok=(0, 4))  # 4: one of the pages holds no square
    assert content().fingerprint in said.split()


def test_the_first_attachment_has_the_printed_fingerprint(trusted_folder: Path, tmp_path: Path) -> None:
    for number, wanted in ((1, content().fingerprint), (2, short_form().digest)):
        out = tmp_path / f"attached-{number}"
        run_tool("pdfdetach", "-save", str(number), "-o", str(out), str(trusted_folder / "signed.pdf"))
        assert hashlib.sha256(out.read_bytes()).hexdigest() == wanted
