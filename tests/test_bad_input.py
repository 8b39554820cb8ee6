"""Bad input: a clear error of the right kind, nothing stored, and the choice still there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from consent_ui import create_app
from consent_ui.seals import Seals
from consent_ui.texts import texts
from tests.journeys.asking_again import asked_again, token, unharmed
from tests.journeys.place import CONFIG, Place
from tests.journeys.raw import post_bytes
from tests.journeys.visitor import Visitor

BANNER, CENTRE = "/consent/banner", "/consent/preferences"
say = texts("en")


@pytest.fixture
def visitor(site: Place) -> Iterator[Visitor]:
    """Somebody whose bad requests store nothing and leave no cookie, and who can still answer afterwards."""
    with unharmed(site) as visitor:
        yield visitor


@pytest.mark.parametrize("answer", ["maybe", "YES", " yes", "true", "1", "", None])
def test_an_unknown_or_missing_answer_is_asked_again(visitor: Visitor, answer: str | None) -> None:
    data = {"notice": token(visitor)} | ({} if answer is None else {"answer": answer})
    asked_again(visitor.post(BANNER, data), 422, "banner.error.answer")


def _tampered(good: str) -> dict[str, str | None]:
    first, act, made, who, shown, signature = good.split(".")
    return {
        "missing": None,
        "empty": "",
        "unknown": "rubbish",
        "truncated": good[:-1],
        "extended": good + "A",
        "another notice": ".".join(["0" * 64, act, made, who, shown, signature]),
        "made later": ".".join([first, act, f"{int(made, 16) + 1:x}", who, shown, signature]),
        "another person": ".".join([first, act, made, "0" * 16, shown, signature]),
        "another box shown ticked": ".".join([first, act, made, who, "sms", signature]),
        "no signature": ".".join([first, act, made, who, shown, ""]),
        "very long": good * 50,
        "not ASCII": "é" + good,
    }


@pytest.mark.requirement("PR-10")
def test_an_unknown_or_tampered_token_is_asked_again(visitor: Visitor) -> None:
    for name, value in _tampered(token(visitor)).items():
        data = {"answer": "yes"} | ({} if value is None else {"notice": value})
        page = visitor.post(BANNER, data)
        assert page.status == 400, name
        asked_again(page, 400, "banner.error.token")


@pytest.mark.requirement("CV-07")
@pytest.mark.parametrize("how", ["signed elsewhere", "of another restaurant's notice"])
def test_a_token_of_another_restaurant_is_asked_again(site: Place, visitor: Visitor, how: str) -> None:
    seals = site.consent.seals
    if how == "signed elsewhere":
        foreign = Seals(["another secret"]).form_token("0" * 64, "", datetime.now(UTC))
    else:
        foreign = seals.form_token("f" * 64, "", datetime.now(UTC))
    asked_again(visitor.post(BANNER, {"answer": "yes", "notice": foreign}), 400, "banner.error.token")


def test_a_page_left_open_for_a_day_still_works(site: Place, clock: Any) -> None:
    visitor = site.visitor()
    page = visitor.open("/")
    clock.shift(timedelta(hours=71))
    assert visitor.press(page, "yes").has("consent-receipt")
    assert site.said() == [("sms", "given")]


def test_an_expired_token_is_asked_again(site: Place, visitor: Visitor, clock: Any) -> None:
    page = visitor.open("/")
    clock.shift(timedelta(hours=73))
    asked_again(visitor.press(page, "yes"), 400, "banner.error.expired")


@pytest.mark.parametrize("path", [BANNER, CENTRE, "/consent/notice", f"/consent/notice/{'0' * 64}"], ids=len)
def test_an_unknown_restaurant_is_said_clearly(open_site: Callable[..., Place], path: str) -> None:
    site = open_site(CONSENT_RESTAURANT="nobody")
    visitor = site.visitor()
    pages = [visitor.open(path)]
    if "notice" not in path:
        pages.append(visitor.post(path, {"answer": "yes"}))
    for page in pages:
        assert page.status == 404 and say("problem.restaurant.sentence") in page.words()
    assert visitor.open("/").status == 200 and site.decisions() == []


@pytest.mark.parametrize("fingerprint", ["x", "0" * 64, "f" * 63, "0" * 65, "%00" * 64, "é" * 64, "0" * 5000], ids=len)
def test_an_unknown_notice_is_not_found(visitor: Visitor, fingerprint: str) -> None:
    page = visitor.open(f"/consent/notice/{fingerprint}")
    assert page.status == 404 and say("problem.not_found.sentence") in page.words()


@pytest.mark.parametrize("path", [BANNER, CENTRE])
def test_nul_is_refused(visitor: Visitor, path: str) -> None:
    good = token(visitor).encode()
    for nul in (b"%00", b"\x00"):
        for body in (
            b"answer=yes&do=save&notice=" + good + nul,
            b"answer=yes" + nul + b"&do=" + nul + b"&notice=" + good,
        ):
            page = post_bytes(visitor, path, body)
            assert page.status == 400 and say("banner.error.fields") in page.alert()


@pytest.mark.parametrize("path", [BANNER, CENTRE])
@pytest.mark.parametrize("bad", [b"%ff", b"\xff\xfe", b"%c3%28", b"%ed%a0%80", b"\xc3"], ids=repr)
def test_invalid_utf_8_is_refused(visitor: Visitor, path: str, bad: bytes) -> None:
    good = token(visitor).encode()
    for body in (
        b"answer=yes&do=save&channels=sms&notice=" + good + bad,
        b"answer=yes" + bad + b"&do=save" + bad + b"&notice=" + good,
        b"answer" + bad + b"=yes&do" + bad + b"=save&notice=" + good,
    ):
        page = post_bytes(visitor, path, body)
        assert page.status in (400, 422) and page.alert()


@pytest.mark.parametrize("twice", ["answer=no", "answer=yes", "notice=x"])
def test_a_field_that_comes_twice_is_refused(visitor: Visitor, twice: str) -> None:
    body = f"answer=yes&notice={token(visitor)}&{twice}".encode()
    asked_again(post_bytes(visitor, BANNER, body), 400, "banner.error.fields")


@pytest.mark.parametrize("channels", [["sms", "sms"], ["email"], ["fax"], ["sms", "\u00e9"], [""]])
def test_channels_that_are_not_the_restaurants_are_refused(visitor: Visitor, channels: list[str]) -> None:
    data = {"do": "save", "notice": token(visitor), "channels": channels}
    page = visitor.post(CENTRE, data)
    assert page.status == 422 and say("banner.error.channels") in page.alert()


def test_parameters_of_an_address_never_answer(visitor: Visitor) -> None:
    query = urlencode({"answer": "yes", "notice": token(visitor), "do": "save", "channels": "sms"})
    for path in (BANNER, CENTRE):
        assert visitor.open(f"{path}?{query}").status == 200
        page = visitor.post(f"{path}?{query}", {})
        assert page.status == 400 and say("banner.error.token") in page.alert()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", [BANNER, CENTRE, "/consent/notice", "/consent/enhance"])
def test_other_methods_are_refused(demo: Place, method: str, path: str) -> None:
    visitor, before = demo.visitor(), demo.said()
    response = visitor.client.open(f"{path}?lang=en", method=method, data={"answer": "yes"})
    assert response.status_code == 405 and "GET" in response.headers["Allow"]
    assert say("problem.method.sentence") in response.text
    assert demo.said() == before


def test_a_stand_alone_site_has_its_own_words_for_what_is_not_there(site_url: str) -> None:
    place = Place(create_app({**CONFIG, "CONSENT_DATABASE_URI": site_url}), "plain", ours=("/",))
    visitor = place.visitor()
    for method, path, status in (("GET", "/nothing", 404), ("PUT", BANNER, 405), ("GET", "/consent/nothing", 404)):
        assert visitor.client.open(path, method=method).status_code == status
    assert visitor.open("/").response.location == CENTRE
    assert visitor.open(BANNER).has("consent-banner")
    place.close()
