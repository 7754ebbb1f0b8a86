"""Compares what a file shows with what its content says, by drawing it again.

Drawn by the same versions: everything that hangs on the catalogue is compared, streams unpacked, fonts
included. By other versions: the text of each page and panel, and that nothing else stands on a page.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name

from supervise_tui.documents.record_pdf import draw_base, drawn_by
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form

_ADDED_TO_CATALOGUE = {"/Perms", "/Extensions", "/Version"}
_SHOW_PANEL = b"q q /BackgroundGS gs 1 0 0 1 0 0 cm /Panel Do Q Q"
"""What pyHanko writes to show a panel in its full size."""
_ADDED_TO_FIELD = {"/V", "/AP"}
_MOST_OBJECTS = 200_000
_LARGEST_STREAM = 24 * 1024 * 1024


def page_findings(
    pdf: bytes, content: Content, form: Form, panels: dict[str, bytes], scans: Sequence[bytes] = ()
) -> list[str]:
    """Say in sentences where the pages differ from the content; `panels` are PDFs by field name."""
    drawn = draw_base(content, form, scans)
    same_versions = dict(content.drawn_by) == drawn_by()
    with pikepdf.open(BytesIO(pdf)) as shown, pikepdf.open(BytesIO(drawn)) as expected:
        compare = _same_throughout if same_versions else _same_text
        return compare(shown, expected, panels)


# --- same versions -------------------------------------------------------------------------------


def _same_throughout(shown: pikepdf.Pdf, expected: pikepdf.Pdf, panels: dict[str, bytes]) -> list[str]:
    findings: list[str] = []
    same = _Same()
    left, right = shown.Root, expected.Root
    keys = (set(left.keys()) | set(right.keys())) - _ADDED_TO_CATALOGUE
    # Pages first: whatever else refers to a page would be blamed for a difference on it.
    for key in sorted(keys, key=lambda key: (key != "/Pages", key)):
        if not same(left.get(key), right.get(key)):
            findings.append(_WHAT.get(key, _OTHER))
    if not same(shown.trailer.get("/Info"), expected.trailer.get("/Info")):
        findings.append(_TITLE)
    for field in left.AcroForm.Fields:
        name = str(field.T)
        if name not in panels:
            continue  # a field that the record does not ask for: found above
        with pikepdf.open(BytesIO(panels[name])) as panel:
            if not _same_panel(field.AP, panel.pages[0].obj):
                findings.append(_PANEL)
    return list(dict.fromkeys(findings))


_WHAT = {
    "/Pages": "The pages do not show what the attached record says.",
    "/AcroForm": "The signature fields are not those of the record.",
    "/Names": "The attachments are not those of the record.",
    "/AF": "The attachments are not those of the record.",
}


_PANEL = "A signature panel shows something else than what was signed."
_SOMETHING_ON_PAGE = "A page holds something that the record does not account for."
_FRAME = ("/Type", "/MediaBox", "/CropBox", "/Rotate", "/Trans", "/UserUnit")
_ROUNDING = 0.05
_TITLE = "The title of the file is not that of the record."
_OTHER = "The file holds something that the record does not account for."


def _same_panel(appearance: Any, page: Any) -> bool:
    """Whether a signature's appearance is the panel drawn for it, and nothing besides."""
    shown = appearance.N
    panel = shown.Resources.XObject.Panel
    return (
        set(appearance.keys()) == {"/N"}
        and unpacked(shown) == _SHOW_PANEL
        and _box(shown.BBox) == _box(panel.BBox) == _box(page.MediaBox)
        and not {"/Matrix", "/OC", "/Group"} & {*shown.keys(), *panel.keys()}
        and unpacked(panel) == unpacked(page.Contents)
        and _Same()(panel.Resources, page.Resources)
    )


def _box(corners: Any) -> list[float]:
    """A rectangle may name any two opposite corners."""
    left, bottom, right, top = (float(edge) for edge in corners)
    return [min(left, right), min(bottom, top), max(left, right), max(bottom, top)]


class _Same:
    """Compares two objects and all they refer to; each pair once, so that circles end."""

    def __init__(self) -> None:
        self._seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
        self._left = _MOST_OBJECTS

    def __call__(self, one: Any, other: Any) -> bool:
        waiting = [(one, other)]
        while waiting:
            left, right = waiting.pop()
            self._left -= 1
            if self._left < 0 or not self._alike(left, right, waiting):
                return False
        return True

    def _alike(self, left: Any, right: Any, waiting: list[tuple[Any, Any]]) -> bool:
        if not isinstance(left, pikepdf.Object) or not isinstance(right, pikepdf.Object):
            return type(left) is type(right) and bool(left == right)
        if left.is_indirect or right.is_indirect:
            pair = (left.objgen, right.objgen)
            if pair in self._seen:
                return True
            self._seen.add(pair)
        if left._type_code != right._type_code:
            return False
        if isinstance(left, pikepdf.Stream):
            return self._streams(left, right, waiting)
        if isinstance(left, pikepdf.Dictionary):
            return self._dictionaries(
                left, right, waiting, _ADDED_TO_FIELD if left.get("/FT") == Name.Sig else set()
            )
        if isinstance(left, pikepdf.Array):
            waiting.extend(zip(list(left), list(right), strict=False))
            return len(left) == len(right)
        return bool(left == right)

    def _streams(self, left: Any, right: Any, waiting: list[tuple[Any, Any]]) -> bool:
        ignored = {"/Length", "/Filter", "/DecodeParms"}
        if left.read_raw_bytes() != right.read_raw_bytes() and unpacked(left) != unpacked(right):
            return False
        return self._dictionaries(left, right, waiting, ignored)

    def _dictionaries(self, left: Any, right: Any, waiting: list[tuple[Any, Any]], ignored: set[str]) -> bool:
        keys, others = set(left.keys()) - ignored, set(right.keys()) - ignored
        waiting.extend((left.get(key), right.get(key)) for key in keys)
        return keys == others


def unpacked(stream: Any) -> bytes:
    """Give the bytes of a stream, of a bounded length; only the packing that we use."""
    raw = bytes(stream.read_raw_bytes())
    filters = stream.get("/Filter")
    names = (
        [str(one) for one in filters]
        if isinstance(filters, pikepdf.Array)
        else [str(filters)]
        if filters
        else []
    )
    if not names:
        return raw
    if names != ["/FlateDecode"] or "/DecodeParms" in stream:
        raise ValueError("a stream is packed in a way that we do not use")
    unpacker = zlib.decompressobj()
    out = unpacker.decompress(raw, _LARGEST_STREAM)
    if not unpacker.eof:
        raise ValueError("a stream is broken or too long")
    return out


# --- other versions ------------------------------------------------------------------------------


def _same_text(shown: pikepdf.Pdf, expected: pikepdf.Pdf, panels: dict[str, bytes]) -> list[str]:
    findings: list[str] = []
    if set(shown.Root.keys()) - _ADDED_TO_CATALOGUE - set(expected.Root.keys()):
        findings.append(_OTHER)
    texts, others = _texts(shown), _texts(expected)
    if texts != others:
        findings.append(_WHAT["/Pages"])
    if shown.docinfo != expected.docinfo:
        findings.append(_TITLE)
    fields = {str(field.T): field for field in shown.Root.AcroForm.Fields}
    if set(fields) != set(panels) or "/XFA" in shown.Root.AcroForm:
        return [*findings, _WHAT["/AcroForm"]]
    findings += [_SOMETHING_ON_PAGE] if not _same_frames(shown, expected, set(fields)) else []
    for name, field in fields.items():
        with pikepdf.open(BytesIO(panels[name])) as panel:
            size = _box(panel.pages[0].obj.MediaBox)
            if _text_of_panel(field.AP.N) != _texts(panel) or not _has_size(field.Rect, size):
                findings.append(_PANEL)
    return list(dict.fromkeys(findings))


def _same_frames(shown: pikepdf.Pdf, expected: pikepdf.Pdf, fields: set[str]) -> bool:
    """Whether the pages have the same size and nothing on them besides text and the signature fields."""
    if len(shown.pages) != len(expected.pages):
        return False
    for one, other in zip(shown.pages, expected.pages, strict=True):
        here, there = one.obj, other.obj
        if (set(here.keys()) ^ set(there.keys())) - {"/Annots"} or "/XObject" in here.Resources:
            return False
        if not all(_Same()(here.get(key), there.get(key)) for key in _FRAME if key in there):
            return False
        if any(str(note.get("/T")) not in fields for note in _annotations(here)):
            return False
    return True


def _has_size(rectangle: Any, size: list[float]) -> bool:
    left, bottom, right, top = _box(rectangle)
    return abs(right - left - size[2]) < _ROUNDING and abs(top - bottom - size[3]) < _ROUNDING


def _annotations(page: Any) -> list[Any]:
    return list(page.Annots) if "/Annots" in page else []


def _texts(pdf: pikepdf.Pdf) -> str:
    """The text of all pages, blanks and page numbers left out: another version may break lines elsewhere."""
    out = BytesIO()
    with pikepdf.new() as copy:
        for page in pdf.pages:
            copy.pages.append(page)
            plain = copy.pages[-1].obj
            if "/Annots" in plain:
                del plain["/Annots"]
        copy.save(out)
    return _extracted(out.getvalue())


def _text_of_panel(appearance: Any) -> str:
    out = BytesIO()
    with pikepdf.new() as copy:
        page = copy.add_blank_page(page_size=(300, 300)).obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Stamp=copy.copy_foreign(appearance)))
        page.Contents = copy.make_stream(b"/Stamp Do")
        copy.save(out)
    return _extracted(out.getvalue())


def _extracted(pdf: bytes) -> str:
    from pypdf import PdfReader

    read: Callable[[Any], str] = lambda page: page.extract_text()  # noqa: E731
    return "".join("".join(read(page) for page in PdfReader(BytesIO(pdf)).pages).split())
