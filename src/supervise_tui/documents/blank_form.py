"""The door to printing a form for pen and paper: light to import, reportlab comes with the call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from supervise_tui.forms.definition import Form

if TYPE_CHECKING:
    from supervise_tui.forms.standing import StandingLists


def blank_form(
    form: Form,
    *,
    organisation: str = "",
    names: Mapping[str, str] | None = None,
    standing: StandingLists | None = None,
) -> bytes:
    """Give the form as PDF with room for a pen: what is asked, who fills it in, who signs.

    `names` may give the names for "worker" and "supervisor"; `standing` are the lists of agenda items to
    print. What is not given is left as a line. The same form gives the same bytes.
    """
    from supervise_tui.documents.blank_drawing import draw_blank

    return draw_blank(form, organisation, names or {}, standing or {})
