"""The cross-site guard, own paths, and the headers of every page."""

from __future__ import annotations

import pytest
from flask import Request, Response
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from consent_ui.security import is_cross_site, local_path, secure

OWN = "http://momo.example"


def request(method: str = "POST", base_url: str = OWN, **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(EnvironBuilder(method=method, base_url=base_url, headers=named).get_environ())


@pytest.mark.requirement("PR-10")
@pytest.mark.parametrize(
    ("site", "origin", "cross"),
    [
        # the browser says where the request comes from: that decides
        ("same-origin", None, False),
        ("same-origin", OWN, False),
        ("none", None, False),  # typed, bookmarked: nobody's page sent it
        ("cross-site", None, True),
        ("cross-site", "https://evil.example", True),
        ("cross-site", OWN, True),  # a forged Origin beside it changes nothing
        ("same-site", "http://shop.momo.example", True),  # a neighbour subdomain is foreign
        ("same-site", OWN, True),
        ("", None, True),  # what no browser says is no proof
        ("Same-Origin", None, True),  # the value is one exact word
        ("same-origin, cross-site", None, True),
        ("cross-origin", None, True),
        # older browsers send only Origin: it must name our own host
        (None, OWN, False),
        (None, "http://MOMO.Example", False),  # a host has no case
        (None, "https://momo.example", False),  # a proxy may end TLS before us
        (None, "http://momo.example:8000", True),  # another port is another server
        (None, "http://shop.momo.example", True),
        (None, "http://momo.example.evil.example", True),
        (None, "http://momo.example@evil.example", True),
        (None, "null", True),  # a sandboxed frame, a file, a redirect across sites
        (None, "", True),
        (None, "momo.example", True),  # no origin has this shape
        (None, "http://[", True),  # broken: refused, not an error
        (None, "http://[::1", True),
        # neither: no browser, so nobody's browser is being misused
        (None, None, False),
    ],
)
def test_who_sent_a_form(site: str | None, origin: str | None, cross: bool) -> None:
    said = {"Sec_Fetch_Site": site, "Origin": origin}
    assert is_cross_site(request(**{name: value for name, value in said.items() if value is not None})) is cross


@pytest.mark.requirement("PR-10")
@pytest.mark.parametrize(
    ("base_url", "origin", "cross"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", False),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8001", True),
        ("http://127.0.0.1:8000", "http://127.0.0.1", True),
        ("http://momo.example:80", OWN, False),  # the port of the scheme goes without saying
        ("https://momo.example:443", "https://momo.example", False),
        ("https://momo.example:8443", "https://momo.example", True),
    ],
)
def test_the_port_belongs_to_the_origin(base_url: str, origin: str, cross: bool) -> None:
    assert is_cross_site(request(base_url=base_url, Origin=origin)) is cross


@pytest.mark.requirement("PR-10")
@pytest.mark.parametrize(
    ("origin", "site", "cross"),
    [
        ("https://partner.example", "cross-site", False),
        ("https://partner.example", None, False),
        ("https://partner.example:444", "cross-site", True),
        ("http://partner.example", "cross-site", True),  # the scheme belongs to it
        ("https://partner.example.evil.example", "cross-site", True),
        ("null", "cross-site", True),
        (None, "cross-site", True),
    ],
)
def test_a_trusted_origin_is_trusted_whole(origin: str | None, site: str | None, cross: bool) -> None:
    said = {"Sec_Fetch_Site": site, "Origin": origin}
    sent = request(**{name: value for name, value in said.items() if value is not None})
    assert is_cross_site(sent, ("https://partner.example",)) is cross


@pytest.mark.requirement("PR-12", "WD-06")
@pytest.mark.parametrize(
    ("method", "cross"),
    [("GET", False), ("HEAD", False), ("OPTIONS", False), ("POST", True), ("PUT", True), ("DELETE", True), ("X", True)],
)
def test_only_what_changes_something_is_guarded(method: str, cross: bool) -> None:
    assert is_cross_site(request(method, Sec_Fetch_Site="cross-site", Origin="https://evil.example")) is cross


@pytest.mark.requirement("PR-10")
@given(origin=st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=40))
def test_no_origin_however_odd_is_an_error(origin: str) -> None:
    """The header arrives as Latin-1 text."""
    sent = request()
    sent.environ["HTTP_ORIGIN"] = origin
    assert is_cross_site(Request(sent.environ)) is (origin.partition("://")[2].lower() != "momo.example")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/menu",
        "/menu/",
        "/menu?page=2&sort=price#mains",
        "/consent/preferences?next=https://evil.example",  # an address inside a parameter goes nowhere
        "/carte/entrées",
        "/%0d%0aSet-Cookie:x=1",  # stays encoded: no new header
        "/a//b",
        "/a:b@c",
        "/" + "a" * 1999,
    ],
)
def test_an_own_path_is_kept_as_it_is(address: str) -> None:
    assert local_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "/\x80",
        "/\ufdd0",
        "/\U0001ffff",
        "/\ud800",
        "menu",
        "?page=2",
        "#top",
        "https://evil.example",
        "https:///evil.example",
        "https:evil.example",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",  # browsers read a backslash as a slash
        "\\/evil.example",
        "\\\\evil.example",
        "/menu\\..\\x",
        "/\t/evil.example",  # browsers drop tabs and line ends
        "/\n/evil.example",
        "/\r\nSet-Cookie: x=1",
        "\t//evil.example",
        " //evil.example",
        " /menu",
        "/menu with spaces",
        "/\x00",
        "/\x7f",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "/" + "a" * 2000,
    ],
)
def test_anything_else_is_no_path_of_ours(address: str | None) -> None:
    assert local_path(address) is None


@given(address=st.text(max_size=30) | st.text("/\\:@?#.e\t\n ", max_size=12))
def test_a_kept_path_starts_with_one_slash_and_holds_no_control(address: str) -> None:
    kept = local_path(address)
    if kept is not None:
        assert kept == address
        assert kept[0] == "/"
        assert kept[1:2] not in ("/", "\\")
        assert not any(character in kept for character in "\t\r\n\\ ")


@pytest.mark.requirement("PR-10")
def test_every_page_carries_the_headers() -> None:
    headers = secure(Response("x")).headers
    policy = headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_only_the_loader_may_be_framed_and_only_by_us() -> None:
    policy = secure(Response("x"), framed_by="'self'").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self'")
