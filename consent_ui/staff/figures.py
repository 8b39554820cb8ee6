"""Numbers and days the way a language writes them, each worked out once: a page has hundreds of the same few."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

from consent_ui.rules.ranges import Step
from consent_ui.rules.rates import Rate, wilson
from consent_ui.texts import Texts


@lru_cache(maxsize=4096)
def number(language: str, count: int) -> str:
    """A whole number: "1,234" in English, "1 234" with a narrow no-break space in French (LN-08)."""
    return format_decimal(count, locale=Locale.parse(language))


@lru_cache(maxsize=4096)
def share(language: str, permille: int) -> str:
    """A share in thousandths, as a percentage with one decimal: "41.7%", "41,7 %" in French."""
    locale = Locale.parse(language)
    pattern = locale.percent_formats[None].pattern.replace("##0", "##0.0")  # the sign stays where the language has it
    return format_percent(Decimal(permille) / 1000, pattern, locale)


@lru_cache(maxsize=4096)
def day(language: str, value: date, step: Step = Step.DAY) -> str:
    """A step's name, short: "3 Mar 2026", "March 2026"."""
    if step is Step.MONTH:
        return format_skeleton("yMMMM", value, locale=Locale.parse(language))
    return format_date(value, "d MMM y", locale=Locale.parse(language))


def rate(text: Texts, found: Rate | None) -> tuple[str, str]:
    """A rate and its interval in words; an en dash where there is none."""
    if found is None:
        return "–", "–"
    low, high = (share(text.language, round(bound * 1000)) for bound in (found.low, found.high))
    return share(text.language, round(found.value * 1000)), text("dashboard.interval", low=low, high=high)


@lru_cache(maxsize=4096)
def answers(text: Texts, asked: int, yes: int, no: int) -> tuple[str, str, str, str, str]:
    """How often was asked, how many said yes and no, the rate of yes and its interval. Raises ValueError for counts
    below 0."""
    language = text.language
    return number(language, asked), number(language, yes), number(language, no), *rate(text, wilson(yes, yes + no))


def money(language: str, amount: Decimal, currency: str) -> str:
    """An amount with at least the currency's own decimals, and up to four: an SMS costs a few tenths of a cent."""
    locale = Locale.parse(language)
    pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0.00##")
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)
