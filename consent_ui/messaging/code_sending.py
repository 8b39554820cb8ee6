"""Codes leave here: service messages, which somebody asked for a moment ago, and nothing else.

This door is narrow on purpose. It takes the name of a text and the few values that text needs, never a text: no offer
fits through it, so it needs no consent (CPCE L34-5 is about advertising; REQUIREMENTS SM-05, SM-10).
"""

from __future__ import annotations

import logging
import re
import sys
from dataclasses import dataclass
from enum import StrEnum

from consent_ui.messaging.apprise_gateway import AppriseGateway, BadGateway
from consent_ui.messaging.gateways import Console, Gateway, NoAnswer, Refused
from consent_ui.messaging.mail import BadServer, ConsoleMailer, Mail, Mailer, Smtp
from consent_ui.rules.consent import Channel
from consent_ui.rules.notices import Restaurant
from consent_ui.settings import Settings
from consent_ui.texts import texts

log = logging.getLogger(__name__)

_CODE = re.compile(r"\d{6}")
_LINK = re.compile(r"https?://[^\s/]+/[!-~]*")


class Words(StrEnum):
    """The texts that may leave here, by their key in the catalogues."""

    CODE_SMS = "service.code.sms"
    CODE_EMAIL = "service.code.email"
    CODE_LINK = "service.code.email_link"


@dataclass(frozen=True)
class CodeSender:
    """The way out for codes."""

    sms: Gateway
    mail: Mailer

    def send_code(
        self, channel: Channel, to: str, restaurant: Restaurant, language: str, code: str, link: str = ""
    ) -> bool:
        """Send a code to a number or address, by e-mail with a link where there is one; whether it was taken.

        Raises ValueError for a code or link that is none.
        """
        if not _CODE.fullmatch(code) or (link and not _LINK.fullmatch(link)):
            raise ValueError("this is no code, or no link")
        words = Words.CODE_SMS if channel is Channel.SMS else Words.CODE_LINK if link else Words.CODE_EMAIL
        values = {"code": code, "restaurant": restaurant.name, **({"link": link} if link else {})}
        return self._send(channel, to, restaurant, language, words, values)

    def _send(
        self, channel: Channel, to: str, restaurant: Restaurant, language: str, words: Words, values: dict[str, str]
    ) -> bool:
        say = texts(language)
        text = say(words.value, **values)
        try:
            if channel is Channel.SMS:
                self.sms.send(to, text)
            else:
                subject = say("service.code.subject", restaurant=restaurant.name)
                self.mail.send(Mail(to, subject, text, restaurant.name, restaurant.email))
        except (Refused, NoAnswer) as error:
            log.warning("a service message was not taken: %s", type(error).__name__)
            return False
        except Exception as error:
            log.error("a gateway failed in a way that is not its own: %s", type(error).__name__)
            return False
        return True


def sender_of(settings: Settings) -> CodeSender:
    """The door that the settings name. Raises BadGateway and BadServer."""
    sms: Gateway = Console(sys.stdout) if settings.sms_gateway == "console" else AppriseGateway(settings.sms_gateway)
    mail: Mailer = ConsoleMailer(sys.stdout) if settings.smtp == "console" else Smtp(settings.smtp)
    return CodeSender(sms, mail)


__all__ = ["BadGateway", "BadServer", "CodeSender", "Words", "sender_of"]
