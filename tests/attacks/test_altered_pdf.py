"""A signed record that was altered in any way is found out.

By default 1,000 single-byte changes are tried. More, up to every byte, by command:

    SAMPLES=10000 pytest tests/attacks/test_altered_pdf.py -k changed_byte
    SAMPLES=every pytest tests/attacks/test_altered_pdf.py -k changed_byte
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from supervise_tui.documents.check import Checked, Verdict, check_pdf
from supervise_tui.documents.low_s import P256_ORDER
from supervise_tui.documents.record_pdf import draw_base
from supervise_tui.documents.strict_cms import read_cms, rebuilt
from tests.documents.sample_records import (
    SUPERVISOR,
    WORKER,
    Keys,
    content,
    declined,
    keys_for,
    short_form,
    sign,
    with_answers,
)
from tests.tools import run_tool

SEED = 20_261_128
PARTS = 4
"""The changes are tried in parts, so that the cores share them."""


@dataclass(frozen=True)
class Files:
    """A record at each stage."""

    keys: Keys
    base: bytes
    one: bytes
    both: bytes

    @property
    def trusted(self) -> list[bytes]:
        """What the reader trusts."""
        return [self.keys.authority.certificate_der]


@cache
def files() -> Files:
    """The stages of one record."""
    keys, what = keys_for(), content()
    base = draw_base(what, short_form())
    one = sign(base, WORKER, what, keys)
    return Files(keys, base, one, sign(one, SUPERVISOR, what, keys))


def found(pdf: bytes, trusted: list[bytes] | None = None) -> Checked:
    """The check of an altered file, which has to be: not intact, in a plain sentence, nothing given away."""
    checked = check_pdf(pdf, files().trusted if trusted is None else trusted)
    assert checked.verdict is Verdict.NOT_INTACT
    assert len(checked.findings) == 1
    assert "Traceback" not in checked.findings[0]
    assert checked.content is None
    assert checked.signatures == ()
    return checked


def last_contents(pdf: bytes) -> tuple[int, int]:
    """Where the last signature's hex writing stands, its brackets included."""
    *_, last = re.finditer(rb"/ByteRange \[0 (\d+) (\d+) \d+\]", pdf)
    return int(last[1]), int(last[2])


def places(pdf: bytes, part: int) -> Iterator[int]:
    """The places of this part: half of them where no hash looks, in the writing of the last signature."""
    wanted = os.environ.get("SAMPLES", "1000")
    if wanted == "every":
        yield from range(part, len(pdf), PARTS)
        return
    start, end = last_contents(pdf)
    choose = random.Random(SEED + part)
    for number in range(int(wanted) // PARTS):
        yield choose.randrange(start, end) if number % 2 else choose.randrange(len(pdf))


def test_the_file_is_good_before_it_is_altered() -> None:
    assert check_pdf(files().both, files().trusted).verdict is Verdict.KNOWN


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("trusting", [True, False])
def test_a_changed_byte_anywhere_is_found(part: int, *, trusting: bool) -> None:
    pdf = files().both
    choose = random.Random(SEED * 2 + part)
    missed = []
    for place in places(pdf, part):
        if place % 2 != trusting and os.environ.get("SAMPLES") != "every":
            continue  # half of the places for a reader who trusts the cabinet, half for one who does not
        other = (pdf[place] + choose.randrange(1, 256)) % 256
        altered = pdf[:place] + bytes([other]) + pdf[place + 1 :]
        checked = check_pdf(altered, files().trusted if trusting else [])
        if checked.verdict is not Verdict.NOT_INTACT or checked.content is not None or not checked.findings:
            missed.append((place, pdf[place], other))
    assert missed == []


def test_each_byte_of_the_padding_is_looked_at() -> None:
    pdf = files().both
    start, end = last_contents(pdf)
    digits = pdf[start:end]
    padding = len(digits) - 1 - len(digits[:-1].rstrip(b"0"))
    for place in range(end - 1 - padding, end - 1):
        found(pdf[:place] + b"1" + pdf[place + 1 :])


def test_the_same_signature_in_small_letters_is_found() -> None:
    start, end = last_contents(files().both)
    pdf = files().both
    found(pdf[:start] + pdf[start:end].lower() + pdf[end:])


def test_the_other_of_two_equal_signatures_is_found() -> None:
    pdf = files().both
    start, end = last_contents(pdf)
    padded = bytes.fromhex(pdf[start + 1 : end - 1].decode())
    der = padded[: 4 + int.from_bytes(padded[2:4], "big")]
    parts = read_cms(der, pdf[:start] + pdf[end:])
    r, s = decode_dss_signature(parts.value)
    turned = rebuilt(replace(parts, value=encode_dss_signature(r, P256_ORDER - s)))
    filled = (turned + bytes(len(padded)))[: len(padded)].hex().upper().encode()
    found(pdf[:start] + b"<" + filled + b">" + pdf[end:])


@pytest.mark.parametrize("tail", [b"\n", b" ", b"\x00", b"%%EOF\n", b"% a note\n", b"\n" * 5000])
def test_trailing_bytes_are_found(tail: bytes) -> None:
    assert "added" in found(files().both + tail).findings[0]


@pytest.mark.parametrize("cut", [1, 2, 6, 100, 3000, 60_000])
def test_a_file_cut_short_is_found(cut: int) -> None:
    found(files().both[:-cut])


def test_bytes_before_the_file_are_found() -> None:
    found(b"\n" + files().both)


def test_an_appended_update_is_found() -> None:
    writer = IncrementalPdfFileWriter(BytesIO(files().both))
    writer.root["/Lang"] = generic.TextStringObject("cy")
    writer.update_root()  # type: ignore[no-untyped-call]
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    found(out.getvalue())


def test_an_appended_update_by_hand_is_found() -> None:
    pdf = files().both
    previous = int(pdf[: pdf.rindex(b"%%EOF")].split()[-1])
    update = b"1 0 obj\n<</Type/Catalog>>\nendobj\n"
    table = (
        b"xref\n1 1\n%010d 00000 n \ntrailer\n<</Size 90/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(pdf),
            previous,
            len(pdf) + len(update),
        )
    )
    found(pdf + update + table)


def test_a_file_written_anew_by_another_program_is_found(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(files().both)
    run_tool("qpdf", str(tmp_path / "in.pdf"), str(tmp_path / "out.pdf"))
    found((tmp_path / "out.pdf").read_bytes())


@pytest.mark.parametrize("who", [WORKER, SUPERVISOR])
def test_a_signature_taken_out_is_found(who: object) -> None:
    with pikepdf.open(BytesIO(files().both)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) == getattr(who, "field", ""):
                del field.V
        out = BytesIO()
        pdf.save(out)
    found(out.getvalue())


def test_a_signature_painted_over_with_blanks_is_found() -> None:
    start, end = last_contents(files().both)
    found(files().both[:start] + b" " * (end - start) + files().both[end:])


def test_a_roll_back_to_one_signature_names_who_is_missing() -> None:
    assert files().both.startswith(files().one)
    said = found(files().one).findings[0]
    assert SUPERVISOR.name in said
    assert "missing" in said


def test_a_roll_back_to_no_signature_is_found() -> None:
    assert found(files().base).findings == ("Nobody has signed this file.",)


def test_a_record_signed_by_the_supervisor_alone_is_found() -> None:
    alone = sign(files().base, SUPERVISOR, content(), files().keys)
    assert WORKER.name in found(alone).findings[0]


def test_a_decline_that_the_worker_never_gave_changes_the_fingerprint() -> None:
    """The supervisor can always make such a file; what shows it is the worker's copy or receipt."""
    what = declined()
    forged = sign(draw_base(what, short_form()), SUPERVISOR, what, files().keys)
    checked = check_pdf(forged, files().trusted)
    assert checked.content is not None
    assert checked.content.declined
    assert checked.fingerprint != content().fingerprint


def test_a_strangers_authority_with_the_same_names_is_unknown_and_said_so() -> None:
    stranger, what = keys_for(), content()
    pdf = sign(sign(draw_base(what, short_form()), WORKER, what, stranger), SUPERVISOR, what, stranger)
    checked = check_pdf(pdf, files().trusted)
    assert checked.verdict is Verdict.UNKNOWN_ISSUER
    assert len(checked.findings) == 1
    assert "uses the name of a cabinet that you trust" in checked.findings[0]


def test_one_signature_under_a_strangers_authority_is_found() -> None:
    stranger, what = keys_for(), content()
    with pytest.raises(Exception, match="different cabinets"):
        sign(files().one, SUPERVISOR, what, stranger)


def test_a_swapped_attachment_is_found() -> None:
    other = with_answers(summary="Something that was never said.")
    with pikepdf.open(BytesIO(files().both)) as pdf:
        pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.write(other.as_bytes())
        out = BytesIO()
        pdf.save(out)
    found(out.getvalue())


def test_signatures_moved_to_another_record_are_found() -> None:
    what = with_answers(summary="Another talk.")
    other = draw_base(what, short_form())
    found(other + files().both[len(files().base) :])


def test_two_records_stuck_together_are_found() -> None:
    found(files().both + files().both)
