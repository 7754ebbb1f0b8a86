"""A record as accessible text, and as one HTML file: for screen readers, braille lines and large print.

Both are copies without signatures and say so. Whatever was typed is text in them, never markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import assert_never

from supervise_tui.canonical import in_fours
from supervise_tui.documents.record_outline import Grid, Heading, Piece, Points, Said, Words, outline
from supervise_tui.documents.text_lines import one_line, plain, plain_lines
from supervise_tui.domain.record import Content
from supervise_tui.forms.definition import Form

_COPY = (
    "This is a copy to read, without signatures. What counts is the signed PDF of this record. "
    "The fingerprint of what was signed is"
)
_WIDEST_RULE = 60
_STYLE = (
    "body{font:1.1rem/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;"
    "background:#fff}table{border-collapse:collapse;width:100%}caption{font-weight:bold;text-align:start}"
    "th,td{border:1px solid #767676;padding:.35rem .5rem;text-align:start;vertical-align:top}"
    "dt{font-weight:bold;margin-top:.6rem}dd{margin:0}.note{border-inline-start:.3rem solid #8a5300;"
    "padding-inline-start:.6rem}"
)


# --- text ------------------------------------------------------------------------------------------


def as_text(content: Content, form: Form) -> str:
    """Give the record as text: headings underlined, one answer after the other, tables row by row."""
    lines: list[str] = []
    set_apart = False
    for number, piece in enumerate(outline(content, form)):
        before, set_apart = set_apart, isinstance(piece, Grid | Points)
        if (before or set_apart or isinstance(piece, Heading)) and lines and lines[-1]:
            lines.append("")
        lines += _text_lines(piece)
        if number == 0:
            lines += ["", f"{_COPY}:", in_fours(content.fingerprint), ""]
    return "\n".join(lines) + "\n"


def _text_lines(piece: Piece) -> Iterator[str]:
    match piece:
        case Heading(level, text):
            line = plain(one_line(text))
            yield line
            if level <= 2:
                yield ("=" if level == 1 else "-") * max(1, min(len(line), _WIDEST_RULE))
        case Words(text, _):
            yield from plain_lines(text)
        case Said(label, answer):
            yield from _said(label, answer)
        case Points(label, items):
            if label:
                yield _asked(label)
            for item in items:
                yield from _listed(plain_lines(item))
        case Grid():
            yield from _grid_lines(piece)
        case _:
            assert_never(piece)


def _said(label: str, answer: str, indent: str = "") -> Iterator[str]:
    """One line where the answer is one, else the answer below its label."""
    lines = plain_lines(answer) or ["–"]
    start = indent + _asked(label)
    if len(lines) == 1:
        yield f"{start} {lines[0]}"
        return
    yield start
    yield from (f"{indent}  {line}".rstrip() for line in lines)


def _listed(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines or ["–"]):
        yield f"  {'-' if number == 0 else ' '} {line}"


def _grid_lines(grid: Grid) -> Iterator[str]:
    yield _asked(grid.label)
    for number, row in enumerate(grid.rows, 1):
        cells = list(zip(grid.headings, row, strict=True))
        if grid.named_rows:
            yield f"  {_line(row[0])}"
            cells = cells[1:]
        else:
            yield f"  Row {number} of {len(grid.rows)}"
        for heading, cell in cells:
            if cell.strip():
                yield from _said(heading, cell, "    ")


def _asked(label: str) -> str:
    line = _line(label)
    return line if line.endswith("?") else f"{line}:"


def _line(text: str) -> str:
    return plain(one_line(text))


# --- HTML ------------------------------------------------------------------------------------------


def as_html(content: Content, form: Form) -> str:
    """Give the record as one HTML file: no script, nothing loaded from elsewhere, headings in order."""
    title = _html(f"Record {content.number}: {content.title}")
    body: list[str] = []
    in_list = False
    for number, piece in enumerate(outline(content, form)):
        if isinstance(piece, Said) != in_list:
            in_list = isinstance(piece, Said)
            body.append("<dl>" if in_list else "</dl>")
        body += _html_lines(piece)
        if number == 0:
            body.append(f'<p role="note" class="note">{_html(_COPY)} <code>{content.fingerprint}</code>.</p>')
    if in_list:
        body.append("</dl>")
    head = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
    ]
    return "\n".join([*head, *body, "</main>", "</body>", "</html>"]) + "\n"


def _html_lines(piece: Piece) -> Iterator[str]:
    match piece:
        case Heading(level, text):
            yield f'<h{min(level, 6)} dir="auto">{_html(one_line(text))}</h{min(level, 6)}>'
        case Words(text, remark):
            attributes = ' role="note" class="note"' if remark else ""
            yield f'<p dir="auto"{attributes}>{_block(text)}</p>'
        case Said(label, answer):
            yield f'<dt dir="auto">{_html(one_line(label))}</dt><dd dir="auto">{_block(answer) or "–"}</dd>'
        case Points(label, items):
            if label:
                yield f'<p dir="auto"><strong>{_html(one_line(label))}</strong></p>'
            yield "<ul>"
            yield from (f'<li dir="auto">{_block(item)}</li>' for item in items)
            yield "</ul>"
        case Grid():
            yield from _html_grid(piece)
        case _:
            assert_never(piece)


def _html_grid(grid: Grid) -> Iterator[str]:
    yield "<table>"
    yield f'<caption dir="auto">{_html(one_line(grid.label))}</caption>'
    heads = "".join(
        f'<th scope="col" dir="auto">{_html(one_line(heading))}</th>' if heading else "<td></td>"
        for heading in grid.headings
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in grid.rows:
        cells = [f'<td dir="auto">{_block(cell)}</td>' for cell in row]
        if grid.named_rows:
            cells[0] = f'<th scope="row" dir="auto">{_block(row[0])}</th>'
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>"
    yield "</table>"


def _html(text: str) -> str:
    return escape(plain(text), quote=True)


def _block(text: str) -> str:
    return "<br>".join(_html(line) for line in plain_lines(text))
