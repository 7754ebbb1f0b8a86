"""The fields, the list and the key bar that all screens share."""

from __future__ import annotations

import asyncio
import gc
import unicodedata
import weakref
from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from supervise_tui.ui import themes
from supervise_tui.ui.widgets.date_field import DateField
from supervise_tui.ui.widgets.key_bar import KeyBar
from supervise_tui.ui.widgets.line_field import LineField, one_line
from supervise_tui.ui.widgets.long_text import LongText
from supervise_tui.ui.widgets.row_list import Row, RowList, heading

TODAY = date(2026, 11, 24)


class Bench(App[None]):
    """Holds one widget, with our looks."""

    CSS_PATH = "../../src/supervise_tui/ui/app.tcss"

    def __init__(self, *makers: Callable[[], Widget]) -> None:
        super().__init__()
        self.makers = makers
        self.heard: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.lines(False) | themes.STYLES

    def compose(self) -> ComposeResult:
        yield from (make() for make in self.makers)

    def on_date_field_changed(self, event: DateField.Changed) -> None:
        self.heard.append(event.value)


def on_bench(
    story: Callable[[Pilot[None], Bench], Awaitable[None]],
    *makers: Callable[[], Widget],
    size: tuple[int, int] = (80, 24),
) -> None:
    async def tell() -> None:
        app = Bench(*makers)
        async with app.run_test(size=size) as pilot:
            await story(pilot, app)

    asyncio.run(tell())


# -- one line ----------------------------------------------------------------------------------------


def test_a_paste_of_several_lines_keeps_every_word() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.query_one(LineField)
        field.focus()
        await pilot.pause()
        app.post_message(events.Paste("The small\r\noffice,\n\n  upstairs\t\n"))
        await pilot.pause()
        assert field.value == "The small office, upstairs"

    on_bench(story, lambda: LineField("Place"))


def test_a_paste_goes_in_once_and_over_what_is_selected() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.query_one(LineField)
        field.focus()
        field.select_all()
        await pilot.pause()
        app.post_message(events.Paste("new"))
        await pilot.pause()
        assert field.value == "new"

    on_bench(story, lambda: LineField("Place", value="old words"))


@pytest.mark.parametrize("name", ["Ọlámidé Ajàyí", "Siân Llŷr", "Łucja Żółć", "عائشة", "Zoë"])
def test_accents_typed_as_keys_of_their_own_join_their_letter(name: str) -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        line = app.query_one(LineField)
        lines = app.query_one(LongText)
        for field in (line, lines):
            field.focus()
            await pilot.pause()
            for letter in unicodedata.normalize("NFD", name):
                app.post_message(events.Key("space" if letter == " " else "upper_a", letter))
            await pilot.pause()
        assert line.value == name
        assert lines.text == name

    on_bench(story, lambda: LineField("Name"), lambda: LongText("Notes"))


def burst(app: App[None], *keys: str) -> None:
    """Send keys as a terminal does when they come at once: nothing waits between two of them."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize("kind", [LineField, LongText])
def test_editing_keys_and_letters_typed_at_once_keep_their_order(
    kind: type[LongText] | type[LineField],
) -> None:
    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.screen.query_one(kind)
        field.focus()
        burst(app, *"wrong", "ctrl+u", *"rigth", "backspace", "backspace", *"hx", "left", "delete", *"t")
        await pilot.pause()
        assert (field.value if isinstance(field, LineField) else field.text) == "right"

    on_bench(story, lambda: kind("Notes"))


def test_the_cursor_stays_in_the_box_when_a_word_wraps_on_its_last_line() -> None:
    def box() -> LongText:
        made = LongText("Notes")
        made.styles.height, made.styles.width = 5, 24
        return made

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.screen.query_one(LongText)
        field.focus()
        for word in ["river ", "stones ", "under ", "water "] * 5:
            for letter in word:
                await pilot.press("space" if letter == " " else letter)
                assert field.content_region.contains_point(field.cursor_screen_offset), field.text

    on_bench(story, box)


def test_ctrl_home_and_ctrl_end_go_to_the_edges_of_a_long_text() -> None:
    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.screen.query_one(LongText)
        field.focus()
        await pilot.press("ctrl+end", "z", "ctrl+home", "a", "ctrl+shift+end", "ctrl+x", "x")
        assert field.text == "ax"

    on_bench(story, lambda: LongText("Notes", text="one\ntwo\nthree"))


def test_a_secret_cannot_be_copied_out() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.query_one(LineField)
        field.focus()
        field.select_all()
        await pilot.press("ctrl+c")
        assert app.clipboard == ""
        await pilot.press("ctrl+x")
        assert app.clipboard == ""
        assert field.value == ""

    on_bench(story, lambda: LineField("Passphrase", value="otter lantern gravel", secret=True))


def test_brackets_in_labels_and_names_are_shown_as_they_are() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        text = app.export_screenshot().replace("&#160;", " ")
        assert "[as printed]" in text
        assert "[b]not bold[/b]" in text

    on_bench(story, lambda: LineField("Name [as printed]", help="[b]not bold[/b]"))


def test_what_no_line_can_hold_is_left_out() -> None:
    assert one_line("a\tb\x00c\x1b[31m") == "abc[31m"
    assert one_line("e\u0301") == "é"
    assert one_line("نمی\u200cخواهم") == "نمی\u200cخواهم"


# -- many lines --------------------------------------------------------------------------------------


def test_a_hundred_thousand_characters_are_kept_and_the_excess_is_said() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.query_one(LongText)
        field.focus()
        await pilot.pause()
        assert str(field.border_subtitle) == "what was talked about"
        app.post_message(events.Paste("x" * 100_000))
        await pilot.pause()
        assert len(field.text) == 100_000
        assert field.over == 80_000
        assert "80,000 characters over the 20,000 that fit" in str(field.border_subtitle)
        field.text = "short"
        await pilot.pause()
        assert field.over == 0
        assert str(field.border_subtitle) == "what was talked about"

    on_bench(story, lambda: LongText("Summary", help="what was talked about"))


@pytest.mark.parametrize("kind", [LongText, LineField])
def test_a_screen_that_is_gone_leaves_no_text_in_memory(kind: type[LongText] | type[LineField]) -> None:
    async def story(pilot: Pilot[None], app: Bench) -> None:
        await app.push_screen(Screen())
        field = kind("Notes")
        await app.screen.mount(field)
        app.screen.set_focus(field)
        app.post_message(events.Paste("nobody else reads this"))
        await pilot.pause()
        assert "nobody" in (field.text if isinstance(field, LongText) else field.value)
        gone = weakref.ref(field)
        del field
        await app.pop_screen()
        for _ in range(50):
            await pilot.pause(0.02)
            gc.collect()
            if gone() is None:
                return
        raise AssertionError("the field is still held by something")

    on_bench(story)


# -- dates -------------------------------------------------------------------------------------------


def test_a_date_is_typed_as_people_say_it_and_echoed_in_full_at_once() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.query_one(DateField)
        field.line.value = "in 2 weeks"
        await pilot.pause()
        assert field.value == date(2026, 12, 8)
        assert str(field.line.border_subtitle) == "Tuesday 8 December 2026"
        assert app.heard[-1] == date(2026, 12, 8)

    on_bench(story, lambda: DateField("Next", today=TODAY))


def test_a_date_that_is_not_understood_is_said_only_after_the_typist_went_on() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.query_one(DateField)
        other = app.query(LineField).last()
        field.line.focus()
        await pilot.press(*"fritag")
        assert field.value is None
        assert field.problem is not None
        assert not str(field.line.border_subtitle).startswith("!")
        other.focus()
        await pilot.pause()
        assert "not understood" in str(field.line.border_subtitle)
        assert field.line.value == "fritag"

    on_bench(story, lambda: DateField("Next", today=TODAY), lambda: LineField("Other"))


def test_a_date_given_to_the_field_comes_back_unchanged() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        field = app.query_one(DateField)
        assert field.value == date(1998, 2, 3)
        assert str(field.line.border_subtitle) == "Tuesday 3 February 1998"

    on_bench(story, lambda: DateField("Start", value=date(1998, 2, 3), today=TODAY))


# -- the list and the key bar --------------------------------------------------------------------------


def test_a_row_stays_under_the_cursor_when_the_list_is_drawn_anew() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        rows = app.query_one(RowList)
        rows.show([heading("People"), Row("a", ("Ada", "cook")), Row("b", ("Ben", "carer"))])
        assert rows.chosen == "a"
        rows.choose("b")
        rows.show([heading("People"), Row("c", ("Cy", "nurse")), Row("b", ("Ben", "carer"))])
        assert rows.chosen == "b"
        rows.show([heading("People"), Row("c", ("Cy", "nurse"))])
        assert rows.chosen == "c"

    on_bench(story, lambda: RowList())


def test_of_thousands_of_rows_only_those_in_sight_are_drawn() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        rows = app.query_one(RowList)
        many = [Row(str(n), (f"Worker {n}", "Supervision"), "", Content("late")) for n in range(3000)]
        rows.show([heading("Overdue"), *many])
        await pilot.pause()
        rows.action_last()
        await pilot.pause()
        drawn = [option for option in rows.options if "_content" in vars(option.prompt)]
        assert len(drawn) < 4 * rows.size.height
        assert rows.virtual_size.height == 1 + 2 * len(many), "and still each has its two lines"
        assert rows.chosen == "2999"
        assert "Worker 2999" in str(rows.get_option_at_index(3000).prompt)

    on_bench(story, lambda: RowList())


def test_a_sentence_goes_on_below_itself_and_its_date_stays_whole() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        rows = app.query_one(RowList)
        words = "Marian Oakes made ready to sign and then took back for writing " * 2
        rows.show([Row("a", ("17/11/2026 14:05", words), wraps=True)])
        await pilot.pause()
        first, second, *_ = str(rows.get_option_at_index(0).prompt).split("\n")
        assert first.startswith("17/11/2026 14:05  Marian Oakes")
        assert second.startswith("\u00a0" * 18)
        assert len(first) <= rows.size.width
        assert "…" not in first + second

    on_bench(story, lambda: RowList())


def test_long_names_are_cut_with_a_mark_and_wide_letters_keep_the_columns() -> None:

    async def story(pilot: Pilot[None], app: Bench) -> None:
        rows = app.query_one(RowList)
        rows.show([Row("a", ("N" * 200, "cook", "today")), Row("b", ("山田 花子", "carer", "in 3 days"))])
        await pilot.pause()
        shown = [str(rows.get_option_at_index(n).prompt) for n in range(2)]
        assert "…" in shown[0]
        assert shown[0].endswith("today")
        assert shown[1].endswith("in 3 days")
        # A day is told in full, and the long sentence behind it gives way.
        rows.show([Row("a", ("Tuesday 24 November", "M", "moved " * 20))])
        assert str(rows.get_option_at_index(0).prompt).startswith("Tuesday 24 November  M  moved")
        # Beside nothing a name keeps its whole room, and does not push the others apart.
        rows.show([Row("a", ("N" * 50, "")), Row("b", ("Review", "in 3 days"))])
        assert [str(rows.get_option_at_index(n).prompt) for n in range(2)] == ["N" * 50, "Review  in 3 days"]

    on_bench(story, lambda: RowList(), size=(60, 10))


def test_the_key_bar_leaves_out_what_does_not_fit_but_never_help() -> None:
    keys = [Binding(f"f{n}", "x", f"Something long {n}") for n in range(1, 9)]

    async def story(pilot: Pilot[None], app: Bench) -> None:
        bar = app.query_one(KeyBar)
        bar.show([*keys, Binding("question_mark", "help", "Help")])
        await pilot.pause()
        shown = bar.render().plain
        assert shown.startswith("F1 Something long 1")
        assert shown.endswith("? Help")
        assert len(shown) <= 60

    on_bench(story, lambda: KeyBar(), size=(60, 10))
