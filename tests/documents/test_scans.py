"""A scan is taken for what is in it, whatever its name says [REC-13]."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from supervise_tui.documents.check import Verdict, check_pdf
from supervise_tui.documents.record_pdf import draw_base
from supervise_tui.documents.scans import attached_scans, read_scan
from supervise_tui.domain.paper_copy import LARGEST_SCANS, HandSigned, PaperCopy, Scan, ScanKind
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Role
from supervise_tui.problems import BadInput, NotIntact
from tests.documents.sample_records import SUPERVISOR, WORKER, content, keys_for, short_form, sign
from tests.scans import pages, picture


def test_each_kind_is_known_by_its_content() -> None:
    assert read_scan(picture("PNG")).kind is ScanKind.PNG
    assert read_scan(picture("JPEG")).kind is ScanKind.JPEG
    seen = read_scan(pages(3))
    assert (seen.kind, seen.pages) == (ScanKind.PDF, 3)


@pytest.mark.parametrize("raw", [b"", b"MZ\x90\x00 a program", b"GIF89a", b"<html>", b"%PD", b"\x89PNG"])
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        read_scan(raw)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_a_file_that_is_cut_short_anywhere_is_refused_plainly_or_still_whole(kind: str) -> None:
    raw = pages(1) if kind == "PDF" else picture(kind)
    for length in range(9, len(raw) - 40, 37):
        if kind == "PDF":  # one that lost only its end is mended by the reader: its pages are all there
            with suppress(BadInput):
                assert read_scan(raw[:length]).pages == 1
        else:
            with pytest.raises(BadInput):
                read_scan(raw[:length])


def test_a_changed_byte_in_a_png_is_found() -> None:
    raw = bytearray(picture("PNG"))
    raw[60] ^= 1
    with pytest.raises(BadInput, match="damaged"):
        read_scan(bytes(raw))


def test_what_hangs_behind_a_picture_is_refused() -> None:
    with pytest.raises(BadInput, match="behind"):
        read_scan(picture("PNG") + b"#!/bin/sh")
    with pytest.raises(BadInput, match="behind"):
        read_scan(picture("JPEG") + b"x" * 5_000)


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_into() -> None:
    with pytest.raises(BadInput, match="MB"):
        read_scan(b"\x89PNG\r\n\x1a\n" + b"\0" * LARGEST_SCANS)


def changed(name: str) -> bytes:
    """A PDF that does more than show pages."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pages(1))) as pdf:
        match name:
            case "javascript":
                act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
                pdf.Root.OpenAction = act
            case "files":
                pdf.attachments["a.exe"] = b"MZ"
            case "locked":
                pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
                return out.getvalue()
            case "opens on a page":
                pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["javascript", "files", "locked"])
def test_a_pdf_that_does_more_than_show_pages_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        read_scan(changed(name))


def test_a_scanners_wish_which_page_to_open_on_is_harmless() -> None:
    assert read_scan(changed("opens on a page")).pages == 1


def paper_copy(scans: tuple[Scan, ...]) -> Content:
    """A record that was signed on paper and typed in by the supervisor."""
    paper = PaperCopy(
        held_on=date(2026, 11, 3),
        signed_on=date(2026, 11, 5),
        typed_on=date(2026, 11, 17),
        typed_by=SUPERVISOR.name,
        signed_by=(HandSigned(name=WORKER.name, post=WORKER.post, role=Role.WORKER),),
        scans=scans,
    )
    return content(expected=(SUPERVISOR,), paper=paper)


def test_the_scans_are_in_the_signed_file_and_checked_by_the_hashes_that_the_record_names() -> None:
    """[REC-4]"""
    raw = [picture("JPEG"), pages(2)]
    what = paper_copy(tuple(read_scan(one) for one in raw))
    keys = keys_for()
    pdf = sign(draw_base(what, short_form(), raw), SUPERVISOR, what, keys)
    checked = check_pdf(pdf, [keys.authority.certificate_der])
    assert checked.verdict is Verdict.KNOWN, checked.findings
    assert attached_scans(pdf, what.paper) == [("scan-01.jpg", raw[0]), ("scan-02.pdf", raw[1])]
    other = draw_base(what, short_form(), [raw[0], pages(3)])
    with pytest.raises(NotIntact, match="not the one that the record names"):
        sign(other, SUPERVISOR, what, keys)
