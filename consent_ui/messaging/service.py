"""Service messages: what a person asked for, or must be told. They carry no offer, and go past the gate.

Their words stand in the catalogues under `service.…`, and nobody hands in a text: so no offer fits in (SM-05).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from consent_ui.messaging.gateways import Gateway, NoAnswer, Refused
from consent_ui.rules.messages import PLAIN
from consent_ui.texts import texts

log = logging.getLogger(__name__)

KEYS = frozenset({"service.stopped", "service.started"})


@dataclass(frozen=True)
class Service:
    """The narrow door."""

    gateway: Gateway


def send(service: Service, key: str, to: str, language: str, **values: object) -> bool:
    """Send the text of a key; whether the gateway took it. Raises ValueError for a key that is no service message's."""
    if key not in KEYS:
        raise ValueError("no such service message")
    try:
        service.gateway.send(to, texts(language)(key, **values).translate(PLAIN))
    except (Refused, NoAnswer) as error:
        log.warning("a service message did not leave: %s", type(error).__name__)
        return False
    return True
