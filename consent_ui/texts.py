"""Texts by symbolic key in one language, with numbers and dates the way that language writes them.

Catalogues are gettext `.po` files, one folder per language and one file per part of the product, read once per
process; Babel does the formatting. The extension lives inside other people's applications, so it keeps its own
catalogues and leaves a host's translation set-up alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
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
        self._locale = Locale.parse(language)

    def __repr__(self) -> str:
        return f"Texts({self.language!r})"

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` with `values` filled in. Raises MissingText."""
        try:
            return _FORMAT.vformat(self._catalogue[key], (), values)
        except (KeyError, IndexError) as error:
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
        return format_date(instant.astimezone(ZoneInfo(time_zone)), "d MMMM y", locale=self._locale)

    def moment(self, instant: datetime, time_zone: str) -> str:
        """Day and minute of an aware instant in a time zone."""
        local = instant.astimezone(ZoneInfo(time_zone))
        return self(
            "moment", date=self.date(instant, time_zone),
            time=format_datetime(local, "HH:mm", locale=self._locale),
        )  # fmt: skip

    def listing(self, items: Sequence[str]) -> str:
        """Items joined the way the language joins them: "a, b and c"."""
        return format_list(list(items), locale=self._locale, style="standard")

    def language_name(self, language: str) -> str:
        """A language as this one calls it, such as "French", also one that only a site of its own has."""
        name = Locale.parse(language).get_language_name(self._locale) or language
        return name[:1].upper() + name[1:]


class _StrictFormatter(Formatter):
    """Fills `{name}` only: no attributes, no indexes, so a text can never reach into a value."""

    def get_field(self, field_name: str, args: Sequence[object], kwargs: object) -> tuple[object, str]:
        return kwargs[field_name], field_name  # type: ignore[index]


_FORMAT = _StrictFormatter()

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
