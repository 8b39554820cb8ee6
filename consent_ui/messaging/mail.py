"""Where an e-mail leaves: one SMTP server, or the console."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any, Protocol, TextIO
from urllib.parse import parse_qs, unquote, urlsplit

from consent_ui.messaging.gateways import TIMEOUT, NoAnswer, Refused

FOR_GOOD = 500
"""From this answer on a server means it for good (RFC 5321, 4.2.1); below, it may take the same later."""

PORTS = {"smtp": 587, "smtps": 465}


class BadServer(ValueError):
    """An address that names no mail server, or no sender."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail in plain text. `sender` is the name it comes from, `answers` the address that answers go to, `headers`
    what it carries beside. What has not left after `patience` seconds never does."""

    to: str
    subject: str
    text: str
    sender: str
    answers: str
    headers: Mapping[str, str] = field(default_factory=dict)
    patience: float = TIMEOUT


class Mailer(Protocol):
    """Sends. Raises Refused and NoAnswer."""

    def send(self, mail: Mail) -> None: ...


@dataclass
class ConsoleMailer:
    """Prints instead of sending: the default, so that nothing leaves a machine by mistake (SM-15)."""

    out: TextIO

    def send(self, mail: Mail) -> None:
        """Print the message; the address only by its domain."""
        print(f"to …@{mail.to.rpartition('@')[2]}: {mail.subject}\n{mail.text}", file=self.out, flush=True)


class _Patient(smtplib.SMTP):
    """Says nothing any more once its time is over, however slowly a server lets it run out: whoever waits for a letter
    to be over has been told that it is (WD-07)."""

    def __init__(self, host: str, port: int, patience: float, **more: Any) -> None:
        self._until = time.monotonic() + patience
        super().__init__(host, port, timeout=patience, **more)

    def send(self, said: Any) -> None:
        """Say this, if there is time."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise smtplib.SMTPServerDisconnected("its time is over")
        if self.sock is not None:
            self.sock.settimeout(left)
        super().send(said)


class _PatientAndEncrypted(_Patient, smtplib.SMTP_SSL):
    """The same where all is encrypted from the first word."""


class Smtp:
    """A server by its address, such as `smtp://user:password@mail.example.org:587?from=offers@example.org`. What is
    said to it is encrypted where it can be; a password is said in no other way."""

    def __init__(self, address: str) -> None:
        """Raises BadServer."""
        try:
            parts = urlsplit(address)
            self._port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise BadServer("the mail server's address cannot be read") from error
        (sender,) = parse_qs(parts.query).get("from", [""])[:1]
        if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
            raise BadServer("the mail server's address looks like smtp://mail.example.org?from=offers@example.org")
        self._host, self._sender = parts.hostname, sender
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._encrypted = parts.scheme == "smtps"

    def send(self, mail: Mail) -> None:
        """Hand the message to the server. Raises Refused when it says no, NoAnswer when it does not say."""
        message = self._message(mail)
        try:
            with self._connected(mail.patience) as server:
                server.send_message(message, self._sender, [mail.to])
        except smtplib.SMTPRecipientsRefused as error:
            code = int(next(iter(error.recipients.values()))[0])
            raise Refused(str(code), gone=code >= FOR_GOOD) from error
        except smtplib.SMTPResponseException as error:
            raise Refused(str(error.smtp_code)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NoAnswer(type(error).__name__) from error

    def _connected(self, patience: float) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        if self._encrypted:
            server: smtplib.SMTP = _PatientAndEncrypted(self._host, self._port, patience, context=secure)
        else:
            server = _Patient(self._host, self._port, patience)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=secure)
                server.ehlo()
            elif self._user:
                server.close()
                raise NoAnswer("a password, and no encryption")
        if self._user:
            server.login(self._user, self._password)
        return server

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = Address(mail.sender, addr_spec=self._sender)
        message["To"] = mail.to
        message["Reply-To"] = mail.answers
        message["Subject"] = mail.subject
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
        for name, value in mail.headers.items():
            message[name] = value
        message.set_content(mail.text)
        return message
