"""The whole way over real sockets: a yes in the browser, a code, a lapse, a run, one message, STOP, then silence."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page
from pytest_httpserver import HTTPServer
from sqlalchemy import text

from consent_ui.demo import create_demo
from consent_ui.demo.sample import RESTAURANT_ID, SLUG, TIME_ZONE
from consent_ui.rules.consent import Channel
from consent_ui.rules.hours import DAYTIME, quiet
from consent_ui.rules.territories import territory_of
from consent_ui.store import people
from tests.browser.site import Site
from tests.browser.visit import Visit
from tests.browser.waiting import answer
from tests.live_server import serve

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "+33612345678"
SECRET, REPLY_SECRET = "a demo for tests", "a secret of the gateway"
LAPSE = timedelta(days=60)
"""Longer than the sample campaign waits after the last order."""


class Gateway:
    """The SMS service at the other end of a socket: it takes every message and keeps it."""

    def __init__(self, server: HTTPServer) -> None:
        server.expect_request(re.compile("/.+"), method="POST").respond_with_data("")
        self._server = server
        self.address = f"json://127.0.0.1:{server.port}/{{to}}"

    def texts(self, to: str = NUMBER) -> list[str]:
        """What went to one number, oldest first."""
        return [each.get_json()["message"] for each, _ in self._server.log if each.path == f"/{to}"]

    def count(self) -> int:
        """How many messages it was handed in all."""
        return len(self._server.log)


def afternoons(after: datetime) -> tuple[datetime, datetime]:
    """Once a lapse has passed: a Sunday afternoon, and the first afternoon after it on which a message may arrive."""
    clock, somewhere = ZoneInfo(TIME_ZONE), territory_of(NUMBER, TIME_ZONE)
    first = (after.astimezone(clock) + LAPSE).replace(hour=15, minute=0, second=0, microsecond=0)
    days = [(first + timedelta(days=ahead)).astimezone(UTC) for ahead in range(21)]
    sunday = next(day for day in days if day.weekday() == 6)
    return sunday, next(day for day in days if day > sunday and quiet(somewhere, DAYTIME, day) is None)


def run(site: Site, gateway: Gateway, at: datetime) -> str:
    """`consent-ui retention run` as a process of its own, whose clock says `at`; what it printed."""
    database = site.app.extensions["consent_ui"].database.engine.url.render_as_string(hide_password=False)
    settings = {
        "SECRET_KEY": SECRET, "CONSENT_DATABASE_URI": database, "CONSENT_SMS_GATEWAY": gateway.address,
        "CONSENT_PUBLIC_URL": site.address, "CONSENT_SMS_PER_SECOND": "1000",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.later", at.isoformat(), "retention", "run"],
        cwd=ROOT, env=os.environ | {f"FLASK_{name}": value for name, value in settings.items()},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def reply(site: Site, words: str) -> int:
    """The gateway brings an SMS of this number, signed; the status of the answer."""
    name, stamp = f"msg_{uuid4().hex}", str(int(datetime.now(UTC).timestamp()))
    body = json.dumps({"id": name, "from": NUMBER, "text": words}).encode()
    digest = hmac.digest(REPLY_SECRET.encode(), f"{name}.{stamp}.".encode() + body, hashlib.sha256)
    headers = {
        "Content-Type": "application/json", "webhook-id": name, "webhook-timestamp": stamp,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }  # fmt: skip
    request = Request(f"{site.address}/consent/inbound/{SLUG}/generic", body, headers)
    with urlopen(request, timeout=20) as answered:
        status: int = answered.status
    return status


def stored(site: Site, statement: str) -> list[Any]:
    """What a statement finds in the site's database."""
    with site.app.extensions["consent_ui"].database.read() as connection:
        return list(connection.execute(text(statement)))


def say_yes(site: Site, gateway: Gateway, page: Page) -> None:
    """Accept, type a number, and prove it with the code that arrives."""
    site.go(page, "/menu")
    answer(page, "yes")
    page.locator("#consent-receipt a[href*='/consent/contact']").click()
    page.locator("#consent-contact-typed").fill("06 12 34 56 78")
    page.locator("#consent-contact [value=send]").click()
    page.locator("#consent-contact-code").wait_for()
    (words,) = gateway.texts()
    (code,) = re.findall(r"\b\d{6}\b", words)
    page.locator("#consent-contact-code").fill(code)
    page.locator("#consent-contact [value=check]").click()
    page.locator("#consent-contact [value=yes]").click()
    page.get_by_text("offers by SMS go to +33•••78").wait_for()


def orders(site: Site, at: datetime) -> None:
    """The host tells of an order of hers."""
    database = site.app.extensions["consent_ui"].database
    (row,) = stored(site, f"SELECT reference FROM consent_customer WHERE phone = '{NUMBER}'")
    customer = people.Customer(row.reference, "", NUMBER, None, 1, at)
    database.write(lambda connection: people.save_customer(connection, RESTAURANT_ID, customer))


@pytest.mark.requirement("CV-01", "CV-08", "SM-04", "SM-06", "SM-07", "SM-09", "WD-07")
def test_a_yes_in_the_browser_brings_one_message_after_the_lapse_and_a_stop_brings_silence(
    visit: Callable[..., Visit], tmp_path: Path, httpserver: HTTPServer
) -> None:
    gateway = Gateway(httpserver)
    config = {
        "SECRET_KEY": SECRET, "CONSENT_SMS_GATEWAY": gateway.address, "CONSENT_HOST_VERIFIES": (),
        "CONSENT_INBOUND_SECRETS": {"generic": REPLY_SECRET},
    }  # fmt: skip
    app = create_demo(f"sqlite:///{tmp_path / 'demo.db'}", config, (Channel.SMS,))
    sunday, lawful = afternoons(datetime.now(UTC))
    with serve(app) as address:
        site, seen = Site(app, address), visit()
        say_yes(site, gateway, seen.page)
        orders(site, datetime.now(UTC))
        before = gateway.count()
        run(site, gateway, sunday)
        assert gateway.count() == before, "no telephone rings on a Sunday"
        run(site, gateway, lawful)
        _, message = gateway.texts()
        assert message.startswith("Chez Momo") and "REVIENS20" in message
        others = stored(
            site, "SELECT m.contact FROM consent_message m JOIN consent_decision d ON d.id = m.decision "
            "WHERE m.state = 'sent' AND d.kind = 'given' AND d.contact = m.contact"
        )  # fmt: skip
        assert len(others) == gateway.count() - 1, "every message but the code has a bound yes behind it"
        before = gateway.count()
        run(site, gateway, lawful + timedelta(minutes=10))
        assert gateway.count() == before, "once for a lapse"

        (link,) = re.findall(r"http://127\.0\.0\.1\S+[\w-]", message)
        other = visit(javascript=False).page
        other.goto(link)
        page = other.locator("#consent-message")
        assert "+33•••78" in page.inner_text() and "20%" in page.inner_text()
        assert page.get_by_role("button", name="Stop offers by SMS").count() == 1

        decided = site.count()
        assert reply(site, "Stop, merci") == 200
        assert site.decisions(decided) == [("sms", "withdrawn", "sms")]
        *_, confirmation = gateway.texts()
        assert len(gateway.texts()) == 3 and "REVIENS20" not in confirmation
        other.reload()
        assert page.get_by_role("button").count() == 0

        again = lawful + timedelta(days=1)
        orders(site, again)  # a lapse of its own: nothing but her STOP keeps the next message back
        before = gateway.count()
        assert "done" in run(site, gateway, afternoons(again)[1])
        assert gateway.count() == before, "silence"
        assert seen.foreign(address) == []
