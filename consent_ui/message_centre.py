"""Shows the page behind the link in a message, and takes its person out when she asks: never in, since a link can be
forwarded."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from consent_ui.links import Links
from consent_ui.message_pages import Fact, SentMessage
from consent_ui.messaging import leaving
from consent_ui.presenting import mask
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.consent import Place, can_stop, fold
from consent_ui.rules.notices import Notice
from consent_ui.rules.offer_words import offer_words
from consent_ui.rules.validity import last_moment, voucher_ends
from consent_ui.state import Consent
from consent_ui.store import offers, sent
from consent_ui.store.offers import Programme
from consent_ui.store.sent import Sent
from consent_ui.texts import MissingText, Texts, texts

SHOWN = timedelta(days=3 * 365)
"""How long a link tells why its message came; leaving by it never ends."""


def find(consent: Consent, programme: Programme, purpose: str, token: str) -> Sent | None:
    """The message that a link names; None when it has no recipient any more. Raises BadToken and NotRead."""
    message_id: UUID = Links(consent.seals, purpose).read(programme.restaurant.id, token)
    with consent.database.read() as connection:
        return sent.find(connection, programme.restaurant.id, message_id)


def leave(consent: Consent, message: Sent, place: Place, now: datetime) -> None:
    """Take the recipient of this message out, on its channel, with everybody who holds the contact it went to. `now` is
    aware UTC. Raises NotSaved and NotRead."""
    contact = leaving.of_message(
        consent.database, consent.seals, message.restaurant_id, message.channel, message.person, message.contact
    )
    leaving.leave(contact, place, now)


def about(
    consent: Consent, programme: Programme, message: Sent, action: str, home_url: str, now: datetime, error: str = ""
) -> SentMessage:
    """The page about a message at `now` (aware UTC). `error` is the key of what went wrong."""
    text = _texts(message, programme)
    state = fold(message.decided, _bound(consent, message))
    notice = consent.notice(message.restaurant_id, message.decision.notice)
    fresh = message.left_at is None or now - message.left_at < SHOWN
    held = _held(consent, message)
    return SentMessage(
        text=text,
        heading=text("about.heading", restaurant=programme.restaurant.name),
        sentence=text(f"state.{message.channel}.{state}"),
        contact=mask(held) if held else "",
        action=action,
        stop=text(f"about.stop.{message.channel}") if can_stop([state]) else "",
        error=text(error) if error else "",
        facts=_facts(consent, programme, message, text) if fresh else (),
        words=_words(notice, message) if notice and fresh else {},
        words_language=notice.language if notice else text.language,
        home_url=home_url,
    )


def _words(notice: Notice, message: Sent) -> dict[str, str]:
    """The words of the question; the answer's own only where it was the button that was pressed."""
    pressed = message.decision.place is Place.BANNER
    return {**notice.words, "accept": notice.words["accept"] if pressed else ""}


def _facts(consent: Consent, programme: Programme, message: Sent, text: Texts) -> tuple[Fact, ...]:
    zone = programme.restaurant.time_zone
    yes = message.decision
    given = text("chosen", moment=text.moment(yes.at, zone), place=text(f"place.{yes.place}"))
    try:
        checked = text(f"about.because.{message.because}")
    except MissingText:
        checked = ""
    with consent.database.read() as connection:
        campaign = offers.campaign_version(
            connection, message.restaurant_id, message.campaign_id, message.campaign_version
        )
    facts = (
        ("sent", text.moment(message.left_at, zone) if message.left_at else ""),
        ("offer", offer_words(campaign, programme.restaurant, text) if campaign else text("about.unknown_offer")),
        ("until", _until(campaign, message, text, zone)),
        ("yes", given),
        ("checked", checked),
    )
    return tuple(Fact(text(f"about.fact.{name}"), value) for name, value in facts if value)


def _until(campaign: Campaign | None, message: Sent, text: Texts, zone: str) -> str:
    """The last day on which the code in the message is good, as the message says it; empty without a code or an end."""
    if campaign is None or message.left_at is None or not (campaign.voucher or campaign.host_voucher):
        return ""
    ends = voucher_ends(campaign, message.left_at, zone)
    return text.date(last_moment(ends), zone) if ends else ""


def _held(consent: Consent, message: Sent) -> str:
    """The contact the message went to, where the person still holds it; else nothing of her new one is told."""
    held = message.customer.contact(message.channel)
    hashes = consent.seals.contact_hashes(message.restaurant_id, {message.channel: held})[message.channel]
    return held if held and message.contact in hashes else ""


def _bound(consent: Consent, message: Sent) -> str | None:
    held = {message.channel: message.customer.contact(message.channel)}
    hashes = consent.seals.held_hashes(message.restaurant_id, held, {each.contact for each in message.decided})
    return hashes[message.channel]


def _texts(message: Sent, programme: Programme) -> Texts:
    """The recorded language, or the restaurant's where there are no texts in it any more."""
    try:
        return texts(message.language)
    except MissingText:
        return texts(programme.restaurant.languages[0])
