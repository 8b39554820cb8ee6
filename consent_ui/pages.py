"""What each template receives: the designers' contract. Each partial `_x.html` receives exactly one variable, `x`, of
the type PARTIALS in contract.py names; a page `x.html` that and `page`. Texts: `x.text("key")`, or the notice's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated as T

from markupsafe import Markup

from consent_ui.texts import Texts

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Switch:
    """A link to this page in another language."""

    language: T[str, "language code"]
    name: T[str, "the language's own name"]
    url: T[str, "this page in that language"]
    current: T[bool, "whether the page is in it now"]


@dataclass(frozen=True, slots=True)
class Page:
    """What `layout.html` needs around any partial."""

    text: T[Texts, "looks up a text by key; text.language is the page's language"]
    title: T[str, "document title"]
    restaurant: T[str, "the restaurant's name"]
    home_url: T[str, "the restaurant's own site"]
    preferences_url: T[str, "the preference centre"]
    notice_url: T[str, "the full notice"]
    switches: T[tuple[Switch, ...], "the languages this page can be read in"]
    scripts: T[tuple[str, ...], "addresses of the scripts that make the page smooth"]
    stylesheet: T[str, "address of consent.css"]
    own_stylesheet: T[str, "address of consent-pages.css, the look of our own pages"]
    theme_stylesheet: T[str, "address of the theme's theme.css, to be linked last; empty without a theme"] = ""
    content: T[Markup, "the rendered partial this page is about"] = NOTHING
    icon: T[str, "address of an icon for the browser's tab; empty within a site, which has its own"] = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """The question (`#consent-banner`)."""

    text: T[Texts, "looks up a text by key"]
    words: T[Mapping[str, str], "the notice's words by name, as the guide lists them; empty where not used"]
    token: T[str, "signed token naming the notice, for the hidden field `notice`"]
    action: T[str, "where the form posts to"]
    next: T[str, "local address to come back to, for the hidden field `next`"]
    notice_url: T[str, "the full notice"]
    choose_url: T[str, "the channel form; empty when there is one channel"]
    error: T[str, "what went wrong with the last answer; empty normally"]


@dataclass(frozen=True, slots=True)
class Voucher:
    """A code the person holds, whatever they decide later."""

    code: T[str, "the code"]
    offer: T[str, "the offer in words"]
    conditions: T[str, "main conditions; empty when there are none"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was recorded on one channel."""

    channel: T[str, "sms or email"]
    state: T[str, "given, pending, refused, withdrawn or expired"]
    sentence: T[str, "the state in a sentence"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The confirmation (`#consent-receipt`): the same style whatever was answered."""

    text: T[Texts, "looks up a text by key"]
    heading: T[str, "what was recorded, in a few words"]
    outcomes: T[tuple[Outcome, ...], "what was recorded on each channel"]
    voucher: T[Voucher | None, "the promised voucher"]
    preferences_url: T[str, "where to change it"]
    preferences_name: T[str, "name of the preference centre"]
    contact_url: T[str, "where a yes without a number or address gets one; empty when nothing waits for it"] = ""
    contact_name: T[str, "what that page is for: a number or an address, as the channel has it"] = ""


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel in the preference centre."""

    channel: T[str, "sms or email; value of the checkbox"]
    name: T[str, "the channel's name"]
    state: T[str, "unknown, pending, given, refused, withdrawn or expired"]
    sentence: T[str, "the state in a sentence"]
    chosen: T[str, "when and where it was chosen; empty when never"]
    words_url: T[str, "the exact words seen then; empty when never"]
    contact: T[str, "masked number or address; empty when none is known"]
    can_choose: T[bool, "whether it has a box: not where the restaurant writes no more and nothing is on"]
    checked: T[bool, "whether the box is ticked: the stored state is a yes that needs nothing more"]
    contact_url: T[str, "where the contact of a waiting yes is proven; empty when none waits"] = ""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One past decision."""

    when: T[str, "day and time"]
    datetime: T[str, "the same for machines (ISO 8601)"]
    what: T[str, "what was decided, in a sentence"]
    where: T[str, "where"]
    words_url: T[str, "the exact words seen"]


@dataclass(frozen=True, slots=True)
class Device:
    """An answer this device gave before signing in, offered to the account."""

    sentence: T[str, "what this device said, when"]
    contact: T[str, "which number or address a yes would be for, masked, in a sentence; empty when there is none"]
    action: T[str, "where the form posts to"]
    token: T[str, "signed token for the hidden field `notice`"]
    keep: T[str, "label of the button that binds it to the account"]
    change: T[str, "label of the link to the channel form"]
    change_url: T[str, "the channel form"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preference centre (`#consent-preferences`), opened on what is stored."""

    text: T[Texts, "looks up a text by key"]
    words: T[Mapping[str, str], "the words of the notice a yes given here answers"]
    signed_in: T[bool, "whether these are an account's choices; else this device's"]
    channels: T[tuple[ChannelRow, ...], "one row per channel"]
    history: T[tuple[HistoryRow, ...], "past decisions, newest first"]
    vouchers: T[tuple[Voucher, ...], "vouchers held, whatever was decided since"]
    device: T[Device | None, "an answer of this device to confirm for the account"]
    action: T[str, "where both forms post to"]
    token: T[str, "signed token for the hidden field `notice`"]
    can_stop: T[bool, "whether anything is on that Stop all offers would end"]
    saved: T[str, "confirmation of what was just stored; empty normally"]
    error: T[str, "what went wrong; empty normally"]
    notice_url: T[str, "the full notice"]
    home_url: T[str, "back to the restaurant's site"]
    confirmed_url: T[str, "where a visitor changes what was agreed for a number or address; empty for an account"] = ""
    confirmed_name: T[str, "what that page is for, naming only what the restaurant writes to"] = ""
    confirmed_about: T[str, "why the way there is needed, in sentences"] = ""
    messages: T[tuple[HistoryRow, ...], "the latest offers sent to an account; `words_url` tells why each came"] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The short form in a host's account settings: present state and the way to the preference centre."""

    text: T[Texts, "looks up a text by key"]
    channels: T[tuple[ChannelRow, ...], "one row per channel"]
    device: T[Device | None, "an answer of this device to confirm for the account"]
    preferences_url: T[str, "the preference centre"]
    can_stop: T[bool, "whether anything is on that Stop all offers would end"]
    action: T[str, "where the Stop all offers form posts to"]
    token: T[str, "signed token for the hidden field `notice`"]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the full notice."""

    anchor: T[str, "id of the part"]
    title: T[str, "its heading"]
    body: T[str, "its text"]


@dataclass(frozen=True, slots=True)
class FullNotice:
    """The full notice (GDPR Art. 13), or a notice as it was shown to somebody."""

    text: T[Texts, "looks up a text by key; its language is the notice's"]
    heading: T[str, "heading of the page"]
    words: T[Mapping[str, str], "the first layer as it was shown; empty on the plain full notice"]
    sections: T[tuple[Section, ...], "the parts of the full notice"]
    fingerprint: T[str, "SHA-256 of the notice; empty on the plain full notice"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something went wrong, said plainly."""

    text: T[Texts, "looks up a text by key"]
    heading: T[str, "what happened"]
    sentence: T[str, "what to do next"]
    preferences_url: T[str, "the preference centre; empty when it would not help"]
    home_url: T[str, "back to the restaurant's site"]
