"""Joins a case bundle: pages one after the other, numbered, with an outline, the signed files attached.

The pages of a signed file are a copy to read: their signature panels are drawn into the page. The file
itself is attached byte by byte, so that its signatures can be checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from reportlab.pdfgen.canvas import Canvas

from supervise_tui.documents.bundle_drawing import draw_entries, draw_front
from supervise_tui.documents.case_bundle import BundlePaper, BundlePart, Step
from supervise_tui.documents.house_style import QUIET, REGULAR, font
from supervise_tui.documents.text_lines import one_line, plain
from supervise_tui.forms.day_words import long_date

_STAMP_AT = 15.0
"""Points from the foot of the page: below the footer that each part has of its own."""


def join_bundle(paper: BundlePaper, step: Step) -> bytes:
    """Give the whole bundle (see case_bundle.bundle_pdf); `step` is told after each part."""
    runs = list(_runs(paper.parts))
    total = len(runs) + 2
    drawn: list[tuple[bytes, list[int]]] = []
    for number, run in enumerate(runs, 1):
        step(number, total)
        drawn.append(_drawn(paper, run))
    sizes = [_pages_in(raw) for raw, _ in drawn]
    ahead = _pages_in(draw_front(paper, {})[0])
    begins = _begins(drawn, sizes, ahead)
    front, picture = draw_front(paper, begins)
    step(total - 1, total)
    raw = _joined(paper, [front, *(pages for pages, _ in drawn)], begins, picture)
    step(total, total)
    return raw


def _runs(parts: tuple[BundlePart, ...]) -> Iterator[list[BundlePart]]:
    """Signed files stand alone; entries that follow each other share their pages."""
    run: list[BundlePart] = []
    for part in parts:
        if part.pdf:
            if run:
                yield run
            yield [part]
            run = []
        else:
            run.append(part)
    if run:
        yield run


def _drawn(paper: BundlePaper, run: list[BundlePart]) -> tuple[bytes, list[int]]:
    if run[0].pdf:
        return _to_read(run[0].pdf), [1]
    return draw_entries(paper, run)


def _to_read(pdf: bytes) -> bytes:
    """Give the pages of a signed file with its panels drawn into them, and nothing besides."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as signed:
        signed.flatten_annotations("all")
        for key in ("/AcroForm", "/Names", "/AF", "/Perms"):
            if key in signed.Root:
                del signed.Root[key]
        signed.save(out, deterministic_id=True)
    return out.getvalue()


def _pages_in(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as file:
        return len(file.pages)


def _begins(drawn: list[tuple[bytes, list[int]]], sizes: list[int], ahead: int) -> dict[int, int]:
    """Give the first page of each part by its place, from 0."""
    begins: dict[int, int] = {}
    page = ahead
    for (_, places), size in zip(drawn, sizes, strict=True):
        for place in places:
            begins[len(begins)] = page + place
        page += size
    return begins


def _joined(paper: BundlePaper, pieces: list[bytes], begins: dict[int, int], picture: int) -> bytes:
    with pikepdf.new() as bundle:
        for raw in pieces:
            with pikepdf.open(BytesIO(raw)) as piece:
                bundle.pages.extend(piece.pages)
        _stamp(bundle)
        _attach(bundle, [part for part in paper.parts if part.pdf])
        with bundle.open_outline() as outline:
            outline.root.append(OutlineItem("What is in it", 0))
            outline.root.append(OutlineItem("The course of the case", picture - 1))
            for place, part in enumerate(paper.parts):
                outline.root.append(
                    OutlineItem(_line(f"{long_date(part.on)}: {part.title}"), begins[place] - 1)
                )
        title = _line(f"Case bundle: {paper.worker}, {long_date(paper.made_on)}")
        bundle.trailer.Info = bundle.make_indirect(
            Dictionary(Title=String(title), Creator=String("supervise-tui"))
        )
        bundle.Root.Lang = String("en-GB")
        bundle.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        bundle.Root.PageMode = Name.UseOutlines
        out = BytesIO()
        bundle.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            # Every object in the open: then `check` can bound the work before it reads a file (bounded.py).
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _line(text: str) -> str:
    return plain(one_line(text))


def _stamp(bundle: pikepdf.Pdf) -> None:
    """Number every page through, under the footer that it has of its own."""
    total = len(bundle.pages)
    out = BytesIO()
    first = bundle.pages[0].mediabox
    canvas = Canvas(out, pagesize=(float(first[2]), float(first[3])), invariant=1, pageCompression=1)
    for number, page in enumerate(bundle.pages, 1):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        canvas.setPageSize((right - left, top - bottom))
        canvas.setFillColor(QUIET)
        canvas.setFont(font(REGULAR).fontName, 7.2)
        canvas.drawCentredString((right - left) / 2, _STAMP_AT, f"Bundle page {number} of {total}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(out.getvalue())) as stamps:
        for page, stamp in zip(bundle.pages, stamps.pages, strict=True):
            page.add_overlay(stamp, pikepdf.Rectangle(page.mediabox))


def _attach(bundle: pikepdf.Pdf, parts: list[BundlePart]) -> None:
    """Attach each signed file unchanged, in order of time."""
    named: list[tuple[str, pikepdf.Object]] = []
    for number, part in enumerate(parts, 1):
        stream = pikepdf.Stream(bundle, part.pdf)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name("/application/pdf")
        # The MD5 is a field of the PDF format (ISO 32000 table 46); nothing rests on it.
        digest = hashlib.md5(part.pdf, usedforsecurity=False).digest()
        stream.Params = Dictionary(Size=len(part.pdf), CheckSum=String(digest))
        attached = bundle.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(part.name),
                UF=String(part.name),
                Desc=String(_line(part.title)),
                AFRelationship=Name.Source,
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        named.append((f"{number:04d}", attached))
    if named:
        names = Array([piece for key, attached in named for piece in (String(key), attached)])
        bundle.Root.Names = Dictionary(EmbeddedFiles=bundle.make_indirect(Dictionary(Names=names)))
        bundle.Root.AF = Array([attached for _, attached in named])
