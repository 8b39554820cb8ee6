"""Any SMS service that Apprise knows, by one address with `{to}` where the number goes."""

from __future__ import annotations

import logging
import threading
from typing import Any
from urllib.parse import quote

from consent_ui.messaging.gateways import TIMEOUT, NoAnswer

TO = "{to}"


class _Silent(logging.Filter):
    """Keeps the addresses that are asked while a message leaves out of the log: they end with the number (PR-13)."""

    sending = threading.local()

    def filter(self, record: logging.LogRecord) -> bool:
        """Nothing of this thread's, while it sends."""
        return not getattr(self.sending, "now", False)


_SILENT = _Silent()


class BadGateway(ValueError):
    """An address that leads to no service."""


class AppriseGateway:
    """Sends through one address such as `twilio://sid:token@+33.../{to}`. Apprise says no more than whether it worked,
    so what did not may have left: it is never tried again."""

    def __init__(self, address: str) -> None:
        """Raises BadGateway when Apprise is not installed, does not know the service, or `{to}` is missing."""
        if TO not in address:
            raise BadGateway("the gateway's address needs {to} where the number goes")
        self._address = address
        self.name = address.partition(":")[0].lower()[:40]
        self._service("+33600000000")
        # Both name the addresses they write to, and no phone number may enter a log (PR-13).
        logging.getLogger("apprise").disabled = True
        for library in ("urllib3.connectionpool", "urllib3.util.retry"):
            logging.getLogger(library).addFilter(_SILENT)

    def send(self, to: str, text: str) -> str:
        """Hand a message over. Raises NoAnswer."""
        service = self._service(to)
        _Silent.sending.now = True
        try:
            taken = service.notify(body=text)
        finally:
            _Silent.sending.now = False
        if not taken:
            raise NoAnswer(self.name)
        return ""

    def _service(self, to: str) -> Any:
        try:
            from apprise import Apprise
        except ImportError as error:
            raise BadGateway("sending through a gateway needs Apprise: pip install 'consent-ui[sending]'") from error
        service = Apprise.instantiate(self._address.replace(TO, quote(to)))
        if service is None:
            raise BadGateway(f"no service is known for an address that starts with {self.name}")
        # Whatever the address says: a service that points elsewhere has not taken the message, and one that did not
        # answer may have.
        service.redirects = False
        service.retry = 0
        service.socket_connect_timeout = TIMEOUT / 2
        service.socket_read_timeout = TIMEOUT / 2
        return service
