"""Two languages, one to a page: chosen by the page, else the address, else the browser, else the restaurant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import urldefrag

import pytest
from flask import Flask

from consent_ui import ConsentUI
from consent_ui.texts import MissingText, languages, texts
from tests.journeys.page import Page
from tests.journeys.place import CONFIG, Place
from tests.journeys.visitor import Visitor

PLAIN = pytest.mark.parametrize("way", ["plain"], indirect=True)
CENTRE = "/consent/preferences"


@pytest.mark.requirement("LN-01", "LN-03")
@pytest.mark.parametrize(
    ("address", "browser", "spoken"),
    [
        ("", "", "en"),
        ("", "fr", "fr"),
        ("", "fr-CA,en;q=0.5", "fr"),
        ("", "de,fr;q=0.8,en;q=0.3", "fr"),
        ("", "de", "en"),
        ("?lang=en", "fr", "en"),
        ("?lang=fr", "en", "fr"),
        ("?lang=xx", "fr", "fr"),
        ("?lang=", "fr", "fr"),
    ],
)
@PLAIN
def test_the_address_counts_before_the_browser_and_that_before_the_restaurant(
    site: Place, address: str, browser: str, spoken: str
) -> None:
    page = site.visitor().open(f"{CENTRE}{address}", Accept_Language=browser)
    assert page.tree.all("html")[0].get("lang") == spoken
    assert page.tree.text(page.tree.all("h1")[0]) == texts(spoken)("preferences.name")


@pytest.fixture
def speaking(site_url: str, way: str) -> Iterator[Callable[[str], Place]]:
    """A host whose pages are in one language, whatever the browser asks for; it says so by the hook."""
    places: list[Place] = []

    def opened(language: str) -> Place:
        app = Flask(__name__)
        app.config.from_mapping({**CONFIG, "CONSENT_DATABASE_URI": site_url})
        consent = ConsentUI(app, page_language=lambda: language)
        assert consent is not None
        places.append(Place(app, way))
        return places[-1]

    yield opened
    for place in places:
        place.close()


@pytest.mark.requirement("LN-01")
@pytest.mark.parametrize("language", languages())
def test_the_pages_own_language_counts_before_everything(speaking: Callable[[str], Place], language: str) -> None:
    visitor = speaking(language).visitor()
    page = visitor.open("/consent/banner?lang=de", Accept_Language="en;q=0.5,fr;q=0.5")
    assert page.words("consent-banner-title") == plain(texts(language)("notice.heading", name="Café Nord", by="SMS"))


@pytest.mark.requirement("LN-03", "LN-04")
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_whole_journey_keeps_the_language_it_began_in(demo: Place, language: str, answer: str) -> None:
    visitor = demo.visitor(language=language)
    say = texts(language)
    confirmed = visitor.press(visitor.open("/"), answer)
    heading = say("receipt.heading.yes", by="SMS") if answer == "yes" else say("receipt.heading.no")
    assert confirmed.words("consent-receipt-title") == plain(heading)
    assert confirmed.tree.ids["consent-receipt"].get("lang") == language
    assert demo.decisions()[-1].language == language
    centre = visitor.follow(confirmed, say("preferences.name"))
    saved = visitor.press(centre, "save", tick=["sms"])
    assert saved.tree.ids["consent-preferences"].get("lang") == language
    assert demo.decisions()[-1].language == language


def plain(words: str) -> str:
    """Words as a page's are read: every kind of space is one."""
    return " ".join(words.split())


@pytest.mark.requirement("LN-07", "CV-02")
@PLAIN
def test_switching_language_keeps_the_question_and_records_nothing(demo: Place) -> None:
    visitor = demo.visitor()
    before = len(demo.decisions())
    page = visitor.open("/")
    for language in ("en", "fr", "en"):
        page = visitor.follow(page, texts(language)("language.name"))
        assert page.has("consent-banner")
        assert page.tree.ids["consent-banner"].get("lang") == language
    assert len(demo.decisions()) == before and visitor.cookies() == {}


@pytest.mark.requirement("LN-07")
@PLAIN
@pytest.mark.parametrize("path", ["/consent/preferences", "/consent/notice", "/consent/banner?next=/x"])
def test_our_own_pages_can_be_switched_too(site: Place, path: str) -> None:
    visitor = site.visitor()
    page = visitor.follow(visitor.open(path), "Français")
    assert page.tree.all("html")[0].get("lang") == "fr"
    assert "Café Nord" in page.words()
    assert visitor.follow(page, "English").tree.all("html")[0].get("lang") == "en"


def _crawl(visitor: Visitor, start: str, language: str) -> dict[str, Page]:
    """Every page of this site that can be reached by links, in the language of the start."""
    seen: dict[str, Page] = {}
    waiting = [start]
    while waiting:
        address = urldefrag(waiting.pop()).url
        if address in seen:
            continue
        page = seen[address] = visitor.open(address)
        for link in page.tree.all("a"):
            to = link.get("href", "")
            if to.startswith("/") and link.get("hreflang", language) == language:
                waiting.append(to)
    return seen


@pytest.mark.requirement("LN-02", "LN-03", "LN-01", "WD-02")
@PLAIN
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("who", ["", "amina", "elodie"])
def test_every_page_reached_from_home_speaks_one_language(demo: Place, language: str, who: str) -> None:
    visitor = demo.visitor(language=language)
    if who:
        visitor.client.post("/account/sign-in", data={"customer": who})
    (other,) = set(languages()) - {language}
    own = texts(language)
    wrong = _phrases(other) - _phrases(language)
    pages = _crawl(visitor, "/", language)
    assert len(pages) >= (9 if who else 7)
    for address, page in pages.items():
        assert page.status == 200, address
        if address.startswith("/consent/notice/"):
            continue  # the words as they were shown then, in the language they were shown in
        assert page.tree.all("html")[0].get("lang") == language, address
        words = page.words()
        for part in page.tree.elements:
            if part.get("lang", language) != language and part.tag != "a":
                assert "consent" not in part.get("class", ""), address  # a dish keeps its name, marked as French
                words = words.replace(page.tree.text(part), "")
        assert [phrase for phrase in wrong if phrase in words] == [], address
        assert own("preferences.name") in page.tree.text(page.tree.all("footer")[0]), address


def _phrases(language: str) -> set[str]:
    """The longer texts of a catalogue that have no values to fill in."""
    found = set()
    keys = texts(language).keys()
    for key in keys:
        with suppress(MissingText):
            found.add(plain(texts(language)(key)))
    return {phrase for phrase in found if len(phrase) > 12}


@pytest.mark.requirement("LN-01", "PR-02")
@PLAIN
def test_words_seen_in_one_language_are_marked_as_such_when_seen_from_another(site: Place) -> None:
    visitor = site.visitor()
    visitor.press(visitor.open("/", Accept_Language="fr"), "no")
    (row,) = site.decisions()
    assert row.language == "fr"
    page = visitor.follow(visitor.open(f"{CENTRE}?lang=en"), texts("en")("preferences.words"))
    article = next(e for e in page.tree.all("article"))
    assert article.get("lang") == "fr" and texts("fr")("fullnotice.as_shown") in page.tree.text(article)
    assert texts("en")("fullnotice.as_shown") not in page.tree.text(article)


HOSTILE = {
    "ten kilobytes": "en;q=0.1," * 1200,
    "one long word": "x" * 10_000,
    "no number": "fr;q=nan, en;q=inf",
    "star": "*",
    "negative": "fr;q=-1,en;q=1e309",
    "control characters": "en\x01\x7f;q=\x02",
    "latin": "\xe9\xff;q=1",
    "commas": "," * 5000,
    "script": "<script>alert(1)</script>",
    "percent": "%00%0d%0a",
}


@PLAIN
@pytest.mark.parametrize("header", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_accept_language_gets_the_page_in_some_language_of_the_restaurant(demo: Place, header: str) -> None:
    visitor = demo.visitor()
    for path in ("/", CENTRE, "/consent/banner", "/consent/notice", "/nowhere"):
        page = visitor.open(path, Accept_Language=header)
        assert page.status == (404 if path == "/nowhere" else 200)
        assert page.tree.all("html")[0].get("lang") in languages()
