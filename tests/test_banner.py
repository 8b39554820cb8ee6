"""The question on the first visit of a page: there at once, in the right words, and without a trace."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from consent_ui.texts import texts
from tests.host.site import GUESTS
from tests.journeys.place import VOUCHER, Place
from tests.samples import CHANNELS, sample_restaurant

DEMO_PAGES = ("/", "/menu", "/order", "/account")
QUIET = ("/terms", "/consent/notice", "/consent/preferences")

pytestmark = pytest.mark.parametrize("way", ["plain"], indirect=True)  # the first response is the same for htmx


@pytest.mark.requirement("AX-06", "AX-02", "IN-07")
def test_the_question_is_the_first_thing_in_the_body_of_the_first_response(demo: Place) -> None:
    for path in DEMO_PAGES:
        page = demo.visitor().open(path)
        body = page.tree.all("body")[0]
        first = next(e for e in body if e.tag != "link")
        assert first.get("id") == "consent-banner" and first.tag == "section"
        heading = page.tree.ids[first.get("aria-labelledby", "")]
        assert heading.tag == "h2" and "Chez Momo" in page.tree.text(heading)
        assert page.buttons("consent-banner") == ["yes", "no"]


@pytest.mark.requirement("IN-03", "AX-07")
def test_the_question_is_not_put_over_notice_terms_or_preferences(demo: Place) -> None:
    for path in QUIET:
        page = demo.visitor().open(path)
        assert page.status == 200 and not page.has("consent-banner")


@pytest.mark.requirement("IN-02")
def test_the_full_notice_is_one_click_away_from_the_question(site: Place) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    notice = visitor.follow(page, texts("en")("notice.more"))
    for anchor in ("controller", "purposes", "recipients", "retention", "rights", "withdrawal", "complaint"):
        assert notice.has(anchor)
    assert site.restaurant.legal_name in notice.words("content")


@pytest.mark.requirement("IN-01", "IN-04")
def test_who_asks_what_for_and_by_which_channel_stands_above_the_buttons(site: Place) -> None:
    html = site.visitor().open("/").response.text
    above = html[html.index("consent-banner") : html.index('value="yes"')]
    restaurant = site.restaurant
    for needed in (restaurant.name, restaurant.legal_name, "SMS", "phone number", "withdraw", "no changes nothing"):
        assert needed in above


@pytest.mark.requirement("IC-06")
@pytest.mark.parametrize(
    ("guest_id", "words"),
    [("", "New customers"), ("8", "New customers"), ("7", "loyalty card")],
    ids=["visitor", "customer without orders", "customer with orders"],
)
def test_the_words_are_those_of_the_campaign_for_who_is_looking(site: Place, guest_id: str, words: str) -> None:
    visitor = site.visitor()
    if guest_id:
        assert (GUESTS[guest_id].orders > 0) is (guest_id == "7")
        visitor.client.post(f"/login/{guest_id}")
    assert words in visitor.open("/").words("consent-banner")


@pytest.mark.requirement("SY-01", "SY-13", "SY-14")
def test_both_answers_are_the_same_element_with_the_same_classes_side_by_side(site: Place) -> None:
    page = site.visitor().open("/")
    yes, no = (e for e in page.tree.all("button") if e.get("name") == "answer")
    assert list(page.tree.parent(yes)) == [yes, no]
    assert {k: v for k, v in yes.attrib.items() if k != "value"} == {k: v for k, v in no.attrib.items() if k != "value"}
    assert not list(yes) and not list(no)


@pytest.mark.requirement("CV-02", "WD-06", "PR-12", "CV-10")
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_changes_nothing(site: Place, method: str) -> None:
    visitor = site.visitor()
    token = visitor.open("/").token("yes")
    for path in ("/", "/consent/banner", "/consent/preferences", "/consent/notice"):
        for query in ("", f"?answer=yes&notice={token}&do=save&channels=sms"):
            response = visitor.client.open(path + query, method=method)
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers
    assert site.decisions() == []
    assert visitor.open("/").has("consent-banner")


@pytest.mark.requirement("CV-16")
def test_nothing_is_kept_by_the_browser_before_an_answer(demo: Place) -> None:
    visitor = demo.visitor()
    for path in (*DEMO_PAGES, *QUIET, "/consent/banner", "/consent/enhance"):
        assert "Set-Cookie" not in visitor.open(path).response.headers
    assert visitor.cookies() == {}


@pytest.mark.requirement("PR-10", "PR-11")
def test_every_page_is_nobody_elses_and_lets_no_foreign_code_in(demo: Place) -> None:
    for path in (*DEMO_PAGES, *QUIET, "/consent/banner"):
        headers = demo.visitor().open(path).response.headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "private, no-store"
        vary = {each.strip().lower() for line in headers.getlist("Vary") for each in line.split(",")}
        assert {"cookie", "accept-language"} <= vary


@pytest.mark.requirement("PR-10")
def test_only_the_loader_may_be_framed_and_only_by_this_site(demo: Place) -> None:
    policy = demo.visitor().open("/consent/enhance").response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and "unsafe" not in policy


@pytest.mark.requirement("PR-10", "PR-11")
def test_a_hosts_page_with_the_question_is_not_cached_and_not_framed(site: Place) -> None:
    headers = site.visitor().open("/").response.headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Frame-Options"] == "DENY"


def test_no_script_is_fetched_with_the_first_page(site: Place) -> None:
    page = site.visitor().open("/")
    assert page.tree.all("script") == []
    assert [frame.get("loading") for frame in page.tree.all("iframe")] == ["lazy"]


@pytest.mark.requirement("CV-05", "SY-15")
def test_choosing_among_channels_is_offered_only_where_there_are_several(site: Place) -> None:
    choose = texts("en")("notice.choose")
    assert choose not in site.visitor().open("/").links()
    site.change(channels=CHANNELS)
    assert choose in site.visitor().open("/").links()


def test_a_restaurant_that_writes_by_no_channel_asks_nothing(site: Place) -> None:
    site.publish(sample_restaurant(channels=()))
    page = site.visitor().open("/")
    assert page.status == 200 and not page.has("consent-banner")


@pytest.mark.requirement("IC-03", "IC-08")
def test_the_main_conditions_of_a_benefit_stand_with_it(site: Place) -> None:
    words = site.visitor().open("/").words("consent-banner")
    assert re.search(r"25% off.*€12\.50.*30 June 2026", words)
    assert VOUCHER not in words


def test_no_name_of_a_restaurant_can_hold_the_place_of_the_token(site: Place) -> None:
    site.change(name="slot-for-the-token")
    assert "from slot-for-the-token?" in site.visitor().open("/").words("consent-banner-title")
    command = [sys.executable, "-c", "from consent_ui.rendering import NEXT, TOKEN; print(NEXT, TOKEN)"]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(2)]
    assert len({each for process in said for each in process}) == 4
