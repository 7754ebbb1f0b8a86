"""Turns drawn pages into the base of a signed file: attachments, colours, description, signature fields."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from supervise_tui.documents.capacity import capacity
from supervise_tui.documents.panels import Seats
from supervise_tui.domain.paper_copy import scan_name
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form

RECORD_NAME = "record.json"
FORM_NAME = "form.toml"
_COLOURS = Path(__file__).parent / "srgb.icc"
_PRINT_AND_LOCKED = 4 | 128
_SIGNATURES_EXIST_AND_APPEND_ONLY = 3


def make_base(pages: bytes, seats: Seats, content: Content, form: Form, scans: Sequence[bytes] = ()) -> bytes:
    """Give the file that is ready for its first signature; the same input gives the same bytes."""
    with pikepdf.open(BytesIO(pages)) as pdf:
        for key in ("/CreationDate", "/ModDate", "/Trapped"):
            # reportlab's stand-in date (the year 2000) would be a false statement.
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        pdf.docinfo[Name.Title] = String(_title(content))
        pdf.docinfo[Name.Producer] = String("supervise-tui")
        pdf.docinfo[Name.Creator] = String("supervise-tui")
        for key in ("/Author", "/Subject", "/Keywords"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        _describe(pdf, content)
        _attach(pdf, content, form, scans)
        _set_colours(pdf)
        _add_fields(pdf, seats, content, form)
        root = pdf.Root
        root.Lang = String("en-GB")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for key in ("/PageMode", "/Outlines"):
            if key in root:
                del root[key]
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            min_version="1.7",
            compress_streams=True,
            # Every object in the open: then `check` can bound the work before it reads a file (bounded.py).
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _title(content: Content) -> str:
    return f"{content.called}: {content.title}"


def _describe(pdf: pikepdf.Pdf, content: Content) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as description:
        description["dc:title"] = _title(content)
        description["dc:language"] = {"en-GB"}
        description["pdf:Producer"] = "supervise-tui"
        description["xmp:CreatorTool"] = "supervise-tui"


def _attach(pdf: pikepdf.Pdf, content: Content, form: Form, scans: Sequence[bytes]) -> None:
    """Attach the content first: `pdfdetach -save 1` gives it. Name trees are sorted, so the keys count."""
    record = _attachment(
        pdf, RECORD_NAME, content.as_bytes(), "/application/json", Name.Data, "The signed record"
    )
    definition = _attachment(
        pdf, FORM_NAME, form.source, "/application/toml", Name.Supplement, "The form it was written on"
    )
    named = [(f"1 {RECORD_NAME}", record), (f"2 {FORM_NAME}", definition)]
    listed = content.paper.scans if content.paper is not None else ()
    for number, (scan, raw) in enumerate(zip(listed, scans, strict=True), 1):
        name = scan_name(number, scan)
        attached = _attachment(
            pdf, name, raw, f"/{scan.kind.media_type}", Name.Source, "Scan of the signed paper"
        )
        named.append((f"3 {name}", attached))
    names = Array([part for name, attached in named for part in (String(name), attached)])
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary(Names=names)))
    pdf.Root.AF = Array([attached for _, attached in named])


def _attachment(
    pdf: pikepdf.Pdf, name: str, raw: bytes, kind: str, relation: Name, words: str
) -> pikepdf.Object:
    stream = pikepdf.Stream(pdf, raw)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(kind)
    # The MD5 is a field of the PDF format (ISO 32000 table 46); nothing rests on it.
    digest = hashlib.md5(raw, usedforsecurity=False).digest()
    stream.Params = Dictionary(Size=len(raw), CheckSum=String(digest))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String(words),
            AFRelationship=relation,
            EF=Dictionary(F=stream, UF=stream),
        )
    )


def _set_colours(pdf: pikepdf.Pdf) -> None:
    profile = pikepdf.Stream(pdf, _COLOURS.read_bytes())
    profile.N = 3
    profile.Alternate = Name.DeviceRGB
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB"),
                DestOutputProfile=profile,
            )
        ]
    )


def _add_fields(pdf: pikepdf.Pdf, seats: Seats, content: Content, form: Form) -> None:
    """Add an empty signature field at the panel of each expected signer, in their order."""
    fields = []
    for signer in content.expected:
        number, rectangle = seats[signer.field]
        page = pdf.pages[number - 1].obj
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(signer.field),
                TU=String(f"Signature of {capacity(signer.role, form, content)}"),
                F=_PRINT_AND_LOCKED,
                P=page,
                Rect=Array([round(edge, 2) for edge in rectangle]),
            )
        )
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(field)
        fields.append(field)
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array(fields), SigFlags=_SIGNATURES_EXIST_AND_APPEND_ONLY)
    )
