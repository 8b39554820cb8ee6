"""Service messages: what a person asked for, or must be told. They carry no offer, and go past the gate.

This door is narrow on purpose. It takes the name of a text and the few values that such a text needs, never a text: no
offer fits through it, so it needs no consent (CPCE L34-5 is about advertising; REQUIREMENTS SM-05, SM-10).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from enum import StrEnum

from consent_ui.messaging.gateways import TIMEOUT, Gateway, NoAnswer, Refused, within
from consent_ui.messaging.mail import Mail, Mailer
from consent_ui.rules.messages import PLAIN
from consent_ui.rules.notices import Restaurant
from consent_ui.texts import texts

log = logging.getLogger(__name__)

MAIL_TIMEOUT = 3 * TIMEOUT
"""Seconds for all that is said to a mail server: less than the ten after which a browser with htmx stops waiting."""

_CODE = re.compile(r"\d{6}")
_LINK = re.compile(r"https?://[^\s/]+/[!-~]*")


class Words(StrEnum):
    """The texts that may leave here, by their key in the catalogues."""

    CODE_SMS = "service.code.sms"
    CODE_EMAIL = "service.code.email"
    CODE_LINK = "service.code.email_link"
    STOPPED = "service.stopped"
    STARTED = "service.started"
    HELP = "service.help"
    HELP_NUMBER = "service.help_number"


SUBJECTS = {Words.CODE_EMAIL: "service.code.subject", Words.CODE_LINK: "service.code.subject"}
"""What leaves by e-mail, and the key of its subject; everything else leaves by SMS."""
CODES = frozenset({Words.CODE_SMS, *SUBJECTS})


@dataclass(frozen=True)
class Service:
    """The narrow door: the way out for SMS, and the one for e-mail, each None where it is not needed."""

    sms: Gateway | None = None
    mail: Mailer | None = None

    def tell(
        self, words: Words, to: str, restaurant: Restaurant, language: str, *, code: str = "", link: str = ""
    ) -> bool:
        """Tell a number or address these words; whether they were taken. What else stands in them comes from the
        restaurant's record. Raises ValueError for a text that is none of these, and for a code or link that is none,
        is missing or does not belong there."""
        subject, text = written(words, restaurant, language, code=code, link=link)
        try:
            if subject:
                self._mail(Mail(to, subject, text, restaurant.name, restaurant.email, patience=MAIL_TIMEOUT))
            else:
                self._sms(to, text)
        except (Refused, NoAnswer) as error:
            log.warning("a service message was not taken: %s", type(error).__name__)
            return False
        except Exception as error:
            log.error("a gateway failed in a way that is not its own: %s", type(error).__name__)
            return False
        return True

    def _sms(self, to: str, text: str) -> None:
        gateway = self.sms
        if gateway is None:
            raise NoAnswer("no gateway")
        within(TIMEOUT, lambda: gateway.send(to, text))

    def _mail(self, mail: Mail) -> None:
        mailer = self.mail
        if mailer is None:
            raise NoAnswer("no mail server")

        def send() -> str:
            mailer.send(mail)
            return ""

        # A server's own patience is for each of its lines, and somebody waits for the page meanwhile.
        within(MAIL_TIMEOUT, send)


def written(words: Words, restaurant: Restaurant, language: str, *, code: str = "", link: str = "") -> tuple[str, str]:
    """Subject and text of a service message; an SMS has no subject. Raises ValueError like `tell`."""
    values, say = {**_of(restaurant), **_checked(words, code, link)}, texts(language)
    text = say(words.value, **values)
    return (say(SUBJECTS[words], **values), text) if words in SUBJECTS else ("", text.translate(PLAIN))


def _of(restaurant: Restaurant) -> dict[str, str]:
    return {
        "restaurant": restaurant.name, "phone": restaurant.phone, "email": restaurant.email,
        "number": restaurant.sms_stop,
    }  # fmt: skip


def _checked(words: object, code: str, link: str) -> dict[str, str]:
    """The values that a caller gave. Raises ValueError."""
    if not isinstance(words, Words):
        raise ValueError("no such service message")
    if bool(code) != (words in CODES) or (code and not _CODE.fullmatch(code)):
        raise ValueError("this is no code, or it belongs elsewhere")
    if bool(link) != (words is Words.CODE_LINK) or (link and not _LINK.fullmatch(link)):
        raise ValueError("this is no link, or it belongs elsewhere")
    return {name: value for name, value in (("code", code), ("link", link)) if value}
