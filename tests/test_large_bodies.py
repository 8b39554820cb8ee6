"""Bodies that are too much, or not of the kind that a form sends."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from consent_ui.texts import texts
from tests.journeys.asking_again import asked_again, token, unharmed
from tests.journeys.place import Place
from tests.journeys.raw import post_bytes, post_chunked
from tests.journeys.visitor import Visitor

BANNER, CENTRE = "/consent/banner", "/consent/preferences"
say = texts("en")


@pytest.fixture
def visitor(site: Place) -> Iterator[Visitor]:
    """Somebody whose bad requests store nothing and leave no cookie, and who can still answer afterwards."""
    with unharmed(site) as visitor:
        yield visitor


@pytest.mark.parametrize("path", [BANNER, CENTRE])
@pytest.mark.parametrize("pattern", ["a{}=", "answer={}"], ids=["many names", "one name"])
def test_ten_thousand_fields_are_refused(visitor: Visitor, path: str, pattern: str) -> None:
    crowd = "&".join(pattern.format(f"{n:x}") for n in range(10_000))[: 64 * 1024 - 400]
    body = f"answer=yes&do=save&notice={token(visitor)}&{crowd}".encode()
    assert body.count(b"&") > 4_000 and len(body) < 64 * 1024
    page = post_bytes(visitor, path, body)
    assert page.status == 400 and say("banner.error.fields") in page.alert()


def test_ten_thousand_parts_are_refused(visitor: Visitor) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    page = post_bytes(visitor, BANNER, part * 1100 + b"--b--\r\n", "multipart/form-data; boundary=b")
    assert page.status == 413 and say("problem.too_large.sentence") in page.words()


@pytest.mark.parametrize("path", [BANNER, CENTRE])
@pytest.mark.parametrize("told", [True, False], ids=["length told", "length not told"])
def test_a_body_over_64_kilobytes_is_refused(visitor: Visitor, path: str, told: bool) -> None:
    body = urlencode({"answer": "yes", "do": "save", "notice": token(visitor), "x": "y" * 64 * 1024}).encode()
    page = post_bytes(visitor, path, body) if told else post_chunked(visitor, path, body)
    assert page.status == 413
    assert say("problem.too_large.sentence") in page.words()


def test_a_small_body_whose_length_is_not_told_is_read(site: Place) -> None:
    visitor = site.visitor()
    body = urlencode({"answer": "no", "notice": token(visitor)}).encode()
    page = post_chunked(visitor, BANNER, body)
    assert page.status == (200 if site.way == "htmx" else 303) and site.said() == [("sms", "refused")]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"answer": "yes", "notice": "%s"}'),
        ("text/plain", b"answer=yes&notice=%s"),
        ("application/octet-stream", b"answer=yes&notice=%s"),
        ("", b"answer=yes&notice=%s"),
        ("multipart/form-data", b"answer=yes&notice=%s"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="answer"\r\n\r\nyes'),
    ],
    ids=["json", "text", "bytes", "none", "no boundary", "cut short"],
)
def test_a_body_of_another_kind_is_asked_again(visitor: Visitor, content_type: str, body: bytes) -> None:
    filled = body.replace(b"%s", token(visitor).encode())
    asked_again(post_bytes(visitor, BANNER, filled, content_type), 400, "banner.error.token")
