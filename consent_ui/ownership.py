"""Which contacts of an account are known to be the customer's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consent_ui.rules.binding import Voucher, needs_proof, own, unproven
from consent_ui.rules.consent import Channel, Decision
from consent_ui.rules.notices import Restaurant
from consent_ui.state import Consent
from consent_ui.store import contacts
from consent_ui.store.people import Customer

Owned = tuple[Customer | None, dict[Channel, str | None]]
"""A customer, and per channel the keyed hash of the contact that is known to be hers."""


def owned(
    consent: Consent,
    restaurant: Restaurant,
    customer: Customer | None,
    history: Sequence[Decision],
    channels: Iterable[Channel],
) -> Owned:
    """The customer with the contacts she proved here where her account holds none, and per channel the keyed hash of
    the contact that is known to be hers, None where nobody vouches for it.

    The database is asked only about a customer who has something unproven on one of `channels`, once. Raises NotRead.
    """
    if customer is None:
        return None, dict.fromkeys(Channel)
    hashes_of = consent.seals.contact_hashes
    verified = consent.settings.host_verifies if customer.verified is None else customer.verified
    vouched = frozenset(Channel(each) for each in verified) if not needs_proof(restaurant) else frozenset()
    bound = {decision.contact for decision in history if decision.contact}
    hashes = hashes_of(restaurant.id, {channel: customer.contact(channel) for channel in Channel})
    found = {channel: own(channel, each, Voucher(vouched, bound)) for channel, each in hashes.items()}
    missing = unproven(channels, found)
    if not missing:
        return customer, found
    with consent.database.read() as connection:
        proofs = contacts.proofs(connection, restaurant.id, customer.reference)
    stored = hashes_of(restaurant.id, {channel: proofs.stored.get(channel) for channel in missing})
    for channel in missing:
        known, kept = hashes[channel], proofs.stored.get(channel)
        if not known and kept and proofs.keeps(stored[channel]):
            known, customer = stored[channel], customer.with_contact(channel, kept)
        found[channel] = own(channel, known, Voucher((), (), proofs.hashes(channel)))
    return customer, found
