"""Which ways out a site has: through which gateway its SMS leave, and through which server its e-mail."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TextIO

from consent_ui.messaging.apprise_gateway import AppriseGateway, BadGateway
from consent_ui.messaging.gateways import Console, Gateway, Hook
from consent_ui.messaging.mail import BadServer, ConsoleMailer, Mailer, Smtp
from consent_ui.messaging.service import Service
from consent_ui.rules.consent import Channel
from consent_ui.settings import Settings

log = logging.getLogger(__name__)

Own = Callable[[str, str], str | None]
"""The host's own way to send an SMS (hooks.send_sms)."""


def gateway(own: Own | None, setting: str, out: TextIO) -> Gateway:
    """The host's own way to send where it has one, else the gateway that CONSENT_SMS_GATEWAY names; `console` prints to
    `out`. Raises BadGateway."""
    if own is not None:
        return Hook(own)
    return Console(out) if setting == "console" else AppriseGateway(setting)


def mailer(setting: str, out: TextIO) -> Mailer:
    """The server that CONSENT_SMTP names; `console` prints to `out`. Raises BadServer."""
    return ConsoleMailer(out) if setting == "console" else Smtp(setting)


def door(own: Own | None, settings: Settings, channel: Channel, out: TextIO) -> Service | None:
    """The door for service messages on a channel. None where the settings lead nowhere, which the log tells: then
    nothing can be told, and everything else goes on."""
    try:
        if channel is Channel.EMAIL:
            return Service(mail=mailer(settings.smtp, out))
        return Service(sms=gateway(own, settings.sms_gateway, out))
    except (BadGateway, BadServer) as error:
        log.error("no service message can leave: %s", error)
        return None
