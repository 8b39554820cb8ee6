"""Proving a contact: a code is asked for, sent, and typed; or the link in an e-mail is pressed.

Whatever is known here of a number, and whatever was spent, the person asking sees the same: the log counts.
"""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import url_for

from consent_ui.answering import UnusableForm
from consent_ui.contacts import read_email, read_phone
from consent_ui.envelopes import Purpose
from consent_ui.messaging import choosing
from consent_ui.messaging.service import Words
from consent_ui.rules.binding import one_spelling
from consent_ui.rules.codes import (
    DIGITS,
    LIFETIME,
    LINK_LIFETIME,
    PROVEN_LIFETIME,
    Budget,
    Failure,
    asker,
    digits_of,
    judge,
    judge_link,
    sms_countries,
    used_up,
)
from consent_ui.rules.consent import Channel
from consent_ui.seals import BadToken, ExpiredToken
from consent_ui.situation import Situation
from consent_ui.store import codes
from consent_ui.store.ids import uuid7

log = logging.getLogger(__name__)

LIFETIMES = {Purpose.ASKED: LIFETIME, Purpose.LINK: LINK_LIFETIME, Purpose.PROVEN: PROVEN_LIFETIME}


@dataclass(frozen=True, slots=True)
class Journey:
    """What travels from step to step, in an envelope: at which restaurant, for which account (empty: a visitor), the
    channel, the contact, the code, and how it was proven in the end."""

    home: str
    who: str
    channel: str
    contact: str
    code: str
    how: str = "code"

    @property
    def by(self) -> Channel:
        """The channel."""
        return Channel(self.channel)


def held(situation: Situation, channel: Channel) -> str | None:
    """The contact that the account holds, which is the one to be proven; None where one may be typed."""
    return situation.customer.contact(channel) if situation.customer else None


def ask(situation: Situation, channel: Channel, typed: str) -> str:
    """Send a code to what was typed, or to what the account holds, unless a budget is used up. Returns the envelope for
    the next step, the same whatever happened. Raises BadContact and NotSaved."""
    contact = held(situation, channel)
    to = _readable(situation, channel, contact or typed, contact is not None)
    code_id = uuid7()
    proven = contact or (one_spelling(to) if channel is Channel.EMAIL else to)
    journey = Journey(str(situation.restaurant.id), situation.who, channel.value, proven, code_id.hex)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    spent = _spend(situation, journey, code_id, digits)
    if spent is None:
        _send(situation, journey, to, digits)
    else:
        log.warning("no code was sent: the budget %s is used up", spent.value)
    return close(situation, Purpose.ASKED, journey)


def _readable(situation: Situation, channel: Channel, typed: str, is_held: bool) -> str:
    if channel is Channel.EMAIL:
        return read_email(typed)
    country = situation.restaurant.country
    countries = sms_countries(situation.consent.settings.sms_countries, country)
    return read_phone(typed, country, countries, held=is_held)


def _spend(situation: Situation, journey: Journey, code_id: UUID, digits: str) -> Budget | None:
    home, seals, now = situation.restaurant.id, situation.consent.seals, situation.now
    request = codes.Request(
        home,
        code_id,
        journey.by,
        hashes_of(situation, journey),
        seals.asker_hashes(home, asker(situation.request.remote_addr or "")),
        seals.code_hashes(home, code_id, digits)[0],
    )

    def spend(connection: Any) -> Budget | None:
        codes.take_turn(connection, home)
        budget = used_up(codes.spent(connection, request, now))
        if budget is None:
            codes.add(connection, request, now)
        return budget

    return situation.consent.database.write(spend)


def _send(situation: Situation, journey: Journey, to: str, digits: str) -> None:
    consent = situation.consent
    door = choosing.door(consent.hooks.send_sms, consent.settings, journey.by, sys.stdout)
    if door is None:
        return
    link = _link(situation, journey) if journey.by is Channel.EMAIL else ""
    words = Words.CODE_SMS if journey.by is Channel.SMS else Words.CODE_LINK if link else Words.CODE_EMAIL
    door.tell(words, to, situation.restaurant, situation.text.language, code=digits, link=link)


def _link(situation: Situation, journey: Journey) -> str:
    """The address in an e-mail; empty where the site has no public one: that of a request may be anybody's."""
    public = situation.consent.settings.public_url
    if not public:
        return ""
    query = urlencode({"lang": situation.text.language, "link": close(situation, Purpose.LINK, journey)})
    return f"{public.rstrip('/')}{url_for('consent.contact').removeprefix(situation.script_root)}?{query}"


def check(situation: Situation, envelope: str, typed: str) -> str:
    """Hold what was typed against the code that was sent. Returns the envelope that says the contact is proven.

    Raises UnusableForm, which says no more than that it is not right (422), and NotSaved.
    """
    journey = read(situation, Purpose.ASKED, envelope)
    digits = digits_of(typed)
    if not digits:
        raise UnusableForm("contact.error.digits", 422)
    home, code_id = situation.restaurant.id, UUID(journey.code)
    given = situation.consent.seals.code_hashes(home, code_id, digits)

    def judged(connection: Any) -> Failure | None:
        failure = judge(codes.find(connection, home, code_id), hashes_of(situation, journey), given, situation.now)
        if failure is Failure.WRONG:
            codes.tried(connection, home, code_id)
        if failure is None:
            codes.use(connection, home, code_id, situation.now)
        return failure

    return _proven(situation, journey, situation.consent.database.write(judged), "contact.error.code")


def follow(situation: Situation, envelope: str) -> str:
    """The button behind the link in an e-mail was pressed. Returns and raises like `check`."""
    journey = replace(read(situation, Purpose.LINK, envelope), how="link")
    home, code_id = situation.restaurant.id, UUID(journey.code)

    def judged(connection: Any) -> Failure | None:
        failure = judge_link(codes.find(connection, home, code_id), hashes_of(situation, journey), situation.now)
        if failure is None:
            codes.use(connection, home, code_id, situation.now)
        return failure

    return _proven(situation, journey, situation.consent.database.write(judged), "contact.error.link")


def _proven(situation: Situation, journey: Journey, failure: Failure | None, key: str) -> str:
    if failure is not None:
        log.info("a contact was not proven: %s", failure.value)
        raise UnusableForm(key, 422)
    return close(situation, Purpose.PROVEN, journey)


def hashes_of(situation: Situation, journey: Journey) -> tuple[str, ...]:
    """The keyed hashes of the journey's contact, newest key first."""
    held = {journey.by: journey.contact}
    return situation.consent.seals.contact_hashes(situation.restaurant.id, held)[journey.by]


def close(situation: Situation, purpose: Purpose, journey: Journey) -> str:
    """The envelope for the next step."""
    return situation.consent.envelopes.close(purpose, asdict(journey), situation.now)


def read(situation: Situation, purpose: Purpose, envelope: str) -> Journey:
    """What an envelope of this purpose holds. Raises UnusableForm: not one of ours (400), too old (400), or for another
    account (409)."""
    lifetime: timedelta = LIFETIMES[purpose]
    try:
        journey = Journey(**situation.consent.envelopes.open(purpose, envelope, situation.now, lifetime))
    except BadToken as error:
        raise UnusableForm("contact.error.token", 400) from error
    except ExpiredToken as error:
        raise UnusableForm("contact.error.expired", 400) from error
    if journey.home != str(situation.restaurant.id):
        raise UnusableForm("contact.error.token", 400)
    if journey.who not in situation.known_as:
        raise UnusableForm("contact.error.person", 409)
    return journey
