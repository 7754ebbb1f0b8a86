"""The looks of the program: dark, light, high contrast, no colour. All colours stand here.

Styles may use only the names in `TEXT_PAIRS` and `LINE_PAIRS`: a test holds each pair to its contrast
(4.5:1 for text, 3:1 for lines; WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.theme import Theme

DARK: Final = "dark"
LIGHT: Final = "light"
HIGH_CONTRAST: Final = "high-contrast"
NO_COLOUR: Final = "no-colour"

LABELS: Final = {
    DARK: "Dark",
    LIGHT: "Light",
    HIGH_CONTRAST: "High contrast",
    NO_COLOUR: "No colour",
}

TEXT_PAIRS: Final = (
    ("foreground", "background"),
    ("foreground", "surface"),
    ("foreground", "panel"),
    ("text-muted", "background"),
    ("text-muted", "surface"),
    ("text-muted", "panel"),
    ("primary", "background"),
    ("primary", "surface"),
    ("primary", "panel"),
    ("error", "background"),
    ("error", "surface"),
    ("warning", "background"),
    ("warning", "surface"),
    ("success", "background"),
    ("success", "surface"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("text-muted", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
)
LINE_PAIRS: Final = (
    ("border", "background"),
    ("border", "surface"),
    ("border-blurred", "background"),
    ("border-blurred", "surface"),
    ("scrollbar", "scrollbar-background"),
)


@dataclass(frozen=True, kw_only=True)
class _Colours:
    """What one look is made of; the names say what a colour is for."""

    dark: bool
    ink: str
    quiet: str
    page: str
    field: str
    band: str
    lead: str
    on_lead: str
    line: str
    error: str
    warning: str
    success: str
    chosen: str


def _theme(name: str, of: _Colours) -> Theme:
    return Theme(
        name=name,
        dark=of.dark,
        primary=of.lead,
        secondary=of.lead,
        accent=of.lead,
        foreground=of.ink,
        background=of.page,
        surface=of.field,
        panel=of.band,
        boost=of.field,
        error=of.error,
        warning=of.warning,
        success=of.success,
        variables=_variables(of),
    )


def _variables(of: _Colours) -> dict[str, str]:
    return {
        "text": of.ink,
        "text-muted": of.quiet,
        "text-disabled": of.quiet,
        "text-primary": of.lead,
        "text-error": of.error,
        "text-warning": of.warning,
        "text-success": of.success,
        "border": of.lead,
        "border-blurred": of.line,
        "block-cursor-foreground": of.on_lead,
        "block-cursor-background": of.lead,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": of.ink,
        "block-cursor-blurred-background": of.chosen,
        "block-hover-background": of.chosen,
        "input-cursor-foreground": of.page,
        "input-cursor-background": of.ink,
        "input-selection-foreground": of.ink,
        "input-selection-background": of.chosen,
        "scrollbar": of.line,
        "scrollbar-hover": of.lead,
        "scrollbar-active": of.lead,
        "scrollbar-background": of.band,
        "scrollbar-background-hover": of.band,
        "scrollbar-background-active": of.band,
        "screen-selection-foreground": of.ink,
        "screen-selection-background": of.chosen,
    }


THEMES: Final = (
    _theme(
        DARK,
        _Colours(
            dark=True,
            ink="#e8eaed",
            quiet="#aab4bd",
            page="#15191e",
            field="#1c2228",
            band="#27303a",
            lead="#7cc4ff",
            on_lead="#0b1622",
            line="#77838f",
            error="#ff9a8f",
            warning="#f5c65b",
            success="#86d694",
            chosen="#34404c",
        ),
    ),
    _theme(
        LIGHT,
        _Colours(
            dark=False,
            ink="#1b1e22",
            quiet="#4d545b",
            page="#f8f6f1",
            field="#ffffff",
            band="#e8e4db",
            lead="#0a4c8b",
            on_lead="#ffffff",
            line="#6f757b",
            error="#a01220",
            warning="#754600",
            success="#1a652c",
            chosen="#d3deea",
        ),
    ),
    _theme(
        HIGH_CONTRAST,
        _Colours(
            dark=True,
            ink="#ffffff",
            quiet="#ffffff",
            page="#000000",
            field="#000000",
            band="#00305c",
            lead="#ffff00",
            on_lead="#000000",
            line="#ffffff",
            error="#ffb3ab",
            warning="#ffff00",
            success="#9dff9d",
            chosen="#00407a",
        ),
    ),
)
"""The looks with colours of their own; a test measures them."""

_ANSI = "ansi_default"

PLAIN: Final = Theme(
    name=NO_COLOUR,
    ansi=True,
    primary=_ANSI,
    secondary=_ANSI,
    accent=_ANSI,
    foreground=_ANSI,
    background=_ANSI,
    surface=_ANSI,
    panel=_ANSI,
    boost=_ANSI,
    error=_ANSI,
    warning=_ANSI,
    success=_ANSI,
    variables=dict.fromkeys(
        (
            "ansi-background",
            "ansi-foreground",
            "surface-active",
            "surface",
            "panel",
            "boost",
            "text",
            "text-muted",
            "text-disabled",
            "text-primary",
            "text-error",
            "text-warning",
            "text-success",
            "primary-muted",
            "secondary-muted",
            "warning-muted",
            "error-muted",
            "success-muted",
            "accent-muted",
            "foreground-muted",
            "background-muted",
            "border",
            "border-blurred",
            "block-cursor-foreground",
            "block-cursor-background",
            "block-cursor-blurred-foreground",
            "block-cursor-blurred-background",
            "block-hover-background",
            "input-cursor-foreground",
            "input-cursor-background",
            "input-selection-foreground",
            "input-selection-background",
            "scrollbar",
            "scrollbar-hover",
            "scrollbar-active",
            "scrollbar-background",
            "scrollbar-background-hover",
            "scrollbar-background-active",
            "screen-selection-foreground",
            "screen-selection-background",
        ),
        _ANSI,
    )
    | {
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "underline",
        "input-cursor-text-style": "reverse",
        "cursor-look": "reverse",
        "chosen-look": "reverse",
        "list-look": "underline",
        "list-focus-look": "bold reverse",
        "band-look": "reverse",
        "title-look": "bold reverse",
    },
)
"""The terminal's own two colours; what matters is bold, underlined or reversed."""

STYLES: Final = {
    "cursor-look": "none",
    "chosen-look": "none",
    "list-look": "none",
    "list-focus-look": "bold",
    "band-look": "none",
    "title-look": "bold",
}
"""Text styles that stand in for colour where there is none."""

ORDER: Final = (DARK, LIGHT, HIGH_CONTRAST, NO_COLOUR)


def lines(plain: bool) -> dict[str, str]:
    """Give the border shapes as style variables; `plain` for terminals that lack box characters."""
    if plain:
        return {"edge": "ascii", "edge-focus": "ascii", "edge-strong": "ascii"}
    return {"edge": "round", "edge-focus": "heavy", "edge-strong": "double"}
