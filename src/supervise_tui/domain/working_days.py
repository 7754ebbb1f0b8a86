"""Working days of the nation, and calendar months (3-cadence.md, "Working days").

Monday to Friday less the bank holidays; England and Wales, Scotland and Northern Ireland differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from supervise_tui.domain.people import Nation
from supervise_tui.forms.intervals import add_months

__all__ = [
    "add_months",
    "add_working_days",
    "bank_holidays",
    "holiday_names",
    "is_working_day",
    "next_working_day",
]

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_SUBSTITUTE = ("(observed)", "(substitute day)")
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def holiday_names(nation: Nation, year: int) -> Mapping[date, str]:
    """Give the bank holidays of one year, each with its name."""
    # Loaded here: it takes a tenth of a second, and the first screen does not need it.
    from holidays import country_holidays

    found = country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, language="en_GB")
    # What the library calls observed is a substitute day in this country.
    return MappingProxyType({day: str(found[day]).replace(*_SUBSTITUTE) for day in sorted(found)})


@lru_cache(maxsize=64)
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """Give the bank holidays of one year."""
    return frozenset(holiday_names(nation, year))


def is_working_day(day: date, nation: Nation) -> bool:
    """Whether `day` is neither at the weekend nor a bank holiday there."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def next_working_day(day: date, nation: Nation) -> date:
    """Give `day` itself if it is a working day, else the first one after it."""
    while not is_working_day(day, nation):
        day += _ONE_DAY
    return day


def add_working_days(day: date, count: int, nation: Nation) -> date:
    """Give the day `count` working days after `day`; counting starts on the day after."""
    while count > 0:
        day = next_working_day(day + _ONE_DAY, nation)
        count -= 1
    return day
