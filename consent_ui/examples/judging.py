"""Judges the words of the question over all examples: as they are composed, and as a template renders them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from consent_ui import pages
from consent_ui.examples.builders import banner
from consent_ui.examples.notices import RESTAURANTS, ExampleNotice, every_notice
from consent_ui.rules.wording import Asked, Finding, banner_words, lint_added, lint_banner, lint_notice
from consent_ui.texts import Texts, languages, texts

Judged = tuple[ExampleNotice, Finding]


def composed(text: Texts) -> Iterator[Judged]:
    """What is wrong with the catalogue of this language. Raises NoLists."""
    for example in every_notice(text):
        for finding in lint_notice(example.notice, example.restaurant, example.requires_consent):
            yield example, finding


def rendered(text: Texts, render: Callable[[pages.Banner], str]) -> Iterator[Judged]:
    """What is wrong with the question as `render` makes it: a site's or a theme's own `_banner.html`, with sentences of
    its own or with labels of its own. Raises NoLists."""
    for example in every_notice(text):
        restaurant = example.restaurant
        read = banner_words(render(banner(text, restaurant, example.campaign)))
        asked = Asked(
            channels=restaurant.channels,
            requires_consent=example.requires_consent,
            timed=example.campaign is not None and example.campaign.lapse_days is not None,
            names=(restaurant.name, restaurant.legal_name),
            country=restaurant.country,
        )
        for finding in lint_banner(read.accept, read.decline, read.paragraphs, text.language, asked, read.links):
            yield example, finding


def complaints(render: Callable[[pages.Banner], str]) -> list[str]:
    """What is wrong with the words of the question as `render` makes it, in every language, in a line each (IC-13)."""
    return [f"{finding} ({language})" for language in languages() for _, finding in rendered(texts(language), render)]


def brought_in(shipped: str, made: str, language: str) -> list[Finding]:
    """What is wrong with the words that one rendering of an example has and the shipped one has not. Raises NoLists."""
    names = [name for each in RESTAURANTS.values() for name in (each.name, each.legal_name)]
    return lint_added(banner_words(shipped), banner_words(made), language, Asked(names=names))
