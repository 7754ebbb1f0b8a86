"""Letters among the forms: listed with whose words they are, shown, and given to be worded anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from supervise_tui.canonical import Json, in_fours
from supervise_tui.cli.words import say, say_json
from supervise_tui.problems import NotFound

if TYPE_CHECKING:
    from supervise_tui.forms.letter_template import LetterTemplate
    from supervise_tui.forms.library import Library

_LETTER: Final = "letter."
"""Before which letter it is, where forms are named by their ids."""


def is_letter_id(form_id: str) -> bool:
    """Whether an id names a letter, and no form."""
    return form_id.startswith(_LETTER)


def letter_of(library: Library, form_id: str) -> LetterTemplate:
    """Give the template of a letter as it is in use; NotFound names those that there are."""
    from supervise_tui.forms.letter_words import LetterFor

    which = form_id.removeprefix(_LETTER)
    if which not in set(LetterFor):
        raise NotFound(f"There is no letter “{which}”.", f"There are: {', '.join(LetterFor)}.")
    return library.letter(LetterFor(which))


def letter_row(library: Library, one: LetterTemplate) -> list[str]:
    """Give the line of a letter in the list of forms."""
    return [_id(one), f"version {one.version}", _whose(library, one), f"Letter: {one.title}", one.about]


def letter_json(library: Library, one: LetterTemplate) -> dict[str, Json]:
    """Give the same for scripts."""
    return {
        "id": _id(one),
        "version": one.version,
        "title": one.title,
        "about": one.about,
        "digest": one.digest,
        "whose": "own" if library.is_own_letter(one.letter) else "program",
    }


def show_letter(library: Library, form_id: str, *, as_json: bool) -> None:
    """Show a letter as its template words it, fields in braces, and how to word it anew."""
    one = letter_of(library, form_id)
    if as_json:
        say_json({**letter_json(library, one), "format": 1, "source": one.source.decode("utf-8")})
        return
    say(f"{one.title} ({_id(one)}, version {one.version}, {_whose(library, one)})")
    say(one.about)
    say(f"Fingerprint: {in_fours(one.digest)}")
    say(f"To word it anew: supervise forms new {_id(one)} --to FILE")
    say()
    say(one.subject)
    for part in one.parts:
        say()
        if part.when:
            say(f"[only where {{{part.when}}} has something to say]")
        if part.heading:
            say(part.heading)
        say(part.text)


def _id(one: LetterTemplate) -> str:
    return f"{_LETTER}{one.letter.value}"


def _whose(library: Library, one: LetterTemplate) -> str:
    return "own, instead of the program's" if library.is_own_letter(one.letter) else "program"
