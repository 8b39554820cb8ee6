"""Marketing e-mail: letters that the gate hands to a mail server, each with a button to stop for mail programs."""

from __future__ import annotations

from dataclasses import dataclass

from consent_ui.links import unsubscribe_headers
from consent_ui.messaging.gateways import TIMEOUT
from consent_ui.messaging.mail import Mail, Mailer
from consent_ui.rules.messages import Message

PATIENCE = 0.9 * TIMEOUT
"""Seconds a letter has: it is over before the gate gives it up, and lets its person withdraw."""


@dataclass
class MailGateway:
    """Hands letters to `mailer`, in the name of `sender`; people answer to `answers`. `name` is stored with each."""

    mailer: Mailer
    sender: str
    answers: str
    name: str

    def send_letter(self, to: str, message: Message) -> str:
        """Hand a letter over; a mail server gives it no name. Raises Refused, NoAnswer, and ValueError for a message
        that is no letter."""
        letter = message.letter
        if letter is None:
            raise ValueError("an e-mail needs a subject and a way to stop")
        headers = unsubscribe_headers(letter.unsubscribe)
        self.mailer.send(Mail(to, letter.subject, message.text, self.sender, self.answers, headers, PATIENCE))
        return ""
