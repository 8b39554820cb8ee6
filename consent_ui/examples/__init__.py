"""The named states of every partial: what a gallery shows, and what every test of the templates walks through.

Pure: no database, no clock. The words of notices are composed from real records, in the language asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from consent_ui import hosted_pages
from consent_ui.examples.builders import (
    ANSWERED,
    BANNER,
    CHANGED,
    account,
    as_shown,
    banner,
    broken,
    contact,
    device,
    full_notice,
    notice,
    preferences,
    problem,
    receipt,
    voucher,
)
from consent_ui.examples.messages import sent_message, written_to
from consent_ui.examples.records import (
    BY_BOTH,
    EMAIL,
    LONG_NAME,
    LOYALTY,
    RESTAURANT,
    RETENTION,
    SIGNUP,
    SMS,
    conditional,
    free,
)
from consent_ui.texts import Texts

Example = Callable[[Texts], object]

CONTACTS = {SMS: "+33•••11", EMAIL: "l•••@client.example"}
PAST = (
    (CHANGED, "sms.withdrawn", "preferences"),
    (ANSWERED, "email.refused", "banner"),
    (ANSWERED, "sms.given", "banner"),
)

EXAMPLES: Mapping[str, Mapping[str, Example]] = {
    "banner": {
        "signup": partial(banner, campaign=SIGNUP),
        "signup for everyone": partial(banner, campaign=free(SIGNUP)),
        "loyalty": partial(banner, campaign=LOYALTY),
        "loyalty with consent": partial(banner, campaign=conditional(LOYALTY)),
        "retention": partial(banner, campaign=RETENTION),
        "retention with consent": partial(banner, campaign=conditional(RETENTION)),
        "generic": banner,
        "both channels": partial(banner, restaurant=BY_BOTH),
        "by e-mail": partial(banner, restaurant=replace(RESTAURANT, channels=(EMAIL,))),
        "long name": partial(banner, restaurant=LONG_NAME, campaign=SIGNUP),
        "error": partial(banner, campaign=SIGNUP, error="banner.error.expired"),
        "not saved": partial(banner, error="banner.not_saved"),
        "uncertain": partial(banner, error="banner.uncertain"),
    },
    "receipt": {
        "yes": partial(receipt, states={SMS: "given"}),
        "no": partial(receipt, states={SMS: "refused"}),
        "pending": partial(receipt, states={SMS: "pending"}),
        "yes with voucher": lambda text: receipt(text, {SMS: "given"}, voucher(text)),
        "no with voucher": lambda text: receipt(text, {SMS: "refused"}, voucher(text, RETENTION)),
        "mixed": partial(receipt, states={SMS: "refused", EMAIL: "given"}),
    },
    "preferences": {
        "visitor unknown": partial(preferences, states={SMS: "unknown"}),
        "visitor given": lambda text: preferences(text, {SMS: "given"}, vouchers=(voucher(text),)),
        "visitor refused": partial(preferences, states={SMS: "refused"}),
        "customer unknown": partial(preferences, states={SMS: "unknown", EMAIL: "unknown"}, contacts=CONTACTS),
        "customer given": partial(preferences, states={SMS: "given"}, contacts=CONTACTS, decided=PAST[2:]),
        "customer refused": partial(preferences, states={SMS: "refused", EMAIL: "refused"}, contacts=CONTACTS),
        "customer withdrawn": partial(preferences, states={SMS: "withdrawn"}, contacts=CONTACTS, decided=PAST),
        "customer pending": partial(preferences, states={SMS: "pending"}, contacts={}, decided=PAST[2:]),
        "customer expired": partial(preferences, states={SMS: "expired"}, contacts={}, decided=PAST[2:]),
        "customer to confirm": partial(preferences, states={SMS: "pending"}, contacts=CONTACTS, decided=PAST[2:]),
        "customer mixed": lambda text: preferences(
            text, {SMS: "withdrawn", EMAIL: "given"}, contacts=CONTACTS, decided=PAST, vouchers=(voucher(text),)
        ),
        "customer written to": written_to,
        "with device card": lambda text: preferences(text, {SMS: "refused"}, contacts=CONTACTS, device=device(text)),
        "saved": partial(preferences, states={SMS: "given"}, contacts=CONTACTS, saved="preferences.saved"),
        "error": partial(preferences, states={SMS: "unknown", EMAIL: "unknown"}, error="banner.error.channels"),
    },
    "account": {
        "unknown": partial(account, states={SMS: "unknown", EMAIL: "unknown"}, contacts=CONTACTS),
        "given": partial(account, states={SMS: "given"}, contacts=CONTACTS),
        "withdrawn": partial(account, states={SMS: "withdrawn"}, contacts=CONTACTS),
        "with device card": lambda text: account(text, {SMS: "unknown"}, CONTACTS, device(text)),
    },
    "device": {"yes": device, "no": partial(device, agreed=False)},
    "contact": {
        "number": partial(contact, step="type"),
        "number refused": partial(contact, step="type", error="contact.error.not_mobile"),
        "address": partial(contact, step="type", channel=EMAIL),
        "number of the account": partial(contact, step="type", held="+33•••11"),
        "code": partial(contact, step="code"),
        "code by e-mail": partial(contact, step="code", channel=EMAIL),
        "code refused": partial(contact, step="code", error="contact.error.code"),
        "link": partial(contact, step="link", channel=EMAIL),
        "yes or no": partial(contact, step="answer"),
        "yes or no by e-mail": partial(contact, step="answer", channel=EMAIL, state="expired"),
        "done yes": partial(contact, step="done", state="given"),
        "done no": partial(contact, step="done", state="withdrawn"),
    },
    "notice": {
        "full": lambda text: full_notice(text, notice(text)),
        "long names": lambda text: full_notice(text, notice(text, LONG_NAME)),
        "as shown": as_shown,
    },
    "problem": {
        name.replace("_", " "): partial(problem, name=name)
        for name in (
            "not_found", "restaurant", "cross_site", "too_large", "bad_request", "not_saved", "method", "saved",
        )
    },
    "message": {
        "by SMS": sent_message,
        "stopped": partial(sent_message, state="withdrawn"),
        "another contact": partial(sent_message, contact=""),
        "by e-mail": partial(sent_message, channel=EMAIL, contact="l•••@client.example", restaurant=LONG_NAME),
        "old": partial(sent_message, old=True),
        "not saved": partial(sent_message, error="banner.not_saved"),
    },
    "broken": {"with a line": broken, "without": partial(broken, line=0)},
    "lazy": {
        "link": lambda text: hosted_pages.Lazy(text, f"{BANNER}?next=/", swaps=True),
        "plain link on a streamed page": lambda text: hosted_pages.Lazy(text, f"{BANNER}?next=/", swaps=False),
    },
    "asking": {
        "styles in the head": lambda text: hosted_pages.Asking(Markup("<p>…</p>"), "", "/consent/enhance"),
        "styles of its own": lambda text: hosted_pages.Asking(Markup("<p>…</p>"), "/consent.css", "/consent/enhance"),
    },
}  # fmt: skip
"""Partial name, then state name, then what builds that partial's variable in a language."""
