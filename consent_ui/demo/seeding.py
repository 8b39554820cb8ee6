"""Fills an empty database with the sample data; one that has the restaurant already is left as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from sqlalchemy import Connection

from consent_ui import publishing
from consent_ui.demo import sample
from consent_ui.rules.consent import Channel, Kind, Place
from consent_ui.state import Consent
from consent_ui.store import ledger, people
from consent_ui.store.offers import Programme
from consent_ui.store.people import Customer


def seed(consent: Consent, channels: Sequence[Channel] | None, now: datetime) -> bool:
    """Store the restaurant, its campaigns, its customers and what they decided; returns whether there was
    anything to do. `channels` is how the restaurant writes. `now` is aware."""
    last = sample.PEOPLE[-1].reference
    with consent.database.read() as connection:
        # The last customer comes last of all, so a filling that was cut short is done again.
        filled = people.find_customer(connection, sample.RESTAURANT_ID, last) is not None
    if filled:
        _write_by(consent, channels, now)
        return False
    now = now.astimezone(UTC)
    campaigns = sample.campaigns(now)
    opened = min(campaign.starts for campaign in campaigns)
    for person in sample.PEOPLE:
        for past in person.past:
            # A record that says yes before the words existed would be worth nothing.
            if now - timedelta(days=past.days) < opened:
                raise ValueError(f"{person.reference} decided before anything was published")
    restaurant = sample.restaurant(channels or sample.CHANNELS)
    publishing.publish_restaurant(consent.database, restaurant, opened)
    for campaign in campaigns:
        publishing.publish_campaign(consent.database, restaurant.id, campaign, opened)
    consent.forget_programmes()
    programme = consent.programme(sample.SLUG)
    if programme is None:
        raise LookupError(f"{sample.SLUG} was not stored")
    for person in sample.PEOPLE:
        customer = person.customer(now)
        consent.database.write(partial(_save, restaurant.id, customer))
        _remember(consent, programme, person, now)
    return True


def _write_by(consent: Consent, channels: Sequence[Channel] | None, now: datetime) -> None:
    """Publish the restaurant anew where it is to write by other channels than it does."""
    programme = consent.programme(sample.SLUG)
    if channels is not None and programme is not None and programme.restaurant.channels != tuple(channels):
        other = replace(programme.restaurant, channels=tuple(channels))
        publishing.publish_restaurant(consent.database, other, now)
        consent.forget_programmes()


def _save(restaurant_id: UUID, customer: Customer, connection: Connection) -> None:
    people.save_customer(connection, restaurant_id, customer)


def _remember(consent: Consent, programme: Programme, person: sample.Person, now: datetime) -> None:
    """Put a sample customer's past decisions into the ledger, oldest first, the way their own forms would have."""
    restaurant = programme.restaurant
    ids = {campaign.kind: campaign.id for campaign in programme.campaigns}
    customer = person.customer(now)
    held = {channel: customer.contact(channel) for channel in restaurant.channels}
    hashes = consent.seals.contact_hashes(restaurant.id, held)
    contacts = {channel: each[0] if each else None for channel, each in hashes.items()}
    for past in sorted(person.past, key=lambda past: -past.days):
        if past.channel not in restaurant.channels:
            continue
        subject = ids[past.campaign] if past.campaign else None
        fingerprint = programme.fingerprints[person.language, subject]
        notice = consent.notice(restaurant.id, fingerprint)
        if notice is None:
            raise LookupError(f"notice {fingerprint} was not stored")
        answer = ledger.Answer(
            act=uuid4(),
            notice=notice,
            fingerprint=fingerprint,
            wishes={past.channel: past.kind is Kind.GIVEN},
            place=Place.BANNER if past.campaign else Place.PREFERENCES,
            at=now - timedelta(days=past.days),
            build=ledger.BUILD,
        )
        consent.database.write(partial(_record, answer, customer, contacts))


def _record(
    answer: ledger.Answer, customer: Customer, contacts: Mapping[Channel, str | None], connection: Connection
) -> None:
    ledger.record_customer(connection, answer, customer, contacts)
