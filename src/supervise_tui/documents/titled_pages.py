"""Gives finished pages the title and the language that readers of the file go by."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, String

from supervise_tui.documents.text_lines import one_line, plain


def titled(pages: bytes, title: str) -> bytes:
    """Give the PDF with its title, in English as written in Britain; the same pages give the same bytes."""
    with pikepdf.open(BytesIO(pages)) as pdf:
        said = String(plain(one_line(title)))
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=said, Creator=String("supervise-tui")))
        pdf.Root.Lang = String("en-GB")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if Name.PageMode in pdf.Root:
            del pdf.Root[Name.PageMode]
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
