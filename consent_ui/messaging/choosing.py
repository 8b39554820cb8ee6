"""Which gateway a site sends through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from consent_ui.messaging.apprise_gateway import AppriseGateway
from consent_ui.messaging.gateways import Console, Gateway, Hook


def gateway(own: Callable[[str, str], str | None] | None, setting: str, out: TextIO) -> Gateway:
    """The host's own way to send where it has one, else the gateway that CONSENT_SMS_GATEWAY names; `console` prints to
    `out`. Raises BadGateway."""
    if own is not None:
        return Hook(own)
    return Console(out) if setting == "console" else AppriseGateway(setting)
