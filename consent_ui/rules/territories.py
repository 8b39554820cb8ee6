"""Where a phone number may ring: time zones and public holidays, from the country code of an E.164 number.

A number tells the country code and no more. What it leaves open is decided for silence: where one code serves several
zones or calendars, a message must be lawful in all of them, since nobody asked the recipient where she lives (SM-11).

Holidays of metropolitan France: Code du travail, article L3133-1; Alsace and Moselle: L3134-13; overseas departments:
L3422-2 (abolition of slavery) and local usage; New Caledonia, French Polynesia, Wallis and Futuna: their own codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from consent_ui.rules.binding import one_spelling
from consent_ui.rules.consent import Channel

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Territory:
    """Where numbers of one country code may be: IANA zones, and days beside the French ones on which none rings.
    `fixed` are (month, day), `moving` are days after Easter Sunday. `code` is None for a country that is not known."""

    code: str | None
    zones: tuple[str, ...]
    fixed: tuple[MonthDay, ...] = ()
    moving: tuple[int, ...] = ()

    def clocks(self) -> tuple[ZoneInfo, ...]:
        """The zones, ready to be read."""
        return tuple(map(ZoneInfo, self.zones))

    def is_holiday(self, day: date) -> bool:
        """Whether this day of the recipient's own calendar is a public holiday somewhere in the territory."""
        return (day.month, day.day) in _FRENCH or (day.month, day.day) in self.fixed or day in self._around_easter(day)

    def _around_easter(self, day: date) -> set[date]:
        easter = easter_sunday(day.year)
        return {easter + timedelta(days=after) for after in (*_FRENCH_MOVING, *self.moving)}


@cache
def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped, correction = century // 4, (century + 8) // 25
    moon = (19 * golden + century - skipped - (century - correction + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


_FRENCH: frozenset[MonthDay] = frozenset(
    {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
)
"""Including Saint Stephen's day, a holiday in Alsace and Moselle: a number does not say who lives there."""

_FRENCH_MOVING = (-2, 1, 39, 50)
"""Good Friday (Alsace, Moselle), Easter Monday, Ascension, Whit Monday."""

_TERRITORIES = (
    Territory("33", ("Europe/Paris",)),
    # Réunion and Mayotte share a code: 20 December and 27 April.
    Territory("262", ("Indian/Reunion", "Indian/Mayotte"), ((4, 27), (12, 20))),
    # Guadeloupe 27 May, Saint-Martin 28 May, Saint-Barthélemy 9 October; Schœlcher 21 July; Mardi gras, Mi-Carême.
    Territory("590", ("America/Guadeloupe",), ((5, 27), (5, 28), (7, 21), (10, 9), (11, 2)), (-47, -24)),
    Territory("594", ("America/Cayenne",), ((6, 10), (11, 2)), (-48, -47, -46)),
    Territory("596", ("America/Martinique",), ((5, 22), (7, 21), (11, 2)), (-48, -47, -46)),
    Territory("508", ("America/Miquelon",)),
    Territory("687", ("Pacific/Noumea",), ((9, 24),)),
    # 29 June gave way to Matari'i, 20 November; both are kept silent. Three zones, half an hour apart.
    Territory("689", ("Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Gambier"), ((3, 5), (6, 29), (11, 20))),
    Territory("681", ("Pacific/Wallis",), ((4, 28), (6, 29), (7, 29))),
    Territory("32", ("Europe/Brussels",), ((7, 21), (7, 11), (9, 27), (11, 15))),
    Territory("41", ("Europe/Zurich",), ((1, 2), (8, 1), (12, 8))),
    Territory("352", ("Europe/Luxembourg",), ((5, 9), (6, 23))),
    Territory("353", ("Europe/Dublin",), ((2, 1), (3, 17))),
    Territory("44", ("Europe/London",), ((3, 17), (7, 12), (11, 30), (1, 2))),
)
LONGEST_CODE = 3
"""Digits of a number, after its +, that tell its territory, at most."""


def everywhere(zone: str) -> Territory:
    """The strictest rule: a number of a country that is not in the list, held to every calendar that is, on the clock
    of the restaurant's own `zone`, since whose clock it hears is not known."""
    fixed = {day for territory in _TERRITORIES for day in territory.fixed}
    moving = {after for territory in _TERRITORIES for after in territory.moving}
    return Territory(None, (zone,), tuple(sorted(fixed)), tuple(sorted(moving)))


def territory_of(number: str, zone: str) -> Territory:
    """The territory of an E.164 number, such as "+262692000000"; `zone` is the restaurant's own. Never raises: what
    cannot be read is held to the strictest rule."""
    for length in range(LONGEST_CODE, 0, -1):
        found = _BY_CODE.get(number[1 : 1 + length]) if number.startswith("+") else None
        if found is not None:
            return found
    return _strictest(zone)


_strictest: Callable[[str], Territory] = cache(everywhere)
_BY_CODE = {territory.code: territory for territory in _TERRITORIES}


_FRENCH_CODES = "33|262|590|594|596"
_ONE_DIGIT, _TWO_DIGITS = "[17]", "2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
_THREE_DIGITS = "2[1-689][0-9]|3[578][0-9]|42[0-9]|5[09][0-9]|6[7-9][0-9]|8[03579][0-9]|9[679][0-9]"
_ZERO_FIRST = "22[569]|24[12]|992"
"""Country codes whose mobile numbers do begin with 0: Côte d'Ivoire, Burkina Faso, Benin, Gabon, Congo, Tajikistan."""

_NUMBER = re.compile(
    rf"\+(?=[0-9]{{7,15}}\Z)(?!(?:{_FRENCH_CODES})(?![1-9][0-9]{{8}}\Z))"
    rf"(?:(?:{_ONE_DIGIT}|{_TWO_DIGITS}|{_THREE_DIGITS})[1-9]|(?:{_ZERO_FIRST})0)[0-9]*"
)
"""E.164 (ITU-T, 6.2.1: 15 digits at most). The 0 that only national calls begin with is
no part of it: gateways drop it, and the message would reach a number under which nobody looked whether its owner has
left. French numbers have nine digits after their code."""

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")
"""One address and nothing beside it. Mail programs read a name, a comment or a second address out of anything else,
and the letter would reach an address under which nobody looked (RFC 5322, 3.4)."""


def is_reached(channel: Channel, contact: str | None) -> bool:
    """Whether this can be written to, and an answer from there be known again: a number or an address that is spelt
    otherwise than its owner's own word is kept under would make her STOP somebody else's (SM-04)."""
    if not contact:
        return False
    if channel is Channel.SMS:
        return _NUMBER.fullmatch(contact) is not None
    return _ADDRESS.fullmatch(contact) is not None and contact == one_spelling(contact)


def codes() -> Iterable[str]:
    """Country codes whose rule is known."""
    return tuple(territory.code for territory in _TERRITORIES if territory.code)
