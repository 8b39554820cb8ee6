"""What gateways bring: replies, and reports of what became of a message. They are let in by their signature alone."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

from flask import Request, Response, request

from consent_ui.messaging import choosing, incoming, signatures
from consent_ui.messaging.alarm import Alarm
from consent_ui.messaging.incoming import Unreadable
from consent_ui.messaging.leaving import Contact
from consent_ui.messaging.receiving import Receiving
from consent_ui.rules.consent import Channel
from consent_ui.state import Consent, state
from consent_ui.store.database import NotRead, NotSaved
from consent_ui.store.offers import Programme

log = logging.getLogger(__name__)

TWILIO, STANDARD = "twilio", "generic"
FORM = "application/x-www-form-urlencoded"
EMPTY_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
ALARM = "consent_ui_alarm"


def answer(slug: str, gateway: str) -> Response:
    """A reply by SMS. Who asked to leave is out before this is answered (SM-04)."""
    return _take(slug, gateway, report=False)


def report(slug: str, gateway: str) -> Response:
    """What became of a message."""
    return _take(slug, gateway, report=True)


def _take(slug: str, gateway: str, report: bool) -> Response:
    consent, now = state(), datetime.now(UTC)
    try:
        programme = consent.programme(slug)
        secret = _secret(consent, slug, gateway)
        if programme is None or secret is None:
            return _plain(404)
        if not _signed(consent, secret, gateway, now):
            consent.app.extensions.setdefault(ALARM, Alarm()).ring(
                consent.database, programme.restaurant.id, gateway, now
            )
            return _plain(403)
        receiving = _receiving(consent, programme, gateway)
        if report:
            receiving.report(_report(gateway), now)
        else:
            receiving.answer(_answer(gateway), now)
    except Unreadable:
        return _plain(400)
    except (NotRead, NotSaved):
        log.error("what a gateway brought could not be saved")
        return _plain(503)
    if gateway == TWILIO and not report:
        return Response(EMPTY_ANSWER, mimetype="text/xml")
    return _plain(200)


def _secret(consent: Consent, slug: str, gateway: str) -> str | None:
    if gateway not in (TWILIO, STANDARD):
        return None
    secrets = consent.settings.inbound_secrets
    return secrets.get(f"{slug}/{gateway}") or secrets.get(gateway)


def _signed(consent: Consent, secret: str, gateway: str, now: datetime) -> bool:
    headers, body = request.headers, request.get_data()
    if gateway == TWILIO:
        fields = [*request.form.items(multi=True)] if request.mimetype == FORM else None
        return signatures.twilio(
            secret, headers.get("X-Twilio-Signature", ""), called(consent, request), fields, body
        )  # fmt: skip
    return signatures.standard(
        secret, headers.get("webhook-id", ""), headers.get("webhook-timestamp", ""),
        headers.get("webhook-signature", ""), body, now,
    )  # fmt: skip


def called(consent: Consent, request: Request) -> str:
    """The address that the gateway called, as it knows it: what stands in front of this site may have changed it."""
    root = (consent.settings.public_url or request.url_root).rstrip("/")
    query = request.query_string.decode("ascii", "replace")
    return f"{root}{quote(request.path)}{f'?{query}' if query else ''}"


def _answer(gateway: str) -> incoming.Answer:
    if gateway == TWILIO:
        return incoming.twilio_answer(_fields())
    return incoming.standard_answer(request.get_data(), request.headers.get("webhook-id", ""))


def _report(gateway: str) -> incoming.Report:
    if gateway == TWILIO:
        return incoming.twilio_report(_fields())
    return incoming.standard_report(request.get_data())


def _fields() -> Mapping[str, str]:
    return request.form if request.mimetype == FORM else incoming.fields(request.get_data())


def _receiving(consent: Consent, programme: Programme, gateway: str) -> Receiving:
    return Receiving(
        gateway,
        programme.restaurant,
        partial(_contact_of, consent, programme, Channel.SMS),
        lambda: choosing.door(consent.hooks.send_sms, consent.settings, Channel.SMS, sys.stdout),
    )


def _contact_of(consent: Consent, programme: Programme, channel: Channel, value: str) -> Contact:
    """A contact of this restaurant."""
    return Contact(
        consent.database, consent.seals, programme.restaurant.id, channel, value, programme.generic()
    )  # fmt: skip


def _plain(status: int) -> Response:
    response = Response(status=status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
