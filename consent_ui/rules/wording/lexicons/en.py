"""The English lists. Their words follow the literature that REQUIREMENTS names, and what shops write."""

from __future__ import annotations

from consent_ui.rules.wording.lexicons.en_clarity import (
    ALCOHOL,
    CONDITION,
    DOUBLE,
    FREE,
    JARGON,
    LATER,
    NAME_OFFERS,
    OTHER_ACT,
    REWARD,
    SPARED_ALCOHOL,
    STRINGS,
)
from consent_ui.rules.wording.lexicons.en_pressure import CROWD, PRAISE, SCARCITY, URGENCY
from consent_ui.rules.wording.lexicons.en_regret import IRONY, LOSS, SHAME
from consent_ui.rules.wording.lexicons.lexicon import Lexicon

LEXICON = Lexicon(
    topics={
        "urgency": URGENCY, "scarcity": SCARCITY, "crowd": CROWD, "shame": SHAME, "loss": LOSS, "irony": IRONY,
        "praise": PRAISE, "double negative": DOUBLE, "jargon": JARGON, "condition": CONDITION, "free": FREE,
        "alcohol": ALCOHOL, "later": LATER, "other act": OTHER_ACT,
    },
    spared={
        "free": (
            r"buy \d+,? get \d+ free", r"after \d+ orders?,? a meal free", r"feel free", r"free to \w+",
            r"free (?:range|time)",
            r"(?:alcohol|gluten|sugar|dairy|lactose|nut|meat|smoke|egg|fat) free",
        ),
        "alcohol": SPARED_ALCOHOL,
        "loss": (
            r"loses? nothing", r"nothing (?:is|to be|will be) lost",
            r"you (?:do not|don'?t|never|won'?t|will not) lose (?:anything|any points|your (?:points|stamps|card))",
        ),
        "irony": (r"i prefer (?:sms|e ?mails?)",),
        "crowd": (
            r"(?:groups?|tables?|parties|events?|menus?|rooms?|seats?|serves|platters?)(?: (?:of"
    r"|for))?(?: up to)? \d+"
            r" (?:people|guests|diners|friends)",
        ),
        "condition": (r"we (?:also |gladly )?accept", r"say(?:ing)? yes or (?:say(?:ing)? )?no"),
        "praise": (r"best before", r"best regards", r"all the best", r"turkish delights?"),
        "urgency": (r"no hurry", r"no rush", r"take your time", r"just now",
            r"we (?:will not|won'?t) ask (?:you )?again (?:for|before|within|until) \w+",
        ),
        "double negative": (
            r"never stops?",
            r"(?:do not|don'?t|never|not)(?:\s\w+){0,4}\swithout (?:asking you|your (?:yes|consent|permission"
            r"|agreement))",
        ),
    },
    acts={
        "send": r"send(?:s|ing)?|sent",
        "receive": r"receiv(?:e|ing)|get|getting|have",
        "write": r"writ(?:e|ing)|texting|text|message me|e ?mail(?:ing)? me|contact(?:ing)? me",
    },
    objects=r"offers?|messages?|news|newsletters?|promotions?|promotional|advertis\w+|adverts?|ads|marketing",
    channels={"sms": r"sms|texts?|texting|text messages?", "email": r"e ?mails?|mail"},
    reward=REWARD,
    name_offers=NAME_OFFERS,
    denial=r"no|not|don'?t|never|nothing|refuse|decline",
    beside=r"yes|i|me|my|we|you|your|our|us|it|do|want|would|like|to|by|and|or|the|an?|any|of|on|from|with|via|may|please"
    r"|agree|consent|thanks?|address|phone|number|only|about|message|mobile|all|will|e",
    timing=r"without (?:an |any )?orders?(?:ing)?|not ordered|order dates?|dates? of (?:your )?orders?"
    r"|when you last ordered|since your last order",
    strings=STRINGS,
    by={"sms": "SMS", "email": "e-mail"},
    joined=" and ",
    slots={
        "heading": "Offers by {by} from us?",
        "purpose": "We would use your contact details to send you offers.",
        "benefit": "New customers have 10% off their first order, whatever you answer here.",
        "conditions": "Minimum order: €15.00. Until 31 December 2026.",
        "withdrawal": "You can withdraw at any time below every page.",
        "no_effect": "Saying no changes nothing about ordering.",
        "accept": "Yes, send me offers by {by}",
        "decline": "No, do not send me offers",
        "choose": "Choose SMS or e-mail",
        "more": "Full notice",
        "text": "We would send you offers. You can say no, and nothing changes about ordering.",
    },
    timed="We would use your order dates to send you offers, also after 45 days without an order.",
    instead={
        "urgency": "The offer runs until 31 December 2026.",
        "scarcity": "The offer is open to each new customer until 31 December 2026.",
        "crowd": "You can say yes or no.",
        "shame": "You can say no, and nothing changes about ordering.",
        "loss": "Saying no changes nothing about ordering.",
        "irony": "You can say no, and nothing changes about ordering.",
        "praise": "We would send you offers from our kitchen.",
        "double negative": "If you say no, we send you no offers.",
        "jargon": "We would use your phone number to send you offers.",
        "condition": "New customers have 10% off their first order, whatever you answer here.",
        "free": "Buy 10, get 1 free.",
        "alcohol": "We would send you offers on our menu of the day.",
        "later": "No, do not send me offers",
        "other act": "Yes, send me offers by {by}",
    },
    alcohol_law=("FR",),
)  # fmt: skip
