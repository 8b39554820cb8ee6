"""The words of one marketing message: who writes, the offer, the code, and how to stop (SM-01, SM-02, EM-02, EM-03).

Everything in it comes from the records: the restaurant's name, the campaign's offer, the code, the way out. Nobody
types the text of a single message, so no word can be in it that was not published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.notices import Phrases, Restaurant
from consent_ui.rules.offer_words import offer_words
from consent_ui.rules.sms_text import Length, length
from consent_ui.rules.validity import last_moment

PLAIN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."}
)
"""Typographic characters that read the same in the GSM alphabet, and cost more than twice as much outside it."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """How the recipient stops: by answering STOP to `number`, or, empty, to the sender itself; `link` is the address
    where one can stop without answering, for senders that take no answers. One of the two is always there."""

    number: str = ""
    link: str = ""
    answers: bool = True

    def __post_init__(self) -> None:
        if not self.answers and not self.link:
            raise ValueError("a message must carry a way to stop (CPCE L34-5)")


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail has beside its text: a subject, and the address that a mail program's own button posts to (EM-01,
    RFC 8058)."""

    subject: str
    unsubscribe: str


@dataclass(frozen=True, slots=True)
class Message:
    """A text ready to leave, in which language, and what it costs as an SMS; an e-mail is a `letter` too."""

    text: str
    language: str
    length: Length
    letter: Letter | None = None

    @property
    def segments(self) -> int:
        """What it costs: segments of an SMS, none of an e-mail."""
        return 0 if self.letter else self.length.segments


def retention_message(
    restaurant: Restaurant,
    campaign: Campaign,
    voucher: str | None,
    until: datetime | None,
    out: WayOut,
    say: Phrases,
    why: str = "",
) -> Message:
    """The message of a retention campaign. `voucher` is this person's code, good until before `until` (aware UTC, None:
    without end); `why` is the address that tells the person why she got it."""
    parts = [*_offer(restaurant, campaign, voucher, until, say), *_ways(out, say)]
    if why:
        parts.append(say("message.why", link=why))
    text = " ".join(parts).translate(PLAIN)
    return Message(text, say.language, length(text))


def retention_letter(
    restaurant: Restaurant,
    campaign: Campaign,
    voucher: str | None,
    until: datetime | None,
    link: str,
    unsubscribe: str,
    say: Phrases,
) -> Message:
    """The same as an e-mail in plain text, with the same facts. `link` leads to the page that stops it and says why it
    came, `unsubscribe` is the address of a mail program's own button. Raises ValueError without either: an e-mail must
    carry a way to stop (CPCE L34-5)."""
    if not unsubscribe.startswith("https://"):
        raise ValueError("an e-mail must carry an https address to stop at (RFC 8058)")
    out = WayOut(link=link, answers=False)
    who = say("message.who", legal_name=restaurant.legal_name, address=restaurant.address)
    text = "\n\n".join([*_offer(restaurant, campaign, voucher, until, say), *_ways(out, say), who]) + "\n"
    offer = offer_words(campaign, restaurant, say)
    return Message(
        text,
        say.language,
        length(text),
        Letter(say("message.subject", restaurant=restaurant.name, offer=offer), unsubscribe),
    )


def _offer(
    restaurant: Restaurant, campaign: Campaign, voucher: str | None, until: datetime | None, say: Phrases
) -> list[str]:
    parts = [say("message.offer", restaurant=restaurant.name, offer=offer_words(campaign, restaurant, say))]
    if voucher:
        parts.append(say("message.code", code=voucher))
    if campaign.minimum is not None:
        parts.append(say("conditions.minimum", amount=say.money(campaign.minimum, restaurant.currency)))
    if until is not None:
        # "aout" is good French (spelling of 1990), and no letter of it turns the whole message into UCS-2.
        date = say.date(last_moment(until), restaurant.time_zone).replace("août", "aout")
        parts.append(say("message.until", date=date))
    return parts


def _ways(out: WayOut, say: Phrases) -> list[str]:
    parts = []
    if out.answers:
        parts.append(say("message.stop_number", number=out.number) if out.number else say("message.stop_answer"))
    if out.link:
        parts.append(say("message.stop_link", link=out.link))
    return parts
