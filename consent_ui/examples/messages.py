"""The page behind the link in a message, in a named state; and the preference centre of somebody who got one."""

from __future__ import annotations

from dataclasses import replace

from consent_ui import pages
from consent_ui.examples.builders import ANSWERED, CHANGED, notice, preferences
from consent_ui.examples.records import RESTAURANT, RETENTION, SIGNUP, SMS, ZONE
from consent_ui.message_pages import Fact, SentMessage
from consent_ui.rules.consent import Channel, State, can_stop
from consent_ui.rules.notices import Restaurant
from consent_ui.rules.offer_words import offer_words
from consent_ui.texts import Texts


def sent_message(
    text: Texts,
    *,
    state: str = "given",
    channel: Channel = SMS,
    contact: str = "+33•••11",
    restaurant: Restaurant = RESTAURANT,
    old: bool = False,
    error: str = "",
) -> SentMessage:
    words = notice(text, restaurant, SIGNUP).words
    facts = {
        "sent": text.moment(CHANGED, ZONE),
        "offer": offer_words(RETENTION, restaurant, text),
        "yes": text("chosen", moment=text.moment(ANSWERED, ZONE), place=text("place.banner")),
        "checked": text("about.because.allowed"),
    }
    return SentMessage(
        text=text,
        heading=text("about.heading", restaurant=restaurant.name),
        sentence=text(f"state.{channel}.{state}"),
        contact=contact,
        action="/consent/m/example",
        stop=text(f"about.stop.{channel}") if can_stop([State(state)]) else "",
        error=text(error) if error else "",
        facts=() if old else tuple(Fact(text(f"about.fact.{name}"), value) for name, value in facts.items()),
        words={} if old else words,
        words_language=text.language,
        home_url="/",
    )


def written_to(text: Texts) -> pages.Preferences:
    offer, by = offer_words(RETENTION, RESTAURANT, text), text("preferences.messages.by", by=text("channel.sms.by"))
    came = pages.HistoryRow(text.moment(CHANGED, ZONE), CHANGED.isoformat(), offer, by, "/consent/m/example")
    decided = ((ANSWERED, "sms.given", "banner"),)
    centre = preferences(text, {SMS: "given"}, contacts={SMS: "+33•••11"}, decided=decided)
    return replace(centre, messages=(came,))
