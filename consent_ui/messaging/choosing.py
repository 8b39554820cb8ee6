"""Which gateway a site sends through."""

from __future__ import annotations

from typing import TextIO

from consent_ui.messaging.apprise_gateway import AppriseGateway
from consent_ui.messaging.gateways import Console, Gateway


def gateway(setting: str, out: TextIO) -> Gateway:
    """The gateway that CONSENT_SMS_GATEWAY names; `console` prints to `out`. Raises BadGateway."""
    return Console(out) if setting == "console" else AppriseGateway(setting)
