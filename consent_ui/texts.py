"""Texts by symbolic key in one language, with numbers and dates the way that language writes them.

Catalogues are gettext `.po` files, one folder per language and one file per part of the product, read once per
process; Babel does the formatting. The extension lives inside other people's applications, so it keeps its own
catalogues and leaves a host's translation set-up alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_percent

FOLDER = Path(__file__).parent / "translations"


class MissingText(LookupError):
    """A key that the catalogue of this language does not have, or a text that names a value it was not given."""


class Texts:
    """Speaks one language. Call it with a key to get a text: `text("banner.error", name="Momo")`."""

    def __init__(self, language: str, catalogue: dict[str, str]) -> None:
        self.language = language
        self._catalogue = catalogue
        self._taken_apart: dict[str, _Pieces] = {}
        self._locale = Locale.parse(language)

    def __repr__(self) -> str:
        return f"Texts({self.language!r})"

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` with `values` filled in. Raises MissingText."""
        try:
            pieces = self._taken_apart.get(key)
            if pieces is None:
                pieces = self._taken_apart[key] = _pieces(self._catalogue[key])
            return "".join([before if name is None else f"{before}{values[name]}" for before, name in pieces])
        except KeyError as error:
            raise MissingText(f"{self.language}: {key} ({error})") from error

    def keys(self) -> frozenset[str]:
        """Every key of this catalogue."""
        return frozenset(self._catalogue)

    def percent(self, percent: int) -> str:
        """A whole percentage: "25%" in English, "25 %" with a no-break space in French (LN-08)."""
        return format_percent(Decimal(percent) / 100, locale=self._locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount of money with its ISO 4217 currency."""
        return format_currency(amount, currency, locale=self._locale)

    def date(self, instant: datetime, time_zone: str) -> str:
        """The day of an aware instant in a time zone, such as "3 March 2026"."""
        return _day(self.language, instant.astimezone(ZoneInfo(time_zone)).date())

    def moment(self, instant: datetime, time_zone: str) -> str:
        """Day and minute of an aware instant in a time zone."""
        local = instant.astimezone(ZoneInfo(time_zone))
        return self(
            "moment",
            date=_day(self.language, local.date()),
            time=_minute(self.language, time(local.hour, local.minute)),
        )

    def listing(self, items: Sequence[str]) -> str:
        """Items joined the way the language joins them: "a, b and c"."""
        return format_list(list(items), locale=self._locale, style="standard")

    def language_name(self, language: str) -> str:
        """A language as this one calls it, such as "French", also one that only a site of its own has."""
        name = Locale.parse(language).get_language_name(self._locale) or language
        return name[:1].upper() + name[1:]


_Pieces = tuple[tuple[str, str | None], ...]
"""A text taken apart: what stands before each name, and the name; None after the last one."""


def _pieces(text: str) -> _Pieces:
    """Takes `{name}` only: no attributes, no indexes, no formats, so a text can never reach into a value. Raises
    KeyError for anything else in braces."""
    found = []
    for before, name, form, conversion in Formatter().parse(text):
        if name is not None and (form or conversion or not name.isidentifier()):
            raise KeyError(name)
        found.append((before, name))
    return tuple(found)


@lru_cache(maxsize=4096)
def _day(language: str, day: date) -> str:
    """A day's name: pages of history say the same few again and again."""
    return format_date(day, "d MMMM y", locale=Locale.parse(language))


@lru_cache(maxsize=4096)
def _minute(language: str, clock: time) -> str:
    return format_time(clock, "HH:mm", locale=Locale.parse(language))


_OF_SITES: dict[str, dict[str, str]] = {}
"""Texts that a site brings itself, by language and key; they come before ours."""


def bring(language: str, catalogue: dict[str, str]) -> None:
    """Speak this language from now on with these texts of a site's own (`consent_ui.own_languages` checks them)."""
    _OF_SITES[language] = catalogue
    languages.cache_clear()
    texts.cache_clear()


def forget_brought() -> None:
    """Speak our own languages only, as before `bring`."""
    _OF_SITES.clear()
    languages.cache_clear()
    texts.cache_clear()


@cache
def languages() -> tuple[str, ...]:
    """The languages there are catalogues for."""
    return tuple(sorted({path.parent.name for path in FOLDER.glob("*/site.po")} | _OF_SITES.keys()))


@cache
def texts(language: str) -> Texts:
    """The texts of one language. Raises MissingText when there is no catalogue for it, and ValueError for a key that
    stands in two files."""
    if language not in languages():
        raise MissingText(f"no catalogue for {language!r}")
    return Texts(language, read_catalogue(FOLDER / language) | _OF_SITES.get(language, {}))


def read_catalogue(folder: Path) -> dict[str, str]:
    """Every translated text in the `.po` files of one language's folder. Raises ValueError for a key that stands in two
    files, and for a file that is none."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=folder.name, abort_invalid=True)
        part = {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
        if twice := found.keys() & part.keys():
            raise ValueError(f"{path.name}: {', '.join(sorted(twice))} stands in another file of {folder.name} too")
        found |= part
    return found
