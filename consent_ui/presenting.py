"""Turns what the rules found into what the templates receive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time

from flask import url_for

from consent_ui import pages
from consent_ui.rules.binding import states
from consent_ui.rules.campaigns import Campaign, voucher_earned
from consent_ui.rules.consent import Channel, Kind, State, waits_for_its_owner
from consent_ui.rules.device import DeviceAnswer, DeviceChoice, device_state
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.rules.offer_words import condition_words, offer_words
from consent_ui.situation import Situation
from consent_ui.texts import Texts


def address(situation: Situation, endpoint: str, **values: str) -> str:
    """Address of one of our pages, in the language of this page."""
    return url_for(f"consent.{endpoint}", lang=situation.text.language, **values)  # type: ignore[arg-type]


def banner(situation: Situation, notice: Notice, token: str, next_address: str, error: str = "") -> pages.Banner:
    """The question."""
    # The words, not the form: what stands in an address may be logged, and a form is one person's.
    choose = address(situation, "preferences", notice=notice.fingerprint()) if notice.words["choose"] else ""
    return pages.Banner(
        text=situation.text,
        words=notice.words,
        token=token,
        action=address(situation, "banner"),
        next=next_address,
        notice_url=address(situation, "notice"),
        choose_url=choose,
        error=error,
    )


def current_states(situation: Situation) -> dict[Channel, State]:
    """What stands now: the account's states, or for a visitor what this device remembers."""
    channels = situation.channels
    if situation.customer is not None:
        return states(situation.history(), channels, situation.contacts, situation.now, situation.waits)
    choices = situation.device.choices if situation.device else {}
    return {channel: device_state(choices.get(channel), situation.now, situation.waits) for channel in channels}


def bindable(situation: Situation, channel: Channel, state: State) -> bool:
    """Whether what stands on this channel only waits for its owner's own word."""
    return waits_for_its_owner(state, situation.contacts.get(channel))


def receipt(situation: Situation) -> pages.Receipt | None:
    """The confirmation of what stands now; None when nothing was ever answered."""
    text = situation.text
    standing = {c: s for c, s in current_states(situation).items() if s is not State.UNKNOWN}
    if not standing:
        return None
    held = vouchers(situation)
    ways = [(c, url) for c, s in standing.items() if (url := contact_url(situation, c, s))]
    return pages.Receipt(
        text=text,
        heading=_receipt_heading(text, standing),
        outcomes=tuple(pages.Outcome(c, s, text(f"state.{c}.{s}")) for c, s in standing.items()),
        voucher=held[0] if held else None,
        preferences_url=address(situation, "preferences"),
        preferences_name=text("preferences.name"),
        contact_url=ways[0][1] if ways else "",
        contact_name=text(f"contact.{ways[0][0]}.prove") if ways else "",
    )


def contact_url(situation: Situation, channel: Channel, state: State) -> str:
    """Where a yes that waits for its contact gets one; empty where none waits, or its owner need only confirm it."""
    waits = state in (State.PENDING, State.EXPIRED) and channel in situation.restaurant.channels
    return address(situation, "contact", channel=channel) if waits and not situation.contacts.get(channel) else ""


def _receipt_heading(text: Texts, standing: Mapping[Channel, State]) -> str:
    agreed = [c for c, s in standing.items() if s in (State.GIVEN, State.PENDING)]
    if not agreed:
        return text("receipt.heading.no")
    return text("receipt.heading.yes", by=text.listing([text(f"channel.{c}.by") for c in agreed]))


def vouchers(situation: Situation) -> tuple[pages.Voucher, ...]:
    """The codes this person holds, newest first, whatever they decided since, each on the terms it was promised on."""
    held: dict[str, pages.Voucher] = {}
    for campaign in promised(situation):
        code = situation.voucher(campaign)
        if code and code not in held:
            held[code] = _voucher(campaign, code, situation.restaurant, situation.text)
    return tuple(held.values())


def promised(situation: Situation) -> tuple[Campaign, ...]:
    """The campaign versions whose voucher this person holds, newest first: later versions take nothing away."""
    by_notice: dict[str, set[Kind]] = {}
    for answered, kind in _answered(situation):
        by_notice.setdefault(answered, set()).add(kind)
    held = []
    for fingerprint, kinds in by_notice.items():
        notice = situation.consent.notice(situation.restaurant.id, fingerprint)
        campaign = situation.consent.campaign_of(notice) if notice else None
        if campaign and voucher_earned(campaign, kinds):
            held.append(campaign)
    return tuple(held)


def _answered(situation: Situation) -> list[tuple[str, Kind]]:
    if situation.customer is not None:
        return [(d.notice, d.kind) for d in reversed(situation.history())]
    return [*situation.device.answered()] if situation.device else []


def _voucher(campaign: Campaign, code: str, restaurant: Restaurant, text: Texts) -> pages.Voucher:
    return pages.Voucher(code, offer_words(campaign, restaurant, text), condition_words(campaign, restaurant, text))


def device_card(situation: Situation) -> pages.Device | None:
    """The answer this device gave before signing in, when it may still become the account's."""
    device = situation.device
    if device is None or not situation.offers_device_answer():
        return None
    text = situation.text
    # In the order in which the question named them, not that of the cookie.
    agreed = [c for c in situation.channels if c in device.choices and device.choices[c].kind is Kind.GIVEN]
    by = text.listing([text(f"channel.{channel}.by") for channel in agreed]) if agreed else ""
    held = [situation.customer.contact(channel) for channel in agreed] if situation.customer else []
    masked = [mask(contact) for contact in held if contact]
    return pages.Device(
        sentence=text("device.yes" if agreed else "device.no", by=by, date=day(situation, device)),
        contact=text("device.contact", contact=text.listing(masked)) if masked else "",
        action=address(situation, "preferences"),
        token=_card_token(situation, device),
        keep=text("device.keep"),
        change=text("device.change"),
        change_url=address(situation, "preferences") + "#consent-channels",
    )


def _card_token(situation: Situation, device: DeviceAnswer) -> str:
    newest = device.answered()[0][0]
    return situation.consent.seals.form_token(newest, situation.keepers[0], situation.now)


def day(situation: Situation, answer: DeviceAnswer | DeviceChoice) -> str:
    """The day a device remembers, in words."""
    return situation.text.date(datetime.combine(answer.on, time(12), UTC), "UTC")


def mask(contact: str) -> str:
    """A number or address shown so that its owner knows it and nobody else learns it (WD-03)."""
    name, at, domain = contact.partition("@")
    if at:
        return f"{name[:1]}•••@{domain}"
    return f"{contact[:3]}•••{contact[-2:]}" if len(contact) > 7 else "•••"


def full_notice(text: Texts, notice: Notice, fingerprint: str = "") -> pages.FullNotice:
    """The full notice; with a fingerprint, exactly what somebody was shown, first layer included."""
    return pages.FullNotice(
        text=text,
        heading=text("fullnotice.as_shown" if fingerprint else "fullnotice.heading"),
        words=notice.words if fingerprint else {},
        sections=tuple(pages.Section(*section) for section in notice.sections),
        fingerprint=fingerprint,
    )


def problem(text: Texts, name: str, preferences_url: str, home_url: str) -> pages.Problem:
    """A plain page about something that went wrong."""
    return pages.Problem(
        text=text,
        heading=text(f"problem.{name}.heading"),
        sentence=text(f"problem.{name}.sentence"),
        preferences_url=preferences_url,
        home_url=home_url,
    )
