"""Nobody else's page answers for a person, nothing leads away from the site, and no request breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent_ui.texts import texts
from tests.journeys.place import Place
from tests.journeys.raw import post_bytes
from tests.journeys.visitor import Visitor

BANNER, CENTRE = "/consent/banner", "/consent/preferences"
say = texts("en")

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "rubbish"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://[broken"},
]


@pytest.mark.requirement("PR-10")
@pytest.mark.parametrize("path", [BANNER, CENTRE])
def test_a_form_of_another_site_is_refused_in_clear_words_and_stores_nothing(site: Place, path: str) -> None:
    visitor = site.visitor()
    token = visitor.open("/").token("yes")
    for headers in FOREIGN:
        data = {"answer": "yes", "do": "save", "channels": "sms", "notice": token}
        page = visitor.post(path, data, **headers)
        assert page.status == 403, headers
        assert say("problem.cross_site.sentence") in page.words()
    assert site.decisions() == [] and visitor.cookies() == {}


@pytest.mark.requirement("PR-10")
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {"Origin": "HTTP://LOCALHOST"},
        {},
    ],
    ids=str,
)
def test_a_form_of_this_site_is_taken(site: Place, headers: dict[str, str]) -> None:
    visitor = site.visitor()
    token = visitor.open("/").token("yes")
    visitor.post(BANNER, {"answer": "no", "notice": token}, **headers)
    assert site.said() == [("sms", "refused")]


@pytest.mark.requirement("WD-06", "PR-12")
@pytest.mark.parametrize("path", ["/", BANNER, CENTRE, "/consent/notice"])
def test_a_link_from_another_site_still_opens_every_page(site: Place, path: str) -> None:
    visitor = site.visitor()
    for headers in FOREIGN:
        assert visitor.open(path, **headers).status == 200


AWAY = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\r\nSet-Cookie: x=1",
    " //evil.example",
    "http://[",
    "/" + "x" * 3000,
    "evil.example",
    "",
]


@pytest.mark.parametrize("to", AWAY)
@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_nothing_leads_away_from_the_site(site: Place, to: str) -> None:
    visitor = site.visitor()
    token = visitor.open("/").token("yes")
    page = visitor.post(BANNER, {"answer": "no", "notice": token, "next": to})
    assert page.status == 303 and page.sent.location == "/?consent=saved#consent-receipt-title"
    assert "evil" not in str(page.sent.headers)
    asked = site.visitor()
    assert dict(asked.client.get(BANNER, query_string={"next": to}).request.args) == {"next": to}
    question = asked.open("/consent/banner?" + "next=" + "".join(f"%{byte:02x}" for byte in to.encode()))
    assert dict(question.press("no").fields)["next"] == "/"


@pytest.mark.parametrize("way", ["plain"], indirect=True)
@pytest.mark.parametrize("to", ["/x", "/a/b?c=d&e=%26#f", "/caf%C3%A9", "/?next=//evil.example"])
def test_the_way_back_is_kept_where_it_is_the_sites_own(site: Place, to: str) -> None:
    visitor = site.visitor()
    token = visitor.open("/").token("yes")
    page = visitor.post(BANNER, {"answer": "no", "notice": token, "next": to})
    assert page.sent.location is not None
    assert page.sent.location.startswith(to.partition("?")[0]) and "consent=saved" in page.sent.location


FIELD_NAMES = st.sampled_from(["answer", "notice", "next", "do", "channels", "x"])
VALUES = st.one_of(
    st.sampled_from(["yes", "no", "save", "stop", "keep", "sms", "email", "/", "//evil.example", "\x00", "TOKEN"]),
    st.text(max_size=40),
)
BODIES = st.one_of(st.binary(max_size=300), st.lists(st.tuples(FIELD_NAMES, VALUES), max_size=12))
HEADER_VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
HEADER_NAMES = ["Accept-Language", "Origin", "Sec-Fetch-Site", "Cookie", "HX-Request", "HX-Target", "Referer", "Accept"]
CONTENT_TYPES = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/json", "", ";;="]


@pytest.fixture
def stubborn(site: Place) -> Iterator[tuple[Place, Visitor]]:
    """A site for many requests, and somebody sending them."""
    yield site, site.visitor()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.differing_executors],
)
@given(
    path=st.sampled_from([BANNER, CENTRE]),
    body=BODIES,
    content_type=st.sampled_from(CONTENT_TYPES),
    headers=st.dictionaries(st.sampled_from(HEADER_NAMES), HEADER_VALUES, max_size=4),
    query=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#"), max_size=40),
)
@pytest.mark.parametrize("way", ["plain"], indirect=True)
def test_whatever_is_sent_nothing_breaks_and_nothing_is_stored_without_a_token(
    stubborn: tuple[Place, Visitor],
    path: str,
    body: Any,
    content_type: str,
    headers: dict[str, str],
    query: str,
) -> None:
    site, visitor = stubborn
    if isinstance(body, bytes):
        page = post_bytes(visitor, f"{path}?{query}", body, content_type)
        assert 400 <= page.status < 500
    fields: dict[str, list[str]] = {}
    if isinstance(body, list):
        for name, value in body:
            fields.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
    for method in ("POST", "GET"):
        response = visitor.client.open(f"{path}?{query}", method=method, data=fields or None, headers=headers)
        assert response.status_code < 500
        assert "Set-Cookie" not in response.headers
        assert method == "GET" or response.status_code >= 400
    assert site.decisions() == []
