"""Shows the preference centre: what is stored for each channel, the history, and the short form for a host's page."""

from __future__ import annotations

from collections.abc import Collection

from consent_ui import pages
from consent_ui.links import Links
from consent_ui.presenting import address, bindable, contact_url, current_states, day, device_card, mask, vouchers
from consent_ui.rules.consent import Channel, Decision, State, can_stop
from consent_ui.rules.notices import Notice
from consent_ui.rules.offer_words import offer_words
from consent_ui.situation import Situation
from consent_ui.store import message_log

MESSAGES = 10
"""Messages the preference centre lists: with four in thirty days at most, those of some months."""


def preferences(
    situation: Situation,
    notice: Notice,
    token: str,
    *,
    ticked: Collection[Channel] | None = None,
    saved: str = "",
    error: str = "",
) -> pages.Preferences:
    """The preference centre on what is stored; `ticked` keeps what somebody had ticked when saving failed."""
    standing = current_states(situation)
    return pages.Preferences(
        text=situation.text,
        words=notice.words,
        signed_in=situation.customer is not None,
        channels=channel_rows(situation, ticked),
        history=_history_rows(situation),
        vouchers=vouchers(situation),
        device=device_card(situation),
        action=address(situation, "preferences"),
        token=token,
        can_stop=can_stop(standing.values()),
        saved=saved,
        error=error,
        notice_url=address(situation, "notice"),
        home_url=situation.home_url,
        confirmed_url="" if situation.customer else address(situation, "contact"),
        confirmed_name=_of_channels(situation, "contact.name", "contact.{}.prove"),
        confirmed_about=_of_channels(situation, "contact.elsewhere", "contact.{}.elsewhere"),
        messages=_messages(situation),
    )


def _of_channels(situation: Situation, several: str, single: str) -> str:
    """A text that names only what the restaurant writes to: numbers, addresses, or either."""
    channels = situation.channels
    return situation.text(single.format(channels[0]) if len(channels) == 1 else several)


def account(situation: Situation, token: str) -> pages.Account:
    """The short form in a host's account settings."""
    return pages.Account(
        text=situation.text,
        channels=channel_rows(situation),
        device=device_card(situation),
        preferences_url=address(situation, "preferences"),
        can_stop=can_stop(current_states(situation).values()),
        action=address(situation, "preferences"),
        token=token,
    )


def channel_rows(situation: Situation, ticked: Collection[Channel] | None = None) -> tuple[pages.ChannelRow, ...]:
    """Per channel: the state in words, when and where it was chosen, and the words seen then."""
    return tuple(_channel_row(situation, c, s, ticked) for c, s in current_states(situation).items())


def shown_ticked(situation: Situation) -> list[Channel]:
    """The channels whose boxes the form shows ticked. A yes that waits for its contact to be confirmed is none of
    them: ticking the box under the contact is what confirms it (CV-03, CV-08)."""
    return [channel for channel, state in current_states(situation).items() if _is_on(situation, channel, state)]


def _is_on(situation: Situation, channel: Channel, state: State) -> bool:
    return state in (State.GIVEN, State.PENDING) and not bindable(situation, channel, state)


def _channel_row(
    situation: Situation, channel: Channel, state: State, ticked: Collection[Channel] | None
) -> pages.ChannelRow:
    text = situation.text
    last = next((d for d in reversed(situation.history()) if d.channel is channel), None)
    chosen = words_url = ""
    if last is not None:
        chosen = _chosen(situation, last)
        words_url = address(situation, "words", fingerprint=last.notice)
    elif situation.customer is None and situation.device and channel in situation.device.choices:
        choice = situation.device.choices[channel]
        chosen = text("chosen_on", date=day(situation, choice))
        words_url = address(situation, "words", fingerprint=choice.notice)
    holder = situation.owned[0]
    contact = holder.contact(channel) if holder else None
    on = _is_on(situation, channel, state)
    sentence = "to_confirm" if bindable(situation, channel, state) else state
    return pages.ChannelRow(
        channel=channel,
        name=text(f"channel.{channel}.name"),
        state=state,
        sentence=text(f"state.{channel}.{sentence}"),
        chosen=chosen,
        words_url=words_url,
        contact=mask(contact) if contact else "",
        can_choose=on or channel in situation.restaurant.channels,
        checked=on if ticked is None else channel in ticked,
        contact_url=contact_url(situation, channel, state),
    )


def _chosen(situation: Situation, decision: Decision) -> str:
    moment = situation.text.moment(decision.at, situation.restaurant.time_zone)
    return situation.text("chosen", moment=moment, place=situation.text(f"place.{decision.place}"))


def _history_rows(situation: Situation) -> tuple[pages.HistoryRow, ...]:
    if situation.customer is None:
        return _device_rows(situation)
    text, zone = situation.text, situation.restaurant.time_zone
    return tuple(
        pages.HistoryRow(
            when=text.moment(d.at, zone),
            datetime=d.at.isoformat(),
            what=text(f"decision.{d.channel}.{d.kind}"),
            where=text(f"place.{d.place}"),
            words_url=address(situation, "words", fingerprint=d.notice),
        )
        for d in reversed(situation.history())
    )


def _messages(situation: Situation) -> tuple[pages.HistoryRow, ...]:
    """The latest offers that were sent to a signed-in customer; each leads to the page that tells why it came."""
    person = situation.history()[-1].person if situation.customer and situation.history() else None
    if person is None:
        return ()
    home, text = situation.restaurant, situation.text
    with situation.consent.database.read() as connection:
        found = message_log.latest_sent(connection, home.id, person, MESSAGES)
    links = Links(situation.consent.seals, "message")
    return tuple(
        pages.HistoryRow(
            when=text.moment(each.at, home.time_zone),
            datetime=each.at.isoformat(),
            what=offer_words(each.campaign, home, text) if each.campaign else text("about.unknown_offer"),
            where=text("preferences.messages.by", by=text(f"channel.{each.channel}.by")),
            words_url=address(situation, "message", slug=home.slug, token=links.token(home.id, each.id)),
        )
        for each in found
    )


def _device_rows(situation: Situation) -> tuple[pages.HistoryRow, ...]:
    """What a visitor's device remembers: the last answer on each channel, and its day."""
    device, text = situation.device, situation.text
    if device is None:
        return ()
    return tuple(
        pages.HistoryRow(
            when=day(situation, choice),
            datetime=choice.on.isoformat(),
            what=text(f"decision.{channel}.{choice.kind}"),
            where=text("place.device"),
            words_url=address(situation, "words", fingerprint=choice.notice),
        )
        for channel in situation.channels
        if (choice := device.choices.get(channel)) is not None
    )
