"""The appraisal's numbers, its bands as data, and the faults of such a file [DEV-5]."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervise_tui.forms.appraisal_bands import BANDS_FILE, SENIOR, Domain, Level, Value, read_bands
from supervise_tui.forms.definition import ChoiceQuestion, TableQuestion
from supervise_tui.forms.library import Library
from supervise_tui.problems import BadForm

LIBRARY = Library()
BANDS = LIBRARY.appraisal_bands()
FORM = LIBRARY.get("development.appraisal")
OURS = b"""
[[behaviour]]
id = "conduct"
domain = "personal_qualities"
links = ["courage"]

[[band]]
id = "band_2"
posts = ["companion"]
personal_qualities = "own_work"
managing_services = "own_work"
working_with_others = "beside"
improving_services = "own_work"
setting_direction = "own_work"
"""


def rows_of(domain: Domain) -> list[str]:
    table = FORM.question(f"{domain}_behaviours")
    assert isinstance(table, TableQuestion)
    return [row.id for row in table.rows]


def test_five_domains_have_5_6_5_7_and_9_behaviours_and_senior_posts_two_domains_more() -> None:
    usual = [domain for domain in Domain if domain not in SENIOR]
    assert [len(rows_of(domain)) for domain in usual] == [5, 6, 5, 7, 9]
    shown = {section.id: section.shown_when for section in FORM.sections}
    assert [shown[domain] for domain in Domain] == [""] * 5 + ["senior == yes"] * 2


def test_each_behaviour_of_the_form_links_to_cs_and_each_c_has_some() -> None:
    for domain in Domain:
        assert rows_of(domain) == [one.id for one in BANDS.behaviours.values() if one.domain is domain]
    assert {link for one in BANDS.behaviours.values() for link in one.links} == set(Value)


def test_each_band_of_the_form_has_a_level_for_each_domain_that_the_form_offers() -> None:
    asked = FORM.question("band")
    assert isinstance(asked, ChoiceQuestion)
    assert [option.id for option in asked.options] == list(BANDS.bands)
    for band in BANDS.bands.values():
        assert len(band.levels) == (7 if band.senior else 5)
    for domain in Domain:
        level = FORM.question(f"{domain}_level")
        assert isinstance(level, ChoiceQuestion)
        assert [option.id for option in level.options] == list(Level)


@pytest.mark.parametrize(
    ("post", "band"),
    [
        ("Managing Director", "band_9"),
        ("Registered manager", "band_7"),
        ("Senior support worker, nights", "band_3"),
        ("Senior support worker", "band_3"),
        ("Support worker", "band_2"),
        ("Administrator", "band_2"),
        ("Juggler", None),
        ("", None),
    ],
)
def test_a_post_is_known_by_its_longest_word(post: str, band: str | None) -> None:
    found = BANDS.for_post(post)
    assert (found.id if found else None) == band


def test_an_own_file_stands_before_what_is_shipped(tmp_path: Path) -> None:
    (tmp_path / BANDS_FILE).write_bytes(OURS)
    own = Library(tmp_path).appraisal_bands()
    assert own.behaviours["conduct"].links == (Value.COURAGE,)
    assert own.bands["band_2"].posts == ("companion",)
    assert len(own.behaviours) == len(BANDS.behaviours)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        (OURS.replace(b'links = ["courage"]', b""), "none of the six Cs"),
        (OURS.replace(b'"beside"', b'"above"'), "above"),
        (OURS.replace(b'"band_2"', b'"band_2"\nsenior = true'), "creating_vision"),
        (OURS + OURS, "there twice"),
        (OURS.replace(b"posts", b"post"), "“post” is not known here"),
    ],
)
def test_every_fault_is_named(source: bytes, wrong: str) -> None:
    with pytest.raises(BadForm) as caught:
        read_bands(source, BANDS_FILE)
    assert any(wrong in str(fault) for fault in caught.value.faults)
