"""Keyed hashes of many contacts at once, as Seals.hashes_of makes each: of a million people every microsecond counts.

A keyed hash begins with the key, and of one restaurant with the restaurant: both are taken in once, and each contact
goes on from a copy.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from uuid import UUID

from consent_ui.rules.binding import named
from consent_ui.rules.consent import Channel
from consent_ui.seals import Seals


class Hashing:
    """Hashes the contacts of one restaurant on one channel."""

    def __init__(self, seals: Seals, restaurant_id: UUID, channel: Channel) -> None:
        self._channel = channel
        self._begun = [hmac.new(key, restaurant_id.bytes, "sha256") for key in seals.keys_for("contact")]

    def all(self, contacts: Sequence[str]) -> list[tuple[str, ...]]:
        """The keyed hashes of each, the newest key's first."""
        names = [named(self._channel, each).encode("utf-8", "surrogatepass") for each in contacts]
        found = [_ended(begun, names) for begun in self._begun]
        return list(zip(*found, strict=True))


def _ended(begun: hmac.HMAC, names: Sequence[bytes]) -> list[str]:
    found = []
    for name in names:
        made = begun.copy()
        made.update(name)
        found.append(made.hexdigest())
    return found
