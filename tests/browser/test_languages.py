"""One language a page, the same from the question to the record, and switching it answers nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.site import NOTICE, PREFERENCES, Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer, bring_htmx, unanswered

Visits = Callable[..., Visit]

QUESTION = {"en": "Offers by SMS from Chez Momo?", "fr": "Offres de Chez Momo par SMS\N{NARROW NO-BREAK SPACE}?"}
SAVED = {"en": "Saved: you said no to offers", "fr": "Enregistré"}
OTHER = {"en": "Français", "fr": "English"}
AMOUNT = {"en": "25%", "fr": "25\N{NO-BREAK SPACE}%"}

# What only the other language says.
FOREIGN = {"en": ("vous", "offres", "Enregistr"), "fr": ("you ", "offers", "Saved")}


def plain(text: str) -> str:
    """The same with ordinary spaces."""
    return " ".join(text.split())


@pytest.mark.requirement("LN-07", "CV-02")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_switching_language_keeps_the_question_open_and_records_nothing(
    visit: Visits, momo: Site, language: str
) -> None:
    seen, before = visit(language=language), momo.count()
    momo.go(seen.page, "/menu")
    bring_htmx(seen.page)
    other = "fr" if language == "en" else "en"
    assert plain(seen.page.locator("#consent-banner h2").inner_text()) == plain(QUESTION[language])
    seen.page.get_by_role("link", name=OTHER[language], exact=True).click()
    seen.page.wait_for_url(f"**/menu?lang={other}")
    assert plain(seen.page.locator("#consent-banner h2").inner_text()) == plain(QUESTION[other])
    unanswered(seen, momo, before)


@pytest.mark.requirement("LN-01", "LN-03", "LN-04")
@pytest.mark.parametrize("enhanced", [True, False], ids=["htmx", "plain"])
@pytest.mark.parametrize(("browser_speaks", "chosen"), [("fr", "en"), ("en", "fr")])
def test_the_language_chosen_on_the_page_holds_to_the_end(
    visit: Visits, momo: Site, browser_speaks: str, chosen: str, enhanced: bool
) -> None:
    seen = visit(language=browser_speaks, javascript=enhanced)
    momo.go(seen.page, f"/?lang={chosen}")
    if enhanced:
        bring_htmx(seen.page)
    answer(seen.page, "no")
    receipt = seen.page.locator("#consent-receipt")
    assert receipt.get_attribute("lang") == chosen
    assert receipt.locator("h2").inner_text().startswith(SAVED[chosen])
    receipt.locator("a").click()
    seen.page.wait_for_url(f"**{PREFERENCES}?lang={chosen}")
    assert seen.page.locator("html").get_attribute("lang") == chosen
    assert seen.page.locator("#consent-preferences").get_attribute("lang") == chosen


@pytest.mark.requirement("LN-01", "LN-02", "LN-03", "LN-08")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_speaks_one_language(visit: Visits, momo: Site, language: str) -> None:
    seen = visit(language=language)
    momo.go(seen.page)
    assert AMOUNT[language] in seen.page.locator("#consent-banner").text_content()  # type: ignore[operator]
    for path in ("/", PREFERENCES, NOTICE, "/consent/banner"):
        momo.go(seen.page, path)
        assert seen.page.locator("html").get_attribute("lang") == language
        parts = seen.page.locator(".consent")
        assert parts.count() >= 1, path
        for part in parts.all():
            assert part.get_attribute("lang") == language
            words = part.inner_text()
            assert not [each for each in FOREIGN[language] if each in words], path
