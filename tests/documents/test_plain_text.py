"""A record as text and as HTML, for those who read without a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from supervise_tui.canonical import in_fours
from supervise_tui.documents.plain_text import as_html, as_text
from supervise_tui.documents.text_lines import plain, plain_lines
from supervise_tui.domain.record import Content, Voice
from supervise_tui.forms.definition import Role
from tests.documents.every_type import every_record, every_type
from tests.documents.sample_records import content, declined, short_form, with_answers, with_people

_TAGS = {"html", "head", "meta", "title", "style", "body", "main", "p", "strong", "code", "br"}
_TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "ul", "li"}
_TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "dir", "role", "class", "scope"}
_EMPTY = {"meta", "br"}


class _Reader(HTMLParser):
    """Reads a page strictly: known tags alone, each one closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.headings: list[int] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS
        assert {name for name, _ in attrs} <= _ATTRIBUTES
        if tag not in _EMPTY:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction")


def read(html: str) -> _Reader:
    """Read a page that has to be without fault."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_both_say_that_they_are_copies_without_signatures_and_name_the_fingerprint() -> None:
    text, html = as_text(content(), short_form()), as_html(content(), short_form())
    for copy in (text, html):
        assert "This is a copy to read, without signatures." in copy
    assert in_fours(content().fingerprint) in text
    assert content().fingerprint in html


def test_the_text_has_underlined_headings_and_answers_beside_their_questions() -> None:
    text = as_text(every_record(), every_type())
    assert "Practice review\n===============\n" in text
    assert "\nHow it went\n-----------\n" in text
    assert "\nWas anyone hurt? Yes\nThis answer asks for a closer look.\n" in text
    assert "    Done on: Wednesday 2 September 2026\n" in text
    assert "  - Something to be proud of\n" in text
    assert "Mean of all ratings (filled in by the program): 3.25" in text


def test_headings_go_down_step_by_step_and_tables_have_heads() -> None:
    html = as_html(every_record(), every_type())
    headings = read(html).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert '<html lang="en-GB">' in html
    assert '<th scope="row" dir="auto">Moving and handling</th>' in html
    assert '<th scope="col" dir="auto">Done on</th>' in html
    assert "<caption" in html
    assert "<script" not in html
    assert "http:" not in html
    assert "https:" not in html


def test_what_was_signed_besides_the_form_and_each_voice_are_there() -> None:
    odd = with_answers(from_elsewhere={"a": ["kept"]})
    assert '{"a":["kept"]}' in as_text(odd, short_form())
    said = as_text(declined(), short_form())
    assert "Adaeze Okonkwo, worker, did not sign, and gives this reason:" in said
    voice = Voice(role=Role.WORKER, text="I was not late.\n\nThe bus was late.")
    assert "I was not late.\n\nThe bus was late." in as_text(content(disagreements=(voice,)), short_form())


def test_nothing_in_a_text_steers_a_terminal_or_turns_letters_round() -> None:
    text = as_text(with_answers(summary="\x1b[31mred\x07\x00\u202eeve\tx"), short_form())
    assert "[31mredeve x" in text
    assert not any(letter in text for letter in "\x1b\x07\x00\u202e\t")


def planted(words: str) -> Content:
    """A record with the same words in every kind of place."""
    voice = Voice(role=Role.SUPERVISOR, text=words)
    answers = every_record(
        place=words,
        story=words,
        **{"hurt~comment": words, "strange": words},
        medicines=[{"id": "1", "who": {"person": "", "name": words}}],
        jobs=[{"id": "1", "name": words, "steps": [{"id": "1", "what": words}]}],
        papers=[{"id": "1", "kind": "other", "ref": words, "text": words}],
        actions=[{"id": "1", "what": words, "owner": "other", "owner_name": words, "by": words}],
    ).answers
    people = with_people(words)
    return content(
        of_form=every_type(), answers=answers, organisation=words, title=words, disagreements=(voice,),
        worker=people.worker, expected=people.expected,
    )  # fmt: skip


hostile = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</dd></main>",
        "<!--",
        "]]>",
        "&lt;b&gt;",
        "'\" onclick='x",
        "</title><style>*{}",
    ]
)


@settings(max_examples=60, deadline=None)
@given(hostile)
def test_any_words_are_words_in_html_and_never_markup(words: str) -> None:
    reader = read(as_html(planted(words), every_type()))
    shown = "\n".join(reader.words)
    for line in plain_lines(words):
        assert line in shown


@settings(max_examples=60, deadline=None)
@given(hostile)
def test_any_words_stand_in_the_text(words: str) -> None:
    text = as_text(planted(words), every_type())
    for line in plain_lines(words):
        assert plain(line).strip() in text
