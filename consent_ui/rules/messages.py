"""The words of one marketing message: who writes, the offer, the code, and how to stop (SM-01, SM-02).

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
class Message:
    """A text ready to leave, in which language, and what it costs."""

    text: str
    language: str
    length: Length


def win_back(
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
    parts = [say("message.offer", restaurant=restaurant.name, offer=offer_words(campaign, restaurant, say))]
    if voucher:
        parts.append(say("message.code", code=voucher))
    if campaign.minimum is not None:
        parts.append(say("conditions.minimum", amount=say.money(campaign.minimum, restaurant.currency)))
    if until is not None:
        # "aout" is good French (spelling of 1990), and no letter of it turns the whole message into UCS-2.
        date = say.date(last_moment(until), restaurant.time_zone).replace("août", "aout")
        parts.append(say("message.until", date=date))
    if out.answers:
        parts.append(say("message.stop_number", number=out.number) if out.number else say("message.stop_answer"))
    if out.link:
        parts.append(say("message.stop_link", link=out.link))
    if why:
        parts.append(say("message.why", link=why))
    text = " ".join(parts).translate(PLAIN)
    return Message(text, say.language, length(text))
