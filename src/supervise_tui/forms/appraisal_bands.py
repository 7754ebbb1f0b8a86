"""What is usual in an appraisal for each band, and the Cs that behaviours link to, from TOML [DEV-5].

An organisation writes its own into an appraisal_bands.toml in its own folder: a band or a behaviour
with the id of a shipped one stands in its place, any other beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from supervise_tui.forms.faults import Keys
from supervise_tui.forms.simple_types import read_id
from supervise_tui.forms.toml_files import open_toml

BANDS_FILE = "appraisal_bands.toml"
MOST_POSTS = 60


class Value(StrEnum):
    """The six Cs."""

    CARE = "care"
    COMPASSION = "compassion"
    COMPETENCE = "competence"
    COMMUNICATION = "communication"
    COURAGE = "courage"
    COMMITMENT = "commitment"


class Domain(StrEnum):
    """The parts of the framework; the last two are for senior posts."""

    PERSONAL_QUALITIES = "personal_qualities"
    MANAGING_SERVICES = "managing_services"
    WORKING_WITH_OTHERS = "working_with_others"
    IMPROVING_SERVICES = "improving_services"
    SETTING_DIRECTION = "setting_direction"
    CREATING_VISION = "creating_vision"
    DELIVERING_STRATEGY = "delivering_strategy"


SENIOR = (Domain.CREATING_VISION, Domain.DELIVERING_STRATEGY)


class Level(StrEnum):
    """How far somebody's part in a domain reaches."""

    OWN_WORK = "own_work"
    BESIDE = "beside"
    TEAM = "team"
    SERVICE = "service"


@dataclass(frozen=True, kw_only=True)
class Band:
    """What is usual for the posts of one band."""

    id: str
    posts: tuple[str, ...]
    """Words for posts, compared without regard to capitals."""
    senior: bool
    levels: Mapping[Domain, Level]


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """One behaviour of a domain, by the id of its row."""

    id: str
    domain: Domain
    links: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Bands:
    """All bands and behaviours, by id."""

    bands: Mapping[str, Band] = field(default_factory=dict)
    behaviours: Mapping[str, Behaviour] = field(default_factory=dict)

    def with_own(self, own: Bands) -> Bands:
        """Give these with `own` before them."""
        return Bands(bands={**self.bands, **own.bands}, behaviours={**self.behaviours, **own.behaviours})

    def for_post(self, post: str) -> Band | None:
        """Give the band that names the post; None when none does.

        The longest of the words that are in it counts: a senior support worker is no support worker.
        """
        words = " ".join(re.findall(r"\w+", post.casefold()))
        said = f" {words} "
        named = [
            (len(word), band)
            for band in self.bands.values()
            for word in band.posts
            if f" {word.casefold()} " in said
        ]
        return max(named, key=lambda pair: pair[0])[1] if named else None


def read_bands(source: bytes, name: str) -> Bands:
    """Read the bands and behaviours in `source`; BadForm holds every fault."""
    file = open_toml(source, name)
    bands: dict[str, Band] = {}
    for path, values in file.top.tables("band", required=False, example="[[band]]"):
        keys = Keys(values, path, "band", file.faults)
        band = _band(keys)
        _once(keys, band.id, bands)
        bands[band.id] = band
    behaviours: dict[str, Behaviour] = {}
    for path, values in file.top.tables("behaviour", required=False, example="[[behaviour]]"):
        keys = Keys(values, path, "behaviour", file.faults)
        behaviour = _behaviour(keys)
        _once(keys, behaviour.id, behaviours)
        behaviours[behaviour.id] = behaviour
    file.top.done()
    file.faults.raise_if_any()
    return Bands(bands=bands, behaviours=behaviours)


def _band(keys: Keys) -> Band:
    found, senior = read_id(keys), keys.flag("senior")
    asked = [domain for domain in Domain if senior or domain not in SENIOR]
    levels = {domain: keys.word_or_none(domain.value, Level, required=True) for domain in asked}
    band = Band(
        id=found,
        posts=keys.texts("posts", most=MOST_POSTS),
        senior=senior,
        levels={domain: level for domain, level in levels.items() if level is not None},
    )
    keys.done()
    return band


def _behaviour(keys: Keys) -> Behaviour:
    found = read_id(keys)
    domain = keys.word_or_none("domain", Domain, required=True) or Domain.PERSONAL_QUALITIES
    behaviour = Behaviour(id=found, domain=domain, links=keys.words("links", Value))
    if not behaviour.links:
        keys.fault("links", "It links to none of the six Cs.", 'Name one or more: links = ["care"]')
    keys.done()
    return behaviour


def _once(keys: Keys, found: str, there: Mapping[str, object]) -> None:
    if found in there:
        keys.fault("id", f"“{found}” is there twice.", "Take one out.")
