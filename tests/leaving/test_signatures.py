"""Only what a gateway signed is taken: the vectors that gateways publish, and everything that is almost one."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine

from consent_ui.messaging.signatures import standard, twilio
from consent_ui.store import leaving
from consent_ui.store.sending_tables import bad_signature
from tests.leaving.conftest import HOME, INBOUND, PHONE, SECRET, Office
from tests.samples import NOW

pytestmark = pytest.mark.requirement("SM-04")

ADDRESS = "https://mycompany.com/myapp.php?foo=1&bar=2"
CALL = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
]
REPEATED = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234")]
BODY = b'{"property": "value", "boolean": true}'
WITH_BODY = f"{ADDRESS}&bodySHA256={hashlib.sha256(BODY).hexdigest()}"


@pytest.mark.parametrize(
    ("address", "fields", "body", "signature"),
    [
        (ADDRESS, CALL, b"", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (ADDRESS, CALL[::-1], b"", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (ADDRESS.replace(".com", ".com:1234"), CALL, b"", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),  # signed without the port
        (ADDRESS, CALL, b"", "kvajT1Ptam85bY51eRf/AJRuM3w="),  # signed with port 443
        (ADDRESS.replace("https", "http"), CALL, b"", "0ZXoZLH/DfblKGATFgpif+LLRf4="),  # signed with port 80
        (ADDRESS.replace("https", "http").replace(".com", ".com:1234"), CALL, b"", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        (ADDRESS, REPEATED, b"", "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        (WITH_BODY, None, BODY, "a9nBmqA0ju/hNViExpshrM61xv4="),
    ],
)
def test_what_twilio_says_it_signs_is_known(address: str, fields: Any, body: bytes, signature: str) -> None:
    assert twilio("12345", signature, address, fields, body)
    assert not twilio("12346", signature, address, fields, body)
    assert not twilio("12345", signature[:-2] + "A=", address, fields, body)
    assert not twilio("12345", "", address, fields, body)
    assert not twilio("12345", signature, address.replace("foo=1", "foo=2"), fields, body)
    if fields is None:
        assert not twilio("12345", signature, address, fields, body + b" ")
        assert not twilio("12345", signature, ADDRESS, fields, body)
    else:
        assert not twilio("12345", signature, address, [*fields, ("Extra", "1")], body)
        assert not twilio("12345", signature, address, fields[1:], body)


WEBHOOK = ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330")
CONTENT = b'{"test": 2432232314}'
SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
THEN = datetime.fromtimestamp(1614265330, UTC)


def test_what_standard_webhooks_says_it_signs_is_known() -> None:
    assert standard(*WEBHOOK, SIGNED, CONTENT, THEN)
    assert standard(*WEBHOOK, f"v1,AAAA {SIGNED} v2,BBBB", CONTENT, THEN + timedelta(minutes=5))


@pytest.mark.parametrize(
    ("name", "stamp", "signature", "body", "later"),
    [
        ("msg_other", WEBHOOK[2], SIGNED, CONTENT, 0),
        ("", WEBHOOK[2], SIGNED, CONTENT, 0),
        (WEBHOOK[1], "1614265331", SIGNED, CONTENT, 0),
        (WEBHOOK[1], "", SIGNED, CONTENT, 0),
        (WEBHOOK[1], "soon", SIGNED, CONTENT, 0),
        (WEBHOOK[1], "²", SIGNED, CONTENT, 0),
        (WEBHOOK[1], "9" * 50, SIGNED, CONTENT, 0),
        (WEBHOOK[1], WEBHOOK[2], "", CONTENT, 0),
        (WEBHOOK[1], WEBHOOK[2], SIGNED.removeprefix("v1,"), CONTENT, 0),
        (WEBHOOK[1], WEBHOOK[2], SIGNED.replace("v1", "v2"), CONTENT, 0),
        (WEBHOOK[1], WEBHOOK[2], "v1,é", CONTENT, 0),
        (WEBHOOK[1], WEBHOOK[2], SIGNED, CONTENT + b" ", 0),
        (WEBHOOK[1], WEBHOOK[2], SIGNED, CONTENT, 301),
        (WEBHOOK[1], WEBHOOK[2], SIGNED, CONTENT, -301),
    ],
)
def test_what_is_almost_a_standard_signature_is_none(
    name: str, stamp: str, signature: str, body: bytes, later: int
) -> None:
    assert not standard(WEBHOOK[0], name, stamp, signature, body, THEN + timedelta(seconds=later))


def test_a_secret_that_cannot_be_read_lets_nobody_in() -> None:
    assert not standard("whsec_%%%", *WEBHOOK[1:], SIGNED, CONTENT, THEN)


def test_a_bad_signature_is_refused_counted_and_told_once_a_minute(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    person = office.yes()
    fields = {"MessageSid": "SM1", "From": PHONE, "Body": "stop"}
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            assert office.twilio(fields, secret="another").status_code == 403
        with time_machine.travel(NOW + timedelta(minutes=2)):
            assert office.twilio(fields, secret="another").status_code == 403
    assert office.last(person) == ("given", "preferences")
    with office.database.read() as connection:
        assert leaving.bad_signatures(connection, HOME.id) == 6
    (row,) = office.rows(bad_signature)
    assert row.gateway == "twilio"
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert not any(PHONE in each or "stop" in each for each in said)


def test_the_public_address_is_the_one_that_is_signed(office: Office) -> None:
    person = office.yes()
    fields = {"MessageSid": "SM1", "From": PHONE, "Body": "stop", "MessagingServiceSid": "MG1"}
    for path in (f"{INBOUND}/twilio", f"{INBOUND}/twilio?tenant=7"):
        assert office.twilio(fields, path).status_code == 200
    assert office.last(person) == ("withdrawn", "sms")


def test_without_a_public_address_the_one_that_was_called_counts(open_office: Callable[..., Office]) -> None:
    office = open_office(CONSENT_PUBLIC_URL=None)
    assert office.reply("stop").status_code == 403
    import tests.leaving.conftest as here

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(here, "PUBLIC", "http://localhost")
        assert office.reply("stop").status_code == 200


@pytest.mark.parametrize("path", [f"{INBOUND}/nobody", "/consent/inbound/elsewhere/twilio", f"{INBOUND}/staff"])
def test_an_unknown_gateway_or_restaurant_is_nowhere(office: Office, path: str) -> None:
    assert office.twilio({"MessageSid": "SM1", "From": PHONE, "Body": "stop"}, path).status_code == 404


def test_without_a_secret_nothing_is_taken(open_office: Callable[..., Office]) -> None:
    office = open_office(CONSENT_INBOUND_SECRETS={"other/twilio": SECRET})
    assert office.reply("stop").status_code == 404


@pytest.mark.requirement("CV-07")
def test_a_restaurants_own_secret_counts_before_the_common_one(open_office: Callable[..., Office]) -> None:
    office = open_office(CONSENT_INBOUND_SECRETS={"twilio": SECRET, f"{HOME.slug}/twilio": "its own"})
    fields = {"MessageSid": "SM1", "From": PHONE, "Body": "stop"}
    assert office.twilio(fields).status_code == 403
    assert office.twilio(fields, secret="its own").status_code == 200


def test_a_signed_call_comes_from_anywhere_and_nothing_else_does(office: Office) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    office.client.environ_base.update({f"HTTP_{name.upper().replace('-', '_')}": v for name, v in foreign.items()})
    assert office.reply("stop").status_code == 200
    for path in ("/consent/preferences", "/consent/banner", "/consent/m/x"):
        assert office.client.post(path, data={}).status_code == 403


def test_a_cookie_lets_nobody_in(office: Office) -> None:
    office.client.post("/login/7")
    answer = office.client.post(
        f"{INBOUND}/twilio",
        data=urlencode({"From": PHONE, "Body": "stop"}),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_a_post_is_taken(office: Office, method: str) -> None:
    unjudged = office.place.app.test_client(unchecked=["/"])  # it is the host's application that answers
    assert unjudged.open(f"{INBOUND}/twilio", method=method).status_code == 405
