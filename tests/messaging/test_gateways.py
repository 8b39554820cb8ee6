"""Gateways: the console, a host's function, and any service of Apprise over a real socket."""

from __future__ import annotations

import io
import logging
import threading
import time
from dataclasses import replace

import pytest
from flask import Flask, current_app
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from consent_ui import ConsentUI
from consent_ui.commands.audience import gateway_of
from consent_ui.messaging import gateways
from consent_ui.messaging.apprise_gateway import AppriseGateway, BadGateway
from consent_ui.messaging.gateways import TIMEOUT, Console, Hook, NoAnswer, Refused, within
from consent_ui.rules.consent import Channel
from tests.journeys.place import CONFIG
from tests.messaging.conftest import HOME, PHONE, Sender
from tests.messaging.retaining import Retaining


def address(server: HTTPServer) -> str:
    return f"json://127.0.0.1:{server.port}/{{to}}"


def test_a_message_leaves_over_a_real_socket(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/+33612345678", method="POST").respond_with_data("")
    assert AppriseGateway(address(httpserver)).send(PHONE, "Cafe Nord: 25% off. STOP to 36111.") == ""
    (request, _), *more = httpserver.log
    assert more == []
    assert request.get_json()["message"] == "Cafe Nord: 25% off. STOP to 36111."


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_a_service_that_does_not_take_a_message_is_asked_once(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/+33612345678").respond_with_data("", status=status)
    with pytest.raises(NoAnswer):
        AppriseGateway(address(httpserver) + "?retry=3").send(PHONE, "text")
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("asked", ["", "?redirect=yes"])
def test_nobody_else_reads_a_message_that_a_service_sends_on(httpserver: HTTPServer, status: int, asked: str) -> None:
    httpserver.expect_request("/+33612345678").respond_with_data("", status=status, headers={"Location": "/elsewhere"})
    httpserver.expect_request("/elsewhere").respond_with_data("")
    with pytest.raises(NoAnswer):
        AppriseGateway(address(httpserver) + asked).send(PHONE, "text")
    assert [request.path for request, _ in httpserver.log] == ["/+33612345678"]


def test_a_gateway_that_is_not_there_is_no_answer(httpserver: HTTPServer) -> None:
    with pytest.raises(NoAnswer):
        AppriseGateway("json://127.0.0.1:9/{to}").send(PHONE, "text")


def test_a_gateway_that_hangs_costs_three_seconds_and_is_never_asked_again(
    sender: Sender, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()

    def hang(request: Request) -> Response:
        released.wait(60)
        return Response("")

    httpserver.expect_request("/+33612345678").respond_with_handler(hang)
    sender.decides(sender.customer(), True)
    retaining = Retaining(sender)
    hanging = replace(sender.gate, gateway=AppriseGateway(address(httpserver)))
    began = time.monotonic()
    assert retaining.go(gate=hanging) == ("done", {"lost": 1})
    assert time.monotonic() - began < TIMEOUT + 1
    released.set()
    retaining.later(minutes=5)
    assert retaining.go() == ("done", {"already_sent": 1})
    assert retaining.states() == ["unknown"] and sender.gateway.sent == []


def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        within(0.05, lambda: str(released.wait(60)))
    assert time.monotonic() - began < 2
    released.set()


def test_what_has_not_begun_in_time_never_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine so busy that the sending thread has no turn, nothing may leave after the person's turn is over."""
    late: list[threading.Thread] = []
    called: list[str] = []

    class Slow(threading.Thread):
        def start(self) -> None:
            late.append(self)

    with monkeypatch.context() as patch:
        patch.setattr(gateways.threading, "Thread", Slow)
        with pytest.raises(NoAnswer):
            within(0.01, lambda: called.append("sent") or "")  # type: ignore[func-returns-value]
    late[0].run()
    assert called == []


@pytest.mark.parametrize("wrong", ["json://127.0.0.1/", "nonsense://x/{to}"])
def test_an_address_that_leads_nowhere_is_refused_before_anything_leaves(wrong: str) -> None:
    with pytest.raises(BadGateway):
        AppriseGateway(wrong)


@pytest.mark.requirement("PR-13")
def test_no_number_enters_a_log(httpserver: HTTPServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    httpserver.expect_request("/+33612345678").respond_with_data("", status=500)
    with pytest.raises(NoAnswer):
        AppriseGateway(address(httpserver)).send(PHONE, "text")
    mine = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    assert not [line for line in mine if PHONE in line]


@pytest.mark.requirement("SM-15")
def test_without_a_setting_messages_are_printed_and_go_nowhere() -> None:
    app = Flask(__name__)
    app.config.from_mapping(CONFIG)
    ConsentUI(app)
    out = io.StringIO()
    gateway = gateway_of(app.extensions["consent_ui"], out, HOME, Channel.SMS)
    assert isinstance(gateway, Console) and gateway.send(PHONE, "text") == ""
    assert out.getvalue() == "to …78: text\n"


def test_a_host_may_send_itself(sender: Sender) -> None:
    app = Flask("a host")
    app.config.from_mapping(CONFIG)
    sent: list[tuple[str, str, str]] = []

    def send(to: str, text: str) -> str:
        sent.append((current_app.name, to, text))
        return "mine-1"

    ConsentUI(app, send_sms=send)
    sender.decides(sender.customer(), True)
    retaining = Retaining(sender)
    with app.app_context():
        gateway = gateway_of(app.extensions["consent_ui"], io.StringIO(), HOME, Channel.SMS)
        assert retaining.go(gate=replace(sender.gate, gateway=gateway)) == ("done", {"sent": 1})
    assert [(name, to) for name, to, _ in sent] == [("a host", PHONE)]
    (row,) = retaining.rows()
    assert (row.gateway, row.reference, row.body) == ("host", "mine-1", sent[0][2])


@pytest.mark.parametrize(
    ("raised", "expected"), [(Refused("30007"), Refused), (NoAnswer("?"), NoAnswer), (KeyError("x"), NoAnswer)]
)
def test_what_a_host_raises_means_refused_or_nobody_knows(raised: Exception, expected: type[Exception]) -> None:
    def send(to: str, text: str) -> str:
        raise raised

    with pytest.raises(expected):
        Hook(send).send(PHONE, "text")
