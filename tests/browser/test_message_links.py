"""The page behind the link in a message, in a real browser: readable for everybody, and one click leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consent_ui.rules.consent import Channel
from tests.browser import layout
from tests.browser.accessibility import check_accessibility
from tests.browser.messages import message_link
from tests.browser.site import Site
from tests.browser.visit import Visit

Visits = Callable[..., Visit]
OUT = {"message": "link", "unsubscribe": "email"}


@pytest.mark.requirement("AX-01", "AX-08", "AX-09", "AX-10", "LN-01", "WD-03")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("channel", "purpose"), [(Channel.SMS, "message"), (Channel.EMAIL, "unsubscribe")], ids=["link", "unsubscribe"]
)
def test_it_can_be_read_by_everybody_before_and_after(
    visit: Visits, momo_both: Site, language: str, channel: Channel, purpose: str
) -> None:
    seen = visit(language="fr" if language == "en" else "en", width=320)
    page = seen.page
    momo_both.go(page, message_link(momo_both, language, channel, purpose))
    for left in (False, True):
        for width, scheme in ((320, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            check_accessibility(page)
            assert layout.cut_off(page) == []
            assert layout.cut_off_with_wider_spacing(page) == []
            assert layout.small_targets(page) == []
        assert page.locator("#consent-message").get_attribute("lang") == language  # the message’s, not the browser’s
        assert page.locator("#consent-message form").count() == (not left)
        if not left:
            page.locator("#consent-message button").click()
            page.locator("#consent-message:not(:has(form))").wait_for()
    assert momo_both.decisions()[-1] == (channel, "withdrawn", OUT[purpose])
    assert seen.context.cookies() == []
    assert seen.foreign(momo_both.address) == []


@pytest.mark.requirement("WD-01", "WD-06", "WD-07")
@pytest.mark.parametrize("purpose", ["message", "unsubscribe"])
def test_one_click_leaves_without_scripts_too(visit: Visits, momo_both: Site, purpose: str) -> None:
    page = visit(javascript=False).page
    path = message_link(momo_both, "en", purpose=purpose)
    momo_both.go(page, path)
    before = momo_both.count()
    page.reload()
    assert momo_both.count() == before
    page.get_by_role("button", name="Stop offers by SMS").click()
    assert "You stopped offers by SMS" in page.locator("#consent-message").inner_text()
    assert page.url == momo_both.address + path
    assert momo_both.decisions(before) == [("sms", "withdrawn", OUT[purpose])]
