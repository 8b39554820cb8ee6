"""Every text that can leave, with example values, for people who read them before anybody gets one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from consent_ui.examples.records import RESTAURANT, RETENTION
from consent_ui.messaging.service import SUBJECTS, Words, written
from consent_ui.rules.messages import WayOut, retention_letter, retention_message
from consent_ui.rules.sms_text import Length, length
from consent_ui.texts import texts

LINK = "https://example.org/consent/m/AZ3uPk8gcnC3pk1hYh0nqkxQ0X0Yx2mC"
UNTIL = datetime(2026, 12, 31, 23, tzinfo=UTC)
CODE = "042917"
NUMBER = "36111"


@dataclass(frozen=True, slots=True)
class Specimen:
    """A text by `name`; `length` is what it takes as an SMS, None for an e-mail, which has a `subject`."""

    name: str
    text: str
    subject: str = ""
    length: Length | None = None


def specimens(language: str) -> Iterator[Specimen]:
    """Every text in a language: the offer by SMS with each way to stop, the offer by e-mail, and service messages."""
    say = texts(language)
    ways = {"answer": WayOut(), "number": WayOut(number=NUMBER), "link": WayOut(link=LINK, answers=False)}
    for name, out in ways.items():
        message = retention_message(RESTAURANT, RETENTION, RETENTION.voucher, UNTIL, out, say)
        yield Specimen(f"message.offer.{name}", message.text, length=message.length)
    letter = retention_letter(RESTAURANT, RETENTION, RETENTION.voucher, UNTIL, LINK, LINK, say)
    yield Specimen("message.letter", letter.text, letter.letter.subject if letter.letter else "")
    home = replace(RESTAURANT, sms_stop=NUMBER)
    for words in Words:
        code = CODE if "code" in words.value else ""
        subject, text = written(words, home, language, code=code, link=LINK if words is Words.CODE_LINK else "")
        yield Specimen(words.value, text, subject, None if words in SUBJECTS else length(text))
