"""Looks into a scan before it is taken in: what it is by its content, and that it is whole."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from supervise_tui.canonical import fingerprint
from supervise_tui.domain.paper_copy import LARGEST_SCANS, PaperCopy, Scan, ScanKind, scan_name
from supervise_tui.problems import BadInput

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_MOST_PAGES = 60
_LARGEST_SIDE = 20_000
"""Dots: a picture of this side unpacks to more than any screen or printer wants."""
_ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers of a JPEG that have no length after them."""
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ACTS = ("/AA", "/JavaScript", "/EmbeddedFiles", "/XFA")


def read_scan(raw: bytes) -> Scan:
    """Say what a scan is; BadInput for anything but a sound PDF, PNG or JPEG of our size."""
    if not raw:
        raise BadInput("That file is empty.", "Scan the page again.")
    if len(raw) > LARGEST_SCANS:
        raise BadInput(
            f"A scan may have {LARGEST_SCANS // 1024 // 1024} MB; this file has more.",
            "Scan again in grey, or with fewer dots (200 an inch are enough).",
        )
    if raw.startswith(_PNG):
        return _scan(ScanKind.PNG, raw, _check_png(raw))
    if raw.startswith(_JPEG):
        return _scan(ScanKind.JPEG, raw, _check_jpeg(raw))
    if raw.startswith(b"%PDF-"):
        return _scan(ScanKind.PDF, raw, _pages_of_pdf(raw))
    raise BadInput("That is no PDF, PNG or JPEG, whatever its name says.", "Scan the page as one of these.")


def _scan(kind: ScanKind, raw: bytes, pages: int) -> Scan:
    return Scan(kind=kind, size=len(raw), pages=pages, sha256=fingerprint(raw))


def _damaged() -> BadInput:
    return BadInput("That file is damaged or cut short.", "Scan the page again.")


def _check_png(raw: bytes) -> int:
    """Walk the pieces with their check sums; the end has to be the end."""
    place, seen_data = len(_PNG), False
    while True:
        if place + 12 > len(raw):
            raise _damaged()
        (length,) = struct.unpack_from(">I", raw, place)
        kind = raw[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(raw):
            raise _damaged()
        (total,) = struct.unpack_from(">I", raw, end - 4)
        if zlib.crc32(raw[place + 4 : end - 4]) != total or (place == len(_PNG)) != (kind == b"IHDR"):
            raise _damaged()
        if kind == b"IHDR":
            _check_side(*struct.unpack_from(">II", raw, place + 8))
        seen_data = seen_data or kind == b"IDAT"
        place = end
        if kind == b"IEND":
            break
    if not seen_data:
        raise _damaged()
    _nothing_behind(raw, place)
    return 1


def _check_jpeg(raw: bytes) -> int:
    """Walk the markers up to the picture, which has to end with the file."""
    place, has_frame = 2, False
    while True:
        if place + 4 > len(raw) or raw[place] != 0xFF:
            raise _damaged()
        marker = raw[place + 1]
        if marker == 0xFF:  # a filling byte
            place += 1
            continue
        if marker in _ALONE:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", raw, place + 2)
        if marker in _FRAMES:
            if place + 9 > len(raw):
                raise _damaged()
            height, width = struct.unpack_from(">HH", raw, place + 5)
            _check_side(width, height)
            has_frame = True
        if marker == 0xDA:  # from here on it is the picture itself
            break
        if length < 2:
            raise _damaged()
        place += 2 + length
    end = raw.rfind(b"\xff\xd9")
    if not has_frame or end < place:
        raise _damaged()
    # Cameras and scanners put some bytes behind the end; a whole other file is no picture.
    if len(raw) - end > 4_096:
        _nothing_behind(raw, end + 2)
    return 1


def _check_side(width: int, height: int) -> None:
    if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE):
        raise BadInput("That picture is far too large, or has no size.", "Scan with 200 dots an inch.")


def _nothing_behind(raw: bytes, end: int) -> None:
    if len(raw) > end:
        raise BadInput("Something else hangs behind the picture in that file.", "Scan the page again.")


def _pages_of_pdf(raw: bytes) -> int:
    """Give the pages; BadInput if it is locked, broken, or does more than show pages."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(raw)) as pdf:
            pages = len(pdf.pages)
            names = pdf.Root.get("/Names", pikepdf.Dictionary())
            form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
            acts = any(key in part for part in (pdf.Root, names, form) for key in _ACTS)
            # Scanners write there which page to open on: an array. An action is a dictionary.
            acts = acts or isinstance(pdf.Root.get("/OpenAction"), pikepdf.Dictionary)
    except pikepdf.PasswordError as error:
        raise BadInput(
            "That PDF is locked with a password.", "Print it to a new PDF, or scan again."
        ) from error
    except (pikepdf.PdfError, RecursionError, TypeError, ValueError) as error:
        raise _damaged() from error
    if acts:
        raise BadInput(
            "That PDF does more than show pages: it holds commands, other files or a form.",
            "Print it to a new PDF, or scan the page again.",
        )
    if not 0 < pages <= _MOST_PAGES:
        raise BadInput(f"A scan has 1 to {_MOST_PAGES} pages.", "Split it into several files.")
    return pages


def attached_scans(pdf: bytes, paper: PaperCopy | None) -> list[tuple[str, bytes]]:
    """Give name and bytes of the scans in a signed file of ours, in their order."""
    import pikepdf

    listed = paper.scans if paper is not None else ()
    with pikepdf.open(BytesIO(pdf)) as file:
        names = [scan_name(number, scan) for number, scan in enumerate(listed, 1)]
        return [(name, file.attachments[f"3 {name}"].get_file().read_bytes()) for name in names]
