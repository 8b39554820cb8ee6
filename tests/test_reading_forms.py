"""A plain form is read directly: the same fields as by Flask, on every server, and nothing taken from others."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask, Request
from werkzeug.exceptions import ClientDisconnected
from werkzeug.test import EnvironBuilder

from consent_ui.views import fields

PLAIN = "application/x-www-form-urlencoded"
BODIES = [
    b"answer=no&notice=abc",
    b"answer=no&answer=yes&notice=",
    b"next=%2Fmenu%3Fa%3D1&answer=yes+please",
    b"answer=%FF%C3%A9&x=%00",
    "answer=é".encode(),
    b"answer=\xff\xfe",
    b"&&==&answer",
    b"answer=no;notice=abc",
    b"a=1&" * 3000,
]


@pytest.fixture(autouse=True)
def application() -> Iterator[None]:
    """Flask asks its application for the limits of a form."""
    with Flask("fields").app_context():
        yield


def asked(body: bytes, kind: str = PLAIN) -> Request:
    return Request(EnvironBuilder(method="POST", data=body, content_type=kind).get_environ())


@pytest.mark.parametrize("body", BODIES)
def test_the_fields_are_those_of_flasks_own_reading(body: bytes) -> None:
    assert fields.read(asked(body)) == asked(body).form


@pytest.mark.parametrize("kind", [f"{PLAIN}; charset=utf-8", PLAIN.upper(), "text/plain", "multipart/form-data"])
def test_any_other_content_type_is_left_to_flask(kind: str) -> None:
    assert fields.read(asked(b"answer=no", kind)) == asked(b"answer=no", kind).form


@pytest.mark.parametrize("body", BODIES)
def test_whoever_wants_the_form_afterwards_finds_it(body: bytes) -> None:
    request = asked(body)
    assert fields.read(request) == request.form


def test_whoever_reads_the_body_afterwards_finds_it() -> None:
    request = asked(b"answer=no&notice=abc")
    fields.read(request)
    assert request.get_data() == b"answer=no&notice=abc"


@pytest.mark.parametrize("look", ["form", "data", "get_data", "stream"])
def test_a_body_that_somebody_has_read_is_not_awaited_again(look: str) -> None:
    def after_look(read: bool) -> object:
        request = asked(b"answer=no")
        seen = getattr(request, look)
        if callable(seen):
            seen()
        return fields.read(request) if read else request.form

    assert after_look(read=True) == after_look(read=False)


class Slow(BytesIO):
    """A body that comes a few bytes at a time, as a server may hand it on."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 3))


def test_a_body_that_comes_in_pieces_is_read_to_its_end() -> None:
    request = asked(b"answer=no&notice=abc")
    request.environ["wsgi.input"] = Slow(b"answer=no&notice=abc")
    assert fields.read(request).to_dict() == {"answer": "no", "notice": "abc"}


def test_no_more_is_read_than_the_request_says() -> None:
    request = asked(b"answer=no")
    request.environ["wsgi.input"] = BytesIO(b"answer=no&notice=abc")
    assert fields.read(request).to_dict() == {"answer": "no"}


def test_a_body_that_ends_too_early_is_no_form() -> None:
    request = asked(b"answer=no&notice=abc")
    request.environ["wsgi.input"] = BytesIO(b"answer=no")
    with pytest.raises(ClientDisconnected):
        fields.read(request)


def test_a_body_that_cannot_be_read_is_no_form() -> None:
    class Gone(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError

    request = asked(b"answer=no")
    request.environ["wsgi.input"] = Gone()
    with pytest.raises(ClientDisconnected):
        fields.read(request)
