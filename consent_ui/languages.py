"""Which of a restaurant's languages a browser wants most."""

from __future__ import annotations

from functools import lru_cache

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header


def best_language(header: str, spoken: tuple[str, ...]) -> str:
    """The language of `spoken` that an Accept-Language header wants most, else the first: "fr-CA" is content with
    "fr" before a less wanted "en" (RFC 4647, lookup)."""
    return _best_language(header[:1000], spoken)


@lru_cache(1000)
def _best_language(header: str, spoken: tuple[str, ...]) -> str:
    for wanted in parse_accept_header(header, LanguageAccept).values():
        for width in (None, 1):
            subtags = wanted.lower().split("-")[:width]
            for language in spoken:
                if language.lower().split("-")[:width] == subtags:
                    return language
    return spoken[0]
