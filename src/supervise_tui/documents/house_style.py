"""How our papers look: the page, the colours, the fonts and the paragraph styles.

All fonts are our own files and embedded, so that a paper looks the same everywhere and in thirty years.
"""

from __future__ import annotations

from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

rl_config.useA85 = 0  # streams packed once, not twice: smaller, and one way of packing to check
FONTS = Path(__file__).parent / "fonts"

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
ITALIC = "NotoSans-Italic"
STAND_INS = {REGULAR: "DejaVuSans", ITALIC: "DejaVuSans", BOLD: "DejaVuSans-Bold"}
"""Where to look for a letter that a font lacks: Arabic, Hebrew, symbols."""

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 18 * mm
TOP = 14 * mm
BOTTOM = 18 * mm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

ROOM_FOR_ANSWER, ROOM_FOR_SECTION, ROOM_FOR_TABLE, ROOM_FOR_CARDS = 42, 84, 130, 170
"""Points that have to be left on a page, else it goes on over the leaf: no heading stands alone."""
LEFT_TO_RIGHT = "\u200e"
"""Before a line of our own that begins with a name: the line is English, whatever script the name has."""

INK = HexColor("#1d2a30")
DEEP = HexColor("#17505f")
"""The house colour: 8.9 to 1 on white."""
QUIET = HexColor("#56656c")
"""Small print: 6.1 to 1 on white."""
TINT = HexColor("#edf4f5")
LINE = HexColor("#c3d3d7")
AMBER = HexColor("#fbf1de")
AMBER_LINE = HexColor("#b9771a")
WHITE: Color = white


def font(name: str) -> TTFont:
    """Give the font of that name, read from our own files at its first use."""
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    return pdfmetrics.getFont(name)


def width_of(text: str, name: str, size: float) -> float:
    """Give the width of `text` in points."""
    return float(font(name).stringWidth(text, size))


def style(name: str, **changes: object) -> ParagraphStyle:
    """Give a paragraph style; no part of it falls back to a font that is not embedded."""
    settings: dict[str, object] = {
        "fontName": REGULAR,
        "bulletFontName": REGULAR,
        "fontSize": 9.4,
        "leading": 12.9,
        "textColor": INK,
        "splitLongWords": 1,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    settings.update(changes)
    font(str(settings["fontName"]))
    return ParagraphStyle(name, **settings)


class Styles:
    """The paragraph styles of a record."""

    def __init__(self) -> None:
        self.home = style("home", fontName=BOLD, fontSize=10.5, leading=14, textColor=DEEP)
        self.record_number = style("record-number", textColor=QUIET, alignment=TA_RIGHT, leading=14)
        self.title = style("title", fontName=BOLD, fontSize=21, leading=27, textColor=DEEP)
        self.subtitle = style("subtitle", fontSize=11, leading=16, textColor=INK)
        self.heading = style(
            "heading",
            fontName=BOLD,
            fontSize=12.5,
            leading=16,
            textColor=DEEP,
            spaceBefore=9,
            spaceAfter=3,
        )
        self.question = style(
            "question", fontName=BOLD, fontSize=9, leading=12.2, spaceBefore=5, spaceAfter=1
        )
        self.label = style("label", fontSize=8, leading=11, textColor=QUIET)
        self.value = style("value", fontSize=9.4, leading=12.6)
        self.name = style("name", fontName=BOLD, fontSize=12, leading=16)
        self.body = style("body", spaceAfter=3)
        self.nothing = style("nothing", fontName=ITALIC, textColor=QUIET, spaceAfter=3)
        self.small = style("small", fontSize=8, leading=11, textColor=QUIET)
        self.small_right = style("small-right", fontSize=8, leading=11, textColor=QUIET, alignment=TA_RIGHT)
        self.cell = style("cell", fontSize=9, leading=12.2)
        self.cell_bold = style("cell-bold", fontName=BOLD, fontSize=9, leading=12.2)
        self.cell_head = style("cell-head", fontName=BOLD, fontSize=8.2, leading=11, textColor=WHITE)
        self.right_head = style(
            "right-head", fontName=BOLD, fontSize=8.2, leading=11, textColor=WHITE, alignment=TA_RIGHT
        )
        self.small_cell = style("small-cell", fontSize=8, leading=10.6)
        self.centred_head = style(
            "centred-head", fontName=BOLD, fontSize=8.2, leading=10.6, textColor=WHITE, alignment=TA_CENTER
        )
        self.card_title = style("card-title", fontName=BOLD, fontSize=9.6, leading=12.6, textColor=DEEP)
        self.remark = style("remark", fontSize=8.4, leading=11.6, textColor=QUIET, leftIndent=8, spaceAfter=1)
        self.comment = style("comment", fontSize=9, leading=12.2, leftIndent=8, spaceAfter=3)
        self.warning = style(
            "warning",
            fontName=BOLD,
            fontSize=8.4,
            leading=11.8,
            backColor=AMBER,
            borderPadding=(1, 6, 2, 6),
            leftIndent=6,
            rightIndent=6,
            spaceBefore=3,
            spaceAfter=4,
        )
        self.ticked = style("ticked", spaceAfter=0)
        self.voice = style("voice", backColor=AMBER, borderPadding=(0, 8, 0, 8), leftIndent=8, rightIndent=8)
        self.digits = style("digits", fontName=BOLD, fontSize=9.4, leading=14)
        self.centred = style("centred", fontSize=8, leading=11, textColor=QUIET, alignment=TA_CENTER)
