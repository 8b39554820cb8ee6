"""Builds the variable of each partial in a named state, in the language of `text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from consent_ui import contact_pages, contract, pages
from consent_ui.examples.records import BY_BOTH, RESTAURANT, SIGNUP, ZONE
from consent_ui.rules.campaigns import Campaign
from consent_ui.rules.composing import compose
from consent_ui.rules.consent import Channel, State, can_stop
from consent_ui.rules.notices import Notice, Restaurant
from consent_ui.rules.offer_words import condition_words, offer_words
from consent_ui.texts import Texts

TOKEN = "example-token"  # noqa: S105 (no secret)
"""Like a real one, it stands nowhere else by chance: a layout may well say "example", in an address for instance."""
BANNER, PREFERENCES, NOTICE = "/consent/banner", "/consent/preferences", "/consent/notice"
CONTACT = "/consent/contact"
ANSWERED = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)
CHANGED = datetime(2026, 5, 21, 9, 5, tzinfo=UTC)


def notice(text: Texts, restaurant: Restaurant = RESTAURANT, campaign: Campaign | None = None) -> Notice:
    """A notice as it is published."""
    return compose(restaurant, campaign, text)


def banner(
    text: Texts, restaurant: Restaurant = RESTAURANT, campaign: Campaign | None = None, error: str = ""
) -> pages.Banner:
    words = notice(text, restaurant, campaign).words
    return pages.Banner(
        text=text,
        words=words,
        token=TOKEN,
        action=BANNER,
        next="/",
        notice_url=NOTICE,
        choose_url=f"{PREFERENCES}?notice={'0' * 64}" if words["choose"] else "",
        error=text(error) if error else "",
    )


def voucher(text: Texts, campaign: Campaign = SIGNUP) -> pages.Voucher:
    return pages.Voucher(
        campaign.voucher or "", offer_words(campaign, RESTAURANT, text), condition_words(campaign, RESTAURANT, text)
    )


def receipt(text: Texts, states: Mapping[Channel, str], voucher: pages.Voucher | None = None) -> pages.Receipt:
    agreed = [text(f"channel.{channel}.by") for channel, state in states.items() if state in ("given", "pending")]
    return pages.Receipt(
        text=text,
        heading=text("receipt.heading.yes", by=text.listing(agreed)) if agreed else text("receipt.heading.no"),
        outcomes=tuple(pages.Outcome(c, s, text(f"state.{c}.{s}")) for c, s in states.items()),
        voucher=voucher,
        preferences_url=PREFERENCES,
        preferences_name=text("preferences.name"),
        contact_url=CONTACT if "pending" in states.values() else "",
        contact_name=next((text(f"contact.{c}.prove") for c, state in states.items() if state == "pending"), ""),
    )


def row(text: Texts, channel: Channel, state: str, contact: str = "") -> pages.ChannelRow:
    at, place = (CHANGED, "preferences") if state == "withdrawn" else (ANSWERED, "banner")
    answered = state != "unknown"
    to_confirm = state == "pending" and bool(contact)
    return pages.ChannelRow(
        channel=channel,
        name=text(f"channel.{channel}.name"),
        state=state,
        sentence=text(f"state.{channel}.{'to_confirm' if to_confirm else state}"),
        chosen=text("chosen", moment=text.moment(at, ZONE), place=text(f"place.{place}")) if answered else "",
        words_url=f"{NOTICE}/{'0' * 64}" if answered else "",
        contact=contact,
        can_choose=True,
        checked=state in ("given", "pending") and not to_confirm,
        contact_url=CONTACT if state in ("pending", "expired") and not contact else "",
    )


def rows(text: Texts, states: Mapping[Channel, str], contacts: Mapping[Channel, str]) -> tuple[pages.ChannelRow, ...]:
    return tuple(row(text, channel, state, contacts.get(channel, "")) for channel, state in states.items())


def contact(
    text: Texts, step: str, channel: Channel = Channel.SMS, *, state: str = "pending", held: str = "", error: str = ""
) -> contact_pages.Contact:
    shown = held or {"type": "", "done": "+33•••11"}.get(step, "+33•••11")
    shown = shown.replace("+33•••11", "l•••@client.example") if channel is Channel.EMAIL else shown
    said = {
        "type": (
            text("contact.held", contact=shown) if held else text(f"contact.{channel}.type"),
            *(text("contact.why"), text("contact.optional")),
        ),
        "code": (text(f"contact.{channel}.sent", contact=shown), text("contact.nothing_came")),
        "link": (text("contact.linked", contact=shown),),
        "answer": (
            text(f"contact.{channel}.yours", contact=shown),
            text("contact.earlier", state=text(f"state.{channel}.{state}")),
        ),
        "done": (
            text(f"contact.{channel}.done" if state == "given" else f"state.{channel}.{state}", contact=shown),
            text("contact.change"),
        ),
    }
    shows = notice(text, replace(RESTAURANT, channels=(channel,))).words if step == "answer" else {}
    typed = {"type": "04 00 00 00 12", "code": "123456"}.get(step, "") if error else ""
    return contact_pages.Contact(
        text=text,
        step=step,
        heading=text(f"contact.heading.{step}"),
        sentences=said[step],
        channel=channel,
        contact=shown,
        typed=typed,
        ask=not held,
        example="06 39 98 00 11",
        words={name: shows[name] for name in ("purpose", "withdrawal", "more", "accept", "decline") if shows},
        action=CONTACT,
        sealed="" if step == "type" else TOKEN,
        field={"code": "asked", "link": "link", "answer": "proven"}.get(step, ""),
        token=TOKEN if step == "answer" else "",
        notice_url=NOTICE,
        again_url=CONTACT if step in ("code", "link") else "",
        preferences_url=PREFERENCES,
        error=text(error) if error else "",
    )


def decision(text: Texts, at: datetime, what: str, where: str) -> pages.HistoryRow:
    return pages.HistoryRow(
        text.moment(at, ZONE), at.isoformat(), text(f"decision.{what}"), text(f"place.{where}"), f"{NOTICE}/{'0' * 64}"
    )


def device(text: Texts, agreed: bool = True) -> pages.Device:
    said = text("device.yes" if agreed else "device.no", by=text("channel.sms.by"), date=text.date(ANSWERED, ZONE))
    return pages.Device(
        sentence=said,
        contact=text("device.contact", contact="+33•••11") if agreed else "",
        action=PREFERENCES,
        token=TOKEN,
        keep=text("device.keep"),
        change=text("device.change"),
        change_url=f"{PREFERENCES}#consent-channels",
    )


def preferences(
    text: Texts,
    states: Mapping[Channel, str],
    *,
    contacts: Mapping[Channel, str] | None = None,
    decided: tuple[tuple[datetime, str, str], ...] = (),
    vouchers: tuple[pages.Voucher, ...] = (),
    device: pages.Device | None = None,
    saved: str = "",
    error: str = "",
) -> pages.Preferences:
    return pages.Preferences(
        text=text,
        words=notice(text, replace(RESTAURANT, channels=tuple(states))).words,
        signed_in=contacts is not None,
        channels=rows(text, states, contacts or {}),
        history=tuple(decision(text, *each) for each in decided),
        vouchers=vouchers,
        device=device,
        action=PREFERENCES,
        token=TOKEN,
        can_stop=can_stop(map(State, states.values())),
        saved=text(saved) if saved else "",
        error=text(error) if error else "",
        notice_url=NOTICE,
        home_url="/",
        confirmed_url=CONTACT if contacts is None else "",
        confirmed_name=text("contact.name" if len(states) > 1 else f"contact.{next(iter(states))}.prove"),
        confirmed_about=text("contact.elsewhere" if len(states) > 1 else f"contact.{next(iter(states))}.elsewhere"),
    )


def account(
    text: Texts, states: Mapping[Channel, str], contacts: Mapping[Channel, str], device: pages.Device | None = None
) -> pages.Account:
    stoppable = can_stop(map(State, states.values()))
    return pages.Account(text, rows(text, states, contacts), device, PREFERENCES, stoppable, PREFERENCES, TOKEN)


def full_notice(text: Texts, shown: Notice, fingerprint: str = "") -> pages.FullNotice:
    return pages.FullNotice(
        text=text,
        heading=text("fullnotice.as_shown" if fingerprint else "fullnotice.heading"),
        words=shown.words if fingerprint else {},
        sections=tuple(pages.Section(*section) for section in shown.sections),
        fingerprint=fingerprint,
    )


def as_shown(text: Texts) -> pages.FullNotice:
    shown = notice(text, BY_BOTH, SIGNUP)
    return full_notice(text, shown, shown.fingerprint())


def broken(text: Texts, line: int = 3) -> contract.Broken:
    complaints = ("line 3: 'banana' is not given here; there is banner", "line 7: style= on <p>: write a class")
    usable = (
        contract.Usable("banner.action", "where the form posts to"),
        contract.Usable("{% block words %}", "the words"),
    )
    return contract.Broken(
        text, "_banner.html", "consent/_banner.html", line, complaints[: line or 1], usable if line else ()
    )


def problem(text: Texts, name: str) -> pages.Problem:
    preferences_url = "" if name == "restaurant" else PREFERENCES
    return pages.Problem(text, text(f"problem.{name}.heading"), text(f"problem.{name}.sentence"), preferences_url, "/")
