"""Takes the signed files out of a case bundle, to be checked one by one; light to import.

A bundle may come from anybody: its size is looked at before it is read, and whatever is not just as our
program writes it gives nothing.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

TIMES: Final = 4
"""A bundle may be as large as so many of the largest records."""
_MOST_FILES: Final = 1_000
_LONGEST_NAME: Final = 200


def signed_files_in(pdf: bytes) -> list[tuple[str, bytes]]:
    """Give the PDFs that are attached to a bundle, each with its name; none if it is no bundle of ours."""
    import pikepdf

    from supervise_tui.documents.bounded import refuse_oversized
    from supervise_tui.documents.same_pages import unpacked
    from supervise_tui.documents.text_lines import one_line, plain

    found: list[tuple[str, bytes]] = []
    try:
        refuse_oversized(pdf, TIMES)
        with pikepdf.open(BytesIO(pdf)) as bundle:
            names = list(bundle.Root.Names.EmbeddedFiles.Names)[1::2]
            for attached in names[:_MOST_FILES]:
                name = plain(one_line(str(attached.UF)))[:_LONGEST_NAME].replace("/", " ").replace("\\", " ")
                found.append((name, unpacked(attached.EF.F)))
    except (Exception, RecursionError):  # noqa: BLE001 - a hostile file makes libraries raise anything at all
        return []
    return found
