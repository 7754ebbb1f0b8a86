"""The looks: readable by measure, and with meaning where there is no colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from supervise_tui.ui import preferences, themes
from supervise_tui.ui.screens.first_run import FirstRun
from tests.ui.shell import Shell, in_front


def variables(theme: Theme) -> dict[str, str]:
    """Give a theme's colours as the styles see them."""
    return {**theme.to_color_system().generate(), **theme.variables}


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG measures it."""

    def luminance(colour: Color) -> float:
        parts = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
            for value in (part / 255 for part in colour.rgb)
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lights = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_what_is_behind_it(theme: Theme) -> None:
    colours = variables(theme)
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in themes.TEXT_PAIRS
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_every_border_can_be_seen(theme: Theme) -> None:
    colours = variables(theme)
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in themes.LINE_PAIRS
        if contrast(colours[pair[0]], colours[pair[1]]) < 3
    }
    assert not weak


def test_high_contrast_is_higher_than_seven() -> None:
    colours = variables(next(theme for theme in themes.THEMES if theme.name == themes.HIGH_CONTRAST))
    assert all(contrast(colours[ink], colours[behind]) >= 7 for ink, behind in themes.TEXT_PAIRS)


def test_no_colour_means_none() -> None:
    colours = variables(themes.PLAIN)
    for pair in (*themes.TEXT_PAIRS, *themes.LINE_PAIRS):
        for name in pair:
            assert colours[name] in ("ansi_default", "transparent"), name


def test_old_terminals_get_no_box_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")

    async def story(shell: Shell) -> None:
        await shell.on(FirstRun)
        assert shell.app.theme == themes.HIGH_CONTRAST
        text = shell.text()
        assert "Name of the home" in text
        assert not set(text) & set("─│╭╮╰╯━┃┏┓┗┛═║╔╗╚╝")

    in_front(tmp_path, story, empty=True)


def test_no_color_in_the_environment_is_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(shell: Shell) -> None:
        await shell.on(FirstRun)
        assert shell.app.theme == themes.NO_COLOUR
        for strip in shell.app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                if style is None:
                    continue
                assert style.color is None or style.color.is_default, segment
                assert style.bgcolor is None or style.bgcolor.is_default, segment

    in_front(tmp_path, story, empty=True)


@pytest.mark.parametrize("name", themes.ORDER)
def test_every_look_can_draw_every_screen_of_the_shell(tmp_path: Path, name: str) -> None:
    async def story(shell: Shell) -> None:
        shell.app.choose_look(name)
        for key in ("w", "a", "x", "h"):
            await shell.press(key)
            await shell.pilot.pause()
            assert shell.text().strip()
            await shell.press("escape")
            await shell.pilot.pause()
        await shell.press("question_mark")
        await shell.pilot.pause()
        assert "Esc closes this" in shell.text()

    in_front(tmp_path, story)


def test_the_look_is_remembered(tmp_path: Path) -> None:
    async def choose(shell: Shell) -> None:
        assert shell.app.theme == themes.DARK
        await shell.press("f12")
        assert shell.app.theme == themes.LIGHT

    in_front(tmp_path, choose)
    assert preferences.read(tmp_path / "state").theme == themes.LIGHT
